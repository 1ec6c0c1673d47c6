//! Tables: a text with marks, `[words|where]`. All that is marked must be found, and nothing else.
//!
//! `where` is the country's code and, behind a slash, the province's name; `in` leads those of the settlement of a site, and `-` is
//! for a place that is found and not placed.

use proptest::prelude::*;

use super::*;

fn asked(text: &str, language: Language) -> Asked<'_> {
    Asked { text, headings: &[], language, home: &[], checked: &[] }
}

/// The text without its marks, and the marks: words and where.
fn unmarked(marked: &str) -> (String, Vec<(String, String)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, after) = after.split_once(']').unwrap();
        let (words, place) = mark.split_once('|').unwrap();
        text.push_str(before);
        text.push_str(words);
        marks.push((words.to_owned(), place.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

fn told(text: &str, found: &[FoundPlace]) -> Vec<(String, String)> {
    let letters: Vec<char> = text.chars().collect();
    let named = |chosen: &Candidate| match chosen.province.as_str() {
        "" => chosen.country.clone(),
        province => format!("{}/{province}", chosen.country),
    };
    let place = |place: &FoundPlace| match (&place.chosen, &place.within) {
        (Some(chosen), _) => named(chosen),
        (None, Some(within)) => format!("in {}", named(within)),
        (None, None) => "-".to_owned(),
    };
    found.iter().map(|found| (letters[found.span.start..found.span.end].iter().collect(), place(found))).collect()
}

/// Where the mark has no province, any is right.
fn check_in(language: Language, marked: &str) {
    let (text, marks) = unmarked(marked);
    let found = told(&text, &find(&asked(&text, language)));
    let same = found.len() == marks.len()
        && found
            .iter()
            .zip(&marks)
            .all(|((words, at), (expected, place))| words == expected && (at == place || at.split('/').next() == Some(place)));
    assert!(same, "{text}\nfound    {found:?}\nexpected {marks:?}");
}

#[track_caller]
fn check(marked: &str) {
    check_in(Language::English, marked);
}

#[track_caller]
fn check_ru(marked: &str) {
    check_in(Language::Russian, marked);
}

#[test]
fn containment_says_which_one() {
    check("A man from [Paris|US/Texas], [Texas|US], was arrested.");
    check("She moved to [Springfield|US/Illinois], [Ill|US]., in May.");
    check("They met in [Athens|US/Georgia], [Georgia|US], and in [Atlanta|US/Georgia].");
    check("The minister left [Athens|GR] for talks in [Thessaloniki|GR].");
}

#[test]
fn the_others_say_which_one() {
    check("Protests spread from [Aktobe|KZ] and [Uralsk|KZ] to [Almaty|KZ] and the rest of [Kazakhstan|KZ].");
    check(
        "He lives in [Birmingham|US/Alabama]. The road to [Montgomery|US/Alabama] and [Mobile|US/Alabama] was closed in [Alabama|US].",
    );
    check("Trains from [Birmingham|GB] to [London|GB] and [Manchester|GB] were late.");
}

#[test]
fn what_is_called_after_a_settlement_is_in_it_or_only_has_its_name() {
    check("Shots were heard in [Lahore|PK]. The wounded came to [Karachi Hospital|in PK], far from [Islamabad|PK], [Pakistan|PK].");
    check("Shops burned on [Agra Road|-] in [Mumbai|IN], and also in [Delhi|IN] and [Pune|IN], [India|IN].");
    check("Crowds in [Mumbai|IN] stood before the [Nirmal Nagar police station|-] and the [Antop Hill police station|-].");
    check("Huts burned in [Nirmal Nagar|-] and in the [Salem Colony|-] of [Mumbai|IN], and in [Delhi|IN], [India|IN].");
    check("They met at the [Kabul railway station|in AF], and then in [Herat|AF], [Afghanistan|AF].");
}

#[test]
fn courts_codes_and_numbers_are_no_places() {
    check("It was decided in Trump v. Dalton. Dalton settled it in [Atlanta|US], [Georgia|US], and in [Savannah|US].");
    check(
        "See Salinas v. [United States|US], and Br. in Opp. to it, of the Southern District of [Florida|US] at [State Farm Arena|-].",
    );
    check("See Aetna Cas. & Sur. Co., and volumes XIV and XVI, in [Washington|US]. They flew from [USA|US] to [Panama|PA].");
    check("I'd go, he said, and I'll stay; N D Smith met us on October 6 at the Center at 3 EST in [Boston|US].");
    check("It was made in [America|US], and not in [Ohio|US] alone.");
    check("The Justice Department wrote to [Ohio|US] on 10/6/2023 Court Opinion and Order.");
    check("It is a Search Warrant Court Order of [Ohio|US]; they live in [Oak Court|-].");
}

#[test]
fn who_a_city_was_called_after_is_no_city() {
    check("Maxim Gorky came to [Moscow|RU]. Gorky wrote to the workers of [Kazan|RU], and Gorky left for [Perm|RU].");
    check("It was Marshal Ustinov who flew to [Kabul|AF]. Ustinov met them in [Herat|AF], [Afghanistan|AF].");
    check("Workers in [Gorky|RU] went on strike. [Gorky|RU] was closed, as were [Perm|RU] and [Kazan|RU] in [Russia|RU].");
}

#[test]
fn another_name_of_a_place_far_away_is_not_enough() {
    check(
        "Riots broke out in [Mumbai|IN], [Pune|IN], [Nagpur|IN], [Surat|IN], [Nashik|IN], [Chennai|IN], [Kolkata|IN], [Delhi|IN] and \
         [Agra|IN] in [India|IN]. Shops burned in [Sion|-] near [Mumbai|IN]. Police came to [Sion|-] and to [Kurla|-].",
    );
    check("In [Jerusalem|IL] and [Haifa|IL], [Israel|IL], they went to [Sion|IL].");
}

#[test]
fn what_a_sentence_begins_in_is_a_place_although_nothing_is_known_of_it() {
    check("Troops left [Almaty|KZ] for [Aktobe|KZ], [Kazakhstan|KZ]. In [Zhelkany|-], soldiers burned houses.");
    check(
        "Troops left [Almaty|KZ] for [Aktobe|KZ], [Kazakhstan|KZ]. In Parliament, in English, In March, In Congress, nobody spoke.",
    );
}

#[test]
fn surnames_are_told_from_towns_by_their_cases() {
    check_ru("Пугачев бежал из [Саратова|RU]. Казаки шли за Пугачевым, и Пугачева взяли под [Царицыном|RU].");
    check_ru("Он жил в [Пугачеве|RU], недалеко от [Саратова|RU], а потом за [Пугачевом|RU].");
    check_ru("Суворов пришел. Там был Суворов, и Суворова ждали в [Москве|RU] и в [Казани|RU].");
    check_ru("Это было в царствование Анны Ивановны, в [Москве|RU].");
    check_ru("Глаз висел у него на щеке. Он пришел в [Москву|RU] из [Казани|RU].");
}

#[test]
fn a_place_in_several_cases_has_one_name() {
    let text =
        "Он пришел к Илецкому городку. Потом из Илецкого городка ушли все. Он жил за рекой Чаганом; Чаган замерз. У реки Чагана.";
    let found = find(&asked(text, Language::Russian));
    let titles: Vec<&str> = found.iter().filter_map(|place| place.title.as_deref()).collect();
    assert_eq!(titles, ["Илецкий городок", "Илецкий городок"], "{:?}", told(text, &found));
}

#[test]
fn a_dateline_is_a_place() {
    check("[LONDON|GB] (Reuters) - Shares fell on Monday.");
    check("[BEIRUT|LB] — Talks were adjourned.");
}

#[test]
fn short_forms_of_states() {
    check(
        "Voters in [Columbus|US/Ohio], [Ohio|US], and in [Wheeling|US/West Virginia], [W.Va.|US], agreed with the [U.S.|US] senator.",
    );
}

#[test]
fn persons_are_no_places() {
    check("Mr. Jordan spoke first. Jordan said that he was glad.");
    check("Chelsea Clinton and Paris Hilton met John Houston. Houston laughed.");
    check("Judge Lincoln asked Dr. Madison about Sgt. Austin.");
    check("J. Houston, M. Dallas and K. London signed it.");
}

#[test]
fn what_is_called_as_a_person_before_is_that_person() {
    check("President Washington crossed the river. Washington was tired. Washington led the army to [Trenton|US/New Jersey].");
    check("Judge Houston ruled on Friday. Houston, 54, has served since 1999.");
    check("Isaiah Berlin taught for years. Irving Berlin wrote songs. Berlin fell silent.");
    check("Nursultan Nazarbayev resigned, and Asya Tulesova was jailed in [Almaty|KZ].");
    check("Nursultan Nazarbayev quit. [Astana|KZ] was renamed “[Nursultan|KZ],” and Nursultan Nazarbayev was glad.");
    check("[London|GB] was calm. [London|GB] slept. [London|GB] woke, and [Paris|FR] too, Sgt. London said.");
    check("President Park was ousted. Ms. Hill and Manly P. Hall spoke.");
    // Where something is in it, a place is meant.
    check("Ms. Berlin came from [Hamburg|DE], [Germany|DE]. In [Berlin|DE], people waited.");
    check("She lives at [12 S. Main St|-]. in [Salem|US], [Oregon|US]. [Salem|US] is small.");
}

#[test]
fn a_bare_name_is_the_city_and_not_what_is_called_after_it() {
    check("Clips came from [Uralsk|KZ/West Kazakhstan] in [Kazakhstan|KZ], others from [Kostanai|KZ/Kostanay].");
    check("In [Kharkov|UA/Kharkiv], [Ukraine|UA], trains stopped; the [Kharkov|UA] region was shelled.");
    check("The province of [Isfahan|IR] lies in [Iran|IR], and [Isfahan|IR/Isfahan] is its capital.");
    check("Strikes began in [Leningrad|RU/Saint Petersburg] and [Sverdlovsk|RU/Sverdlovsk].");
    check("Napoleon left [Brussels|BE] for [Waterloo|BE]. In [Constantinople|TR] it was calm.");
    check("Thirty died in [Bagua|PE], in the [Amazonas|PE] region of [Peru|PE]. [Lima|PE] was calm.");
    // A state whose namesake is a small town of it is the state.
    check("In [Germany|DE], [Brandenburg|DE] voted.");
}

#[test]
fn a_small_place_far_from_the_country_of_the_text_is_not_put_there() {
    check(
        "In [Peru|PE] people marched in [Lima|PE], [Cusco|PE], [Puno|PE], [Arequipa|PE], [Ayacucho|PE], [Juliaca|PE], [Ilave|PE] and [Tacna|PE]. Tourists were stranded in [Aguas Calientes|-] for days.",
    );
    check(
        "In [Peru|PE] people marched in [Lima|PE], [Cusco|PE], [Puno|PE], [Arequipa|PE], [Ayacucho|PE], [Juliaca|PE], [Ilave|PE] and [Tacna|PE]. Some flew to [London|GB], others to [Aguas Calientes|MX], [Mexico|MX].",
    );
    check(
        "In [Peru|PE] people marched in [Lima|PE], [Cusco|PE], [Puno|PE], [Arequipa|PE], [Ayacucho|PE], [Juliaca|PE], [Ilave|PE] and [Tacna|PE]. In [Chala|PE], on the coast, the road was closed.",
    );
    check("Tourists were stranded in [Aguas Calientes|MX], [Mexico|MX].");
}

#[test]
fn unions_act_and_are_areas() {
    check("EU leaders and the EU Commission agreed. Prices rose in the [EU|].");
    check("An uprising under the [USSR|] was put down.");
    check_ru("ЕС ввёл санкции. Цены в [ЕС|] выросли.");
}

#[test]
fn initials_are_no_states() {
    check("The S. D. voted with the C. D. in [Petrograd|RU].");
    check("She lived in [Pierre|US/South Dakota], [S. D|US]., for years.");
}

#[test]
fn russian_areas_end_with_a_small_word() {
    check_ru("В [Ростовской области|RU] и в [Пермском крае|RU] введён режим ЧС.");
    check_ru("Памятник Ленину и Сталину снесли в [Москве|RU].");
}

#[test]
fn hours_by_the_time_of_a_city_are_no_place() {
    check("It began shortly before 4 pm (Moscow time) in [Minsk|BY]. At noon London time it ended.");
    check("In [Moscow|RU], time was short.");
}

#[test]
fn a_country_that_is_also_a_word_is_a_country() {
    check("They played [Syria|SY] and [Turkey|TR] against each other.");
    check("They ate turkey and ham in [China|CN].");
}

#[test]
fn regions_without_a_government_are_places() {
    check("After the annexation of [Crimea|UA], war came to [Donbas|UA] and [Chechnya|RU].");
    check_ru("Бои в [Крыму|UA], [Чечне|RU], [Донбассе|UA] и [Карабахе|AZ].");
    check("Fighting in [Kashmir|], [Chechnya|RU], [Darfur|SD] and [Abkhazia|GE] went on.");
    check_ru("Бои в [Крыму|UA], на [Кавказе|] и в [Сибири|RU]; в [Донбассе|UA] тихо.");
}

#[test]
fn rulers_are_no_towns() {
    check("Lenin's article was read in [Petrograd|RU]; Stalin was silent.");
}

#[test]
fn courts_that_judge_are_no_sites() {
    check("The Supreme Court and the Circuit Court denied it.");
}

#[test]
fn months_and_ordinary_words_are_no_places() {
    check("In March he was reading. Hope was of no use. Police said nothing in May.");
    check("Nice weather! Mobile phones. Most of it was clear. Bath time. Orange juice.");
}

#[test]
fn a_poem_has_no_places() {
    check(
        "Shall I compare thee to a summer's day?\nThou art more lovely and more temperate:\nRough winds do shake the darling buds of May,\nAnd summer's lease hath all too short a date.",
    );
}

#[test]
fn a_phone_book_has_no_places() {
    check(
        "Adams, John 555-0134\nAllen, Mary 555-0187\nBaker, Susan 555-0122\nCarter, James 555-0198\nDavis, Linda 555-0145\nWard, Peter 555-0111",
    );
}

#[test]
fn a_table_of_contents_has_no_places() {
    check(
        "Contents\n1 Introduction ....... 3\n2 Methods ....... 17\n3 Results ....... 42\nAcknowledgements ....... 99\nIndex ....... 101",
    );
}

#[test]
fn noise_has_no_places() {
    check("Tbe qnick hrown f0x jnmps 0ver tlie 1azy d0g. ~~ | _ ^ ]} %% Il1l IIl1 rn m RN nn uu");
    check("");
    check("\u{feff}\u{0}\u{200b} .... ,,,, ((((( \n\n\n\t\t\t ''''' \u{301}\u{301}\u{301}");
}

#[test]
fn sites_belong_to_the_settlement_that_is_spoken_of() {
    let (text, _) = unmarked("In Almaty, the crowd reached Republic Square and then the airport. Kazakhstan was quiet.");
    let found = find(&asked(&text, Language::English));
    let told = told(&text, &found);
    let site = |words: &str| {
        let index = told.iter().position(|(found, _)| found == words).unwrap();
        assert!(found[index].chosen.is_none() && found[index].kind == PlaceKind::Site, "{told:?}");
        found[index].site_of.map(|of| told[of].0.clone())
    };
    assert_eq!(site("Republic Square").as_deref(), Some("Almaty"));
    assert_eq!(site("airport").as_deref(), Some("Almaty"));
}

#[test]
fn a_plaza_is_no_place_that_it_is_called_after() {
    check("In [Peru|PE], people gathered on the [Plaza San Martín|-] in [Lima|PE], and on the [Avenida de Mayo|-] in [Tacna|PE].");
}

#[test]
fn a_paragraph_without_a_settlement_is_told_of_its_heading() {
    let told_of = |text: &str| {
        let found = find(&asked(text, Language::English));
        let site = found.iter().find(|place| place.kind == PlaceKind::Site).unwrap();
        site.site_of.and_then(|of| found[of].chosen.as_ref()).map(|chosen| chosen.name.clone())
    };
    let body = "Buses left Cusco in Peru.\n\nIn the morning they reached Republic Square. Peru was quiet.";
    assert_eq!(told_of(&format!("The march on Lima\n\n{body}")).as_deref(), Some("Lima"));
    assert_eq!(told_of(&format!("The march on Lima\n\nThey came.\n\nAfter it\n\n{body}")).as_deref(), Some("Cusco"));
    // Lines that are only broken are no headings.
    assert_eq!(
        told_of("A march on Lima\nwas planned. Buses left Cusco in Peru.\nThey reached Republic Square.").as_deref(),
        Some("Cusco")
    );
}

#[test]
fn what_a_person_decided_counts_everywhere() {
    let text = "They left Oral for Aktobe. Oral was cold.";
    let known = Known { id: "oral".to_owned(), point: LonLat::new(51.37, 51.23) };
    let checked = [("ORAL".to_owned(), Some(known)), ("Aktobe".to_owned(), None)];
    let found = find(&Asked { checked: &checked, ..asked(text, Language::English) });
    let ids: Vec<_> = found.iter().map(|place| place.chosen.as_ref().and_then(|chosen| chosen.id.clone())).collect();
    assert_eq!(ids, [Some("oral".to_owned()), Some("oral".to_owned())]);
    assert!(found.iter().all(|place| place.reasons == [Reason::Checked]));
}

#[test]
fn home_decides_between_equals() {
    let text = "The office in Georgia was closed.";
    let at_home = |home: &str| {
        let home = [home.to_owned()];
        let found = find(&Asked { home: &home, ..asked(text, Language::English) });
        found[0].chosen.as_ref().map(|chosen| chosen.country.clone())
    };
    assert_eq!(at_home("US").as_deref(), Some("US"));
    assert_eq!(at_home("GE").as_deref(), Some("GE"));
}

#[test]
fn every_place_says_why() {
    let text = "Protests in Aktobe and Almaty, and in Paris, Texas.";
    let found = find(&asked(text, Language::English));
    assert!(
        found.len() >= 4
            && found.iter().all(|place| !place.reasons.is_empty() && place.others.len() <= crate::report::limits::CHOICES)
    );
    let aktobe = crate::find::wording::place(&found[0], "Aktobe");
    assert!(aktobe.starts_with("Aktobe: the settlement Aktobe in ") && aktobe.contains("because"), "{aktobe}");
    let paris = found.iter().find(|place| place.reasons.iter().any(|reason| matches!(reason, Reason::Within { .. }))).unwrap();
    assert!(crate::find::wording::place(paris, "Paris").contains("the text says that it is in Texas"));
}

#[test]
fn russian_names_stand_in_every_case() {
    check_ru("Протесты начались в [Жанаозене|KZ] и дошли до [Алматы|KZ] и [Актобе|KZ].");
    check_ru("Он приехал из [Москвы|RU] в [Нижний Новгород|RU], а потом в [Грозный|RU].");
    check_ru("Переговоры [России|RU] с [Турцией|TR] и [США|US] прошли в [Женеве|CH].");
}

#[test]
fn russian_persons_are_no_places() {
    check_ru("Президент Владимир Путин и Сергей Иванов встретились с Михаилом Московским.");
    check_ru("А. С. Пушкин написал Анне Керн.");
}

#[test]
fn russian_areas_show_by_their_shape() {
    check_ru("Защитники [Химкинского леса|-] вышли на улицу.");
}

#[test]
fn the_same_text_gives_the_same_places() {
    let text = "Springfield, Salem, Georgetown and Franklin are called Clinton in Madison County. ".repeat(40);
    let first = find(&asked(&text, Language::English));
    assert_eq!(first, find(&asked(&text, Language::English)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn places_are_sorted_and_lie_in_the_text(text in "(\\PC|Paris|London|Москве| |, |\n|\\.|St\\. |Lake |[A-Z][a-z]{2,6} ){0,60}", ru: bool) {
        let language = if ru { Language::Russian } else { Language::English };
        let found = find(&asked(&text, language));
        let length = text.chars().count();
        let mut end = 0;
        for place in &found {
            prop_assert!(place.span.start >= end && place.span.start < place.span.end && place.span.end <= length);
            prop_assert!((0.0..=1.0).contains(&place.confidence));
            prop_assert!(place.site_of.is_none_or(|of| of < found.len()));
            end = place.span.end;
        }
    }
}

#[test]
fn a_site_stands_in_the_city_that_the_text_is_about() {
    let site = |told: &str, city: &str| {
        let text = format!("{}{told} Then they took the airport.", format!("{city} burned. They fled {city}. ").repeat(12));
        let found = find(&asked(&text, Language::English));
        let site = found.iter().rfind(|place| place.kind == PlaceKind::Site).unwrap();
        found[site.site_of.unwrap()].chosen.as_ref().unwrap().name.clone()
    };
    assert_eq!(site("Soldiers came to Aktobe once.", "Almaty"), "Almaty");
    assert_eq!(
        site("Soldiers held Aktobe. In Aktobe they shot. They left Aktobe at night, and Aktobe was calm.", "Almaty"),
        "Aktobe"
    );
    let found = find(&asked("Shots fell in Almaty. He came from Aktobe. They took the airport.", Language::English));
    assert_eq!(found.iter().find_map(|place| place.site_of), Some(0));
}
