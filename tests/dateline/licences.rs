//! The list of crates on the page about the program says what is built in.

use std::fs;
use std::path::Path;

use crate::leaks::{host, manifests};

/// The kind of machine for which the list is made; the crates of others differ in what speaks to the system.
const TARGET: &str = "x86_64-unknown-linux-gnu";

#[test]
fn the_list_of_crates_and_their_licences_is_up_to_date() {
    if host() != TARGET {
        println!("skipped: the list is made for {TARGET}");
        return;
    }
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(&format!("{name} = ")))?;
        Some(line.split_once('"')?.1.split('"').next()?.to_owned())
    };
    let mut lines: Vec<String> = manifests(TARGET)
        .unwrap()
        .into_iter()
        .map(|folder| {
            let text = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
            let licence = field(&text, "license").unwrap_or_else(|| "see its licence file".to_owned());
            format!("{} {}: {licence}", field(&text, "name").unwrap(), field(&text, "version").unwrap())
        })
        .collect();
    lines.sort();
    lines.dedup();
    let text = lines.join("\n") + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/licences/crates.txt");
    if std::env::var_os("UPDATE_LICENCES").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(text == fs::read_to_string(path).unwrap_or_default(), "the crates have changed: run this test with UPDATE_LICENCES=1");
    assert!(lines.len() > 100, "only {} crates", lines.len());
}
