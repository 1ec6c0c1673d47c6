//! What is said of a document, and where that comes from.

use std::collections::BTreeMap;

macro_rules! told {
    ($(#[$top:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal, $told:literal),+ $(,)? }) => {
        $(#[$top])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every value that can be written in a file.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in files.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value a word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }

            /// What is shown for it.
            #[must_use]
            pub fn told(self) -> &'static str {
                match self { $(Self::$variant => $told),+ }
            }
        }
    };
}

told!(
    /// Where something that is said of a document comes from.
    Provenance {
    /// The data that a format keeps beside the text: the properties of a PDF or of a text document, a front matter, the tags of a
    /// page's head.
    File = "file", "from the file’s own data",
    /// The file's name.
    Name = "name", "from the file’s name",
    /// Words that say it: a byline, a line “Published on …”.
    Text = "text", "from the text",
    /// Words that do not say it, but let one guess: a large first line, a date at the end, the letters that are used.
    Guess = "guess", "guessed from the text",
    /// A person has written or corrected it.
    Person = "person", "written by you",
    }
);

told!(
    /// Something that is said of a document.
    Fact {
        /// Its title.
        Title = "title", "Title",
        /// Who wrote it.
        Author = "author", "Author",
        /// Who published it.
        Publisher = "publisher", "Publisher",
        /// When it was published.
        Published = "published", "Published",
        /// When it was written: from this day “yesterday” is reckoned.
        Reference = "reference", "Written",
        /// Its language.
        Language = "language", "Language",
        /// The time zone of its times of day.
        Timezone = "timezone", "Time zone",
        /// The country or countries that it is about.
        Home = "home", "Home country",
        /// Its licence.
        Licence = "licence", "Licence",
        /// Its address.
        Source = "source", "Address",
    }
);

/// Where what is said of a document comes from, as far as that is known.
pub type Told = BTreeMap<Fact, Provenance>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for value in Provenance::ALL {
            assert_eq!(Provenance::from_word(value.word()), Some(*value));
        }
        assert_eq!(Provenance::from_word("elsewhere"), None);
        for value in Fact::ALL {
            assert_eq!(Fact::from_word(value.word()), Some(*value));
        }
    }
}
