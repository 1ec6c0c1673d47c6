//! What the finder says of something that it has found and that no person has looked at yet.

use super::place::{LonLat, PlaceKind};

/// What the finder says of a mention or a passage. Where a person has made, confirmed or changed it there is none of this.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// How sure it is, in hundredths, 0 to 100.
    pub sure: u8,
    /// Why it was read so: whole sentences, the most telling first.
    pub why: Vec<String>,
    /// The other places that the words could name, the likeliest first; at most [`limits::CHOICES`](super::limits::CHOICES).
    pub others: Vec<Choice>,
}

/// A place that words could name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Its id in the gazetteer, which becomes that of a place of the dossier where it is chosen.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it lies in: province and country, in words; may be empty.
    pub within: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Where it lies.
    pub point: Option<LonLat>,
}
