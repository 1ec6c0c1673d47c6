//! English.

use super::check;
use crate::find::Language::English;

/// A news report of Monday, 10 January 2022.
#[track_caller]
fn news(marked: &str) {
    check(English, Some("2022-01-10"), marked);
}

/// A history: no date of writing is known.
#[track_caller]
fn history(marked: &str) {
    check(English, None, marked);
}

#[test]
fn whole_dates() {
    history("On [January 4, 2022|2022-01-04] and [4 January 2022|2022-01-04], on [Jan. 4, 2022|2022-01-04].");
    history("It was [the 4th of January 2022|2022-01-04], [the twelfth of May, 1999|1999-05-12].");
    history("It was [Tuesday, January 4, 2022|2022-01-04], or [Sat., 5 Feb. 1944|1944-02-05].");
    history("Signed [2022-01-04|2022-01-04], posted under /[2022/01/06|2022-01-06]/, due [04.01.2022|2022-01-04].");
    history("In [May 1940|1940-05], in [February of 1940|1940-02], in [June, 1941|1941-06].");
    history("In [508 BC|-0507] and [AD 476|0476], in [900 CE|0900].");
}

#[test]
fn what_is_decided_is_still_to_come() {
    news("He added that a meeting would still be held on [April 24|2022-04-24]. They agreed to leave on [May 5|2022-05-05].");
    news("The union has decided to admit three countries in [early March|2022-03-01/2022-03-10], an official of the union said.");
    news("It was held on [April 24|2021-04-24]. He agreed on [May 5|2021-05-05].");
}

#[test]
fn an_aside_in_brackets_leads_nowhere() {
    history(
        "It began on [June 1, 1962|1962-06-01] (others had been seen in [1956|1956] in the south). On [June 2|1962-06-02] it ended.",
    );
    history("The battle of the river ([May 5, 1943|1943-05-05]) was long. In [June|1943-06] they left, on [the 23d|1943-06-23].");
}

#[test]
fn the_year_of_a_car_is_none() {
    news("His 1987 Chevrolet was found. The [1998|1998] games were great.");
}

#[test]
fn a_day_of_the_month_told_of() {
    history(
        "On [November 3, 1917|1917-11-03], he came. On [the 5th|1917-11-05] they met, on [the morning of the 6th|1917-11-06T06:00~/1917-11-06T12:00~] too.",
    );
    history("It began on [May 2, 1999|1999-05-02]. He lived on the 5th floor, by the 3rd Army, on the 2nd day of it.");
    news("They met on [the 5th|2022-01-05] and agreed.");
}

#[test]
fn a_date_is_of_the_year_right_before_it() {
    news("It fell in [2019|2019] on [June 5|2019-06-05]. In [2020|2020], fires burned.");
    news("On [15.1.93|1993-01-15] a shop was looted, [until 2.2.93|../1993-02-02]. Version 1.2.93 was late.");
    history(
        "It burned on [the night of 11.1.93|1993-01-11T22:00~/1993-01-12T06:00~]. In [2011|2011] people burned the customs house.",
    );
    history("They heard about 2046 statements, about [1570|1570~].");
    history("In 300 people of 1200 it was found; 1500 soldiers came. See 371 F.3d at 212 and at 939.");
}

#[test]
fn the_part_of_the_day_belongs_to_the_clock() {
    history("On [May 2, 1999|1999-05-02] he left at [three o’clock in the morning|1999-05-02T03:00/1999-05-02T03:01].");
    history(
        "At [half past nine in the evening of May 2, 1999|1999-05-02T21:30/1999-05-02T21:31], it fell; not in half past deeds.",
    );
}

#[test]
fn years_and_what_is_longer() {
    history(
        "He left in [1968|1968]. [The 1990s|199X] were hard, [the late 1980s|1986/1989] too. [By the 19th century|18XX] it stood.",
    );
    history("In [the 5th century BC|-0499/-0400], in [the 480s BC|-0488/-0479].");
    history("In [the summer of 1941|1941-22] and [spring 1942|1942-21]; in [the first quarter of 2010|2010-33].");
    history("In [the second half of 2008|2008-07/2008-12], in [mid-1995|1995-05/1995-08].");
    history("In [the nineties|199X] and [the early 20th century|1900/1933].");
}

#[test]
fn parts_of_units() {
    history(
        "[By the end of March 1944|1944-03-21/1944-03-31], in [early 2019|2019-01/2019-04], in [mid-June 1944|1944-06-11/1944-06-20].",
    );
    history("In [late May 1940|1940-05-21/1940-05-31] and [by the end of the month|1940-05-21/1940-05-31].");
}

#[test]
fn ranges() {
    history("[from 2014 to 2016|2014/2016] and [1914–18|1914/1918]; [December 17-19, 1986|1986-12-17/1986-12-19].");
    history("On [6–7 February 1919|1919-02-06/1919-02-07], [between May and June 1981|1981-05/1981-06].");
    history("The war ([1939–1945|1939/1945]) ended.");
    history("[from October 1944 to March 1945|1944-10/1945-03]");
    news("On [Sunday|2022-01-09] the lines worked [from 5:30 to 7:30 pm|2022-01-09T17:30/2022-01-09T19:30].");
}

#[test]
fn a_day_behind_hours_is_theirs() {
    history("On [14 May 2022|2022-05-14] they met. Ten died [between 2 pm and 7 pm on 15 May|2022-05-15T14:00/2022-05-15T19:00].");
    news("The road was closed [from 9 am to 11 am, Friday|2022-01-07T09:00/2022-01-07T11:00], and [Thursday|2022-01-06] too.");
}

#[test]
fn news_is_reckoned_from_the_day_of_writing() {
    news("He said [Friday|2022-01-07] that he will meet them [Wednesday|2022-01-12]. It began on [Monday|2022-01-10].");
    news("It opened in [March|2021-03] and will close in [May|2022-05].");
    news("They arrived [yesterday|2022-01-09] and leave [tomorrow|2022-01-11].");
    news("Prices rose [last week|2022-01-03/2022-01-09], [last year|2021] and [last month|2021-12].");
    news("She was freed [two months ago|2021-11] and charged [three days ago|2022-01-07].");
    news("He came [last Friday|2022-01-07], [last summer|2021-22] and [last November|2021-11].");
    news("Talks resume [next Tuesday|2022-01-11]. It is due as early as [Thursday|2022-01-13].");
    news("The papers are due [by Jan. 14|2022-01-14].");
    news("Police fired on [Jan. 5|2022-01-05]. They struck [Nov. 25|2021-11-25].");
}

#[test]
fn what_is_planned_lies_ahead() {
    news("The case is heard in [May|2022-05]. They planned a rally on [Saturday|2022-01-15] and were driving around.");
    news("A summit set for [April|2022-04] is near. The vote was postponed [until Thursday|../2022-01-13].");
    news("She said that they would meet on [Friday|2022-01-14].");
    news("They were invited in [July 1997|1997-07], and will join on [March 12|2022-03-12].");
}

#[test]
fn weeks_and_weekends_of_news() {
    news("It opened [six weeks ago|2021-11-29/2021-12-05], and fell [a week ago|2022-01-03].");
    news("It burned over [the weekend|2022-01-08/2022-01-09]. They will meet at [the weekend|2022-01-15/2022-01-16].");
    news("A hearing is due in [the week of March 7|2022-03-07/2022-03-13].");
}

#[test]
fn what_goes_on_is_told_up_to_the_day_of_writing() {
    check(
        English,
        Some("2022-01-06"),
        "People who rose up [this week|2022-01-03/2022-01-06] said so. They will rise [this week|2022-01-03/2022-01-09].",
    );
    news("[After decades|/2022-01] of repression, hope rises.");
}

#[test]
fn nights_that_belong_to_two_days() {
    history("On [the night of 4 to 5 January 2022|2022-01-04T22:00~/2022-01-05T06:00~] shots fell.");
    history(
        "At [midnight, between January 5 and 6, 2022|2022-01-05T23:30~/2022-01-06T00:30~], all was dark. [That night|2022-01-05T22:00~/2022-01-06T06:00~] the city was empty.",
    );
}

#[test]
fn lengths_are_counted_from_the_day_told_last() {
    history(
        "On [April 21, 2019|2019-04-21] they were jailed for [15 days|2019-04-21/2019-05-05~]. They had fought for [ten days|?].",
    );
    // What is told some sentences later may have begun on any day.
    history(
        "On [May 11, 2022|2022-05-11] he died at [night|2022-05-11T22:00~/2022-05-12T06:00~]. All was calm. A bridge was blocked for [nine days|?].",
    );
}

#[test]
fn times_with_a_name() {
    history("It was built during [World War II|1939-09-01/1945-09-02] and fell [after the Cold War|1991/..].");
    news("It grew [since the collapse of the Soviet Union|1991/2022-01]. The World War II museum is new.");
    news("[Soon after the New Year|2022-01-01/2022-01-04~] news came. [Post-1959|1959/2022-01] politics split them.");
}

#[test]
fn the_day_of_the_week_tells_the_year() {
    news("It happened on [Saturday, October 31|2020-10-31].");
}

#[test]
fn histories_are_reckoned_from_the_date_told_last() {
    history("On [May 10, 1940|1940-05-10] it began. On [that same day|1940-05-10] he left. In [June|1940-06] it fell.");
    history("It broke on [December 5, 1941|1941-12-05]. In [January|1942-01] they fled.");
    history(
        "On [June 10, 1940|1940-06-10] they entered; [twelve days later|1940-06-22] it ended. [The following year|1941] was worse.",
    );
    history("On [3 July 1863|1863-07-03] it was lost, and [the next day|1863-07-04] the town fell.");
    history("He came in [March 1912|1912-03]. [A year later|1913] he left, in [the same year|1913] he died.");
    history("On [22 February 1918|1918-02-22] he spoke. [The day before|1918-02-21], all was quiet.");
}

#[test]
fn a_look_aside_does_not_carry_the_telling_away() {
    history(
        "In [June 1964|1964-06] it began. A study of [2005|2005] denies it. On [4 August|1964-08-04] they fired, and in [1965|1965] they landed.",
    );
}

#[test]
fn a_look_back_does_not_carry_the_telling_away() {
    history(
        "On [7 May 2022|2022-05-07] it began. In the south they remembered [2021|2021], when he had won. On [11 June|2022-06-11] they fired.",
    );
    history(
        "On [7 May 2022|2022-05-07] it began. They had been poor [since 2019|2019/..], unlike in [2018|2018]. In [June|2022-06] it rose.",
    );
    history(
        "On [7 May 2022|2022-05-07] it began. In [2020|2020], they had struck. In [June|2020-06] they had lost. On [8 June|2022-06-08] they won.",
    );
    history("It was lost on [7 May 1942|1942-05-07]. In [1943|1943] they returned. In [June|1943-06] they won.");
}

#[test]
fn hours() {
    history("On [the evening of January 9, 2022|2022-01-09T18:00~/2022-01-10T00:00~] the line broke.");
    history("[early in the morning of January 5, 2022|2022-01-05T04:00~/2022-01-05T08:00~]");
    history("[Late at night on January 4, 2022|2022-01-04T22:00~/2022-01-05T00:00~]");
    history("[Early on January 6, 2022|2022-01-06T00:00/2022-01-06T08:00~]");
    news("It fell at [10:35 a.m. Friday|2022-01-07T10:35/2022-01-07T10:36].");
    news("They came [Friday night|2022-01-07T22:00~/2022-01-08T06:00~], [last night|2022-01-09T22:00~/2022-01-10T06:00~].");
    history("On [January 2, 2022|2022-01-02] they met. [By the next morning|2022-01-03T06:00~/2022-01-03T12:00~] all knew.");
    history(
        "On [January 4, 2022|2022-01-04] we heard shots all [night|2022-01-04T22:00~/2022-01-05T06:00~]. In [the morning|2022-01-05T06:00~/2022-01-05T12:00~] it was still.",
    );
}

#[test]
fn the_morning_after_is_of_the_next_day() {
    history(
        "On [14 May 2022|2022-05-14] it was declared. [The morning after|2022-05-15T06:00~/2022-05-15T12:00~], in the south, they fired.",
    );
    history("It fell on [14 May 2022|2022-05-14]; they had met [the evening before|2022-05-13T18:00~/2022-05-14T00:00~].");
    history("It fell on [14 May 2022|2022-05-14], [the night after May 12|2022-05-13T22:00~/2022-05-14T06:00~] they left.");
}

#[test]
fn holidays() {
    history("[By Christmas 1963|1963-12-25] it was lost; on [Easter Sunday 1916|1916-04-23] it rose.");
    news("The boy was found on [Thanksgiving Day|2021-11-25]. On [New Year's Eve|2021-12-31] they sang.");
    history("Since the attack of [9/11|2001-09-11] all has changed.");
}

#[test]
fn limits() {
    news("It has been so [since 2019|2019/2022-01].");
    history("It has been so [since 2019|2019/..], and lasted [until 1985|../1985].");
    news("Fewer came [after 2020|2020/2022-01], [starting in 1989|1989/..] for some.");
    news("They met [shortly before 4 pm on January 5|2022-01-05T15:30~/2022-01-05T16:00].");
}

#[test]
fn lengths_and_repetitions_are_no_points() {
    history("It lasted [four days|?] and a [six-month|?] siege; [every Friday|?] they met, [daily|?] at times.");
    history("They waited [twenty-five years|?], [several weeks|?].");
    news("They have protested for [thirty years|1992~/2022-01]. Over [the past ten years|2012~/2022-01] little changed.");
}

#[test]
fn what_nothing_places_is_found_without_a_time() {
    history("[The next day|?] he left. In [June|?] she came. It ended [two weeks later|?].");
    history("He died [a year after|?] the war.");
}

#[test]
fn hours_are_counted_from_those_told_before() {
    history(
        "At [10:40 p.m. on 5 March 1906|1906-03-05T22:40/1906-03-05T22:41], it fell. [An hour later|1906-03-05T23:10~/1906-03-06T00:11~] \
         it burned.",
    );
    history(
        "On [5 March 1906|1906-03-05], [two hours later|?], it fell at [10.40 P. M|1906-03-05T22:40/1906-03-05T22:41]. Version 10.40 failed.",
    );
}

#[test]
fn a_night_is_not_of_a_day_that_was_left() {
    history(
        "On [24 June 1773|1773-06-24] he came. In [early September 1773|1773-09-01/1773-09-10] he left. [That night|?] he fled.",
    );
    history(
        "On [24 June 1773|1773-06-24] he came. In [June 1773|1773-06] it was hot. [That night|1773-06-24T22:00~/1773-06-25T06:00~] he fled.",
    );
}

#[test]
fn the_time_of_writing_is_told_in_several_ways() {
    news("[As we publish this|2022-01-10], police hold the square; [at the time of writing|2022-01-10] it is calm.");
    news("The number, [as of this writing|2022-01-10], is not known. As we left, it burned.");
}

#[test]
fn last_summer_is_that_before_the_writing_where_what_is_told_is_recent() {
    let told = |year: u16| {
        format!("In [May {year}|{year}-05] it began. In [June {year}|{year}-06] and [July {year}|{year}-07] it went on. ")
    };
    let told = |year: u16| told(year) + &format!("In [August {year}|{year}-08] and [October {year}|{year}-10] it ended. ");
    news(&(told(2020) + "The court held [last summer|2021-22] that he was free."));
    news(&(told(1943) + "The court held [last summer|1943-22] that he was free."));
}

#[test]
fn what_has_happened_lies_before_the_writing() {
    let dates =
        "It began on [3 May 2020|2020-05-03], [4 May 2020|2020-05-04], [5 May 2020|2020-05-05] and [6 May 2020|2020-05-06]. ";
    news(&(dates.to_owned() + "On [3 December 2021|2021-12-03] they met. It failed on [January 28|2021-01-28]."));
    history(&(dates.to_owned() + "On [3 December 2021|2021-12-03] they met. It failed on [January 28|2022-01-28]."));
}

#[test]
fn a_day_that_is_told_again_and_again_is_that_of_its_year() {
    let day = "It fell on [January 28, 1986|1986-01-28]. ".repeat(3);
    history(
        &(day.clone()
            + "It was told on [June 17, 1986|1986-06-17] and on [December 9, 1986|1986-12-09]. The cold of [January 28|1986-01-28] was known."),
    );
    history(&(day + "In [January 28, 1990|1990-01-28] they wrote. On [January 28|1990-01-28] they met."));
}
