//! English.

use std::collections::HashMap;

use super::{DayPart, Holiday, Portion, Tense, Unit, Which, Word, all, forms};

const NUMBERS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
                       seventeen eighteen nineteen twenty";
const TENS: &str = "thirty forty fifty sixty seventy eighty ninety";
const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth \
                        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";

/// The table.
pub(super) fn words() -> HashMap<Box<str>, Word> {
    let mut words = HashMap::new();
    small(&mut words);
    calendar(&mut words);
    units(&mut words);
    numbers(&mut words);
    directions(&mut words);
    holidays(&mut words);
    verbs(&mut words);
    words
}

fn calendar(words: &mut HashMap<Box<str>, Word>) {
    let months = "january february march april may june july august september october november december";
    let short = ["jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec"];
    for (number, (long, short)) in (1..).zip(months.split(' ').zip(short)) {
        // “May” is a verb, “March” is one too; which is meant, the grammar decides.
        let is_verb = matches!(long, "march" | "may");
        all(words, long, if is_verb { Word::MaybeMonth(number) } else { Word::Month(number) });
        for short in short.split_whitespace() {
            all(words, short, Word::MaybeMonth(number));
        }
    }
    let days = "monday tuesday wednesday thursday friday saturday sunday";
    let short = ["mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun"];
    for (number, (long, short)) in (0..).zip(days.split(' ').zip(short)) {
        all(words, long, Word::Weekday(number));
        forms(words, long, "s", Word::Weekdays(number));
        all(words, short, Word::MaybeWeekday(number));
    }
    all(words, "summer summertime", Word::Season(22));
    all(words, "autumn", Word::Season(23));
    all(words, "winter wintertime", Word::Season(24));
    all(words, "spring springtime", Word::MaybeSeason(21));
    all(words, "fall", Word::MaybeSeason(23));
    for (list, part) in [
        ("dawn sunrise daybreak", DayPart::Dawn),
        ("morning mornings", DayPart::Morning),
        ("noon midday noontime", DayPart::Noon),
        ("afternoon afternoons", DayPart::Afternoon),
        ("evening evenings dusk sunset nightfall", DayPart::Evening),
        ("night nights overnight", DayPart::Night),
        ("midnight", DayPart::Midnight),
    ] {
        all(words, list, Word::DayPart(part));
    }
}

fn units(words: &mut HashMap<Box<str>, Word>) {
    for (stem, unit) in [
        ("minute", Unit::Minute),
        ("hour", Unit::Hour),
        ("day", Unit::Day),
        ("weekend", Unit::Weekend),
        ("week", Unit::Week),
        ("month", Unit::Month),
        ("quarter", Unit::Quarter),
        ("season", Unit::Season),
        ("year", Unit::Year),
        ("decade", Unit::Decade),
    ] {
        forms(words, stem, "_", Word::Unit(unit));
        forms(words, stem, "s", Word::Units(unit));
    }
    all(words, "century", Word::Unit(Unit::Century));
    all(words, "centuries", Word::Units(Unit::Century));
    all(words, "fortnight", Word::Vague);
    all(words, "daily nightly everyday", Word::Repeated(Unit::Day));
    all(words, "hourly", Word::Repeated(Unit::Hour));
    all(words, "weekly biweekly", Word::Repeated(Unit::Week));
    all(words, "monthly", Word::Repeated(Unit::Month));
    all(words, "quarterly", Word::Repeated(Unit::Quarter));
    all(words, "yearly annually", Word::Repeated(Unit::Year));
    all(words, "every each", Word::Every);
}

fn numbers(words: &mut HashMap<Box<str>, Word>) {
    for (number, word) in (0..).zip(NUMBERS.split_whitespace()) {
        all(words, word, Word::Number(number));
    }
    for (number, word) in (3..).zip(TENS.split(' ')) {
        all(words, word, Word::Number(number * 10));
    }
    for (number, word) in (1..).zip(ORDINALS.split_whitespace()) {
        all(words, word, Word::Ordinal(number));
    }
    all(words, "thirtieth", Word::Ordinal(30));
    for (tens, word) in (2..).zip("twenties thirties forties fifties sixties seventies eighties nineties".split(' ')) {
        all(words, word, Word::Tens(tens));
    }
    all(words, "several few some many couple dozens scores", Word::Some);
    all(words, "dozen", Word::Number(12));
    all(words, "hundred hundreds thousand thousands million millions billion billions percent", Word::Counted);
    all(words, "half", Word::Half);
}

fn directions(words: &mut HashMap<Box<str>, Word>) {
    for (list, meaning) in [
        ("this", Word::Which(Which::This)),
        ("last", Word::Which(Which::Last)),
        ("next", Word::Which(Which::Next)),
        ("previous preceding prior", Word::Which(Which::Previous)),
        ("following subsequent ensuing", Word::Which(Which::Following)),
        ("same that", Word::Which(Which::Same)),
        ("past recent", Word::Past),
        ("coming upcoming", Word::Coming),
        ("ago", Word::Ago),
        ("later afterwards afterward after", Word::Later),
        ("earlier before previously beforehand", Word::Earlier),
        ("today", Word::DayShift(0)),
        ("yesterday", Word::DayShift(-1)),
        ("tomorrow", Word::DayShift(1)),
        ("tonight", Word::Tonight),
        ("early", Word::Portion(Portion::Early)),
        ("mid", Word::Portion(Portion::Mid)),
        ("late", Word::Portion(Portion::Late)),
        ("beginning start outset onset opening", Word::PortionNoun(Portion::Early)),
        ("middle", Word::PortionNoun(Portion::Mid)),
        ("end close conclusion", Word::PortionNoun(Portion::Late)),
        ("part parts portion", Word::Part),
        ("bc bce", Word::Era(true)),
        ("ad ce", Word::Era(false)),
        ("am", Word::Am),
        ("pm", Word::Pm),
        ("o'clock", Word::OClock),
        ("now currently nowadays presently", Word::Now),
        ("recently soon lately shortly formerly eventually", Word::Vague),
        ("about around circa approximately roughly some", Word::About),
        ("almost nearly over just exactly only", Word::Nearly),
    ] {
        all(words, list, meaning);
    }
    all(words, "some", Word::Some);
    all(words, "c ca", Word::Circa);
}

/// Words that stand before and between dates, and short words that tell what is no noun.
fn small(words: &mut HashMap<Box<str>, Word>) {
    let list = "not but who whom whose which what when where while as if it he she they we you i his her its their our your my than \
                so because though although with without into onto over under against through upon within however also there \
                here no nor yet only both all any such more most much very too still even ever never again already once me him us \
                them these those whether how why per via out up down off according among amid despite towards toward";
    for word in list.split_whitespace() {
        all(words, word, Word::Small);
    }
    for (list, meaning) in [
        ("from", Word::From),
        ("to through thru", Word::To),
        ("until till", Word::Until),
        ("between", Word::Between),
        ("and", Word::And),
        ("or", Word::Or),
        ("of", Word::Of),
        ("in during throughout", Word::In),
        ("on", Word::On),
        ("at", Word::At),
        ("by", Word::By),
        ("since", Word::Since),
        ("the", Word::The),
        ("a an", Word::A),
        ("for", Word::For),
        ("s", Word::Possessive),
        ("then latter final back", Word::Begins),
        ("gmt utc est edt pst pdt cst cdt mst mdt cet cest bst msk et pt ct", Word::Zone),
        (
            "page pages p pp no nos number numbers figure fig figs table chapter vol volume section article room flight route \
          highway model boeing psalm resolution isbn issn doi tel fax phone version verse act line lines box suite ext",
            Word::Label,
        ),
        ("people men women troops soldiers persons dead words copies seats votes", Word::Counted),
    ] {
        for word in list.split_whitespace() {
            all(words, word, meaning);
        }
    }
}

fn holidays(words: &mut HashMap<Box<str>, Word>) {
    for (list, holiday) in [
        ("christmas xmas", Holiday::Fixed(12, 25)),
        ("easter", Holiday::Easter(0)),
        ("thanksgiving", Holiday::Nth(4, 3, 11, 0)),
        ("halloween", Holiday::Fixed(10, 31)),
        ("epiphany", Holiday::Fixed(1, 6)),
        ("pentecost whitsun", Holiday::Easter(49)),
    ] {
        all(words, list, Word::Holiday(holiday));
    }
}

fn verbs(words: &mut HashMap<Box<str>, Word>) {
    let past = "was were had did said told came went took gave made got began fell held led left met found sent saw became brought \
                won lost felt kept knew ran rose spoke stood thought wrote broke built bought caught chose drew drove fought flew \
                heard hit shot paid sold sat set put cut let been killed died called asked announced reported ruled launched \
                wasn't weren't hadn't didn't grew struck understood meant spent taught threw wore woke withdrew";
    let present = "is are am has have says say does do isn't aren't hasn't haven't he's she's it's they're we're i'm can";
    let future = "will would shall won't wouldn't going gonna expected scheduled planned planning plans plan slated due hopes hoping intends \
                  intending expects expecting upcoming";
    for (list, tense) in [(past, Tense::Past), (present, Tense::Present), (future, Tense::Future)] {
        for word in list.split_whitespace() {
            words.entry(word.into()).or_insert(Word::Verb(tense));
        }
    }
    for word in ["he", "she", "it", "they", "we", "you", "i", "that", "there", "who"] {
        words.insert(format!("{word}'ll").into_boxed_str(), Word::Verb(Tense::Future));
        words.insert(format!("{word}'d").into_boxed_str(), Word::Verb(Tense::Past));
    }
}
