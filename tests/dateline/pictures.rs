//! Pictures of the window by the CPU painter. `UPDATE_SNAPSHOTS=1 cargo test` writes them anew; look at them then.

use dateline::app::picture;
use dateline::basemap::Basemap;
use dateline::index::times::Window;
use dateline::report::when::When;
use dateline::session::{Action, Session, ThemeChoice};
use egui_kittest::{SnapshotOptions, SnapshotResult, try_image_snapshot_options};

use crate::fixture::session;

/// Only the part of the window below this share of its height is compared.
fn compare_below(share: f32, mut session: Session, name: &str, size: [u32; 2]) -> SnapshotResult {
    let basemap = Basemap::embedded().unwrap();
    let picture = picture::paint(&mut session, Some(&basemap), size, 1);
    let whole = image::RgbaImage::from_raw(picture.width, picture.height, picture.pixels).unwrap();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a small picture")]
    let top = (size[1] as f32 * share) as u32;
    let image = image::imageops::crop_imm(&whole, 0, top, size[0], size[1] - top).to_image();
    // Tight enough that a line moved by half a point is seen; loose enough for the last bit of another processor.
    let options = SnapshotOptions::new().threshold(0.4).max_failed_pixels(8).output_path("tests/pictures");
    try_image_snapshot_options(&image, name, &options)
}

fn compare(session: Session, name: &str, size: [u32; 2]) -> SnapshotResult {
    compare_below(0.0, session, name, size)
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
        compare(with(&[Action::SetTheme(ThemeChoice::Light)]), "light", [1024, 700]),
        compare(with(&[Action::SetTheme(ThemeChoice::Dark), Action::SelectPlace(almaty)]), "dark", [1024, 700]),
        compare(with(&[Action::SetTheme(ThemeChoice::Light), Action::OpenInDocument(night)]), "document", [1024, 700]),
        compare(with(&[Action::SetTheme(ThemeChoice::Light)]), "narrow", [820, 560]),
    ];
    agree(results);
}

fn agree(results: impl IntoIterator<Item = SnapshotResult>) {
    let faults: Vec<_> = results.into_iter().filter_map(Result::err).map(|error| error.to_string()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_timeline_looks_as_it_did_at_four_zooms() {
    let zooms = [
        ("centuries", "1848/2022"),
        ("years", "2009/2014"),
        ("days", "2022-01-01/2022-01-10"),
        ("hours", "2022-01-05T06:00/2022-01-05T12:00"),
    ];
    let looks = [
        (ThemeChoice::Light, "light", [1440, 900]),
        (ThemeChoice::Dark, "dark", [1440, 900]),
        (ThemeChoice::Light, "light", [1024, 700]),
        (ThemeChoice::Dark, "dark", [1024, 700]),
    ];
    let results = zooms.into_iter().flat_map(|(name, range)| {
        let range: When = range.parse().unwrap();
        looks.map(|(theme, word, size)| {
            let session = with(&[Action::SetTheme(theme), Action::SetRange(Window::around(&range))]);
            compare_below(0.65, session, &format!("timeline_{name}_{word}_{}", size[0]), size)
        })
    });
    agree(results);
}
