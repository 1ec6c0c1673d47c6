//! What is said of each document, and where that comes from; a person corrects it here.

use egui::{Grid, Id, Label, Modal, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, accesskit::Role};

use crate::report::draft::{Document, Head};
use crate::report::found;
use crate::report::given::Given;
use crate::report::ids::DocumentIx;
use crate::report::outside::closed;
use crate::report::provenance::Fact;
use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::{Scene, letters};

/// What is typed on the page, kept while it is open.
#[derive(Clone, Default)]
struct Typed {
    /// The document it is about; none before the page has been seen.
    document: Option<String>,
    /// What stands in each field, and what stood in it at the beginning.
    fields: Vec<(Fact, String, String)>,
    /// What is wrong with it.
    fault: Option<(Fact, String)>,
}

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let id = Id::unique("page about the documents");
    if !scene.state.documents_open {
        ui.data_mut(|data| data.remove::<Typed>(id));
        return Vec::new();
    }
    let mut typed: Typed = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let document = shown(scene, &typed);
    if let Some(document) = scene.dossier.documents.get(document.index())
        && typed.document.as_deref() != Some(&document.id)
    {
        typed = Typed::of(document, &scene.dossier.head);
    }
    let mut actions = Vec::new();
    let room = ui.ctx().content_rect().size();
    let page = Modal::new(id).frame(theme::page(ui.style())).show(ui, |ui| {
        ui.set_width(620.0_f32.min(room.x - 60.0));
        ui.label(RichText::new("About this document").font(theme::serif_bold(size::HEADING)));
        let height = (room.y - 190.0).max(120.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| contents(ui, scene, &mut typed, document, &mut actions));
        ui.add_space(8.0);
        foot(ui, scene, &mut typed, &mut actions)
    });
    if page.inner || page.should_close() {
        actions.push(Action::Toggle(Toggle::Documents));
    }
    ui.data_mut(|data| data.insert_temp(id, typed));
    actions
}

/// The document that the page is about: the one that was chosen on it, else the one that is read.
fn shown(scene: &Scene<'_>, typed: &Typed) -> DocumentIx {
    let chosen = typed.document.as_ref().and_then(|id| scene.dossier.documents.iter().position(|document| document.id == *id));
    let read = scene.state.reading_position.map(|position| position.target.document);
    chosen.map(DocumentIx::new).or(read).unwrap_or(DocumentIx(0))
}

impl Typed {
    /// What is said of a document, ready to be corrected.
    fn of(document: &Document, head: &Head) -> Self {
        let fields = Fact::ALL.iter().map(|fact| {
            let value = value(*fact, document, head);
            (*fact, value.clone(), value)
        });
        Self { document: Some(document.id.clone()), fields: fields.collect(), fault: None }
    }

    fn has_changed(&self) -> bool {
        self.fields.iter().any(|(_, now, before)| now.trim() != before)
    }

    /// What a person has changed; else the field that cannot be understood, and why.
    fn given(&self) -> Result<Given, (Fact, String)> {
        let mut given = Given::default();
        for (fact, now, before) in &self.fields {
            if now.trim() != before {
                given.say(*fact, now).map_err(|fault| (*fact, fault))?;
            }
        }
        Ok(given)
    }
}

/// What is said of a fact, as it can be typed.
fn value(fact: Fact, document: &Document, head: &Head) -> String {
    let when = |when: Option<crate::report::when::When>| when.map(|when| when.to_string()).unwrap_or_default();
    match fact {
        Fact::Title => document.title.clone(),
        Fact::Author => document.author.clone(),
        Fact::Publisher => document.publisher.clone(),
        Fact::Published => when(document.published),
        Fact::Reference => when(document.reference),
        Fact::Language if document.language.is_empty() => head.language.clone(),
        Fact::Language => document.language.clone(),
        Fact::Timezone => head.zone.name().to_owned(),
        Fact::Home => head.home.join(", "),
        Fact::Licence => document.licence.clone(),
        Fact::Source => document.source.clone(),
    }
}

/// What a field is for, where its name does not say it.
fn hint(fact: Fact) -> &'static str {
    match fact {
        Fact::Published => "The day, month or year: 2022-01-06, 2022-01, 2022",
        Fact::Reference => "“Yesterday” is reckoned from this day: 2022-01-05",
        Fact::Language => "en, ru, …",
        Fact::Timezone => "Such as Asia/Almaty",
        Fact::Home => "Codes of two letters, such as KZ",
        Fact::Title | Fact::Author | Fact::Publisher | Fact::Licence | Fact::Source => "Not known",
    }
}

fn contents(ui: &mut Ui, scene: &Scene<'_>, typed: &mut Typed, document: DocumentIx, actions: &mut Vec<Action>) {
    let Some(entry) = scene.dossier.documents.get(document.index()) else {
        ui.label("This dossier has no document.");
        return;
    };
    chooser(ui, scene, typed, document);
    let can_change = scene.state.surroundings.is_ours;
    Grid::new("facts of a document").num_columns(3).spacing([14.0, 8.0]).show(ui, |ui| {
        for index in 0..typed.fields.len() {
            row(ui, scene, typed, index, entry, can_change);
        }
    });
    ui.add_space(6.0);
    if let Some(original) = &entry.original {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("Original file").color(scene.palette.mute));
            ui.label(closed(&original.file).into_owned()).on_hover_text(format!("SHA-256 {}", original.sha256));
            if ui.button("Open the original").clicked() {
                actions.push(Action::OpenOriginal(document));
            }
        });
    }
    for complaint in &entry.complaints {
        ui.add(Label::new(RichText::new(closed(complaint).into_owned()).color(scene.palette.mute)).wrap());
    }
    if let Some(limit) = found_limit(scene, entry) {
        ui.add(Label::new(RichText::new(closed(&limit).into_owned()).color(scene.palette.mute)).wrap());
    }
    if !can_change {
        let why = "Dateline does not write into this dossier. Save a copy, or correct its dossier.json by hand.";
        ui.add(Label::new(RichText::new(why).color(scene.palette.mute)).wrap());
    }
}

/// What is not found in a document because of its language; nothing where people have annotated it, and nothing was found.
fn found_limit(scene: &Scene<'_>, entry: &Document) -> Option<String> {
    let dossier = scene.dossier;
    let is_found = dossier.mentions.iter().any(|mention| mention.found.is_some()) || dossier.mentions.is_empty();
    let own = if entry.language.is_empty() { &dossier.head.language } else { &entry.language };
    found::limit(own).filter(|_| is_found)
}

/// Which document, where there are several.
fn chooser(ui: &mut Ui, scene: &Scene<'_>, typed: &mut Typed, shown: DocumentIx) {
    let documents = &scene.dossier.documents;
    if documents.len() < 2 {
        return;
    }
    let mut chosen = shown.index();
    let name = |index: usize| closed(&documents[index].title).into_owned();
    let combo = egui::ComboBox::from_id_salt("document").width(420.0).selected_text(name(chosen));
    let response = combo.show_index(ui, &mut chosen, documents.len(), name);
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "Document"));
    if chosen != shown.index() {
        *typed = Typed::of(&documents[chosen], &scene.dossier.head);
    }
    ui.add_space(6.0);
}

/// A fact: its name, its value, and where that comes from.
fn row(ui: &mut Ui, scene: &Scene<'_>, typed: &mut Typed, index: usize, document: &Document, can_change: bool) {
    let (fact, now, before) = &mut typed.fields[index];
    ui.label(fact.told());
    let (font, ink) = (theme::sans(size::TEXT), scene.palette.ink);
    let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, _: f32| letters::typed(ui, text, &font, ink, f32::INFINITY);
    let width = (ui.ctx().content_rect().width() - 60.0).min(620.0) - 270.0;
    // A grid gives a field only what its column has had so far.
    let edit = TextEdit::singleline(now).layouter(&mut layouter).hint_text(hint(*fact)).font(font.clone());
    let edit = edit.min_size(egui::vec2(width, 0.0)).desired_width(width);
    let field = ui.add_enabled(can_change, edit);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, can_change, fact.told()));
    let field = field.on_hover_text(hint(*fact));
    let head = &scene.dossier.head.told;
    let provenance = document.told.get(fact).or_else(|| head.get(fact).filter(|_| !document.told.contains_key(fact)));
    let told = if now.trim() == before { provenance.map_or("", |provenance| provenance.told()) } else { "not saved yet" };
    ui.label(RichText::new(told).font(theme::sans(size::LABEL)).color(scene.palette.mute));
    ui.end_row();
    let fact = *fact;
    if field.changed() && typed.fault.as_ref().is_some_and(|(faulty, _)| *faulty == fact) {
        typed.fault = None;
    }
    if let Some((_, fault)) = typed.fault.as_ref().filter(|(faulty, _)| *faulty == fact) {
        ui.label("");
        ui.add(Label::new(RichText::new(fault).color(scene.palette.window)).wrap());
        ui.label("");
        ui.end_row();
    }
}

/// The buttons; tells whether the page is to be closed.
fn foot(ui: &mut Ui, scene: &Scene<'_>, typed: &mut Typed, actions: &mut Vec<Action>) -> bool {
    let changed = typed.has_changed() && scene.state.surroundings.is_ours;
    ui.horizontal(|ui| {
        if changed && ui.button("Save").clicked() {
            match (typed.given(), typed.document.clone()) {
                (Ok(given), Some(document)) => {
                    actions.push(Action::Describe(document, given));
                    return true;
                }
                (Err(fault), _) => typed.fault = Some(fault),
                (Ok(_), None) => {}
            }
        }
        ui.button(if changed { "Cancel" } else { "Close" }).clicked()
    })
    .inner
}
