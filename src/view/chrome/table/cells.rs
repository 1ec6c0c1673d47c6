//! What a row of the table says, in which column, and by what it is sorted.

use std::borrow::Cow;

use crate::edit::Item;
use crate::report::credit;
use crate::report::found::Found;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx};
use crate::report::outside::closed;
use crate::report::passage::{Mention, Passage, Subject, Target};
use crate::report::when::When;
use crate::report::{fold, limits};
use crate::view::{Scene, words};

/// The columns, from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    Words,
    Kind,
    Place,
    Time,
    Status,
    Voice,
    Sure,
    #[default]
    Where,
}

impl Column {
    pub const ALL: [Self; 8] =
        [Self::Words, Self::Kind, Self::Place, Self::Time, Self::Status, Self::Voice, Self::Sure, Self::Where];

    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "Words or title",
            Self::Kind => "Kind",
            Self::Place => "Place",
            Self::Time => "Time",
            Self::Status => "Status",
            Self::Voice => "Voice",
            Self::Sure => "Checked",
            Self::Where => "In the text",
        }
    }

    /// How much of the width is its own where there is little, and how much it takes of every 100 points more.
    pub fn width(self) -> (f32, f32) {
        match self {
            Self::Words => (156.0, 46.0),
            Self::Kind => (64.0, 0.0),
            Self::Place => (122.0, 16.0),
            Self::Time => (136.0, 20.0),
            Self::Status | Self::Where => (84.0, 0.0),
            Self::Voice => (92.0, 18.0),
            Self::Sure => (98.0, 0.0),
        }
    }
}

/// What sort of row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Place,
    Time,
    Passage,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Place, Self::Time, Self::Passage];

    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Time => "time",
            Self::Passage => "passage",
        }
    }

    /// Several of them, for the switch that shows them.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Place => "Places",
            Self::Time => "Times",
            Self::Passage => "Passages",
        }
    }
}

/// An entry of the dossier as the table sees it.
#[derive(Clone, Copy)]
pub enum Entry<'a> {
    Mention(&'a Mention),
    Passage(&'a Passage),
}

/// The entry of an item; `None` where it is not there any more.
pub fn entry<'a>(scene: &Scene<'a>, item: Item) -> Option<Entry<'a>> {
    match item {
        Item::Mention(ix) => scene.dossier.mentions.get(ix.index()).map(Entry::Mention),
        Item::Passage(ix) => scene.dossier.passages.get(ix.index()).map(Entry::Passage),
    }
}

/// The items of a dossier by one number: its mentions, then its passages.
pub fn item(mentions: usize, number: usize) -> Item {
    match number.checked_sub(mentions) {
        None => Item::Mention(MentionIx::new(number)),
        Some(number) => Item::Passage(PassageIx::new(number)),
    }
}

/// The number of an item; see [`item`].
pub fn number(mentions: usize, item: Item) -> usize {
    match item {
        Item::Mention(ix) => ix.index(),
        Item::Passage(ix) => mentions + ix.index(),
    }
}

impl<'a> Entry<'a> {
    pub fn kind(self) -> Kind {
        match self {
            Self::Mention(mention) => match mention.subject {
                Subject::Place(_) => Kind::Place,
                Subject::Time(..) => Kind::Time,
            },
            Self::Passage(_) => Kind::Passage,
        }
    }

    pub fn target(self) -> Target {
        match self {
            Self::Mention(mention) => mention.target,
            Self::Passage(passage) => passage.target,
        }
    }

    pub fn found(self) -> Option<&'a Found> {
        match self {
            Self::Mention(mention) => mention.found.as_deref(),
            Self::Passage(passage) => passage.aside().found.as_deref(),
        }
    }

    /// The words of a mention, the title of a passage.
    pub fn words(self, scene: &Scene<'a>) -> &'a str {
        match self {
            Self::Mention(mention) => scene.dossier.slice(mention.target),
            Self::Passage(passage) => &passage.title,
        }
    }

    pub fn place(self) -> Option<PlaceIx> {
        match self {
            Self::Mention(mention) => match mention.subject {
                Subject::Place(place) => Some(place),
                Subject::Time(..) => None,
            },
            Self::Passage(passage) => passage.places.first().copied(),
        }
    }

    fn title(self, scene: &Scene<'a>) -> &'a str {
        self.place().map_or("", |place| &scene.dossier.place(place).title)
    }

    fn voice(self, scene: &Scene<'a>) -> &'a str {
        match self {
            Self::Mention(_) => "",
            Self::Passage(passage) => passage.voice.map_or("", |voice| &scene.dossier.voice(voice).name),
        }
    }

    fn when(self) -> Option<When> {
        match self {
            Self::Mention(mention) => match mention.subject {
                Subject::Place(_) => None,
                Subject::Time(when, _) => when,
            },
            Self::Passage(passage) => passage.when,
        }
    }

    fn time(self, scene: &Scene<'_>) -> String {
        let filed = match self {
            Self::Mention(mention) if self.kind() == Kind::Time => &mention.filed,
            Self::Mention(_) => return String::new(),
            Self::Passage(passage) => &passage.filed,
        };
        self.when().map_or_else(
            || credit::unplaced(filed).unwrap_or_else(|| "no time given".to_owned()),
            |when| scene.state.clock.when(&when),
        )
    }

    /// What a cell shows.
    pub fn text(self, scene: &Scene<'a>, column: Column) -> Cow<'a, str> {
        match column {
            Column::Words => {
                let words = self.words(scene);
                if words.contains(['\n', '\t']) || words.len() > 400 {
                    Cow::Owned(words::opening(words, 300))
                } else {
                    closed(words)
                }
            }
            Column::Kind => Cow::Borrowed(self.kind().word()),
            Column::Place => match self {
                Self::Passage(passage) if passage.places.len() > 1 => {
                    Cow::Owned(format!("{} and {} more", closed(self.title(scene)), passage.places.len() - 1))
                }
                Self::Passage(_) | Self::Mention(_) => closed(self.title(scene)),
            },
            Column::Time => Cow::Owned(self.time(scene)),
            Column::Status => Cow::Borrowed(match self {
                Self::Mention(_) => "",
                Self::Passage(passage) => passage.status.word(),
            }),
            Column::Voice => closed(self.voice(scene)),
            Column::Sure => self.found().map_or(Cow::Borrowed("checked"), |found| Cow::Owned(format!("found, {} %", found.sure))),
            Column::Where => Cow::Owned(self.stands(scene)),
        }
    }

    /// Where it stands: the line, and before it the document where there are several.
    fn stands(self, scene: &Scene<'_>) -> String {
        let target = self.target();
        let text = &scene.dossier.document(target.document).text;
        let line = limits::grouped(text.line_of(target.span.start) + 1);
        if scene.dossier.documents.len() > 1 {
            format!("{}, line {line}", target.document.index() + 1)
        } else {
            format!("line {line}")
        }
    }

    /// The row in one sentence, for those who hear it.
    pub fn aloud(self, scene: &Scene<'a>) -> String {
        let said: Vec<Cow<'_, str>> =
            Column::ALL.iter().map(|column| self.text(scene, *column)).filter(|text| !text.is_empty()).collect();
        said.join(", ")
    }

    /// What it is sorted by in a column, before its place in the text: a number, and for words their beginning.
    pub fn key(self, scene: &Scene<'a>, column: Column) -> u128 {
        let last = u128::MAX;
        match column {
            Column::Words | Column::Place | Column::Voice => beginning(self.raw(scene, column)),
            Column::Kind => self.kind() as u128,
            Column::Time => self.when().map_or(last, |when| {
                let from_zero = |seconds: i64| u128::from(seconds.wrapping_sub(i64::MIN).cast_unsigned());
                from_zero(when.earliest().0) << 64 | from_zero(when.latest().0)
            }),
            Column::Status => match self {
                Self::Mention(_) => last,
                Self::Passage(passage) => passage.status as u128,
            },
            Column::Sure => self.found().map_or(101, |found| u128::from(found.sure)),
            Column::Where => {
                let target = self.target();
                (target.document.index() as u128) << 64 | target.span.start as u128
            }
        }
    }

    /// What is compared where two begin alike.
    pub fn raw(self, scene: &Scene<'a>, column: Column) -> &'a str {
        match column {
            Column::Words => self.words(scene),
            Column::Place => self.title(scene),
            Column::Voice => self.voice(scene),
            Column::Kind | Column::Time | Column::Status | Column::Sure | Column::Where => "",
        }
    }

    /// Whether what was typed stands in its words, its place or its voice.
    pub fn holds(self, scene: &Scene<'a>, folded: &str) -> bool {
        let has = |text: &str| !text.is_empty() && fold::fold(text).contains(folded);
        has(self.words(scene)) || has(self.title(scene)) || has(self.voice(scene))
    }
}

/// The beginning of some words as a number that sorts as they do, without case and marks; nothing comes last.
fn beginning(words: &str) -> u128 {
    const LETTERS: usize = 16;
    let cut = words.char_indices().nth(LETTERS).map_or(words, |(end, _)| &words[..end]);
    let folded = fold::fold(cut);
    if folded.is_empty() {
        return u128::MAX;
    }
    let mut bytes = [0; 16];
    for (byte, of) in bytes.iter_mut().zip(folded.bytes()) {
        *byte = of;
    }
    u128::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_without_case_and_marks_and_nothing_comes_last() {
        assert!(beginning("Almaty") < beginning("astana"));
        assert_eq!(beginning("Жаңаөзен"), beginning("жанаозен"));
        assert!(beginning("Ä") < beginning("b"));
        assert!(beginning("") > beginning("яяяяяяяяяяяяяяяяяя"));
    }
}
