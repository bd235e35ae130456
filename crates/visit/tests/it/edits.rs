//! Edits: legal or refused, and each can be taken back and done again.

use proptest::prelude::*;
use serde_json::{Value, json};
use visit::{
    Action, Document as _, Edit, EngagementId, EntityKey, Kind, Label, MemberId, OrderKey, Patch, Splice,
    TakenBack, Taking, TextEdit, Visit,
};

use crate::{generate, sample};

/// Takes a step back as the desk does, whose history says what leads back in the texts: here, the difference to what they were.
fn take_back(visit: &mut Visit, patch: &Patch, label: Label, was: &Visit) -> TakenBack {
    let text = |of: &Visit, key: &EntityKey, path: &[String]| {
        let value = of.value_of(key).unwrap_or_default();
        let found = path.iter().try_fold(&value, |at, name| at.get(name));
        found.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let texts = patch.texts.iter().map(|(entity, path)| TextEdit {
        entity: entity.clone(),
        path: path.clone(),
        splices: Splice::between(&text(visit, entity, path), &text(was, entity, path))
            .into_iter()
            .collect(),
    });
    let texts: Vec<TextEdit> = texts.collect();
    let taking = Taking {
        patch,
        texts: &texts,
        label: &label,
    };
    visit.take_back(&taking).expect("what was can be again")
}

fn label() -> Label {
    Label {
        action: Action::Set,
        kind: Kind::Facts.into(),
        subject: String::new(),
    }
}

/// Returns the visit without the counters of invitations, which never fall.
fn without_sequence(visit: &Visit) -> Visit {
    let mut visit = visit.clone();
    visit.engagements.values_mut().for_each(|it| it.sequence = 0);
    visit
}

/// Returns the visit without what `earlier` does not have, all of which must have been removed.
fn without_added(visit: &Visit, earlier: &Visit) -> Visit {
    let mut value: Value = serde_json::to_value(visit).expect("a value");
    for key in visit.keys().into_iter().filter(|key| !earlier.has(key)) {
        assert!(visit.is_removed(&key), "{key} was added, and undo has left it");
        value[key.kind.field()]
            .as_object_mut()
            .expect("a map")
            .remove(&key.id);
    }
    Visit::from_value(value).expect("a visit")
}

fn sequences_rise(before: &Visit, after: &Visit) -> bool {
    before
        .engagements
        .iter()
        .all(|(id, it)| after.engagements[id].sequence >= it.sequence)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_refused_edit_leaves_no_trace_and_an_accepted_one_leaves_a_visit(
        edits in prop::collection::vec(generate::edit(), 1..8),
    ) {
        let mut visit = sample();
        for edit in &edits {
            let before = visit.to_json();
            match visit.apply(edit) {
                Err(_) => prop_assert!(visit.to_json() == before, "{edit:?}"),
                Ok(applied) => {
                    prop_assert_eq!(visit.validate(), Ok(()), "{:?}", edit);
                    let is_same = visit.to_json() == before;
                    prop_assert_eq!(applied.changed.is_empty(), is_same, "{:?}", edit);
                }
            }
        }
    }

    #[test]
    fn undo_gives_the_visit_as_it_was_and_redo_as_it_became(edits in prop::collection::vec(generate::edit(), 1..8)) {
        let mut visit = sample();
        for edit in &edits {
            let before = visit.clone();
            let Ok(applied) = visit.apply(edit) else { continue };
            let after = visit.clone();
            prop_assert!(sequences_rise(&before, &after), "{edit:?}");

            // The way over JSON is the way over the disk.
            let patch = |patch: &Patch| -> Patch {
                serde_json::from_str(&serde_json::to_string(patch).expect("json")).expect("a patch")
            };
            let undone = take_back(&mut visit, &patch(&applied.undo), label(), &before);
            prop_assert_eq!(&undone.left, &vec![], "{:?}", edit);
            prop_assert_eq!(without_sequence(&without_added(&visit, &before)), without_sequence(&before), "{:?}", edit);
            prop_assert!(sequences_rise(&after, &visit), "{edit:?}");

            let done = take_back(&mut visit, &patch(&undone.applied.undo), label(), &after);
            prop_assert_eq!(done.left, vec![], "{:?}", edit);
            prop_assert!(without_sequence(&visit) == without_sequence(&after), "{edit:?}");
            prop_assert_eq!(visit.validate(), Ok(()));
        }
    }

    #[test]
    fn a_whole_session_can_be_taken_back_step_by_step(edits in prop::collection::vec(generate::edit(), 1..16)) {
        let mut visit = sample();
        let before = visit.clone();
        let mut steps = Vec::new();
        for edit in &edits {
            let was = visit.clone();
            steps.extend(visit.apply(edit).ok().map(|applied| (applied.undo, was)));
        }
        for (step, was) in steps.iter().rev() {
            prop_assert_eq!(take_back(&mut visit, step, label(), was).left, vec![]);
        }
        prop_assert!(without_sequence(&without_added(&visit, &before)) == without_sequence(&before));
    }
}

fn apply(visit: &mut Visit, edit: Value) -> visit::Applied {
    visit
        .apply(&serde_json::from_value(edit).expect("an edit"))
        .expect("a legal edit")
}

fn talks(visit: &Visit) -> &visit::Engagement {
    &visit.engagements[&EngagementId::from("two-plus-two")]
}

#[test]
fn the_invitation_counts_its_changes_and_nothing_else() {
    let mut visit = sample();
    let key = json!({ "kind": "engagement", "id": "two-plus-two" });
    apply(
        &mut visit,
        json!({ "edit": "set", "key": key, "patch": { "order": OrderKey::between(None, Some(&OrderKey::default())), "format": "plenary" } }),
    );
    assert_eq!(talks(&visit).sequence, 0);
    apply(
        &mut visit,
        json!({ "edit": "set", "key": key, "patch": { "title": { "en": "Consultations" } } }),
    );
    let moved = apply(
        &mut visit,
        json!({ "edit": "move", "keys": [{ "kind": "engagement", "id": "two-plus-two" }], "to": { "kind": "within" } }),
    );
    assert_eq!(talks(&visit).sequence, 2);
    take_back(&mut visit, &moved.undo, moved.label, &sample());
    assert_eq!(
        talks(&visit).sequence,
        3,
        "who has seen the change must see that it was taken back"
    );
}

#[test]
fn a_counter_can_be_raised_by_an_edit_but_never_lowered() {
    let mut visit = sample();
    let set = |visit: &mut Visit, count: u32| {
        let key = json!({ "kind": "engagement", "id": "two-plus-two" });
        apply(
            visit,
            json!({ "edit": "set", "key": key, "patch": { "sequence": count } }),
        )
    };
    let raised = set(&mut visit, 5);
    assert_eq!((talks(&visit).sequence, raised.changed.len()), (5, 1));
    let lowered = set(&mut visit, 2);
    assert_eq!((talks(&visit).sequence, lowered.changed.len()), (5, 0));
}

#[test]
fn a_seat_takes_a_person_and_gives_it_up_again() {
    let mut visit = sample();
    let id = MemberId::from("defence-minister-jp");
    let office = visit.members[&id].seat.office.clone();
    let seat = json!({ "office": office, "person": { "name": { "en": "A. B." } } });
    let set = json!({ "edit": "set", "key": { "kind": "member", "id": "defence-minister-jp" }, "patch": { "seat": seat } });
    let applied = apply(&mut visit, set);
    assert_eq!(visit.members[&id].name().read(&[]), "A. B.");
    assert_eq!(applied.label.subject, "A. B.");
    take_back(&mut visit, &applied.undo, applied.label, &sample());
    assert_eq!(visit.members[&id].name(), &office);
    assert_eq!(visit, sample());
}

#[test]
fn undo_touches_only_the_fields_that_its_edit_touched() {
    let mut visit = sample();
    let id = EngagementId::from("two-plus-two");
    let moved = apply(
        &mut visit,
        json!({ "edit": "move", "keys": [{ "kind": "engagement", "id": id }], "to": { "kind": "within" } }),
    );
    let participants = Edit::participants(&id, [], ["kishida"]);
    visit.apply(&participants).expect("a legal edit");
    take_back(&mut visit, &moved.undo, moved.label, &sample());
    assert_eq!(talks(&visit).when, talks(&sample()).when);
    assert!(
        !talks(&visit)
            .participants
            .contains_key(&MemberId::from("kishida")),
        "the later edit stays"
    );
}

#[test]
fn a_null_of_a_newer_version_is_not_the_same_as_nothing() {
    let mut visit = sample();
    visit.facts.extra.insert("zz_newer".into(), json!({ "a": null }));
    let before = visit.clone();
    let set = json!({ "edit": "set", "key": { "kind": "facts" }, "patch": { "zz_newer": { "a": 1 } } });
    let applied = apply(&mut visit, set);
    let text = serde_json::to_string(&applied.undo).expect("json");
    let patch = serde_json::from_str(&text).expect("a patch");
    take_back(&mut visit, &patch, applied.label, &before);
    assert_eq!(visit, before);
}

#[test]
fn an_import_of_thousands_is_one_step_and_is_taken_back_as_one() {
    let mut visit = sample();
    let edits = (0..2_000)
        .map(|n| Edit::Add {
            kind: Kind::Engagement,
            id: Some(format!("n{n}")),
            value: serde_json::Map::new(),
        })
        .collect();
    let applied = visit.apply(&Edit::Several { edits }).expect("a legal edit");
    assert_eq!(
        (applied.changed.len(), &applied.label.action),
        (2_000, &Action::Add)
    );
    assert_eq!(applied.label.subject, "Visit of Sergey Lavrov to Japan");
    let undone = take_back(&mut visit, &applied.undo, label(), &sample());
    assert_eq!(undone.applied.changed, applied.changed);
    assert!(without_added(&visit, &sample()) == sample());
}
