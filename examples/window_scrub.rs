//! What a scrub costs in a real window, with each of the two painters: starts the program on a virtual screen, moves its window of
//! time by keys and by hand, types, and reads processor time and memory from `/proc`. Linux with Xvfb and xdotool.
//!
//! ```text
//! cargo build --release && cargo run --release --example window_scrub
//! cargo run --release --example window_scrub path/to/dateline path/to/dossier
//! ```
//!
//! Milliseconds are those of all threads of the program, a step. Without a graphics card both are the processor's; what the X
//! server itself does with the pixels is not counted in either.

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A process that ends with this one.
struct Started(Child);

impl Drop for Started {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A program on a virtual screen.
struct Bench {
    screen: String,
    pid: u32,
}

impl Bench {
    /// Milliseconds of processor time that the program has used so far.
    fn used(&self) -> Outcome<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.pid))?;
        // The name in parentheses may hold anything; after it, time in user and system mode are the 12th and 13th number.
        let numbers = stat.rsplit(')').next().ok_or("/proc is not as expected")?;
        let ticks: Vec<f64> = numbers.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse().ok()).collect();
        // Linux counts in hundredths of a second wherever it shows this to programs.
        Ok(ticks.iter().sum::<f64>() * 10.0)
    }

    /// Memory in megabytes, with its share of what is shared.
    fn memory(&self) -> Outcome<f64> {
        let smaps = fs::read_to_string(format!("/proc/{}/smaps_rollup", self.pid))?;
        let line = smaps.lines().find_map(|line| line.strip_prefix("Pss:")).ok_or("no memory is told")?;
        Ok(line.split_whitespace().next().ok_or("no memory is told")?.parse::<f64>()? / 1024.0)
    }

    fn input(&self, words: &[&str]) -> Outcome<()> {
        let status = Command::new("xdotool").env("DISPLAY", &self.screen).args(words).stderr(Stdio::null()).status()?;
        if status.success() { Ok(()) } else { Err(format!("xdotool {words:?} fails").into()) }
    }

    /// Milliseconds of processor time for each of so many steps, from before the first until the window rests.
    fn cost(&self, steps: u32, act: impl FnOnce() -> Outcome<()>) -> Outcome<f64> {
        let before = self.used()?;
        act()?;
        sleep(Duration::from_millis(700));
        Ok((self.used()? - before) / f64::from(steps))
    }

    fn keys(&self, key: &str, count: usize, delay: u32) -> Outcome<()> {
        let delay = delay.to_string();
        let mut words = vec!["key", "--delay", delay.as_str()];
        words.resize(words.len() + count, key);
        self.input(&words)
    }

    /// Drags the window of time to and fro by hand.
    fn drag(&self, moves: i32) -> Outcome<()> {
        let at = |step: i32| (300 + (step % 100) * 3).to_string();
        self.input(&["mousemove", &at(0), "700", "mousedown", "1"])?;
        let mut words = Vec::new();
        for step in 0..moves {
            words.extend(["mousemove".to_owned(), at(step), "700".to_owned(), "sleep".to_owned(), "0.02".to_owned()]);
        }
        self.input(&words.iter().map(String::as_str).collect::<Vec<_>>())?;
        self.input(&["mouseup", "1"])
    }
}

/// A virtual screen and its name.
fn screen() -> Outcome<(Started, String)> {
    let arguments = ["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"];
    let mut server = Started(Command::new("Xvfb").args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?);
    let mut number = String::new();
    BufReader::new(server.0.stdout.take().ok_or("Xvfb says nothing")?).read_line(&mut number)?;
    Ok((server, format!(":{}", number.trim())))
}

fn wait_until(what: &str, mut so: impl FnMut() -> bool) -> Outcome<()> {
    let start = Instant::now();
    while !so() {
        if start.elapsed() > Duration::from_mins(1) {
            return Err(format!("waited in vain until {what}").into());
        }
        sleep(Duration::from_millis(5));
    }
    Ok(())
}

fn measure(program: &Path, dossier: &[OsString], paint: &str, data: &Path) -> Outcome<()> {
    let (_server, screen) = screen()?;
    fs::create_dir_all(data)?;
    let mut command = Command::new(program);
    command.args(["--paint", paint, "--window", "2022-01-05T06:00/2022-01-05T12:00"]).args(dossier);
    command.env("DISPLAY", &screen).env("DATELINE_DATA", data).env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    let begin = Instant::now();
    let child = Started(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?);
    let bench = Bench { screen, pid: child.0.id() };
    wait_until("the window is there", || bench.input(&["search", "--onlyvisible", "--name", "Dateline"]).is_ok())?;
    let shown = begin.elapsed().as_secs_f64() * 1e3;
    sleep(Duration::from_secs(3));
    bench.input(&["search", "--onlyvisible", "--name", "Dateline", "windowfocus", "--sync"])?;
    sleep(Duration::from_secs(1));
    let idle = bench.cost(1, || {
        sleep(Duration::from_secs(4));
        Ok(())
    })?;
    let quick = bench.cost(100, || bench.keys("shift+Right", 50, 20).and_then(|()| bench.keys("shift+Left", 50, 20)))?;
    let single =
        bench.cost(10, || (0..10).try_for_each(|_| bench.keys("shift+Right", 1, 0).map(|()| sleep(Duration::from_millis(500)))))?;
    let hand = bench.cost(200, || bench.drag(200))?;
    bench.input(&["key", "ctrl+f"])?;
    let typed = bench.cost(12, || bench.input(&["type", "--delay", "150", "gas and fire"]))?;
    writeln!(
        std::io::stdout(),
        "| {paint} | {shown:.0} ms | {idle:.0} ms | {quick:.1} ms | {single:.1} ms | {hand:.1} ms | {typed:.1} ms | {:.0} MB |",
        bench.memory()?
    )?;
    Ok(())
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args_os().skip(1);
    let beside = || Some(std::env::current_exe().ok()?.parent()?.parent()?.join("dateline"));
    let program = arguments.next().map(PathBuf::from).or_else(beside).ok_or("say where the program is")?;
    let dossier: Vec<OsString> = arguments.collect();
    let mut out = std::io::stdout();
    writeln!(out, "| painter | window shown | idle, 4 s | step, quick | step, single | move by hand | letter typed | memory |")?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- | --- |")?;
    let data = std::env::temp_dir().join(format!("dateline-window-scrub-{}", std::process::id()));
    let outcome = ["gpu", "cpu"].iter().try_for_each(|paint| measure(&program, &dossier, paint, &data.join(paint)));
    drop(fs::remove_dir_all(&data));
    outcome
}
