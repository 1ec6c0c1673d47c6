//! What the embedded gazetteer must know, and that no bytes make it panic.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;

const FILE: &[u8] = include_bytes!("../../assets/gazetteer/gazetteer.bin");

/// What `assets/gazetteer/README.md` says of the file.
const SHA256: &str = "edea38de07d2eab879f1929c49cc01f3af0e72a80451aa70d4b2c0ccc4407a67";

fn candidates(name: &str) -> Vec<(Entry, Role)> {
    let gazetteer = Gazetteer::embedded();
    let group = gazetteer.find(name);
    let all = group.map(|group| gazetteer.candidates(group)).unwrap_or_default();
    all.into_iter().map(|candidate| (gazetteer.entry(candidate.entry), candidate.role)).collect()
}

/// The first candidate of each name between bars is this one.
fn check(names: &str, main: &str, kind: Kind, country: &str) {
    for name in names.split('|') {
        let all = candidates(name);
        let first = all.first().map(|(entry, _)| (entry.name.as_str(), entry.kind, entry.country_code()));
        assert_eq!(first, Some((main, kind, country)), "{name}");
    }
}

#[test]
fn the_file_is_the_one_that_is_described() {
    let sum: Vec<String> = Sha256::digest(FILE).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(sum.concat(), SHA256, "write the new checksum here and into assets/gazetteer/README.md");
    let readme = include_str!("../../assets/gazetteer/README.md");
    assert!(readme.contains(SHA256));
    assert!(FILE.len() < 12_000_000, "{} bytes", FILE.len());
    assert!(Gazetteer::open(FILE).is_ok());
    assert!(Gazetteer::embedded().len() > 250_000);
}

#[test]
fn towns_of_kazakhstan_have_all_their_names() {
    for (names, main) in [
        ("Zhanaozen|Жаңаөзен|Жанаозен|ZHANAOZEN|Janaozen|Novyy Uzen|Novy Uzen|Новый Узень", "Zhanaozen"),
        ("Uralsk|Oral|Орал|Уральск|Ural'sk", "Oral"),
        ("Aktobe|Aktyubinsk|Aqtöbe|Ақтөбе|Актюбинск", "Aktobe"),
        ("Nur-Sultan|Nur Sultan|Nursultan|Astana|Tselinograd|Целиноград|Akmolinsk|Нұр-Сұлтан", "Astana"),
        ("Kostanai|Qostanay|Kostanay|Кустанай|Қостанай", "Kostanay"),
        ("Almaty|Alma-Ata|ALMA ATA|Алма-Ата|Алматы|Verny|Верный", "Almaty"),
        ("Atyrau|Guryev|Гурьев", "Atyrau"),
        ("Taraz|Dzhambul|Джамбул", "Taraz"),
        ("Shymkent|Чимкент", "Shymkent"),
        ("Semipalatinsk|Семей", "Semey"),
    ] {
        check(names, main, Kind::Settlement, "KZ");
    }
}

#[test]
fn cities_of_the_world_are_found_in_their_scripts_and_by_old_names() {
    for (names, main, country) in [
        ("Kiev|Kyiv|Київ|Киев", "Kyiv", "UA"),
        ("東京|Tokyo|Токио|도쿄", "Tokyo", "JP"),
        ("القاهرة|Cairo", "Cairo", "EG"),
        ("Москва|Moscow|Moskau", "Moscow", "RU"),
        ("Frunze|Фрунзе", "Bishkek", "KG"),
        ("Leningrad|Ленинград|Petrograd", "Saint Petersburg", "RU"),
        ("Stalingrad|Сталинград", "Volgograd", "RU"),
        ("Bombay", "Mumbai", "IN"),
        ("Peking|北京", "Beijing", "CN"),
        ("Saigon", "Ho Chi Minh City", "VN"),
        ("Constantinople|İstanbul|istanbul|ISTANBUL", "Istanbul", "TR"),
        ("Αθήνα", "Athens", "GR"),
        ("ירושלים", "Jerusalem", "IL"),
        ("Saint-Étienne|saint etienne", "Saint-Étienne", "FR"),
        ("Xi’an|Xian|西安", "Xi’an", "CN"),
        ("Los Angeles|L.A.", "Los Angeles", "US"),
    ] {
        check(names, main, Kind::Settlement, country);
    }
}

#[test]
fn countries_of_today_and_of_before() {
    for (names, main, country) in [
        ("Kazakhstan|Казахстан|Қазақстан|Qazaqstan|KAZ", "Kazakhstan", "KZ"),
        ("U.S.|USA|United States|America|США|the states", "United States", "US"),
        ("UK|U.K.|Britain|Великобритания", "United Kingdom", "GB"),
        ("UAE|U.A.E.", "United Arab Emirates", "AE"),
        ("Persia|Iran|ایران", "Iran", "IR"),
        ("Burma", "Myanmar", "MM"),
        ("Ceylon", "Sri Lanka", "LK"),
        ("Zaire|DRC|Congo", "DR Congo", "CD"),
        ("Swaziland", "Eswatini", "SZ"),
        ("East Timor", "Timor-Leste", "TL"),
        ("Kirgizia|Киргизия", "Kyrgyzstan", "KG"),
        ("ドイツ|德国|ألمانيا", "Germany", "DE"),
    ] {
        // Some of these begin with an article, which is no part of the name.
        for name in names.split('|').map(|name| name.trim_start_matches("the ")) {
            if name != "states" {
                check(name, main, Kind::Country, country);
            }
        }
    }
    for (names, main) in [
        ("USSR|Soviet Union|СССР|Советский Союз|U.S.S.R.", "Soviet Union"),
        ("Yugoslavia|Югославия", "Yugoslavia"),
        ("Czechoslovakia", "Czechoslovakia"),
        ("Prussia", "Prussia"),
        ("Ottoman Empire", "Ottoman Empire"),
    ] {
        check(names, main, Kind::FormerCountry, "");
    }
}

#[test]
fn what_is_no_settlement() {
    for (names, main, kind, country) in [
        ("Volga|Волга|Volga River", "Volga", Kind::River, ""),
        ("Caspian Sea|Каспийское море", "Caspian Sea", Kind::Water, ""),
        ("Lake Balkhash|Балхаш", "Lake Balkhash", Kind::Water, ""),
        ("Aral Sea", "Aral Sea", Kind::Water, ""),
        ("Himalayas|Гималаи", "Himalayas", Kind::Relief, ""),
        ("Gobi Desert|Gobi", "Gobi Desert", Kind::Relief, ""),
        ("Sakhalin|Сахалин", "Sakhalin", Kind::Island, ""),
        ("Central Asia|Центральная Азия|Zentralasien", "Central Asia", Kind::Region, ""),
        ("Donbas|Донбасс", "Donbas", Kind::Region, "UA"),
        ("Europe|Европа|Europa", "Europe", Kind::Continent, ""),
        ("Almaty Airport", "Almaty International Airport", Kind::Airport, "KZ"),
        ("California|Calif.|Калифорния", "California", Kind::Province, "US"),
        ("Mangystau|Мангистауская область", "Mangystau", Kind::Province, "KZ"),
        ("Los Angeles County", "Los Angeles County", Kind::County, "US"),
    ] {
        check(names, main, kind, country);
    }
}

#[test]
fn names_that_many_bear_have_them_all_in_a_sensible_order() {
    let georgia = candidates("Georgia");
    let kinds: Vec<_> = georgia.iter().take(2).map(|(entry, _)| (entry.kind, entry.country_code())).collect();
    assert_eq!(kinds, [(Kind::Country, "GE"), (Kind::Province, "US")]);
    let shevchenko = candidates("Shevchenko");
    let aktau = shevchenko.iter().position(|(entry, _)| entry.name == "Aktau");
    assert!(aktau.is_some_and(|place| place < 4) && shevchenko.len() > 5, "{aktau:?}");
    assert!(candidates("Verny").iter().any(|(entry, _)| entry.country_code() == "FR"));
    let springfields = candidates("Springfield");
    assert!(springfields.len() > 20);
    assert!(springfields.iter().all(|(entry, role)| *role != Role::Main || entry.name == "Springfield"));
    assert!(candidates("Paris")[0].0.country_code() == "FR" && candidates("Paris").len() > 5);
    assert_eq!(candidates("Washington").iter().take(2).filter(|(entry, _)| entry.country_code() == "US").count(), 2);
}

#[test]
fn roles_tell_old_names_codes_and_peoples_apart() {
    let role = |name: &str| candidates(name).first().map(|(_, role)| *role);
    for (name, expected) in [
        ("Almaty", Role::Main),
        ("Алматы", Role::Alternate),
        ("Alma-Ata", Role::Former),
        ("Novy Uzen", Role::Former),
        ("Nur-Sultan", Role::Former),
        ("Bombay", Role::Former),
        ("DRC", Role::Code),
        ("U.S.", Role::Code),
        ("Calif.", Role::Code),
        ("Kazakhs", Role::People),
        ("казахстанский", Role::People),
    ] {
        assert_eq!(role(name), Some(expected), "{name}");
    }
    assert!(Gazetteer::embedded().named("казахстанский").is_empty(), "a people is no place");
}

#[test]
fn what_is_no_name_has_no_candidates() {
    for name in ["", "-", "the of and", "xqzzyv", "http://id.loc.gov", "ALA-ATA-ALA"] {
        assert!(Gazetteer::embedded().named(name).is_empty(), "{name}");
    }
}

#[test]
fn entries_say_where_they_lie_and_in_what() {
    let gazetteer = Gazetteer::embedded();
    let ix = gazetteer.named("Zhanaozen")[0];
    let entry = gazetteer.entry(ix);
    assert!((entry.point.lon - 52.862).abs() < 0.01 && (entry.point.lat - 43.341).abs() < 0.01, "{:?}", entry.point);
    assert_eq!(entry.province.map(|province| gazetteer.entry(province).name).as_deref(), Some("Mangystau"));
    assert_eq!((entry.geonames_id, entry.population), (Some(607_610), 104_000));
    assert!(gazetteer.local_names(ix).contains(&LocalName { language: "kk", text: "Жаңаөзен".to_owned() }));
    let oral = gazetteer.entry(gazetteer.named("Oral")[0]);
    assert_eq!((oral.point.lon, oral.point.lat), (51.37, 51.23), "GeoNames has it four kilometres east of the town");
    let mobile = gazetteer.entry(gazetteer.named("Mobile")[0]);
    let parents: Vec<_> = std::iter::successors(mobile.parent, |ix| gazetteer.entry(*ix).parent).collect();
    let names: Vec<_> = parents.iter().map(|ix| gazetteer.entry(*ix).name).collect();
    assert_eq!(names, ["Mobile County", "Alabama", "United States"]);
    let ussr = gazetteer.named("USSR")[0];
    assert!(gazetteer.parts(ussr).contains(b"KZ") && gazetteer.parts(ussr).len() == 15);
    let kazakhstan = gazetteer.named("Kazakhstan")[0];
    assert_eq!((gazetteer.country(*b"KZ"), gazetteer.country(*b"ZZ")), (Some(kazakhstan), None));
    assert!(gazetteer.entry(kazakhstan).radius_km > 500.0);
}

#[test]
fn every_entry_can_be_read_and_is_found_by_its_name() {
    let gazetteer = Gazetteer::embedded();
    let mut kinds = BTreeSet::new();
    let mut chain = 0;
    for ix in gazetteer.entries() {
        let entry = gazetteer.entry(ix);
        assert!(!entry.name.is_empty() && entry.point != LonLat::default(), "{ix:?} {entry:?}");
        kinds.insert(entry.kind);
        chain = chain.max(std::iter::successors(entry.parent, |ix| gazetteer.entry(*ix).parent).take(9).count());
        if ix.index() % 97 == 0 {
            let main = gazetteer.find(&entry.name).map(|group| gazetteer.candidates(group)).unwrap_or_default();
            assert!(main.contains(&Candidate { entry: ix, role: Role::Main }), "{}", entry.name);
        }
    }
    assert_eq!(kinds.len(), Kind::ALL.len() - 1, "all kinds but sites");
    assert_eq!(chain, 3, "county, province, country, and no circle");
}

#[test]
fn a_walk_takes_the_longest_name() {
    let gazetteer = Gazetteer::embedded();
    let longest = |text: &str| {
        let mut walk = gazetteer.walk();
        let mut best = String::new();
        for word in text.split(' ') {
            let goes_on = walk.push(&fold(word));
            if walk.here().is_some() {
                best = walk.folded().to_owned();
            }
            if !goes_on {
                break;
            }
        }
        best
    };
    for (text, expected) in [
        ("New York City says", "new york city"),
        ("New York says", "new york"),
        ("Los Angeles County and", "los angeles county"),
        ("Alma-Ata was", "alma ata"),
        ("Nur Sultan is", "nur sultan"),
        ("东 京", ""),
        ("東 京 で", "東京"),
        ("Ho Chi Minh City", "ho chi minh city"),
        ("Dar es Salaam", "dar es salaam"),
        ("Нижний Новгород стоит", "нижнии новгород"),
        ("said nothing", ""),
    ] {
        let found = longest(text);
        if expected.is_empty() { assert!(found.chars().count() < 5, "{text}: {found}") } else { assert_eq!(found, expected) }
    }
}

#[test]
fn what_is_typed_finds_the_most_important_first() {
    let gazetteer = Gazetteer::embedded();
    let names = |typed: &str| gazetteer.prefix(typed, 5).iter().map(|hit| gazetteer.entry(hit.entry).name).collect::<Vec<_>>();
    for (typed, expected) in [
        ("almat", "Almaty"),
        ("новосиб", "Novosibirsk"),
        ("zhanao", "Zhanaozen"),
        ("los ang", "Los Angeles"),
        ("Kazakhst", "Kazakhstan"),
        ("東京", "Tokyo"),
        ("sao paul", "São Paulo"),
    ] {
        assert!(names(typed).first().is_some_and(|name| name == expected), "{typed}: {:?}", names(typed));
    }
    assert_eq!(gazetteer.prefix("s", 12).len(), 12);
    let entries: BTreeSet<_> = gazetteer.prefix("new", 50).into_iter().map(|hit| hit.entry).collect();
    assert_eq!(entries.len(), 50, "each entry once");
    assert!(gazetteer.prefix("", 5).is_empty() && gazetteer.prefix("xqzzy", 5).is_empty() && gazetteer.prefix("a", 0).is_empty());
}

#[test]
fn populations_are_kept_to_their_first_digits() {
    for people in [0, 1, 99, 540, 9_999, 10_000, 103_598, 999_999, 1_411_778_724, 8_000_000_000] {
        let kept = format::population(format::packed_population(people));
        assert!(kept.abs_diff(people) * 18 <= people, "{people} {kept}");
    }
    assert_eq!(format::population(u64::MAX), 0);
}

/// A gazetteer of bytes that are wrong somewhere behind the header.
fn damaged(at: usize, byte: u8) -> Gazetteer {
    let mut bytes = FILE.to_vec();
    let place = HEADER * 4 + at % (bytes.len() - HEADER * 4);
    bytes[place] = byte;
    Gazetteer::open(bytes.leak()).unwrap()
}

proptest! {
    // Each case keeps ten megabytes to the end, because a gazetteer is opened for good.
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn damage_makes_nothing_panic(at in 0_usize..FILE.len(), byte: u8) {
        let gazetteer = damaged(at, byte);
        let found: usize = ["a", "almaty", "москва", "zzzz"].map(|name| gazetteer.named(name).len()).iter().sum();
        prop_assert!(found < 100_000);
        for ix in gazetteer.entries().step_by(1001).chain([EntryIx(u32::MAX)]) {
            prop_assert!(gazetteer.entry(ix).name.len() + gazetteer.local_names(ix).len() < 10_000);
        }
    }
}

proptest! {

    #[test]
    fn any_bytes_open_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let with_magic = [&MAGIC, &VERSION.to_le_bytes()[..], &bytes[..]].concat();
        for bytes in [bytes, with_magic] {
            if let Ok(gazetteer) = Gazetteer::open(bytes.leak()) {
                prop_assert!(gazetteer.named("almaty").is_empty() && gazetteer.prefix("a", 3).is_empty());
                prop_assert_eq!(gazetteer.entry(EntryIx(0)), Entry::default());
            }
        }
    }

    #[test]
    fn signed_numbers_come_back(number: i64) {
        prop_assert_eq!(format::signed(format::unsigned(number)), number);
    }
}
