//! Copies of a document know that they are copies, and another document is never taken for one.

use std::fs;

use archive::{ArchiveError, DocumentId, Edited, FILE_NAME, Library, OpenDocument, OpenOptions, UndoStep};
use automerge::Automerge;
use rusqlite::Connection;
use serde_json::json;
use tempfile::TempDir;
use visit::{Action, Countries, Document as _, Dossier, Edit, EntityKey, Kind, VisitId};

use crate::support::{Desk, document_id, go_on, id, label, name, open, options, set, stamp, visit_of};

/// The sessions that have made changes in a history, as they stand in it.
fn sessions(history: &[u8]) -> Vec<String> {
    let history = Automerge::load(history).unwrap();
    let changes = history.get_changes_meta(&[]);
    let mut sessions: Vec<_> = changes.iter().map(|change| change.actor.to_string()).collect();
    sessions.sort();
    sessions.dedup();
    sessions
}

#[test]
fn a_library_that_is_copied_as_a_folder_and_edited_on_both_sides_merges_and_loses_nothing() {
    let mut one = Desk::new(3);
    one.set(Kind::Engagement, "e-0", json!({"status": "tentative"}));
    let mut one = one.reopen(2);
    let copied = TempDir::new().unwrap();
    for entry in fs::read_dir(one.folder.path()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copied.path().join(entry.file_name())).unwrap();
    }
    let (library, _) = open(copied.path(), 3);
    let opened = library.open_visit(&id("v-1")).unwrap();
    let mut two = Desk {
        visit: opened.read().unwrap(),
        open: opened,
        library,
        folder: copied,
        time: 5_000,
    };
    assert_eq!(two.open.document_id().unwrap(), one.open.document_id().unwrap());
    one.set(Kind::Engagement, "e-1", json!({"remarks": {"en": "Flags"}}));
    one.set(Kind::Engagement, "e-2", json!({"status": "cancelled"}));
    two.set(Kind::Engagement, "e-1", json!({"remarks": {"ru": "Флаги"}}));
    two.splice(["points_to_make", "en"], &[visit::Splice::insert(0, "First: ")]);
    one.merge(&two.open.to_bytes());
    two.merge(&one.open.to_bytes());
    assert_eq!(one.visit, two.visit);
    let engagement = |id: &str| one.visit.engagements[&visit::EngagementId(id.into())].clone();
    assert_eq!(engagement("e-1").remarks.read(&["en".into()]), "Flags");
    assert_eq!(engagement("e-1").remarks.read(&["ru".into()]), "Флаги");
    assert_eq!(engagement("e-2").status, visit::Status::Cancelled);
    assert_eq!(one.words(["points_to_make", "en"]), "First: We say one thing.");
    assert_eq!(one.open.history().len(), 6);
    let made = sessions(&one.open.to_bytes());
    for session in [1_u8, 2, 3] {
        assert!(
            made.contains(&format!("{session:02x}").repeat(16)),
            "{session} of {made:?}"
        );
    }
    assert_eq!(one.library.check(&mut go_on).unwrap().problems, []);
    assert_eq!(one.reopen(4).visit, two.reopen(5).visit);
}

/// Edits a dossier of a library under its own session, and returns its history.
fn edit_dossier(library: &mut Library, edits: &[Edit]) -> OpenDocument<Dossier> {
    let mut opened = library
        .open_document(&Countries::new("JP", "RU").unwrap())
        .unwrap();
    for edit in edits {
        let mut dossier = opened.read().unwrap();
        let applied = dossier.apply(edit).unwrap();
        let step = UndoStep::Edit(applied.undo.clone());
        let edited = Edited::of(&applied);
        library
            .record(&mut opened, &dossier, &edited, &stamp(2), &step)
            .unwrap();
    }
    opened
}

#[test]
fn the_dossier_of_a_copied_library_merges_and_loses_nothing() {
    let folder = TempDir::new().unwrap();
    let (mut library, _) = open(folder.path(), 1);
    let dossier: Dossier = serde_json::from_value(json!({
        "id": "JP-RU", "facts": {},
        "contacts": {"c-1": {"title": {"en": "Forum"}, "order": "a0"}},
        "commitments": {"p-1": {"title": {"en": "Consultations"}, "origin": "c-1", "order": "a0"}},
    }))
    .unwrap();
    library
        .create(&dossier, DocumentId([3; 16]), &stamp(1), &label(Action::Create))
        .unwrap();
    drop(library);
    let copied = TempDir::new().unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), copied.path().join(entry.file_name())).unwrap();
    }
    let (mut here, _) = open(folder.path(), 2);
    let (mut there, _) = open(copied.path(), 3);
    let mut one = edit_dossier(
        &mut here,
        &[
            set(
                Kind::Contact,
                "c-1",
                json!({"title": {"ru": "Форум"}, "on": {"edtf": "2017-09"}}),
            ),
            set(
                Kind::Commitment,
                "p-1",
                json!({"follow_up": {"f-1": {"status": "in_progress"}}}),
            ),
            Edit::Add {
                kind: Kind::Strand,
                id: Some("s-1".into()),
                value: json!({"title": {"en": "Trade"}}).as_object().unwrap().clone(),
            },
        ],
    );
    let mut two = edit_dossier(
        &mut there,
        &[
            set(
                Kind::Contact,
                "c-1",
                json!({"title": {"ja": "フォーラム"}, "stage": "promised"}),
            ),
            Edit::Remove {
                key: EntityKey::new(Kind::Commitment, "p-1"),
            },
        ],
    );
    here.merge_changes(&mut one, &two.to_bytes(), &stamp(5)).unwrap();
    there.merge_changes(&mut two, &one.to_bytes(), &stamp(5)).unwrap();
    let (merged, other) = (one.read().unwrap(), two.read().unwrap());
    assert_eq!(merged, other);
    let forum = &merged.contacts[&"c-1".into()];
    assert_eq!(forum.title.0.len(), 3);
    assert_eq!(forum.stage, visit::ContactStage::Promised);
    assert!(forum.on.is_some() && merged.strands.len() == 1);
    let promise = &merged.commitments[&"p-1".into()];
    assert!(promise.removed && *promise.present() == visit::CommitmentStatus::InProgress);
    let made = sessions(&one.to_bytes());
    assert!(
        [1_u8, 2, 3]
            .iter()
            .all(|session| made.contains(&format!("{session:02x}").repeat(16)))
    );
}

#[test]
fn a_document_with_the_same_name_that_is_another_one_is_refused_whichever_wins() {
    // Which of two values wins depends on who put them there, so both are tried.
    for (own, other) in [(1, 2), (2, 1)] {
        let make = |session: u8| {
            let folder = TempDir::new().unwrap();
            let (mut library, _) = open(folder.path(), session);
            let made = library
                .create(
                    &visit_of("v-1", 1),
                    DocumentId([session; 16]),
                    &stamp(1),
                    &label(Action::Create),
                )
                .unwrap();
            (folder, library, made)
        };
        let (_own_folder, mut library, mut opened) = make(own);
        let (_other_folder, _, foreign) = make(other);
        let before = opened.to_bytes();
        let refused = library
            .merge_changes(&mut opened, &foreign.to_bytes(), &stamp(2))
            .unwrap_err();
        assert!(
            matches!(refused, ArchiveError::ForeignChanges { .. }),
            "{refused}"
        );
        assert_eq!(opened.to_bytes(), before);
        for digits in [own, other].map(|session| format!("{session:02x}").repeat(16)) {
            assert!(!refused.to_string().contains(&digits) && !format!("{refused:?}").contains(&digits));
        }
    }
}

#[test]
fn the_id_is_kept_in_the_history_and_in_the_list_and_survives_everything() {
    let mut desk = Desk::new(1);
    let own = document_id(&desk.visit);
    assert_eq!(desk.open.document_id().unwrap(), own);
    assert_eq!(desk.copy(2).open.document_id().unwrap(), own);
    desk.set(Kind::Facts, "", json!({"marking": "Restricted"}));
    let compaction = desk.open.compaction().unwrap();
    desk.library.compact(&mut desk.open, &compaction).unwrap();
    let mut desk = desk.reopen(3);
    assert_eq!(desk.open.document_id().unwrap(), own);
    // What is recovered is another document; what is rescued is the same.
    let new: (VisitId, _) = (id("v-2"), DocumentId([9; 16]));
    let recovered = desk
        .library
        .recover(&id("v-1"), new, &stamp(2), &label(Action::Create))
        .unwrap();
    assert_eq!(recovered.document.document_id().unwrap(), DocumentId([9; 16]));
    let elsewhere = TempDir::new().unwrap();
    desk.library
        .rescue(elsewhere.path(), &options(4), &mut go_on)
        .unwrap();
    let (rescued, _) = open(elsewhere.path(), 5);
    assert_eq!(
        rescued.open_visit(&id("v-1")).unwrap().document_id().unwrap(),
        own
    );
    // It is no field of the visit.
    assert!(desk.visit.extra.is_empty());
}

#[test]
fn a_list_that_shows_another_id_than_the_history_is_noticed() {
    let desk = Desk::new(1);
    let (folder, file) = (desk.folder, desk.library.file().to_owned());
    drop(desk.library);
    let connection = Connection::open(&file).unwrap();
    connection
        .execute("UPDATE documents SET id = zeroblob(16)", [])
        .unwrap();
    drop(connection);
    let reading = OpenOptions {
        access: archive::Access::Read,
        ..options(2)
    };
    let (library, _) = Library::open(folder.path(), &reading).unwrap();
    let problems = library.check(&mut go_on).unwrap().problems;
    assert!(
        problems
            .iter()
            .any(|problem| problem.document == Some(name("v-1"))),
        "{problems:?}"
    );
    assert!(file.ends_with(FILE_NAME));
}
