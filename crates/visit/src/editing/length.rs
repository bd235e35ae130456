//! How long an edit may make a text that merges by character.
//!
//! That is no rule of the document: two people who each write what is not too long may come to more together, and nobody's words may go
//! for that. Such a text stays, its entity can be edited, and only what makes it longer still is refused.

use serde_json::Value;

use crate::{
    Document, EntityKey, MAX_TEXT_BYTES, Refusal, Storage, refusal::pointer_part, rules::words::too_long,
};

/// Returns an error where a text would be longer than one may be, and longer than it was.
pub(super) fn grows_no_longer<D: Document>(
    key: &EntityKey,
    old: Option<&Value>,
    new: &Value,
) -> Result<(), Refusal> {
    walk::<D>(key, &mut Vec::new(), old, new)
}

fn walk<D: Document>(
    key: &EntityKey,
    path: &mut Vec<String>,
    old: Option<&Value>,
    new: &Value,
) -> Result<(), Refusal> {
    match new {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            path.push(name.clone());
            let outcome = walk::<D>(key, path, old.and_then(|old| old.get(name)), value);
            path.pop();
            outcome
        }),
        Value::String(words) if words.len() > MAX_TEXT_BYTES => {
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            let was = old.and_then(Value::as_str).map_or(0, str::len);
            if D::storage(key.kind, &names) != Storage::Prose || words.len() <= was {
                return Ok(());
            }
            let at = names
                .iter()
                .fold(key.pointer(), |at, name| format!("{at}/{}", pointer_part(name)));
            Err(too_long(&at, words))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{Document as _, Edit, EntityKey, Kind, MAX_TEXT_BYTES, RefusalCode, Splice, Visit};

    /// Two copies have each written 150,000 bytes into one text.
    fn merged() -> Visit {
        let words = "ш".repeat(150_000);
        let visit = json!({
            "id": "v-1",
            "facts": {"title": {"en": "Talks"}},
            "engagements": {"e-1": {}},
            "topics": {"t-1": {"engagement": "e-1", "brief": {"background": {"ru": words}}}},
        });
        serde_json::from_value(visit).expect("a visit")
    }

    fn splice(visit: &mut Visit, delete: u32, insert: &str) -> Result<(), RefusalCode> {
        let edit = Edit::Text {
            key: EntityKey::new(Kind::Topic, "t-1"),
            path: ["brief", "background", "ru"].map(str::to_owned).to_vec(),
            base: Vec::new(),
            splices: vec![Splice {
                at: 0,
                delete,
                insert: insert.to_owned(),
            }],
        };
        visit.apply(&edit).map(drop).map_err(|refusal| refusal.code)
    }

    #[test]
    fn what_two_people_wrote_is_kept_however_long_and_the_topic_can_be_edited() {
        let mut visit = merged();
        visit.validate().expect("legal");
        let title = json!({"title": {"ru": "Сотрудничество"}});
        let patch = title.as_object().cloned().expect("an object");
        let key = EntityKey::new(Kind::Topic, "t-1");
        visit.apply(&Edit::Set { key, patch }).expect("the title");
        splice(&mut visit, 1, "").expect("a shorter text");
        assert_eq!(splice(&mut visit, 0, "ш"), Err(RefusalCode::OutOfRange));
        splice(&mut visit, 2, "ш").expect("a shorter text");
    }

    #[test]
    fn an_edit_alone_makes_no_text_longer_than_one_may_be() {
        let mut visit = merged();
        splice(&mut visit, 150_000, "").expect("an empty text");
        splice(&mut visit, 0, &"ш".repeat(MAX_TEXT_BYTES / 2)).expect("as long as it may be");
        assert_eq!(splice(&mut visit, 0, "ш"), Err(RefusalCode::OutOfRange));
    }
}
