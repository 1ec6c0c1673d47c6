//! What there is to know about the program: its version, where notes are kept, and what it is made of under which licences.

use egui::{CollapsingHeader, Label, Modal, RichText, ScrollArea, Ui};

use crate::session::{Action, Paint, Toggle};
use crate::theme::{self, size};
use crate::view::{Scene, words};

/// Every crate in the program with its licence, one a line; `tests/dateline/licences.rs` writes it and fails where it is not
/// up to date.
const CRATES: &str = include_str!("../../../assets/licences/crates.txt");

/// What else is in the program, and under which licence.
const PARTS: [(&str, &str); 10] = [
    ("Dateline itself", "MIT or Apache-2.0, as you choose"),
    ("The texts of the report inside it", "by their authors; “About this report” names source and licence"),
    ("Countries, provinces, waters", "Natural Earth 5.1.1, public domain"),
    ("Towns", "GeoNames, CC BY 4.0, selected and partly renamed"),
    ("The gazetteer", "GeoNames, CC BY 4.0, selected, partly renamed and moved; Natural Earth, public domain; Unicode CLDR"),
    ("Airports in it", "airportsdata, © Mike Borsetti, and mwgg/Airports, MIT"),
    ("Names of countries", "Unicode CLDR, Unicode License 3.0"),
    ("Inter", "the sans; SIL Open Font License 1.1"),
    ("Source Serif 4", "the serif, changed and called Dateline Serif here; SIL Open Font License 1.1"),
    ("Phosphor Icons 2.1", "MIT"),
];

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    if !scene.state.program_open {
        return Vec::new();
    }
    let room = ui.ctx().content_rect().size();
    let page = Modal::new(egui::Id::unique("program")).frame(theme::page(ui.style())).show(ui, |ui| {
        ui.set_width(600.0_f32.min(room.x - 60.0));
        ScrollArea::vertical().max_height(room.y - 160.0).show(ui, |ui| contents(ui, scene));
        ui.add_space(8.0);
        ui.button("Close").clicked()
    });
    if page.inner || page.should_close() { vec![Action::Toggle(Toggle::Program)] } else { Vec::new() }
}

fn contents(ui: &mut Ui, scene: &Scene<'_>) {
    let quiet = |text: &str| RichText::new(text).color(scene.palette.mute);
    ui.label(RichText::new(concat!("Dateline ", env!("CARGO_PKG_VERSION"))).font(theme::serif_bold(size::HEADING)));
    ui.add(Label::new("Shows where and when each passage of a report speaks. It never connects to a network.").wrap());
    heading(ui, "Where your notes are kept");
    let kept = match (&scene.state.surroundings.notes, &scene.state.notebook.fault) {
        (_, Some(fault)) => fault.clone(),
        (Some(path), None) => format!("In {}. The settings are in settings.json, in the folder above it.", path.display()),
        (None, None) => "They are not kept on this computer.".to_owned(),
    };
    ui.add(Label::new(kept).wrap().selectable(true));
    if let Some(paint) = scene.state.surroundings.paint {
        heading(ui, "How the window is drawn");
        ui.add(Label::new(painter(paint)).wrap());
    }
    heading(ui, "Licences");
    for (part, licence) in PARTS {
        ui.horizontal_wrapped(|ui| {
            ui.label(part);
            ui.add(Label::new(quiet(licence)).wrap());
        });
    }
    ui.add_space(4.0);
    let name = format!("{} (libraries) built into Dateline", words::count(CRATES.lines().count(), "crate"));
    CollapsingHeader::new(name).show(ui, |ui| {
        ui.add(Label::new(quiet(CRATES)).selectable(true));
    });
}

fn painter(paint: Paint) -> &'static str {
    match paint {
        Paint::Gpu => "By the graphics card, with OpenGL. With “dateline --paint cpu”, Dateline draws it itself.",
        Paint::Cpu => "By Dateline itself, on the processor. With “dateline --paint gpu”, the graphics card draws it.",
    }
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(10.0);
    ui.label(RichText::new(text).font(theme::bold(size::TEXT)));
}
