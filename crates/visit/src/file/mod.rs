//! A visit file: a visit as others get it, with what it refers to in other documents of the library.

mod join;
mod referred;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    Countries, Document, Dossier, House, Refusal, RefusalCode, SCHEMA, Visit, refusal::pointer_part,
    survey::newer, typed::typed,
};

pub use join::{Joined, join};
pub use referred::{elsewhere, only};

/// The fields that a visit file has beside those of its visit.
const DOSSIERS: &str = "dossiers";
const HOUSE: &str = "house";

/// A visit with what it refers to: the visit's own form, and beside it parts of other documents, each in its own form.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct VisitFile {
    /// The visit.
    #[serde(flatten)]
    pub visit: Visit,
    /// What the visit refers to in dossiers, by their two countries.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dossiers: BTreeMap<Countries, Dossier>,
    /// What the visit refers to in the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub house: Option<House>,
}

impl From<Visit> for VisitFile {
    fn from(visit: Visit) -> Self {
        Self {
            visit,
            dossiers: BTreeMap::new(),
            house: None,
        }
    }
}

impl VisitFile {
    /// Makes the file of a visit of a library: it carries what the visit refers to in the dossier of its two countries and in the house, and
    /// nothing else of them.
    pub fn of(visit: Visit, dossier: Option<&Dossier>, house: Option<&House>) -> Self {
        let keys = elsewhere(&visit);
        let dossier = dossier.and_then(|dossier| only(dossier, &keys));
        Self {
            dossiers: dossier
                .into_iter()
                .map(|dossier| (dossier.id.clone(), dossier))
                .collect(),
            house: house.and_then(|house| only(house, &keys)),
            visit,
        }
    }

    /// Returns the file as JSON text, indented, with a line break at its end; the same file gives the same text.
    pub fn to_json(&self) -> String {
        // Documents hold nothing that JSON cannot: their map keys are strings and their numbers are whole.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Takes the parts of other documents from where a reader of a visit has left them: among the fields that no visit has.
    ///
    /// # Errors
    /// A refusal with its path where a part is not of its form, or breaks a rule of the model.
    pub(crate) fn taken_apart(mut visit: Visit) -> Result<Self, Refusal> {
        let dossiers = visit.extra.remove(DOSSIERS);
        let dossiers: BTreeMap<Countries, Value> = match dossiers {
            Some(dossiers) => typed(dossiers, &format!("/{DOSSIERS}"))?,
            None => BTreeMap::new(),
        };
        let dossiers = dossiers.into_iter().map(|(name, dossier)| {
            let at = format!("/{DOSSIERS}/{}", pointer_part(name.as_str()));
            let dossier: Dossier = part(dossier, &at)?;
            if dossier.id != name || !name.is_valid() {
                return Err(misnamed(&at, &name));
            }
            Ok((name, dossier))
        });
        let dossiers = dossiers.collect::<Result<_, _>>()?;
        let house = visit
            .extra
            .remove(HOUSE)
            .map(|house| part(house, &format!("/{HOUSE}")));
        let house = house.transpose()?;
        visit.validate()?;
        visit.settle();
        Ok(Self {
            visit,
            dossiers,
            house,
        })
    }
}

/// Reads the part of another document.
fn part<D: Document + DeserializeOwned>(value: Value, at: &str) -> Result<D, Refusal> {
    if let Some(schema) = value.get("schema").and_then(Value::as_u64)
        && schema > u64::from(SCHEMA)
    {
        return Err(newer(schema).under(at));
    }
    let document: D = typed(value, at)?;
    document.validate().map_err(|refusal| refusal.under(at))?;
    Ok(document)
}

fn misnamed(at: &str, name: &Countries) -> Refusal {
    Refusal::new(
        RefusalCode::BadValue,
        format!("{at}/id"),
        format!("The dossier under '{name}' has another name, or none of two countries."),
        "Name it by the codes of its two countries in the order of the alphabet, for example JP-RU, in both places.",
    )
}
