//! The arrows between modules run downward only, and each thing is done in one place.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may import from this crate. `ARCHITECTURE.md` says why.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("report", &[]),
    ("formats", &["report"]),
    ("index", &["report"]),
    ("session", &["index", "report"]),
    ("basemap", &["report"]),
    ("raster", &[]),
    ("theme", &["session", "report"]),
    ("view", &["session", "index", "report", "basemap", "theme"]),
    ("app", &["view", "session", "index", "report", "formats", "basemap", "theme", "raster"]),
    ("cli", &["app", "view", "session", "index", "report", "formats", "basemap", "theme", "raster"]),
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

#[test]
fn egui_files_and_the_clock_stay_where_they_belong() {
    for (name, module, text) in files() {
        let code: Vec<_> = text.lines().map(|line| line.split("//").next().unwrap()).collect();
        let code = code.join("\n");
        let uses = |what: &str| code.contains(what);
        if matches!(module.as_str(), "report" | "formats" | "index" | "session" | "basemap") {
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
