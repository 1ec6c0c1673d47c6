//! Positions in a dossier's tables, one type for each table so that they cannot be mixed up.
//!
//! They are valid for the dossier they came from and for no other. Files use the readable ids instead.

macro_rules! table_index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as a `usize`, for indexing.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// From a position in the table.
            ///
            /// A table of more than `u32::MAX` entries does not fit into memory; positions beyond stay at that one.
            #[must_use]
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    };
}

table_index!(
    /// A document of the dossier.
    DocumentIx
);
table_index!(
    /// A place of the dossier's gazetteer.
    PlaceIx
);
table_index!(
    /// A passage of the dossier, in the order of the text.
    PassageIx
);
table_index!(
    /// A mention of the dossier, in the order of the text.
    MentionIx
);
table_index!(
    /// A voice of the dossier.
    VoiceIx
);

/// A mention or a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A mention.
    Mention(MentionIx),
    /// A passage.
    Passage(PassageIx),
}
