//! Everything a user can do, and everything only the shell can do.

use std::path::PathBuf;
use std::sync::Arc;

use super::{
    Camera, CheckOnly, Choice, ChosenMention, Contents, Fit, Hint, Hovered, Inset, InterfaceSize, LaneBy, Pace, Paint, Placing,
    ReadingPosition, Recorded, Section, Surroundings, ThemeChoice, Wanted, WeekStart,
};
use crate::edit::differences::Differences;
use crate::edit::{Deed, Item};
use crate::index::lanes::LaneKey;
use crate::index::times::Window;
use crate::report::citation::Form;
use crate::report::given::Given;
use crate::report::ids::{DocumentIx, PassageIx, PlaceIx, VoiceIx};
use crate::report::moment::Moment;
use crate::report::note::Notes;
use crate::report::passage::{Status, Target};
use crate::report::wording::Clock;

/// The pages of the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Cards for the chosen place and window.
    #[default]
    Passages,
    /// The whole text.
    Document,
    /// The order of telling against the order of happening.
    Story,
    /// What the reader has starred and written.
    Notes,
    /// What is found and nobody has looked at, one after the other.
    Check,
}

/// What a window shows that has no room for the map and the reader beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The map.
    #[default]
    Map,
    /// The reader.
    Reader,
}

impl Pane {
    /// The one that is not shown.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Map => Self::Reader,
            Self::Reader => Self::Map,
        }
    }
}

/// Parts of the window that are shown or hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toggle {
    /// The list of keys.
    Keys,
    /// What is wrong with the dossier, and where its texts come from.
    About,
    /// What is said of each document, and where that comes from.
    Documents,
    /// The search for places.
    Places,
    /// The annotations that have lost their place in the text.
    Adrift,
    /// The settings.
    Settings,
    /// The box in which everything is found by its name.
    Palette,
    /// What there is to know about the program.
    Program,
    /// All mentions and passages in a table.
    Table,
    /// The places and voices of the dossier, to be changed.
    Gazetteer,
    /// All edits in words.
    History,
    /// What differs from the report inside the program.
    Differences,
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureOf {
    /// The whole window.
    Window,
    /// The map alone, without its buttons.
    Map,
}

/// What is written into a file for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// Every passage in one list by day and hour, as a web page.
    AgendaPage,
    /// The same as Markdown.
    AgendaMarkdown,
    /// Every passage, a line for each of its places, as CSV.
    Passages,
    /// Every place and time that the texts name, as CSV.
    Mentions,
    /// The reader's notes with citations, as Markdown.
    Notes,
}

impl Export {
    /// Everything that can be exported.
    pub const ALL: [Self; 5] = [Self::AgendaPage, Self::AgendaMarkdown, Self::Passages, Self::Mentions, Self::Notes];

    /// The end of the file's name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::AgendaPage => "agenda.html",
            Self::AgendaMarkdown => "agenda.md",
            Self::Passages => "passages.csv",
            Self::Mentions => "mentions.csv",
            Self::Notes => "notes.md",
        }
    }
}

/// One thing that a user does.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Select this stretch of time.
    SetWindow(Window),
    /// Put the window around a moment, as wide as it last was at this zoom.
    PlaceWindow(Moment),
    /// Make the window so many seconds wide; its beginning stays.
    SetWidth(i64),
    /// Hold the beginning of the window while it moves on, or let it move as a whole.
    SetCumulative(bool),
    /// What the lanes of the timeline stand for.
    SetLanes(LaneBy),
    /// Give each passage of a lane a row of its own, or fold the lane into one row.
    UnfoldLane(LaneKey, bool),
    /// Give each of a lane's longer passages a row of its own, or fold them into one band.
    UnfoldLonger(LaneKey, bool),
    /// Give the timeline this share of the window's height; with nothing, as much as at the start.
    SetTimelineShare(Option<f32>),
    /// Fold a gap of the strip that begins here, or unfold it.
    ToggleFold(Moment),
    /// Let time run evenly on the strip, or fold its gaps.
    SetEven(bool),
    /// Move the window by so many of its own widths.
    MoveWindow(f64),
    /// Show this stretch of time on the detail axis.
    SetRange(Window),
    /// Select this stretch of time, and move the detail axis to it where it is not on it.
    ShowWindow(Window),
    /// Show this stretch and select it.
    GoToTime(Window),
    /// Select a place, or none.
    SelectPlace(Option<PlaceIx>),
    /// Select a passage: the window moves to it, and all views bring it into view.
    SelectPassage(PassageIx),
    /// Select a passage; the window moves to it only where the passage is not in it.
    ReadPassage(PassageIx),
    /// Select a place and show it on the map, without leaving the text.
    PointOut(PlaceIx),
    /// Select the passage that begins before (−1) or after (1) the selected one or the window.
    StepPassage(i32),
    /// Show a passage in the full text.
    OpenInDocument(PassageIx),
    /// Show a stretch of a document, without selecting anything.
    ShowText(Target),
    /// Turn to a page of the reader.
    ShowTab(Tab),
    /// Show the map or the reader, where there is no room for both.
    ShowPane(Pane),
    /// Unfold a section of the list of passages and bring it into view.
    ShowSection(Section),
    /// Unfold a section of the list of passages, or fold it.
    UnfoldSection(Section, bool),
    /// Look elsewhere on the map.
    SetCamera(Camera),
    /// Bring something into view on the map.
    Fit(Fit),
    /// Hold the map where it is, or let it follow what is chosen.
    LockCamera(bool),
    /// Open or close the map of a city in a corner of the map.
    SetInset(Inset),
    /// Select a place and fly to it.
    GoToPlace(PlaceIx),
    /// The pointer is over something, or over nothing.
    Hover(Option<Hovered>),
    /// Show or leave out a voice.
    ToggleVoice(VoiceIx),
    /// Show or leave out a status.
    ToggleStatus(Status),
    /// Leave out what was found and that no person has looked at, or show it.
    SetCheckedOnly(bool),
    /// Show every voice and status.
    ClearFilter,
    /// Start or stop the play.
    SetPlaying(bool),
    /// Choose how the play runs.
    SetPace(Pace),
    /// Choose the speed of the play.
    SetSpeed(f64),
    /// Begin again at the end of the play, or stop there.
    SetLooped(bool),
    /// So many seconds have gone by while playing.
    Tick(f64),
    /// Return to where one was before.
    Back,
    /// Undo a [`Action::Back`].
    Forward,
    /// Leave the innermost thing that is open: help, text, passage, place.
    StepOut,
    /// Show or hide a part of the window.
    Toggle(Toggle),
    /// Let what moves glide to its place, or jump there.
    SetMotion(bool),
    /// Choose light, dark, or as the system has it.
    SetTheme(ThemeChoice),
    /// Show or hide the text around a passage on its card.
    ToggleAround(PassageIx),
    /// Show or hide why a passage has its time.
    ToggleWhy(PassageIx),
    /// Begin or end to change a passage on its card.
    ToggleEditing(PassageIx),
    /// Choose a mention in the text, or open its card; with nothing, choose none.
    ChooseMention(Option<ChosenMention>),
    /// Lay accounts side by side; fewer than two return to the list.
    Compare(Vec<PassageIx>),
    /// Show what happened anywhere at the time of a passage.
    SameTimeElsewhere(PassageIx),
    /// Open the note that a reference in the text stands for, or close the open one.
    OpenNote(Option<Target>),
    /// Let scrolling the text move the window and the map, or not.
    SetFollowing(bool),
    /// Show the list of contents beside the text, or not.
    SetContents(Contents),
    /// Set the text so many steps larger or smaller.
    StepTextSize(i8),
    /// The reader's eye is here in the text, or not in the text at all.
    ReadAt(Option<ReadingPosition>),
    /// Put text on the clipboard.
    Copy(String),
    /// Open something.
    Open(Wanted),
    /// Choose what is to be opened, or added.
    Choose(Choice),
    /// Hand the file that a document was taken from to the system's viewer.
    OpenOriginal(DocumentIx),
    /// Copy the dossier into a folder that the user names.
    SaveCopy,
    /// Say something of the document with this id.
    Describe(String, Given),
    /// Paint a picture with so many pixels for each point, and save it where the user says.
    SavePicture(PictureOf, u8),
    /// Write something for others where the user says.
    Export(Export),
    /// Write the agenda as a page and show it in the system's viewer, which prints it.
    Print,
    /// Show a file in the folder in which it lies.
    ShowInFolder(PathBuf),
    /// A file was written, and is shown to be there.
    Written(PathBuf),
    /// Take note of the file that was written.
    CloseWritten,
    /// Close the window.
    Quit,
    /// Set the interface to a size.
    SetInterfaceSize(InterfaceSize),
    /// Choose the day on which weeks begin.
    SetWeekStart(WeekStart),
    /// Choose how times of day are written.
    SetClock(Clock),
    /// Choose what paints the window from the next start on, or leave it to the program.
    SetPaint(Option<Paint>),
    /// A hint was understood, or is not wanted.
    CloseHint(Hint),
    /// The shell tells what is around.
    Tell(Surroundings),
    /// Search for what is typed; with nothing, stop searching.
    SetQuery(String),
    /// Go to the next (1) or the previous (−1) place where something was found.
    StepHit(i32),
    /// Go where a `dateline:` link leads.
    FollowLink(String),
    /// Select a stretch of text to copy or cite it, or none.
    SelectText(Option<Target>),
    /// Select the part of the document that is read, or the whole of it where it has no parts.
    SelectPart,
    /// The selected text is as it was meant to be: what is selected elsewhere on this screen can be pasted, and so can it.
    SettleText,
    /// Put a citation of a stretch of text on the clipboard.
    Cite(Target, Form),
    /// Put a citation of several stretches of text on the clipboard, with a sentence on what they have in common.
    CiteAll(Vec<Target>, String, Form),
    /// Put a link to what is shown on the clipboard.
    CopyViewLink,
    /// Take note of what was said in [`State::notice`](super::State::notice).
    CloseNotice,
    /// Star a passage, or take its star away.
    Star(PassageIx),
    /// Write this on the passage with this id.
    WriteNote(String, String),
    /// Give the note on the passage with this id these tags.
    TagNote(String, Vec<String>),
    /// Take away star, note and tags of the passage with this id.
    RemoveNote(String),
    /// Take back the last change of a note or of the dossier.
    Undo,
    /// Make it again.
    Redo,
    /// These notes stood in the file (second) when those (first) were saved or nothing was known yet.
    TakeNotes(Arc<Notes>, Arc<Notes>),
    /// Something is wrong with the file of the notes, in one sentence.
    NotesFault(String),
    /// Something has to be read, in one sentence.
    Notify(String),
    /// Change the dossier.
    Edit(Box<Deed>),
    /// Take back edits of the dossier, or make them again, until so many are made.
    ReturnTo(usize),
    /// This differs from the original.
    ShowDifferences(Arc<Differences>),
    /// Ask about this in the page *Check*; with nothing, about the first of the queue.
    CheckAt(Option<Item>),
    /// Go through these alone in the page *Check*.
    CheckOnly(CheckOnly),
    /// Put this off: it comes last in the page *Check*.
    CheckLater(Item),
    /// What the next clicks on the map put where; with nothing, they choose as usual.
    SetPlacing(Option<Placing>),
    /// Let places be moved on the map, and passages in time, or not.
    SetMapEditing(bool),
}

/// What only the shell can do. Whatever comes of it returns as an action or a new session.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Put text on the clipboard.
    Copy(String),
    /// Let selected text be pasted where the system has that without copying: the primary selection of X11 and Wayland.
    Offer(String),
    /// Read something, off the interface thread, and show it.
    Open(Wanted),
    /// Ask for files or a folder, and read them.
    Choose(Choice),
    /// Have the system show the file with this name in the dossier's folder.
    OpenOriginal(String),
    /// Ask for a folder, and copy the dossier into it.
    SaveCopy,
    /// Write what is said of the document with this id into the dossier's folder, and read it again.
    Describe(String, Given),
    /// Ask for a file, and paint a picture into it.
    SavePicture(PictureOf, u8),
    /// Ask for a file, and write something into it.
    Export(Export),
    /// Write the agenda as a page and have the system show it.
    Print,
    /// Have the system show a file in its folder.
    ShowInFolder(PathBuf),
    /// Close the window.
    Quit,
    /// Make a citation and put it on the clipboard.
    Cite(Target, Form),
    /// Make a citation of several stretches of text, under a sentence, and put it on the clipboard.
    CiteAll(Vec<Target>, String, Form),
    /// Keep the notes.
    SaveNotes(Arc<Notes>),
    /// Write down what was changed, before anybody sees it.
    Record(Box<Recorded>),
    /// Find out what differs from the dossier inside the program; the answer is [`Action::ShowDifferences`].
    Compare,
}
