//! Pictures of the map at several zooms, small, by the CPU painter.

use dateline::app::picture;
use dateline::basemap::Basemap;
use dateline::report::mercator::World;
use dateline::report::place::LonLat;
use dateline::session::{Action, Camera, Session, ThemeChoice};
use egui_kittest::{SnapshotOptions, SnapshotResult, try_image_snapshot_options};

use crate::fixture::shipped;

const SIZE: [u32; 2] = [700, 500];

/// The map of the report, without the panels around it.
fn compare(basemap: &Basemap, name: &str, mut session: Session, size: [u32; 2], scale: u32) -> SnapshotResult {
    let picture = picture::paint(&mut session, Some(basemap), size, scale);
    let image = image::RgbaImage::from_raw(picture.width, picture.height, picture.pixels).unwrap();
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
    let (light, dark) = (ThemeChoice::Light, ThemeChoice::Dark);
    let city = Some((76.945, 43.2395, 14.5));
    let results = [
        compare(&basemap, "map_world", looking(light, Some((50.0, 40.0, 1.0)), None), SIZE, 1),
        compare(&basemap, "map_country", looking(light, None, None), [1200, 760], 1),
        compare(&basemap, "map_region_dark", looking(dark, Some((54.0, 46.5, 5.2)), Some("western-kazakhstan")), SIZE, 1),
        compare(&basemap, "map_city", looking(light, city, Some("republic-square")), SIZE, 2),
        compare(&basemap, "map_city_dark", looking(dark, city, Some("republic-square")), SIZE, 1),
    ];
    let faults: Vec<_> = results.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
