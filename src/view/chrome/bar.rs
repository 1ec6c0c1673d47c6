//! The top bar.

use egui::{Align, Button, Layout, Popup, PopupCloseBehavior, RichText, Ui, UiBuilder};

use super::{menu, panes, search};
use crate::report::ids::VoiceIx;
use crate::report::passage::Status;
use crate::session::{Action, Toggle};
use crate::theme::{self, icon, size};
use crate::view::parts::{self, Part};
use crate::view::{Scene, commands, is_narrow, told, words};

/// Draws the bar.
pub fn show(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    // Tab goes through widgets in the order in which they are drawn; so what stands on the right comes last, and the rest leaves it
    // the room that it last took.
    let width = egui::Id::unique("width of the controls");
    ui.horizontal_centered(|ui| {
        let taken = ui.data(|data| data.get_temp(width)).unwrap_or_else(|| measured(ui, scene));
        let room = egui::vec2((ui.available_width() - taken - ui.spacing().item_spacing.x).max(0.0), ui.available_height());
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_size(room);
            menu::show(ui, scene, &mut actions);
            if is_narrow(ui.ctx()) {
                panes::switch(ui, scene, &mut actions);
            }
            title(ui, scene, &mut actions);
        });
        let from = ui.cursor().left();
        controls(ui, scene, &mut actions);
        let now = ui.min_rect().right() - from;
        ui.data_mut(|data| data.insert_temp(width, now));
        if (now - taken).abs() > 0.1 {
            ui.ctx().request_discard("the controls have become wider or narrower");
        }
    });
    actions
}

/// How wide the controls are, in points, before they were ever drawn: to lay out the whole window a second time for that would take
/// a quarter of its first frame.
fn measured(ui: &mut Ui, scene: &Scene<'_>) -> f32 {
    let mut ui = ui.new_child(UiBuilder::new().id_salt("measured").sizing_pass().invisible());
    let from = ui.cursor().left();
    controls(&mut ui, scene, &mut Vec::new());
    ui.min_rect().right() - from
}

/// The title, which leads to the page about the dossier, and facts where there is room for them.
fn title(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    /// Less of it than this, in points, says nothing.
    const LEAST: f32 = 64.0;
    if ui.available_width() < LEAST {
        return;
    }
    let title = RichText::new(&scene.dossier.head.title).font(theme::serif_bold(size::TITLE));
    let tip = if scene.dossier.head.description.is_empty() { "About this report" } else { &scene.dossier.head.description };
    let response = ui.add(Button::new(title).frame(false).truncate()).on_hover_text(tip);
    parts::note(Part::Bar, ui.max_rect(), &response);
    if response.clicked() {
        actions.push(Action::Toggle(Toggle::About));
    }
    let reports = scene.dossier.parts.len().max(scene.dossier.documents.len());
    let dated = scene.index.dated().len();
    let facts = format!(
        "{} · {} · {}",
        words::count(reports, "report"),
        words::count(dated, "dated passage"),
        words::count(scene.dossier.places.len(), "place")
    );
    let wanted = ui.painter().layout_no_wrap(facts.clone(), theme::sans(size::LABEL), scene.palette.mute).size().x;
    // Better no line of facts than half a one.
    if ui.available_width() > wanted + 8.0 {
        ui.add_space(8.0);
        ui.label(RichText::new(facts).font(theme::sans(size::LABEL)).color(scene.palette.mute));
    }
}

/// How wide the window must be, in points, for words beside all of the icons, and for those beside the two that lead
/// back and forward.
const WORDS: f32 = 1340.0;
const MORE_WORDS: f32 = 1680.0;

fn controls(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let room = ui.ctx().content_rect().width();
    let (words, more) = (room >= WORDS, room >= MORE_WORDS);
    let faults = scene.dossier.warnings.len();
    if faults > 0 {
        let text = RichText::new(format!("{} {}", icon::WARNING, words::count(faults, "warning"))).color(scene.palette.window);
        if ui.button(text).on_hover_text("Show what is wrong in the files of this report").clicked() {
            actions.push(Action::Toggle(Toggle::About));
        }
    }
    super::adrift::button(ui, scene, actions);
    for (glyph, command) in [(icon::BACK, &commands::BACK), (icon::FORWARD, &commands::FORWARD)] {
        let action = (command.action)(scene);
        let word = Some(command.name).filter(|_| more);
        if ui.add_enabled_ui(action.is_some(), |ui| button(ui, glyph, word, &command.tip())).inner.clicked() {
            actions.extend(action);
        }
    }
    let narrowest = if is_narrow(ui.ctx()) { 124.0 } else { 150.0 };
    let field = (room * 0.2).clamp(narrowest, 270.0);
    if ui.is_sizing_pass() {
        search::measure(ui, scene, field);
    } else {
        search::field(ui, scene, field, actions);
    }
    if button(ui, icon::PIN, Some("Places").filter(|_| words), &commands::FIND_PLACE.tip()).clicked() {
        actions.extend((commands::FIND_PLACE.action)(scene));
    }
    filter_menu(ui, scene, actions);
    // In a narrow window these are found in the menu and in the settings alone.
    if !is_narrow(ui.ctx()) {
        lesser(ui, scene, words, actions);
    }
}

/// The link, the keys and the theme.
fn lesser(ui: &mut Ui, scene: &Scene<'_>, words: bool, actions: &mut Vec<Action>) {
    let link = button(ui, icon::LINK, Some("Link").filter(|_| words), &commands::COPY_LINK.tip());
    told::by(ui, &link, link.clicked().then_some("Link copied"));
    if link.clicked() {
        actions.extend((commands::COPY_LINK.action)(scene));
    }
    if button(ui, icon::QUESTION, Some("Keys").filter(|_| words), &commands::KEYS.tip()).clicked() {
        actions.extend((commands::KEYS.action)(scene));
    }
    let (glyph, word, name) =
        if scene.palette.dark { (icon::SUN, "Light", "Light theme") } else { (icon::MOON, "Dark", "Dark theme") };
    if button(ui, glyph, Some(word).filter(|_| words), name).clicked() {
        actions.extend((commands::THEME.action)(scene));
    }
}

/// A button with an icon, a word beside it where there is room, and a name for tooltips and screen readers.
fn button(ui: &mut Ui, glyph: &str, word: Option<&str>, name: &str) -> egui::Response {
    let icon = RichText::new(glyph).size(16.0);
    let button = match word {
        Some(word) => Button::new((icon, RichText::new(word).font(theme::sans(size::TEXT)))),
        None => Button::new(icon),
    };
    let response = ui.add(button.min_size(egui::vec2(28.0, 28.0))).on_hover_text(name).on_disabled_hover_text(name);
    let enabled = response.enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, enabled, name));
    response
}

fn filter_menu(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let filter = &scene.state.filter;
    let label = if filter.leaves_nothing_out() {
        format!("{} Filter {}", icon::FUNNEL, icon::CARET_DOWN)
    } else {
        let shown = scene.index.dated().len() + scene.index.undated().len();
        format!("{} {} of {} passages {}", icon::FUNNEL, shown, scene.dossier.passages.len(), icon::CARET_DOWN)
    };
    let button = ui.button(label).on_hover_text("Choose which voices and statuses are shown");
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        let height = (ui.ctx().content_rect().height() - 90.0).min(620.0);
        egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height.min(480.0)).show(ui, |ui| {
            ui.set_min_width(260.0);
            if scene.index.found_only() > 0 {
                let mut only = filter.checked_only;
                let hint = "Leave out what Dateline has found in the text and nobody has checked yet";
                if ui.checkbox(&mut only, "Checked only").on_hover_text(hint).changed() {
                    actions.push(Action::SetCheckedOnly(only));
                }
                ui.separator();
            }
            ui.label(RichText::new("Status: how it is known").font(theme::bold(size::LABEL)));
            for status in Status::ALL {
                let mut shown = !filter.hidden_statuses.contains(status);
                if ui.checkbox(&mut shown, status.word()).changed() {
                    actions.push(Action::ToggleStatus(*status));
                }
            }
            ui.separator();
            ui.label(RichText::new("Voices: who speaks").font(theme::bold(size::LABEL)));
            for (index, voice) in scene.dossier.voices.iter().enumerate() {
                let ix = VoiceIx::new(index);
                let mut shown = !filter.hidden_voices.contains(&ix);
                if ui.checkbox(&mut shown, &voice.name).on_hover_text(&voice.knows).changed() {
                    actions.push(Action::ToggleVoice(ix));
                }
            }
            if !filter.is_empty() && ui.button(commands::SHOW_ALL.name).clicked() {
                actions.push(Action::ClearFilter);
            }
        });
    });
}
