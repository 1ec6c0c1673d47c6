//! One place that is two: which of its mentions name the other one.

use std::collections::BTreeSet;

use egui::{Button, Id, Label, Rect, RichText, Sense, Ui, UiBuilder, vec2};

use super::{Choice, Page};
use crate::edit::Deed;
use crate::report::ids::{MentionIx, PlaceIx};
use crate::report::passage::{Mention, Subject};
use crate::report::table::Table;
use crate::report::text::Span;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::chrome::rows::{self, Rows, cell, part};
use crate::view::pick::line::Line;
use crate::view::{Scene, pick, words};

/// How tall a row is, and all of them together at most, in points.
const ROW: f32 = 26.0;
const TALL: f32 = 232.0;
/// How many code points are shown before and after a mention.
const AROUND: usize = 60;

/// The mentions of the place, which of them are chosen, and what the new place is called.
#[derive(Default)]
pub struct Split {
    seen: Option<(Table<Mention>, PlaceIx)>,
    mentions: Vec<MentionIx>,
    chosen: BTreeSet<MentionIx>,
    rows: Rows,
    name: String,
}

impl Split {
    fn renew(&mut self, scene: &Scene<'_>, ix: PlaceIx) {
        let all = &scene.dossier.mentions;
        if self.seen.as_ref().is_some_and(|(seen, of)| seen.is_same(all) && *of == ix) {
            return;
        }
        let names_it = |(_, mention): &(usize, &Mention)| mention.subject == Subject::Place(ix);
        self.mentions = all.iter().enumerate().filter(names_it).map(|(at, _)| MentionIx::new(at)).collect();
        self.chosen.clear();
        self.seen = Some((all.clone(), ix));
    }
}

pub fn show(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, ix: PlaceIx, actions: &mut Vec<Action>) {
    let Some(split) = &mut page.split else { return };
    split.renew(scene, ix);
    ui.add_space(4.0);
    let said = "Choose the mentions that name another place, and give that one a name. It begins where this place is.";
    ui.add(Label::new(RichText::new(said).color(scene.palette.mute)).wrap());
    mentions(ui, scene, split);
    let mut done = false;
    ui.horizontal(|ui| {
        ui.allocate_ui(vec2(260.0, 24.0), |ui| {
            ui.set_max_width(260.0);
            let line = Line::new(Id::unique("name of the place that is split off"), "Name of the new place");
            line.hint("Name of the new place").draw_typed(ui, scene, &mut split.name);
        });
        let count = split.chosen.len();
        let can = count > 0 && !split.name.trim().is_empty() && pick::locked(scene).is_none();
        done = ui.add_enabled(can, Button::new(format!("Split off {}", words::count(count, "mention")))).clicked();
    });
    if done {
        let mentions = split.chosen.iter().copied().collect();
        let name = std::mem::take(&mut split.name);
        page.split = None;
        page.turn_to(Choice::Place(PlaceIx::new(scene.dossier.places.len())));
        actions.push(pick::edit(Deed::SplitPlace(ix, mentions, name)));
    }
}

fn mentions(ui: &mut Ui, scene: &Scene<'_>, split: &mut Split) {
    let Split { mentions, chosen, rows, .. } = split;
    #[expect(clippy::cast_precision_loss, reason = "more than fit are cut anyway")]
    let tall = (mentions.len() as f32 * ROW).clamp(ROW, TALL);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), tall), Sense::hover());
    let mut turned = None;
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        let keyed = rows.show(ui, scene.palette, ("Mentions of this place", mentions.len(), ROW), |ui, id, row, rect| {
            let Some(ix) = mentions.get(row).copied() else { return };
            let is_chosen = chosen.contains(&ix);
            let (before, words, after) = around(scene, ix);
            let aloud = format!("{before}{words}{after}");
            let response = rows::row(ui, id, rect, is_chosen, &aloud);
            if is_chosen {
                ui.painter().rect_filled(rect, 4.0, scene.palette.window_tint);
            } else if response.hovered() {
                ui.painter().rect_filled(rect, 4.0, scene.palette.ground);
            }
            line(ui, scene, rect, &aloud);
            if response.clicked() {
                turned = Some(row);
            }
        });
        turned = turned.or((keyed.space || keyed.enter).then_some(rows.at));
        if keyed.all {
            chosen.extend(mentions.iter().copied());
        }
    });
    if let Some(ix) = turned.and_then(|row| mentions.get(row)).copied()
        && !chosen.remove(&ix)
    {
        chosen.insert(ix);
    }
}

fn line(ui: &Ui, scene: &Scene<'_>, rect: Rect, text: &str) {
    cell(ui, part(rect, 8.0, rect.width() - 8.0), text, theme::serif(size::TEXT), scene.palette.ink);
}

/// A mention and what stands around it, on one line.
fn around(scene: &Scene<'_>, ix: MentionIx) -> (String, String, String) {
    let target = scene.dossier.mention(ix).target;
    let text = &scene.dossier.document(target.document).text;
    let Span { start, end } = target.span;
    let slice = |start, end| text.slice(Span { start, end }).split_whitespace().collect::<Vec<_>>().join(" ");
    let first = start.saturating_sub(AROUND / 2);
    let last = (end + AROUND).min(text.len());
    (format!("…{} ", slice(first, start)), slice(start, end), format!(" {}…", slice(end, last)))
}
