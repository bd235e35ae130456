//! The seven rules of working with Automerge, each with its test.

use archive::{ArchiveError, Edited};
use serde_json::json;
use visit::{Action, Document as _, EntityKey, Kind, Patch, Visit};

use crate::support::{Desk, document_id, id, label, open, stamp, visit_of};

#[test]
fn rule_1_prose_in_cyrillic_and_japanese_merges_without_corruption() {
    let mut one = Desk::new(1);
    one.set(
        Kind::Topic,
        "t-1",
        json!({"brief": {"points_to_make": {"ru": "Мы за диалог.", "ja": "対話を支持する。"}}}),
    );
    let mut two = one.copy(2);
    one.set(
        Kind::Topic,
        "t-1",
        json!({"brief": {"points_to_make": {"ru": "Мы твёрдо за диалог.", "ja": "我々は対話を支持する。"}}}),
    );
    two.set(
        Kind::Topic,
        "t-1",
        json!({"brief": {"points_to_make": {"ru": "Мы за диалог и мир.", "ja": "対話を強く支持する。"}}}),
    );
    one.merge(&two.open.to_bytes());
    two.merge(&one.open.to_bytes());
    let points = |desk: &Desk| {
        desk.visit.value_of(&EntityKey::new(Kind::Topic, "t-1")).unwrap()["brief"]["points_to_make"].clone()
    };
    assert_eq!(
        points(&one),
        json!({
            "en": "We say one thing.",
            "ja": "我々は対話を強く支持する。",
            "ru": "Мы твёрдо за диалог и мир.",
        })
    );
    assert_eq!(points(&one), points(&two));
    assert_eq!(one.reopen(3).visit, two.visit);
}

#[test]
fn rule_2_a_field_that_is_missing_or_unknown_never_keeps_a_visit_from_opening() {
    let mut desk = Desk::new(1);
    let sparse = json!({"id": "v-2", "facts": {"title": {"ja": "訪問"}}, "gifts": {"g-1": {"for": "m-1"}}, "engagements": {"e-1": {"kind": "talks",
        "order": "a3", "parade": {"band": {"size": 12}, "anthems": ["a", null]}, "zero": null, "participants": {"m-9": {"badge": {}}}}}});
    let visit = Visit::from_value(sparse).unwrap();
    desk.library
        .create(&visit, document_id(&visit), &stamp(1), &label(Action::Import))
        .unwrap();
    let again = desk.reopen(2);
    assert_eq!(
        again.library.open_visit(&id("v-2")).unwrap().read().unwrap(),
        visit
    );
}

#[test]
fn rule_3_only_the_touched_entity_is_written_and_only_its_changed_field() {
    let mut desk = Desk::new(50);
    let before = desk.open.to_bytes();
    let recorded = desk.set(Kind::Engagement, "e-7", json!({"status": "cancelled"}));
    let differences = desk.open.differences(&recorded.change.unwrap()).unwrap();
    // SEQUENCE rises with the invitation, as the model has it.
    let fields: Vec<_> = differences
        .iter()
        .map(|it| (it.entity.id.as_str(), it.field.as_str()))
        .collect();
    assert_eq!(fields, [("e-7", "sequence"), ("e-7", "status")]);
    assert!(desk.open.to_bytes().len() < before.len() + 400);
}

#[test]
fn rule_3_an_equal_value_is_not_written_again() {
    let mut desk = Desk::new(3);
    let key = EntityKey::new(Kind::Engagement, "e-1");
    let step = archive::UndoStep::Edit(visit::Patch::default());
    let recorded = desk
        .library
        .record(
            &mut desk.open,
            &desk.visit,
            &Edited::new(&[key], &label(Action::Set)),
            &stamp(5),
            &step,
        )
        .unwrap();
    assert_eq!(recorded.change, None);
    assert_eq!(recorded.undo, None);
    assert_eq!(desk.open.pending(), 0);
}

#[test]
fn rule_4_an_edit_after_loading_stores_only_its_own_bytes() {
    let mut desk = Desk::new(200).reopen(2);
    let size = |desk: &Desk| {
        std::fs::metadata(desk.library.file().with_extension("chancery-wal")).map_or(0, |it| it.len())
    };
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    let before = size(&desk);
    desk.set(Kind::Engagement, "e-2", json!({"status": "tentative"}));
    // A few pages of 4 KiB; the visit as a whole is larger.
    assert!(size(&desk) - before < 40_000, "{} bytes", size(&desk) - before);
}

#[test]
fn rule_4_all_copies_begin_with_the_same_document_so_that_their_roots_never_conflict() {
    let one = archive::build_initial_document(visit::DocumentKind::Visit).unwrap();
    let doc = automerge::Automerge::load(&one).unwrap();
    let mut copies: Vec<_> = (1..=2_u8)
        .map(|actor| doc.clone().with_actor(automerge::ActorId::from([actor; 16])))
        .collect();
    use automerge::{ReadDoc, transaction::Transactable};
    for (number, copy) in copies.iter_mut().enumerate() {
        let (_, map) = copy.get(automerge::ROOT, "engagements").unwrap().unwrap();
        let mut tx = copy.transaction();
        tx.put(map, format!("e-{number}"), 1).unwrap();
        tx.commit();
    }
    let mut other = copies.pop().unwrap();
    let mut merged = copies.pop().unwrap();
    merged.merge(&mut other).unwrap();
    assert_eq!(merged.get_all(automerge::ROOT, "engagements").unwrap().len(), 1);
    let (_, map) = merged.get(automerge::ROOT, "engagements").unwrap().unwrap();
    assert_eq!(merged.length(map), 2);
}

#[test]
fn rule_5_the_old_value_of_a_field_is_read_at_the_heads_before() {
    let mut desk = Desk::new(3);
    desk.set(Kind::Engagement, "e-1", json!({"dress": {"en": "Lounge suit"}}));
    let recorded = desk.set(
        Kind::Engagement,
        "e-1",
        json!({"dress": {"en": "Black tie", "ru": "Смокинг"}}),
    );
    desk.set(Kind::Engagement, "e-1", json!({"dress": {"en": "Uniform"}}));
    let differences = desk.open.differences(&recorded.change.unwrap()).unwrap();
    let dress = differences.iter().find(|it| it.field == "dress").unwrap();
    assert_eq!(dress.before, Some(json!({"en": "Lounge suit"})));
    assert_eq!(dress.after, Some(json!({"en": "Black tie", "ru": "Смокинг"})));
}

#[test]
fn rule_6_only_briefs_are_kept_as_text_that_merges_by_character() {
    use automerge::ReadDoc;
    let desk = Desk::new(5);
    let doc = automerge::Automerge::load(&desk.open.to_bytes()).unwrap();
    let is_text = |kind: &str, id: &str, key: &str| {
        let (_, map) = doc.get(automerge::ROOT, kind).unwrap().unwrap();
        let (_, record) = doc.get(map, id).unwrap().unwrap();
        matches!(
            doc.get(record, key).unwrap().unwrap().0,
            automerge::Value::Object(automerge::ObjType::Text)
        )
    };
    assert!(is_text("topics", "t-1", "brief/points_to_make/en"));
    assert!(!is_text("engagements", "e-1", "title/en"));
}

#[test]
fn rule_7_undo_is_an_edit_of_its_own_with_the_label_and_the_author_of_the_step() {
    let mut desk = Desk::new(3);
    let before = desk.visit.clone();
    desk.set(Kind::Facts, "", json!({"marking": "Restricted"}));
    let edited = desk.visit.clone();
    let undone = desk.undo();
    assert_eq!(desk.visit, before);
    assert_eq!(undone.undo, None);
    assert_eq!(
        undone.redo.as_ref().map(|step| step.label.action.clone()),
        Some(Action::Set)
    );
    let newest = desk.open.history().remove(0);
    assert_eq!(
        (newest.made, newest.author.name.as_str()),
        (archive::Made::Undo, crate::support::AUTHOR)
    );
    let mut desk = desk.reopen(2);
    assert_eq!(desk.visit, before);
    desk.redo();
    assert_eq!(desk.reopen(3).visit, edited);
}

#[test]
fn one_author_does_not_undo_what_another_did() {
    let mut desk = Desk::new(1);
    desk.set(Kind::Facts, "", json!({"marking": "Restricted"}));
    assert_eq!(
        desk.library.undo_top(desk.open.id(), &"boris".into()).unwrap(),
        None
    );
}

#[test]
fn a_step_is_undone_once() {
    let mut desk = Desk::new(1);
    desk.set(Kind::Facts, "", json!({"marking": "Restricted"}));
    let step = desk
        .library
        .undo_top(desk.open.id(), &crate::support::person())
        .unwrap()
        .unwrap();
    desk.undo();
    let again = archive::UndoStep::Undo {
        position: step.position,
        again: Patch::default(),
    };
    let refused = desk
        .library
        .record(
            &mut desk.open,
            &desk.visit,
            &Edited::new(&[], &step.label),
            &stamp(9),
            &again,
        )
        .unwrap_err();
    assert!(matches!(refused, ArchiveError::StepMoved));
    assert_eq!(desk.open.read().unwrap(), desk.visit);
}

#[test]
fn two_people_who_each_give_the_first_translation_both_keep_it() {
    let mut one = Desk::new(1);
    let mut two = one.copy(2);
    one.set(Kind::Engagement, "e-0", json!({"remarks": {"en": "Flags"}}));
    two.set(
        Kind::Engagement,
        "e-0",
        json!({"remarks": {"ru": "Флаги"}, "participants": {"m-1": {}, "m-2": {}}}),
    );
    one.merge(&two.open.to_bytes());
    let merged = one
        .visit
        .value_of(&EntityKey::new(Kind::Engagement, "e-0"))
        .unwrap();
    assert_eq!(merged["remarks"], json!({"en": "Flags", "ru": "Флаги"}));
    assert_eq!(merged["participants"], json!({"m-1": {}, "m-2": {}}));
}

#[test]
fn changes_of_another_visit_are_refused() {
    let mut desk = Desk::new(1);
    let (_folder, bytes) = {
        let folder = tempfile::TempDir::new().unwrap();
        let (mut library, _) = open(folder.path(), 7);
        let other = library
            .create(
                &visit_of("v-2", 1),
                document_id(&visit_of("v-2", 1)),
                &stamp(1),
                &label(Action::Create),
            )
            .unwrap();
        (folder, other.to_bytes())
    };
    let refused = desk
        .library
        .merge_changes(&mut desk.open, &bytes, &stamp(1))
        .unwrap_err();
    assert!(
        matches!(refused, ArchiveError::ForeignChanges { .. }),
        "{refused}"
    );
    for nonsense in [&b""[..], b"nonsense", &bytes[..bytes.len() / 2]] {
        assert!(
            desk.library
                .merge_changes(&mut desk.open, nonsense, &stamp(1))
                .is_err()
        );
    }
    assert_eq!(desk.open.read().unwrap(), desk.visit);
}
