//! Why something was read as it was: reasons, and what else it could be.

use egui::{CornerRadius, Frame, Label, Margin, RichText, Ui};

use crate::report::credit;
use crate::report::found::Found;
use crate::report::ids::PassageIx;
use crate::report::outside::closed;
use crate::report::passage::{Basis, Mention, Passage, Subject, Target};
use crate::theme::{self, size};
use crate::view::Scene;

/// What the button says that shows the reasons of a passage.
#[must_use]
pub fn question(passage: &Passage) -> &'static str {
    match (passage.is_found(), passage.when.is_some()) {
        (true, true) => "Why this place and date",
        (true, false) => "Why this place",
        (false, true) => "Why this date",
        (false, false) => "Why no date",
    }
}

/// How sure something is that was found: `Found by Dateline, 82 % sure; nobody has checked it yet.`
#[must_use]
pub fn sure(found: &Found) -> String {
    format!("Found by Dateline, {} % sure; nobody has checked it yet.", found.sure)
}

/// What else words could mean: `It could also be: Oral (settlement in Russia).`
#[must_use]
pub fn others(found: &Found) -> Option<String> {
    let named = found.others.iter().map(|other| {
        let within = if other.within.is_empty() { String::new() } else { format!(" in {}", closed(&other.within)) };
        format!("{} ({}{within})", closed(&other.name), other.kind.word())
    });
    let named: Vec<String> = named.collect();
    (!named.is_empty()).then(|| format!("It could also be: {}.", named.join("; ")))
}

/// How the one who speaks knows, if it is said.
pub fn knows<'a>(scene: &Scene<'a>, ix: PassageIx) -> Option<&'a str> {
    let voice = scene.dossier.voice(scene.dossier.passage(ix).voice?);
    (!voice.knows.is_empty()).then_some(voice.knows.as_str())
}

/// Why the passage has its time, in a sentence.
fn reason(scene: &Scene<'_>, ix: PassageIx) -> String {
    let passage = scene.dossier.passage(ix);
    let Some(when) = &passage.when else {
        let words =
            credit::unplaced(&passage.filed).map(|words| format!("The text gives {words}. This cannot be shown on the timeline."));
        return words.unwrap_or_else(|| "The text does not say when this happened.".to_owned());
    };
    let basis = match passage.basis {
        Basis::Stated => "The text states the time",
        Basis::Relative => "The text counts the time from another one",
        Basis::Inherited => "The time is that of the paragraph or section around the passage",
    };
    let clue = passage.aside().clue.map(|span| closed(scene.dossier.slice(Target { span, ..passage.target })));
    let clue = clue.map(|words| format!(": “{words}”")).unwrap_or_default();
    format!("{basis}{clue}. Read as {}.", scene.state.clock.when(when))
}

/// What the finder says of the places of a passage, by the mentions of them that stand in it; of each place once.
fn places(scene: &Scene<'_>, passage: &Passage) -> Vec<String> {
    let mut lines = Vec::new();
    let mut told = Vec::new();
    for mention in scene.index.mentions_in(scene.dossier, passage.target).map(|ix| scene.dossier.mention(ix)) {
        let Mention { subject: Subject::Place(place), found: Some(found), .. } = mention else { continue };
        if passage.places.contains(place) && !told.contains(place) {
            told.push(*place);
            lines.extend(found.why.iter().cloned());
            lines.extend(others(found));
        }
    }
    lines
}

/// Where the date comes from, how the voice knows, and for what was found, why.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx) {
    let passage = scene.dossier.passage(ix);
    let mut lines = vec![reason(scene, ix)];
    let aside = passage.aside();
    lines.extend(Some(&aside.note).filter(|note| !note.is_empty()).cloned());
    if let Some(found) = &aside.found {
        lines.extend(found.why.iter().cloned());
        lines.extend(places(scene, passage));
        lines.push(sure(found));
    }
    lines.extend(knows(scene, ix).map(|knows| format!("How the speaker knows: {knows}")));
    let frame = Frame::NONE.fill(scene.palette.ground).corner_radius(CornerRadius::same(theme::RADIUS - 1));
    ui.add_space(2.0);
    frame.inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for line in lines {
            ui.add(Label::new(RichText::new(line).font(theme::sans(size::LABEL + 0.5)).color(scene.palette.ink)).wrap());
        }
    });
}
