//! What a hand, a keyboard or a screen reader does, through the real interface.

use std::sync::{Arc, LazyLock};

use dateline::basemap::Basemap;
use dateline::raster::Painter;
use dateline::report::moment::{HOUR, Moment};
use dateline::report::wording;
use dateline::session::{Effect, Section, Session, Tab};
use dateline::theme;
use dateline::view::{self, Caches};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, TexturesDelta, pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node, TestRenderer};

use crate::fixture::{session, shipped};

static BASEMAP: LazyLock<Basemap> = LazyLock::new(|| Basemap::embedded().unwrap());

/// What runs inside the harness: the window without its shell.
pub struct App {
    pub session: Session,
    caches: Caches,
    pub effects: Vec<Effect>,
}

/// The CPU painter as a renderer for tests.
#[derive(Default)]
struct Renderer(Painter);

impl TestRenderer for Renderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.update_textures(delta);
        delta.clear();
    }

    fn render(&mut self, context: &egui::Context, output: &egui::FullOutput) -> Result<image::RgbaImage, String> {
        let primitives = context.tessellate(output.shapes.clone(), output.pixels_per_point);
        let size = context.content_rect().size() * output.pixels_per_point;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size of a small window")]
        let size = [size.x as u32, size.y as u32];
        let picture = self.0.paint(&primitives, output.pixels_per_point, size, egui::Color32::BLACK);
        image::RgbaImage::from_raw(picture.width, picture.height, picture.pixels).ok_or_else(|| "wrong size".to_owned())
    }
}

pub fn open(session: Session) -> Harness<'static, App> {
    harness(session, 0.25)
}

/// As [`open`], with motion, and 60 frames a second.
pub fn open_moving(session: Session) -> Harness<'static, App> {
    let harness = harness(session, 1.0 / 60.0);
    // The harness takes all motion away when it is made.
    harness.ctx.all_styles_mut(|style| style.animation_time = 0.12);
    harness
}

fn harness(session: Session, step: f32) -> Harness<'static, App> {
    let app = App { session, caches: Caches::default(), effects: Vec::new() };
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1440.0, 900.0))
        .with_max_steps(60)
        .with_step_dt(step)
        .with_render_cursor(false)
        .renderer(Renderer::default())
        .with_context_setup(|context| {
            theme::install(context);
            context.all_styles_mut(|style| style.animation_time = 0.0);
        })
        .build_ui_state(
            |ui, app: &mut App| {
                for action in view::keyed(ui, &app.session) {
                    app.effects.extend(app.session.apply(action));
                }
                let actions = view::show(ui, &app.session, Some(&BASEMAP), &mut app.caches);
                if !actions.is_empty() {
                    ui.ctx().request_repaint();
                }
                for action in actions {
                    app.effects.extend(app.session.apply(action));
                }
            },
            app,
        );
    harness.run();
    harness
}

pub fn button<'a>(harness: &'a Harness<'_, App>, label: &'a str) -> Node<'a> {
    harness.get_by_role_and_label(Role::Button, label)
}

/// The only button whose name begins so.
pub fn button_starting<'a>(harness: &'a Harness<'_, App>, start: &'a str) -> Node<'a> {
    let found: Vec<_> = starting(harness, start);
    assert_eq!(found.len(), 1, "buttons that begin with “{start}”");
    found.into_iter().next().unwrap()
}

pub fn starting<'a>(harness: &'a Harness<'_, App>, start: &'a str) -> Vec<Node<'a>> {
    let matches = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.label().or_else(|| node.value()).is_some_and(|label| label.starts_with(start))
    };
    harness.query_all_by(matches).collect()
}

pub fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    harness.event(Event::PointerMoved(from));
    harness.run();
    let press = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    harness.event(press(from, true));
    harness.step();
    for share in [0.2, 0.5, 0.8, 1.0] {
        harness.event(Event::PointerMoved(from.lerp(to, share)));
        harness.step();
    }
    harness.event(press(to, false));
    harness.run();
}

pub fn at(day: u32, hour: i64) -> Moment {
    Moment::from_ymd(2022, 1, day).unwrap().plus(hour * HOUR)
}

/// Where a moment lies on the detail axis, by the frame of its node.
pub fn on_axis(harness: &Harness<'_, App>, moment: Moment) -> Pos2 {
    let axis = harness.get_by_label("Timeline axis").rect();
    let range = harness.state().session.state.range;
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a share of the screen")]
    let share = ((moment.0 - range.from.0) as f64 / range.seconds() as f64) as f32;
    pos2(axis.left() + share * axis.width(), axis.bottom() - 3.0)
}

pub fn window(harness: &Harness<'_, App>) -> String {
    let window = harness.state().session.state.window;
    wording::stretch(window.from, window.to)
}

#[test]
fn a_hand_that_rests_asks_for_no_frames() {
    let mut harness = open(shipped());
    let from = on_axis(&harness, at(8, 12));
    let press = |pressed| Event::PointerButton { pos: from, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    harness.event(Event::PointerMoved(from));
    harness.event(press(true));
    harness.step();
    harness.event(Event::PointerMoved(from + vec2(80.0, 0.0)));
    // Would not come to an end.
    harness.run();
    harness.event(press(false));
    harness.run();
    assert_eq!(harness.state().session.state.window.from, at(8, 12));
}

#[test]
fn a_step_by_key_is_seen_in_the_frame_of_the_key() {
    let mut harness = open(shipped());
    let before = harness.get_by_label("Window start").value();
    harness.key_press(Key::ArrowRight);
    harness.step();
    assert_ne!(harness.get_by_label("Window start").value(), before);
}

#[test]
fn tab_goes_through_the_top_bar_from_left_to_right() {
    let mut harness = open(shipped());
    let mut lefts = Vec::new();
    while lefts.len() < 8 {
        harness.key_press(Key::Tab);
        harness.run();
        let focused = harness.query_all_by(|node| node.is_focused() && !node.is_hidden()).next().map(|node| node.rect());
        lefts.extend(focused.filter(|rect| rect.bottom() < 44.0).map(|rect| rect.left()));
    }
    assert!(lefts.is_sorted(), "{lefts:?}");
}

#[test]
fn a_reader_finds_what_happened_in_almaty_on_the_morning_of_the_fifth() {
    let mut harness = open(shipped());
    let (from, to) = (on_axis(&harness, at(8, 12)), on_axis(&harness, at(9, 12)));
    drag(&mut harness, from, to);
    assert_eq!(window(&harness), "8 January 2022, 12:00 – 9 January 2022, 12:00");
    let (from, to) = (on_axis(&harness, at(5, 9)), on_axis(&harness, at(5, 16)));
    drag(&mut harness, from, to);
    assert_eq!(window(&harness), "Wednesday 5 January 2022, 09:00–16:00");
    button_starting(&harness, "Almaty, ").click();
    harness.run();
    let cards = harness.state().session.cards();
    assert!(cards.count(Section::Inside) >= 5, "only {} passages", cards.count(Section::Inside));
    assert!(harness.query_by_role_and_label(Role::Heading, "Almaty").is_some());
    let switch = format!("{} in the window", cards.count(Section::Inside));
    assert!(harness.query_by_label(&switch).is_some(), "{switch}");
    let card = starting(&harness, "Passage ");
    assert!(!card.is_empty());
    let links: Vec<_> = harness.query_all_by_label("Open in report").collect();
    links[0].click();
    harness.run();
    assert_eq!(harness.state().session.state.tab, Tab::Document);
    let chosen = harness.state().session.state.selection.passage.unwrap();
    assert_eq!(chosen, harness.state().session.listed(Section::Inside)[0]);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().session.state.tab, Tab::Passages);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().session.state.selection.passage, None);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().session.state.selection.place, None);
}

#[test]
fn every_marker_bar_and_handle_is_a_node_with_a_name() {
    let harness = open(session());
    for label in [
        "Almaty, 1 passage in the window",
        "Uralsk, 1 passage in the window, unverified",
        "western Kazakhstan, 1 passage earlier",
        "Zhanaozen, 1 passage earlier",
        "Title of morning, Almaty, 5 January 2022, c. 09:00–10:00, witnessed",
        "Title of years, Almaty, 2010–2022, background",
        "Lane Uralsk",
        "Open in report",
    ] {
        assert!(harness.query_all_by_role_and_label(Role::Button, label).next().is_some(), "no button “{label}”");
    }
    for label in ["Window start", "Window end"] {
        let slider = harness.get_by_role_and_label(Role::Slider, label);
        assert!(slider.accesskit_node().value().is_some_and(|value| value.contains("5 January 2022")));
    }
}

#[test]
fn the_window_is_moved_resized_and_stepped() {
    let mut harness = open(session());
    let top = |pos: Pos2, harness: &Harness<'_, App>| pos2(pos.x, harness.get_by_label("Timeline axis").rect().top() + 8.0);
    let grab = top(on_axis(&harness, at(5, 12)), &harness);
    let drop = top(on_axis(&harness, at(6, 12)), &harness);
    drag(&mut harness, grab, drop);
    assert_eq!(window(&harness), "Thursday 6 January 2022, 09:00–16:00");
    let (from, to) = (on_axis(&harness, at(6, 16)), on_axis(&harness, at(6, 20)));
    drag(&mut harness, from, to);
    assert_eq!(window(&harness), "Thursday 6 January 2022, 09:00–20:00");
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert_eq!(window(&harness), "5 January 2022, 22:00 – 6 January 2022, 09:00");
    harness.key_press_modifiers(Modifiers::CTRL, Key::ArrowRight);
    harness.run();
    assert!(harness.state().session.state.selection.passage.is_none(), "nothing follows: {}", window(&harness));
    harness.key_press_modifiers(Modifiers::CTRL, Key::ArrowLeft);
    harness.run();
    assert_eq!(window(&harness), "Wednesday 5 January 2022, 09:00–10:00");
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    harness.run();
    assert_eq!(window(&harness), "5 January 2022, 22:00 – 6 January 2022, 09:00");
}

#[test]
fn a_bar_and_a_mention_lead_where_they_say() {
    let mut harness = open(session());
    button(&harness, "Title of night, Republic Square, 4 January 2022, 23:00 – c. 5 January 2022, 04:00, witnessed");
    let night = starting(&harness, "Title of night");
    night[0].click();
    harness.run();
    let session = &harness.state().session;
    assert_eq!(session.dossier.passage(session.state.selection.passage.unwrap()).id, "night");
    harness.get_by_role_and_label(Role::Tab, "Document").click();
    harness.run();
    harness.get_by_role_and_label(Role::Link, "Uralsk: Uralsk").click();
    harness.run();
    let session = &harness.state().session;
    assert_eq!(session.state.selection.place, session.dossier.place_by_id("oral"));
    assert_eq!(session.state.tab, Tab::Document, "a click in the text does not leave the text");
}

#[test]
fn the_wheel_zooms_and_a_drag_pans_the_map() {
    let mut harness = open(session());
    let before = harness.state().session.state.camera.unwrap();
    let middle = harness.get_by_label("Map").rect().center();
    drag(&mut harness, middle, middle + egui::vec2(60.0, 30.0));
    let panned = harness.state().session.state.camera.unwrap();
    assert!(panned.center.x < before.center.x && panned.center.y < before.center.y);
    harness.event(Event::PointerMoved(middle));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, 90.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
    });
    harness.run();
    assert!(harness.state().session.state.camera.unwrap().zoom > panned.zoom + 0.2);
    button(&harness, "Reset the map to its first view (0)").click();
    harness.run();
    // The panels around the map settle after the first fit, by a fraction of a point.
    assert!((harness.state().session.state.camera.unwrap().zoom - before.zoom).abs() < 0.01);
}

#[test]
fn nothing_is_hidden_without_being_counted() {
    let mut harness = open(session());
    button(&harness, "Almaty, 1 passage in the window").click();
    harness.run();
    let labels = ["1 in the window", "1 covering a longer period", "1 at other times", "1 without a date"];
    for (more, label) in labels.into_iter().enumerate() {
        harness.get_by_role_and_label(Role::Link, label).click();
        harness.run();
        assert_eq!(starting(&harness, "Passage ").len(), 1 + more, "{label}");
    }
    let tray = starting(&harness, "1 place without a position");
    tray[0].click();
    harness.run();
    assert!(harness.query_by_label("the West: mentioned only").is_some());
}

#[test]
fn keys_and_about_open_and_close() {
    let mut harness = open(session());
    harness.key_press(Key::F1);
    harness.run();
    assert!(harness.query_by_label("Keys and pointer").is_some());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Keys and pointer").is_none());
    button(&harness, "A report for tests").click();
    harness.run();
    assert!(harness.query_by_label("About the map").is_some());
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut harness = open(session());
    harness.run();
    let delay = harness.output().viewport_output.values().map(|output| output.repaint_delay).min().unwrap();
    assert!(delay > std::time::Duration::from_hours(1), "asks for a frame in {delay:?}");
}

fn typed(harness: &mut Harness<'_, App>, text: &str) {
    let field = harness.get_by_role_and_label(Role::TextInput, "Window");
    field.focus();
    harness.run();
    // The field selects what is in it when it is entered, so that typing replaces it.
    harness.get_by_role_and_label(Role::TextInput, "Window").type_text(text);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
}

#[test]
fn the_window_can_be_typed() {
    let mut harness = open(session());
    typed(&mut harness, "4 jan 11 pm to 4 am");
    assert_eq!(window(&harness), "4 January 2022, 23:00 – 5 January 2022, 04:00");
    typed(&mut harness, "2011");
    assert_eq!(window(&harness), "2011");
    typed(&mut harness, "soon");
    assert_eq!(window(&harness), "2011");
    assert_eq!(starting(&harness, "Expected a time such as 5 Jan 2022 9:00–16:00").len(), 1);
    typed(&mut harness, "4–6 January 2022");
    assert_eq!(window(&harness), "4–6 January 2022");
    assert!(starting(&harness, "Expected a time").is_empty());
}

#[test]
fn escape_in_the_field_is_for_the_field() {
    let mut harness = open(session());
    button(&harness, "Almaty, 1 passage in the window").click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, "Window").focus();
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.state().session.state.selection.place.is_some());
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().session.state.selection.place, None);
}

#[test]
fn escape_closes_the_menu_that_is_open_and_nothing_else() {
    let mut harness = open(session());
    button(&harness, "Almaty, 1 passage in the window").click();
    harness.run();
    starting(&harness, "Filter")[0].click();
    harness.run();
    assert!(harness.query_by_label("Voices: who speaks").is_some());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Voices: who speaks").is_none());
    assert!(harness.state().session.state.selection.place.is_some());
}

#[test]
fn lanes_stand_for_places_voices_or_kinds_and_the_width_is_chosen() {
    let mut harness = open(session());
    button(&harness, "Lanes by place").click();
    harness.run();
    button(&harness, "by status").click();
    harness.run();
    assert!(harness.query_by_label("Lane witnessed").is_some());
    button(&harness, "Lanes by status").click();
    harness.run();
    button(&harness, "by voice").click();
    harness.run();
    assert!(harness.query_by_label("Lane A witness").is_some());
    button(&harness, "Width 7 h").click();
    harness.run();
    button(&harness, "1 day").click();
    harness.run();
    assert_eq!(window(&harness), "5 January 2022, 09:00 – 6 January 2022, 09:00");
}

#[test]
fn what_is_hovered_lights_up_elsewhere_and_comes_to_rest() {
    let mut harness = open(session());
    for label in ["Lane Uralsk", "Uralsk, 1 passage in the window, unverified", "Title of rumour, Uralsk, 5 January 2022, rumour"] {
        let at = button(&harness, label).rect().center();
        harness.event(Event::PointerMoved(at));
        // A hover that two views quarrel over would never come to rest, and run() would panic.
        harness.run();
        assert!(harness.state().session.state.hovered.is_some(), "{label}");
    }
    harness.event(Event::PointerMoved(pos2(700.0, 20.0)));
    harness.run();
    assert_eq!(harness.state().session.state.hovered, None);
}

#[test]
fn a_dossier_with_nothing_in_it_still_shows() {
    let empty = dateline::report::dossier::Dossier::default();
    let mut harness = open(Session::new(Arc::new(empty)));
    assert_eq!(starting(&harness, "This dossier is empty: ").len(), 1);
    button(&harness, "Show what was read").click();
    harness.run();
    assert!(harness.state().session.state.about_open, "the page about it says what is wrong");
}

#[test]
fn a_page_closes_the_tip_of_what_lies_below_it() {
    let mut harness = open(shipped());
    let heading = harness.get_all_by_role(Role::Button).find(|node| {
        let name = node.accesskit_node().label().unwrap_or_default();
        name.starts_with("In the window")
    });
    let middle = heading.expect("a section of the list").rect().center();
    harness.event(Event::PointerMoved(middle));
    harness.run_steps(6);
    assert!(harness.query_by_label("Fold this section").is_some());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    harness.run_steps(4);
    assert!(harness.state().session.state.table_open);
    assert!(harness.query_by_label("Fold this section").is_none());
    harness.key_press(Key::Escape);
    harness.event(Event::PointerMoved(middle + vec2(0.0, 2.0)));
    harness.run_steps(6);
    assert!(harness.query_by_label("Fold this section").is_some(), "tips are shown again once it is closed");
}
