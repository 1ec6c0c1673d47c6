//! Pictures of the window by the CPU painter. `UPDATE_SNAPSHOTS=1 cargo test` writes them anew; look at them then.

use dateline::app::picture;
use dateline::basemap::Basemap;
use dateline::index::times::Window;
use dateline::report::ids::{Item, MentionIx};
use dateline::report::passage::{Mention, Target};
use dateline::report::text::Span;
use dateline::report::when::When;
use dateline::session::{Action, Pane, Placing, Session, Shape, Tab, ThemeChoice, Toggle};
use egui_kittest::{SnapshotOptions, SnapshotResult, try_image_snapshot_options};

use crate::check_interface::session as found;
use crate::fixture::session;

/// A part of the window, in hundredths of its width and height: left, top, right and bottom.
type Part = [u32; 4];

const WHOLE: Part = [0, 0, 100, 100];
/// The timeline, and the pages beside the map.
const TIMELINE: Part = [0, 65, 100, 100];
const BESIDE: Part = [63, 0, 100, 65];

/// Only a part of the window is compared.
fn compare_part(part: Part, mut session: Session, name: &str, size: [u32; 2]) -> SnapshotResult {
    let basemap = Basemap::embedded().unwrap();
    let picture = picture::paint(&mut session, Some(&basemap), size, 1);
    let whole = image::RgbaImage::from_raw(picture.width, picture.height, picture.pixels).unwrap();
    let [left, right] = [part[0], part[2]].map(|share| size[0] * share / 100);
    let [top, bottom] = [part[1], part[3]].map(|share| size[1] * share / 100);
    let image = image::imageops::crop_imm(&whole, left, top, right - left, bottom - top).to_image();
    // Tight enough that a line moved by half a point is seen; loose enough for the last bit of another processor.
    let options = SnapshotOptions::new().threshold(0.4).max_failed_pixels(8).output_path("tests/pictures");
    try_image_snapshot_options(&image, name, &options)
}

fn compare(session: Session, name: &str, size: [u32; 2]) -> SnapshotResult {
    compare_part(WHOLE, session, name, size)
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
            compare_part(TIMELINE, session, &format!("timeline_{name}_{word}_{}", size[0]), size)
        })
    });
    agree(results);
}

/// What is open for editing, and the part of a wide window in which it is; in a narrow one, all of it is compared.
fn editing() -> [(&'static str, Part, Session); 5] {
    let mut check = found();
    check.apply(Action::ShowTab(Tab::Check));
    let choosable = |mention: &Mention| mention.found.as_ref().is_some_and(|found| !found.others.is_empty());
    let asked = MentionIx::new(check.dossier.mentions.iter().position(choosable).unwrap());
    check.apply(Action::CheckAt(Some(Item::Mention(asked))));
    let mut table = found();
    table.apply(Action::Toggle(Toggle::Table));
    let shipped = session().dossier;
    let place = shipped.place_by_id("oral");
    let night = shipped.passage_by_id("night").unwrap();
    let words = shipped.passage(night).target;
    let words = Target { span: Span { end: words.span.start + 40, ..words.span }, ..words };
    let placing = place.map(|place| Placing { place, shape: Shape::Area });
    let edited = [Action::SelectPlace(place), Action::SetMapEditing(true)];
    let map = with(&[edited.as_slice(), &[Action::SetPlacing(placing)]].concat());
    [
        ("check", BESIDE, check),
        ("table", WHOLE, table),
        ("text", BESIDE, with(&[Action::OpenInDocument(night), Action::SelectText(Some(words))])),
        ("map", [0, 0, 63, 65], map),
        ("timeline", TIMELINE, with(&[Action::SelectPassage(night), Action::SetMapEditing(true)])),
    ]
}

#[test]
fn what_is_edited_looks_as_it_did() {
    let looks = [(ThemeChoice::Light, "light"), (ThemeChoice::Dark, "dark")].into_iter();
    let sizes = [([1440, 900], "wide"), ([820, 560], "narrow")];
    let looks: Vec<_> = looks.flat_map(|look| sizes.map(|size| (look, size))).collect();
    let results = looks.into_iter().flat_map(|((theme, look), (size, width))| {
        editing().map(|(name, part, mut session)| {
            session.apply(Action::SetTheme(theme));
            session.apply(Action::ShowPane(if name == "map" { Pane::Map } else { Pane::Reader }));
            let part = if width == "wide" { part } else { WHOLE };
            compare_part(part, session, &format!("editing_{name}_{look}_{width}"), size)
        })
    });
    agree(results);
}
