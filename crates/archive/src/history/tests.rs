use serde_json::{Value, json};
use visit::{Action, Document as _, EntityKey, Facts, Label, Visit, VisitId};

use super::*;
use crate::record::read::Reading;
use crate::{
    edited::Edited,
    stamp::{Made, Message, Stamp},
};

const PLACE: &str = "brief/background/ru";

fn message() -> Message {
    let label = Label {
        action: Action::Set,
        kind: Kind::Topic.into(),
        subject: String::new(),
    };
    let stamp = Stamp {
        author: crate::Author::new("anna", "Anna Orlova"),
        time: 1_000,
    };
    Message::new(Made::Edit, &label, &stamp)
}

fn topic() -> EntityKey {
    EntityKey::new(Kind::Topic, "t-1")
}

/// The facts of a visit that has a title, as every visit has.
fn titled() -> Facts {
    Facts {
        title: visit::Text::new("en", "Talks"),
        ..Facts::default()
    }
}

/// A history in which `words` stand as one value where this version has a text, as a version would write it that does not know the text.
fn with_one_value(words: &str) -> History {
    let mut visit = Visit::new(VisitId("v-1".into()), titled());
    let talks = json!({"engagement": "e-1", "order": "a1"});
    visit.put_value(&topic(), talks).unwrap();
    let mut history = History::begin(DocumentKind::Visit, SessionId([9; 16])).unwrap();
    history
        .record_all(&visit, DocumentId([7; 16]), &message())
        .unwrap();
    put(&mut history, words);
    history
}

/// Puts a value where the text stands, as an older version does.
fn put(history: &mut History, words: &str) {
    let record = history
        .records_of(&Reading::now(&history.automerge), &topic())
        .unwrap()
        .remove(0);
    history
        .change(&message(), |tx| {
            use automerge::transaction::Transactable;
            if tx.get(&record, "brief/background")?.is_some() {
                tx.delete(&record, "brief/background")?;
            }
            tx.put(&record, PLACE, words)
        })
        .unwrap();
}

fn copy(history: &History, session: u8) -> History {
    History::load(&history.snapshot(), [], SessionId([session; 16])).unwrap()
}

fn words(history: &History) -> Value {
    history.value().unwrap()["topics"]["t-1"]["brief"]["background"]["ru"].clone()
}

fn write(history: &mut History, words: &str) -> usize {
    let mut visit = history.read::<Visit>().unwrap();
    let mut topic = visit.value_of(&self::topic()).unwrap();
    topic["brief"]["background"]["ru"] = words.into();
    visit.put_value(&self::topic(), topic).unwrap();
    let message = message();
    let label = message.label.clone().unwrap();
    let changed = [self::topic()];
    let made = history.record(&visit, &Edited::new(&changed, &label), &message);
    assert_eq!(history.read::<Visit>().unwrap(), visit);
    made.unwrap().len()
}

#[test]
fn words_that_are_kept_as_one_value_are_read_and_become_a_text_when_they_change() {
    let history = with_one_value("Мы за диалог.");
    assert_eq!(words(&history), "Мы за диалог.");
    let (mut one, mut two) = (copy(&history, 1), copy(&history, 2));
    assert_eq!(
        write(&mut one, "Мы за диалог."),
        0,
        "the same words are not written again"
    );
    assert_eq!(write(&mut one, "Мы твёрдо за диалог."), 2);
    write(&mut two, "Мы за диалог и мир.");
    let merged = one.merged(&two.snapshot()).unwrap().0;
    assert_eq!(words(&merged), "Мы твёрдо за диалог и мир.");
    assert_eq!(
        two.merged(&one.snapshot()).unwrap().0.value().unwrap(),
        merged.value().unwrap()
    );
    assert_eq!(copy(&merged, 3).value().unwrap(), merged.value().unwrap());
    assert_eq!(merged.made_after(&[]).count(), 4, "the beginning is nobody's");
}

#[test]
fn a_text_with_words_is_read_before_a_value_that_an_older_version_puts_beside_it() {
    let history = with_one_value("Мы за диалог.");
    let (mut one, mut two) = (copy(&history, 1), copy(&history, 2));
    write(&mut one, "Мы за мир.");
    for number in 0..9 {
        put(&mut two, &format!("Редакция {number}"));
    }
    let mut merged = one.merged(&two.snapshot()).unwrap().0;
    assert_eq!(words(&merged), "Мы за мир.");
    write(&mut merged, "Мы за мир и диалог.");
    assert_eq!(words(&copy(&merged, 3)), "Мы за мир и диалог.");
    let record = merged
        .records_of(&Reading::now(&merged.automerge), &topic())
        .unwrap()
        .remove(0);
    assert_eq!(
        merged.automerge.get_all(&record, PLACE).unwrap().len(),
        2,
        "both are kept"
    );
}

#[test]
fn a_version_that_does_not_know_a_text_writes_it_as_a_text_all_the_same() {
    let mut visit = Visit::new(VisitId("v-1".into()), titled());
    let talks = json!({"kind": "talks", "when": {"kind": "within"}, "order": "a1", "speech": {"ru": "Речь"}});
    visit
        .put_value(&EntityKey::new(Kind::Engagement, "e-1"), talks)
        .unwrap();
    let mut history = History::begin(DocumentKind::Visit, SessionId([9; 16])).unwrap();
    history
        .record_all(&visit, DocumentId([7; 16]), &message())
        .unwrap();
    let key = EntityKey::new(Kind::Engagement, "e-1");
    let record = history
        .records_of(&Reading::now(&history.automerge), &key)
        .unwrap()
        .remove(0);
    history
        .change(&message(), |tx| {
            use automerge::transaction::Transactable;
            let text = tx.put_object(&record, "speech/ru", ObjType::Text)?;
            tx.splice_text(&text, 0, 0, "Речь")
        })
        .unwrap();
    let mut engagement = visit.value_of(&key).unwrap();
    engagement["speech"]["ru"] = "Речь о мире".into();
    visit.put_value(&key, engagement).unwrap();
    let message = message();
    let label = message.label.clone().unwrap();
    let changed = [key];
    history
        .record(&visit, &Edited::new(&changed, &label), &message)
        .unwrap();
    let found = history.automerge.get(&record, "speech/ru").unwrap().unwrap();
    assert!(matches!(found.0, automerge::Value::Object(ObjType::Text)));
    assert_eq!(history.read::<Visit>().unwrap(), visit);
}
