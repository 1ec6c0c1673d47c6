//! All others of the same name, to be looked through before the same is said of them.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Button, Checkbox, RichText, ScrollArea, Ui, WidgetInfo, accesskit::Role};

use super::Pressed;
use super::answer;
use super::keys::Press;
use super::mode::All;
use crate::report::ids::MentionIx;
use crate::report::outside::closed;
use crate::report::text::Span;
use crate::theme::{self, size};
use crate::view::asked::Asked;
use crate::view::{Scene, words};

/// How high a row is, in points.
const ROW: f32 = 24.0;
/// How many rows are in view at once.
const ROWS: f32 = 7.0;
/// How many code points stand before and after the words.
const BEFORE: usize = 28;
const AFTER: usize = 60;

/// Draws the list with a box for each, and what will be said of them. Where it is new, what says so of all has the keyboard.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, asked: &Asked, all: &mut All, is_new: bool) -> Pressed {
    let ticked = all.others.len() - all.left_out.len();
    let named = answer::named(scene, asked.item);
    ui.add_space(8.0);
    let head = format!("{named}: this one and {} of {}", words::number(ticked), words::count(all.others.len(), "other"));
    ui.label(RichText::new(&head).font(theme::bold(size::TEXT)));
    let mut pressed = None;
    ui.horizontal_wrapped(|ui| {
        let meaning = format!("All of them: {}", all.answer.meaning(scene, asked));
        ui.label(RichText::new(&meaning).font(theme::sans(size::TEXT)).color(scene.palette.ink));
        let button =
            Button::new(RichText::new(format!("Say so of all {}", words::number(ticked + 1))).font(theme::medium(size::TEXT)));
        let button = ui.add(button.shortcut_text(RichText::new("Enter").font(theme::sans(size::LABEL)).color(scene.palette.mute)));
        let name = format!("Say so of all {} (Enter)", words::number(ticked + 1));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let told = format!("{head}. {meaning}. Tab leads to the others, Escape leaves them.");
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(told));
        if is_new {
            button.request_focus();
        }
        if button.clicked() {
            pressed = Some(Press::Right);
        }
    });
    ui.add_space(4.0);
    let others = all.others.clone();
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.spacing_mut().interact_size.y = ROW;
    ScrollArea::vertical().id_salt("others").max_height(ROW * ROWS).auto_shrink([false, true]).show_rows(
        ui,
        ROW,
        others.len(),
        |ui, rows| {
            for ix in &others[rows] {
                row(ui, scene, *ix, all);
            }
        },
    );
    pressed
}

fn row(ui: &mut Ui, scene: &Scene<'_>, ix: MentionIx, all: &mut All) {
    let mut ticked = !all.left_out.contains(&ix);
    let (job, said) = excerpt(scene, ix, ui.available_width() - 30.0);
    // Laid out here, or it would be wrapped into a second line.
    let line = ui.painter().layout_job(job);
    let response = ui.add(Checkbox::new(&mut ticked, line));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, ticked, &said));
    if response.changed() {
        if ticked {
            all.left_out.remove(&ix);
        } else {
            all.left_out.insert(ix);
        }
    }
}

/// The words with what stands around them, on one line.
fn excerpt(scene: &Scene<'_>, ix: MentionIx, room: f32) -> (LayoutJob, String) {
    let target = scene.dossier.mention(ix).target;
    let text = &scene.dossier.document(target.document).text;
    let flat = |span: Span| closed(&text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
    let span = target.span;
    let before = flat(Span { start: span.start.saturating_sub(BEFORE), end: span.start });
    let before = before.split_once(' ').map_or(before.as_str(), |(_, rest)| rest).to_owned();
    let after = flat(Span { start: span.end, end: text.len().min(span.end + AFTER) });
    let words = flat(span);
    let space =
        |from: usize, to: usize| if text.slice(Span { start: from, end: to }).starts_with(char::is_whitespace) { " " } else { "" };
    let lead = if before.is_empty() { "" } else { space(span.start.saturating_sub(1), span.start) };
    let trail = if after.is_empty() { "" } else { space(span.end, text.len().min(span.end + 1)) };
    let mut job = LayoutJob::default();
    let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
    job.append(&format!("{before}{lead}"), 0.0, format(theme::serif(size::TEXT), scene.palette.mute));
    job.append(&words, 0.0, format(theme::serif_bold(size::TEXT), scene.palette.ink));
    job.append(&format!("{trail}{after}"), 0.0, format(theme::serif(size::TEXT), scene.palette.mute));
    job.wrap = TextWrapping::truncate_at_width(room.max(60.0));
    let cut = text.slice(Span { start: span.end, end: text.len().min(span.end + AFTER + 1) }).chars().count() > AFTER;
    let whole = after.rsplit_once(' ').filter(|_| cut).map_or(&*after, |(whole, _)| whole);
    (job, format!("{before}{lead}{words}{trail}{whole}"))
}
