//! A hand-made map of two countries, damaged in every way; and the map that is part of the program.

use super::read::Reader;
use super::*;
use crate::report::place::LonLat;

/// Writes what [`Reader`] reads.
#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn uint(&mut self, mut value: u64) -> &mut Self {
        while value >= 0x80 {
            self.0.push(u8::try_from(value & 0x7f | 0x80).unwrap());
            value >>= 7;
        }
        self.0.push(u8::try_from(value).unwrap());
        self
    }

    fn int(&mut self, value: i64) -> &mut Self {
        let folded = if value < 0 { 2 * (-1 - value) + 1 } else { 2 * value };
        self.uint(u64::try_from(folded).unwrap())
    }

    fn ints(&mut self, values: &[i64]) -> &mut Self {
        self.uint(values.len() as u64);
        values.iter().fold(self, |writer, &value| writer.int(value))
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.uint(text.len() as u64);
        self.0.extend(text.as_bytes());
        self
    }

    fn names(&mut self, en: &str) -> &mut Self {
        self.text(en).text("").text("")
    }

    /// A line of points in whole degrees, after the point where the line before it ended.
    fn line(&mut self, from: &mut (i64, i64), points: &[(i64, i64)], scale: i64) -> &mut Self {
        self.uint(points.len() as u64);
        for &(lon, lat) in points {
            self.int((lon - from.0) * scale).int((lat - from.1) * scale);
            *from = (lon, lat);
        }
        self
    }
}

fn packed(magic: &[u8], payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_le_bytes();
    let deflated = miniz_oxide::deflate::compress_to_vec_zlib(payload, 6);
    [magic, &1_u32.to_le_bytes(), &length, &deflated].concat()
}

/// Two squares side by side, AA from 0 to 10 and BB from 10 to 20 degrees east, with a lake, a province and a river.
fn payload() -> Vec<u8> {
    let mut w = Writer::default();
    w.uint(2);
    for (code, lon) in [("AA", 5), ("BB", 15)] {
        w.text(code).names(code).int(lon * 10_000).int(50_000).uint(3);
    }
    w.uint(1).uint(2).text("AA-1").text("A1").uint(0).names("Left").int(50_000).int(50_000).uint(6);
    w.uint(1).names("Sea").int(-50_000).int(0).uint(2);
    let mut at = (0, 0);
    w.uint(4)
        .line(&mut at, &[(10, 0), (10, 10)], 10_000)
        .line(&mut at, &[(10, 10), (0, 10), (0, 0), (10, 0)], 10_000)
        .line(&mut at, &[(10, 10), (20, 10), (20, 0), (10, 0)], 10_000)
        .line(&mut at, &[(2, 2), (4, 2), (4, 4), (2, 2)], 10_000);
    w.uint(2).uint(0).uint(1).ints(&[0, 1]).uint(1).uint(1).ints(&[-1, -3]);
    w.uint(1).uint(1).ints(&[3]);
    w.uint(1).uint(0).uint(1).ints(&[0, 1]);
    w.uint(4);
    for (kind, arc) in [(0, 1), (0, 2), (1, 0), (4, 3)] {
        w.uint(kind).uint(0).ints(&[arc]);
    }
    w.uint(1).names("River").uint(5).uint(1).line(&mut (0, 0), &[(1, 1), (9, 9)], 10_000);
    w.uint(0).uint(0).uint(0).uint(0).uint(0).uint(0);
    w.0
}

fn at(lon: f64, lat: f64) -> World {
    World::from_lon_lat(LonLat { lon, lat })
}

#[test]
fn numbers_survive_writing_and_reading() {
    let numbers = [0, 1, -1, 63, -64, 64, 1_800_000, -18_000_000, i64::from(i32::MAX), i64::from(i32::MIN)];
    let mut writer = Writer::default();
    for number in numbers {
        writer.int(number);
    }
    let reader = &mut Reader::new(&writer.0);
    for number in numbers {
        assert_eq!(reader.int("a number"), Ok(number));
    }
    assert_eq!(reader.end(), Ok(()));
}

#[test]
fn a_small_map_decodes() {
    let map = Basemap::decode(&packed(b"DLBM", &payload())).unwrap();
    let [a, b] = ["AA", "BB"].map(|code| map.country(code).unwrap());
    assert_eq!(map.country_at(at(5.0, 5.0)), Some(a));
    assert_eq!(map.country_at(at(15.0, 5.0)), Some(b));
    assert_eq!(map.country_at(at(25.0, 5.0)), None);
    let drawn: Vec<_> = map.lines.iter().map(|line| (line.kind, line.owners, line.points.len())).collect();
    let expected = [
        (LineKind::Coast, [Some(a), None], 4),
        (LineKind::Coast, [Some(b), None], 4),
        (LineKind::Border, [Some(a), Some(b)], 2),
        (LineKind::LakeShore, [None, None], 4),
        (LineKind::River, [None, None], 2),
    ];
    assert_eq!(drawn, expected);
    assert_eq!(map.fills.iter().map(|fill| fill.mesh.triangles().len()).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(map.area("A1").unwrap().len(), 1);
    assert_eq!(map.area("AA"), map.area("AA-1"));
    let names: Vec<_> = map.labels.iter().map(|label| label.names.en.as_str()).collect();
    assert_eq!(names, ["AA", "BB", "Left", "Sea", "River"]);
}

#[test]
fn a_map_cut_short_anywhere_is_an_error() {
    let (payload, file) = (payload(), packed(b"DLBM", &payload()));
    for end in 0..payload.len() {
        assert!(Basemap::decode(&packed(b"DLBM", &payload[..end])).is_err(), "cut at {end}");
    }
    for end in 0..file.len() {
        assert!(Basemap::decode(&file[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn damaged_bytes_never_panic() {
    let payload = payload();
    for place in 0..payload.len() {
        for damage in [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff] {
            let mut bytes = payload.clone();
            bytes[place] = damage;
            // Some damage only moves a point, so that both answers are right.
            if let Ok(map) = Basemap::decode(&packed(b"DLBM", &bytes)) {
                assert!(map.countries.len() <= 2);
            }
        }
    }
}

#[test]
fn errors_say_where_and_what() {
    let message = |bytes: &[u8]| Basemap::decode(bytes).unwrap_err().to_string();
    assert_eq!(message(b"PNG"), "byte 0 of the file: expected the letters DLBM that such a file begins with");
    assert_eq!(message(b"DLBM\x02\0\0\0"), "byte 4 of the file: expected format version 1, but found 2");
    assert_eq!(message(b"DLBM\x01\0\0\0\x09\0\0\0junk"), "byte 12 of the file: the packed map is damaged");
    let cut = packed(b"DLBM", &payload()[..3]);
    assert_eq!(message(&cut), "byte 1 of the unpacked map: expected a country, but the data ends");
    let endless = packed(b"DLBM", &[0xff; 40]);
    assert_eq!(message(&endless), "byte 9 of the unpacked map: expected a country, but found something else");
    let longer = packed(b"DLBM", &[payload(), vec![0]].concat());
    assert!(message(&longer).ends_with("expected the end, but there is more"));
}

#[test]
fn an_arc_repeated_without_end_is_refused() {
    let mut w = Writer::default();
    w.uint(0).uint(0).uint(0).uint(1).uint(1000);
    for _ in 0..1000 {
        w.int(1).int(1);
    }
    w.uint(0).uint(1).uint(1).ints(&vec![0; 100_000]);
    let error = Basemap::decode(&packed(b"DLBM", &w.0)).unwrap_err();
    assert!(error.to_string().ends_with("expected a map of a bearable size, but found something else"), "{error}");
}

#[test]
fn the_embedded_map_knows_whose_land_is_where() {
    let map = Basemap::embedded().unwrap();
    let owner = |lon, lat| map.country_at(at(lon, lat)).map(|country| map.countries[usize::from(country.0)].code.as_str());
    assert_eq!(owner(76.945, 43.238), Some("KZ"), "Almaty");
    assert_eq!(owner(74.59, 42.87), Some("KG"), "Bishkek");
    assert_eq!(owner(63.3, 45.9), Some("KZ"), "Baikonur");
    assert_eq!(owner(50.7, 41.9), None, "the Caspian Sea");
    assert_eq!(owner(37.6, 55.75), Some("RU"), "Moscow, in the coarse detail");
    assert_eq!(owner(-179.0, 68.0), Some("RU"), "beyond the antimeridian");
    assert_eq!(owner(2.35, 48.85), Some("FR"), "Paris");
    assert!(owner(28.4, 9.7).is_some(), "Abyei, which the source leaves to nobody, is not water");
    let aral = at(59.8, 45.0);
    assert!(map.fills.iter().any(|fill| fill.kind == FillKind::Lake && fill.mesh.contains(aral)), "the Aral Sea");
}

#[test]
fn no_point_of_the_embedded_map_lies_in_two_countries() {
    let map = Basemap::embedded().unwrap();
    for lon in (-179..180).step_by(6) {
        for lat in (-77..84).step_by(4) {
            let here = at(f64::from(lon) + 0.123, f64::from(lat) + 0.321);
            let land = map.fills.iter().filter(|fill| fill.kind != FillKind::Lake && fill.mesh.contains(here));
            assert!(land.count() <= 1, "{lon} {lat}");
        }
    }
}

/// Twice the area of a ring or triangle, with a sign for its direction.
fn twice_area(points: impl Iterator<Item = World> + Clone) -> f64 {
    let next = points.clone().cycle().skip(1);
    points.zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum()
}

#[test]
fn triangles_of_the_embedded_map_fill_its_polygons() {
    let map = Basemap::embedded().unwrap();
    let provinces = map.provinces.iter().flat_map(|province| &province.parts);
    for mesh in map.fills.iter().map(|fill| &fill.mesh).chain(provinces) {
        let corners = |three: &[u32; 3]| three.map(|index| mesh.vertices[usize::try_from(index).unwrap()]);
        let filled: f64 = mesh.triangles().iter().map(|three| twice_area(corners(three).into_iter()).abs()).sum();
        let mut rings = mesh.rings().map(|ring| twice_area(ring.iter().copied()).abs());
        let outer = rings.next().unwrap();
        let expected = outer - rings.sum::<f64>();
        // One part in a thousand, or a square of 40 metres, is lost where a ring touches itself.
        assert!((filled - expected).abs() <= expected * 1e-3 + 2e-12, "{filled} {expected} at {:?}", mesh.bounds);
    }
}

#[test]
fn provinces_are_found_by_every_code() {
    let map = Basemap::embedded().unwrap();
    for code in ["KZ-47", "KZ-MAN", "KAZ-3236"] {
        let province = map.province(code).unwrap();
        assert_eq!(province.names.in_language("kk"), "Маңғыстау облысы");
        let inside = |lon, lat| province.parts.iter().any(|part| part.contains(at(lon, lat)));
        assert!(inside(52.86, 43.34), "Zhanaozen");
        assert!(!inside(51.88, 47.11), "Atyrau");
    }
    for code in [
        "KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31", "KZ-35", "KZ-39", "KZ-43", "KZ-55", "KZ-59", "KZ-61", "KZ-63",
        "KZ-71", "KZ-75",
    ] {
        assert!(map.area(code).is_some_and(|parts| !parts.is_empty()), "{code}");
    }
    assert_eq!(map.area("XX"), None);
}

#[test]
fn lines_of_the_embedded_map_have_the_owners_of_their_kind() {
    let map = Basemap::embedded().unwrap();
    for line in &map.lines {
        assert!((2..=Line::MOST_POINTS).contains(&line.points.len()));
        let owners = line.owners.iter().flatten().count();
        let right = match line.kind {
            LineKind::Coast => owners == 1,
            LineKind::Border => owners == 2,
            LineKind::Disputed => owners != 1,
            LineKind::Province => owners != 1 && line.owners[0] == line.owners[1],
            LineKind::LakeShore | LineKind::River => owners == 0,
        };
        assert!(right, "{:?} with {owners} owners at {:?}", line.kind, line.bounds);
    }
    let mut kinds: Vec<_> = map.lines.iter().map(|line| line.kind).collect();
    kinds.dedup();
    assert_eq!(kinds.len(), 6, "sorted by kind, and all kinds there");
}

#[test]
fn labels_of_the_embedded_map_are_named_and_on_the_map() {
    let map = Basemap::embedded().unwrap();
    for label in &map.labels {
        assert!(!label.names.en.is_empty(), "{:?} at {:?}", label.kind, label.at);
        assert!((0.0..=1.0).contains(&label.at.x) && (0.0..=1.0).contains(&label.at.y), "{}", label.names.en);
        assert_eq!(label.along.is_empty(), label.kind != LabelKind::River, "{}", label.names.en);
    }
    let town = |name: &str| map.labels.iter().find(|label| label.kind == LabelKind::Town && label.names.en == name);
    assert_eq!(town("Zhanaozen").unwrap().names.kk, "Жаңаөзен");
    assert_eq!(town("Almaty").unwrap().country, map.country("KZ"));
}
