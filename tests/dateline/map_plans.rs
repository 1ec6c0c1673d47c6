//! What the map decides to draw at several zooms, pinned as text.

use std::fmt::Write as _;
use std::sync::LazyLock;

use dateline::basemap::Basemap;
use dateline::report::mercator::World;
use dateline::report::place::LonLat;
use dateline::session::{Action, Camera, Fit, Session};
use dateline::theme::Palette;
use dateline::view::Scene;
use dateline::view::map::{HoverCard, MapPlan, Name, inset, names, resolve_camera};
use egui::text::LayoutJob;
use egui::{Rect, Vec2, pos2, vec2};

use crate::fixture::shipped;

static BASEMAP: LazyLock<Basemap> = LazyLock::new(|| Basemap::embedded().unwrap());

fn rect() -> Rect {
    Rect::from_min_size(pos2(0.0, 0.0), vec2(900.0, 580.0))
}

fn with_scene<T>(session: &Session, use_it: impl FnOnce(&Scene<'_>) -> T) -> T {
    let palette = Palette::light();
    use_it(&Scene {
        dossier: &session.dossier,
        index: &session.index,
        state: &session.state,
        history: session.history(),
        basemap: Some(&BASEMAP),
        palette: &palette,
    })
}

/// About as large as the real fonts set it, and the same on every machine.
fn measure(job: &LayoutJob) -> Vec2 {
    let format = &job.sections[0].format;
    #[expect(clippy::cast_precision_loss, reason = "a few letters")]
    let letters = job.text.chars().count() as f32;
    vec2((letters * (format.font_id.size * 0.55 + format.extra_letter_spacing)).round(), (format.font_id.size * 1.2).round())
}

fn over(lon: f64, lat: f64, zoom: f64) -> Camera {
    Camera { center: World::from_lon_lat(LonLat { lon, lat }), zoom }
}

fn planned(session: &Session, camera: Option<Camera>) -> (MapPlan, Vec<Name>) {
    with_scene(session, |scene| {
        let plan = MapPlan::new(scene, rect(), camera.unwrap_or_else(|| resolve_camera(scene, rect())));
        let names = names(scene, &plan, &[], &mut measure);
        (plan, names)
    })
}

fn describe(session: &Session, camera: Option<Camera>) -> String {
    let (plan, names) = planned(session, camera);
    let mut text = String::new();
    for marker in &plan.markers {
        let shape = if marker.area { "tag" } else { "circle" };
        writeln!(text, "{} | {shape} of {:.0} at {:.0},{:.0}", marker.name, marker.radius, marker.at.x, marker.at.y).unwrap();
    }
    for name in &names {
        let turned = if name.angle == 0.0 { String::new() } else { format!(" turned {:.0}°", name.angle.to_degrees()) };
        let corner = name.rect.min.round();
        writeln!(text, "  {} | {:?} at {:.0},{:.0}{turned}", name.text, name.face, corner.x, corner.y).unwrap();
    }
    text
}

#[test]
fn markers_and_names_of_the_world_the_country_a_region_and_the_city() {
    let session = shipped();
    let text = format!(
        "world\n{}\ncountry\n{}\nregion\n{}\ncity\n{}",
        describe(&session, Some(over(40.0, 40.0, 1.7))),
        describe(&session, None),
        describe(&session, Some(over(53.0, 45.5, 6.2))),
        describe(&session, Some(over(76.93, 43.245, 13.0))),
    );
    insta::assert_snapshot!(text);
}

#[test]
fn the_city_in_the_corner_reads_as_pinned() {
    let session = shipped();
    let text = with_scene(&session, |scene| {
        let plan = MapPlan::new(scene, rect(), resolve_camera(scene, rect()));
        let inset = inset(scene, &plan).unwrap();
        let mut text =
            format!("{} in {:?}, zoom {:.1}\n", scene.dossier.place(inset.city).title, inset.card, inset.map.camera.zoom);
        for marker in &inset.map.markers {
            writeln!(text, "{} at {:.0},{:.0}", marker.name, marker.at.x, marker.at.y).unwrap();
        }
        for site in &inset.elsewhere {
            writeln!(text, "under the map: {}, {} ({})", site.title, site.note, site.marker.name).unwrap();
        }
        text
    });
    insta::assert_snapshot!(text);
}

#[test]
fn no_name_covers_another_or_a_marker() {
    let session = shipped();
    for zoom in [1.2, 2.0, 3.3, 4.4, 5.5, 6.6, 8.0, 10.5, 13.0, 16.0] {
        for (lon, lat) in [(67.0, 48.0), (76.9, 43.25), (52.0, 45.0), (14.0, 50.0)] {
            let (plan, names) = planned(&session, Some(over(lon, lat, zoom)));
            for (index, name) in names.iter().enumerate() {
                assert!(rect().contains_rect(name.rect), "{} is cut off at zoom {zoom}", name.text);
                for other in &names[index + 1..] {
                    assert!(!name.rect.intersects(other.rect), "{} and {} at zoom {zoom}", name.text, other.text);
                }
                for marker in &plan.markers {
                    assert!(!name.rect.intersects(marker.frame()), "{} on {} at zoom {zoom}", name.text, marker.name);
                }
            }
            for (index, marker) in plan.markers.iter().enumerate() {
                assert!(rect().contains_rect(marker.frame()), "{} is cut off at zoom {zoom}", marker.name);
                for other in plan.markers[index + 1..].iter().filter(|other| other.area || marker.area) {
                    assert!(!marker.frame().intersects(other.frame()), "{} and {} at zoom {zoom}", marker.name, other.name);
                }
            }
        }
    }
}

#[test]
fn names_stay_where_they_are_while_the_map_is_panned() {
    let session = shipped();
    for zoom in [3.0, 4.4, 6.0, 11.0] {
        let camera = over(67.3, 47.0, zoom);
        let (_, before) = planned(&session, Some(camera));
        for (dx, dy) in [(1.0, 0.0), (37.0, -11.0), (-60.0, 45.0)] {
            let (_, after) = planned(&session, Some(camera.panned(f64::from(dx), f64::from(dy))));
            let inner = rect().shrink(130.0);
            for name in before.iter().filter(|name| inner.contains_rect(name.rect)) {
                let moved = name.rect.translate(vec2(dx, dy));
                let same = |other: &Name| other.text == name.text && other.rect.min.distance(moved.min) < 2.5;
                assert!(after.iter().any(same), "{} jumps at zoom {zoom} when the map moves by {dx},{dy}", name.text);
            }
        }
    }
}

#[test]
fn clusters_stay_together_while_the_map_is_panned() {
    let session = shipped();
    for zoom in [1.7, 2.5, 4.4, 12.0] {
        let camera = over(60.0, 47.0, zoom);
        let text = |camera: Camera| {
            let inner = rect().shrink(100.0);
            let (plan, _) = planned(&session, Some(camera));
            let shown = plan.markers.into_iter().filter(move |marker| inner.contains(marker.at));
            shown.map(|marker| marker.name).collect::<Vec<_>>()
        };
        let before = text(camera);
        let (plan, _) = planned(&session, Some(camera.panned(20.3, -9.7)));
        let after: Vec<_> = plan.markers.into_iter().map(|marker| marker.name).collect();
        for name in before {
            assert!(after.contains(&name), "{name} at zoom {zoom}");
        }
    }
}

#[test]
fn a_fit_shows_what_it_was_asked_for() {
    let mut session = shipped();
    let view = |session: &Session, id: &str| {
        with_scene(session, |scene| {
            let camera = resolve_camera(scene, rect());
            let point = scene.dossier.place(scene.dossier.place_by_id(id).unwrap()).point.unwrap();
            let (x, y) = camera.to_screen(World::from_lon_lat(point));
            (camera, x.abs() < 450.0 && y.abs() < 290.0)
        })
    };
    session.apply(Action::Fit(Fit::Window));
    let (window, almaty) = view(&session, "almaty");
    assert!(almaty && view(&session, "nur-sultan").1, "all of the window is in view");
    let square = session.dossier.place_by_id("republic-square").unwrap();
    session.apply(Action::GoToPlace(square));
    let (street, seen) = view(&session, "republic-square");
    assert!(seen && street.zoom > window.zoom + 6.0, "{street:?}");
    let west = session.dossier.place_by_id("western-kazakhstan").unwrap();
    session.apply(Action::GoToPlace(west));
    let (region, seen) = view(&session, "uralsk");
    assert!(seen && view(&session, "aktobe").1 && view(&session, "zhanaozen").1, "the whole region is in view");
    session.apply(Action::SetCamera(region));
    session.apply(Action::SelectPlace(session.dossier.place_by_id("uralsk")));
    assert_eq!(view(&session, "uralsk").0, region, "what is in view already moves nothing");
    session.apply(Action::LockCamera(true));
    session.apply(Action::SelectPlace(session.dossier.place_by_id("prague")));
    assert_eq!(session.state.fit, None);
    assert!(!view(&session, "prague").1);
}

#[test]
fn the_cards_of_markers_are_as_pinned() {
    let session = shipped();
    let rect = Rect::from_min_size(pos2(0.0, 44.0), vec2(908.0, 568.0));
    let text = with_scene(&session, |scene| {
        let plan = MapPlan::new(scene, rect, resolve_camera(scene, rect));
        let mut text = String::new();
        for marker in &plan.markers {
            let HoverCard { title, facts, passages, more, hint } = HoverCard::new(scene, marker);
            writeln!(text, "{title}: {}", facts.join(" / ")).unwrap();
            for told in passages {
                writeln!(text, "    {} | {}", told.title, told.by).unwrap();
            }
            if more > 0 {
                writeln!(text, "    and {more} more").unwrap();
            }
            if let Some(hint) = hint {
                writeln!(text, "    ({hint})").unwrap();
            }
        }
        text
    });
    insta::assert_snapshot!(text);
}
