//! The command line.

mod check;
mod diff;
mod find;
mod import;
mod terminal;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand, ValueEnum};

use crate::app::data::{self, data_folder};
use crate::app::files::{self, MOST_PIXELS};
use crate::app::notes::Store;
use crate::app::{self, OpenError, disk, picture, write};
use crate::basemap::Basemap;
use crate::index::times::Window;
use crate::report::dossier::Dossier;
use crate::report::link;
use crate::report::note::Notes;
use crate::report::when::When;
use crate::session::query::Query;
use crate::session::{Action, Export, Paint, Session, ThemeChoice};

const EXAMPLES: &str = "\
Examples:
  dateline                                    open the dossier that is inside the program
  dateline report.pdf                         open a report: PDF, web page, DOCX, ODT, EPUB, Markdown, text
  dateline my-report/                         open the dossier in a folder
  dateline import report.pdf -o my-report     make a dossier of a report, without a window
  dateline --window 2022-01-05 --query fire   open it at a time, with a search
  dateline 'dateline:view?dossier=…'          open it as a link shows it
  dateline snapshot night.png --window 2022-01-04T18:00/2022-01-05T06:00 --place almaty
  dateline check my-report/                   list what is wrong with a dossier
  dateline check --coverage my-report/        list what looks like a place or a time and is not annotated
  dateline diff theirs/ mine/                 tell in words what differs between two dossiers
  dateline export passages -o passages.csv    write a table for a spreadsheet
  dateline export agenda --html -o day.html   write everything as one list by day and hour
  dateline export notes -o notes.md           write your notes with citations";

/// Shows where and when each passage of a report speaks: a map and a timeline as two handles on one text.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// A report, the folder of a dossier, or a dateline: link; without it, the dossier inside the program
    dossier: Option<PathBuf>,
    /// A dateline: link to follow in that dossier
    link: Option<String>,
    #[command(flatten)]
    view: View,
    /// What paints the window; without it, the graphics card where there is one
    #[arg(long, value_name = "WHAT")]
    paint: Option<PaintBy>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What is looked at.
#[derive(Debug, Default, clap::Args)]
struct View {
    /// The stretch of time that is selected, as EDTF: 2011-12, 2022-01-04/2022-01-06, 2022-01-05T09:00/2022-01-05T16:00
    #[arg(long, value_name = "FROM/TO")]
    window: Option<When>,
    /// The id of a place to select
    #[arg(long, value_name = "ID")]
    place: Option<String>,
    /// The id of a passage to show in the full text
    #[arg(long, value_name = "ID")]
    passage: Option<String>,
    /// What to search for, as in the search field
    #[arg(long, value_name = "WORDS")]
    query: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Paint the window into a PNG, without a display
    #[command(
        after_help = "Example:\n  dateline snapshot out.png --window 2022-01-05T09:00/2022-01-05T16:00 --place almaty --theme dark --scale 2"
    )]
    Snapshot(Snapshot),
    /// List what is wrong with a dossier: exit 0 when nothing is, 1 with warnings, 2 when it cannot be opened
    Check {
        /// The folder of the dossier; without it, the dossier inside the program
        dossier: Option<PathBuf>,
        /// List what looks like a place or a time and is not annotated; exit 1 when there is any
        #[arg(long)]
        coverage: bool,
    },
    /// Tell in words what differs between two dossiers: exit 0 when nothing does, 1 when something does, 2 when one cannot be opened
    Diff(diff::Diff),
    /// Read files of any kind into a dossier: exit 0 when all is well, 1 when something could not be read, 2 when nothing could
    #[command(
        after_help = "PDF, web pages (HTML, MHTML), DOCX, ODT, EPUB, Markdown and text are read, by what is in them and not by their names.\n\n\
                      Example:\n  dateline import report.pdf annex.docx -o my-report --reference 2022-01-06 --timezone Asia/Almaty --home KZ"
    )]
    Import(import::Import),
    /// List the places and times that a text names, with what each means, how sure that is, and why
    Find(find::Find),
    /// Write tables, the agenda, or your notes
    #[command(
        after_help = "In the tables, a cell that a spreadsheet would run as a formula (one that begins with = + - @, a tab or a \
                      line break, and is no number) begins with an apostrophe. In all files, control characters are shown by signs such as ␛."
    )]
    Export {
        /// What to write
        what: What,
        /// Write the agenda as a page (HTML) and not as Markdown
        #[arg(long)]
        html: bool,
        /// The folder of the dossier; without it, the dossier inside the program
        #[arg(long, value_name = "DIR")]
        dossier: Option<PathBuf>,
        /// The file to write; without it, standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    /// Every place and time that the texts name, as CSV (UTF-8 with a byte order mark, for Excel)
    Mentions,
    /// Every passage, a line for each of its places, as CSV (likewise)
    Passages,
    /// Every passage in one plain list by day and hour, as Markdown or HTML
    Agenda,
    /// Your notes on the dossier with citations, as Markdown
    Notes,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PaintBy {
    /// The graphics card, by OpenGL
    Gpu,
    /// The processor, by Dateline's own painter
    Cpu,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Theme {
    Light,
    Dark,
}

#[derive(Debug, clap::Args)]
struct Snapshot {
    /// The PNG to write
    out: PathBuf,
    /// The folder of the dossier; without it, the dossier inside the program
    #[arg(long, value_name = "DIR")]
    dossier: Option<PathBuf>,
    #[command(flatten)]
    view: View,
    /// A dateline: link to follow
    #[arg(long, value_name = "LINK")]
    link: Option<String>,
    /// Light or dark
    #[arg(long, default_value = "light")]
    theme: Theme,
    /// The size of the window in points
    #[arg(long, default_value = "1440x900", value_name = "WIDTHxHEIGHT", value_parser = parse_size)]
    size: [u32; 2],
    /// Pixels for each point
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=3))]
    scale: u32,
}

/// The smallest and largest sides of a picture, in points.
const SIDES: std::ops::RangeInclusive<u32> = 320..=8000;

fn parse_size(text: &str) -> Result<[u32; 2], String> {
    let sides = text.split_once(['x', '×']).and_then(|(width, height)| Some([width.parse().ok()?, height.parse().ok()?]));
    let sound = sides.filter(|sides: &[u32; 2]| sides.iter().all(|side| SIDES.contains(side)));
    sound
        .ok_or_else(|| format!("expected WIDTHxHEIGHT with sides of {} to {} points, such as 1440x900", SIDES.start(), SIDES.end()))
}

impl Arguments {
    /// Reads the words of a command line, the name of the program first.
    ///
    /// # Errors
    /// What the terminal is to show: what is wrong, or the help that was asked for.
    pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        Self::try_parse_from(words).map_err(|error| error.to_string())
    }

    /// The actions that lead to what is asked for.
    ///
    /// # Errors
    /// One sentence on what of it does not exist in the session's dossier.
    pub fn actions(&self, session: &Session) -> Result<Vec<Action>, String> {
        let (view, link) = match &self.command {
            Some(Command::Snapshot(snapshot)) => (&snapshot.view, snapshot.link.as_deref()),
            _ => (&self.view, self.link.as_deref()),
        };
        look(session, view, link)
    }
}

/// Runs the program and returns its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        None => window(arguments.dossier, arguments.link, arguments.view, arguments.paint),
        Some(Command::Snapshot(snapshot)) => self::snapshot(&snapshot),
        Some(Command::Find(find)) => self::find::find(&find),
        Some(Command::Import(import)) => self::import::import(&import),
        Some(Command::Check { dossier, coverage: false }) => check::check(dossier.as_deref()),
        Some(Command::Check { dossier, coverage: true }) => check::coverage(dossier.as_deref()),
        Some(Command::Diff(diff)) => self::diff::diff(&diff),
        Some(Command::Export { what, html, dossier, output }) => export(what, html, dossier.as_deref(), output.as_deref()),
    };
    result.unwrap_or_else(|message| {
        terminal::complain(&message);
        ExitCode::from(2)
    })
}

fn window(folder: Option<PathBuf>, link: Option<String>, view: View, paint: Option<PaintBy>) -> Result<ExitCode, String> {
    app::ahead();
    let is_link = |path: &PathBuf| path.to_str().is_some_and(|text| text.starts_with(link::SCHEME));
    let (folder, link) = match folder {
        Some(path) if is_link(&path) && link.is_none() => (None, path.to_str().map(str::to_owned)),
        other => (other, link),
    };
    let begin = if let Some(path) = folder {
        // What is there may take long to read, and is read beside the window.
        disk::look_for(&path)?;
        link.as_deref().map(link::parse).transpose()?;
        app::Begin::Path(path, Box::new(move |session| look(session, &view, link.as_deref())))
    } else if let Some(copy) = app::edited_copy() {
        // The report inside the program, as it was changed.
        link.as_deref().map(link::parse).transpose()?;
        app::Begin::Path(copy, Box::new(move |session| look(session, &view, link.as_deref())))
    } else {
        let session = Session::new(Arc::new(disk::open(None)?));
        let actions = look(&session, &view, link.as_deref())?;
        app::Begin::Session(Box::new(session), actions)
    };
    let paint = paint.map(|paint| match paint {
        PaintBy::Gpu => Paint::Gpu,
        PaintBy::Cpu => Paint::Cpu,
    });
    app::run(begin, paint).map(|()| ExitCode::SUCCESS).map_err(|error| match error {
        OpenError::NoDisplay => {
            "there is no display to open a window on; `dateline snapshot out.png` paints the window into a picture instead".to_owned()
        }
        OpenError::Other(text) => format!(
            "the window cannot be opened: {text}; README.md names the packages it needs, and `dateline snapshot out.png` works without them"
        ),
    })
}

fn snapshot(options: &Snapshot) -> Result<ExitCode, String> {
    if options.out.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("png")) {
        return Err(format!("{}: a snapshot is a PNG; give the file a name that ends in .png", options.out.display()));
    }
    if options.size.iter().any(|side| side * options.scale > MOST_PIXELS) {
        return Err(format!("--size and --scale: a picture has at most {MOST_PIXELS} pixels on a side; make one of them smaller"));
    }
    let dossier = Arc::new(disk::open(options.dossier.as_deref())?);
    let mut session = Session::new(dossier);
    let mut actions = look(&session, &options.view, options.link.as_deref())?;
    actions.push(Action::SetTheme(match options.theme {
        Theme::Light => ThemeChoice::Light,
        Theme::Dark => ThemeChoice::Dark,
    }));
    for action in actions {
        // None of these actions has an effect outside the session.
        drop(session.apply(action));
    }
    let basemap = Basemap::embedded().map_err(|error| format!("the background map cannot be read: {error}"))?;
    let picture = picture::paint(&mut session, Some(&basemap), options.size, options.scale);
    let png = picture.to_png().map_err(|error| format!("cannot make a PNG: {error}"))?;
    write::write(&options.out, &png)?;
    Ok(ExitCode::SUCCESS)
}

/// The actions that lead to what is asked for.
fn look(session: &Session, view: &View, link: Option<&str>) -> Result<Vec<Action>, String> {
    let dossier = &session.dossier;
    let mut actions = Vec::new();
    if let Some(link) = link {
        link::parse(link)?;
        actions.push(Action::FollowLink(link.to_owned()));
    }
    if let Some(when) = &view.window {
        let window = Window::around(when);
        actions.push(if session.state.range.holds(window) { Action::SetWindow(window) } else { Action::GoToTime(window) });
    }
    if let Some(id) = &view.place {
        let place = dossier.place_by_id(id).ok_or_else(|| unknown(dossier, id))?;
        actions.push(Action::SelectPlace(Some(place)));
    }
    if let Some(query) = &view.query {
        if let Some(fault) = Query::parse(query, dossier, session.state.window).faults().next() {
            return Err(format!("--query: {fault}"));
        }
        actions.push(Action::SetQuery(query.clone()));
    }
    if let Some(id) = &view.passage {
        let passage = dossier
            .passage_by_id(id)
            .ok_or_else(|| format!("--passage: there is no passage “{id}”; `dateline export passages` lists them"))?;
        actions.push(Action::SelectPassage(passage));
        actions.push(Action::OpenInDocument(passage));
    }
    Ok(actions)
}

/// Says that a place does not exist, and which ones do.
fn unknown(dossier: &Dossier, id: &str) -> String {
    let mut ids: Vec<_> = dossier.places.iter().map(|place| place.id.as_str()).collect();
    ids.sort_unstable();
    format!("--place: there is no place “{id}”; the places are: {}", ids.join(", "))
}

fn export(what: What, html: bool, folder: Option<&Path>, output: Option<&Path>) -> Result<ExitCode, String> {
    if html && !matches!(what, What::Agenda) {
        return Err("--html: only the agenda is written as a page; leave it out, or export the agenda".to_owned());
    }
    let dossier = disk::open(folder)?;
    let what = match what {
        What::Mentions => Export::Mentions,
        What::Passages => Export::Passages,
        What::Agenda if html => Export::AgendaPage,
        What::Agenda => Export::AgendaMarkdown,
        What::Notes => Export::Notes,
    };
    let bytes = files::export(&dossier, what, || my_notes(&dossier))?;
    match output {
        Some(path) => write::write(path, &bytes)?,
        None => terminal::pour(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The notes that the user has kept on a dossier.
fn my_notes(dossier: &Dossier) -> Result<Arc<Notes>, String> {
    let folder = data_folder().ok_or(data::NO_FOLDER)?;
    let opened = Store::new(&folder, &dossier.head.id).open()?;
    match opened.fault {
        // What a newer Dateline has written is written out as far as it is understood.
        Some(fault) if opened.notes.newer.is_some() => terminal::complain(&fault),
        Some(fault) => return Err(fault),
        None => {}
    }
    Ok(Arc::new(opened.notes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_that_cannot_be_painted_are_refused() {
        assert_eq!(parse_size("1440x900"), Ok([1440, 900]));
        for text in ["0x0", "1440", "axb", "99999x900", "-5x900"] {
            assert!(parse_size(text).unwrap_err().contains("1440x900"), "{text}");
        }
    }
}
