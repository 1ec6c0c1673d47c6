//! The program in a real window, where this machine has a virtual screen. Elsewhere these tests say so and do nothing.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A virtual screen; it ends with the test.
pub struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    /// A screen, or nothing and a word about it where there is no server for one.
    pub fn open() -> Option<Self> {
        let server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut server) = server else {
            println!("skipped: there is no Xvfb on this machine");
            return None;
        };
        let mut number = String::new();
        let mut byte = [0];
        let stdout = server.stdout.as_mut().unwrap();
        while stdout.read(&mut byte).is_ok_and(|read| read == 1) && byte[0] != b'\n' {
            number.push(char::from(byte[0]));
        }
        assert!(!number.is_empty(), "Xvfb gives no screen");
        Some(Self { server, name: format!(":{number}") })
    }

    /// Has a command see this screen and a data folder, and no other screen, bus or home.
    pub fn show<'a>(&self, command: &'a mut Command, data: &Path) -> &'a mut Command {
        command
            .env("DISPLAY", &self.name)
            .env("DATELINE_DATA", data)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .stdout(Stdio::null())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// Waits until something is so; a machine may be slow, but not for minutes.
pub fn wait_for(what: &str, mut so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !so() {
        assert!(start.elapsed() < Duration::from_secs(90), "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A program that ends with the test.
struct Running(Child);

impl Running {
    fn is_alive(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// The two ways in which a window is painted. What is true of one must be true of the other.
pub const PAINTERS: [&str; 2] = ["cpu", "gpu"];

fn start(screen: &Screen, data: &Path, paint: &str, arguments: &[&str]) -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let command = screen.show(&mut command, data).args(["--paint", paint]).args(arguments).env("DATELINE_TEST_FAULT", "1");
    let child = command.stderr(Stdio::null()).spawn().unwrap();
    wait_for("the window is drawn", || data.join("settings.json").exists());
    Running(child)
}

/// Presses keys, one after another, in the window. Nothing manages the windows here, so it is given the keyboard first, which
/// it can only take once it is there to be seen.
fn press(screen: &Screen, keys: &[&str]) {
    let xdotool = |words: &[&str]| {
        let mut command = Command::new("xdotool");
        command.env("DISPLAY", &screen.name).args(words).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
    };
    wait_for("the window takes the keyboard", || xdotool(&["search", "--sync", "--name", "Dateline", "windowfocus"]));
    assert!(xdotool(&[&["key", "--delay", "200"], keys].concat()));
}

fn settings(data: &Path) -> String {
    fs::read_to_string(data.join("settings.json")).unwrap_or_default()
}

#[cfg(debug_assertions)]
#[test]
fn a_fault_in_a_real_window_is_told_and_the_window_goes_on() {
    for paint in PAINTERS {
        a_fault_is_told_by(paint);
    }
}

#[cfg(debug_assertions)]
fn a_fault_is_told_by(paint: &str) {
    if !is_here("xdotool") {
        return;
    }
    let Some(screen) = Screen::open() else { return };
    let data = tempfile::tempdir().unwrap();
    let file = |number: u32| data.path().join(format!("crash-{number}.txt"));
    let mut running = start(&screen, data.path(), paint, &[]);
    press(&screen, &["F12"]);
    wait_for("the fault is written down", || file(1).exists());
    let told = fs::read_to_string(file(1)).unwrap();
    assert!(told.contains("\nwhat: as a test has asked\nwhere: src/app/data.rs:"), "{told}");
    for secret in [env!("CARGO_MANIFEST_DIR"), data.path().to_str().unwrap(), "/home/", "/root/"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    // The first button of the page starts over; the window then answers to its keys again, and to another fault.
    press(&screen, &["Tab", "Return"]);
    let start = settings(data.path());
    press(&screen, &["Right", "Right"]);
    wait_for("the window moves again", || settings(data.path()) != start);
    let before = settings(data.path());
    press(&screen, &["F12"]);
    wait_for("the second fault is written down", || file(2).exists());
    // Now the first button opens the dossier without the last view; from there it goes the other way.
    press(&screen, &["Tab", "Return", "Left"]);
    wait_for("the window moves once more", || settings(data.path()) != before);
    assert!(running.is_alive() && !file(3).exists());
}

/// Whether a program can be run here; says so where it cannot.
fn is_here(program: &str) -> bool {
    let here = Command::new(program).arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !here {
        println!("skipped: there is no {program} on this machine");
    }
    here
}

/// Moves the pointer and presses its buttons, in the words of xdotool.
fn point(screen: &Screen, words: &str) {
    let mut command = Command::new("xdotool");
    assert!(command.env("DISPLAY", &screen.name).args(words.split(' ')).stderr(Stdio::null()).status().unwrap().success());
}

/// What the middle button would paste.
fn primary(screen: &Screen) -> String {
    let mut command = Command::new("xclip");
    let output = command.env("DISPLAY", &screen.name).args(["-o", "-selection", "primary"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_is_selected_is_pasted_with_the_middle_button() {
    if !is_here("xdotool") || !is_here("xclip") {
        return;
    }
    let Some(screen) = Screen::open() else { return };
    let data = tempfile::tempdir().unwrap();
    let mut running = start(&screen, data.path(), "gpu", &["dateline:view?dossier=kazakhstan-2022&tab=document"]);
    let report = include_str!("../../data/kazakhstan-2022/report.txt");
    press(&screen, &["ctrl+a"]);
    wait_for("the part that is read can be pasted", || primary(&screen).len() > 10_000);
    // Some words of the first paragraph, left of the middle of the column. On a busy machine a whole drag can fall into one
    // frame and be none; then the hand is slower the next time.
    let mut pause = 0.2;
    wait_for("the words that were dragged over can be pasted", || {
        let steps = ["mousemove 960 518", "mousedown 1", "mousemove 1000 519", "mousemove 1100 520", "mouseup 1"];
        point(&screen, &steps.join(&format!(" sleep {pause} ")));
        pause *= 2.0;
        std::thread::sleep(Duration::from_millis(300));
        primary(&screen).len() < 200
    });
    let words = primary(&screen);
    assert!(words.len() > 5 && report.contains(&words), "{words}");
    // The search field lies in the middle of the top bar's right half.
    point(&screen, "mousemove 987 22 sleep 0.2 click 2");
    let first = words.split(' ').find(|word| word.len() > 2).unwrap().to_owned();
    wait_for("they are searched for", || settings(data.path()).contains("query=") && settings(data.path()).contains(&first));
    assert!(running.is_alive());
}

#[test]
fn the_window_opens_as_it_was_left() {
    for paint in PAINTERS {
        opens_as_it_was_left_by(paint);
    }
}

fn opens_as_it_was_left_by(paint: &str) {
    let Some(screen) = Screen::open() else { return };
    let data = tempfile::tempdir().unwrap();
    let view = "dateline:view?dossier=kazakhstan-2022&window=2022-01-06&tab=story";
    let text = format!(
        "{{\"format\": 1, \"theme\": \"Dark\", \"motion\": false, \"placement\": {{\"size\": [900.0, 600.0], \"position\": [40.0, 30.0]}}, \"unheard-of\": [1], \"views\": {{\"kazakhstan-2022\": \"{view}\"}}}}"
    );
    fs::write(data.path().join("settings.json"), &text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(["--paint", paint]);
    let child = screen.show(&mut command, data.path()).stderr(Stdio::null()).spawn().unwrap();
    let mut running = Running(child);
    // The view is written in full, once it is drawn; everything else is as it was.
    wait_for("the settings are written", || settings(data.path()) != text);
    let after = settings(data.path());
    for kept in
        ["\"theme\": \"Dark\"", "\"motion\": false", "[900.0,600.0]", "\"unheard-of\": [1]", "tab=story", "window=2022-01-06"]
    {
        assert!(after.contains(kept), "{kept} is not in {after}");
    }
    assert!(running.is_alive());
}

/// The colours of the pixels of a screen, as far as the middle of each square of 16 is concerned; nothing without `ImageMagick`.
fn pixels(screen: &Screen) -> Option<Vec<u8>> {
    let output = Command::new("import").env("DISPLAY", &screen.name).args(["-window", "root", "png:-"]).output().ok()?;
    let image = image::load_from_memory(&output.stdout).ok()?.into_rgb8();
    let (width, height) = image.dimensions();
    let places = (8..height).step_by(16).flat_map(|y| (8..width).step_by(16).map(move |x| (x, y)));
    Some(places.flat_map(|(x, y)| image.get_pixel(x, y).0).collect())
}

#[test]
fn both_painters_show_the_same_and_only_what_changes_is_painted() {
    let shown = |paint: &str| {
        let screen = Screen::open()?;
        let data = tempfile::tempdir().unwrap();
        let text = "{\"format\": 1, \"motion\": false, \"placement\": {\"size\": [1000.0, 700.0], \"position\": [0.0, 0.0]}}";
        fs::write(data.path().join("settings.json"), text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["--paint", paint, "--window", "2022-01-05"]);
        let mut running = Running(screen.show(&mut command, data.path()).stderr(Stdio::null()).spawn().unwrap());
        wait_for("the settings are written", || settings(data.path()) != text);
        let before = settings(data.path());
        press(&screen, &["Right"]);
        wait_for("the window of time has moved", || settings(data.path()) != before);
        // What is on the screen has come to rest when it is the same for a while.
        let (mut last, mut same) = (pixels(&screen)?, 0);
        wait_for("the window rests", || {
            let now = pixels(&screen).unwrap_or_default();
            same = if now == last { same + 1 } else { 0 };
            last = now;
            same > 8
        });
        assert!(running.is_alive());
        Some(last)
    };
    let [Some(cpu), Some(gpu)] = PAINTERS.map(shown) else {
        println!("skipped: there is no virtual screen, or nothing to look at it with");
        return;
    };
    assert!(cpu.iter().any(|channel| *channel != cpu[0]), "nothing is shown");
    assert_eq!(cpu.len(), gpu.len());
    let differing = cpu.iter().zip(&gpu).filter(|(cpu, gpu)| cpu.abs_diff(**gpu) > 6).count();
    assert!(differing * 100 < cpu.len(), "{differing} of {} differ", cpu.len());
}

#[test]
fn a_window_that_is_killed_leaves_whole_files_and_opens_again() {
    for paint in PAINTERS {
        leaves_whole_files(paint);
    }
}

fn leaves_whole_files(paint: &str) {
    if !is_here("xdotool") {
        return;
    }
    let Some(screen) = Screen::open() else { return };
    let data = tempfile::tempdir().unwrap();
    let mut views = std::collections::BTreeSet::new();
    for round in 0..4 {
        // The settings are there from the first round on, so what is waited for is that this window writes them.
        let before = settings(data.path());
        let mut running = start(&screen, data.path(), paint, &[]);
        press(&screen, &["Right"]);
        wait_for("the window moves", || settings(data.path()) != before);
        // Killed without a word, earlier or later after something was done that will be written.
        press(&screen, &["shift+Right"]);
        std::thread::sleep(Duration::from_millis(150 * round));
        assert!(running.is_alive());
        drop(running);
        let written = settings(data.path());
        let sound: serde_json::Value = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
        views.insert(sound["views"]["kazakhstan-2022"].as_str().unwrap().to_owned());
        for entry in fs::read_dir(data.path().join("notes")).into_iter().flatten().flatten() {
            let text = fs::read_to_string(entry.path()).unwrap();
            assert!(text.is_empty() || serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        }
    }
    assert_eq!(views.len(), 4, "each window went on from where the one before was");
}
