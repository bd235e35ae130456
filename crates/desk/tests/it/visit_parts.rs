//! What a visit file carries of other documents: out, and into a library that has none, some or all of it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use desk::{AnyDocument, DocumentRef, ExportFormat, ExportOptions, ImportReport, VisitOutcome};
use serde_json::{Value, json};
use visit::{Countries, Dossier, Edit, EntityKey, Kind, VisitFile, VisitId};

use crate::world::{Room, room};

fn names() -> DocumentRef {
    DocumentRef::from(&Countries::new("RU", "JP").expect("two countries"))
}

fn dossier(room: &Room) -> Dossier {
    match room.desk.open_document(names()).expect("a dossier").content {
        AnyDocument::Dossier(dossier) => dossier,
        other => panic!("{other:?}"),
    }
}

fn set(room: &Room, kind: Kind, id: &str, patch: Value) {
    let patch = patch.as_object().cloned().expect("an object");
    let edit = Edit::set(EntityKey::new(kind, id), patch);
    room.desk.edit(names(), edit).expect("edited");
}

/// The sample, exported from a library of its own.
fn exported(room: &Room) -> PathBuf {
    let other = crate::world::room();
    let sample = other.desk.open_sample().expect("the sample").summary.id;
    let path = room.folder.path().join("tokyo.visit.json");
    let job = other.desk.begin("export");
    let notes = other
        .desk
        .export_to(
            &sample,
            ExportFormat::Json,
            &ExportOptions::default(),
            &path,
            &job,
        )
        .expect("exported");
    assert_eq!(notes, [""; 0]);
    path
}

fn import(room: &Room, path: &Path) -> ImportReport {
    room.desk
        .import(path, None, &room.desk.begin("import"))
        .expect("imported")
}

#[test]
fn the_sample_goes_out_and_comes_in_with_its_dossier_and_nothing_is_lost() {
    let room = room();
    let path = exported(&room);
    let shipped = include_str!("../../../../tests/data/tokyo-2017.visit.json");
    assert_eq!(fs::read_to_string(&path).expect("text"), shipped);
    let report = import(&room, &path);
    let [part] = report.parts.as_slice() else {
        panic!("{:?}", report.parts)
    };
    assert_eq!((&part.document, part.kept.len()), (&names(), 0));
    let sample = VisitFile::from_json(shipped).expect("a visit file");
    let carried = sample.dossiers.values().next().expect("a dossier");
    assert_eq!(part.added.len(), 24);
    assert_eq!(dossier(&room), *carried);
    let opened = room.desk.open_visit(&report.visit).expect("a visit");
    assert_eq!(opened.visit, sample.visit);
    let again = import(&room, &path);
    assert_eq!(
        (again.visits[0].outcome, again.parts.len()),
        (VisitOutcome::AlreadyThere, 0)
    );
    assert_eq!(room.desk.history(vec![names()]).expect("a history").len(), 1);
}

#[test]
fn what_the_dossier_has_already_is_left_what_differs_is_told_and_undo_takes_back_what_came() {
    let room = room();
    let path = exported(&room);
    import(&room, &path);
    set(
        &room,
        Kind::Contact,
        "oreshkin",
        json!({"stage": "held", "place": {"ru": null}}),
    );
    room.desk
        .edit(
            names(),
            Edit::Remove {
                key: EntityKey::new(Kind::Strand, "trade"),
            },
        )
        .expect("removed");
    // The file brings something that this library does not have.
    let mut file: Value = serde_json::from_slice(&fs::read(&path).expect("read")).expect("json");
    file["id"] = "tokyo-2018".into();
    file["dossiers"]["JP-RU"]["contacts"]["new-round"] = json!({"title": {"en": "Third round"}, "stage": "planned", "order": "aZ", "sources": {"mid-comment-2017-03-17": {}}});
    fs::write(&path, file.to_string()).expect("written");
    let before = dossier(&room);
    let report = import(&room, &path);
    assert_eq!(report.visits[0].outcome, VisitOutcome::New);
    let [part] = report.parts.as_slice() else {
        panic!("{:?}", report.parts)
    };
    let of = |entries: &[desk::ImportedEntry]| {
        let entries = entries.iter();
        entries
            .map(|entry| (entry.key.id.clone(), entry.fields.join(" ")))
            .collect::<Vec<_>>()
    };
    let entry = |id: &str, fields: &str| (id.to_owned(), fields.to_owned());
    assert_eq!(of(&part.added), [entry("new-round", "")]);
    assert_eq!(of(&part.completed), [entry("oreshkin", "")]);
    assert_eq!(of(&part.kept), [entry("oreshkin", "stage"), entry("trade", "")]);
    let after = dossier(&room);
    assert_eq!(
        after.contacts[&"oreshkin".into()].stage,
        visit::ContactStage::Held
    );
    assert_eq!(after.contacts[&"oreshkin".into()].place.0.len(), 3);
    assert!(after.strands[&"trade".into()].removed);
    room.desk.undo(vec![names()]).expect("undone");
    let mut undone = dossier(&room);
    assert!(
        undone
            .contacts
            .remove(&"new-round".into())
            .is_some_and(|it| it.removed)
    );
    assert_eq!(undone, before);
}

#[test]
fn an_import_that_cannot_be_written_changes_no_dossier_either() {
    let room = room();
    let path = exported(&room);
    room.desk.open_sample().expect("the sample");
    set(&room, Kind::Contact, "oreshkin", json!({"place": null}));
    let before = (
        dossier(&room),
        room.desk.history(vec![names()]).expect("a history").len(),
    );
    let mut file: Value = serde_json::from_slice(&fs::read(&path).expect("read")).expect("json");
    file["id"] = "tokyo-2018".into();
    fs::write(&path, file.to_string()).expect("written");
    // Cancelled where the visits are being added, which is before the dossier and in the same transaction.
    let job = room.desk.begin("import");
    let (desk, cancel) = (std::sync::Arc::downgrade(&room.desk), "import".to_owned());
    *room.host.listener.lock().expect("a lock") = Some(Box::new(move |progress| {
        if progress.step == desk::JobStep::Adding
            && let Some(desk) = desk.upgrade()
        {
            desk.cancel(&cancel);
        }
    }));
    let refused = room.desk.import(&path, None, &job);
    assert!(
        matches!(&refused, Err(error) if error.to_api().code == "cancelled"),
        "{refused:?}"
    );
    *room.host.listener.lock().expect("a lock") = None;
    assert_eq!(
        (
            dossier(&room),
            room.desk.history(vec![names()]).expect("a history").len()
        ),
        before
    );
    assert_eq!(room.desk.visits().expect("a list").len(), 1);
    assert!(room.desk.open_visit(&VisitId::from("tokyo-2018")).is_err());
    // And it goes on from there.
    import(&room, &path);
    assert_eq!(dossier(&room).contacts[&"oreshkin".into()].place.0.len(), 3);
}

#[test]
fn a_list_of_visits_brings_each_dossier_once() {
    let room = room();
    let path = exported(&room);
    let file: Value = serde_json::from_slice(&fs::read(&path).expect("read")).expect("json");
    let mut second = file.clone();
    second["id"] = "tokyo-2018".into();
    second["dossiers"]["JP-RU"]["contacts"]["oreshkin"]["title"]["en"] = "Minister Oreshkin".into();
    fs::write(&path, Value::from(vec![file, second]).to_string()).expect("written");
    let report = import(&room, &path);
    assert_eq!(report.taken, 2);
    let [part] = report.parts.as_slice() else {
        panic!("{:?}", report.parts)
    };
    assert_eq!((part.added.len(), part.kept.len()), (24, 1));
    assert_eq!(part.kept[0].fields, ["title/en"]);
}
