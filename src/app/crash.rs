//! Catching what goes wrong inside the program, and the file that tells its makers about it.
//!
//! The file says what and where in the source, and nothing else: no words of the report, no path of the user's machine, no name,
//! no time.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::path::{Path, PathBuf};
use std::sync::Once;

use super::write;

/// How many crash files are kept in a data folder; what crashes more often than that has been told often enough.
const MOST_FILES: u32 = 50;

/// What stands in the place of a message that could hold words of the report.
const WITHHELD: &str = "(its message is left out, because it may hold words of the report)";

/// Beginnings of the messages of Rust's own checks that hold numbers and nothing else.
const NUMBERS_ONLY: [&str; 5] =
    ["index out of bounds: the len is ", "range start index ", "range end index ", "slice index starts at ", "mid > len"];

/// Something that went wrong inside the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crash {
    /// What, as far as it can be told without words of the report.
    pub what: String,
    /// Where in the source: file, line and column.
    pub place: String,
    frames: String,
    /// The file in which it is written.
    pub file: Option<PathBuf>,
}

impl Crash {
    fn of(info: &PanicHookInfo<'_>) -> Self {
        let place = info.location().map_or_else(
            || "an unknown place".to_owned(),
            |at| format!("{}:{}:{}", source_path(at.file()), at.line(), at.column()),
        );
        Self { what: message(info.payload()), place, frames: frames(&Backtrace::force_capture().to_string()), file: None }
    }

    /// Writes it into a file of its own in a data folder, and remembers which.
    pub fn keep(&mut self, folder: Option<&Path>) {
        let Some(folder) = folder else { return };
        let free = (1..=MOST_FILES).map(|number| folder.join(format!("crash-{number}.txt"))).find(|path| !path.exists());
        let written = free
            .filter(|path| write::make_private_folder(folder).and_then(|()| write::write(path, self.text().as_bytes())).is_ok());
        self.file = written;
    }

    /// What is written into the file.
    #[must_use]
    pub fn text(&self) -> String {
        let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
        let mut text = format!("Dateline {} ({system})\nwhat: {}\nwhere: {}\n", env!("CARGO_PKG_VERSION"), self.what, self.place);
        if !self.frames.is_empty() {
            text.push_str("\nthe way there, the last step first:\n");
            text.push_str(&self.frames);
        }
        text
    }

    /// One sentence for the user, on something that was being done.
    #[must_use]
    pub fn sentence(&self, doing: &str) -> String {
        let told = self.file.as_ref().map_or_else(String::new, |file| format!("; {} says more", file.display()));
        format!("Something went wrong in Dateline itself while {doing} (at {}{told}).", self.place)
    }
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static LAST: RefCell<Option<Crash>> = const { RefCell::new(None) };
}

/// Does some work and catches what goes wrong in it.
///
/// What the work was changing may be half changed then; whoever calls this has to put something sound in its place.
///
/// # Errors
/// What went wrong.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Crash> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if GUARDED.get() {
                LAST.set(Some(Crash::of(info)));
            } else {
                before(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    // Asserted, because callers throw away what the work has left half done.
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|payload| {
        LAST.take().unwrap_or_else(|| Crash {
            what: message(payload.as_ref()),
            place: "an unknown place".to_owned(),
            frames: String::new(),
            file: None,
        })
    })
}

/// A message without what could be words of the report: one that stands in the source as it is, or that is only numbers.
fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(literal) = payload.downcast_ref::<&'static str>() {
        return (*literal).to_owned();
    }
    let made = payload.downcast_ref::<String>().map_or("", String::as_str);
    let harmless = NUMBERS_ONLY.iter().any(|start| made.starts_with(start))
        && made.chars().all(|c| c.is_ascii_alphanumeric() || " ,:()`>=".contains(c));
    if harmless { made.to_owned() } else { WITHHELD.to_owned() }
}

/// A path of the source without what stands before it on the machine where the program was built.
fn source_path(path: &str) -> String {
    let path = path.replace('\\', "/");
    let after = |mark: &str| path.find(mark).map(|at| &path[at + mark.len()..]);
    if let Some((_, crate_and_file)) = after("/registry/src/").and_then(|rest| rest.split_once('/')) {
        return crate_and_file.to_owned();
    }
    if let Some(rest) = after("/library/") {
        return format!("library/{rest}");
    }
    let is_absolute = path.starts_with('/') || path.get(1..3) == Some(":/");
    if !is_absolute {
        return path.trim_start_matches("./").to_owned();
    }
    ["/src/", "/tests/"].iter().find_map(|mark| after(mark).map(|rest| format!("{}{rest}", &mark[1..]))).unwrap_or_else(|| {
        let name = path.rsplit('/').next();
        name.unwrap_or_default().to_owned()
    })
}

/// A backtrace down to where the fault was caught, with its paths cut to those of the source. A program without names gives
/// none that would help.
fn frames(backtrace: &str) -> String {
    let mut text = String::new();
    let mut named = false;
    for line in backtrace.lines().take_while(|line| !line.contains("catch_unwind")) {
        if let Some(path) = line.trim_start().strip_prefix("at ") {
            text.push_str("        at ");
            text.push_str(&source_path(path));
        } else {
            named |= line.contains("::");
            text.push_str(line.trim_end());
        }
        text.push('\n');
    }
    if named { text } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crash(work: impl FnOnce()) -> Crash {
        caught(work).unwrap_err()
    }

    #[test]
    fn what_goes_well_is_given_back_and_what_does_not_is_told() {
        assert_eq!(caught(|| 5).unwrap(), 5);
        let crash = crash(|| panic!("a plain message"));
        assert_eq!(crash.what, "a plain message");
        assert!(crash.place.starts_with("src/app/crash.rs:"), "{}", crash.place);
        let within = super::caught(|| super::caught(|| panic!("inner")).unwrap_err().what).unwrap();
        assert_eq!(within, "inner");
    }

    #[test]
    fn words_of_the_report_are_left_out() {
        let secret = String::from("Ünal was there");
        let at = secret.len();
        assert_eq!(crash(|| panic!("no passage {secret}")).what, WITHHELD);
        assert_eq!(crash(|| drop(secret[1..].to_owned())).what, WITHHELD);
        let numbers = crash(|| assert_eq!(vec![1, 2, 3][at], 0));
        assert_eq!(numbers.what, format!("index out of bounds: the len is 3 but the index is {at}"));
    }

    #[test]
    fn paths_of_the_machine_are_left_out() {
        for (path, shown) in [
            ("src/view/map/plan.rs", "src/view/map/plan.rs"),
            ("./src/main.rs", "src/main.rs"),
            ("/home/ada/.cargo/registry/src/index.crates.io-19/egui-0.37.0/src/ui.rs", "egui-0.37.0/src/ui.rs"),
            ("C:\\Users\\ada\\.cargo\\registry\\src\\index\\egui-0.37.0\\src\\ui.rs", "egui-0.37.0/src/ui.rs"),
            ("/rustc/1234/library/core/src/panicking.rs", "library/core/src/panicking.rs"),
            ("/home/ada/dateline/src/app/crash.rs", "src/app/crash.rs"),
            ("C:\\Users\\ada\\x.rs", "x.rs"),
        ] {
            assert_eq!(source_path(path), shown);
        }
        let trace = "   0: dateline::view::show\n             at /home/ada/dateline/src/view/mod.rs:5:9\n";
        assert_eq!(frames(trace), "   0: dateline::view::show\n        at src/view/mod.rs:5:9\n");
        assert_eq!(frames("   0: <unknown>\n   1: <unknown>\n"), "");
    }

    #[test]
    fn the_file_has_a_number_of_its_own_and_there_are_not_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let mut crash = crash(|| panic!("once"));
        for number in 1..=MOST_FILES {
            crash.keep(Some(&data));
            assert_eq!(crash.file, Some(data.join(format!("crash-{number}.txt"))));
        }
        crash.keep(Some(&data));
        assert_eq!(crash.file, None);
        let text = std::fs::read_to_string(data.join("crash-1.txt")).unwrap();
        assert!(text.starts_with(&format!("Dateline {} (", env!("CARGO_PKG_VERSION"))), "{text}");
        assert!(text.contains("\nwhat: once\nwhere: src/app/crash.rs:"), "{text}");
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{text}");
    }
}
