//! The walk along a text that gathers its passages.

use super::focus::Focus;
use super::layout::{Paragraph, Role, paragraphs};
use super::sentences;
use super::setting::{Said, Source, Timed, is_elsewhere, is_unknown, main, own};
use super::speaking::Speakers;
use super::title::title;
use super::units::{Sentence, Unit, cut, within};
use super::voices::{Speaker, label};
use super::{Asked, Found, FoundPassage};
use crate::find::Language;
use crate::report::limits;
use crate::report::moment::DAY;
use crate::report::passage::{Basis, Status};
use crate::report::place::PlaceKind;
use crate::report::text::Span;
use crate::report::when::{Bound, When};

/// How long a passage may grow by what goes on in the next sentences: in sentences, and in code points.
const GROUP: (usize, usize) = (3, 480);

/// A passage while it may still grow.
struct Open {
    passage: FoundPassage,
    sentences: usize,
    last: usize,
    bytes: std::ops::Range<usize>,
}

struct Walk<'a> {
    asked: &'a Asked<'a>,
    focus: Option<Focus>,
    said: Said,
    speakers: Speakers,
    /// How many sections have had answers, and who answers in this one.
    answers: usize,
    answering: Option<usize>,
    open: Option<Open>,
    passages: Vec<FoundPassage>,
    /// How many of the stretches with a time of writing lie behind.
    written: usize,
    /// What had been said where the mark of each note stands, and in which paragraph; by the numbers of notes.
    marked: Vec<Option<(Said, usize)>>,
    /// The numbers of notes by where their marks stand, the next one first.
    marks: Vec<usize>,
    /// Whether a note is read.
    is_note: bool,
}

/// See [`super::find`].
pub fn walk(asked: &Asked<'_>) -> Found {
    let mut walk = Walk {
        asked,
        focus: Focus::of(asked.times),
        said: Said::default(),
        speakers: Speakers::default(),
        answers: 0,
        answering: None,
        open: None,
        passages: Vec::new(),
        written: 0,
        marked: vec![None; asked.notes.len()],
        marks: (0..asked.notes.len()).collect(),
        is_note: false,
    };
    walk.marks.sort_by_key(|note| std::cmp::Reverse(asked.notes[*note].mark));
    let (mut times, mut places) = (0, 0);
    for (index, paragraph) in paragraphs(asked.text, asked.blocks).iter().enumerate() {
        let times = within(asked.times, &mut times, paragraph.span, |time| time.span);
        let places = within(asked.places, &mut places, paragraph.span, |place| place.span);
        if let Some(note) = walk.note(paragraph.span) {
            walk.in_note(note, paragraph, times, places);
            continue;
        }
        walk.said.begin();
        match paragraph.role {
            Role::Heading => {
                walk.said.section(places, times, asked.text);
                walk.answering = None;
            }
            Role::Question | Role::Other | Role::Note => {}
            Role::Told | Role::Answer | Role::Quote => walk.paragraph(paragraph, index, times, places),
        }
        walk.close();
    }
    Found { passages: walk.passages, speakers: walk.speakers.all }
}

impl<'a> Walk<'a> {
    /// The number of the note that a paragraph belongs to.
    fn note(&self, paragraph: Span) -> Option<usize> {
        let notes = self.asked.notes;
        let at = notes.partition_point(|note| note.span.end <= paragraph.start);
        notes.get(at).filter(|note| note.span.start < paragraph.end).map(|_| at)
    }

    /// Reads a note as if it stood where its mark does; what follows goes on as if it were not there. One whose mark is still
    /// to come tells nothing, because nothing is known yet of where and when.
    fn in_note(&mut self, note: usize, paragraph: &Paragraph, times: Times<'a>, places: Places<'a>) {
        self.close();
        let Some((said, index)) = self.marked[note] else { return };
        let outside = std::mem::replace(&mut self.said, said);
        self.is_note = true;
        self.paragraph(&Paragraph { role: Role::Told, ..paragraph.clone() }, index, times, places);
        self.close();
        self.is_note = false;
        self.said = outside;
    }

    /// Keeps what has been said up to here for the notes whose marks stand before `end`.
    fn mark(&mut self, end: usize, index: usize) {
        while let Some(note) = self.marks.last().copied().filter(|note| self.asked.notes[*note].mark <= end) {
            self.marks.pop();
            self.marked[note] = Some((self.said, index));
        }
    }
}

type Times<'a> = &'a [crate::find::times::FoundTime];
type Places<'a> = &'a [super::Located];

impl<'a> Walk<'a> {
    fn paragraph(&mut self, paragraph: &Paragraph, index: usize, mut times: Times<'a>, mut places: Places<'a>) {
        let asked = self.asked;
        let bytes = asked.text.bytes_of(paragraph.span);
        let text = &asked.text.as_str()[bytes.clone()];
        let voice = self.voice(paragraph, text);
        let behind = self.dateline(paragraph, text, &mut times, &mut places);
        let (mut at, mut point, mut byte) = ((0, 0), paragraph.span.start, bytes.start);
        let mut units = Vec::new();
        for (number, range) in sentences::split(&text[behind..], asked.language).into_iter().enumerate() {
            let range = bytes.start + behind + range.start..bytes.start + behind + range.end;
            let count = |from: usize, to: usize| asked.text.as_str()[from..to].chars().count();
            let start = point + count(byte, range.start);
            (point, byte) = (start + count(range.start, range.end), range.end);
            let span = Span { start, end: point };
            let own = (within(times, &mut at.0, span, |time| time.span), within(places, &mut at.1, span, |place| place.span));
            if range.len() > limits::SENTENCE {
                continue;
            }
            units.extend(cut(asked, Sentence { span, bytes: range, index: number }, own.0, own.1));
            if units.len() >= limits::SENTENCES.0 {
                self.units(&units, voice, index, paragraph.role);
                units.clear();
            }
        }
        self.units(&units, voice, index, paragraph.role);
    }

    /// Weighs the sentences of a paragraph, or of a part of a long one.
    fn units(&mut self, units: &[Unit<'a>], voice: Option<usize>, index: usize, role: Role) {
        let speaking = self.speakers.of_paragraph(units, self.asked.text.as_str(), self.asked.language, index);
        for (unit, speaker) in units.iter().zip(speaking) {
            self.unit(unit, speaker.or(voice), index, speaker.is_some() || role != Role::Told);
        }
    }

    /// Who speaks in a paragraph as a whole: the one its label names, or the one who answers.
    fn voice(&mut self, paragraph: &Paragraph, text: &str) -> Option<usize> {
        if paragraph.role != Role::Answer {
            return None;
        }
        if let Some((name, _)) = label(text) {
            self.answering = self.speakers.number(Speaker { name: name.to_owned(), kind: "interviewee" });
        }
        if self.answering.is_none() {
            self.answers += 1;
            let number = if self.answers == 1 { String::new() } else { format!(" {}", self.answers) };
            let name = if self.asked.language == Language::Russian { "Собеседник" } else { "Interviewee" };
            self.answering = self.speakers.number(Speaker { name: format!("{name}{number}"), kind: "interviewee" });
        }
        self.answering
    }

    /// Takes the dateline at the head of a paragraph, “ALMATY, 5 January —”, and gives the bytes that it takes.
    fn dateline(&mut self, paragraph: &Paragraph, text: &str, times: &mut Times<'a>, places: &mut Places<'a>) -> usize {
        /// The longest dateline, in code points.
        const LONGEST: usize = 80;
        let Some(first) = places.first().filter(|place| place.span.start == paragraph.span.start) else { return 0 };
        let signs = || text.char_indices().take(LONGEST).enumerate();
        let dash = signs().find(|(_, (at, c))| {
            matches!(c, '—' | '–') || *c == '-' && text[..*at].ends_with(' ') && text[at + 1..].starts_with([' ', '-'])
        });
        let Some((count, (at, sign))) = dash else { return 0 };
        let end = paragraph.span.start + count;
        // Besides the place and the date only a few words stand there, such as the name of an agency.
        let head = &text[..at];
        let capitals = head.chars().take(first.span.end - first.span.start).all(|c| !c.is_lowercase());
        let inner = times.iter().take_while(|time| time.span.end <= end).count();
        let known = places.iter().take_while(|place| place.span.end <= end).count();
        if !(capitals || inner > 0 || head.trim_end().ends_with(')') || known > 1)
            || head.contains(['.', '!', '?', ';']) && !capitals
        {
            return 0;
        }
        let time = own(&times[..inner], self.asked.text).map(|own| (own.when, own.span));
        self.said.dateline((first.place, first.span), time);
        (*times, *places) = (&times[inner..], &places[known..]);
        at + sign.len_utf8()
    }

    /// Weighs a sentence or clause.
    fn unit(&mut self, unit: &Unit<'a>, voice: Option<usize>, index: usize, is_spoken: bool) {
        let time = own(unit.times, self.asked.text);
        let before: Vec<&str> = unit.places.iter().map(|place| word_before(unit, place.span)).collect();
        let place = main(unit.places, &before);
        let timed = self.when(unit, time, index);
        let is_background = timed.zip(self.focus).is_some_and(|(timed, focus)| focus.is_long_after(&timed.when));
        let located = place.map(|place| (place.place, Source::Own(place.span))).or_else(|| self.where_else(unit, index, timed));
        if self.goes_on(unit, voice, place.map(|place| place.place), time.map(|time| time.when)) {
            self.grow(unit);
        } else if self.happens(unit, located.map(|(_, source)| source), timed, place.map(|place| place.kind)) {
            self.close();
            let plain = if is_background { Status::Background } else { Status::Reported };
            let status = self.status(unit, voice, plain, is_spoken);
            self.open = Some(begin(unit, located, timed, (voice, status)));
        } else {
            self.close();
        }
        let is_vague = time.is_some_and(|time| time.is_vague);
        // What is said of other countries is an aside: what follows is told of the text's own again.
        // Nor does the telling go where somebody comes from or leaves for.
        let is_away = |place: &&super::Located| {
            let word = unit.places.iter().position(|other| other.span == place.span).map_or("", |at| before[at]);
            is_elsewhere(word) || word == "to" && place.kind == PlaceKind::Site
        };
        let home = place.filter(|place| place.is_home && !is_away(place)).map(|place| (place.place, place.span));
        self.said.place(home, home.and_then(|(place, _)| self.around(place)), index);
        let begins = |time: &super::setting::Own| !is_vague && !matches!(time.when.start(), Bound::Open | Bound::Unknown);
        self.said.time(time.filter(begins).map(|time| (time.when, time.span)), index, is_background);
        if !self.is_note {
            self.mark(unit.span.end, index);
        }
    }

    /// When a sentence speaks.
    fn when(&mut self, unit: &Unit<'a>, time: Option<super::setting::Own>, index: usize) -> Option<Timed> {
        let own = |time: super::setting::Own| Timed { when: time.when, basis: time.basis, source: Source::Own(time.span) };
        if let Some(time) = time.filter(|time| !time.is_vague) {
            return Some(own(time));
        }
        let writing = self.written(unit.span).map(|when| Timed { when, basis: Basis::Relative, source: Source::Writing });
        let is_unknown = self.is_unknown(unit);
        let told = self.said.when_else(index).filter(|told| !is_unknown || told.when.seconds() > DAY);
        if unit.tells.present && (!unit.tells.past || told.is_none()) {
            // What has just happened or still goes on is told of the time of writing, unless the paragraph is about another.
            let near =
                told.filter(|timed| timed.source.is_near() && self.focus.is_none_or(|focus| !focus.is_long_after(&timed.when)));
            return time.map(own).or(near).or(writing).or(told);
        }
        told.or(time.map(own))
    }

    /// Whether a sentence says when it was, by something that is not on the calendar.
    fn is_unknown(&self, unit: &Unit<'a>) -> bool {
        unit.times.iter().any(|time| is_unknown(time, self.asked.text.slice(time.span)))
    }

    fn written(&mut self, span: Span) -> Option<When> {
        while self.asked.written.get(self.written).is_some_and(|(own, _)| own.end <= span.start) {
            self.written += 1;
        }
        self.asked.written.get(self.written).filter(|(own, _)| own.start <= span.start).map(|(_, when)| *when)
    }

    /// Where a sentence speaks that does not say so.
    fn where_else(&self, unit: &Unit<'a>, index: usize, timed: Option<Timed>) -> Option<(usize, Source)> {
        let whole = self.asked.whole.filter(|_| timed.is_some() && unit.tells.event.is_some()).map(|place| (place, Source::Whole));
        // At another time something else happened, in the same settlement and not on the same site.
        let is_other = timed.is_some_and(|timed| matches!(timed.source, Source::Own(_)));
        let said = self.said.where_else(index);
        said.map(|(place, source)| (self.around(place).filter(|_| is_other).unwrap_or(place), source)).or(whole)
    }

    /// The settlement that a site is in.
    fn around(&self, place: usize) -> Option<usize> {
        self.asked.around.get(place).copied().flatten()
    }

    /// Whether a sentence tells what goes on in the open passage.
    fn goes_on(&self, unit: &Unit<'a>, voice: Option<usize>, place: Option<usize>, when: Option<When>) -> bool {
        let Some(open) = &self.open else { return false };
        let tells = unit.tells;
        let told = (tells.past || tells.present) && !tells.question && !(tells.opinion && tells.event.is_none());
        let is_there = place.is_none_or(|place| open.passage.places.first() == Some(&place));
        let is_then = when.is_none_or(|when| open.passage.when == Some(when));
        let length = unit.span.end - open.passage.span.start;
        told && is_there
            && !self.is_unknown(unit)
            && is_then
            && open.passage.voice == voice
            && open.last + 1 == unit.sentence
            && open.sentences < GROUP.0
            && length <= GROUP.1
    }

    fn grow(&mut self, unit: &Unit<'a>) {
        let Some(open) = &mut self.open else { return };
        open.passage.span.end = unit.span.end;
        open.bytes.end = unit.bytes.end;
        open.last = unit.sentence;
        open.sentences += 1;
        for place in unit.places {
            if !open.passage.places.contains(&place.place) && open.passage.places.len() < limits::LINKED {
                open.passage.places.push(place.place);
            }
        }
        if unit.tells.rumour {
            open.passage.status = Status::Rumour;
        }
    }

    /// How the one who speaks knows it. `plain` is how it would be known where nobody has seen it, claims it or doubts it.
    fn status(&self, unit: &Unit<'a>, voice: Option<usize>, plain: Status, is_spoken: bool) -> Status {
        let official = voice.and_then(|voice| self.speakers.all.get(voice)).is_some_and(|speaker| speaker.kind == "official");
        if unit.tells.rumour {
            Status::Rumour
        } else if official {
            Status::Official
        } else if unit.tells.first_person && (is_spoken || unit.words.iter().any(|word| matches!(word.lower.as_str(), "i" | "я")))
        {
            Status::Witnessed
        } else {
            plain
        }
    }

    /// Whether a sentence tells of a happening: something has happened there or then, and the text says so nearby.
    fn happens(&self, unit: &Unit<'a>, located: Option<Source>, timed: Option<Timed>, kind: Option<PlaceKind>) -> bool {
        let tells = unit.tells;
        let real = tells.past || tells.present;
        let (own_place, own_time) = (kind.is_some(), timed.is_some_and(|timed| matches!(timed.source, Source::Own(_))));
        if tells.question || tells.unreal && !real || tells.opinion && !tells.past {
            return false;
        }
        // Where a text tells its times, what has none is said of happenings and is none.
        if timed.is_none() && self.focus.is_some() && !self.is_unknown(unit) {
            return false;
        }
        // Most notes say where something is read, and not that it happened.
        if self.is_note && !(tells.past && (own_place || own_time)) {
            return false;
        }
        let near = located.is_some_and(Source::is_near) || timed.is_some_and(|timed| timed.source.is_near());
        let both = located.is_some() && timed.is_some();
        if tells.event.is_some() {
            return real && (near || both) || own_place && own_time;
        }
        let is_close = kind.is_some_and(|kind| kind >= PlaceKind::Region);
        real && (own_time && located.is_some() || is_close && timed.is_some() || tells.first_person && tells.past && both)
    }

    /// Ends the open passage.
    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        open.passage.title = title(&self.asked.text.as_str()[open.bytes]);
        if !open.passage.title.is_empty() {
            self.passages.push(open.passage);
        }
    }
}

/// A passage that begins with a sentence.
fn begin(
    unit: &Unit<'_>,
    located: Option<(usize, Source)>,
    timed: Option<Timed>,
    (voice, status): (Option<usize>, Status),
) -> Open {
    let mut places: Vec<usize> = located.iter().map(|(place, _)| *place).collect();
    for place in unit.places {
        if !places.contains(&place.place) && places.len() < limits::LINKED {
            places.push(place.place);
        }
    }
    let located = located.map_or(Source::Nowhere, |(_, source)| source);
    let source = timed.map_or(Source::Nowhere, |timed| timed.source);
    let passage = FoundPassage {
        span: unit.span,
        title: String::new(),
        places,
        located,
        when: timed.map(|timed| timed.when),
        basis: timed.map_or(Basis::Inherited, |timed| timed.basis),
        timed: source,
        event: unit.tells.event.map(|event| unit.words[event].span),
        voice,
        status,
        confidence: confidence(located, source, unit),
    };
    Open { passage, sentences: 1, last: unit.sentence, bytes: unit.bytes.clone() }
}

/// The word before a place, articles passed over.
fn word_before<'u>(unit: &'u Unit<'_>, place: Span) -> &'u str {
    let at = unit.words.partition_point(|word| word.span.start < place.start);
    let words = unit.words[..at].iter().rev().map(|word| word.lower.as_str());
    words.take(3).find(|word| !matches!(*word, "the" | "a" | "town" | "city" | "of" | "город" | "городе" | "г")).unwrap_or_default()
}

/// How sure a passage is, from what its place, its time and its words are known by.
fn confidence(located: Source, timed: Source, unit: &Unit<'_>) -> f32 {
    let known = |source: Source| match source {
        Source::Own(_) => 0.2,
        Source::Paragraph(_) | Source::Dateline(_) => 0.12,
        Source::Heading(_) | Source::Before(_) | Source::Writing => 0.06,
        Source::Whole => 0.02,
        Source::Nowhere => 0.0,
    };
    let event = if unit.tells.event.is_some() { 0.15 } else { 0.0 };
    let doubt = if unit.tells.opinion || unit.tells.unreal { 0.15 } else { 0.0 };
    0.35 + known(located) + known(timed) + event - doubt
}
