//! Reading: passages, accounts side by side, the text with its notes, and the order of telling.

use std::sync::Arc;

use dateline::app::picture;
use dateline::basemap::Basemap;
use dateline::report::dossier::Dossier;
use dateline::report::ids::{DocumentIx, PassageIx};
use dateline::report::passage::{BlockKind, Target};
use dateline::report::text::Span;
use dateline::session::{Action, Section, Session, Tab, ThemeChoice};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node, SnapshotOptions, SnapshotResult, try_image_snapshot_options};

use crate::fixture::{marked, session, shipped};
use crate::interface::{App, button, open, starting};

fn passage(session: &Session, id: &str) -> PassageIx {
    session.dossier.passage_by_id(id).unwrap_or_else(|| panic!("no passage {id}"))
}

fn with(mut session: Session, actions: impl IntoIterator<Item = Action>) -> Session {
    for action in actions {
        session.apply(action);
    }
    session
}

fn tab(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_role_and_label(Role::Tab, name).click();
    harness.run();
}

/// Turns the wheel by so many points, up when positive.
fn wheel(harness: &mut Harness<'_, App>, at: Pos2, by: f32) {
    harness.event(Event::PointerMoved(at));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, by),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    harness.run();
}

/// Over the text of the reader.
const TEXT: Pos2 = egui::pos2(1180.0, 400.0);

/// Where the reference to a note stands.
fn reference(dossier: &Dossier, label: &str) -> Target {
    let is_it = |kind: &BlockKind| matches!(kind, BlockKind::FootnoteRef(other) if other == label);
    dossier.blocks.iter().find(|block| is_it(&block.kind)).unwrap().target
}

#[test]
fn from_a_place_to_its_other_times_and_into_the_text() {
    let mut harness = open(shipped());
    let almaty = harness.state().session.dossier.place_by_id("almaty");
    starting(&harness, "Almaty, ")[0].click();
    harness.run();
    assert_eq!(harness.state().session.state.selection.place, almaty);
    let cards = harness.state().session.cards();
    let texts = ["in the window", "covering a longer period", "at other times", "without a date"];
    for (section, text) in Section::ALL.into_iter().zip(texts) {
        harness.get_by_role_and_label(Role::Link, &format!("{} {text}", cards.count(section)));
    }
    let name = format!("{} at other times", cards.count(Section::Elsewhen));
    harness.get_by_role_and_label(Role::Link, &name).click();
    harness.run();
    let head = starting(&harness, "At other times, ")[0].rect();
    let link = harness.get_by_role_and_label(Role::Link, &name).rect();
    assert!(head.top() > link.bottom() && head.top() < link.bottom() + 60.0, "at the top of the list: {head:?}");
    let first = harness.state().session.listed(Section::Elsewhen)[0];
    let below = |node: &Node<'_>| node.rect().top() > head.top();
    harness.query_all_by_label("Open in report").find(below).unwrap().click();
    harness.run();
    let state = &harness.state().session.state;
    assert_eq!((state.tab, state.selection.passage), (Tab::Document, Some(first)));
    let read = state.reading_position.unwrap();
    let target = harness.state().session.dossier.passage(first).target;
    assert!(read.target.span.overlaps(Span { start: target.span.start, end: target.span.end + 400 }), "{read:?} {target:?}");
    button(&harness, "Contents").click();
    harness.run();
    harness.get_by_role_and_label(Role::TreeItem, "The Prison of Nations").click();
    harness.run();
    let read = harness.state().session.state.reading_position.unwrap();
    assert!(read.target.span.overlaps(Span { start: 33_245, end: 33_400 }), "{read:?}");
}

#[test]
fn a_card_shows_what_stands_around_it_and_why_it_has_its_date() {
    let mut harness = open(session());
    let words = "The text states the time. Read as 5 January 2022, c. 09:00–10:00.";
    assert!(harness.query_by_label(words).is_none());
    starting(&harness, "Why this date")[0].click();
    harness.run();
    assert!(harness.query_by_label(words).is_some());
    assert!(harness.query_by_label("How the speaker knows: Was there.").is_some());
    let mut harness = open(with(shipped(), [Action::ReadPassage(passage(&shipped(), "comrade-night"))]));
    let whole = "Now people are";
    assert!(starting(&harness, "“All night there").is_empty(), "the paragraph begins with a mark that is not in the passage");
    let card = starting(&harness, "Passage Explosions, police violence").into_iter().next().unwrap().rect();
    wheel(&mut harness, TEXT, f32::from(i16::MIN).max(420.0 - card.bottom()));
    let card = starting(&harness, "Passage Explosions, police violence").into_iter().next().unwrap().rect();
    let all: Vec<_> = harness.query_all_by_label("Context").collect();
    all.into_iter().find(|node| card.contains_rect(node.rect())).unwrap().click();
    harness.run();
    let around: Vec<_> = starting(&harness, "“All night there");
    assert_eq!(around.len(), 1);
    let node = around[0].accesskit_node();
    let text = node.value().or_else(|| node.label()).unwrap();
    assert!(text.contains(whole), "{text}");
}

#[test]
fn two_accounts_are_laid_side_by_side_and_escape_leads_back() {
    let session = shipped();
    let stormed = passage(&session, "city-hall-stormed");
    let mut harness = open(with(session, [Action::ReadPassage(stormed)]));
    button(&harness, "contradicted by Lukpan Akhmedyarov").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Heading, "2 accounts").is_some());
    let accounts: Vec<_> = starting(&harness, "Account ").iter().map(Node::rect).collect();
    assert_eq!(accounts.len(), 2);
    assert!(accounts[0].right() < accounts[1].left() && (accounts[0].top() - accounts[1].top()).abs() < 1.0, "in columns");
    harness.set_size(egui::vec2(480.0, 700.0));
    harness.run();
    let narrow: Vec<_> = starting(&harness, "Account ").iter().map(Node::rect).collect();
    assert!(narrow[0].bottom() < narrow[1].top(), "below each other where there is no room: {narrow:?}");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Heading, "2 accounts").is_none());
    assert_eq!(harness.state().session.state.selection.passage, Some(stormed), "Escape closes the innermost thing only");
    harness.set_size(egui::vec2(1440.0, 900.0));
    harness.run();
    button(&harness, "contradicted by Lukpan Akhmedyarov").click();
    harness.run();
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    harness.run();
    assert!(harness.state().session.state.reader.compared.is_empty());
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    harness.run();
    assert_eq!(harness.state().session.state.reader.compared.len(), 2, "history leads there and back");
}

#[test]
fn the_same_time_elsewhere_is_one_click() {
    let session = session();
    let almaty = session.dossier.place_by_id("almaty");
    let mut harness = open(with(session, [Action::SelectPlace(almaty)]));
    assert_eq!(starting(&harness, "Passage ").len(), 1);
    let before = harness.state().session.state.window;
    button(&harness, "At the same time").click();
    harness.run();
    let state = &harness.state().session.state;
    assert_eq!((state.selection.place, state.window), (None, before));
    assert_eq!(starting(&harness, "Passage Title of rumour").len(), 1, "Uralsk, on the same day");
    // From another time, the window goes along.
    let years = passage(&harness.state().session, "years");
    harness.state_mut().session.apply(Action::SameTimeElsewhere(years));
    harness.run();
    let window = harness.state().session.state.window;
    assert_eq!(window.from.year(), 2010);
}

#[test]
fn a_footnote_opens_in_place_and_leads_back() {
    let session = shipped();
    let first = reference(&session.dossier, "1");
    let mut harness = open(with(session, [Action::ShowText(first)]));
    assert!(harness.query_by_label("Close note").is_none());
    harness.get_by_role_and_label(Role::Link, "Note 1").click();
    harness.run();
    let link = harness.get_by_role_and_label(Role::Link, "Note 1").rect();
    let close = button(&harness, "Close note").rect();
    assert!(close.top() > link.bottom() && close.top() < link.bottom() + 400.0, "right below its paragraph");
    assert!(starting(&harness, "December 17-19, 1986: ").len() == 1, "its mentions are marked");
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Close note").is_none());
    assert_eq!(harness.state().session.state.tab, Tab::Document);
    harness.get_by_role_and_label(Role::Link, "Note 1").click();
    harness.run();
    button(&harness, "Show in the list of notes").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Link, "Note 1").is_none(), "at the end of the text");
    harness.query_all_by_role_and_label(Role::Button, "Back to the text").next().unwrap().click();
    harness.run();
    let back = harness.get_by_role_and_label(Role::Link, "Note 1").rect();
    assert!(harness.get_by_label("Map").rect().y_range().contains(back.center().y), "the reference is on the screen again");
}

#[test]
fn the_story_curve_has_a_node_for_every_dated_passage() {
    let mut harness = open(session());
    tab(&mut harness, "Story");
    assert_eq!(starting(&harness, "Story Title of").len(), 6);
    assert!(harness.query_by_label("eyewitness 6").is_some(), "the legend names the kind of voice");
    let at = |harness: &Harness<'_, App>, name: &str| starting(harness, name)[0].rect().center();
    let (beginning, night) = (at(&harness, "Story Title of beginning"), at(&harness, "Story Title of night"));
    assert!(beginning.x < night.x && beginning.y > night.y, "told earlier and happened earlier");
    starting(&harness, "Story Title of night")[0].click();
    harness.run();
    let session = &harness.state().session;
    assert_eq!(session.state.selection.passage, session.dossier.passage_by_id("night"));
    assert_eq!(session.state.tab, Tab::Document);
}

#[test]
fn the_window_follows_the_reading_and_comes_to_rest() {
    let session = shipped();
    let start = Target { document: DocumentIx(0), span: Span { start: 20_700, end: 20_701 } };
    let mut harness = open(with(session, [Action::ShowText(start)]));
    let before = harness.state().session.state.window;
    wheel(&mut harness, TEXT, -60.0);
    assert_eq!(harness.state().session.state.window, before, "the window stays as long as nobody asks");
    button(&harness, "Follow the reading").click();
    harness.run();
    let mut windows = Vec::new();
    for _ in 0..12 {
        let at = harness.state().session.state.reading_position.unwrap().target.span.start;
        wheel(&mut harness, TEXT, -80.0);
        let session = &harness.state().session;
        let position = session.state.reading_position.unwrap();
        assert!(position.target.span.start > at, "the text scrolls on and does not jump back");
        if let Some(when) = position.passage.and_then(|ix| session.dossier.passage(ix).when) {
            assert_eq!(session.state.window, session.index.window_of(&when));
        }
        windows.push(session.state.window);
    }
    windows.dedup();
    assert!(windows.len() >= 3, "{windows:?}");
    tab(&mut harness, "Passages");
    assert_eq!(harness.state().session.state.reading_position, None);
}

#[test]
fn a_passage_is_marked_in_the_margin_and_a_click_selects_it_without_a_jump() {
    let mut harness = open(session());
    tab(&mut harness, "Document");
    let before = starting(&harness, "Passage Title of rumour")[0].rect();
    starting(&harness, "Passage Title of rumour")[0].click();
    harness.run();
    let session = &harness.state().session;
    assert_eq!(session.state.selection.passage, session.dossier.passage_by_id("rumour"));
    let after = starting(&harness, "Passage Title of rumour")[0].rect();
    assert!((before.top() - after.top()).abs() < 0.5, "{before:?} {after:?}");
}

#[test]
fn the_text_is_set_larger_around_what_is_read() {
    let session = shipped();
    let place = Target { document: DocumentIx(0), span: Span { start: 40_000, end: 40_001 } };
    let mut harness = open(with(session, [Action::ShowText(place)]));
    let top = |harness: &Harness<'_, App>| harness.state().session.state.reading_position.unwrap().target.span;
    let before = top(&harness);
    for _ in 0..4 {
        button(&harness, "Larger text").click();
        harness.run();
    }
    assert_eq!(harness.state().session.state.reader.text_step, 4);
    let after = top(&harness);
    assert!(after.start.abs_diff(before.start) < 700, "{before:?} {after:?}");
    for _ in 0..9 {
        button(&harness, "Smaller text").click();
        harness.run();
    }
    assert_eq!(harness.state().session.state.reader.text_step, -3, "not smaller than can be read");
}

#[test]
fn rows_have_a_measure_that_is_good_to_read() {
    let session = shipped();
    let start = Target { document: DocumentIx(0), span: Span { start: 10_000, end: 10_001 } };
    for (width, least, most) in [(2200.0, 60, 75), (1440.0, 55, 75), (1000.0, 30, 65), (640.0, 55, 75)] {
        let mut harness = open(with(session.clone(), [Action::ShowText(start)]));
        harness.set_size(egui::vec2(width, 900.0));
        harness.run();
        let mut lengths = Vec::new();
        for _ in 0..40 {
            let row = harness.state().session.state.reading_position.unwrap().target.span;
            lengths.push(row.end - row.start);
            wheel(&mut harness, egui::pos2(width - 200.0, 400.0), -22.0);
        }
        lengths.sort_unstable();
        let usual = lengths[lengths.len() * 2 / 3];
        assert!((least..=most).contains(&usual), "{width}: {lengths:?}");
    }
}

#[test]
fn a_line_of_the_contents_leads_to_its_heading() {
    let mut harness = open(shipped());
    tab(&mut harness, "Document");
    harness.get_by_role_and_label(Role::Link, "Go to The Background of the Uprising").click();
    harness.run();
    let read = harness.state().session.state.reading_position.unwrap().target.span;
    assert!(read.overlaps(Span { start: 7381, end: 7500 }), "{read:?}");
}

#[test]
fn the_text_is_there_for_a_screen_reader_and_turned_by_the_page() {
    let mut harness = open(shipped());
    tab(&mut harness, "Document");
    assert!(harness.query_by_role_and_label(Role::Heading, "I. The Uprising in Kazakhstan").is_some());
    assert_eq!(starting(&harness, "A full-scale uprising has broken out in Kazakhstan").len(), 1);
    let read = |harness: &Harness<'_, App>| harness.state().session.state.reading_position.unwrap().target.span.start;
    let mut before = read(&harness);
    for _ in 0..3 {
        harness.key_press(Key::PageDown);
        harness.run();
        assert!(read(&harness) > before, "a page further");
        before = read(&harness);
    }
    assert!(starting(&harness, "A full-scale uprising has broken out in Kazakhstan").is_empty());
    harness.key_press(Key::PageUp);
    harness.run();
    assert!(read(&harness) < before);
}

/// A report of many paragraphs, each with a passage on a day of its own.
fn long_report(paragraphs: usize) -> Session {
    let paragraph = |index: usize| {
        let (day, month, year) = (index % 28 + 1, index / 28 % 12 + 1, 1990 + index / 336);
        let more = "And so it went on, as it had before, and nobody knew why. ".repeat(index % 7 + 1);
        format!("{{p{index};almaty;{year}-{month:02}-{day:02};reported|In [Almaty|place:almaty], number {index}. {more}}}")
    };
    let text: Vec<String> = (0..paragraphs).map(paragraph).collect();
    Session::new(Arc::new(marked(&text.join("\n")).open()))
}

/// However the wheel is turned, what is on the screen moves by as much as the wheel, although heights are corrected.
fn wheel_moves_what_is_seen(harness: &mut Harness<'_, App>, by: f32) {
    for _ in 0..5 {
        let held = starting(harness, "Passage ").into_iter().find(|node| node.rect().top() > 230.0).unwrap();
        let (name, before) = (held.accesskit_node().label().unwrap(), held.rect().top());
        wheel(harness, TEXT, by);
        let after = starting(harness, &name)[0].rect().top();
        assert!((after - before - by).abs() < 1.5, "{name}: {before} {after} {by}");
    }
}

#[test]
fn of_many_cards_only_the_visible_ones_are_laid_out() {
    let session = long_report(900);
    let last = passage(&session, "p899");
    let almaty = session.dossier.place_by_id("almaty");
    let all = session.index.folds().extent().unwrap();
    let mut harness = open(with(session, [Action::SelectPlace(almaty), Action::SetWindow(all)]));
    assert_eq!(harness.state().session.listed(Section::Inside).len(), 900);
    let cards = starting(&harness, "Passage ").len();
    assert!((3..30).contains(&cards), "{cards} cards");
    wheel_moves_what_is_seen(&mut harness, -90.0);
    harness.state_mut().session.apply(Action::SetWindow(all));
    harness.state_mut().session.apply(Action::ReadPassage(last));
    harness.run();
    let card = starting(&harness, "Passage Title of p899");
    assert_eq!(card.len(), 1);
    assert!(card[0].rect().top() < 620.0, "the last card is brought into view: {:?}", card[0].rect());
    wheel_moves_what_is_seen(&mut harness, 90.0);
}

#[test]
fn text_does_not_jump_while_it_is_laid_out() {
    let session = long_report(600);
    let middle = session.dossier.passage(passage(&session, "p300")).target;
    let mut harness = open(with(session, [Action::ShowText(middle)]));
    for by in [-70.0, 150.0, -40.0] {
        wheel_moves_what_is_seen(&mut harness, by);
    }
    let nodes = starting(&harness, "Almaty: Almaty").len();
    assert!(nodes < 40, "only what is visible is laid out: {nodes}");
}

#[test]
fn any_script_and_any_length_of_line_can_be_read() {
    let text = format!(
        "{{kk;almaty;2022-01-05;witnessed|[Алматы|place:almaty] қаласында, Өскемен мен Жаңаөзенде үлкен ұран һәм ғ.}}\n\
         {{combining;almaty;2022-01-05;witnessed|E\u{301}te\u{301} in [Alma\u{301}ty|place:almaty], n\u{303}.}}\n\
         {{emoji;almaty;2022-01-05;witnessed|✊🏽 [Almaty 👩🏽\u{200d}🚒|place:almaty] 🇰🇿 \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}.}}\n\
         {{rtl;almaty;2022-01-05;witnessed|They wrote אלמטי and ألماتي in [\u{202b}אלמטי\u{202c}|place:almaty] walls.}}\n\
         {{long;almaty;2022-01-05;witnessed|{}[Almaty|place:almaty]}} {}\n\
         {}",
        "слово ".repeat(17_000),
        "word ".repeat(500),
        "x".repeat(100_000),
    );
    let session = Session::new(Arc::new(marked(&text).open()));
    let documents = &session.dossier.documents[0].text;
    assert!(documents.lines().iter().any(|line| line.end - line.start > 100_000));
    let rtl = passage(&session, "rtl");
    let mut harness = open(with(session, [Action::ReadPassage(rtl)]));
    tab(&mut harness, "Document");
    // Each mention is lit where its own words stand, and nowhere else.
    for start in
        ["Алматы: Almaty", "Alma\u{301}ty: Almaty", "Almaty 👩🏽\u{200d}🚒: Almaty", "\u{2068}\u{202b}אלמטי\u{202c}\u{2069}: Almaty"]
    {
        let nodes = starting(&harness, start);
        assert_eq!(nodes.len(), 1, "{start}");
        assert!(nodes[0].rect().width() > 8.0 && nodes[0].rect().width() < 120.0, "{start}: {:?}", nodes[0].rect());
    }
    for _ in 0..30 {
        wheel(&mut harness, TEXT, -700.0);
    }
    tab(&mut harness, "Passages");
    let long = passage(&harness.state().session, "long");
    harness.state_mut().session.apply(Action::ToggleAround(long));
    harness.state_mut().session.apply(Action::ReadPassage(long));
    harness.run();
    tab(&mut harness, "Document");
    let target = harness.state().session.dossier.passage(long).target;
    let end = Target { span: Span { start: target.span.end - 6, end: target.span.end }, ..target };
    harness.state_mut().session.apply(Action::ShowText(end));
    harness.run();
    assert_eq!(starting(&harness, "Almaty: Almaty").len(), 1, "the mention at the end of a line of 100,000 characters");
}

/// Folds and unfolds by the head of a section, with the keyboard.
fn press(harness: &mut Harness<'_, App>, start: &str) {
    starting(harness, start)[0].focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
}

#[test]
fn sections_fold_and_unfold_by_mouse_and_by_key_and_the_list_does_not_jump() {
    let session = session();
    let almaty = session.dossier.place_by_id("almaty");
    let mut harness = open(with(session, [Action::SelectPlace(almaty)]));
    let folded = |harness: &Harness<'_, App>, start: &str| {
        let node = starting(harness, start).into_iter().next().unwrap().accesskit_node().data().is_expanded();
        node == Some(false)
    };
    assert!(!folded(&harness, "In the window, 1 passage") && folded(&harness, "At other times, 1 passage"));
    let before = starting(&harness, "In the window, ")[0].rect();
    starting(&harness, "At other times, ")[0].click();
    harness.run();
    assert_eq!(starting(&harness, "Passage Title of night").len(), 1);
    assert_eq!(harness.query_all_by_role_and_label(Role::Heading, "Wednesday 5 January 2022, earlier the same day").count(), 1);
    assert_eq!(starting(&harness, "In the window, ")[0].rect(), before);
    press(&mut harness, "In the window, ");
    assert!(folded(&harness, "In the window, ") && starting(&harness, "Passage Title of morning").is_empty());
    press(&mut harness, "In the window, ");
    assert_eq!(starting(&harness, "Passage Title of morning").len(), 1);
}

#[test]
fn where_nothing_is_in_the_window_the_rest_is_listed_and_the_way_there_is_offered() {
    let mut harness = open(session());
    starting(&harness, "Zhanaozen, ")[0].click();
    harness.run();
    assert_eq!(starting(&harness, "Passage Title of beginning").len(), 1, "at once");
    assert!(harness.query_by_label("Zhanaozen has passages on Saturday 1 January 2022.").is_some());
    button(&harness, "Go there").click();
    harness.run();
    assert!(harness.query_by_role_and_label(Role::Link, "1 in the window").is_some());
    assert!(harness.query_by_label("Go there").is_none());
}

#[test]
fn the_passages_of_every_place_are_read_after_one_click() {
    let mut harness = open(shipped());
    let start = harness.state().session.clone();
    let places: Vec<_> = (0..start.dossier.places.len()).map(dateline::report::ids::PlaceIx::new).collect();
    let (mut all, mut typed) = (0, 0);
    for place in places.into_iter().filter(|place| start.index.place(*place).total() > 0) {
        harness.state_mut().session = start.clone();
        harness.run();
        let title = start.dossier.place(place).title.clone();
        // A marker, or a bar of the timeline; the list itself is what is to be reached.
        let (name, within) = (format!("{title}, "), format!(", {title}, "));
        let label = |node: &Node<'_>| node.accesskit_node().label().unwrap_or_default();
        let is_bar = |node: &Node<'_>| label(node).contains(&within) && !label(node).starts_with("Passage ");
        let marker = starting(&harness, &name).into_iter().next().or_else(|| starting(&harness, "").into_iter().find(is_bar));
        if let Some(marker) = marker {
            marker.click();
        } else {
            // What is not on the screen is typed, and clicked in the list of places.
            harness.key_press_modifiers(Modifiers::CTRL, Key::K);
            harness.run();
            harness.event(Event::Text(title.clone()));
            harness.run();
            starting(&harness, &format!("{title}, ")).first().unwrap_or_else(|| panic!("{title} is not offered")).click();
            typed += 1;
        }
        all += 1;
        harness.run();
        let reader = harness.get_by_label("Map").rect();
        let seen = |node: &Node<'_>| node.rect().top() < reader.bottom() && node.rect().left() > reader.right();
        assert!(starting(&harness, "Passage ").iter().any(seen), "{title}: no words of a passage are seen after one click");
    }
    assert!(all > 40 && typed < all, "{typed} of {all} places were typed");
}

#[test]
fn hits_outside_the_window_are_listed() {
    let mut harness = open(with(session(), [Action::SetQuery("bangs".into())]));
    assert!(harness.query_by_role_and_label(Role::Link, "0 in the window").is_some());
    assert_eq!(starting(&harness, "Passage Title of night").len(), 1);
    let oral = harness.state().session.dossier.place_by_id("oral");
    harness.state_mut().session.apply(Action::SelectPlace(oral));
    harness.run();
    assert_eq!(starting(&harness, "No passage on Uralsk matches the search").len(), 1);
    button(&harness, "Show passages in all places").click();
    harness.run();
    assert_eq!(starting(&harness, "Passage Title of night").len(), 1);
}

#[test]
fn an_empty_page_says_what_would_be_on_it_and_leads_out() {
    let mut harness = open(session());
    tab(&mut harness, "Notes");
    assert_eq!(starting(&harness, "The passages that you star would be here").len(), 1);
    button(&harness, "Find a passage to star").click();
    harness.run();
    assert_eq!(harness.state().session.state.tab, Tab::Passages);
    let mut steps = vec![
        ("zzz", "No passage matches the search.", "Clear the search"),
        ("looked", "No passage matches the search; 1 hit in the text around the passages.", "Go to the first hit"),
        ("status:official", "7 passages would be listed here, but filters hide them all.", "Show all passages"),
    ];
    while let Some((query, sentence, step)) = steps.pop() {
        harness.state_mut().session.apply(Action::ShowTab(Tab::Passages));
        harness.state_mut().session.apply(Action::SetQuery(query.to_owned()));
        harness.run();
        assert!(harness.query_by_label(sentence).is_some(), "{query}");
        button(&harness, step).click();
        harness.run();
        let state = &harness.state().session.state;
        assert!(state.query.text.is_empty() || state.hit.is_some(), "{query}");
    }
    harness.state_mut().session.apply(Action::SetQuery("status:official".to_owned()));
    harness.run();
    tab(&mut harness, "Story");
    assert_eq!(starting(&harness, "Each passage with a date would be a point here").len(), 1);
    button(&harness, "Show all passages").click();
    harness.run();
    assert_eq!(starting(&harness, "Story Title of").len(), 6);
    // Text alone, without a passage.
    let mut harness = open(Session::new(Arc::new(marked("Nothing is known of it.").open())));
    assert_eq!(harness.state().session.state.tab, Tab::Document, "it begins with the text");
    tab(&mut harness, "Passages");
    assert_eq!(starting(&harness, "This dossier has no passages yet").len(), 1);
    button(&harness, "Read the text").click();
    harness.run();
    assert_eq!(starting(&harness, "Nothing is known of it.").len(), 1);
}

#[test]
fn a_long_list_of_other_times_is_laid_out_as_far_as_it_is_read() {
    let session = long_report(900);
    let window = dateline::index::times::Window::new(
        dateline::report::moment::Moment::from_ymd(1991, 1, 5).unwrap(),
        dateline::report::moment::Moment::from_ymd(1991, 1, 6).unwrap(),
    );
    let mut harness = open(with(session, [Action::SetWindow(window), Action::ShowSection(Section::Elsewhen)]));
    assert_eq!(harness.state().session.listed(Section::Elsewhen).len(), 899);
    let cards = starting(&harness, "Passage ").len();
    assert!((2..30).contains(&cards), "{cards} cards");
    wheel_moves_what_is_seen(&mut harness, -300.0);
    for _ in 0..60 {
        wheel(&mut harness, TEXT, -2000.0);
    }
    assert!((2..30).contains(&starting(&harness, "Passage ").len()), "far down too");
    wheel_moves_what_is_seen(&mut harness, 90.0);
}

/// Compares a picture of the reader alone, so that it does not change with the map and the timeline.
fn compare(mut session: Session, name: &str, theme: ThemeChoice) -> SnapshotResult {
    const SIZE: [u32; 2] = [1440, 1010];
    session.apply(Action::SetTheme(theme));
    let basemap = Basemap::embedded().unwrap();
    let picture = picture::paint(&mut session, Some(&basemap), SIZE, 1);
    let image = image::RgbaImage::from_raw(picture.width, picture.height, picture.pixels).unwrap();
    let reader = image::imageops::crop_imm(&image, 908, 46, 532, 605).to_image();
    let options = SnapshotOptions::new().threshold(0.4).max_failed_pixels(8).output_path("tests/pictures");
    try_image_snapshot_options(&reader, name, &options)
}

#[test]
fn the_reader_looks_as_it_did() {
    let dossier = shipped();
    let id = |id: &str| passage(&dossier, id);
    let almaty = dossier.dossier.place_by_id("almaty");
    let note = reference(&dossier.dossier, "1");
    let (stormed, attack) = (id("city-hall-stormed"), id("akhmedyarov-on-attack"));
    let cards =
        vec![Action::SelectPlace(almaty), Action::ReadPassage(stormed), Action::ToggleAround(stormed), Action::ToggleWhy(stormed)];
    let text = vec![Action::ShowText(note), Action::OpenNote(Some(note))];
    let quiet = vec![Action::SelectPlace(dossier.dossier.place_by_id("zhanaozen")), Action::ShowSection(Section::Elsewhen)];
    let both = vec![Action::Compare(vec![stormed, attack])];
    let story = vec![Action::SelectPassage(id("killings-1986")), Action::ShowTab(Tab::Story)];
    let pictures = [("cards", cards), ("sections", quiet), ("document", text), ("accounts", both), ("story", story)];
    let themes = [("light", ThemeChoice::Light), ("dark", ThemeChoice::Dark)];
    let mut faults = Vec::new();
    for (name, actions) in pictures {
        for (suffix, theme) in themes {
            let result = compare(with(shipped(), actions.clone()), &format!("reader_{name}_{suffix}"), theme);
            faults.extend(result.err().map(|error| error.to_string()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn words_that_stand_only_in_a_title_lead_to_its_passage() {
    let mut harness = open(session());
    harness.state_mut().session.apply(Action::SetQuery("night title".to_owned()));
    harness.run();
    assert!(harness.query_by_label("No passage matches the search.").is_some());
    assert!(harness.query_by_role_and_label(Role::Button, "Title of morning").is_none());
    harness.get_by_role_and_label(Role::Button, "Title of night").click();
    harness.run();
    let session = &harness.state().session;
    assert_eq!((session.state.query.text.as_str(), session.state.selection.passage), ("", session.dossier.passage_by_id("night")));
    // What is found in the texts needs no such help.
    harness.state_mut().session.apply(Action::SetQuery("night".to_owned()));
    harness.run();
    assert!(harness.query_by_label("These words stand in the title of a passage:").is_none());
}
