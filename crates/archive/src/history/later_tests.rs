//! Kinds that came after the shipped document, and kinds of which only a newer version knows.

use automerge::transaction::{CommitOptions, Transactable};
use serde_json::json;
use visit::{Action, Document as _, EntityKey, Facts, Label, Visit, VisitId};

use super::*;
use crate::{
    edited::Edited,
    stamp::{Made, Message, Stamp},
};

fn message() -> Message {
    let label = Label {
        action: Action::Add,
        kind: Kind::Comment.into(),
        subject: String::new(),
    };
    let stamp = Stamp {
        author: crate::Author::new("anna", "Anna Orlova"),
        time: 1_000,
    };
    Message::new(Made::Edit, &label, &stamp)
}

/// The facts of a visit that has a title, as every visit has.
fn titled() -> Facts {
    Facts {
        title: visit::Text::new("en", "Talks"),
        ..Facts::default()
    }
}

/// A visit as a version has written it that knew no comments: neither a map of them, nor one in its shipped document.
fn before_there_were_comments() -> Vec<u8> {
    let mut doc = Automerge::new().with_actor(ActorId::from(&b"chancery-visit"[..]));
    let mut tx = doc.transaction();
    for kind in [Kind::Facts, Kind::Engagement] {
        tx.put_object(ROOT, kind.field(), ObjType::Map).unwrap();
    }
    tx.commit_with(CommitOptions::default().with_time(0));
    let mut doc = doc.with_actor(ActorId::from([9_u8; 16]));
    let mut tx = doc.transaction();
    tx.put(ROOT, "id", "v-1").unwrap();
    tx.put(ROOT, "document", "07".repeat(16)).unwrap();
    tx.commit_with(
        CommitOptions::default()
            .with_message(message().to_text())
            .with_time(1),
    );
    doc.save()
}

/// Adds a comment with this id; returns what is to be stored.
fn comment(history: &mut History, id: &str) -> Vec<Increment> {
    let mut visit: Visit = history.read().unwrap();
    let key = EntityKey::new(Kind::Comment, id);
    let value =
        json!({"by": "Anna Orlova", "at": "2017-03-17T09:00:00Z", "body": id, "subject": {"kind": "facts"}});
    visit.put_value(&key, value).unwrap();
    let message = message();
    let label = message.label.clone().unwrap();
    let changed = [key];
    let made = history
        .record(&visit, &Edited::new(&changed, &label), &message)
        .unwrap();
    assert_eq!(history.read::<Visit>().unwrap(), visit);
    made
}

#[test]
fn a_document_without_the_map_of_a_kind_opens_and_gets_the_same_map_on_every_copy_when_it_is_needed() {
    let bytes = before_there_were_comments();
    let copy = |session| History::load(&bytes, [], SessionId([session; 16])).unwrap();
    let (mut one, mut two) = (copy(1), copy(2));
    assert!(one.read::<Visit>().unwrap().comments.is_empty());
    assert!(!one.maps.contains_key("comments"));
    let made = comment(&mut one, "c-1");
    assert_eq!(made.len(), 2, "the map, and the comment");
    assert_eq!(comment(&mut one, "c-3").len(), 1);
    comment(&mut two, "c-2");
    let merged = one.merged(&two.snapshot()).unwrap().0;
    let comments = merged.read::<Visit>().unwrap().comments;
    assert_eq!(
        comments.keys().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["c-1", "c-2", "c-3"]
    );
    assert_eq!(merged.automerge.get_all(ROOT, "comments").unwrap().len(), 1);
    assert_eq!(merged.made_after(&[]).count(), 4, "a map is nobody's");
    // Also from what is stored of it, change by change.
    let stored: Vec<_> = made.iter().map(|increment| increment.bytes.as_slice()).collect();
    let again = History::load(&bytes, stored, SessionId([3; 16])).unwrap();
    assert_eq!(again.read::<Visit>().unwrap().comments.len(), 1);
    let compact = History::load(&merged.snapshot(), [], SessionId([4; 16])).unwrap();
    assert_eq!(compact.heads(), merged.heads());
}

/// A visit with a kind that only a newer version knows, and fields that look like one.
fn with_gifts() -> Visit {
    let mut visit = Visit::new(VisitId("v-1".into()), titled());
    visit.extra = serde_json::from_value(json!({
        "gifts": {"g-1": {"title": {"ja": "皿", "ru": "Тарелка"}, "for": "m-1", "when": {"kind": "day"}}, "g-2": {}},
        "songs": {},
        "document": "of a newer version",
        "~": 1,
        "~2": [],
        "sizes": {"a": 1},
    }))
    .unwrap();
    visit
}

fn begun(visit: &Visit, session: u8) -> History {
    let mut history = History::begin(DocumentKind::Visit, SessionId([session; 16])).unwrap();
    history
        .record_all(visit, DocumentId([7; 16]), &message())
        .unwrap();
    history
}

#[test]
fn kinds_of_a_newer_version_are_kept_as_maps_of_flat_records() {
    let visit = with_gifts();
    let history = begun(&visit, 1);
    assert_eq!(history.read::<Visit>().unwrap(), visit);
    assert_eq!(history.document_id().unwrap(), DocumentId([7; 16]));
    let gifts = &history.maps["gifts"];
    let (_, gift) = history.automerge.get(gifts, "g-1").unwrap().unwrap();
    let keys: Vec<_> = history.automerge.keys(&gift).collect();
    assert_eq!(keys, ["for", "title/ja", "title/ru", "when/kind"]);
    assert!(history.maps.contains_key("songs"));
    let again = History::load(&history.snapshot(), [], SessionId([2; 16])).unwrap();
    assert_eq!(again.read::<Visit>().unwrap(), visit);
    assert_eq!(again.made_after(&[]).count(), 1);
}

#[test]
fn what_a_newer_version_writes_into_its_kind_survives_the_edits_of_this_one() {
    let mut here = begun(&with_gifts(), 1);
    let mut there = History::load(&here.snapshot(), [], SessionId([2; 16])).unwrap();
    // The newer version edits a gift, with a text that merges by character and a value that is one thought.
    let gifts = there.maps["gifts"].clone();
    there
        .change(&message(), |tx| {
            let (_, gift) = tx.get(&gifts, "g-1")?.unwrap();
            let card = tx.put_object(&gift, "card/ru", ObjType::Text)?;
            tx.splice_text(&card, 0, 0, "С уважением")?;
            tx.delete(&gift, "when/kind")?;
            tx.put(
                &gift,
                "when",
                automerge::ScalarValue::Bytes(br#"{"kind":"at"}"#.to_vec()),
            )
        })
        .unwrap();
    comment(&mut here, "c-1");
    let merged = here.merged(&there.snapshot()).unwrap().0;
    let visit: Visit = merged.read().unwrap();
    assert_eq!(visit.extra["gifts"]["g-1"]["card"], json!({"ru": "С уважением"}));
    assert_eq!(visit.extra["gifts"]["g-1"]["when"], json!({"kind": "at"}));
    let mut merged = History::load(&merged.snapshot(), [], SessionId([3; 16])).unwrap();
    comment(&mut merged, "c-2");
    assert_eq!(merged.read::<Visit>().unwrap().extra, visit.extra);
    // As another document, for example a duplicate, it has them all the same.
    assert_eq!(begun(&visit, 4).read::<Visit>().unwrap(), visit);
}
