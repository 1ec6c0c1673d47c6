//! Random deeds of every kind, on what is there and on what is not.

use geo::{Geometry, LineString, Point, Polygon};

use super::world::Genes;
use crate::edit::{Deed, Item, MentionChange, Naming, NewPassage, PassageChange, PlaceChange, Putting, VoiceChange};
use crate::report::dossier::Dossier;
use crate::report::draft::PlaceDraft;
use crate::report::ids::{DocumentIx, MentionIx, PassageIx, PlaceIx, VoiceIx};
use crate::report::passage::{Basis, BlockKind, Status, Target};
use crate::report::place::{Certainty, LonLat, Name, Place, PlaceKind};
use crate::report::text::Span;
use crate::report::when::When;

/// How many kinds of deeds there are.
pub const KINDS: usize = 20;

/// Words that no file takes as they are.
const AWKWARD: [&str; 6] = ["Aktau", "", " two\nlines\t\u{202e}turned ", "\u{2068}open", "<b>&amp;\u{0}", "Place p0"];

pub struct Maker<'a, 'g> {
    pub dossier: &'a Dossier,
    pub genes: &'a mut Genes<'g>,
}

impl Maker<'_, '_> {
    /// A position in a table, or now and then one beyond it.
    fn index(&mut self, count: usize) -> usize {
        if self.genes.chance(23) { count + self.genes.below(3) } else { self.genes.below(count) }
    }

    fn mention(&mut self) -> MentionIx {
        MentionIx::new(self.index(self.dossier.mentions.len()))
    }

    fn passage(&mut self) -> PassageIx {
        PassageIx::new(self.index(self.dossier.passages.len()))
    }

    fn place(&mut self) -> PlaceIx {
        PlaceIx::new(self.index(self.dossier.places.len()))
    }

    fn voice(&mut self) -> VoiceIx {
        VoiceIx::new(self.index(self.dossier.voices.len()))
    }

    fn words(&mut self) -> String {
        let words: String = self.genes.pick(&AWKWARD).to_owned();
        if self.genes.chance(9) { words.repeat(12_000) } else { words }
    }

    fn span(&mut self, document: usize) -> Span {
        let length = self.dossier.documents.get(document).map_or(9, |document| document.text.len());
        let start = self.index(length);
        Span { start, end: (start + self.genes.below(9)).min(length + self.genes.below(2)) }
    }

    fn target(&mut self) -> Target {
        // Often it is the very words that something is said of.
        let known =
            if self.genes.chance(2) { self.dossier.mentions.get(self.genes.below(self.dossier.mentions.len())) } else { None };
        let block = if self.genes.chance(3) { self.dossier.blocks.get(self.genes.below(self.dossier.blocks.len())) } else { None };
        if let Some(target) = block.map(|block| block.target).or(known.map(|known| known.target)) {
            return target;
        }
        let document = self.index(self.dossier.documents.len());
        Target { document: DocumentIx::new(document), span: self.span(document) }
    }

    fn items(&mut self) -> Vec<Item> {
        let one =
            |maker: &mut Self| if maker.genes.chance(3) { Item::Passage(maker.passage()) } else { Item::Mention(maker.mention()) };
        (0..self.genes.below(6)).map(|_| one(self)).collect()
    }

    fn when(&mut self) -> (Option<When>, Basis) {
        let text = self.genes.pick(&["2022-01-06", "2022-01-05", "2022-01-05T09:00~/2022-01-05T10:00~", "1905?", ""]);
        (text.parse().ok(), self.genes.pick(Basis::ALL))
    }

    fn point(&mut self) -> LonLat {
        self.genes.pick(
            &[(51.37, 51.23), (0.0, 0.0), (f64::NAN, 4.0), (200.0, 1.0), (76.945_412_3, 43.238_1)]
                .map(|(lon, lat)| LonLat { lon, lat }),
        )
    }

    fn shape(&mut self) -> Geometry<f64> {
        let ring = |points: &[(f64, f64)]| LineString::from(points.to_vec());
        match self.genes.below(6) {
            0 => Geometry::LineString(ring(&[(50.0, 50.0), (51.0, 50.5)])),
            1 => Geometry::Polygon(Polygon::new(ring(&[(50.0, 50.0), (51.0, 50.0), (51.0, 51.0)]), Vec::new())),
            2 => Geometry::LineString(ring(&[(50.0, 50.0)])),
            3 => Geometry::Polygon(Polygon::new(ring(&[]), Vec::new())),
            4 => Geometry::Point(Point::new(0.0, 0.0)),
            _ => Geometry::Point(Point::new(77.5, 43.5)),
        }
    }

    fn drafts(&mut self) -> Vec<PlaceDraft> {
        let mut drafts: Vec<PlaceDraft> = Vec::new();
        for _ in 0..self.genes.below(3) {
            let id = format!("g{}", self.genes.below(4));
            let point = self.genes.chance(2).then(|| self.point());
            let names = vec![Name { text: self.words(), language: "kk".to_owned(), former: false }];
            let geometry = if self.genes.chance(3) { Some(self.shape()) } else { None };
            let basemap = if self.genes.chance(4) { vec!["KZ".to_owned()] } else { Vec::new() };
            let place =
                Place { id, title: self.words(), names, point, geometry, basemap, source: self.words(), ..Place::default() };
            drafts.push(PlaceDraft { parent: drafts.last().map(|around| around.place.id.clone()), place, raw: String::new() });
        }
        drafts
    }

    fn putting(&mut self) -> Putting {
        if self.genes.chance(4) { Putting::New(self.drafts()) } else { Putting::Known(self.place()) }
    }

    fn naming(&mut self) -> Naming {
        if self.genes.chance(2) {
            let (when, basis) = self.when();
            return Naming::Time(when, basis);
        }
        Naming::Place(self.putting())
    }

    fn mention_change(&mut self, ix: MentionIx) -> MentionChange {
        let document = self.dossier.mentions.get(ix.index()).map_or(0, |mention| mention.target.document.index());
        match self.genes.below(3) {
            0 => MentionChange::Span(self.span(document)),
            1 => MentionChange::Names(self.naming()),
            _ => MentionChange::Note(self.words()),
        }
    }

    fn passage_change(&mut self, first: Option<&PassageIx>) -> PassageChange {
        let document =
            first.and_then(|ix| self.dossier.passages.get(ix.index())).map_or(0, |passage| passage.target.document.index());
        let (when, basis) = self.when();
        match self.genes.below(11) {
            0 => PassageChange::Span(self.span(document)),
            1 => PassageChange::Title(self.words()),
            2 => PassageChange::Places((0..self.genes.below(4)).map(|_| self.place()).collect()),
            3 => PassageChange::AddPlace(self.putting(), self.genes.chance(2)),
            4 => PassageChange::When(when, basis),
            5 => PassageChange::Voice(self.genes.chance(2).then(|| self.voice())),
            6 => PassageChange::Via((0..self.genes.below(3)).map(|_| self.voice()).collect()),
            7 => PassageChange::Status(self.genes.pick(Status::ALL)),
            8 => PassageChange::Same(self.passage(), self.genes.chance(2)),
            9 => PassageChange::Conflicts(self.passage(), self.genes.chance(2)),
            _ => PassageChange::Note(self.words()),
        }
    }

    fn place_change(&mut self) -> PlaceChange {
        let radius = self.genes.pick(&[None, Some(60.0), Some(-1.0), Some(f64::NAN), Some(1e300)]);
        match self.genes.below(10) {
            0 => PlaceChange::Title(self.words()),
            1 => PlaceChange::Names(vec![Name { text: self.words(), language: self.words(), former: self.genes.chance(2) }]),
            2 => PlaceChange::Kind(self.genes.pick(&[PlaceKind::Region, PlaceKind::Site])),
            3 => PlaceChange::Parent(self.genes.chance(2).then(|| self.place())),
            4 => PlaceChange::At(self.genes.chance(2).then(|| self.point()), radius),
            5 => PlaceChange::Radius(radius),
            6 => PlaceChange::Geometry(self.shape()),
            7 => PlaceChange::Basemap(vec!["KZ-47".to_owned()], self.genes.chance(2).then(|| self.point())),
            8 => PlaceChange::Certainty(self.genes.pick(&[Certainty::Certain, Certainty::LessCertain, Certainty::Uncertain])),
            _ => PlaceChange::Source(self.words()),
        }
    }

    fn block(&mut self) -> Option<BlockKind> {
        let label = self.words();
        self.genes.pick(&[
            None,
            Some(BlockKind::Heading(9)),
            Some(BlockKind::Quote),
            Some(BlockKind::Footnote(label.clone())),
            Some(BlockKind::Page(label)),
        ])
    }

    /// A deed of a kind.
    pub fn deed(&mut self, kind: usize) -> Deed {
        let (when, basis) = self.when();
        match kind {
            0 => Deed::Accept(self.items()),
            1 => Deed::Reject(self.items()),
            2 => Deed::Put(self.items(), self.putting()),
            3 => Deed::Date(self.items(), when, basis),
            4 => {
                let ix = self.mention();
                Deed::Mention(ix, self.mention_change(ix))
            }
            5 => Deed::AddMention(self.target(), self.naming()),
            6 => Deed::Dismiss(self.target()),
            7 => {
                let places = (0..self.genes.below(3)).map(|_| self.place()).collect();
                let voice = self.genes.chance(3).then(|| self.voice());
                let (target, title) = (self.target(), self.words());
                Deed::AddPassage(Box::new(NewPassage { target, title, places, when, basis, voice, status: Status::Rumour }))
            }
            8 => {
                let passages: Vec<PassageIx> = (0..=self.genes.below(3)).map(|_| self.passage()).collect();
                let change = self.passage_change(passages.first());
                Deed::Passages(passages, change)
            }
            9 => Deed::AddPlace(self.drafts()),
            10 => Deed::Place(self.place(), self.place_change()),
            11 => Deed::RemovePlace(self.place()),
            12 => Deed::MergePlaces(self.place(), self.place()),
            13 => Deed::SplitPlace(self.place(), (0..4).map(|_| self.mention()).collect(), self.words()),
            14 => Deed::AddVoice(self.words(), self.words()),
            15 => {
                let words = self.words();
                let change = self.genes.pick(&[
                    VoiceChange::Name(words.clone()),
                    VoiceChange::Kind(words.clone()),
                    VoiceChange::Knows(words),
                ]);
                Deed::Voice(self.voice(), change)
            }
            16 => Deed::RemoveVoice(self.voice()),
            17 => Deed::MergeVoices(self.voice(), self.voice()),
            18 => {
                // A new voice or place is spoken of at once, and sometimes one beyond it.
                let voice = VoiceIx::new(self.dossier.voices.len() + self.genes.below(2));
                let place = PlaceIx::new(self.dossier.places.len() + self.genes.below(2));
                let passages = vec![self.passage()];
                let change = self.genes.pick(&[PassageChange::Voice(Some(voice)), PassageChange::Places(vec![place])]);
                let new = [Deed::AddVoice(self.words(), self.words()), Deed::AddPlace(self.drafts())];
                Deed::Together(new.into_iter().chain([Deed::Passages(passages, change)]).collect())
            }
            _ => Deed::Block(self.target(), self.block()),
        }
    }
}
