//! Where something that is said of a document comes from.

macro_rules! provenances {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $told:literal),+ $(,)?) => {
        /// Where something that is said of a document comes from.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Provenance { $($(#[$doc])* $variant),+ }

        impl Provenance {
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

            /// What is said of it beside a value, for readers.
            #[must_use]
            pub fn told(self) -> &'static str {
                match self { $(Self::$variant => $told),+ }
            }
        }
    };
}

provenances!(
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
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for value in Provenance::ALL {
            assert_eq!(Provenance::from_word(value.word()), Some(*value));
        }
        assert_eq!(Provenance::from_word("elsewhere"), None);
    }
}
