//! Russian: every word with the endings of its cases. `е` stands for `ё` too.

use std::collections::HashMap;

use super::{DayPart, Holiday, Portion, Tense, Unit, Which, Word, all, forms};

/// Endings of adjectives: `прошл-ый`, `следующ-ий`, `нынешн-ий`.
const HARD: &str = "ый ого ому ым ом ая ой ую ою ое ые ых ыми";
const HUSHING: &str = "ий его ему им ем ая ей ую ее ие их ими";
const SOFT: &str = "ий его ему им ем яя ей юю ее ие их ими";
/// Endings of nouns: `январ-ь`, `март`, `недел-я`, `сред-а`.
const SIGN: &str = "ь я ю ем е";
const PLAIN: &str = "_ а у ом е";

/// The table.
pub(super) fn words() -> HashMap<Box<str>, Word> {
    let mut words = HashMap::new();
    small(&mut words);
    verbs(&mut words);
    months(&mut words);
    weekdays(&mut words);
    units(&mut words);
    parts(&mut words);
    numbers(&mut words);
    directions(&mut words);
    words
}

fn months(words: &mut HashMap<Box<str>, Word>) {
    let stems = [
        ("январ", SIGN),
        ("феврал", SIGN),
        ("март", PLAIN),
        ("апрел", SIGN),
        ("ма", "й я ю ем е"),
        ("июн", SIGN),
        ("июл", SIGN),
        ("август", PLAIN),
        ("сентябр", SIGN),
        ("октябр", SIGN),
        ("ноябр", SIGN),
        ("декабр", SIGN),
    ];
    let short = ["янв", "фев февр", "мар", "апр", "", "", "", "авг", "сен сент", "окт", "ноя нояб", "дек"];
    for (number, ((stem, endings), short)) in (1..).zip(stems.into_iter().zip(short)) {
        forms(words, stem, endings, Word::Month(number));
        for short in short.split_whitespace() {
            all(words, short, Word::MaybeMonth(number));
        }
    }
}

fn weekdays(words: &mut HashMap<Box<str>, Word>) {
    let stems = [
        ("понедельник", PLAIN, "ам и"),
        ("вторник", PLAIN, "ам и"),
        ("", "", ""),
        ("четверг", PLAIN, "ам и"),
        ("пятниц", "а ы е у ей", "ам"),
        ("суббот", "а ы е у ой", "ам"),
        ("воскресень", "е я ю ем", "ям"),
    ];
    for (number, (stem, endings, plural)) in (0..).zip(stems) {
        if !stem.is_empty() {
            forms(words, stem, endings, Word::Weekday(number));
            forms(words, stem, plural, Word::Weekdays(number));
        }
    }
    // «среда» is also the surroundings.
    forms(words, "сред", "а ы е у ой", Word::MaybeWeekday(2));
    all(words, "средам", Word::Weekdays(2));
    for (code, list) in [
        (21, "весна весны весне весну весной весною"),
        (22, "лето лета лету летом лете"),
        (23, "осень осени осенью"),
        (24, "зима зимы зиме зиму зимой зимою"),
    ] {
        all(words, list, Word::Season(code));
    }
}

fn units(words: &mut HashMap<Box<str>, Word>) {
    for (unit, one, several) in [
        (Unit::Minute, "минута минуту минуте минутой", "минуты минут минутам минутами минутах"),
        (Unit::Hour, "час часу часом часе", "часа часов часы часам часами часах"),
        (Unit::Day, "день дня дню днем дне сутки", "дни дней дням днями днях суток сутками сутках"),
        (Unit::Weekend, "выходные выходных выходным выходными", "уикенды"),
        (Unit::Week, "неделя неделю неделе неделей недели", "недель неделям неделями неделях"),
        (Unit::Month, "месяц месяца месяцу месяцем месяце", "месяцы месяцев месяцам месяцами месяцах"),
        (Unit::Quarter, "квартал квартала кварталу кварталом квартале", "кварталы кварталов кварталах"),
        (Unit::Year, "год года году годом годе г", "годы лет годов годам годами годах гг"),
        (Unit::Decade, "десятилетие десятилетию десятилетием десятилетии", "десятилетия десятилетий десятилетиями десятилетиях"),
        (
            Unit::Century,
            "век веку веком веке века столетие столетия столетию столетием столетии в",
            "веков веками веках столетий столетиях вв",
        ),
    ] {
        all(words, one, Word::Unit(unit));
        all(words, several, Word::Units(unit));
    }
    // The preposition; after a Roman number the grammar takes it for the abbreviation of `век`.
    all(words, "в во", Word::In);
    for (stem, unit) in [
        ("ежедневн", Unit::Day),
        ("еженедельн", Unit::Week),
        ("ежемесячн", Unit::Month),
        ("ежегодн", Unit::Year),
        ("еженощн", Unit::Day),
    ] {
        forms(words, stem, HARD, Word::Repeated(unit));
        forms(words, stem, "о", Word::Repeated(unit));
    }
    forms(words, "кажд", HARD, Word::Every);
}

fn parts(words: &mut HashMap<Box<str>, Word>) {
    for (list, part) in [
        ("рассвет рассвета рассвете рассветом", DayPart::Dawn),
        ("утро утра утру утром утре", DayPart::Morning),
        ("полдень полудня полудню полднем", DayPart::Noon),
        ("вечер вечера вечеру вечером вечере", DayPart::Evening),
        ("ночь ночи ночью", DayPart::Night),
        ("полночь полуночи полночью", DayPart::Midnight),
    ] {
        all(words, list, Word::DayPart(part));
    }
    for (list, portion) in [
        ("начало начала началу началом начале", Portion::Early),
        ("середина середины середине середину серединой", Portion::Mid),
        ("конец конца концу концом конце исход исходе исходу", Portion::Late),
    ] {
        all(words, list, Word::PortionNoun(portion));
    }
    forms(words, "ранн", SOFT, Word::Portion(Portion::Early));
    forms(words, "поздн", SOFT, Word::Portion(Portion::Late));
    all(words, "рано", Word::Portion(Portion::Early));
    all(words, "поздно", Word::Portion(Portion::Late));
    all(words, "половина половины половине половину половиной полугодие полугодия полугодию полугодием полугодии", Word::Half);
    all(words, "часть части", Word::Part);
    for (list, holiday) in [
        ("рождество рождества рождеству рождеством", Holiday::Fixed(1, 7)),
        ("пасха пасхи пасхе пасху пасхой", Holiday::OrthodoxEaster(0)),
        ("наурыз наурыза наурызу навруз навруза новруз новруза", Holiday::Fixed(3, 21)),
    ] {
        all(words, list, Word::Holiday(holiday));
    }
}

fn numbers(words: &mut HashMap<Box<str>, Word>) {
    let cardinals = [
        "один одного одному одним одна одной одну одно",
        "два две двух двум двумя",
        "три трех трем тремя",
        "четыре четырех четырем четырьмя",
        "пять пяти пятью",
        "шесть шести шестью",
        "семь семи семью",
        "восемь восьми восемью",
        "девять девяти девятью",
        "десять десяти десятью",
        "одиннадцать одиннадцати",
        "двенадцать двенадцати",
        "тринадцать тринадцати",
        "четырнадцать четырнадцати",
        "пятнадцать пятнадцати",
        "шестнадцать шестнадцати",
        "семнадцать семнадцати",
        "восемнадцать восемнадцати",
        "девятнадцать девятнадцати",
        "двадцать двадцати двадцатью",
    ];
    for (number, list) in (1..).zip(cardinals) {
        all(words, list, Word::Number(number));
    }
    for (number, list) in (3..).zip(["тридцать тридцати", "сорок сорока", "пятьдесят пятидесяти", "шестьдесят шестидесяти"])
    {
        all(words, list, Word::Number(number * 10));
    }
    let ordinals = "перв втор четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат \
                    семнадцат восемнадцат девятнадцат двадцат";
    for (number, stem) in [1, 2].into_iter().chain(4..).zip(ordinals.split_whitespace()) {
        forms(words, stem, HARD, Word::Ordinal(number));
    }
    all(words, "второй", Word::Ordinal(2));
    forms(words, "трет", "ий ьего ьему ьим ьем ья ьей ью ье", Word::Ordinal(3));
    forms(words, "тридцат", HARD, Word::Ordinal(30));
    let tens = "нулев  двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност";
    for (number, stem) in [0, 2, 3, 4, 5, 6, 7, 8, 9].into_iter().zip(tens.split_whitespace()) {
        forms(words, stem, "ые ых ым ыми", Word::Tens(number));
    }
    all(words, "несколько нескольких нескольким несколькими пара пару пары полтора полутора", Word::Some);
}

fn directions(words: &mut HashMap<Box<str>, Word>) {
    for (list, days) in [("сегодня", 0), ("вчера", -1), ("завтра", 1), ("позавчера", -2), ("послезавтра", 2)]
    {
        all(words, list, Word::DayShift(days));
    }
    forms(words, "сегодняшн", SOFT, Word::DayShift(0));
    forms(words, "вчерашн", SOFT, Word::DayShift(-1));
    forms(words, "завтрашн", SOFT, Word::DayShift(1));
    for (stem, endings, which) in [
        ("эт", "от ого ому им ом а ой у о", Which::This),
        ("нынешн", SOFT, Which::This),
        ("текущ", HUSHING, Which::This),
        ("прошл", HARD, Which::Last),
        ("минувш", HUSHING, Which::Last),
        ("прошедш", HUSHING, Which::Last),
        ("истекш", HUSHING, Which::Last),
        ("будущ", HUSHING, Which::Next),
        ("грядущ", HUSHING, Which::Next),
        ("наступающ", HUSHING, Which::Next),
        ("следующ", HUSHING, Which::Following),
        ("последующ", HUSHING, Which::Following),
        ("предыдущ", HUSHING, Which::Previous),
        ("предшествующ", HUSHING, Which::Previous),
        ("т", "от ого ому ом ой ту", Which::Same),
    ] {
        forms(words, stem, endings, Word::Which(which));
    }
    all(words, "то ту тот том той того тому", Word::Which(Which::Same));
    forms(words, "последн", SOFT, Word::Past);
    forms(words, "ближайш", HUSHING, Word::Coming);
    for (list, meaning) in [
        ("назад", Word::Ago),
        ("спустя позже позднее", Word::Later),
        ("ранее раньше", Word::Earlier),
        ("сейчас теперь ныне", Word::Now),
        ("недавно скоро вскоре впоследствии однажды когда-то", Word::Vague),
        ("тогда", Word::Then),
        ("около примерно приблизительно ориентировочно", Word::About),
        ("почти более свыше", Word::Nearly),
    ] {
        all(words, list, meaning);
    }
}

fn small(words: &mut HashMap<Box<str>, Word>) {
    let list = "не но а что как если или либо чем для без над под при про через из от о об обо у же ли бы ни да он она они оно мы вы я его ее \
                их ему ей им нас вас вам нам который которая которое которые которых где когда потому поэтому также еще уже только все";
    for word in list.split_whitespace() {
        all(words, word, Word::Small);
    }
    for (list, meaning) in [
        ("и", Word::And),
        ("или либо", Word::Or),
        ("на", Word::On),
        ("с со", Word::From),
        ("по", Word::To),
        ("до", Word::Until),
        ("к ко", Word::By),
        ("между", Word::Between),
        ("за в_течение", Word::For),
        ("через", Word::At),
        (
            "стр с_ страница страницы страниц пункт пункта статья статьи статье ст том рис рисунок таблица глава п № тел телефон ул улица улице улицы проспект проспекте площадь площади кв дом д корп офис",
            Word::Label,
        ),
        ("человек людей рублей тысяч тысячи млн миллионов солдат экземпляров км метров тенге долларов штук тонн", Word::Counted),
        ("мск", Word::Zone),
        ("накануне полгода другой другое после", Word::Begins),
    ] {
        all(words, list, meaning);
    }
}

fn verbs(words: &mut HashMap<Box<str>, Word>) {
    let past = "был была было были мог могла могли смог шел шла шли пошел вышел ушел пришел произошел погиб погибла умер умерла";
    let future = "будет будут будем состоится состоятся пройдет пройдут начнется начнутся планирует планируют планируется ожидается \
                  намерен намерена намерены собирается собираются предстоит станет станут сможет смогут откроется завершится появится \
                  вступит проведут проведет";
    let present = "есть является являются находится находятся";
    for (list, tense) in [(past, Tense::Past), (future, Tense::Future), (present, Tense::Present)] {
        for word in list.split_whitespace() {
            all(words, word, Word::Verb(tense));
        }
    }
}
