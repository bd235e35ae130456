//! A visit, the dossier of its two countries and the house: opened, edited, undone and told of alike.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use desk::{Access, AnyDocument, Desk, DeskError, DocumentRef, DocumentRefs, Host, JobProgress};
use serde_json::{Value, json};
use visit::{Countries, Edit, EntityKey, HouseId, Kind, RefusalCode, Strand, VisitId};

use crate::world::{Room, Still, at, room};

fn dossier() -> DocumentRef {
    DocumentRef::from(&Countries::new("RU", "JP").expect("two countries"))
}

fn add(kind: Kind, id: &str, value: Value) -> Edit {
    Edit::Add {
        kind,
        id: Some(id.to_owned()),
        value: value.as_object().cloned().expect("an object"),
    }
}

fn set(kind: Kind, id: &str, patch: Value) -> Edit {
    Edit::set(
        EntityKey::new(kind, id),
        patch.as_object().cloned().expect("an object"),
    )
}

/// A visit of Russia to Japan, in which nothing stands yet.
fn visit_of_two(room: &Room) -> VisitId {
    let visit = room.visit();
    let patch = json!({"host": {"country": "JP"}, "guest": {"country": "RU"}});
    room.desk
        .edit(&visit, set(Kind::Facts, "", patch))
        .expect("edited");
    visit
}

fn strands(desk: &Desk) -> Vec<String> {
    let opened = desk.open_document(dossier()).expect("a dossier");
    let AnyDocument::Dossier(dossier) = opened.content else {
        panic!("a dossier")
    };
    let there = dossier.strands.into_iter().filter(|(_, strand)| !strand.removed);
    there.map(|(id, _)| id.to_string()).collect()
}

#[test]
fn the_dossier_is_found_by_both_countries_and_made_by_the_first_edit() {
    let room = room();
    let plain = room.visit();
    assert_eq!(room.desk.open_visit(&plain).expect("a visit").dossier, None);
    let visit = visit_of_two(&room);
    let opened = room.desk.open_visit(&visit).expect("a visit");
    let empty = opened.dossier.expect("a dossier");
    assert_eq!((empty.dossier.id.as_str(), empty.heads.len()), ("JP-RU", 0));
    let check = || {
        room.desk
            .check_library(&room.desk.begin("check"))
            .expect("checked")
    };
    assert_eq!(check().documents.dossiers, 0, "looking makes nothing");
    let answer = room
        .desk
        .edit(
            dossier(),
            add(Kind::Strand, "s-1", json!({"title": {"en": "Dialogue"}})),
        )
        .expect("edited");
    assert_eq!((answer.document, answer.summary), (dossier(), None));
    assert_eq!(check().documents.dossiers, 1);
    let opened = room.desk.open_visit(&visit).expect("a visit");
    let made = opened.dossier.expect("a dossier");
    assert_eq!(made.heads, answer.heads);
    assert!(made.dossier.strands.contains_key(&"s-1".into()));
    // The other visit of the same two, the other way round, has the same.
    let back = room.visit();
    let patch = json!({"host": {"country": "RU"}, "guest": {"country": "JP"}});
    room.desk
        .edit(&back, set(Kind::Facts, "", patch))
        .expect("edited");
    assert_eq!(room.desk.open_visit(&back).expect("a visit").dossier, Some(made));
}

#[test]
fn the_house_is_one_and_made_by_the_first_edit() {
    let room = room();
    let person = add(Kind::KnownPerson, "p-1", json!({"name": {"en": "Anna Orlova"}}));
    room.desk.edit(DocumentRef::house(), person).expect("edited");
    let opened = room.desk.open_document(DocumentRef::house()).expect("a house");
    let AnyDocument::House(house) = opened.content else {
        panic!("a house")
    };
    assert_eq!((house.id, house.people.len()), (HouseId("house".into()), 1));
    assert_eq!(
        opened.undo.map(|label| label.kind),
        Some(Kind::KnownPerson.into())
    );
}

#[test]
fn what_has_no_name_of_a_document_is_refused_and_makes_nothing() {
    let room = room();
    let mut wrong = dossier();
    for name in ["RU-JP", "JP-JP", "", "JP"] {
        wrong.name = name.to_owned();
        let refused = room.desk.edit(wrong.clone(), add(Kind::Strand, "s-1", json!({})));
        let Err(DeskError::Refused(refusal)) = refused else {
            panic!("{name} was taken")
        };
        assert_eq!(refusal.code, RefusalCode::BadId);
    }
    let refused = room
        .desk
        .edit(&VisitId::from("nowhere"), set(Kind::Facts, "", json!({})));
    assert!(matches!(refused, Err(DeskError::Archive(_))), "{refused:?}");
    let there = room
        .desk
        .check_library(&room.desk.begin("check"))
        .expect("checked");
    assert_eq!(there.documents.dossiers + there.documents.visits, 0);
}

#[test]
fn undo_takes_back_what_was_done_last_in_whichever_document_it_was_also_after_a_restart() {
    let room = room();
    let visit = visit_of_two(&room);
    let view = || DocumentRefs(vec![DocumentRef::from(&visit), dossier()]);
    let talks = room.engagement(&visit, "Talks");
    room.desk
        .edit(
            dossier(),
            add(Kind::Strand, "s-1", json!({"title": {"en": "Dialogue"}})),
        )
        .expect("edited");
    room.desk
        .edit(&visit, Edit::move_to(&talks, at(14)))
        .expect("moved");
    room.desk
        .edit(
            dossier(),
            add(Kind::Strand, "s-2", json!({"title": {"en": "Trade"}})),
        )
        .expect("edited");
    let (folder, host) = (room.desk.folder().to_owned(), Arc::clone(&room.host));
    let Room {
        desk, folder: _keep, ..
    } = room;
    drop(desk);
    let desk = Desk::open(&folder, Access::Write, host).expect("a library");
    let named = |label: Option<visit::Label>| label.map(|label| label.subject);
    let opened = desk.open_visit(&visit).expect("a visit");
    assert_eq!(named(opened.undo), Some("Trade".into()));
    for (document, next) in [
        (dossier(), Some("Talks")),
        (DocumentRef::from(&visit), Some("Dialogue")),
        (dossier(), Some("Talks")),
    ] {
        let answer = desk.undo(view()).expect("undone");
        assert_eq!((answer.document, named(answer.undo).as_deref()), (document, next));
    }
    assert_eq!(strands(&desk), [""; 0]);
    for (document, next) in [
        (dossier(), Some("Talks")),
        (DocumentRef::from(&visit), Some("Trade")),
        (dossier(), None),
    ] {
        let answer = desk.redo(view()).expect("done again");
        assert_eq!((answer.document, named(answer.redo).as_deref()), (document, next));
    }
    assert_eq!(strands(&desk), ["s-1", "s-2"]);
    // Who looks at the visit alone takes back what was done there.
    let answer = desk.undo(&visit).expect("undone");
    assert_eq!(answer.document, DocumentRef::from(&visit));
}

#[test]
fn the_history_of_a_visit_and_its_dossier_is_one() {
    let room = room();
    let visit = visit_of_two(&room);
    let view = DocumentRefs(vec![DocumentRef::from(&visit), dossier()]);
    let before = room.desk.history(view.clone()).expect("a history");
    assert_eq!(before.len(), 2, "a dossier that is not there yet has none");
    room.desk
        .edit(
            dossier(),
            add(Kind::Strand, "s-1", json!({"title": {"en": "Dialogue"}})),
        )
        .expect("edited");
    let history = room.desk.history(view).expect("a history");
    let of_dossier = history.iter().filter(|entry| entry.document == dossier());
    assert_eq!((history.len(), of_dossier.count()), (4, 2));
    assert_eq!(room.desk.history(&visit).expect("a history").len(), 2);
}

/// A world with a person and a clock of its own.
struct Person {
    name: &'static str,
    hour: Mutex<u32>,
    dice: Arc<Still>,
}

impl Host for Person {
    fn now(&self) -> DateTime<Utc> {
        let hour = *self.hour.lock().expect("a lock");
        format!("2017-03-17T{hour:02}:05:00Z").parse().expect("a moment")
    }

    fn random(&self) -> [u8; 16] {
        self.dice.random()
    }

    fn author(&self) -> desk::Author {
        desk::Author::new(self.name, self.name)
    }

    fn report(&self, _: JobProgress) {}
}

#[test]
fn what_undo_leaves_is_told_with_who_changed_it_and_when() {
    let folder = tempfile::tempdir().expect("a folder");
    let person = |name, hour| {
        let host = Arc::new(Person {
            name,
            hour: Mutex::new(hour),
            dice: Still::new(),
        });
        Desk::open(folder.path(), Access::Create, host).expect("a library")
    };
    let title = |words: &str| set(Kind::Strand, "s-1", json!({"title": {"en": words}}));
    let anna = person("Anna", 9);
    anna.edit(
        dossier(),
        add(Kind::Strand, "s-1", json!({"title": {"en": "Dialogue"}})),
    )
    .expect("added");
    anna.edit(dossier(), title("Close dialogue")).expect("edited");
    drop(anna);
    let boris = person("Boris", 14);
    boris
        .edit(dossier(), title("Dialogue of the leaders"))
        .expect("edited");
    drop(boris);
    let anna = person("Anna", 15);
    let answer = anna.undo(DocumentRefs(vec![dossier()])).expect("undone");
    let told: Vec<_> = answer
        .left
        .iter()
        .map(|left| {
            (
                left.title.as_str(),
                left.path.join("/"),
                left.by.as_deref(),
                left.at,
            )
        })
        .collect();
    let at: DateTime<Utc> = "2017-03-17T14:05:00Z".parse().expect("a moment");
    assert_eq!(
        told,
        [(
            "Dialogue of the leaders",
            "title/en".to_owned(),
            Some("Boris"),
            Some(at)
        )]
    );
    // What she added is no longer what she added: that too stays, as a whole, and Boris was there last.
    let answer = anna.undo(DocumentRefs(vec![dossier()])).expect("undone");
    let [left] = answer.left.as_slice() else {
        panic!("{:?}", answer.left)
    };
    assert_eq!((left.path.len(), left.by.as_deref()), (0, Some("Boris")));
    let opened = anna.open_document(dossier()).expect("a dossier");
    let AnyDocument::Dossier(kept) = opened.content else {
        panic!("a dossier")
    };
    let strand: &Strand = &kept.strands[&"s-1".into()];
    assert_eq!(strand.title.read(&[]), "Dialogue of the leaders");
    assert!(!strand.removed);
}

#[test]
fn the_history_and_what_undo_left_follow_a_new_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let host = Arc::new(Person {
        name: "anna",
        hour: Mutex::new(9),
        dice: Still::new(),
    });
    let desk = Desk::open(folder.path(), Access::Create, host).expect("a library");
    desk.edit(
        dossier(),
        add(Kind::Strand, "s-1", json!({"title": {"en": "Dialogue"}})),
    )
    .expect("added");
    let authors = || -> Vec<String> {
        let history = desk.history(DocumentRefs(vec![dossier()])).expect("a history");
        history.into_iter().map(|entry| entry.author).collect()
    };
    assert!(authors().iter().all(|author| author == "anna"), "{:?}", authors());
    desk.edit(
        DocumentRef::house(),
        add(Kind::KnownPerson, "anna", json!({"name": {"en": "Anna Orlova"}})),
    )
    .expect("the house knows her");
    assert!(authors().iter().all(|author| author == "Anna Orlova"));
    desk.edit(
        DocumentRef::house(),
        set(Kind::KnownPerson, "anna", json!({"name": {"en": "Anna Petrova"}})),
    )
    .expect("she has another name");
    assert!(authors().iter().all(|author| author == "Anna Petrova"));
    desk.undo(DocumentRefs(vec![DocumentRef::house()]))
        .expect("undone");
    assert!(authors().iter().all(|author| author == "Anna Orlova"));
}

#[test]
fn a_damaged_house_keeps_nobody_from_undoing_or_from_the_history() {
    let room = room();
    let house = DocumentRef::house();
    let person = json!({"name": {"en": "Anna Orlova"}});
    room.desk
        .edit(house, add(Kind::KnownPerson, "officer", person))
        .expect("added");
    let strand = json!({"title": {"en": "Dialogue"}});
    room.desk
        .edit(dossier(), add(Kind::Strand, "s-1", strand))
        .expect("added");
    let Room { folder, host, desk } = room;
    drop(desk);
    let library = folder.path().join("library");
    let file = library.join(desk::LIBRARY_FILE);
    let mut bytes = std::fs::read(&file).expect("the library");
    let name = b"Anna Orlova";
    let places: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at..].starts_with(name))
        .collect();
    assert!(!places.is_empty(), "the name stands in the file");
    for at in places {
        bytes[at] ^= 1;
    }
    std::fs::write(&file, bytes).expect("damaged");

    let desk = Desk::open(&library, Access::Write, host).expect("the rest can be used");
    assert!(desk.open_document(DocumentRef::house()).is_err());
    let history = desk.history(DocumentRefs(vec![dossier()])).expect("a history");
    assert!(history.iter().all(|entry| entry.author == "Protocol officer"));
    desk.undo(DocumentRefs(vec![dossier()])).expect("undone");
}

#[test]
fn the_present_status_is_told_with_what_opens_and_with_each_answer() {
    let room = room();
    let key = EntityKey::new(Kind::Commitment, "p-1");
    let promise = json!({"title": {"en": "A roadmap"}});
    let told = |answer: &desk::EditAnswer| answer.changed[0].standing.clone();
    let on_opening = || {
        let opened = room.desk.open_document(dossier()).expect("a dossier");
        let all = opened.standings.into_iter();
        all.filter(|standing| standing.key == key)
            .map(|standing| standing.status)
            .collect::<Vec<_>>()
    };
    let added = room.desk.edit(dossier(), add(Kind::Commitment, "p-1", promise));
    assert_eq!(told(&added.expect("added")).as_deref(), Some("open"));
    let step = json!({"follow_up": {"f-1": {"status": "in_progress"}}});
    let edited = room.desk.edit(dossier(), set(Kind::Commitment, "p-1", step));
    assert_eq!(told(&edited.expect("edited")).as_deref(), Some("in_progress"));
    assert_eq!(on_opening(), ["in_progress"]);
    let undone = room.desk.undo(DocumentRefs(vec![dossier()]));
    assert_eq!(told(&undone.expect("undone")).as_deref(), Some("open"));
    assert_eq!(on_opening(), ["open"]);
}
