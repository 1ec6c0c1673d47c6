//! What the embedded gazetteer must know.

use super::*;

/// The first candidate of a name: its name, kind and country.
fn first(name: &str) -> Option<(String, Kind, String)> {
    let gazetteer = Gazetteer::embedded();
    let entry = gazetteer.entry(*gazetteer.named(name).first()?);
    Some((entry.name.clone(), entry.kind, entry.country_code().to_owned()))
}

#[test]
fn the_file_opens() {
    assert!(Gazetteer::open(include_bytes!("../../assets/gazetteer/gazetteer.bin")).is_ok());
    assert!(Gazetteer::open(b"DLGZ").is_err());
    assert!(Gazetteer::embedded().len() > 250_000);
}

#[test]
fn places_are_found_by_any_of_their_names() {
    for (names, main, country) in [
        ("Zhanaozen|Жаңаөзен|Novyy Uzen|Новый Узень", "Zhanaozen", "KZ"),
        ("Almaty|Alma-Ata|ALMA ATA|Алма-Ата", "Almaty", "KZ"),
        ("Kiev|Kyiv|Київ", "Kyiv", "UA"),
        ("東京", "Tokyo", "JP"),
        ("القاهرة", "Cairo", "EG"),
        ("Москва", "Moscow", "RU"),
    ] {
        for name in names.split('|') {
            let found = first(name).map(|(name, _, country)| (name, country));
            assert_eq!(found, Some((main.to_owned(), country.to_owned())), "{name}");
        }
    }
}
