//! What comes from other programs and goes to them: positions as they are often given, tables as spreadsheets read them, and
//! hands on touch pads.

use std::sync::Arc;

use dateline::app::picture;
use dateline::basemap::Basemap;
use dateline::formats::{agenda, table};
use dateline::report::ids::{DocumentIx, PlaceIx};
use dateline::report::passage::Target;
use dateline::session::{Action, Effect, Fit, Session, Tab};
use egui::accesskit::Role;
use egui::{Event, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use crate::fixture::{Files, marked, session, shipped, small};
use crate::interface::{App, at, drag, on_axis, open, starting};

/// A dossier of one passage on a place of this kind and geometry, shown in this frame.
fn with_place(kind: &str, geometry: &str, frame: &str) -> Files {
    let place = format!(
        r##"{{"type": "FeatureCollection", "features": [
{{"@id": "#it", "type": "Feature", "properties": {{"title": "It", "kind": "{kind}"}}, "geometry": {geometry}}}
]}}"##
    );
    marked("{a;it;2022-01-05;reported|It was there.}")
        .with("places.geojson", place)
        .replaced("dossier.json", "[46, 40, 88, 56]", frame)
        .replaced("dossier.json", "2022-01-05T09:00/2022-01-05T16:00", "2022-01-05")
}

/// Columns and rows of a picture, from the first to the last, in which two dossiers are painted differently on the map's left part.
fn difference(one: &Files, other: &Files) -> Option<[u32; 4]> {
    const SIZE: [u32; 2] = [1000, 700];
    let basemap = Basemap::embedded().unwrap();
    let paint = |files: &Files| picture::paint(&mut Session::new(Arc::new(files.open())), Some(&basemap), SIZE, 1);
    let (one, other) = (paint(one), paint(other));
    let pixels = (0..SIZE[0]).flat_map(|x| (0..SIZE[1]).map(move |y| (x, y)));
    let differ = pixels.filter(|(x, y)| one.pixel(*x, *y) != other.pixel(*x, *y));
    differ.fold(None, |found, (x, y)| {
        let [left, top, right, bottom] = found.unwrap_or([x, y, x, y]);
        Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
    })
}

const AREA: &str = r#"{"type": "Polygon", "coordinates": [[[172, 63], [-176, 63], [-176, 68], [172, 68], [172, 63]]]}"#;
const CUT: &str = r#"{"type": "MultiPolygon", "coordinates": [[[[172, 63], [180, 63], [180, 68], [172, 68], [172, 63]]],
 [[[-180, 63], [-176, 63], [-176, 68], [-180, 68], [-180, 63]]]]}"#;
const POINT: &str = r#"{"type": "Point", "coordinates": [178, 65.5]}"#;

#[test]
fn an_area_across_the_antimeridian_is_drawn_where_it_is_and_nowhere_else() {
    // Whichever side of it the middle of the map lies on, and also where it is far away.
    for frame in ["[160, 58, -170, 72]", "[170, 58, -160, 72]"] {
        let plain = with_place("region", POINT, frame);
        let [left, top, right, bottom] = difference(&with_place("region", AREA, frame), &plain).unwrap();
        assert!((100..320).contains(&(right - left)) && bottom - top < 420, "{frame}: {left} {top} {right} {bottom}");
    }
    let [left, _, right, _] =
        difference(&with_place("region", AREA, "[-60, -60, 179.9, 75]"), &with_place("region", POINT, "[-60, -60, 179.9, 75]"))
            .unwrap();
    assert!(right - left < 100, "no band across the map: {left}–{right}");
}

#[test]
fn a_place_across_the_antimeridian_is_framed_as_it_is() {
    for geometry in [AREA, CUT] {
        let mut session = Session::new(Arc::new(with_place("region", geometry, "[46, 40, 88, 56]").open()));
        session.apply(Action::Fit(Fit::Place(PlaceIx(0))));
        let harness = open(session);
        let camera = harness.state().session.state.camera.unwrap();
        let lon = camera.lon_lat().lon;
        assert!(camera.zoom > 3.0 && (lon - 178.0).abs() < 4.0, "{camera:?} {lon}");
    }
}

#[test]
fn every_part_of_a_collection_is_drawn() {
    let collection = r#"{"type": "GeometryCollection", "geometries": [
 {"type": "Point", "coordinates": [66, 48]},
 {"type": "Polygon", "coordinates": [[[60, 45], [64, 45], [64, 50], [60, 50], [60, 45]]]},
 {"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[70, 45], [74, 50]]}]}]}"#;
    let frame = "[46, 40, 88, 56]";
    let plain = with_place("region", r#"{"type": "Point", "coordinates": [66, 48]}"#, frame);
    let [left, _, right, _] = difference(&with_place("region", collection, frame), &plain).unwrap();
    // 14 of 42 degrees, from the area's western edge to the line's eastern end.
    assert!(right - left > 130, "{left}–{right}");
    let street = r#"{"type": "GeometryCollection", "geometries": [
 {"type": "LineString", "coordinates": [[66.00, 48.00], [66.02, 48.01]]}, {"type": "Point", "coordinates": [66.01, 48.005]}]}"#;
    let near = "[65.98, 47.99, 66.04, 48.02]";
    let plain = with_place("site", r#"{"type": "Point", "coordinates": [66.01, 48.005]}"#, near);
    assert!(difference(&with_place("site", street, near), &plain).is_some(), "a street of a city too");
}

#[test]
fn a_position_that_only_stands_for_none_is_not_shown() {
    let nowhere = with_place("settlement", r#"{"type": "Point", "coordinates": [0, 0.0]}"#, "[46, 40, 88, 56]");
    assert_eq!(
        nowhere.warnings(),
        ["places.geojson:2: “it” lies at 0°, 0° in the sea off Africa, where positions that nobody knows are put; give its \
          position, or `null` for none; it is shown without one until then"]
    );
    let place = &nowhere.open().places[0];
    assert!(place.point.is_none() && place.geometry.is_none());
    assert!(with_place("settlement", r#"{"type": "Point", "coordinates": [0, 51.48]}"#, "[-5, 50, 2, 56]").warnings().is_empty());
}

#[test]
fn latitude_and_longitude_exchanged_are_noticed() {
    let one = small().replaced("places.geojson", "[76.9454, 43.2381]", "[43.2381, 76.9454]");
    assert_eq!(
        one.warnings(),
        [
            "places.geojson:5: “square” lies 4,053 km from “almaty”, in which it is said to lie, and 3 km with latitude and longitude \
          exchanged; GeoJSON gives the longitude first; exchange them if that is so"
        ]
    );
    let all = [("[76.9115, 43.2525]", "[43.2525, 76.9115]"), ("[76.9454, 43.2381]", "[43.2381, 76.9454]")];
    let all = all.into_iter().fold(small(), |files, (from, to)| files.replaced("places.geojson", from, to));
    let all = all.replaced("places.geojson", "[52.8619, 43.3412]", "[43.3412, 52.8619]");
    assert_eq!(
        all.warnings(),
        [
            "places.geojson: of 4 places with a point, 3 lie in the start frame only with latitude and longitude exchanged, and fewer \
          as they are; GeoJSON gives the longitude first; exchange them if that is so"
        ]
    );
    assert!(small().warnings().is_empty() && shipped().dossier.warnings.is_empty());
}

#[test]
fn positions_in_another_system_are_not_taken_for_degrees_in_silence() {
    let named = |name: &str| {
        let crs = format!(r#""crs": {{"type": "name", "properties": {{"name": "{name}"}}}}, "features""#);
        small().replaced("places.geojson", "\"features\"", &crs).warnings()
    };
    assert_eq!(
        named("urn:ogc:def:crs:EPSG::4284"),
        [
            "places.geojson: “crs” says that positions are in “urn:ogc:def:crs:EPSG::4284”; convert them to longitude and latitude on \
          WGS 84, as GeoJSON asks (RFC 7946), and leave the field out; they are taken for that until then"
        ]
    );
    for same in
        ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"]
    {
        assert!(named(same).is_empty(), "{same}");
    }
}

#[test]
fn a_table_says_that_it_is_utf_8_and_can_be_read_again() {
    let dossier = small().open();
    for bytes in [table::passages(&dossier).unwrap(), table::mentions(&dossier).unwrap()] {
        assert!(bytes.starts_with("\u{feff}".as_bytes()));
        let mut lines = csv::Reader::from_reader(bytes.as_slice());
        let first = lines.headers().unwrap().get(0).unwrap().to_owned();
        assert!(matches!(first.as_str(), "id" | "document"), "the mark is no part of the first name: {first:?}");
        assert!(lines.records().all(|line| line.is_ok()));
    }
}

#[test]
fn the_offset_that_is_named_is_that_of_every_time() {
    let text = "{winter;oral;2022-01-05T09:00/2022-01-05T10:00|Snow.}\n{summer;oral;2022-07-05T09:00/2022-07-05T10:00|Heat.}";
    let berlin = marked(text).replaced("dossier.json", "Asia/Almaty", "Europe/Berlin");
    assert!(agenda::markdown(&berlin.open()).contains("Times of day are Berlin time (UTC+1 or UTC+2)."));
    assert!(agenda::markdown(&small().open()).contains("Times of day are Almaty time (UTC+6)."));
}

fn fingers(harness: &mut Harness<'_, App>, there: egui::Pos2, delta: egui::Vec2) {
    harness.event(Event::PointerMoved(there));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    harness.run();
}

#[test]
fn two_fingers_that_do_not_go_quite_straight_do_what_they_do_more_of() {
    let mut harness = open(session());
    let there = on_axis(&harness, at(3, 12));
    let range = |harness: &Harness<'_, App>| harness.state().session.state.range;
    let before = range(&harness);
    fingers(&mut harness, there, vec2(9.0, 90.0));
    let zoomed = range(&harness);
    assert!(zoomed.seconds() < before.seconds() * 9 / 10, "mostly upwards is zooming");
    fingers(&mut harness, there, vec2(90.0, 9.0));
    assert_eq!(range(&harness).seconds(), zoomed.seconds(), "mostly sideways is panning");
    assert_ne!(range(&harness).from, zoomed.from);
}

/// A session in the middle of the shipped report.
fn reading() -> Session {
    let mut session = shipped();
    let text = &session.dossier.documents[0].text;
    let line = text.lines()[text.lines().len() / 2];
    session.apply(Action::ShowTab(Tab::Document));
    session.apply(Action::ShowText(Target { document: DocumentIx(0), span: line }));
    session
}

#[test]
fn what_is_read_stays_in_view_while_the_window_is_made_narrower_and_wider_again() {
    let mut harness = open(reading());
    let row = |harness: &Harness<'_, App>| harness.state().session.state.reading_position.unwrap().target.span;
    let before = row(&harness);
    let narrower = (0_u16..28).map(|step| 1440.0 - 20.0 * f32::from(step));
    let sizes = narrower.clone().chain(narrower.rev()).map(|width| (width, 900.0));
    for size in sizes.chain([(1800.0, 900.0), (1440.0, 900.0)]) {
        harness.set_size(size.into());
        harness.run();
        assert!(row(&harness).overlaps(before), "{size:?}: {:?} {before:?}", row(&harness));
    }
    assert_eq!(row(&harness), before);
    for size in [(900.0, 600.0), (1440.0, 900.0), (1440.0, 600.0), (1440.0, 900.0)] {
        harness.set_size(size.into());
        harness.run();
    }
    assert_eq!(row(&harness), before);
}

#[test]
fn what_is_selected_is_copied_whole_after_it_has_been_scrolled_away() {
    let mut harness = open(reading());
    let paragraphs: Vec<_> = harness.query_all_by_role(Role::Paragraph).map(|node| node.rect()).collect();
    let (first, last) = (paragraphs[0], paragraphs[2]);
    drag(&mut harness, first.left_center(), last.center());
    let session = &harness.state().session;
    let selected = session.dossier.slice(session.state.selected_text.unwrap()).to_owned();
    assert!(selected.contains('\n'), "across paragraphs: {selected}");
    for _ in 0..8 {
        fingers(&mut harness, last.center(), vec2(0.0, -900.0));
    }
    assert!(starting(&harness, selected.lines().next().unwrap()).is_empty(), "it is out of view");
    harness.event(Event::Copy);
    harness.run();
    assert_eq!(harness.state_mut().effects.pop(), Some(Effect::Copy(selected)));
}
