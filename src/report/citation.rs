//! What a citation of a stretch of text says, before it is put into a form.

use super::credit::{self, Source};
use super::dossier::Dossier;
use super::link::PassageLink;
use super::outside::closed;
use super::passage::{Status, Target};

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A footnote of plain text.
    Footnote,
    /// Markdown, the quotation set apart.
    Markdown,
    /// An entry for a BibTeX file.
    BibTex,
    /// An item for programs that manage references (Citation Style Language, 1.0.2).
    CslJson,
    /// The link alone.
    Link,
}

impl Form {
    /// Every form, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Footnote, Self::Markdown, Self::BibTex, Self::CslJson, Self::Link];

    /// How it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Footnote => "Footnote (plain text)",
            Self::Markdown => "Markdown",
            Self::BibTex => "BibTeX",
            Self::CslJson => "CSL-JSON",
            Self::Link => "Link only",
        }
    }
}

/// The facts of a citation. It says nothing of who cites, when, or on which machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The words, as they stand in the text; paragraphs are set apart by a line feed.
    pub quotation: String,
    /// Where and when the passage around it speaks, and who, and how they know; nothing where it lies in no passage.
    pub passage: Option<Spoken>,
    /// The report.
    pub source: Source,
    /// The number of the paragraph in which it begins, from 1.
    pub paragraph: usize,
    /// The labels of the pages on which it begins and ends, where the report has pages.
    pub pages: Option<(String, String)>,
    /// A link that finds it again.
    pub link: String,
}

/// The dateline of a cited passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// `ALMATY, 5 JANUARY 2022, c. 10:00`.
    pub dateline: String,
    /// Who speaks, and through whom.
    pub voice: String,
    /// How they know.
    pub status: Status,
}

impl Citation {
    /// Where in the report it stands: `p. 12`, `pp. 12–13`, or `paragraph 40` where there are no pages.
    #[must_use]
    pub fn locator(&self) -> String {
        match &self.pages {
            Some((first, last)) if first == last => format!("p. {}", closed(first)),
            Some((first, last)) => format!("pp. {}–{}", closed(first), closed(last)),
            None => format!("paragraph {}", self.paragraph),
        }
    }

    /// What is to be said of a stretch of text.
    #[must_use]
    pub fn new(dossier: &Dossier, target: Target) -> Self {
        let spoken = credit::passage_around(dossier, target).map(|ix| {
            let passage = dossier.passage(ix);
            Spoken {
                dateline: credit::dateline(dossier, passage),
                voice: credit::attribution(dossier, passage),
                status: passage.status,
            }
        });
        Self {
            quotation: dossier.slice(target).trim().to_owned(),
            passage: spoken,
            source: credit::source(dossier, target),
            paragraph: credit::paragraph(dossier, target),
            pages: credit::pages(dossier, target),
            link: PassageLink::new(dossier, target).to_string(),
        }
    }
}
