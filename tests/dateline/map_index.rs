//! Places by where they lie: every place is in one group, and is counted once.

use dateline::index::atlas::{Sites, Stretch, Tally};
use dateline::index::times::Window;
use dateline::index::{Filter, Index};
use dateline::report::dossier::Dossier;
use dateline::report::ids::PlaceIx;
use dateline::report::mercator::World;
use dateline::report::place::LonLat;
use dateline::report::when::When;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{Files, marked, shipped};

const WORLD: Stretch = Stretch { min: World { x: 0.0, y: 0.0 }, max: World { x: 1.0, y: 1.0 } };

/// A dossier of towns at these positions; every other one has its passage in 2011.
fn towns(points: &[(f64, f64)]) -> Files {
    let marks: Vec<String> = (0..points.len())
        .map(|index| format!("{{p{index};t{index};{};reported|At {index}.}}", if index % 2 == 0 { "2022-01-05" } else { "2011" }))
        .collect();
    let place = |(index, (lon, lat)): (usize, &(f64, f64))| {
        json!({
            "@id": format!("#t{index}"),
            "type": "Feature",
            "properties": {"title": format!("Town {index}"), "kind": "settlement"},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        })
    };
    let features: Vec<Value> = points.iter().enumerate().map(place).collect();
    marked(&marks.join("\n")).with("places.geojson", json!({"type": "FeatureCollection", "features": features}).to_string())
}

fn window(text: &str) -> Window {
    Window::around(&text.parse::<When>().unwrap())
}

fn point(dossier: &Dossier, ix: PlaceIx) -> World {
    World::from_lon_lat(dossier.place(ix).point.unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_place_is_in_one_group_and_is_counted_once(
        points in prop::collection::vec((-180.0..180.0_f64, -80.0..80.0_f64), 1..60), depth in 0_u32..28,
    ) {
        let dossier = towns(&points).open();
        let index = Index::new(&dossier, Filter::default());
        let groups = index.atlas().groups(Sites::Folded, &WORLD, depth);
        let mut slots: Vec<u32> = groups.iter().flat_map(|group| group.from..group.to).collect();
        slots.sort_unstable();
        prop_assert_eq!(slots, (0..u32::try_from(points.len()).unwrap()).collect::<Vec<_>>());
        let mut sum = Tally::default();
        for group in &groups {
            sum.add(&index.tally(Sites::Folded, group, window("2022-01-05")));
            let xs: Vec<f64> = index.atlas().places(Sites::Folded, group).iter().map(|ix| point(&dossier, *ix).x).collect();
            let spread = xs.iter().copied().fold(f64::MIN, f64::max) - xs.iter().copied().fold(f64::MAX, f64::min);
            prop_assert!(spread <= 0.5_f64.powi(depth.min(24).cast_signed()));
        }
        prop_assert_eq!(sum.counts.inside, points.len().div_ceil(2));
        prop_assert_eq!(sum.counts.total(), points.len());
    }

    #[test]
    fn a_view_has_the_places_in_it_and_no_others(
        points in prop::collection::vec((-180.0..180.0_f64, -80.0..80.0_f64), 1..60),
        x in 0.0..0.8_f64, y in 0.0..0.8_f64, size in 0.01..0.2_f64,
    ) {
        let dossier = towns(&points).open();
        let index = Index::new(&dossier, Filter::default());
        let view = Stretch { min: World { x, y }, max: World { x: x + size, y: y + size } };
        let groups = index.atlas().groups(Sites::Apart, &view, 40);
        let mut found: Vec<PlaceIx> =
            groups.iter().flat_map(|group| index.atlas().places(Sites::Apart, group)).copied().collect();
        found.sort_unstable();
        let expected: Vec<PlaceIx> =
            (0..points.len()).map(PlaceIx::new).filter(|ix| view.contains(point(&dossier, *ix))).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn places_at_one_point_are_one_group_until_they_are_asked_for_one_by_one() {
    let dossier = towns(&[(76.9, 43.2), (76.9, 43.2), (71.4, 51.1)]).open();
    let index = Index::new(&dossier, Filter::default());
    let at = World::from_lon_lat(LonLat { lon: 76.9, lat: 43.2 });
    let near = Stretch { min: World { x: at.x - 1e-3, y: at.y - 1e-3 }, max: World { x: at.x + 1e-3, y: at.y + 1e-3 } };
    assert_eq!(index.atlas().groups(Sites::Apart, &near, 25).len(), 2);
    let together = index.atlas().groups(Sites::Apart, &near, 24);
    assert_eq!(together.len(), 1);
    assert_eq!(index.atlas().places(Sites::Apart, &together[0]), [PlaceIx(0), PlaceIx(1)]);
}

#[test]
fn folded_and_apart_the_report_has_the_same_passages_in_almaty() {
    let session = shipped();
    let almaty = session.dossier.place_by_id("almaty").unwrap();
    let (_, sites) = session.index.atlas().cities().iter().find(|(city, _)| *city == almaty).unwrap();
    assert!(sites.len() >= 7, "{sites:?}");
    let total = |sites, ix| session.index.tally_of(sites, ix, session.state.window).counts.total();
    let folded = total(Sites::Folded, almaty);
    let apart: usize = sites.iter().chain([&almaty]).map(|ix| total(Sites::Apart, *ix)).sum();
    // A passage that names two of its places is at both.
    assert!(folded > 20 && apart >= folded, "{folded} {apart}");
}

#[test]
fn places_of_the_report_are_found_by_any_name() {
    let session = shipped();
    let first = |query: &str| {
        let hits = session.index.gazetteer().find(&session.dossier, query, 5);
        hits.first().map(|hit| session.dossier.place(hit.place).title.clone()).unwrap_or_default()
    };
    for (query, title) in [
        ("almaty", "Almaty"),
        ("алматы", "Almaty"),
        ("alma ata", "Almaty"),
        ("verny", "Almaty"),
        ("zhanozen", "Zhanaozen"),
        ("жанаозен", "Zhanaozen"),
        ("astana", "Nur-Sultan"),
        ("tselinogrda", "Nur-Sultan"),
        ("republik sq", "Republic Square"),
        ("новая пл", "Republic Square"),
        ("monument", "Independence Monument"),
        ("казахстан", "Kazakhstan"),
    ] {
        assert_eq!(first(query), title, "{query}");
    }
    assert!(session.index.gazetteer().find(&session.dossier, "atlantis", 5).is_empty());
}
