//! The parts of the window, which a key leads through: without it, what follows in the page is dozens of buttons and bars away.

use egui::{Context, Id, Key, Modifiers, Rect, Response, Ui, WidgetRect};

/// A part of the window, in the order in which the key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The page beside the map.
    Page,
    /// The map.
    Map,
    /// The timeline.
    Timeline,
    /// The bar at the top.
    Bar,
}

const ALL: [Part; 4] = [Part::Page, Part::Map, Part::Timeline, Part::Bar];

#[derive(Clone, Copy)]
struct Noted {
    frame: u64,
    room: Rect,
    first: Id,
}

fn key(part: Part) -> Id {
    Id::unique(("part of the window", part as usize))
}

/// Notes where a part is, and what in it is given the keyboard.
pub fn note(part: Part, room: Rect, first: &Response) {
    let context = &first.ctx;
    let noted = Noted { frame: context.cumulative_frame_nr(), room, first: first.id };
    context.data_mut(|data| data.insert_temp(key(part), noted));
}

/// Where what has the keyboard was last drawn. It is looked up and not asked for as a response: asking takes the keyboard away
/// from what just got it by a click beside it.
#[must_use]
pub fn focused(context: &Context) -> Option<WidgetRect> {
    let id = context.memory(egui::Memory::focused)?;
    context.viewport(|viewport| viewport.this_pass.widgets.get(id).or_else(|| viewport.prev_pass.widgets.get(id)).copied())
}

/// F6 leads to the next part, with Shift to the one before.
pub fn keys(ui: &Ui) {
    for (held, back) in [(Modifiers::SHIFT, true), (Modifiers::NONE, false)] {
        if ui.input_mut(|input| input.consume_key(held, Key::F6)) {
            step(ui.ctx(), back);
        }
    }
}

/// Gives the keyboard to the part after the one that has it, or before it; to the page where none has it.
fn step(context: &Context, back: bool) {
    let now = context.cumulative_frame_nr();
    let there = |part: Part| context.data(|data| data.get_temp::<Noted>(key(part))).filter(|noted| noted.frame + 1 >= now);
    let parts: Vec<Noted> = ALL.into_iter().filter_map(there).collect();
    let at = focused(context).and_then(|widget| parts.iter().position(|part| part.room.contains(widget.rect.center())));
    let next = match (at, back) {
        (None, _) => 0,
        (Some(at), false) => at + 1,
        (Some(at), true) => at + parts.len() - 1,
    };
    if let Some(part) = parts.get(next % parts.len().max(1)) {
        context.memory_mut(|memory| memory.request_focus(part.first));
    }
}
