//! What of an entity rests on which source, and in which words it stands there.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    Extra, Reference, Refusal, SourceId, Text, is_valid_id,
    rules::{Outcome, each, words::text},
};

/// The sources of an entity, by id.
pub type Citations = BTreeMap<SourceId, Citation>;

/// That an entity, or some of its fields, rest on a source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Citation {
    /// The fields that rest on it, by name; none where the entity does as a whole.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<String, Quoted>>")]
    pub fields: BTreeMap<String, Quoted>,
    /// The words in which the whole stands in the source. They are a quotation, or there are none.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub quotation: Text,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// That one field rests on a source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Quoted {
    /// The words in which it stands in the source. They are a quotation, or there are none.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    #[ts(as = "Option<Text>")]
    pub quotation: Text,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// Returns an error where a rule of the model is broken.
pub(crate) fn validate(citations: &Citations) -> Outcome {
    for (id, citation) in citations {
        text(&format!("/sources/{id}/quotation"), &citation.quotation)?;
        for (field, quoted) in &citation.fields {
            if !is_valid_id(field) {
                return Err(Refusal::bad_id(&format!("/sources/{id}/fields"), field));
            }
            text(
                &format!("/sources/{id}/fields/{field}/quotation"),
                &quoted.quotation,
            )?;
        }
    }
    Ok(())
}

/// Returns the references to the sources.
pub(crate) fn references(citations: &Citations) -> impl Iterator<Item = Reference> {
    each("/sources", citations.keys())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citations(json: &str) -> Citations {
        serde_json::from_str(json).expect("citations")
    }

    #[test]
    fn what_is_cited_survives_a_round_trip_and_nothing_is_written_that_is_not_there() {
        for json in [
            r#"{"note-1":{}}"#,
            r#"{"note-1":{"fields":{"venue":{},"when":{"quotation":{"en":"this year"}}},"quotation":{"ru":"в этом году"}}}"#,
            r#"{"note-1":{"page":3}}"#,
        ] {
            let text = serde_json::to_string(&citations(json)).expect("json");
            assert_eq!(text, json);
        }
    }

    #[test]
    fn each_source_is_a_reference_with_its_place() {
        let all = citations(r#"{"a":{},"b":{}}"#);
        let places: Vec<_> = references(&all).map(|it| (it.path, it.to.id)).collect();
        assert_eq!(
            places,
            [
                ("/sources/a".to_owned(), "a".to_owned()),
                ("/sources/b".to_owned(), "b".to_owned())
            ]
        );
    }

    #[test]
    fn a_field_has_a_name_and_a_quotation_a_language() {
        assert!(validate(&citations(r#"{"a":{"fields":{"seat.person":{}}}}"#)).is_ok());
        for bad in [
            r#"{"a":{"fields":{"":{}}}}"#,
            r#"{"a":{"quotation":{"e_n":"?"}}}"#,
            r#"{"a":{"fields":{"when":{"quotation":{"e_n":"?"}}}}}"#,
        ] {
            assert!(validate(&citations(bad)).is_err(), "{bad}");
        }
    }
}
