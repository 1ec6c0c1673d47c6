//! Nothing leaves the machine, and what is written for others says nothing about its writer.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dateline::formats::{cite, native, notes};
use dateline::report::citation::{Citation, Form};
use dateline::session::Action;
use serde_json::Value;

use crate::fixture::{session, small};
use crate::window::{PAINTERS, Screen, wait_for};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The names in one of the lists of `deny.toml`, each with its reason.
fn listed(list: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(Path::new(ROOT).join("deny.toml")).unwrap();
    let lines = text.lines().skip_while(|line| !line.trim_start_matches("# ").starts_with(&format!("{list} = ["))).skip(1);
    let entry = |line: &str| {
        let rest = line.trim_start_matches("# ").trim().strip_prefix("{ name = \"")?;
        let (name, rest) = rest.split_once('"')?;
        Some((name.to_owned(), rest.split('"').nth(1)?.to_owned()))
    };
    lines.map_while(|line| (!line.trim_start_matches("# ").starts_with(']')).then(|| entry(line))).flatten().collect()
}

/// The packages that are built into the program on one kind of machine, with their folders; `None` where this machine does
/// not have the sources of all of them and may not fetch them.
fn packages(target: &str) -> Option<BTreeMap<String, PathBuf>> {
    Some(built_in(target)?.into_iter().collect())
}

/// The folders of the packages that are built into the program on one kind of machine; several of one name may be.
pub fn manifests(target: &str) -> Option<Vec<PathBuf>> {
    Some(built_in(target)?.into_iter().map(|(_, folder)| folder).collect())
}

fn built_in(target: &str) -> Option<Vec<(String, PathBuf)>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", target])
        .current_dir(ROOT)
        .output()
        .unwrap();
    if !output.status.success() {
        return None;
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let by_id = |list: &Value| -> BTreeMap<String, Value> {
        list.as_array().unwrap().iter().map(|entry| (entry["id"].as_str().unwrap().to_owned(), entry.clone())).collect()
    };
    let (packages, nodes) = (by_id(&metadata["packages"]), by_id(&metadata["resolve"]["nodes"]));
    let mut waiting = vec![metadata["resolve"]["root"].as_str().unwrap().to_owned()];
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        for dependency in nodes[&id]["deps"].as_array().unwrap() {
            // What only the tests need is not in the program.
            let built = dependency["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"] != "dev");
            let id = dependency["pkg"].as_str().unwrap().to_owned();
            if built && found.insert(id.clone()) {
                waiting.push(id);
            }
        }
    }
    let entry = |id: &String| {
        let package = &packages[id];
        let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_path_buf();
        (package["name"].as_str().unwrap().to_owned(), folder)
    };
    Some(found.iter().map(entry).collect())
}

/// The kind of machine this is.
pub fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

#[test]
fn no_crate_that_opens_connections_is_built_in() {
    let banned = listed("deny");
    assert!(banned.len() > 60, "deny.toml bans only {banned:?}");
    let host = host();
    let text = fs::read_to_string(Path::new(ROOT).join("deny.toml")).unwrap();
    let targets: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix("\",")).collect();
    assert!(targets.contains(&"x86_64-pc-windows-msvc"), "{targets:?}");
    for target in targets.into_iter().filter(|target| *target != host).chain([host.as_str()]) {
        let Some(packages) = packages(target) else {
            assert_ne!(target, host, "cargo metadata fails on this machine's own packages");
            println!("not looked at: {target}, whose packages are not on this machine; `cargo deny check bans` looks at them");
            continue;
        };
        assert!(packages.contains_key("egui"), "{target}: the tree is not the tree: {packages:?}");
        let found: Vec<_> = banned.iter().filter(|(name, _)| packages.contains_key(*name)).collect();
        assert!(found.is_empty(), "{target}: deny.toml bans {found:?}");
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Whether a line of Rust calls for a connection to another machine. A mere name, as in a list of system calls, does not.
fn connects(line: &str) -> bool {
    let code = line.split("//").next().unwrap();
    ["TcpStream::connect", "TcpListener::bind", "UdpSocket::bind", "TcpStream>::connect", "to_socket_addrs(", "getaddrinfo("]
        .iter()
        .any(|call| code.contains(call))
        && !code.contains("fn ")
}

#[test]
fn what_could_open_a_connection_is_known_by_name_and_reason() {
    let known = listed("could-connect");
    let packages = packages(&host()).unwrap();
    let mut found = BTreeMap::new();
    for (name, folder) in &packages {
        let mut files = Vec::new();
        rust_files(&folder.join("src"), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap_or_default();
            if let Some(line) = text.lines().find(|line| connects(line)) {
                found.entry(name.clone()).or_insert_with(|| format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    let new: BTreeMap<_, _> = found.iter().filter(|(name, _)| !known.contains_key(*name)).collect();
    assert!(new.is_empty(), "these could open a connection; ban them in deny.toml or say there why they never do: {new:#?}");
    let gone: Vec<_> = known.keys().filter(|name| !found.contains_key(*name) && packages.contains_key(*name)).collect();
    assert!(gone.is_empty(), "deny.toml says that these could connect, and they cannot: {gone:?}");
}

/// Runs a command under strace, and returns the system calls that have to do with the network.
#[cfg(target_os = "linux")]
fn network_calls(folder: &Path, run: impl FnOnce(Command)) -> String {
    let trace = folder.join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(&trace).stdin(Stdio::null());
    run(command);
    fs::read_to_string(trace).unwrap()
}

#[cfg(target_os = "linux")]
fn has_strace(folder: &Path) -> bool {
    let works =
        Command::new("strace").args(["-o"]).arg(folder.join("probe")).arg("true").status().is_ok_and(|status| status.success());
    if !works {
        println!("skipped: there is no strace on this machine, or it may not be used");
    }
    works
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_asks_for_the_network() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    if !has_strace(here) {
        return;
    }
    let seen = network_calls(here, |mut command| drop(command.args(["bash", "-c", "exec 3<>/dev/udp/127.0.0.1/9"]).status()));
    if Command::new("bash").arg("--version").output().is_ok() {
        assert!(seen.contains("AF_INET"), "strace does not see what it should: {seen}");
    }
    let (picture, table) = (here.join("out.png"), here.join("out.csv"));
    let (picture, table) = (picture.to_str().unwrap(), table.to_str().unwrap());
    let runs: [&[&str]; 7] = [
        &["snapshot", picture, "--place", "almaty"],
        &["export", "passages", "-o", table],
        &["export", "mentions"],
        &["export", "agenda", "--html"],
        &["export", "notes"],
        &["check"],
        &["check", "--coverage"],
    ];
    for arguments in runs {
        let seen = network_calls(here, |mut command| {
            let program = command.arg(env!("CARGO_BIN_EXE_dateline")).args(arguments).env("DATELINE_DATA", here);
            assert!(program.stdout(Stdio::null()).status().unwrap().code().is_some_and(|code| code < 2), "{arguments:?}");
        });
        assert!(seen.is_empty(), "{arguments:?} asks for sockets: {seen}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_window_speaks_to_its_screen_and_to_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    if !has_strace(here) {
        return;
    }
    for paint in PAINTERS {
        speaks_to_its_screen_alone(&here.join(paint), paint);
    }
}

#[cfg(target_os = "linux")]
fn speaks_to_its_screen_alone(here: &Path, paint: &str) {
    let Some(screen) = Screen::open() else { return };
    fs::create_dir(here).unwrap();
    let pid = here.join("pid");
    let seen = network_calls(here, |mut command| {
        let shell = format!("echo $$ > '{}' && exec '{}' --paint {paint}", pid.display(), env!("CARGO_BIN_EXE_dateline"));
        command.args(["sh", "-c", &shell]).stderr(Stdio::null());
        let mut traced = screen.show(&mut command, here).spawn().unwrap();
        wait_for("the window is drawn", || here.join("settings.json").exists());
        let pid = fs::read_to_string(&pid).unwrap();
        assert!(Command::new("kill").arg(pid.trim()).status().unwrap().success());
        drop(traced.wait());
    });
    assert!(seen.contains("AF_UNIX"), "the window has no screen: {seen}");
    let foreign: Vec<_> = seen.lines().filter(|line| line.contains("AF_INET") || line.contains("AF_PACKET")).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
}

/// What must not be found in anything that is written for others.
const USER: &str = "telltale-user";
const HOME: &str = "telltale-home";
const PLACE: &str = "telltale-place";

/// Whether some bytes hold a word, in UTF-8 or in UTF-16.
fn holds(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(word.len()).any(|window| window == word.as_bytes()) || bytes.windows(wide.len()).any(|window| window == wide)
}

/// The names of the chunks of a PNG.
fn chunks(png: &[u8]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut at = 8;
    while at + 8 <= png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        names.insert(String::from_utf8_lossy(&png[at + 4..at + 8]).into_owned());
        at += 12 + usize::try_from(length).unwrap();
    }
    names
}

#[test]
fn what_is_written_for_others_says_nothing_about_its_writer() {
    let root = tempfile::tempdir().unwrap();
    let (place, home) = (root.path().join(PLACE), root.path().join(HOME));
    fs::create_dir_all(&place).unwrap();
    fs::create_dir_all(home.join("notes")).unwrap();
    for (name, bytes) in &small().0 {
        fs::write(place.join(name), bytes).unwrap();
    }
    let mut annotated = session();
    annotated.apply(Action::WriteNote("night".to_owned(), "who heard it?".to_owned()));
    fs::write(home.join("notes").join("test.json"), notes::write(&annotated.state.notebook.notes)).unwrap();
    let out = place.join("out.png");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments)
            .current_dir(&place)
            .envs([("USER", USER), ("LOGNAME", USER), ("USERNAME", USER), ("HOSTNAME", USER), ("TZ", "Asia/Tokyo")])
            .env("HOME", &home)
            .env("DATELINE_DATA", &home)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let (here, picture) = (place.to_str().unwrap(), out.to_str().unwrap());
    let every = || -> Vec<(String, Vec<u8>)> {
        let mut written: Vec<(String, Vec<u8>)> = Vec::new();
        for what in [&["mentions"][..], &["passages"], &["agenda"], &["agenda", "--html"], &["notes"]] {
            written.push((what.join(" "), run(&[&["export"], what, &["--dossier", here]].concat())));
        }
        run(&["snapshot", picture, "--dossier", here, "--size", "900x600"]);
        written.push(("snapshot".to_owned(), fs::read(&out).unwrap()));
        written
    };
    let mut written = every();
    let dossier = dateline::app::disk::open(Some(&place)).unwrap();
    for (index, passage) in dossier.passages.iter().enumerate() {
        for form in Form::ALL {
            let citation = Citation::new(&dossier, passage.target);
            written.push((format!("citation {index}"), cite::write(&citation, form).into_bytes()));
        }
    }
    let saved = [native::dossier_json(&dossier), native::places_geojson(&dossier), native::annotations_json(&dossier)];
    written.extend(saved.map(|text| ("saved dossier".to_owned(), text.into_bytes())));
    let mut secrets = vec![USER.to_owned(), HOME.to_owned(), PLACE.to_owned(), root.path().to_str().unwrap().to_owned()];
    secrets.extend([ROOT.to_owned(), "file://".to_owned(), "/tmp/".to_owned()]);
    for (name, bytes) in &written {
        assert!(!bytes.is_empty(), "{name}");
        for secret in &secrets {
            assert!(!holds(bytes, secret), "{name} holds {secret}");
        }
    }
    let plain: BTreeSet<String> = ["IHDR", "IDAT", "IEND"].map(str::to_owned).into();
    assert!(chunks(&written[5].1).is_subset(&plain), "{:?}", chunks(&written[5].1));
    // No clock has been looked at: a second later the same bytes come out.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    for (then, now) in written.iter().zip(every()) {
        assert!(then.1 == now.1, "{} is not the same a second later", then.0);
    }
}
