//! Mentions as links: a place is selected and shown, a time is gone to, and the pointer lights both elsewhere.

use egui::{CursorIcon, Sense, Stroke, StrokeKind, Ui, accesskit::Role};

use super::marks::{Marked, Marking};
use super::spot::{Spot, behind};
use super::{annotate, naming, why};
use crate::report::credit;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx};
use crate::report::outside::closed;
use crate::report::passage::{Mention, Subject, Target};
use crate::session::{Action, ChosenMention, Hovered};
use crate::view::{Scene, brush};

/// What a mention says when it is pointed at, where it leads, and what it lights elsewhere.
struct Meaning {
    name: String,
    action: Option<Action>,
    hovered: Option<Hovered>,
}

fn meaning(scene: &Scene<'_>, ix: MentionIx) -> Meaning {
    let mut meaning = checked_meaning(scene, ix);
    if scene.dossier.mention(ix).found.is_some() {
        meaning.name.push_str(", found");
    }
    meaning
}

/// What it says, whoever has read it so.
fn checked_meaning(scene: &Scene<'_>, ix: MentionIx) -> Meaning {
    let mention = scene.dossier.mention(ix);
    let text = closed(scene.dossier.slice(mention.target));
    match mention.subject {
        Subject::Place(place) => Meaning {
            name: format!("{text}: {}", closed(&scene.dossier.place(place).title)),
            action: Some(Action::PointOut(scene.index.home(place))),
            hovered: Some(Hovered::Place(place)),
        },
        Subject::Time(when, basis) => {
            let said = when.as_ref().map_or_else(
                || credit::unplaced(&mention.filed).unwrap_or_else(|| "no date".to_owned()),
                |when| scene.state.clock.when(when),
            );
            let dated = when.and_then(|when| passage_of(scene, mention.target, &when));
            Meaning {
                name: format!("{text}: {said} ({})", basis.word()),
                action: when.map(|when| Action::GoToTime(scene.index.window_of(&when))),
                hovered: dated.map(Hovered::Passage),
            }
        }
    }
}

/// What is shown of a mention that is pointed at: what it means, why, and what else it could be.
fn note(name: &str, mention: &Mention) -> String {
    let mut lines = vec![name.to_owned()];
    lines.extend(Some(&mention.note).filter(|note| !note.is_empty()).cloned());
    if let Some(found) = &mention.found {
        lines.push(why::sure(found));
        lines.extend(found.why.iter().cloned());
        lines.extend(why::others(found));
    }
    lines.join("\n")
}

/// The passage around a mention of a time that happens at that time: its bar stands for the time.
fn passage_of(scene: &Scene<'_>, mention: Target, when: &crate::report::when::When) -> Option<PassageIx> {
    let around = scene.index.telling().passages_in(scene.dossier, mention);
    let fits = |ix: &PassageIx| scene.dossier.passage(*ix).when.is_some_and(|other| other.overlaps(when.earliest(), when.latest()));
    around.filter(fits).min_by_key(|ix| {
        let span = scene.dossier.passage(*ix).target.span;
        span.end - span.start
    })
}

/// What a mention says when it is read aloud: its words, what they name, and whether that was only found.
#[must_use]
pub fn name(scene: &Scene<'_>, ix: MentionIx) -> String {
    meaning(scene, ix).name
}

/// Whether a place is pointed at somewhere: its marker, its lane, or another mention of it.
fn is_pointed_at(scene: &Scene<'_>, place: PlaceIx) -> bool {
    matches!(scene.state.hovered, Some(Hovered::Place(other)) if place == other || scene.index.home(place) == other)
}

/// Every mention is a link: a place is selected, a time is gone to.
pub fn mentions(ui: &Ui, scene: &Scene<'_>, marking: &Marking, spot: &Spot) -> Vec<Action> {
    let mut actions = Vec::new();
    for Marked { mention: ix, range } in marking.shown() {
        let Meaning { name, action, hovered } = meaning(scene, *ix);
        let mention = scene.dossier.mention(*ix);
        let lit = matches!(mention.subject, Subject::Place(place) if is_pointed_at(scene, place));
        for (row, rect) in spot.rects(range.clone()).iter().enumerate() {
            if lit {
                let edge = Stroke::new(1.5, scene.palette.window);
                ui.painter().rect_stroke(behind(*rect), 3.0, edge, StrokeKind::Outside);
            }
            // In a second row of words it is the same link, which the keyboard and a screen reader meet once.
            let sense = if row == 0 { Sense::click() } else { Sense::CLICK };
            let response = ui.interact(*rect, ui.scope_id().with(("mention", ix.0, range.start, row)), sense);
            if row == 0 {
                response.widget_info(|| egui::WidgetInfo::labeled(Role::Link, action.is_some(), &name));
            }
            brush::focus_ring(ui.painter(), &response, *rect, scene.palette.ink);
            naming::note(ui, scene, *ix, *rect);
            if response.clicked() {
                actions.extend(action.clone());
                // It leads somewhere, and stays chosen; a second click in a row opens its card.
                let open = response.double_clicked();
                actions.push(Action::ChooseMention(Some(ChosenMention { mention: *ix, open })));
            }
            annotate::menu(&response, scene, *ix, &mut actions);
            if response.hovered() && hovered.is_some() {
                actions.push(Action::Hover(hovered));
            }
            let note = note(&name, mention);
            response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(note);
        }
    }
    actions
}
