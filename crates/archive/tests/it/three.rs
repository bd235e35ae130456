//! A visit, a dossier and a house are stored alike: history, undo, merge, integrity, rescue and compaction.

use archive::{DocumentId, Edited, Library, Name, New, OpenDocument, Stored, UndoStep};
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;
use visit::{
    Action, Countries, Document, Dossier, Edit, EntityKey, House, HouseId, Kind, Label, Taking, Visit,
    VisitId,
};

use crate::support::{AUTHOR, go_on, label, open, options, person, set, stamp, visit_of};

fn dossier() -> Dossier {
    serde_json::from_value(json!({
        "id": "JP-RU",
        "facts": {"title": {"en": "Japan and Russia", "ja": "日露"}},
        "strands": {"s-1": {"title": {"en": "Two Plus Two"}, "order": "a1"}},
        "menus": {"m-1": {"dish": {"ja": "寿司"}}},
    }))
    .unwrap()
}

fn house() -> House {
    serde_json::from_value(json!({
        "id": "ministry",
        "facts": {"title": {"ru": "МИД"}},
        "people": {"p-1": {"name": {"en": "Anna Orlova"}, "order": "a1"}},
    }))
    .unwrap()
}

fn create<D: Stored>(library: &mut Library, document: &D, id: u8) -> OpenDocument<D> {
    library
        .create(document, DocumentId([id; 16]), &stamp(1), &label(Action::Create))
        .unwrap()
}

fn edit<D: Stored>(library: &mut Library, open: &mut OpenDocument<D>, document: &mut D, edit: &Edit) {
    let applied = document.apply(edit).unwrap();
    let edited = Edited::of(&applied);
    let step = UndoStep::Edit(applied.undo.clone());
    library.record(open, document, &edited, &stamp(2), &step).unwrap();
}

fn undo<D: Stored>(library: &mut Library, open: &mut OpenDocument<D>, document: &mut D) {
    let step = library.undo_top(open.name(), &person()).unwrap().unwrap();
    let texts = open.texts_back(&step).unwrap();
    let taking = Taking {
        patch: &step.patch,
        texts: &texts,
        label: &step.label,
    };
    let applied = document.take_back(&taking).unwrap().applied;
    let edited = Edited::of(&applied);
    let taken = UndoStep::Undo {
        position: step.position,
        again: applied.undo.clone(),
    };
    library
        .record(open, document, &edited, &stamp(3), &taken)
        .unwrap();
}

/// Everything that is promised of a document, for one of any kind: `one` and `other` are edits of different fields of one entity.
fn promised<D: Stored>(document: &D, one: &Edit, other: &Edit) {
    let folder = TempDir::new().unwrap();
    let (mut library, _) = open(folder.path(), 1);
    let mut opened = create(&mut library, document, 7);
    assert_eq!(opened.read().unwrap(), *document);
    let mut here = document.clone();
    // Undo.
    edit(&mut library, &mut opened, &mut here, one);
    assert_ne!(here, *document);
    undo(&mut library, &mut opened, &mut here);
    assert_eq!(opened.read().unwrap(), *document);
    // Merge.
    let elsewhere = TempDir::new().unwrap();
    let (mut second, _) = open(elsewhere.path(), 2);
    let mut copy: OpenDocument<D> = second.adopt(&opened.to_bytes(), &stamp(4)).unwrap();
    let mut there = copy.read().unwrap();
    edit(&mut library, &mut opened, &mut here, one);
    edit(&mut second, &mut copy, &mut there, other);
    library
        .merge_changes(&mut opened, &copy.to_bytes(), &stamp(5))
        .unwrap();
    second
        .merge_changes(&mut copy, &opened.to_bytes(), &stamp(5))
        .unwrap();
    let mut both = document.clone();
    both.apply(one).unwrap();
    both.apply(other).unwrap();
    assert_eq!(opened.read().unwrap(), both);
    assert_eq!(copy.read().unwrap(), both);
    // History and compaction.
    let history = opened.history();
    assert_eq!(history.len(), 5);
    assert!(history.iter().all(|entry| entry.author.name == AUTHOR));
    let compaction = opened.compaction().unwrap();
    library.compact(&mut opened, &compaction).unwrap();
    let name = document.id().clone();
    drop((library, second));
    let (library, _) = open(folder.path(), 3);
    let opened = library.open_document(&name).unwrap();
    assert_eq!(
        (opened.read().unwrap(), opened.history(), opened.pending()),
        (both.clone(), history, 0)
    );
    // Integrity, list and trash.
    assert_eq!(library.check(&mut go_on).unwrap().problems, []);
    let listed = library.list::<D>().unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!((&listed[0].id, &listed[0].summary), (&name, &both.summarized()));
    // Rescue: where a row is damaged, what can be read is saved, with its history.
    drop(library);
    Connection::open(folder.path().join(archive::FILE_NAME))
        .unwrap()
        .execute("UPDATE documents SET changed_by = 'nobody'", [])
        .unwrap();
    let (library, _) = open(folder.path(), 4);
    assert!(library.open_document(&name).is_err());
    let rescued = TempDir::new().unwrap();
    let report = library.rescue(rescued.path(), &options(5), &mut go_on).unwrap();
    assert_eq!((report.saved.len(), report.lost.len()), (1, 0), "{report:?}");
    let (library, _) = open(rescued.path(), 6);
    let opened = library.open_document(&name).unwrap();
    assert_eq!((opened.read().unwrap(), opened.history().len()), (both, 5));
}

fn titled(kind: Kind, id: &str, field: &str, title: Value) -> Edit {
    set(kind, id, json!({ field: title }))
}

#[test]
fn what_is_promised_of_a_visit_is_promised_of_a_dossier_and_of_a_house() {
    promised(
        &visit_of("v-1", 2),
        &titled(
            Kind::Topic,
            "t-1",
            "title",
            json!({"en": "Security", "ru": "Безопасность"}),
        ),
        &set(Kind::Topic, "t-1", json!({"remarks": {"ja": "旗"}})),
    );
    promised(
        &dossier(),
        &titled(
            Kind::Strand,
            "s-1",
            "title",
            json!({"en": "Two Plus Two", "ru": "Два плюс два"}),
        ),
        &set(Kind::Facts, "", json!({"remarks": {"ja": "旗"}})),
    );
    promised(
        &house(),
        &titled(
            Kind::KnownPerson,
            "p-1",
            "name",
            json!({"en": "Anna Orlova", "ru": "Анна Орлова"}),
        ),
        &set(Kind::Facts, "", json!({"remarks": {"ja": "旗"}})),
    );
}

#[test]
fn one_library_holds_all_three_and_documents_of_different_kinds_may_have_one_name() {
    let folder = TempDir::new().unwrap();
    let (mut library, _) = open(folder.path(), 1);
    let mut house = house();
    house.id = HouseId("v-1".into());
    create(&mut library, &visit_of("v-1", 1), 1);
    create(&mut library, &dossier(), 2);
    create(&mut library, &house, 3);
    library.trash(&VisitId("v-1".into()), &stamp(5)).unwrap();
    assert_eq!(library.check(&mut go_on).unwrap().documents, 3);
    let trashed = |listed: Option<(i64, archive::Author)>| listed.is_some();
    assert!(trashed(library.list::<Visit>().unwrap().remove(0).trashed));
    assert!(!trashed(library.list::<House>().unwrap().remove(0).trashed));
    assert_eq!(library.list::<Dossier>().unwrap()[0].title(), "Japan and Russia");
    let undo = library.undo_top(&HouseId("v-1".into()), &person()).unwrap();
    assert_eq!(undo, None);
    library.delete_forever(&VisitId("v-1".into())).unwrap();
    assert_eq!(library.open_document(&house.id).unwrap().read().unwrap(), house);
}

#[test]
fn several_are_put_in_together_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    let (mut library, _) = open(folder.path(), 1);
    let (visit, dossier) = (visit_of("v-1", 1), dossier());
    let label: Label = label(Action::Import);
    create(&mut library, &dossier, 9);
    let both = [
        New::document(&visit, DocumentId([1; 16]), &label),
        New::document(&dossier, DocumentId([2; 16]), &label),
    ];
    assert!(library.create_all(&both, &[], &stamp(1), &mut go_on).is_err());
    assert_eq!(library.list::<Visit>().unwrap(), []);
    library
        .create_all(&both[..1], &[], &stamp(1), &mut go_on)
        .unwrap();
    assert_eq!(library.open_document(&visit.id).unwrap().read().unwrap(), visit);
}

#[test]
fn a_document_of_another_kind_is_not_taken_for_one_of_this() {
    let folder = TempDir::new().unwrap();
    let (mut library, _) = open(folder.path(), 1);
    let dossier = create(&mut library, &dossier(), 2);
    let mut visit = create(&mut library, &visit_of("v-1", 1), 1);
    let elsewhere = TempDir::new().unwrap();
    let (mut other, _) = open(elsewhere.path(), 2);
    assert!(other.adopt::<Visit>(&dossier.to_bytes(), &stamp(1)).is_err());
    assert!(
        library
            .merge_changes(&mut visit, &dossier.to_bytes(), &stamp(1))
            .is_err()
    );
    assert!(
        library
            .open_document(&Countries::new("FR", "RU").unwrap())
            .is_err()
    );
    assert_eq!(Countries::from_text("JP-RU").unwrap(), *dossier.id());
    let key = EntityKey::new(Kind::Strand, "s-1");
    assert!(visit.read().unwrap().entity(&key).is_none());
}
