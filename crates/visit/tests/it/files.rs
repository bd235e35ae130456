//! Visit files: what they carry, and how it comes into a library that has some of it.

use serde_json::{Value, json};
use visit::{
    Document, Dossier, Edit, EntityKey, Joined, Kind, LeftField, RefusalCode, Visit, VisitFile, elsewhere,
    join, only,
};

use crate::{SAMPLE, sample, sample_dossier};

fn contact(id: &str) -> EntityKey {
    EntityKey::new(Kind::Contact, id)
}

fn set(document: &mut impl Document, key: &EntityKey, patch: Value) {
    let patch = patch.as_object().cloned().expect("an object");
    document.apply(&Edit::set(key.clone(), patch)).expect("legal");
}

/// Brings the part into the document, as an import does.
fn joined<D: Document>(here: &D, part: &D) -> (D, Joined) {
    let joined = join(here, part);
    let mut document = here.clone();
    if let Some(edit) = &joined.edit {
        document.apply(edit).expect("what is brought in is legal");
    }
    (document, joined)
}

#[test]
fn the_sample_carries_all_of_its_dossier_and_is_made_again_of_the_two() {
    let (visit, dossier) = (sample(), sample_dossier());
    assert_eq!(only(&dossier, &elsewhere(&visit)), Some(dossier.clone()));
    assert_eq!(VisitFile::of(visit, Some(&dossier), None).to_json(), SAMPLE);
}

#[test]
fn a_file_carries_what_its_visit_refers_to_with_all_that_this_rests_on_and_nothing_else() {
    let mut visit = sample();
    visit.facts.dossier = Default::default();
    let part = only(&sample_dossier(), &elsewhere(&visit)).expect("a topic and a round refer to it");
    let keys: Vec<_> = part.keys().into_iter().map(|key| key.id).collect();
    assert_eq!(
        keys,
        [
            "",
            "december-2016-visit",
            "two-plus-two-first-round",
            "agreements-achieved-2016",
            "mid-comment-2017-03-17"
        ]
    );
    assert_eq!(part.validate(), Ok(()));
    visit.topics.clear();
    visit.engagements.clear();
    assert_eq!(
        VisitFile::of(visit.clone(), Some(&sample_dossier()), None),
        visit.into()
    );
}

#[test]
fn what_was_removed_refers_to_nothing() {
    let mut visit = sample();
    visit.facts.dossier = Default::default();
    visit.topics.values_mut().for_each(|topic| topic.removed = true);
    visit.engagements.values_mut().for_each(|it| it.removed = true);
    assert_eq!(elsewhere(&visit), []);
}

#[test]
fn a_part_comes_into_an_empty_dossier_whole_and_a_second_time_changes_nothing() {
    let part = sample_dossier();
    let empty = Dossier::new(part.id.clone(), Default::default());
    let (whole, first) = joined(&empty, &part);
    assert_eq!(whole, part);
    assert_eq!(first.added.len(), part.count());
    assert_eq!((first.completed, first.kept), (vec![EntityKey::facts()], vec![]));
    assert_eq!(joined(&whole, &part), (part, Joined::default()));
}

#[test]
fn what_is_otherwise_here_stays_and_is_named_and_what_is_empty_here_is_filled() {
    let part = sample_dossier();
    let mut here = part.clone();
    set(
        &mut here,
        &contact("oreshkin"),
        json!({"title": {"en": "Minister Oreshkin", "ru": null}, "on": null}),
    );
    set(
        &mut here,
        &contact("cross-years"),
        json!({"on": {"edtf": "2018-05"}}),
    );
    set(&mut here, &contact("russian-seasons"), json!({"order": "a0V"}));
    let before = here.clone();
    let (after, told) = joined(&here, &part);
    let left = |id: &str, path: &[&str]| LeftField {
        entity: contact(id),
        path: path.iter().map(|name| (*name).to_owned()).collect(),
    };
    assert_eq!(told.added, []);
    assert_eq!(told.completed, [contact("oreshkin")]);
    assert_eq!(
        told.kept,
        [left("cross-years", &["on"]), left("oreshkin", &["title", "en"])]
    );
    let oreshkin = &after.contacts[&"oreshkin".into()];
    assert_eq!(oreshkin.title.read(&["en".into()]), "Minister Oreshkin");
    assert_eq!(
        oreshkin.title.0.get(&"ru".into()),
        part.contacts[&"oreshkin".into()].title.0.get(&"ru".into())
    );
    assert_eq!(oreshkin.on, part.contacts[&"oreshkin".into()].on);
    assert_eq!(
        after.contacts[&"cross-years".into()],
        before.contacts[&"cross-years".into()]
    );
}

#[test]
fn what_was_removed_on_one_side_is_not_brought_back_and_not_taken_away() {
    let whole = sample_dossier();
    let mut without = whole.clone();
    without
        .apply(&Edit::Remove {
            key: contact("oreshkin"),
        })
        .expect("legal");
    for (here, part) in [(&whole, &without), (&without, &whole)] {
        let (after, told) = joined(here, part);
        assert_eq!(after, *here);
        let oreshkin = LeftField {
            entity: contact("oreshkin"),
            path: vec![],
        };
        assert_eq!(told.kept, [oreshkin]);
    }
}

#[test]
fn the_parts_of_a_file_are_read_as_strictly_as_its_visit() {
    let harmed = |at: &str, value: Value| {
        let mut file: Value = serde_json::from_str(SAMPLE).expect("json");
        *file.pointer_mut(at).expect("a place") = value;
        VisitFile::from_json(&file.to_string()).expect_err("refused")
    };
    for (at, value, code, path) in [
        (
            "/dossiers/JP-RU/id",
            json!("FR-RU"),
            RefusalCode::BadValue,
            "/dossiers/JP-RU/id",
        ),
        (
            "/dossiers/JP-RU/schema",
            json!(99),
            RefusalCode::NewerSchema,
            "/dossiers/JP-RU/schema",
        ),
        (
            "/dossiers/JP-RU/contacts/oreshkin/on",
            json!({"edtf": "soon"}),
            RefusalCode::BadDate,
            "/dossiers/JP-RU/contacts/oreshkin/on/edtf",
        ),
        (
            "/dossiers/JP-RU/commitments/two-plus-two-resumed/origin",
            json!("nobody"),
            RefusalCode::UnknownReference,
            "/dossiers/JP-RU/commitments/two-plus-two-resumed/origin",
        ),
        ("/dossiers", json!([]), RefusalCode::BadValue, "/dossiers"),
    ] {
        let refusal = harmed(at, value);
        assert_eq!((refusal.code, refusal.path.as_str()), (code, path));
    }
    let twice = r#"{"id": "v", "facts": {"title": {"en": "V"}}, "dossiers": {"JP-RU": {"id": "JP-RU", "id": "JP-RU"}}}"#;
    let refusal = VisitFile::from_json(twice).expect_err("refused");
    assert_eq!(
        (refusal.code, refusal.path.as_str()),
        (RefusalCode::DuplicateField, "/dossiers/JP-RU/id")
    );
}

#[test]
fn a_visit_read_alone_leaves_nothing_of_the_other_documents_in_it() {
    let visit = Visit::from_json(SAMPLE).expect("a visit");
    assert!(visit.extra.is_empty());
}
