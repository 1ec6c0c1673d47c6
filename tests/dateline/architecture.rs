//! The arrows between modules run downward only, and each thing is done in one place.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may import from this crate. `ARCHITECTURE.md` says why.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("report", &[]),
    ("formats", &["report"]),
    ("edit", &["formats", "report"]),
    ("index", &["report"]),
    ("session", &["edit", "index", "report"]),
    ("basemap", &["report"]),
    ("gazetteer", &["report"]),
    ("find", &["gazetteer", "report"]),
    ("raster", &[]),
    ("theme", &["session", "report"]),
    ("view", &["session", "edit", "index", "report", "basemap", "gazetteer", "theme", "raster"]),
    ("app", &["find", "gazetteer", "view", "session", "edit", "index", "report", "formats", "basemap", "theme", "raster"]),
    ("cli", &["app", "find", "gazetteer", "view", "session", "edit", "index", "report", "formats", "basemap", "theme", "raster"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file: its path below `src`, the module it belongs to, and its text.
fn files() -> Vec<(String, String, String)> {
    let root = root();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let module = name.split(['/', '.']).next().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        (name, module, text)
    };
    sources(&root).into_iter().map(read).collect()
}

#[test]
fn imports_run_downward_only() {
    let mut wrong = Vec::new();
    for (name, module, text) in files() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(own, _)| *own == module) else {
            assert!(matches!(module.as_str(), "lib" | "main"), "{name} is in no layer: add it to MAY_IMPORT and ARCHITECTURE.md");
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap();
            for part in code.split("crate::").skip(1) {
                let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if used != module && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{name}:{} imports crate::{used}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that run up:\n{}", wrong.join("\n"));
}

#[test]
fn no_view_imports_another() {
    const VIEWS: [&str; 4] = ["map", "timeline", "reader", "chrome"];
    for (name, module, text) in files() {
        let own = name.split('/').nth(1).unwrap_or_default();
        if module != "view" || !VIEWS.contains(&own) {
            continue;
        }
        for other in VIEWS.iter().filter(|other| **other != own) {
            assert!(!text.contains(&format!("view::{other}")), "{name} imports view::{other}");
            assert!(!text.contains(&format!("super::super::{other}")), "{name} imports view::{other}");
        }
    }
}

/// The names that a text takes from `super`, each path cut after its first part.
fn taken_from_super(text: &str) -> Vec<String> {
    let first = |path: &str| path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut names = Vec::new();
    for part in text.split("super::").skip(1) {
        let Some(group) = part.strip_prefix('{') else {
            names.push(first(part));
            continue;
        };
        let (mut depth, mut from) = (0_usize, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    names.push(first(&group[from..at]));
                    from = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
    }
    names
}

#[test]
fn files_of_a_view_import_one_another_in_one_direction() {
    /// Walks along the imports; returns the way round, where there is one.
    fn round(imports: &BTreeMap<String, Vec<String>>, way: &mut Vec<String>, done: &mut BTreeSet<String>) -> Option<String> {
        let here = way.last()?.clone();
        for next in &imports[&here] {
            if let Some(at) = way.iter().position(|file| file == next) {
                return Some(format!("{} → {next}", way[at..].join(" → ")));
            }
            if done.insert(next.clone()) {
                way.push(next.clone());
                let found = round(imports, way, done);
                if found.is_some() {
                    return found;
                }
                way.pop();
            }
        }
        None
    }
    for view in ["map", "timeline", "reader", "chrome"] {
        let own = format!("view/{view}/");
        let all = files();
        let inside: Vec<(&str, &str)> = all
            .iter()
            .filter_map(|(name, _, text)| Some((name.strip_prefix(&own)?.strip_suffix(".rs")?, text.as_str())))
            .filter(|(name, _)| *name != "mod")
            .collect();
        let imports: BTreeMap<String, Vec<String>> = inside
            .iter()
            .map(|(name, text)| {
                // What the tests at the end of a file use does not bind the file.
                let code = text.split("#[cfg(test)]").next().unwrap();
                let code: Vec<_> = code.lines().map(|line| line.split("//").next().unwrap()).collect();
                let mut used = taken_from_super(&code.join("\n"));
                used.retain(|used| inside.iter().any(|(other, _)| other == used));
                ((*name).to_owned(), used)
            })
            .collect();
        for file in imports.keys() {
            let circle = round(&imports, &mut vec![file.clone()], &mut BTreeSet::new());
            assert!(circle.is_none(), "imports of view/{view} run in a circle: {}", circle.unwrap());
        }
    }
    assert_eq!(taken_from_super("use super::{a, b::{c, d}, e as f};\nsuper::g::h()"), ["a", "b", "e", "g"]);
}

#[test]
fn egui_files_and_the_clock_stay_where_they_belong() {
    for (name, module, text) in files() {
        let code: Vec<_> = text.lines().map(|line| line.split("//").next().unwrap()).collect();
        let code = code.join("\n");
        let uses = |what: &str| code.contains(what);
        if matches!(module.as_str(), "report" | "formats" | "edit" | "index" | "session" | "basemap" | "gazetteer" | "find") {
            assert!(!uses("egui::") && !uses("use egui"), "{name} uses egui");
        }
        if !matches!(module.as_str(), "app" | "raster") {
            assert!(!uses("std::fs"), "{name} touches files");
        }
        assert!(module == "app" || !uses("SystemTime::now"), "{name} looks at the clock");
    }
}

#[test]
fn files_stay_short_enough_to_be_read() {
    let long: Vec<_> = files().into_iter().filter(|(.., text)| text.lines().count() > 500).map(|(name, ..)| name).collect();
    assert!(long.is_empty(), "over 500 lines: {long:?}");
}

/// Whether a line of code writes to the disk, or changes what is there.
fn writes(line: &str) -> bool {
    const CALLS: [&str; 22] = [
        "File::create",
        "File::options",
        "OpenOptions",
        "fs::write",
        "fs::rename",
        "fs::copy",
        "fs::remove_file",
        "fs::remove_dir",
        "fs::create_dir",
        "fs::hard_link",
        "fs::set_permissions",
        "DirBuilder",
        "symlink(",
        "set_len(",
        "File::from_raw",
        ".save(path",
        ".save_with_format(",
        "image::save_buffer",
        "to_file(",
        "from_path(",
        "persistence_path",
        "with_path(",
    ];
    let code = line.split("//").next().unwrap();
    CALLS.iter().any(|call| code.contains(call))
}

#[test]
fn everything_is_written_by_the_one_writer() {
    let mut wrong = Vec::new();
    for (name, _, text) in files().into_iter().filter(|(name, ..)| name != "app/write.rs") {
        // Tests at the end of a file prepare what they need as they like.
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| writes(line)) {
            wrong.push(format!("{name}:{}: {}", number + 1, line.trim()));
        }
    }
    assert!(wrong.is_empty(), "use app::write:\n{}", wrong.join("\n"));
    assert!(files().iter().any(|(name, _, text)| name == "app/write.rs" && text.lines().filter(|line| writes(line)).count() > 3));
}

/// A stranger's words reach a terminal, a table, the clipboard or a title only by way of `report::outside`.
#[test]
fn every_way_out_has_one_door() {
    // The call that goes out, and the only files in which it may stand.
    const DOORS: &[(&str, &[&str])] = &[
        ("io::stdout(", &["cli/terminal.rs"]),
        ("io::stderr(", &["cli/terminal.rs"]),
        ("csv::Writer", &["formats/cells.rs"]),
        ("WriterBuilder", &["formats/cells.rs"]),
        ("csv::Reader", &["formats/cells.rs"]),
        ("ViewportCommand::Title", &["app/shell.rs", "view/leaving.rs"]),
        ("copy_text(", &["app/shell.rs"]),
        ("OutputCommand::", &["app/shell.rs", "view/leaving.rs"]),
        ("arboard", &[]),
    ];
    let mut wrong = Vec::new();
    let mut found = std::collections::BTreeSet::new();
    for (name, _, text) in files() {
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            let code = line.split("//").next().unwrap();
            for (call, doors) in DOORS.iter().filter(|(call, _)| code.contains(call)) {
                found.insert(*call);
                if !doors.contains(&name.as_str()) {
                    wrong.push(format!("{name}:{}: {call}", number + 1));
                }
            }
        }
        let is_door = matches!(name.as_str(), "cli/terminal.rs" | "formats/cells.rs" | "view/leaving.rs" | "formats/cite.rs");
        assert!(!is_door || code.contains("outside::"), "{name} lets everything through");
    }
    assert!(wrong.is_empty(), "use the module that is there for it:\n{}", wrong.join("\n"));
    let gone: Vec<_> = DOORS.iter().filter(|(call, doors)| !doors.is_empty() && !found.contains(call)).collect();
    assert!(gone.is_empty(), "these doors are no longer where they were: {gone:?}");
    let window = files().into_iter().find(|(name, ..)| name == "view/mod.rs").unwrap().2;
    assert!(window.contains("plugin_or_default::<leaving::Leaving>"), "nothing looks through what the window hands out");
}

#[test]
fn a_panic_unwinds_so_that_it_can_be_caught() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("panic = \"abort\""), "a panic that aborts takes the window and the last word with it");
    assert!(!manifest.contains("\"persistence\""), "eframe's own storage writes over its file in place");
}
