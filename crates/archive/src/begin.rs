//! What is made alike on every copy: the text in a record that is there already, and the map for a kind that the history has no map for.
//!
//! Were a text begun by whoever writes its first word, two copies that begin the same text would each make an object, of which one hides
//! the other with every word in it. So the object is made by a change that knows nothing of who makes it, when, and what is written:
//! its author is a hash of where the object stands, and it rests on what it needs and on nothing else. Two copies make the same bytes,
//! which are one change. The words come in a change of their own, which rests on that one and says who wrote them.

use std::num::NonZeroU64;

use automerge::{
    ActorId, Automerge, Change, ChangeHash, ChangeMetadata, ExpandedChange, ObjId, ObjType, Prop, ReadDoc,
    ScalarValue,
    legacy::{ElementId, Key, ObjectId, Op, OpId, OpType, SortedVec},
};
use sha2::{Digest, Sha256};

use crate::{error::Unreadable, record::read};

/// What stands before a place where it is hashed, so that no other use of the hash is meant.
const DOMAIN: &[u8] = b"chancery begins ";

/// A value that stands where a text is to begin: the operation that put it there, and its words.
struct Words<'a> {
    put_by: &'a ObjId,
    text: &'a str,
}

/// Makes the change that begins a text in which `words` are to be, unless it is there, or stands there with the same words as one value.
///
/// # Errors
/// As for [`text`].
pub(crate) fn text_where_missing(
    doc: &Automerge,
    record: &ObjId,
    key: &str,
    words: &str,
) -> Result<Option<Change>, Unreadable> {
    let all = doc.get_all(record, key)?;
    if read::text_among(&all).is_some() {
        return Ok(None);
    }
    let before = all.last().map(|(value, put_by)| Words {
        put_by,
        text: value.as_str().unwrap_or_default(),
    });
    if before.as_ref().is_some_and(|before| before.text == words) {
        return Ok(None);
    }
    let begun = text(doc, record, key, before.as_ref())?;
    // Where somebody has taken the text away, which this application never does, it cannot begin again.
    Ok(doc
        .get_change_meta_by_hash(&begun.hash())
        .is_none()
        .then_some(begun))
}

/// Makes the change that puts the map `name` into the root of a history, on top of the change `first` with which all histories begin.
///
/// # Errors
/// [`Unreadable::History`] where the history does not begin with that.
pub(crate) fn map(doc: &Automerge, name: &str, first: &ChangeHash) -> Result<Change, Unreadable> {
    let last = doc.get_change_meta_by_hash(first).ok_or_else(unknown)?.max_op;
    let beginning = Beginning {
        object: ObjectId::Root,
        key: name,
        kind: ObjType::Map,
        replaced: None,
        rests_on: (*first, last),
    };
    beginning.change("")
}

/// Makes the change that begins the text under `key` of a record.
///
/// Where a version that did not know of the text has put the words there as one value, they become the beginning of the text, and the
/// value goes.
///
/// # Errors
/// [`Unreadable::History`] where the record, or the value, is not in the history.
fn text(
    doc: &Automerge,
    record: &ObjId,
    key: &str,
    before: Option<&Words<'_>>,
) -> Result<Change, Unreadable> {
    let beginning = Beginning {
        object: ObjectId::Id(operation(record)?),
        key,
        kind: ObjType::Text,
        replaced: before.map(|words| operation(words.put_by)).transpose()?,
        rests_on: origin(doc, before.map_or(record, |words| words.put_by))?,
    };
    beginning.change(before.map_or("", |words| words.text))
}

/// Whether a change is nobody's: the one with which the history begins, or one that is made alike on every copy, by what it does and
/// not by what it says of itself.
pub(crate) fn is_nobodys(doc: &Automerge, change: &ChangeMetadata<'_>, first: &ChangeHash) -> bool {
    let may_be = change.message.is_none() && change.timestamp == 0 && change.seq == 1;
    let is_first = change.hash == *first && change.deps.is_empty();
    may_be && (is_first || made_again(doc, change, first).is_some_and(|again| again == change.hash))
}

/// The hash of the beginning that a change can be, if it is one.
fn made_again(doc: &Automerge, change: &ChangeMetadata<'_>, first: &ChangeHash) -> Option<ChangeHash> {
    let made = ObjId::Id(change.start_op, change.actor.clone().into_owned(), 0);
    let kind = doc.object_type(&made).ok()?;
    let place = doc.parents(&made).ok()?.next()?;
    let Prop::Map(key) = &place.prop else { return None };
    match (kind, &place.obj) {
        (ObjType::Map, ObjId::Root) => map(doc, key, first).ok(),
        (ObjType::Text, record) => {
            let all = doc.get_all_at(record, key.as_str(), &change.deps).ok()?;
            let before = all.last().map(|(value, put_by)| Words {
                put_by,
                text: value.as_str().unwrap_or_default(),
            });
            text(doc, record, key, before.as_ref()).ok()
        }
        _ => None,
    }
    .map(|again| again.hash())
}

/// Where an object begins, and on what that rests.
struct Beginning<'a> {
    object: ObjectId,
    key: &'a str,
    kind: ObjType,
    /// The operation whose value goes.
    replaced: Option<OpId>,
    /// The last change that is needed, and the number of its last operation.
    rests_on: (ChangeHash, u64),
}

impl Beginning<'_> {
    fn change(self, words: &str) -> Result<Change, Unreadable> {
        let actor_id = self.actor();
        let (rests_on, last) = self.rests_on;
        let start_op = last
            .checked_add(1)
            .and_then(NonZeroU64::new)
            .ok_or_else(unknown)?;
        let text = OpId::new(start_op.get(), &actor_id);
        let mut operations = vec![Op {
            action: OpType::Make(self.kind),
            obj: self.object,
            key: Key::Map(self.key.into()),
            pred: self.replaced.into_iter().collect(),
            insert: false,
        }];
        let mut after = ElementId::Head;
        for (letter, number) in words.chars().zip(1..) {
            operations.push(Op {
                action: OpType::Put(ScalarValue::Str(letter.to_string().into())),
                obj: ObjectId::Id(text.clone()),
                key: Key::Seq(after),
                pred: SortedVec::new(),
                insert: true,
            });
            after = ElementId::Id(text.increment_by(number));
        }
        Ok(Change::from(ExpandedChange {
            operations,
            actor_id,
            hash: None,
            seq: 1,
            start_op,
            time: 0,
            message: None,
            deps: vec![rests_on],
            extra_bytes: Vec::new(),
            author: None,
        }))
    }

    /// The author: a hash of where the object stands and of what it takes the place of.
    fn actor(&self) -> ActorId {
        let within = match &self.object {
            ObjectId::Root => None,
            ObjectId::Id(within) => Some(within),
        };
        let mut hash = Sha256::new();
        hash.update(DOMAIN);
        for operation in [within, self.replaced.as_ref()] {
            let actor = operation.map_or(&[][..], |operation| operation.actor().to_bytes());
            hash.update(operation.map_or(0, OpId::counter).to_be_bytes());
            hash.update((actor.len() as u64).to_be_bytes());
            hash.update(actor);
        }
        hash.update(self.key.as_bytes());
        let hash = hash.finalize();
        ActorId::from(hash.get(..16).unwrap_or(&hash))
    }
}

/// The change to which an operation belongs, and the number of its last operation.
fn origin(doc: &Automerge, operation: &ObjId) -> Result<(ChangeHash, u64), Unreadable> {
    let hash = doc.hash_for_opid(operation).ok_or_else(unknown)?;
    let change = doc.get_change_meta_by_hash(&hash).ok_or_else(unknown)?;
    Ok((hash, change.max_op))
}

fn operation(id: &ObjId) -> Result<OpId, Unreadable> {
    match id {
        ObjId::Id(counter, actor, _) => Ok(OpId::new(*counter, actor)),
        ObjId::Root => Err(unknown()),
    }
}

fn unknown() -> Unreadable {
    Unreadable::History("something is to begin where there is nothing for it to stand in".to_owned())
}

#[cfg(test)]
mod tests {
    use automerge::{ROOT, transaction::Transactable};

    use super::*;

    fn copies(count: u8) -> (Vec<Automerge>, ObjId) {
        let mut first = Automerge::new().with_actor(ActorId::from([9_u8; 16]));
        let mut tx = first.transaction();
        let record = tx.put_object(ROOT, "t-1", ObjType::Map).unwrap();
        tx.put(&record, "title", "Sicherheit").unwrap();
        tx.commit();
        let copies = (1..=count)
            .map(|number| first.clone().with_actor(ActorId::from([number; 16])))
            .collect();
        (copies, record)
    }

    fn write(doc: &mut Automerge, record: &ObjId, words: &str) {
        let begun = text(doc, record, "brief/ru", None).unwrap();
        doc.apply_changes([begun]).unwrap();
        let text = doc.get(record, "brief/ru").unwrap().unwrap().1;
        let mut tx = doc.transaction();
        tx.splice_text(&text, 0, 0, words).unwrap();
        tx.commit();
    }

    fn words(doc: &Automerge, record: &ObjId, key: &str) -> String {
        assert_eq!(doc.get_all(record, key).unwrap().len(), 1);
        doc.text(doc.get(record, key).unwrap().unwrap().1).unwrap()
    }

    #[test]
    fn two_copies_that_begin_one_text_begin_the_same_one() {
        let (mut copies, record) = copies(2);
        // What they know besides makes no difference.
        let mut tx = copies[1].transaction();
        tx.put(&record, "title", "Безопасность").unwrap();
        tx.commit();
        write(&mut copies[0], &record, "мир");
        write(&mut copies[1], &record, "日本");
        let (mut one, mut two) = (copies[0].clone(), copies[1].clone());
        one.merge(&mut copies[1]).unwrap();
        two.merge(&mut copies[0]).unwrap();
        let both = words(&one, &record, "brief/ru");
        assert_eq!(both, words(&two, &record, "brief/ru"));
        assert!(both == "мир日本" || both == "日本мир", "{both}");
        assert_eq!(one.get_heads(), two.get_heads());
    }

    #[test]
    fn it_is_read_again_from_what_is_saved() {
        let (mut copies, record) = copies(1);
        let doc = &mut copies[0];
        let before = doc.get_heads();
        write(doc, &record, "Мы за диалог.");
        let again = Automerge::load(&doc.save()).unwrap();
        assert_eq!(again.get_heads(), doc.get_heads());
        assert_eq!(words(&again, &record, "brief/ru"), "Мы за диалог.");
        let (mut from_changes, _) = self::copies(1);
        from_changes[0]
            .load_incremental(&doc.save_after(&before))
            .unwrap();
        assert_eq!(from_changes[0].get_heads(), doc.get_heads());
    }

    #[test]
    fn words_that_stand_there_as_one_value_become_the_beginning_on_every_copy() {
        let (mut copies, record) = copies(2);
        let put_by = copies[0].get(&record, "title").unwrap().unwrap().1;
        let before = Words {
            put_by: &put_by,
            text: "Sicherheit",
        };
        for (doc, more) in copies.iter_mut().zip(["!", "?"]) {
            let begun = text(doc, &record, "title", Some(&before)).unwrap();
            doc.apply_changes([begun]).unwrap();
            let text = doc.get(&record, "title").unwrap().unwrap().1;
            let mut tx = doc.transaction();
            tx.splice_text(&text, 10, 0, more).unwrap();
            tx.commit();
        }
        let mut other = copies.pop().unwrap();
        copies[0].merge(&mut other).unwrap();
        let merged = words(&copies[0], &record, "title");
        assert!(
            ["Sicherheit!?", "Sicherheit?!"].contains(&merged.as_str()),
            "{merged}"
        );
        let again = Automerge::load(&copies[0].save()).unwrap();
        assert_eq!(again.get_heads(), copies[0].get_heads());
    }

    #[test]
    fn a_change_is_nobodys_only_where_it_does_what_a_beginning_does() {
        let (mut copies, record) = copies(1);
        let doc = &mut copies[0];
        let first = doc.get_heads()[0];
        write(doc, &record, "Мы");
        doc.apply_changes([map(doc, "gifts", &first).unwrap()]).unwrap();
        let put_by = doc.get(&record, "title").unwrap().unwrap().1;
        let before = Words {
            put_by: &put_by,
            text: "Sicherheit",
        };
        let converted = text(doc, &record, "title", Some(&before)).unwrap();
        // As a beginning, but with words that nobody knows who wrote, or in the place of a value that it takes away.
        let forged = |forge: &dyn Fn(&mut ExpandedChange)| {
            let mut change = text(doc, &record, "brief/ja", None).unwrap().decode();
            forge(&mut change);
            change.hash = None;
            Change::from(change)
        };
        let forged = [
            forged(&|change| change.operations[0].action = OpType::Put("words".into())),
            forged(&|change| {
                change.actor_id = ActorId::from([77_u8; 16]);
                change.operations[0].key = Key::Map("note".into());
            }),
            forged(&|change| {
                change.actor_id = text(doc, &record, "brief/fr", None).unwrap().actor_id().clone();
                change.operations[0].pred = vec![operation(&put_by).unwrap()].into();
            }),
        ];
        doc.apply_changes(forged.clone()).unwrap();
        doc.apply_changes([converted.clone()]).unwrap();
        let nobodys: Vec<_> = doc
            .get_changes_meta(&[])
            .iter()
            .filter(|change| is_nobodys(doc, change, &first))
            .map(|change| change.hash)
            .collect();
        assert_eq!(
            nobodys.len(),
            4,
            "the first, the text, the map, and the converted text"
        );
        assert!(nobodys.contains(&converted.hash()));
        assert!(forged.iter().all(|change| !nobodys.contains(&change.hash())));
    }

    #[test]
    fn every_place_has_a_beginning_of_its_own() {
        let (copies, record) = copies(1);
        let begun = |key| text(&copies[0], &record, key, None).unwrap();
        assert_eq!(begun("brief/ru").hash(), begun("brief/ru").hash());
        assert_ne!(begun("brief/ru").actor_id(), begun("brief/ja").actor_id());
    }
}
