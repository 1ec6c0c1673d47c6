//! What a person does to a dossier, in terms of the one that is open.

use geo::Geometry;

use crate::report::draft::PlaceDraft;
pub use crate::report::ids::Item;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx, VoiceIx};
use crate::report::passage::{Basis, BlockKind, Status, Target};
use crate::report::place::{Certainty, LonLat, Name, PlaceKind};
use crate::report::text::Span;
use crate::report::when::When;

/// Where something is put.
#[derive(Clone, Debug, PartialEq)]
pub enum Putting {
    /// At a place of the dossier.
    Known(PlaceIx),
    /// At a place that the dossier may not have yet: it stands last, after those that it lies in, the outermost first.
    New(Vec<PlaceDraft>),
}

/// What a mention names.
#[derive(Clone, Debug, PartialEq)]
pub enum Naming {
    /// A place.
    Place(Putting),
    /// A time, and why it is that time; `None` where it cannot be placed.
    Time(Option<When>, Basis),
}

/// A change of a mention.
#[derive(Clone, Debug, PartialEq)]
pub enum MentionChange {
    /// Other words of the same document.
    Span(Span),
    /// What it names.
    Names(Naming),
    /// A note on how it was read.
    Note(String),
}

/// A change of a passage.
#[derive(Clone, Debug, PartialEq)]
pub enum PassageChange {
    /// Other words of the same document.
    Span(Span),
    /// Another title.
    Title(String),
    /// The places it speaks of, the main one first.
    Places(Vec<PlaceIx>),
    /// One more place, which becomes the main one where asked.
    AddPlace(Putting, bool),
    /// When, and why then.
    When(Option<When>, Basis),
    /// Who speaks.
    Voice(Option<VoiceIx>),
    /// Who quotes or carries it, outermost first.
    Via(Vec<VoiceIx>),
    /// How it is known.
    Status(Status),
    /// Whether another passage tells the same; said of both.
    Same(PassageIx, bool),
    /// Whether another passage contradicts it; said of both.
    Conflicts(PassageIx, bool),
    /// A note on how it was read.
    Note(String),
}

/// A passage that a person makes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewPassage {
    /// Its words.
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
}

/// A change of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceChange {
    /// Another name to show.
    Title(String),
    /// All other names.
    Names(Vec<Name>),
    /// Another kind.
    Kind(PlaceKind),
    /// The place it lies in.
    Parent(Option<PlaceIx>),
    /// Its point, and how far from it the place may be, in metres. A point, a line or an area of its own is given up.
    At(Option<LonLat>, Option<f64>),
    /// How far from its point it may be, in metres.
    Radius(Option<f64>),
    /// A point, a line or an area.
    Geometry(Geometry<f64>),
    /// Areas of the basemap that make it up.
    Basemap(Vec<String>, Option<LonLat>),
    /// How sure the position is.
    Certainty(Certainty),
    /// Where the position comes from.
    Source(String),
}

/// A change of a voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoiceChange {
    /// Another name to show.
    Name(String),
    /// What sort of voice.
    Kind(String),
    /// How this voice knows.
    Knows(String),
}

/// What a person does. It is one edit, which is taken back as a whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Confirms what was found.
    Accept(Vec<Item>),
    /// Takes away mentions, which are then known to be none, and passages.
    Reject(Vec<Item>),
    /// Says which place mentions name, or where passages are; found passages follow their mentions.
    Put(Vec<Item>, Putting),
    /// Says when something is; found passages follow the mentions that they have their time from.
    Date(Vec<Item>, Option<When>, Basis),
    /// Changes a mention.
    Mention(MentionIx, MentionChange),
    /// Makes a mention of some words.
    AddMention(Target, Naming),
    /// Says that some words name no place and no time.
    Dismiss(Target),
    /// Makes a passage.
    AddPassage(Box<NewPassage>),
    /// Changes passages.
    Passages(Vec<PassageIx>, PassageChange),
    /// Adds a place, after those that it lies in.
    AddPlace(Vec<PlaceDraft>),
    /// Changes a place.
    Place(PlaceIx, PlaceChange),
    /// Takes away a place that nothing speaks of.
    RemovePlace(PlaceIx),
    /// Makes one place of two: the first stays, with the names of both.
    MergePlaces(PlaceIx, PlaceIx),
    /// Makes a place of its own of what some mentions name: with this title, where the old one is.
    SplitPlace(PlaceIx, Vec<MentionIx>, String),
    /// Adds one who speaks: a name and a kind.
    AddVoice(String, String),
    /// Changes one who speaks.
    Voice(VoiceIx, VoiceChange),
    /// Takes away one who speaks in no passage.
    RemoveVoice(VoiceIx),
    /// Makes one voice of two: the first stays.
    MergeVoices(VoiceIx, VoiceIx),
    /// Several of them as one. A place or a voice that an earlier one brings has the position behind those of the dossier.
    Together(Vec<Deed>),
    /// Says what part of the layout a stretch of text is; `None` for a paragraph like any other.
    Block(Target, Option<BlockKind>),
}
