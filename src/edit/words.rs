//! What was done, in words, for the history.

use super::deed::{Deed, Item, MentionChange, Naming, PassageChange, PlaceChange, Putting, VoiceChange};
use crate::report::dossier::Dossier;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx, VoiceIx};
use crate::report::limits;
use crate::report::passage::{Subject, Target};
use crate::report::when::When;
use crate::report::wording::{self, capital};

/// What a deed does, in a few words without a full stop.
#[must_use]
pub fn of(dossier: &Dossier, deed: &Deed) -> String {
    capital(&told(dossier, deed))
}

fn told(dossier: &Dossier, deed: &Deed) -> String {
    let say = Say(dossier);
    match deed {
        Deed::Accept(items) => format!("Confirmed {}{}", say.items(items), say.as_what(items)),
        Deed::Reject(items) => match items[..] {
            [Item::Mention(_)] => format!("{} is no place and no time", say.items(items)),
            _ => format!("Took away {}", say.items(items)),
        },
        Deed::Put(items, putting) => format!("{} is {}", say.items(items), say.putting(putting)),
        Deed::Date(items, when, _) => format!("{} is {}", say.items(items), say.when(*when)),
        Deed::Mention(ix, MentionChange::Span(_)) => format!("Other words for the mention {}", say.mention(*ix)),
        Deed::Mention(ix, MentionChange::Note(_)) => format!("A note on {}", say.mention(*ix)),
        Deed::Mention(ix, MentionChange::Names(naming)) => format!("{} is {}", say.mention(*ix), say.naming(naming)),
        Deed::AddMention(target, naming) => format!("{} is {}", say.words(*target), say.naming(naming)),
        Deed::Dismiss(target) => format!("{} is no place and no time", say.words(*target)),
        Deed::AddPassage(new) if new.title.trim().is_empty() => format!("A new passage: {}", say.words(new.target)),
        Deed::AddPassage(new) => format!("A new passage: “{}”", limits::shown(&new.title)),
        Deed::Passages(passages, change) => say.change(passages, change),
        Deed::AddPlace(drafts) => {
            format!("A new place: “{}”", drafts.last().map(|draft| limits::shown(&draft.place.title)).unwrap_or_default())
        }
        Deed::Place(ix, PlaceChange::Title(title)) => format!("{} is called “{}”", say.place(*ix), limits::shown(title)),
        Deed::Place(ix, change) => format!("{} of {}", of_place(change), say.place(*ix)),
        Deed::RemovePlace(ix) => format!("Took away the place {}", say.place(*ix)),
        Deed::MergePlaces(stays, goes) => format!("{} and {} are one place", say.place(*stays), say.place(*goes)),
        Deed::SplitPlace(ix, _, title) => format!("“{}” is a place of its own beside {}", limits::shown(title), say.place(*ix)),
        Deed::AddVoice(name, _) => format!("A new voice: “{}”", limits::shown(name)),
        Deed::Voice(ix, VoiceChange::Name(name)) => format!("The voice {} is called “{}”", say.voice(*ix), limits::shown(name)),
        Deed::Voice(ix, VoiceChange::Kind(_)) => format!("Another kind for the voice {}", say.voice(*ix)),
        Deed::Voice(ix, VoiceChange::Knows(_)) => format!("How the voice {} knows", say.voice(*ix)),
        Deed::RemoveVoice(ix) => format!("Took away the voice {}", say.voice(*ix)),
        Deed::MergeVoices(stays, goes) => format!("{} and {} are one voice", say.voice(*stays), say.voice(*goes)),
        Deed::Together(deeds) => say.together(deeds),
        Deed::Block(target, Some(_)) => format!("Another kind of paragraph: {}", say.words(*target)),
        Deed::Block(target, None) => format!("A paragraph like any other: {}", say.words(*target)),
    }
}

fn of_place(change: &PlaceChange) -> &'static str {
    match change {
        PlaceChange::Title(_) => "Another name",
        PlaceChange::Names(_) => "Other names",
        PlaceChange::Kind(_) => "Another kind",
        PlaceChange::Parent(_) => "What lies around it: place",
        PlaceChange::At(..) => "Another position",
        PlaceChange::Radius(_) => "Another radius",
        PlaceChange::Geometry(_) => "Another shape",
        PlaceChange::Basemap(..) => "Other areas of the map",
        PlaceChange::Certainty(_) => "How sure the position is",
        PlaceChange::Source(_) => "Where the position comes from: place",
    }
}

fn of_passage(change: &PassageChange) -> &'static str {
    match change {
        PassageChange::Span(_) => "words",
        PassageChange::Title(_) => "title",
        PassageChange::Places(_) | PassageChange::AddPlace(..) => "places",
        PassageChange::When(..) => "time",
        PassageChange::Voice(_) => "voice",
        PassageChange::Via(_) => "carriers",
        PassageChange::Status(_) => "status",
        PassageChange::Same(..) | PassageChange::Conflicts(..) => "links",
        PassageChange::Note(_) => "note",
    }
}

/// Says what things are called.
struct Say<'a>(&'a Dossier);

impl Say<'_> {
    fn words(&self, target: Target) -> String {
        let words = if self.0.holds(target) { self.0.slice(target) } else { "" };
        format!("“{}”", limits::shown(&words.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    fn mention(&self, ix: MentionIx) -> String {
        self.0.mentions.get(ix.index()).map_or_else(|| "a mention".to_owned(), |mention| self.words(mention.target))
    }

    fn passage(&self, ix: PassageIx) -> String {
        self.0
            .passages
            .get(ix.index())
            .map_or_else(|| "a passage".to_owned(), |passage| format!("“{}”", limits::shown(&passage.title)))
    }

    /// What a confirmed mention names.
    fn as_what(&self, items: &[Item]) -> String {
        let [Item::Mention(ix), ..] = items else { return String::new() };
        match self.0.mentions.get(ix.index()).map(|mention| mention.subject) {
            Some(Subject::Place(place)) => format!(" as {}", self.place_in(place)),
            Some(Subject::Time(when, _)) => format!(" as {}", self.when(when)),
            None => String::new(),
        }
    }

    /// A place and what it lies in, so that it is not taken for a namesake.
    fn place_in(&self, ix: PlaceIx) -> String {
        let parent = self.0.places.get(ix.index()).and_then(|place| place.parent);
        parent.map_or_else(|| self.place(ix), |parent| format!("{} in {}", self.place(ix), self.place(parent)))
    }

    fn place(&self, ix: PlaceIx) -> String {
        self.0.places.get(ix.index()).map_or_else(|| "a place".to_owned(), |place| format!("“{}”", limits::shown(&place.title)))
    }

    fn voice(&self, ix: VoiceIx) -> String {
        self.0.voices.get(ix.index()).map_or_else(|| "a voice".to_owned(), |voice| format!("“{}”", limits::shown(&voice.name)))
    }

    fn items(&self, items: &[Item]) -> String {
        let one = |item: &Item| match item {
            Item::Mention(ix) => self.mention(*ix),
            Item::Passage(ix) => format!("the passage {}", self.passage(*ix)),
        };
        match items {
            [] => "nothing".to_owned(),
            [item] => one(item),
            [first, ..] => {
                let all_mentions = items.iter().all(|item| matches!(item, Item::Mention(_)));
                let same = all_mentions && items.iter().all(|item| one(item) == one(first));
                if same {
                    format!("{} ({} times)", one(first), items.len())
                } else {
                    format!("{} and {} more", one(first), items.len() - 1)
                }
            }
        }
    }

    fn putting(&self, putting: &Putting) -> String {
        match putting {
            Putting::Known(ix) => self.place_in(*ix),
            Putting::New(drafts) => {
                let named: Vec<String> =
                    drafts.iter().rev().take(2).map(|draft| format!("“{}”", limits::shown(&draft.place.title))).collect();
                if named.is_empty() { "a place".to_owned() } else { named.join(" in ") }
            }
        }
    }

    fn naming(&self, naming: &Naming) -> String {
        match naming {
            Naming::Place(putting) => self.putting(putting),
            Naming::Time(when, _) => self.when(*when),
        }
    }

    #[expect(clippy::unused_self, reason = "beside the others")]
    fn when(&self, when: Option<When>) -> String {
        when.map_or_else(|| "a time that is not known".to_owned(), |when| wording::when(&when))
    }

    /// Several changes of one passage by what they change, anything else by the last deed: what comes before it is there for its sake.
    fn together(&self, deeds: &[Deed]) -> String {
        let kind = |deed: &Deed| match deed {
            Deed::Passages(_, change) => Some(of_passage(change)),
            _ => None,
        };
        let changes: Vec<&str> = deeds.iter().filter_map(kind).collect();
        match (changes.split_last(), deeds.last()) {
            (Some((last, first)), Some(Deed::Passages(passages, _))) if !first.is_empty() => {
                let all: Vec<Item> = passages.iter().map(|ix| Item::Passage(*ix)).collect();
                format!("Other {} and {last} of {}", first.join(", "), self.items(&all))
            }
            (_, last) => last.map(|deed| of(self.0, deed)).unwrap_or_default(),
        }
    }

    fn change(&self, passages: &[PassageIx], change: &PassageChange) -> String {
        let all: Vec<Item> = passages.iter().map(|ix| Item::Passage(*ix)).collect();
        let of = self.items(&all);
        match change {
            PassageChange::Span(_) => format!("Other words for {of}"),
            PassageChange::Title(title) => format!("{of} is called “{}”", limits::shown(title)),
            PassageChange::Places(_) => format!("Other places of {of}"),
            PassageChange::AddPlace(putting, _) => format!("{} is a place of {of}", self.putting(putting)),
            PassageChange::When(when, _) => format!("{of} is {}", self.when(*when)),
            PassageChange::Voice(None) => format!("Nobody is named as the voice of {of}"),
            PassageChange::Voice(Some(voice)) => format!("{} speaks in {of}", self.voice(*voice)),
            PassageChange::Via(_) => format!("Who carries {of}"),
            PassageChange::Status(status) => format!("{of} is “{}”", status.word()),
            PassageChange::Same(other, true) => format!("{of} tells the same as {}", self.passage(*other)),
            PassageChange::Same(other, false) => format!("{of} does not tell the same as {}", self.passage(*other)),
            PassageChange::Conflicts(other, true) => format!("{of} contradicts {}", self.passage(*other)),
            PassageChange::Conflicts(other, false) => format!("{of} does not contradict {}", self.passage(*other)),
            PassageChange::Note(_) => format!("A note on {of}"),
        }
    }
}
