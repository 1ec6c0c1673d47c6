//! What the reader decides to draw, pinned as text.

use std::fmt::Write as _;

use dateline::basemap::Basemap;
use dateline::report::ids::DocumentIx;
use dateline::report::passage::Target;
use dateline::report::text::Span;
use dateline::session::{Action, Section, Session};
use dateline::theme::Palette;
use dateline::view::Scene;
use dateline::view::reader::{Common, Marking, Row, StoryPlan, pieces, ribbon, rows};
use std::sync::Arc;

use crate::fixture::{marked, session, shipped};

fn with_scene<T>(session: &Session, use_it: impl FnOnce(&Scene<'_>) -> T) -> T {
    let basemap = Basemap::default();
    let palette = Palette::light();
    use_it(&Scene {
        dossier: &session.dossier,
        index: &session.index,
        state: &session.state,
        history: session.history(),
        basemap: Some(&basemap),
        palette: &palette,
    })
}

const DOCUMENT: DocumentIx = DocumentIx(0);

/// The text of a piece with its marks: `[place]`, `(time)`, `<clue>`, `{note}`, and `~around~`.
fn describe(scene: &Scene<'_>, marking: &Marking) -> String {
    let text = &scene.dossier.document(marking.target.document).text;
    let mut shown = String::new();
    for stretch in marking.stretches() {
        let start = marking.target.span.start;
        let words = text.slice(Span { start: start + stretch.range.start, end: start + stretch.range.end });
        let mention = stretch.mention.map(|ix| scene.dossier.mention(ix));
        let is_time = mention.is_some_and(|mention| matches!(mention.subject, dateline::report::passage::Subject::Time(..)));
        let (open, close) = match () {
            () if stretch.reference => ("{", "}"),
            () if stretch.clue => ("<", ">"),
            () if stretch.quiet => ("~", "~"),
            () if is_time => ("(", ")"),
            () if mention.is_some() => ("[", "]"),
            () => ("", ""),
        };
        write!(shown, "{open}{words}{close}").unwrap();
    }
    shown
}

#[test]
fn marks_stand_where_the_words_stand_in_every_script() {
    let text = "{a;almaty;2022-01-05;witnessed|[Алматыда|place:almaty] (қ) [таңда|2022-01-05] e\u{301} [👩🏽\u{200d}🚒 x|place:oral] אב [ג|place:almaty].} After.";
    let session = Session::new(Arc::new(marked(text).open()));
    with_scene(&session, |scene| {
        let all = Target { document: DOCUMENT, span: Span { start: 0, end: session.dossier.documents[0].text.len() } };
        let marking = Marking::new(scene, all);
        assert_eq!(describe(scene, &marking), "[Алматыда] (қ) (таңда) e\u{301} [👩🏽\u{200d}🚒 x] אב [ג]. After.");
        let passage = session.dossier.passages[0].target.span;
        let clue = Span { start: 9, end: 17 };
        let marking = Marking::new(scene, all).with_core(passage).with_clue(Some(clue));
        assert_eq!(describe(scene, &marking), "[Алматыда] <(қ) ><таңд>(а) e\u{301} [👩🏽\u{200d}🚒 x] אב [ג].~ After.~");
        // A piece that begins within a mention has its rest marked, and no other words.
        let cut = Target { document: DOCUMENT, span: Span { start: 3, end: 11 } };
        assert_eq!(describe(scene, &Marking::new(scene, cut)), "[атыда] (қ");
    });
}

#[test]
fn the_report_is_set_as_pinned() {
    let session = shipped();
    let text = with_scene(&session, |scene| {
        let mut text = String::new();
        for piece in
            pieces(scene, DOCUMENT, 1.0).iter().filter(|piece| !piece.setting.body || piece.setting.ruled || piece.tail.is_some())
        {
            let words: String = scene.dossier.slice(piece.target).chars().take(40).collect();
            let setting = &piece.setting;
            let tail = piece.tail.as_ref().map(|tail| format!(" {tail:?}")).unwrap_or_default();
            writeln!(text, "{:?} {} in {}: {words}{tail}", setting.face, setting.size, setting.indent).unwrap();
        }
        text
    });
    insta::assert_snapshot!(text);
}

#[test]
fn the_ribbon_shows_when_each_stretch_of_the_text_happened() {
    let session = session();
    with_scene(&session, |scene| {
        let text: String = ribbon(scene, DOCUMENT, 60)
            .iter()
            .map(|row| match row {
                Some(tone) if tone.inside => 'W',
                Some(tone) if tone.position > 0.5 => 'x',
                Some(_) => '.',
                None => ' ',
            })
            .collect();
        assert_eq!(text, ".......................WWWWWWWWWWWWWWWWWWW........          ");
        assert!(ribbon(scene, DOCUMENT, 0).is_empty());
        assert!(ribbon(scene, DOCUMENT, 1)[0].is_some_and(|tone| tone.inside), "what is in the window is never covered");
    });
}

#[test]
fn the_story_of_the_report_is_as_pinned() {
    let session = shipped();
    with_scene(&session, |scene| {
        let plan = StoryPlan::new(scene);
        assert_eq!(plan.dots.len() + plan.undated, session.dossier.passages.len());
        assert!(plan.dots.is_sorted_by(|a, b| a.told <= b.told), "from left to right as it is told");
        assert!(plan.dots.iter().all(|dot| (0.0..=1.0).contains(&dot.happened) && dot.kind < plan.kinds.len()));
        let mut text = String::new();
        writeln!(text, "{:?}, {} undated", plan.kinds, plan.undated).unwrap();
        for (at, title) in &plan.headings {
            writeln!(text, "{at:.3} {title}").unwrap();
        }
        for dot in plan.dots.iter().step_by(12) {
            let id = &session.dossier.passage(dot.passage).id;
            writeln!(
                text,
                "{id}: told {:.3}, happened {:.3}, {}{}",
                dot.told,
                dot.happened,
                plan.kinds[dot.kind].0,
                if dot.inside { ", inside" } else { "" }
            )
            .unwrap();
        }
        insta::assert_snapshot!(text);
    });
}

/// The list as text, a row a line.
fn describe_rows(session: &Session) -> Vec<String> {
    let row = |row: Row| match row {
        Row::Section(section, count, true) => format!("{section:?} {count}"),
        Row::Section(section, count, false) => format!("{section:?} {count}, folded"),
        Row::Heading(text, away) if away.is_empty() => format!("— {text}"),
        Row::Heading(text, away) => format!("— {text}: {away}"),
        Row::Wider => "(less exact)".to_owned(),
        Row::Card(ix) => session.dossier.passage(ix).id.clone(),
    };
    with_scene(session, |scene| rows(scene, &session.cards()).into_iter().map(row).collect())
}

#[test]
fn the_list_has_four_sections_and_the_first_that_has_something_is_unfolded() {
    let mut session = session();
    assert_eq!(
        describe_rows(&session),
        [
            "Inside 2",
            "— Wednesday 5 January 2022",
            "morning",
            "(less exact)",
            "— Wednesday 5 January 2022",
            "rumour",
            "Longer 1, folded",
            "Elsewhen 3, folded",
            "Undated 1, folded",
        ]
    );
    for section in Section::ALL {
        session.apply(Action::UnfoldSection(section, section != Section::Inside));
    }
    assert_eq!(
        describe_rows(&session),
        [
            "Inside 2, folded",
            "Longer 1",
            "— 2010",
            "years",
            "Elsewhen 3",
            "— Wednesday 5 January 2022: earlier the same day",
            "night",
            "— Monday 3 January 2022: 2 days earlier",
            "spread",
            "— Saturday 1 January 2022: 4 days earlier",
            "beginning",
            "Undated 1",
            "undated",
        ]
    );
    // Another place has a list of its own.
    let zhanaozen = session.dossier.place_by_id("zhanaozen");
    session.apply(Action::SelectPlace(zhanaozen));
    assert_eq!(describe_rows(&session), ["Elsewhen 1", "— Saturday 1 January 2022: 4 days earlier", "beginning"]);
}

#[test]
fn the_list_of_a_place_of_the_report_is_as_pinned() {
    let mut session = shipped();
    let zhanaozen = session.dossier.place_by_id("zhanaozen");
    session.apply(Action::SelectPlace(zhanaozen));
    session.apply(Action::ShowSection(Section::Elsewhen));
    insta::assert_snapshot!(describe_rows(&session).join("\n"));
}

#[test]
fn accounts_say_what_they_agree_on() {
    let session = shipped();
    let id = |id: &str| session.dossier.passage_by_id(id).unwrap();
    with_scene(&session, |scene| {
        let words = |ids: &[&str]| Common::of(scene, &ids.iter().map(|name| id(name)).collect::<Vec<_>>()).words(scene);
        insta::assert_snapshot!(
            [
                words(&["city-hall-stormed", "akhmedyarov-on-attack"]),
                words(&["comrade-night", "explosions-heard", "stun-grenades"]),
                words(&["killings-1986", "city-hall-stormed"]),
                words(&["west-joins", "killings-1986"]),
            ]
            .join("\n")
        );
    });
}
