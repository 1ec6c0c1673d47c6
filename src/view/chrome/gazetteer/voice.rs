//! What is known of one who speaks.

use egui::{Button, Id, RichText, Ui};

use super::{Choice, Page, merge, row, tell};
use crate::edit::{self, Deed, VoiceChange};
use crate::report::ids::VoiceIx;
use crate::report::outside::closed;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::pick::line::Line;
use crate::view::pick::voice::{VoicePicked, voices};
use crate::view::{Scene, pick, words};

pub fn show(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, ix: VoiceIx, actions: &mut Vec<Action>) {
    let voice = scene.dossier.voice(ix);
    let field = |name: &str| Id::unique(("voice", &voice.id, name));
    ui.label(RichText::new(closed(&voice.name).into_owned()).font(theme::serif_bold(size::TITLE)));
    let (speaks, carries) = page.speaking.of(scene, ix);
    let and_carries = if carries > 0 { format!(", carries {}", words::count(carries, "passage")) } else { String::new() };
    let told = format!("speaks in {}{and_carries}", words::count(speaks, "passage"));
    ui.label(RichText::new(told).color(scene.palette.mute));
    ui.add_space(4.0);
    let mut change = |change| actions.push(pick::edit(Deed::Voice(ix, change)));
    row(ui, scene, "Name", |ui| {
        let given = Line::new(field("name"), "Name of the voice").show(ui, scene, &voice.name);
        given.map(VoiceChange::Name).into_iter().for_each(&mut change);
    });
    row(ui, scene, "Kind", |ui| {
        let line = Line::new(field("kind"), "Kind of voice").hint("eyewitness, interviewee, editor, channel…");
        line.show(ui, scene, &voice.kind).map(VoiceChange::Kind).into_iter().for_each(&mut change);
    });
    row(ui, scene, "How they know", |ui| {
        let line = Line::new(field("knows"), "How this voice knows").hint("One sentence").rows(3);
        line.show(ui, scene, &voice.knows).map(VoiceChange::Knows).into_iter().for_each(&mut change);
    });
    ui.add_space(4.0);
    ui.separator();
    ui.horizontal_wrapped(|ui| work(ui, scene, page, ix, actions));
    tell(ui, scene, page, &voice.id);
}

fn work(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, ix: VoiceIx, actions: &mut Vec<Action>) {
    let id = scene.dossier.voice(ix).id.clone();
    let can = pick::locked(scene).is_none();
    let button = ui.add_enabled(can, Button::new("Merge with…")).on_hover_text("Make one voice of this one and another one");
    let picked = pick::below(&button, |ui| {
        ui.set_width(320.0);
        voices(ui, scene, Id::unique("voice to merge with"), false, 280.0)
    });
    match picked {
        Some(VoicePicked::Known(other)) if other != ix => merge::ask(scene, page, Choice::Voice(ix), Choice::Voice(other)),
        Some(_) => page.fault = Some((id.clone(), "Choose another voice of this report".to_owned())),
        None => {}
    }
    if ui.add_enabled(can, Button::new("Remove")).on_hover_text("Take away the voice, where it speaks in no passage").clicked() {
        let deed = Deed::RemoveVoice(ix);
        match edit::plan(scene.dossier, &deed) {
            Ok(_) => actions.push(pick::edit(deed)),
            Err(why) => page.fault = Some((id, why)),
        }
    }
}
