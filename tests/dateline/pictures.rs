//! Pictures of the window by the CPU painter. `UPDATE_SNAPSHOTS=1 cargo test` writes them anew; look at them then.

use dateline::app::picture;
use dateline::basemap::Basemap;
use dateline::session::{Action, Session, ThemeChoice};
use egui_kittest::{SnapshotOptions, SnapshotResult, try_image_snapshot_options};

use crate::fixture::session;

fn compare(mut session: Session, name: &str, size: [u32; 2], scale: u32) -> SnapshotResult {
    let basemap = Basemap::embedded().unwrap();
    let picture = picture::paint(&mut session, Some(&basemap), size, scale);
    let image = image::RgbaImage::from_raw(picture.width, picture.height, picture.pixels).unwrap();
    // Tight enough that a line moved by half a point is seen; loose enough for the last bit of another processor.
    let options = SnapshotOptions::new().threshold(0.4).max_failed_pixels(8).output_path("tests/pictures");
    try_image_snapshot_options(&image, name, &options)
}

fn with(actions: &[Action]) -> Session {
    let mut session = session();
    for action in actions {
        session.apply(action.clone());
    }
    session
}

#[test]
fn the_window_looks_as_it_did() {
    let almaty = session().dossier.place_by_id("almaty");
    let night = session().dossier.passage_by_id("night").unwrap();
    let results = [
        compare(with(&[Action::SetTheme(ThemeChoice::Light)]), "light", [1024, 700], 1),
        compare(with(&[Action::SetTheme(ThemeChoice::Dark), Action::SelectPlace(almaty)]), "dark", [1024, 700], 1),
        compare(with(&[Action::SetTheme(ThemeChoice::Light), Action::OpenInDocument(night)]), "document", [1024, 700], 1),
        compare(with(&[Action::SetTheme(ThemeChoice::Light)]), "narrow", [820, 560], 1),
    ];
    let faults: Vec<_> = results.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
