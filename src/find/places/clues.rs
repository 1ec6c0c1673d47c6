//! What speaks for and against words being the name of a place.

use std::collections::HashMap;

use super::around::{Around, Uses};
use super::lexicon::{self as lx, Class};
use super::spots::{Name, Spot};
use super::tokens::{BREAK, CLOSE, COLON, COMMA, DASH, EDGE, END, HYPHEN, OPEN, QUOTE, SLASH, Shape, Token, Words};
use super::world::{Sense, Sort};
use crate::gazetteer::Role;

macro_rules! clues {
    ($($name:ident)*) => {
        /// Something that speaks for or against a place.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each name says what was seen; `Clues` has the rule of each")]
        pub enum Clue { $($name,)* }
        /// All clues, in the order of their weights.
        pub const ALL: &[Clue] = &[$(Clue::$name,)*];
    };
}

clues! {
    Bias
    Begins BeginsBare Capitals CapitalsAmongSmall Acronym Heading CaselessText
    BeforeIn BeforeOf BeforeThe BeforeTitle BeforeGiven BeforeInitial BeforeCapital BeforeSettledOf BeforeDirection BeforeOrgOf
    BeforeComma BeforeCommaPlace BeforeAndPlace BeforeShip BeforeDigits BeforeMonth BeforeHyphen BeforeLandWord BeforeSlash
    BeforeQuote BeforeBracket BeforeSmall BeforeFromPerson
    AfterSay AfterAct AfterSuffix AfterInitial AfterSurname AfterGiven AfterCapital AfterOrg AfterOrgFar AfterNews AfterTeam
    AfterRoad AfterSite AfterLand AfterArea AfterPossessive AfterComma AfterCommaPlace AfterAndPlace AfterBracket AfterDateline
    AfterBased AfterHyphen AfterEnd AfterDay AfterDigits AfterCivic AfterIn AfterSmall AfterSlash AfterQuote
    Qualified Qualifies
    Other Ordinary OrdinaryBegins OrdinaryIn Given GivenAfterCapital GivenAlone Surname Words Short ShortBare Month
    SenseWorld SenseCountry SenseProvince SenseCounty SenseSettlement SenseNatural SenseSite
    People PeopleUnknown NotMain NotMainLarge Senses Former PeopleName Code NoSense Bare InQuotes BeforeOrg BeforeSettled BeforeArea Importance
    DocPerson DocPersonOnly DocPersonMany DocFirstPerson DocFirstPlace DocPersonShare DocSurname DocPlace DocPlaceOnly DocSmall DocRepeated DocQualified
    Near SameProvince SameCountry Sure
    SmallBegins SmallIn SmallCapital InBeforeCapital LargeIn LargeAlone NotMainIn NotMainCapital SureCountry AfterAreaSmall BeforePossessive PersonBeside PersonLarge
    OrdinaryCountry AfterTime AfterNamelike DocLed LedLarge NotMainOnly BeforePersonal KnownRegion InList
}

/// How much less important another place of a name is that hardly counts: an eighth of the people.
const SLIGHT: u8 = 36;
/// From which importance on a place is known by its other names too: some hundred thousand people.
const LARGE: u8 = 96;

/// What speaks for a place, and how much of it there is.
pub type Seen = Vec<(Clue, f32)>;

/// All clues for a spot.
pub struct Clues<'a> {
    /// The text.
    pub words: &'a Words<'a>,
    /// All spots.
    pub spots: &'a [Spot],
    /// All names.
    pub names: &'a [Name],
    /// How names are used.
    pub uses: &'a HashMap<usize, Uses>,
    /// Whether the text has hardly any small letters.
    pub caseless: bool,
    /// For each code point that begins a heading, its end, sorted.
    pub headings: &'a [(u32, u32)],
    /// For each spot, whether it goes on a list that something is in; see [`lists`](super::around::lists).
    pub lists: &'a [bool],
}

/// What the rest of the text says of a sense, as the choice among senses has it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Support {
    /// How much stands near it.
    pub near: f32,
    /// The share of the other names in its province.
    pub province: f32,
    /// The share of the other names in its country.
    pub country: f32,
}

impl Clues<'_> {
    /// The clues for one spot.
    #[must_use]
    pub fn of(&self, index: usize, support: Support) -> Seen {
        let spot = &self.spots[index];
        let mut seen = vec![(Clue::Bias, 1.0)];
        let around = Around { words: self.words, first: spot.first, last: spot.last };
        if self.lists[index] {
            seen.push((Clue::InList, 1.0));
        }
        self.itself(spot, &mut seen);
        self.before(&around, index, &mut seen);
        self.after(&around, index, &mut seen);
        self.name(spot, &mut seen);
        self.text(spot, &mut seen);
        let name = &self.names[spot.name];
        let best = name.shares.iter().copied().fold(0.0, f32::max);
        seen.push((Clue::Near, support.near));
        seen.push((Clue::SameProvince, support.province));
        seen.push((Clue::SameCountry, support.country));
        seen.push((Clue::Sure, best));
        Self::together(&mut seen);
        seen
    }

    fn itself(&self, spot: &Spot, seen: &mut Seen) {
        let tokens = &self.words.tokens;
        let first = &tokens[spot.first];
        let capitals = (spot.first..=spot.last).all(|at| tokens[at].shape == Shape::Capitals);
        let loud = |at: Option<&Token>| at.is_some_and(|token| token.shape == Shape::Capitals);
        let beside = loud(self.words.get(spot.first, -1)) && loud(self.words.get(spot.last, 1));
        let mut tell = |clue, is: bool| {
            if is {
                seen.push((clue, 1.0));
            }
        };
        tell(Clue::Begins, first.begins());
        tell(Clue::Capitals, capitals);
        tell(Clue::CapitalsAmongSmall, capitals && !beside && !spot.short);
        tell(Clue::Acronym, capitals && spot.first == spot.last && first.end - first.start <= 4 && !spot.short);
        tell(Clue::CaselessText, self.caseless);
        let heading = self.headings.partition_point(|(start, _)| *start <= first.at);
        tell(Clue::Heading, heading > 0 && first.at < self.headings[heading - 1].1);
        tell(Clue::Qualified, spot.qualified);
        tell(Clue::Qualifies, spot.qualifies);
        tell(Clue::Short, spot.short);
        tell(Clue::ShortBare, spot.short && !spot.qualifies && !self.words.slice(spot.first, spot.last).contains('.'));
    }

    fn before(&self, around: &Around<'_>, index: usize, seen: &mut Seen) {
        let gap = self.words.gap(around.first);
        let place = index.checked_sub(1).map(|i| &self.spots[i]);
        let mut tell = |clue, is: bool| {
            if is {
                seen.push((clue, 1.0));
            }
        };
        tell(Clue::BeforeComma, gap & COMMA != 0);
        tell(Clue::BeforeCommaPlace, gap & COMMA != 0 && place.is_some_and(|p| p.last + 1 == around.first));
        tell(Clue::BeforeQuote, gap & QUOTE != 0);
        tell(Clue::InQuotes, gap & QUOTE != 0 && self.words.gap(around.last + 1) & QUOTE != 0);
        tell(Clue::BeforeBracket, gap & OPEN != 0);
        tell(Clue::BeforeHyphen, gap & HYPHEN != 0);
        tell(Clue::BeforeSlash, gap & SLASH != 0);
        let is_party = self.names[self.spots[index].name].is_local() && around.is_party();
        let is_titled =
            around.left().is_some_and(Token::is_name) && super::kinds::PERSONAL.contains(&self.words.word(around.first - 1));
        tell(Clue::BeforePersonal, is_titled || is_party);
        let Some(left) = around.left() else { return };
        let is = |class: Class| left.is(class);
        let small = left.shape == Shape::Small;
        let named = left.is_name() && !(left.begins() && is(lx::STOP | lx::IN));
        tell(Clue::BeforeIn, is(lx::IN) && !is(lx::OF) && left.shape != Shape::Capitals);
        tell(Clue::BeforePossessive, left.shape == Shape::Possessive);
        tell(Clue::BeforeOf, is(lx::OF));
        tell(Clue::BeforeThe, is(lx::THE));
        tell(Clue::BeforeTitle, is(lx::TITLE) && !is(lx::GIVEN));
        tell(Clue::BeforeGiven, named && is(lx::GIVEN));
        tell(Clue::BeforeInitial, left.shape == Shape::Initial);
        tell(
            Clue::BeforeCapital,
            named && !is(lx::GIVEN | lx::TITLE | lx::DIRECTION | lx::BEFORE | lx::STOP | lx::MONTH | lx::DAY),
        );
        tell(Clue::BeforeDirection, is(lx::DIRECTION));
        tell(Clue::BeforeLandWord, named && is(lx::BEFORE));
        tell(Clue::BeforeShip, is(lx::SHIP));
        tell(Clue::BeforeDigits, left.shape == Shape::Digits);
        tell(Clue::BeforeMonth, named && is(lx::MONTH | lx::DAY));
        tell(Clue::BeforeOrg, small && is(lx::ORG));
        tell(Clue::BeforeSettled, small && is(lx::SETTLED));
        tell(Clue::BeforeArea, small && is(lx::BEFORE | lx::LAND | lx::ROAD));
        tell(Clue::BeforeSmall, small && !is(lx::IN | lx::OF | lx::THE | lx::STOP | lx::SAY));
        let second = self.words.get(around.first, -2);
        if is(lx::OF) {
            tell(Clue::BeforeSettledOf, second.is_some_and(|t| t.is(lx::SETTLED) && t.shape == Shape::Small));
            tell(Clue::BeforeOrgOf, second.is_some_and(|t| t.is(lx::ORG | lx::SITE) && t.is_name()));
            tell(Clue::BeforeAndPlace, place.is_some_and(|p| p.last + 2 == around.first));
        }
        tell(Clue::BeforeFromPerson, is(lx::SAY) || second.is_some_and(|t| t.is(lx::SAY)) && is(lx::STOP));
    }

    #[expect(clippy::too_many_lines, reason = "a line for each clue")]
    fn after(&self, around: &Around<'_>, index: usize, seen: &mut Seen) {
        let gap = self.words.gap(around.last + 1);
        let place = self.spots.get(index + 1);
        let mut tell = |clue, is: bool| {
            if is {
                seen.push((clue, 1.0));
            }
        };
        tell(Clue::AfterComma, gap & COMMA != 0);
        tell(Clue::AfterCommaPlace, gap & COMMA != 0 && place.is_some_and(|p| p.first == around.last + 1));
        tell(Clue::AfterBracket, gap & (OPEN | CLOSE) != 0);
        tell(Clue::AfterHyphen, gap & HYPHEN != 0);
        tell(Clue::AfterSlash, gap & SLASH != 0);
        tell(Clue::AfterEnd, gap & (END | EDGE | BREAK | COLON) != 0);
        tell(Clue::AfterQuote, gap & QUOTE != 0);
        tell(Clue::AfterDateline, self.is_dateline(around));
        let mut right = around.last + 1;
        let Some(mut token) = around.right() else { return };
        if gap & HYPHEN != 0 {
            tell(Clue::AfterBased, self.words.word(right) == "based");
        }
        if token.shape == Shape::Possessive {
            tell(Clue::AfterPossessive, true);
            right += 1;
            match self.words.tokens.get(right) {
                Some(next) if next.joins() => token = next,
                _ => return,
            }
        }
        let is = |class: Class| token.is(class);
        let (named, small) = (token.is_name(), token.shape == Shape::Small);
        if small
            && matches!(
                self.words.word(right),
                "van" | "von" | "de" | "der" | "bin" | "ben" | "al" | "el" | "da" | "di" | "du" | "le"
            )
        {
            tell(
                Clue::AfterSurname,
                (right + 1..right + 3).any(|at| self.words.tokens.get(at).is_some_and(|t| t.joins() && t.is_name())),
            );
        }
        tell(Clue::AfterSay, small && is(lx::SAY));
        tell(Clue::AfterAct, small && is(lx::ACT));
        tell(Clue::AfterSuffix, is(lx::SUFFIX) && !small);
        tell(Clue::AfterTime, matches!(self.words.word(right), "time" | "Time") && self.is_clock(around));
        tell(Clue::AfterNamelike, token.shape == Shape::Capital && is(lx::NAMELIKE) && gap & HYPHEN == 0);
        tell(Clue::AfterInitial, token.shape == Shape::Initial);
        let plain = named
            && !is(lx::ORG | lx::NEWS | lx::TEAM | lx::ROAD | lx::SITE | lx::LAND | lx::DAY | lx::MONTH | lx::TITLE | lx::STOP);
        tell(Clue::AfterSurname, plain && is(lx::SURNAME));
        tell(Clue::AfterGiven, plain && is(lx::GIVEN) && !is(lx::SURNAME));
        tell(Clue::AfterCapital, plain && !is(lx::SURNAME | lx::GIVEN));
        tell(Clue::AfterOrg, named && is(lx::ORG));
        tell(Clue::AfterNews, named && is(lx::NEWS));
        tell(Clue::AfterTeam, named && is(lx::TEAM));
        tell(Clue::AfterRoad, named && is(lx::ROAD));
        tell(Clue::AfterSite, named && is(lx::SITE));
        tell(Clue::AfterLand, named && is(lx::LAND & !lx::AREA));
        tell(Clue::AfterArea, named && is(lx::AREA));
        tell(Clue::AfterDay, is(lx::DAY));
        tell(Clue::AfterDigits, token.shape == Shape::Digits);
        tell(Clue::AfterAreaSmall, small && is(lx::AREA | lx::SETTLED) && !is(lx::CIVIC));
        tell(Clue::AfterCivic, small && is(lx::CIVIC));
        tell(Clue::AfterIn, small && is(lx::IN));
        tell(Clue::AfterSmall, small && !is(lx::STOP | lx::IN | lx::OF | lx::SAY | lx::CIVIC | lx::ACT));
        tell(Clue::AfterAndPlace, small && is(lx::OF) && place.is_some_and(|p| p.first == right + 1));
        if plain || named && is(lx::TITLE) {
            let far = (right + 1..right + 4).map_while(|at| self.words.tokens.get(at).filter(|t| t.joins()));
            tell(Clue::AfterOrgFar, far.into_iter().any(|t| t.is_name() && t.is(lx::ORG)));
        }
    }

    /// Whether hours or a date stand before it, or a bracket opens: `4 pm (Moscow time)`, `at noon London time`.
    fn is_clock(&self, around: &Around<'_>) -> bool {
        let gap = self.words.gap(around.first);
        let before = self.words.get(around.first, -1);
        gap & OPEN != 0
            || before.is_some_and(|t| t.shape == Shape::Digits || t.is(lx::UNIT))
            || before.is_some() && matches!(self.words.word(around.first - 1), "noon" | "midnight" | "o'clock" | "hours")
    }

    /// `LONDON (Reuters) —`, `BEIRUT —` at the beginning of a line or a sentence.
    fn is_dateline(&self, around: &Around<'_>) -> bool {
        let begins = self.words.tokens[around.first].begins();
        let capitals = self.words.tokens[around.first].shape == Shape::Capitals;
        let dash = (around.last + 1..around.last + 9)
            .map_while(|at| self.words.tokens.get(at).filter(|t| t.gap & (END | BREAK) == 0))
            .any(|t| t.gap & DASH != 0);
        dash && (begins || capitals)
    }

    fn name(&self, spot: &Spot, seen: &mut Seen) {
        let name = &self.names[spot.name];
        let token = &self.words.tokens[spot.first];
        let single = spot.first == spot.last && !spot.short;
        let mut tell = |clue, is: bool| {
            if is {
                seen.push((clue, 1.0));
            }
        };
        tell(Clue::Other, single && token.is(lx::OTHER));
        tell(Clue::Ordinary, single && token.is(lx::ORDINARY));
        tell(Clue::Given, single && token.is(lx::GIVEN));
        tell(Clue::Surname, single && token.is(lx::SURNAME));
        tell(Clue::Month, single && token.is(lx::MONTH | lx::DAY));
        tell(Clue::Bare, name.bare);
        tell(Clue::PeopleName, !name.peoples.is_empty());
        tell(Clue::Code, name.senses.iter().all(|sense| sense.role == Role::Code));
        let best = (0..name.senses.len()).max_by(|a, b| name.shares[*a].total_cmp(&name.shares[*b])).unwrap_or(0);
        let Some(sense) = name.senses.get(best) else {
            tell(Clue::NoSense, true);
            return;
        };
        tell(
            match sense.sort {
                Sort::World => Clue::SenseWorld,
                Sort::Country => Clue::SenseCountry,
                Sort::Province => Clue::SenseProvince,
                Sort::County => Clue::SenseCounty,
                Sort::Settlement => Clue::SenseSettlement,
                Sort::Natural => Clue::SenseNatural,
                Sort::Site => Clue::SenseSite,
            },
            true,
        );
        tell(Clue::NotMain, sense.role == Role::Alternate && !spot.short);
        tell(Clue::NotMainLarge, sense.role == Role::Alternate && !spot.short && sense.importance >= LARGE);
        let is_slight = |other: &Sense| other.importance.saturating_add(SLIGHT) < sense.importance;
        let is_one = name
            .senses
            .iter()
            .all(|other| other.entry == sense.entry || other.is_in(sense) || sense.is_in(other) || is_slight(other));
        let is_free = token.shape == Shape::Capital && !token.is(lx::GIVEN | lx::SURNAME | lx::ORDINARY | lx::OTHER);
        let is_led = self.uses.get(&name.base).is_some_and(|uses| uses.led > 0 || uses.small > 0);
        let is_known = sense.role == Role::Alternate && !spot.short && sense.importance >= LARGE;
        tell(Clue::NotMainOnly, is_known && is_one && is_free && !is_led);
        tell(Clue::KnownRegion, single && sense.sort == Sort::World && sense.role == Role::Main && is_free && !is_led);
        tell(Clue::Former, sense.role == Role::Former);
        let settled = sense.sort == Sort::Settlement;
        tell(Clue::PeopleUnknown, settled && sense.population == 0);
        #[expect(clippy::cast_precision_loss, reason = "a logarithm needs no more")]
        if settled && sense.population > 0 {
            seen.push((Clue::People, (sense.population as f32).log10() - 4.0));
        }
        seen.push((Clue::Importance, f32::from(sense.importance) / 48.0 - 3.0));
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        seen.push((Clue::Senses, (name.senses.len() as f32).ln()));
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        seen.push((Clue::Words, (spot.last - spot.first) as f32));
    }

    fn text(&self, spot: &Spot, seen: &mut Seen) {
        let name = &self.names[spot.name];
        let mut tell = |clue, is: bool| {
            if is {
                seen.push((clue, 1.0));
            }
        };
        tell(Clue::DocRepeated, name.count > 2);
        tell(Clue::DocQualified, name.qualified && !spot.qualified && !spot.qualifies);
        if spot.first != spot.last || spot.short {
            return;
        }
        let Some(uses) = self.uses.get(&name.base) else { return };
        tell(Clue::DocPerson, uses.person > 0);
        tell(Clue::DocPersonOnly, uses.person > 0 && uses.place == 0);
        // One who is named in full first is called by the surname then; a town is not, of which a namesake comes by later.
        let is_led = uses.led > 0 && (uses.first_led || uses.led * 3 >= uses.capital);
        tell(Clue::DocLed, is_led && uses.place == 0);
        tell(Clue::DocPersonMany, uses.person > 1 && uses.person > uses.place);
        tell(Clue::DocFirstPerson, uses.first_person);
        tell(Clue::DocFirstPlace, uses.first_place);
        tell(Clue::DocSurname, uses.first_person && uses.place == 0 && self.words.tokens[spot.first].is(lx::SURNAME));
        tell(Clue::DocPlace, uses.place > 0);
        tell(Clue::DocPlaceOnly, uses.place > 0 && uses.person == 0);
        tell(Clue::DocSmall, uses.small > 0);
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        if uses.person > 0 {
            seen.push((Clue::DocPersonShare, uses.person as f32 / (uses.person + uses.place) as f32));
        }
    }

    /// Clues that count otherwise together than apart.
    fn together(seen: &mut Seen) {
        let has = |clue| seen.iter().any(|(other, _)| *other == clue);
        let small = seen.iter().any(|(clue, value)| *clue == Clue::People && *value < 0.5) || has(Clue::PeopleUnknown);
        let large = seen.iter().any(|(clue, value)| *clue == Clue::People && *value > 1.3)
            || has(Clue::SenseCountry)
            || has(Clue::SenseProvince);
        let capital_beside =
            has(Clue::AfterCapital) || has(Clue::AfterSurname) || has(Clue::AfterGiven) || has(Clue::BeforeCapital);
        let not_main = has(Clue::NotMain) && !has(Clue::NotMainLarge);
        let pairs = [
            (Clue::NotMainIn, not_main && has(Clue::BeforeIn)),
            (Clue::NotMainCapital, not_main && capital_beside),
            (Clue::SureCountry, has(Clue::SenseCountry) && !has(Clue::NotMain) && !capital_beside),
            (Clue::PersonBeside, has(Clue::BeforeGiven) && has(Clue::DocSurname)),
            (Clue::PersonLarge, has(Clue::DocPersonOnly) && large),
            (Clue::LedLarge, has(Clue::DocLed) && large),
            (Clue::OrdinaryCountry, has(Clue::Ordinary) && has(Clue::SenseCountry)),
            (Clue::BeginsBare, has(Clue::Begins) && !has(Clue::AfterComma) && !has(Clue::AfterDateline)),
            (Clue::OrdinaryBegins, has(Clue::Ordinary) && has(Clue::Begins)),
            (Clue::OrdinaryIn, has(Clue::Ordinary) && has(Clue::BeforeIn)),
            (Clue::GivenAfterCapital, has(Clue::Given) && capital_beside),
            (Clue::GivenAlone, has(Clue::Given) && !capital_beside && !has(Clue::BeforeIn)),
            (Clue::SmallBegins, small && has(Clue::Begins)),
            (Clue::SmallIn, small && has(Clue::BeforeIn)),
            (Clue::SmallCapital, small && capital_beside),
            (Clue::InBeforeCapital, has(Clue::BeforeIn) && (has(Clue::AfterCapital) || has(Clue::AfterSurname))),
            (Clue::LargeIn, large && has(Clue::BeforeIn)),
            (Clue::LargeAlone, large && !capital_beside),
        ];
        seen.extend(pairs.into_iter().filter(|(_, is)| *is).map(|(clue, _)| (clue, 1.0)));
    }
}
