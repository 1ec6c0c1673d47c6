//! Pictures of the map at several zooms, small, by the CPU painter.

use dateline::app::picture;
use dateline::basemap::Basemap;
use dateline::report::mercator::World;
use dateline::report::place::LonLat;
use dateline::session::{Action, Camera, Session, ThemeChoice};
use egui_kittest::{SnapshotOptions, SnapshotResult, try_image_snapshot_options};

use crate::fixture::shipped;

/// The size of the window, in points.
const SIZE: [u32; 2] = [1000, 640];
/// The part of it that is compared, in points: the map without the panels around it.
const MAP: [u32; 4] = [0, 44, 630, 380];
/// At scale 2, the middle of the map is enough to see how fine lines and names are.
const MIDDLE: [u32; 4] = [200, 120, 260, 190];

/// The map of the report, in one theme and at one scale.
fn compare(basemap: &Basemap, name: &str, mut session: Session, scale: u32) -> SnapshotResult {
    let picture = picture::paint(&mut session, Some(basemap), SIZE, scale);
    let whole = image::RgbaImage::from_raw(picture.width, picture.height, picture.pixels).unwrap();
    let [x, y, width, height] = if scale == 1 { MAP } else { MIDDLE }.map(|points| points * scale);
    let image = image::imageops::crop_imm(&whole, x, y, width, height).to_image();
    let options = SnapshotOptions::new().threshold(0.4).max_failed_pixels(8).output_path("tests/pictures");
    try_image_snapshot_options(&image, name, &options)
}

fn looking(theme: ThemeChoice, at: Option<(f64, f64, f64)>, place: Option<&str>) -> Session {
    let mut session = shipped();
    session.apply(Action::SetTheme(theme));
    if let Some(place) = place {
        session.apply(Action::SelectPlace(session.dossier.place_by_id(place)));
    }
    if let Some((lon, lat, zoom)) = at {
        session.apply(Action::SetCamera(Camera { center: World::from_lon_lat(LonLat { lon, lat }), zoom }));
    }
    session
}

#[test]
fn the_map_looks_as_it_did() {
    let basemap = Basemap::embedded().unwrap();
    let views = [
        ("world", Some((50.0, 40.0, 1.0)), None),
        ("country", None, None),
        ("region", Some((54.0, 46.5, 5.2)), Some("western-kazakhstan")),
        ("city", Some((76.945, 43.2395, 14.5)), Some("republic-square")),
    ];
    let themes = [(ThemeChoice::Light, "light"), (ThemeChoice::Dark, "dark")];
    let results = views.into_iter().flat_map(|(view, at, place)| {
        let basemap = &basemap;
        themes.into_iter().flat_map(move |(theme, word)| {
            let look = move |scale| compare(basemap, &format!("map_{view}_{word}_{scale}x"), looking(theme, at, place), scale);
            [look(1), look(2)]
        })
    });
    let faults: Vec<_> = results.filter_map(Result::err).map(|error| error.to_string()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
