//! Finding in a dossier that is there already: what is known of it is handed to the finder, and what it finds to the dossier.

use crate::find;
use crate::report::dossier::Dossier;
use crate::report::draft::{AnnotationDraft, Body, Draft, PassageDraft, PlaceDraft};
use crate::report::filed::Filed;
use crate::report::passage::{Passage, Subject, Target};
use crate::report::text::Selector;

/// Whether anything in a dossier was found and not looked at.
#[must_use]
pub fn is_any(dossier: &Dossier) -> bool {
    dossier.mentions.iter().any(|mention| mention.found.is_some()) || dossier.passages.iter().any(Passage::is_found)
}

/// Finds places, times and passages in some documents of a draft whose annotations are not read yet. `known` is the dossier as it
/// was: its places are used again, and nothing is found across what a person has annotated.
pub fn annotate(draft: &mut Draft, known: &Dossier, documents: &[usize]) {
    let mut all = Draft { head: draft.head.clone(), documents: std::mem::take(&mut draft.documents), ..Draft::default() };
    all.voices.clone_from(&known.voices);
    all.places = known.places.iter().map(|place| place_draft(known, place)).collect();
    all.annotations = std::mem::take(&mut draft.annotations);
    let added = all.annotations.len();
    all.annotations.extend(checked(known));
    let (voices, places, annotations) = (all.voices.len(), all.places.len(), all.annotations.len());
    for document in documents {
        find::draft::annotate(&mut all, *document, &[]);
    }
    draft.documents = all.documents;
    draft.voices.extend(all.voices.split_off(voices));
    draft.places.extend(all.places.split_off(places));
    let found = all.annotations.split_off(annotations);
    all.annotations.truncate(added);
    draft.annotations = all.annotations;
    draft.annotations.extend(found);
}

fn place_draft(known: &Dossier, place: &crate::report::place::Place) -> PlaceDraft {
    let parent = place.parent.map(|parent| known.place(parent).id.clone());
    PlaceDraft { place: place.clone(), parent, raw: String::new() }
}

/// What is in a dossier and was not found, as the finder has to know it.
fn checked(known: &Dossier) -> Vec<AnnotationDraft> {
    let mut list = Vec::new();
    let mut add = |target: Target, id: &str, body: Body| {
        list.push(AnnotationDraft {
            id: id.to_owned(),
            document: Some(known.document(target.document).id.clone()),
            selector: Selector { position: Some(target.span), ..Selector::default() },
            body,
            found: None,
            raw: String::new(),
            at: None,
            filed: Filed::default(),
        });
    };
    for block in &known.blocks {
        add(block.target, &block.id, Body::Block(block.kind.clone()));
    }
    for mention in known.mentions.iter().filter(|mention| mention.found.is_none()) {
        let body = match mention.subject {
            Subject::Place(place) => Body::PlaceMention { place: known.place(place).id.clone(), note: String::new() },
            Subject::Time(when, basis) => Body::TimeMention { when, basis, note: String::new() },
        };
        add(mention.target, &mention.id, body);
    }
    for dismissal in &known.dismissals {
        add(dismissal.target, &dismissal.id, Body::NotAMention { note: String::new() });
    }
    for passage in known.passages.iter().filter(|passage| !passage.is_found()) {
        let places = passage.places.iter().map(|place| known.place(*place).id.clone()).collect();
        let draft = PassageDraft { title: passage.title.clone(), places, when: passage.when, ..PassageDraft::default() };
        add(passage.target, &passage.id, Body::Passage(Box::new(draft)));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ids::DocumentIx;
    use crate::report::text::Text;

    #[test]
    fn what_is_there_is_used_again_and_nothing_is_found_twice() {
        let text = "Crowds gathered in Almaty on 4 January 2022. In Aktobe the police left the square on 5 January 2022.\n";
        let document = crate::report::draft::Document { id: "a".into(), text: Text::new(text.into()), ..Default::default() };
        let mut draft = Draft { documents: vec![document], ..Draft::default() };
        draft.head.language = "en".to_owned();
        find::draft::annotate_all(&mut draft, &[]);
        let first = Dossier::check(draft.clone());
        assert!(is_any(&first) && first.places.len() >= 2, "{}", first.places.len());
        let mut again = Draft { head: draft.head.clone(), documents: draft.documents.clone(), ..Draft::default() };
        annotate(&mut again, &first, &[0]);
        assert_eq!(again.places.len(), 0, "all places are known");
        assert_eq!(again.annotations.len(), draft.annotations.len());
        assert_eq!(first.document(DocumentIx(0)).id, "a");
    }
}
