//! What taking a step back leaves as it is, and who has changed it since.

use archive::{Author, OpenDocument, Stored};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;
use visit::{EntityKey, LeftField};

use crate::{opened::Opened, person::Names};

/// Something that taking a step back has left as it is: it is no longer what the step has written, or could not be again.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[ts(optional_fields)]
pub struct Left {
    /// The entity.
    pub entity: EntityKey,
    /// Its title.
    pub title: String,
    /// The names that lead from the entity to the field; none for the whole entity.
    pub path: Vec<String>,
    /// Who wrote what stands there now; nothing where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "string")]
    pub at: Option<DateTime<Utc>>,
}

/// The same with who it was that wrote there, whose name is still to be looked up.
pub(crate) struct LeftBy {
    left: Left,
    author: Option<Author>,
}

impl LeftBy {
    pub(crate) fn of<D: Stored>(field: LeftField, opened: &Opened<D>) -> Self {
        let writer = writer_of(&opened.history, &opened.document, &field);
        let at = writer.as_ref().map(|writer| writer.time);
        Self {
            left: Left {
                title: opened.document.title_of(&field.entity),
                by: None,
                at: at.and_then(DateTime::from_timestamp_millis),
                entity: field.entity,
                path: field.path,
            },
            author: writer.map(|writer| writer.author),
        }
    }

    pub(crate) fn named(self, names: &Names) -> Left {
        Left {
            by: self.author.map(|author| names.of(&author)),
            ..self.left
        }
    }
}

/// Who wrote what stands in a field; of a whole entity, whoever wrote in it last.
fn writer_of<D: Stored>(
    history: &OpenDocument<D>,
    document: &D,
    field: &LeftField,
) -> Option<archive::Writer> {
    // Where it cannot be read who it was, what was left is told all the same.
    let of = |path: &[String]| history.writer_of(&field.entity, path).ok().flatten();
    if !field.path.is_empty() {
        return of(&field.path);
    }
    let Some(Value::Object(fields)) = document.value_of(&field.entity) else {
        return None;
    };
    let writers = fields.keys().filter_map(|name| of(std::slice::from_ref(name)));
    writers.max_by_key(|writer| writer.time)
}
