//! What has lost its place in the text: how much it is, what it quotes, and where it may stand now.

use egui::text::LayoutJob;
use egui::{Button, Label, Modal, RichText, ScrollArea, TextFormat, TextWrapMode, Ui};

use crate::report::adrift::{Adrift, Lost, PASSAGE};
use crate::report::outside::closed;
use crate::report::passage::Target;
use crate::report::text::Span;
use crate::session::{Action, Toggle};
use crate::theme::{self, icon, size};
use crate::view::{Scene, words};

/// How many code points are shown on each side of a likely spot.
const AROUND: usize = 60;
/// The longest spot that is shown whole, in code points.
const LONGEST: usize = 200;

/// The button in the top bar, where something has lost its place.
pub fn button(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let adrift = &scene.dossier.adrift;
    if adrift.count() == 0 {
        return;
    }
    let text = RichText::new(format!("{} {} lost", icon::WARNING, count(adrift))).color(scene.palette.window);
    let response = ui.button(text).on_hover_text(sentence(adrift));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, sentence(adrift)));
    if response.clicked() {
        actions.push(Action::Toggle(Toggle::Adrift));
    }
}

/// “3 passages”, “1 mark”, “3 passages and 1 mark”.
fn count(adrift: &Adrift) -> String {
    match (adrift.passages, adrift.others) {
        (passages, 0) => words::count(passages, "passage"),
        (0, others) => words::count(others, "mark"),
        (passages, others) => format!("{} and {}", words::count(passages, "passage"), words::count(others, "mark")),
    }
}

fn sentence(adrift: &Adrift) -> String {
    let their = if adrift.count() == 1 { "its" } else { "their" };
    format!("{} lost {their} place in the text", count(adrift))
}

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let adrift = &scene.dossier.adrift;
    if !scene.state.adrift_open || adrift.count() == 0 {
        return Vec::new();
    }
    let room = ui.ctx().content_rect().size();
    let mut actions = Vec::new();
    let page = Modal::new(egui::Id::unique("adrift")).frame(theme::page(ui.style())).show(ui, |ui| {
        ui.set_width(680.0_f32.min(room.x - 60.0));
        ui.label(RichText::new(sentence(adrift)).font(theme::serif_bold(size::HEADING)));
        ui.add(Label::new(RichText::new(EXPLAINED).color(scene.palette.mute)).wrap());
        ui.add_space(8.0);
        ScrollArea::vertical().max_height(room.y - 240.0).show(ui, |ui| {
            for (index, lost) in adrift.listed.iter().enumerate() {
                ui.push_id(index, |ui| entry(ui, scene, lost, &mut actions));
            }
            let more = adrift.count() - adrift.listed.len();
            if more > 0 {
                ui.label(format!("{} more are not listed.", words::number(more)));
            }
        });
        ui.add_space(8.0);
        ui.button("Close").clicked()
    });
    if page.inner || page.should_close() || !actions.is_empty() {
        actions.push(Action::Toggle(Toggle::Adrift));
    }
    actions
}

const EXPLAINED: &str = "The text has changed since these were written, and it is not clear which words they speak of. They are \
    not shown on the map, on the timeline or in the text, and not counted there. They are kept in the dossier. To give one a \
    place again, correct its “exact”, “start” and “end” in annotations.json.";

fn entry(ui: &mut Ui, scene: &Scene<'_>, lost: &Lost, actions: &mut Vec<Action>) {
    let palette = &scene.palette;
    let title = line(&lost.title);
    let name = match (title.is_empty(), lost.kind) {
        (true, kind) => kind.to_owned(),
        (false, PASSAGE) => title,
        (false, kind) => format!("{kind}: {title}"),
    };
    ui.add(Label::new(RichText::new(name).font(theme::bold(size::TEXT))).wrap());
    if !lost.words.is_empty() {
        ui.add(Label::new(RichText::new(format!("“{}”", line(&lost.words))).font(theme::serif(size::TEXT))).wrap());
    }
    ui.add(Label::new(RichText::new(format!("{} ({})", lost.why.sentence(), lost.origin)).color(palette.mute)).wrap());
    if !lost.spots.is_empty() {
        let likely =
            if lost.spots.len() == 1 { "Likely spot, opens the text there:" } else { "Likely spots, open the text there:" };
        ui.label(RichText::new(likely).color(palette.mute));
    }
    for span in &lost.spots {
        let target = Target { document: lost.document, span: *span };
        let response = ui
            .add(Button::new(around(scene, target)).wrap_mode(TextWrapMode::Wrap).min_size(egui::vec2(ui.available_width(), 0.0)));
        let label = format!("Open the text at “{}”", line(scene.dossier.slice(target)));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &label));
        if response.clicked() {
            actions.push(Action::ShowText(target));
        }
    }
    ui.add_space(12.0);
}

/// A spot with what stands around it.
fn around(scene: &Scene<'_>, target: Target) -> LayoutJob {
    let text = &scene.dossier.document(target.document).text;
    let Span { start, end } = target.span;
    let slice = |start: usize, end: usize| line(text.slice(Span { start, end }));
    let mut job = LayoutJob::default();
    let mut append = |text: &str, color| {
        job.append(text, 0.0, TextFormat { font_id: theme::serif(size::TEXT), color, ..TextFormat::default() });
    };
    let (mute, ink) = (scene.palette.mute, scene.palette.ink);
    let first = start.saturating_sub(AROUND);
    append(&format!("{}{}", if first > 0 { "…" } else { "" }, slice(first, start)), mute);
    append(&slice(start, end.min(start + LONGEST)), ink);
    let last = if end > start + LONGEST { start + LONGEST } else { (end + AROUND).min(text.len()) };
    append(&format!("{}{}", slice(end.min(last), last), if last < text.len() { "…" } else { "" }), mute);
    job
}

/// Text on one line, closed off from the words around it.
fn line(text: &str) -> String {
    closed(text).into_owned()
}
