//! A paragraph that is laid out.

use egui::text::LayoutJob;
use egui::{Pos2, Ui, vec2};

use super::layout::{Face, Piece, Setting, note_of};
use super::marks::Marking;
use super::spot::Spot;
use crate::report::passage::Target;
use crate::theme::size;
use crate::view::Scene;

/// A paragraph ready to be drawn. The job is kept and not the galley: egui keeps galleys itself as long as they are
/// drawn, and drops them when it clears its font texture.
pub struct Laid {
    job: LayoutJob,
    /// What is marked in it.
    pub marking: Marking,
    /// The note that is open below it.
    pub note: Option<Note>,
    /// The height of the paragraph with all that belongs to it, in points.
    pub height: f32,
}

/// A footnote that is open below the paragraph that refers to it.
pub struct Note {
    /// The reference.
    pub reference: Target,
    /// The note, marked.
    pub marking: Marking,
    job: LayoutJob,
    /// Its height, in points, without what stands around it.
    pub height: f32,
}

/// The height of the line below a paragraph that is not of its text.
pub const TAIL: f32 = 24.0;
/// The space that a note needs above and below its text.
pub const NOTE_HEAD: f32 = 38.0;
/// See [`NOTE_HEAD`].
pub const NOTE_FOOT: f32 = 18.0;
/// How far a note's text stands in from the left and from the right.
pub const NOTE_INDENT: f32 = 16.0;

impl Laid {
    /// Lays out a paragraph.
    #[must_use]
    pub fn new(ui: &Ui, scene: &Scene<'_>, piece: &Piece, note: Option<Target>, width: f32) -> Self {
        let Setting { indent, above, .. } = piece.setting;
        let marking = Marking::new(scene, piece.target);
        let job = marking.job(ui, scene, &piece.setting.font(), piece.setting.ink(scene.palette), width - indent);
        let mut height = above + ui.painter().layout_job(job.clone()).size().y;
        if piece.tail.is_some() {
            height += TAIL;
        }
        let note = note.and_then(|reference| Note::new(ui, scene, reference, piece.setting, width));
        if let Some(note) = &note {
            height += NOTE_HEAD + note.height + NOTE_FOOT;
        }
        Self { job, marking, note, height }
    }

    /// Where its text stands when its upper left corner is there.
    #[must_use]
    pub fn spot(&self, ui: &Ui, at: Pos2) -> Spot {
        Spot::new(ui.painter().layout_job(self.job.clone()), at, self.marking.target)
    }

    /// Whether it was laid out with this note open.
    #[must_use]
    pub fn is_for(&self, note: Option<Target>) -> bool {
        self.note.as_ref().map(|note| note.reference) == note
    }
}

impl Note {
    fn new(ui: &Ui, scene: &Scene<'_>, reference: Target, around: Setting, width: f32) -> Option<Self> {
        let target = note_of(scene.dossier, reference)?;
        let marking = Marking::new(scene, target);
        let scale = (around.size / size::READING).max(0.6);
        let setting = Setting { face: Face::Serif, size: (size::TEXT + 0.5) * scale, ..around };
        let room = width - around.indent - 2.0 * NOTE_INDENT;
        let job = marking.job(ui, scene, &setting.font(), scene.palette.ink, room);
        let height = ui.painter().layout_job(job.clone()).size().y;
        Some(Self { reference, marking, job, height })
    }

    /// Where its text stands when its frame begins there.
    #[must_use]
    pub fn spot(&self, ui: &Ui, frame: Pos2) -> Spot {
        let galley = ui.painter().layout_job(self.job.clone());
        Spot::new(galley, frame + vec2(NOTE_INDENT, NOTE_HEAD - 6.0), self.marking.target)
    }
}
