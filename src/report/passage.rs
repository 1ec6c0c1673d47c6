//! Passages and mentions: what the text says, about where, about when, in whose voice and how surely.

use std::sync::Arc;

use super::filed::Filed;
use super::found::Found;
use super::ids::{DocumentIx, PassageIx, PlaceIx, VoiceIx};
use super::text::Span;
use super::when::When;
use super::words::words;

words!(
    /// Why a passage or a mention has its time.
    #[derive(Default)]
    Basis {
        /// The text gives the date itself.
        #[default]
        Stated = "stated",
        /// The text reckons from another time: "the next morning".
        Relative = "relative",
        /// It is taken from the paragraph or the section around it.
        Inherited = "inherited",
    }
);

words!(
    /// How the passage knows what it says.
    #[derive(Default)]
    Status {
        /// The one who speaks saw or lived it.
        Witnessed = "witnessed",
        /// The one who speaks was told, or read it.
        #[default]
        Reported = "reported",
        /// Officials claim it.
        Official = "official",
        /// The text itself calls it a rumour or unverified.
        Rumour = "rumour",
        /// Others in the dossier contradict it.
        Disputed = "disputed",
        /// General knowledge, history, analysis.
        Background = "background",
    }
);

impl Status {
    /// What the word means, for readers.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Witnessed => "the speaker saw it or lived through it",
            Self::Reported => "the speaker was told of it, or read it",
            Self::Official => "officials claim it",
            Self::Rumour => "the text itself calls it a rumour, or says that it is not verified",
            Self::Disputed => "others in the report say the opposite",
            Self::Background => "general knowledge, history or analysis",
        }
    }

    /// Whether it has to be drawn dashed: nobody vouches for it.
    #[must_use]
    pub fn is_unverified(self) -> bool {
        matches!(self, Self::Rumour | Self::Disputed)
    }
}

/// One who speaks in the dossier.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Voice {
    /// The id that annotations use.
    pub id: String,
    /// As it is shown.
    pub name: String,
    /// What sort of voice: editor, interviewee, eyewitness, channel, …
    pub kind: String,
    /// How this voice knows, in one sentence; may be empty.
    pub knows: String,
    /// How it stands in its file.
    pub filed: Filed,
}

/// A stretch of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Target {
    /// Which document.
    pub document: DocumentIx,
    /// Which stretch of it.
    pub span: Span,
}

/// What tables of annotations are sorted by: outer stretches of text come before the ones they hold.
pub type Order = (DocumentIx, usize, std::cmp::Reverse<usize>);

impl Target {
    /// Where it stands in the order of tables of annotations.
    #[must_use]
    pub fn order(self) -> Order {
        (self.document, self.span.start, std::cmp::Reverse(self.span.end))
    }
}

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A place.
    Place(PlaceIx),
    /// A time, and why it is that time; `None` when the text does not allow it to be placed.
    Time(Option<When>, Basis),
}

/// A span of a document that names a place or a time.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The id in the file; empty when it has none.
    pub id: String,
    /// Where it stands in the text.
    pub target: Target,
    /// What it names.
    pub subject: Subject,
    /// Why it was read so; may be empty.
    pub note: String,
    /// What the finder says of it, where no person has looked at it.
    pub found: Option<Arc<Found>>,
    /// How it stands in its file.
    pub filed: Filed,
}

/// A span of a document that says something about a place at a time: the report excerpt that a marker opens.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The id in the file.
    pub id: String,
    /// Where it stands in the text.
    pub target: Target,
    /// A neutral title.
    pub title: String,
    /// The places it speaks of, the main one first.
    pub places: Vec<PlaceIx>,
    /// When; `None` when the text does not say.
    pub when: Option<When>,
    /// Why then.
    pub basis: Basis,
    /// Who speaks.
    pub voice: Option<VoiceIx>,
    /// How it is known.
    pub status: Status,
    /// What only some passages have; see [`Passage::aside`].
    pub aside: Option<Arc<Aside>>,
    /// How it stands in its file.
    pub filed: Filed,
}

/// What only some passages have. It is kept apart, because there may be a million passages.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// The words of the text that the time comes from.
    pub clue: Option<Span>,
    /// Who quotes or carries it, outermost first.
    pub via: Vec<VoiceIx>,
    /// Passages that tell the same thing.
    pub same: Vec<PassageIx>,
    /// Passages that contradict it.
    pub conflicts: Vec<PassageIx>,
    /// A note on how it was read; may be empty.
    pub note: String,
    /// What the finder says of it, where no person has looked at it.
    pub found: Option<Arc<Found>>,
}

impl Aside {
    const NOTHING: Self =
        Self { clue: None, via: Vec::new(), same: Vec::new(), conflicts: Vec::new(), note: String::new(), found: None };

    /// As a passage keeps it: nothing, where there is nothing in it.
    #[must_use]
    pub fn kept(self) -> Option<Arc<Self>> {
        (self != Self::NOTHING).then(|| Arc::new(self))
    }
}

impl Default for Aside {
    fn default() -> Self {
        Self::NOTHING
    }
}

impl Passage {
    /// Whether it was found, and no person has looked at it.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.aside.as_ref().is_some_and(|aside| aside.found.is_some())
    }

    /// The same, to be changed.
    pub fn aside_mut(&mut self) -> &mut Aside {
        Arc::make_mut(self.aside.get_or_insert_default())
    }

    /// What only some passages have: clue, carriers, links, a note.
    #[must_use]
    pub fn aside(&self) -> &Aside {
        self.aside.as_deref().unwrap_or(const { &Aside::NOTHING })
    }
}

/// What part of a book a stretch of text is. Text that nothing is said of is a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Who published it.
    Publisher,
    /// The title of the whole.
    Title,
    /// The line under a title.
    Subtitle,
    /// A line of the table of contents.
    ContentsEntry,
    /// A heading; level 1 is the highest, 6 the lowest.
    Heading(u8),
    /// A question of an interviewer.
    Question,
    /// An answer in an interview.
    Answer,
    /// A quotation set apart.
    Quote,
    /// Lines of verse.
    Verse,
    /// Addresses and the like.
    Links,
    /// A point of a list.
    ListItem,
    /// A row of a table; its cells are set apart by tabs.
    TableRow,
    /// The words under a picture or over a table.
    Caption,
    /// The text of a page, with the page's label. It may begin and end within a paragraph.
    Page(String),
    /// A footnote, with its label.
    Footnote(String),
    /// A reference to the footnote with this label.
    FootnoteRef(String),
}

/// A stretch of a document with a part to play in its layout.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the text.
    pub target: Target,
    /// The id in the file; may be empty.
    pub id: String,
    /// How it stands in its file.
    pub filed: Filed,
}

/// A stretch of text that looks like a place or a time and was decided to be neither, so that nobody need ask again.
#[derive(Clone, Debug)]
pub struct Dismissal {
    /// Where it stands in the text.
    pub target: Target,
    /// The id in the file; may be empty.
    pub id: String,
    /// Why it is no mention.
    pub note: String,
    /// How it stands in its file.
    pub filed: Filed,
}

/// A report within a document that holds several: its own title, author and dates.
#[derive(Clone, Debug)]
pub struct Part {
    /// The id in the file.
    pub id: String,
    /// Where it stands in the text.
    pub target: Target,
    /// Its title.
    pub title: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// When it was published.
    pub published: Option<When>,
    /// When it was written, from which "last week" is reckoned.
    pub reference: Option<When>,
    /// Where it was published; may be empty.
    pub source: String,
    /// How it stands in its file.
    pub filed: Filed,
}
