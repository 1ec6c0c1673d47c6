//! The window as a field that can be typed into, and the menu of its widths.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Button, Id, Key, Popup, RichText, TextEdit, Ui};

use crate::report::moment::{DAY, HOUR};
use crate::report::wording;
use crate::session::{Action, typed};
use crate::theme::{self, icon, size};
use crate::view::holding::{self, Keys};
use crate::view::{Scene, typing_flag};

/// The widths that can be chosen.
const WIDTHS: [(&str, i64); 6] =
    [("1 hour", HOUR), ("6 hours", 6 * HOUR), ("1 day", DAY), ("1 week", 7 * DAY), ("1 month", 30 * DAY), ("1 year", 365 * DAY)];

/// What stands on the button for the width; where there is little room, a lock says that the start is fixed.
pub fn width_text(scene: &Scene<'_>, tight: bool) -> String {
    let length = wording::length(scene.state.window.seconds());
    let (before, after) = match (scene.state.cumulative, tight) {
        (false, _) => (String::new(), ""),
        (true, false) => (String::new(), ", start fixed"),
        (true, true) => (format!("{} ", icon::LOCK), ""),
    };
    format!("{before}{length}{after} {}", icon::CARET_DOWN)
}

/// The menu of widths, headed by the present one.
pub fn width(ui: &mut Ui, scene: &Scene<'_>, tight: bool, actions: &mut Vec<Action>) {
    let window = scene.state.window;
    let held = if scene.state.cumulative { ", start fixed" } else { "" };
    let length = wording::length(window.seconds());
    let button = ui.button(width_text(scene, tight)).on_hover_text("Choose the width of the window");
    button.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, format!("Width {length}{held}")));
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(180.0);
        for (name, seconds) in WIDTHS {
            if ui.add(Button::selectable(window.seconds() == seconds, name)).clicked() {
                actions.push(Action::SetWidth(seconds));
            }
        }
        let chosen = scene.state.selection.passage.and_then(|ix| scene.dossier.passage(ix).when);
        if let Some(when) = chosen
            && ui.button("As wide as the chosen passage").clicked()
        {
            actions.push(Action::SetWidth(when.seconds()));
        }
        ui.separator();
        let mut cumulative = scene.state.cumulative;
        if ui.checkbox(&mut cumulative, "Keep the start fixed (cumulative)").changed() {
            actions.push(Action::SetCumulative(cumulative));
        }
    });
}

/// What the field remembers while one types.
#[derive(Clone, Debug, Default)]
struct Draft {
    text: String,
    error: Option<String>,
}

/// The field. It shows the window in words; Enter takes what is typed, Escape forgets it.
pub fn field(ui: &mut Ui, scene: &Scene<'_>, width: f32, actions: &mut Vec<Action>) {
    let window = scene.state.window;
    let id = Id::unique("window field");
    let key = id.with("draft");
    let mut draft = ui.data(|data| data.get_temp::<Draft>(key)).unwrap_or_default();
    if !ui.memory(|memory| memory.has_focus(id)) && draft.error.is_none() {
        draft.text = fitting(ui, &scene.state.clock.stretch(window.from, window.to), width);
    }
    let before = ui.data(|data| data.get_temp(typing_flag()).unwrap_or(false));
    let edit = TextEdit::singleline(&mut draft.text)
        .id(id)
        .desired_width(width)
        .font(theme::sans(size::TEXT))
        .hint_text("5 Jan 2022 9:00–16:00");
    let response = ui.add(edit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Window"));
    if response.has_focus() && !before {
        select_all(ui, id, &draft.text);
    }
    if response.changed() {
        draft.error = None;
    }
    // Asked before the memory is locked: asking within would wait for itself.
    let typing = response.has_focus();
    ui.data_mut(|data| data.insert_temp(typing_flag(), typing));
    if response.lost_focus() {
        if ui.input(|input| input.key_pressed(Key::Enter)) {
            match typed::parse(&draft.text, window, scene.dossier.head.zone) {
                Ok(typed) if scene.state.range.holds(typed) => actions.push(Action::SetWindow(typed)),
                Ok(typed) => actions.push(Action::GoToTime(typed)),
                Err(error) => draft.error = Some(wording::capital(&error.to_string())),
            }
        } else if draft.error.is_none() {
            draft = Draft::default();
        }
    }
    // A fault stays until one types again, or turns to something else.
    let elsewhere = ui.memory(egui::Memory::focused).is_some_and(|focused| focused != id);
    if ui.input(|input| input.key_pressed(Key::Escape)) || response.clicked_elsewhere() || elsewhere {
        draft.error = None;
    }
    if let Some(error) = &draft.error {
        // Escape is for what lies on top.
        holding::take(ui, Keys::Escape);
        let text = RichText::new(error).color(scene.palette.window);
        Popup::from_response(&response).open(true).show(|ui| {
            ui.set_max_width(360.0);
            ui.add(egui::Label::new(text).wrap());
        });
    } else if !response.has_focus() {
        response.on_hover_text("Type a time, such as 5 Jan 2022 9:00–16:00, 4–6 January or 2011. EDTF can be typed too.");
    }
    ui.data_mut(|data| data.insert_temp(key, draft));
}

/// A stretch in words, shortened where it is wider than the field: without the day of the week, then with short months.
fn fitting(ui: &Ui, words: &str, width: f32) -> String {
    let fits = |text: &String| {
        ui.painter().layout_no_wrap(text.clone(), theme::sans(size::TEXT), egui::Color32::PLACEHOLDER).size().x <= width
    };
    let shorter = [words.to_owned(), without_weekday(words), with_short_months(&without_weekday(words))];
    shorter.into_iter().find(fits).unwrap_or_else(|| with_short_months(&without_weekday(words)))
}

fn without_weekday(words: &str) -> String {
    words.split_once("day ").filter(|(day, _)| !day.contains(' ')).map_or(words, |(_, rest)| rest).to_owned()
}

fn with_short_months(words: &str) -> String {
    const LONG: [&str; 11] =
        ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"];
    LONG.into_iter().fold(words.to_owned(), |words, month| words.replace(month, &month[..3]))
}

/// Selects what is in the field, so that typing replaces it.
fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::default(), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), id);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::times::Window;
    use crate::report::moment::Moment;
    use crate::report::wording::Clock;

    #[test]
    fn what_is_shortened_is_read_as_it_was_meant() {
        let at = |month, day, hour: i64| Moment::from_ymd(2022, month, day).unwrap().plus(hour * HOUR);
        for (window, expected) in [
            (Window::new(at(1, 5, 9), at(1, 5, 16)), "5 Jan 2022, 09:00–16:00"),
            (Window::new(at(1, 5, 0), at(1, 6, 0)), "5 Jan 2022"),
            (Window::new(at(1, 30, 18), at(9, 5, 6)), "30 Jan 2022, 18:00 – 5 Sep 2022, 06:00"),
            (Window::new(at(5, 4, 0), at(5, 7, 0)), "4–6 May 2022"),
        ] {
            let short = with_short_months(&without_weekday(&Clock::H24.stretch(window.from, window.to)));
            assert_eq!(short, expected);
            assert_eq!(typed::parse(&short, window, chrono_tz::Tz::UTC).unwrap(), window);
        }
    }
}
