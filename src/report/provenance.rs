//! What is said of a document, and where that comes from.

use std::collections::BTreeMap;

use super::words::words;

words!(
    /// Where something that is said of a document comes from.
    Provenance {
    /// The data that a format keeps beside the text: the properties of a PDF or of a text document, a front matter, the tags of a
    /// page's head.
    File = "file",
    /// The file's name.
    Name = "name",
    /// Words that say it: a byline, a line “Published on …”.
    Text = "text",
    /// Words that do not say it, but let one guess: a large first line, a date at the end, the letters that are used.
    Guess = "guess",
    /// A person has written or corrected it.
    Person = "person",
    }
);

words!(
    /// Something that is said of a document.
    Fact {
        /// Its title.
        Title = "title",
        /// Who wrote it.
        Author = "author",
        /// Who published it.
        Publisher = "publisher",
        /// When it was published.
        Published = "published",
        /// When it was written: from this day “yesterday” is reckoned.
        Reference = "reference",
        /// Its language.
        Language = "language",
        /// The time zone of its times of day.
        Timezone = "timezone",
        /// The country or countries that it is about.
        Home = "home",
        /// Its licence.
        Licence = "licence",
        /// Its address.
        Source = "source",
    }
);

impl Provenance {
    /// What is shown of it beside a value.
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            Self::File => "from the file’s own data",
            Self::Name => "from the file’s name",
            Self::Text => "from the text",
            Self::Guess => "guessed from the text",
            Self::Person => "written by you",
        }
    }
}

impl Fact {
    /// What stands before its value.
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Author => "Author",
            Self::Publisher => "Publisher",
            Self::Published => "Published",
            Self::Reference => "Written",
            Self::Language => "Language",
            Self::Timezone => "Time zone",
            Self::Home => "Home country",
            Self::Licence => "Licence",
            Self::Source => "Address",
        }
    }
}

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
