//! What there is to know about the dossier: its sources, its faults, and the map behind it.

use egui::{Label, Modal, RichText, ScrollArea, Ui};

use crate::report::wording;
use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::{Scene, letters, words};

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    if !scene.state.about_open {
        return Vec::new();
    }
    let room = ui.ctx().content_rect().size();
    let page = Modal::new(egui::Id::unique("about")).frame(theme::page(ui.style())).show(ui, |ui| {
        ui.set_width(640.0_f32.min(room.x - 60.0));
        ScrollArea::vertical().max_height(room.y - 160.0).show(ui, |ui| contents(ui, scene));
        ui.add_space(8.0);
        ui.button("Close").clicked()
    });
    if page.inner || page.should_close() { vec![Action::Toggle(Toggle::About)] } else { Vec::new() }
}

fn contents(ui: &mut Ui, scene: &Scene<'_>) {
    let dossier = scene.dossier;
    ui.label(RichText::new(&dossier.head.title).font(theme::serif_bold(size::HEADING)));
    if !dossier.head.description.is_empty() {
        ui.add(Label::new(&dossier.head.description).wrap());
    }
    let progress = scene.index.progress();
    if progress.left > 0 {
        let words = format!(
            "{} % checked: people have looked at {} of {} places, times and passages. The rest was only found.",
            progress.percent(),
            words::number(progress.checked),
            words::number(progress.all())
        );
        ui.add(Label::new(words).wrap());
    }
    if !dossier.warnings.is_empty() {
        heading(ui, &format!("What is wrong in its files: {}", words::count(dossier.warnings.len(), "warning")));
        for warning in &dossier.warnings {
            ui.add(Label::new(warning.to_string()).wrap().selectable(true));
        }
    }
    heading(ui, "Texts");
    for document in &dossier.documents {
        line(ui, scene, "Title", &document.title);
        line(ui, scene, "By", &document.author);
        line(ui, scene, "Published", &document.published.as_ref().map(wording::when).unwrap_or_default());
        line(ui, scene, "Source", &document.source);
        line(ui, scene, "Licence", &document.licence);
        line(ui, scene, "SHA-256", &document.sha256);
    }
    heading(ui, "Voices: who speaks");
    for voice in &dossier.voices {
        line(ui, scene, &voice.name, &voice.knows);
    }
    heading(ui, "Letters and scripts");
    ui.add(Label::new(letters::NOTE).wrap());
    heading(ui, "About the map");
    for paragraph in MAP {
        ui.add(Label::new(*paragraph).wrap());
    }
}

/// Where the map behind the markers comes from, and what it can and cannot say.
const MAP: &[&str] = &[
    "Countries, provinces, lakes, rivers and seas: Natural Earth 5.1.1 at 1:10 million, public domain. Towns: GeoNames, \
        CC BY 4.0, selected and partly renamed. Names of countries: Unicode CLDR. The dossier's own places name their source \
        in places.geojson.",
    "A coast or a border may be off by a kilometre: it is a map to find one's way by, not to measure on. There are no \
        streets but those of the dossier. Where a position is known only roughly, a dashed circle shows how roughly.",
    "Provinces are those of 2018: Abai, Jetisu and Ulytau (2022) are not on it. The Aral Sea has shrunk to a fraction of \
        the shore drawn here.",
    "Borders in dispute are drawn dashed where Natural Earth marks them so. Its countries are filled as they come: Crimea \
        as Ukraine, Abkhazia and South Ossetia as Georgia, Karabakh as Azerbaijan, the Golan as Syria; Taiwan, Kosovo, \
        Palestine and Western Sahara by themselves. Lines of control such as those in Somaliland, on Siachen and on Cyprus \
        cross a fill; others, such as those of Abkhazia and Transnistria, are not there. This is a drawing and no opinion.",
];

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(8.0);
    ui.label(RichText::new(text).font(theme::bold(size::TEXT)));
}

fn line(ui: &mut Ui, scene: &Scene<'_>, name: &str, text: &str) {
    if !text.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(name).color(scene.palette.mute));
            ui.add(Label::new(text).wrap().selectable(true));
        });
    }
}
