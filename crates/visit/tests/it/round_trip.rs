//! JSON out and in: the same bytes, whatever wrote them.

use proptest::prelude::*;
use visit::{Document, Dossier, Visit, VisitFile};

use crate::{SAMPLE, generate, sample};

/// A visit as a newer version might write it: an unknown field in every object that can have one, and an unknown
/// value in every list of values that is open.
const NEWER: &str = include_str!("../data/newer.visit.json");

#[test]
fn the_sample_is_written_as_it_was_read() {
    let file = VisitFile::from_json(SAMPLE).expect("a visit file");
    assert_eq!(file.to_json(), SAMPLE);
}

#[test]
fn fields_and_values_of_a_newer_version_are_written_as_they_were_read() {
    let file = VisitFile::from_json(NEWER).expect("what is unknown is no error");
    assert_eq!(file.to_json(), NEWER);
    for kind in Visit::KINDS.iter().chain(Dossier::KINDS) {
        assert!(
            NEWER.contains(&format!("\"{}\": {{\n", kind.field())),
            "no {} in the file",
            kind.as_str()
        );
    }
}

fn copy_entities<D: Document>(from: &D, to: &mut D) {
    for key in from.keys() {
        let value = from.value_of(&key).expect("a value");
        to.put_value(&key, value).expect("the same entity");
    }
}

#[test]
fn every_entity_survives_the_way_over_its_json_value() {
    for text in [SAMPLE, NEWER] {
        let visit = Visit::from_json(text).expect("a visit");
        let mut copy = Visit::new(visit.id.clone(), visit::Facts::default());
        copy_entities(&visit, &mut copy);
        copy.extra = visit.extra.clone();
        assert_eq!(copy, visit);
        let file = VisitFile::from_json(text).expect("a visit file");
        for dossier in file.dossiers.values() {
            let mut copy = Dossier::new(dossier.id.clone(), visit::DossierFacts::default());
            copy_entities(dossier, &mut copy);
            copy.extra = dossier.extra.clone();
            assert_eq!(copy, *dossier);
        }
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_visit() {
    assert_eq!(
        Visit::from_json(&format!("\u{feff}{SAMPLE}")).expect("a visit"),
        sample()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_edited_visit_is_read_as_it_was_written(edits in prop::collection::vec(generate::edit(), 1..12)) {
        let mut visit = sample();
        for edit in &edits {
            let _ = visit.apply(edit);
        }
        let text = visit.to_json();
        let read = Visit::from_json(&text);
        prop_assert_eq!(read.as_ref(), Ok(&visit));
        prop_assert!(read.is_ok_and(|read| read.to_json() == text));
    }

    #[test]
    fn no_damage_to_a_file_makes_the_reader_panic(at in any::<prop::sample::Index>(), byte in any::<char>()) {
        let mut text: Vec<char> = NEWER.chars().collect();
        let at = at.index(text.len());
        text[at] = byte;
        let text: String = text.into_iter().collect();
        if let Ok(file) = VisitFile::from_json(&text) {
            prop_assert_eq!(VisitFile::from_json(&file.to_json()), Ok(file));
        }
    }
}
