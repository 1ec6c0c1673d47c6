//! The search field, and the row that says what is searched for, left out and found.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Button, Event, Id, Key, Label, Margin, Modifiers, Rect, RichText, Stroke, TextBuffer, TextEdit, Ui, UiBuilder, accesskit::Role,
};

use super::offers;
use crate::report::ids::VoiceIx;
use crate::report::link::SCHEME;
use crate::session::Action;
use crate::theme::{self, icon, size};
use crate::view::{Scene, commands, is_narrow, letters, searching_flag, words};

/// How many hidden voices have a chip each; more of them share one.
const MOST_VOICES: usize = 3;

/// The greatest height of the chips, in points; the rest of them is scrolled to.
const MOST_HEIGHT: f32 = 76.0;

fn id() -> Id {
    Id::unique("search field")
}

/// What is typed into.
fn edit<'a>(text: &'a mut String, scene: &Scene<'_>, width: f32) -> TextEdit<'a> {
    let hint = if text.is_empty() { "Ctrl F".to_owned() } else { position(scene) };
    let quiet = RichText::new(hint).font(theme::sans(size::LABEL)).color(scene.palette.mute);
    TextEdit::singleline(text)
        .desired_width(width)
        .margin(Margin::symmetric(10, 5))
        .hint_text("Search the report")
        .suffix(quiet)
        .font(theme::sans(size::TEXT))
}

/// Takes the room of the field, where it is only measured.
pub fn measure(ui: &mut Ui, scene: &Scene<'_>, width: f32) {
    let mut text = scene.state.query.text.clone();
    ui.add(edit(&mut text, scene, width));
}

/// The field. What is typed is searched for at once.
pub fn field(ui: &mut Ui, scene: &Scene<'_>, width: f32, actions: &mut Vec<Action>) {
    let covered = ui.memory(|memory| memory.top_modal_layer().is_some());
    if !covered && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::F)) {
        ui.memory_mut(|memory| memory.request_focus(id()));
        select_all(ui, &scene.state.query.text);
    }
    let focused = ui.memory(|memory| memory.has_focus(id()));
    let before = ui.data(|data| data.get_temp(searching_flag()).unwrap_or(false));
    let mut text = scene.state.query.text.clone();
    if focused {
        match offers::keys(ui, &text, scene.dossier) {
            Some(completed) => {
                // The field must hold it already, or it would take the cursor back to the end of what was typed.
                text.clone_from(&completed);
                take(ui, completed, actions);
            }
            None => enter(ui, &text, actions),
        }
    }
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, _: f32| {
        letters::typed(ui, text, &theme::sans(size::TEXT), scene.palette.ink, f32::INFINITY)
    };
    let response = ui.add(edit(&mut text, scene, width).id(id()).layouter(&mut layouter));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::SearchInput, true, "Search the report"));
    if response.changed() {
        let pasted = ui.input(|input| {
            let link = |event: &Event| match event {
                Event::Paste(text) if text.trim_start().starts_with(SCHEME) => Some(text.clone()),
                _ => None,
            };
            input.events.iter().find_map(link)
        });
        // A link that is pasted is followed, whatever else stands in the field.
        actions.push(pasted.map_or_else(|| Action::SetQuery(text.clone()), Action::FollowLink));
    }
    // egui takes the focus away before any view sees the key, so it is asked who had it in the frame before.
    if before && !response.has_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        if offers::close(ui, &text, scene.dossier) {
            ui.memory_mut(|memory| memory.request_focus(id()));
        } else {
            actions.push(Action::SetQuery(String::new()));
        }
    }
    let typing = ui.memory(|memory| memory.has_focus(id()));
    ui.data_mut(|data| data.insert_temp(searching_flag(), typing));
    if typing || before {
        let taken = offers::show(ui, &response, &text, scene.dossier, width);
        if let Some(completed) = taken {
            take(ui, completed, actions);
        }
    } else {
        response.on_hover_text(
            "Type words, \"phrases\", place:, voice:, status:, before: or after:. Paste a dateline: link to go there.",
        );
    }
}

/// Puts what was offered into the field, to be typed on.
fn take(ui: &Ui, completed: String, actions: &mut Vec<Action>) {
    ui.memory_mut(|memory| memory.request_focus(id()));
    put_cursor(ui, completed.chars().count());
    actions.push(Action::SetQuery(completed));
}

/// Enter goes to the next hit and Shift+Enter to the one before; the field keeps the keyboard.
fn enter(ui: &Ui, text: &str, actions: &mut Vec<Action>) {
    if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::Enter)) {
        actions.push(Action::StepHit(-1));
    } else if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        let is_link = text.trim_start().starts_with(SCHEME);
        actions.push(if is_link { Action::FollowLink(text.to_owned()) } else { Action::StepHit(1) });
    }
}

/// Whether what is shown is still that of the search before.
fn is_searching(scene: &Scene<'_>) -> bool {
    *scene.index.filter() != scene.state.filter
}

/// `3 of 12`, or how many there are.
fn position(scene: &Scene<'_>) -> String {
    if is_searching(scene) {
        return "…".to_owned();
    }
    let found = scene.index.found();
    match scene.state.hit.and_then(|hit| found.position(hit)) {
        Some(at) => format!("{} of {}", words::number(at + 1), words::number(found.hits.len())),
        None if scene.state.filter.wanted.has_words() => words::number(found.hits.len()),
        None => String::new(),
    }
}

fn select_all(ui: &Ui, text: &str) {
    let all = CCursorRange::two(CCursor::default(), CCursor::new(text.chars().count()));
    set_cursor(ui, all);
}

fn put_cursor(ui: &Ui, at: usize) {
    set_cursor(ui, CCursorRange::one(CCursor::new(at)));
}

fn set_cursor(ui: &Ui, range: CCursorRange) {
    let mut state = TextEditState::load(ui.ctx(), id()).unwrap_or_default();
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), id());
}

/// The row at the head of the reader: what was found and what is left out. Without either, there is none.
///
/// Returns the room that remains below it.
pub fn row(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) -> Rect {
    let room = ui.max_rect();
    if scene.state.filter.is_empty() && scene.state.query.text.is_empty() {
        return room;
    }
    let inner = room.shrink2(egui::vec2(22.0, 8.0));
    let shown = ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        ui.spacing_mut().interact_size.y = 20.0;
        summary(ui, scene, actions);
        chips(ui, scene, actions);
        // While names are offered that would complete it, what is typed is not wrong but not done.
        let offered = ui.data(|data| data.get_temp(searching_flag()).unwrap_or(false))
            && offers::are_open(ui, &scene.state.query.text, scene.dossier);
        let faults = scene.state.query.faults().filter(|_| !offered).map(str::to_owned).collect::<Vec<_>>();
        for fault in faults {
            ui.add(Label::new(RichText::new(fault).font(theme::sans(size::LABEL)).color(scene.palette.window)).wrap());
        }
    });
    let bottom = (shown.response.rect.bottom() + 8.0).min(room.bottom());
    let line = Stroke::new(1.0, scene.palette.rule);
    ui.painter().hline(room.x_range(), bottom - 0.5, line);
    if !is_narrow(ui.ctx()) {
        ui.painter().vline(room.left() + 0.5, room.top()..=bottom, line);
    }
    Rect::from_min_max(egui::pos2(room.left(), bottom), room.max)
}

/// `12 hits in 9 passages`, and the way through them.
fn summary(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let shown = scene.index.dated().len() + scene.index.undated().len();
    let found = scene.index.found();
    let label = |text: String| RichText::new(text).font(theme::sans(size::LABEL)).color(scene.palette.mute);
    if is_searching(scene) {
        ui.label(RichText::new("Searching …").font(theme::bold(size::TEXT)));
        return;
    }
    if scene.state.filter.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        let text = if scene.state.filter.wanted.has_words() {
            format!("{} in {}", words::count(found.hits.len(), "hit"), words::count(found.passages.len(), "passage"))
        } else {
            format!("{} of {}", words::number(shown), words::count(scene.dossier.passages.len(), "passage"))
        };
        ui.label(RichText::new(text).font(theme::bold(size::TEXT)));
        if found.outside() > 0 {
            let text = format!("{} outside the passages", words::number(found.outside()));
            ui.label(label(text))
                .on_hover_text("These hits are in paragraphs that contain all the words, but in no passage that contains them all");
        }
        if !found.hits.is_empty() {
            let step = |ui: &mut Ui, glyph: &str, name: &str| {
                let response = ui.add(Button::new(RichText::new(glyph).size(13.0)).frame(false)).on_hover_text(name);
                response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, name));
                response.clicked()
            };
            if step(ui, icon::CARET_UP, "Previous hit (Shift+Enter, Shift+F3)") {
                actions.push(Action::StepHit(-1));
            }
            if step(ui, icon::CARET_DOWN, "Next hit (Enter, F3)") {
                actions.push(Action::StepHit(1));
            }
            if scene.state.hit.is_some() {
                ui.label(label(position(scene)));
            }
        }
    });
}

/// Every condition and everything left out, each with a cross that takes it away.
fn chips(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let query = &scene.state.query;
    let filter = &scene.state.filter;
    let mut chips: Vec<(String, Vec<Action>)> = Vec::new();
    for (index, part) in query.parts.iter().enumerate() {
        if let Some(name) = part.name(&query.text) {
            chips.push((name, vec![Action::SetQuery(query.without(index))]));
        }
    }
    let hidden: Vec<VoiceIx> = filter.hidden_voices.iter().copied().collect();
    if hidden.len() > MOST_VOICES {
        let name = format!("without {} of {}", hidden.len(), words::count(scene.dossier.voices.len(), "voice"));
        chips.push((name, hidden.into_iter().map(Action::ToggleVoice).collect()));
    } else {
        let chip = |ix| (format!("without {}", scene.dossier.voice(ix).name), vec![Action::ToggleVoice(ix)]);
        chips.extend(hidden.into_iter().map(chip));
    }
    for status in &filter.hidden_statuses {
        chips.push((format!("without {}", status.word()), vec![Action::ToggleStatus(*status)]));
    }
    if filter.checked_only {
        chips.push(("checked only".to_owned(), vec![Action::SetCheckedOnly(false)]));
    }
    if chips.is_empty() {
        return;
    }
    // Many of them must not push the passages out of a low window.
    egui::ScrollArea::vertical().id_salt("chips").max_height(MOST_HEIGHT).show(ui, |ui| chip_row(ui, scene, chips, actions));
}

fn chip_row(ui: &mut Ui, scene: &Scene<'_>, chips: Vec<(String, Vec<Action>)>, actions: &mut Vec<Action>) {
    let several = chips.len() > 1;
    ui.horizontal_wrapped(|ui| {
        for (name, remove) in chips {
            let text = RichText::new(format!("{name}  {}", icon::CLOSE)).font(theme::sans(size::LABEL));
            let chip = Button::new(text).corner_radius(10.0).truncate();
            let name = format!("Remove {name}");
            let response = ui.add(chip).on_hover_text(&name);
            response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
            if response.clicked() {
                actions.extend(remove);
            }
        }
        let all = RichText::new(commands::SHOW_ALL.name).font(theme::sans(size::LABEL)).color(scene.palette.mute);
        if several && ui.add(Button::new(all).frame(false)).clicked() {
            actions.push(Action::ClearFilter);
        }
    });
}
