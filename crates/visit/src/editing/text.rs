//! Edits of texts that merge by character.

use serde_json::{Map, Value};

use super::whole::Editing;
use crate::{Document, EntityKey, Refusal, RefusalCode, Splice, Storage, TextEdit, refusal::pointer_part};

impl<D: Document> Editing<'_, D> {
    /// Makes splices in a text, which may not have begun yet.
    pub(super) fn splice(
        &mut self,
        key: &EntityKey,
        path: &[String],
        splices: &[Splice],
    ) -> Result<(), Refusal> {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let at = path
            .iter()
            .fold(key.pointer(), |at, name| format!("{at}/{}", pointer_part(name)));
        let mut value = self.existing(key)?;
        let (Some((last, parents)), Storage::Prose) = (path.split_last(), D::storage(key.kind, &names))
        else {
            return Err(Refusal::new(
                RefusalCode::BadValue,
                at,
                "This field is no text that merges by character.",
                "Set its value instead.",
            ));
        };
        let mut parent = &mut value;
        for name in parents {
            let Value::Object(fields) = parent else {
                return Err(Refusal::not_found(&at));
            };
            parent = fields
                .entry(name.clone())
                .or_insert_with(|| Value::Object(Map::new()));
        }
        let Value::Object(fields) = parent else {
            return Err(Refusal::not_found(&at));
        };
        let text = fields.get(last).and_then(Value::as_str).unwrap_or_default();
        let edited = Splice::apply_all(splices, text).ok_or_else(|| {
            Refusal::new(
                RefusalCode::OutOfRange,
                &at,
                "An edit reaches beyond the end of the text.",
                "Read the text again, then make the edit in it.",
            )
        })?;
        // An empty text reads as one that has not begun.
        if edited.is_empty() {
            fields.remove(last);
        } else {
            fields.insert(last.clone(), Value::from(edited));
        }
        self.texts.push(TextEdit {
            entity: key.clone(),
            path: path.to_vec(),
            splices: splices.to_vec(),
        });
        self.replace(key, value)
    }
}
