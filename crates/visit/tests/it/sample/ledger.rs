//! The announcement, fact by fact, and where each fact stands in the sample.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

/// Maps in which a key alone says something: who takes part, which field rests on a source, what of the dossier is taken up.
const SAYING_KEYS: &[&str] = &[
    "participants",
    "interpreters",
    "signatories",
    "fields",
    "vehicles",
    "contacts",
    "commitments",
    "agreements",
    "strands",
    "functions",
    "groups",
    "further",
    "seats",
];

#[derive(Deserialize)]
pub(super) struct Ledger {
    pub(super) facts: Vec<Fact>,
    pub(super) silent: Vec<Silence>,
    pub(super) quotations: BTreeSet<String>,
    /// What no announcement has to say: codes, zones, capitals, and whose library it is.
    of_the_world: BTreeMap<String, Value>,
}

/// One fact.
#[derive(Deserialize)]
pub(super) struct Fact {
    pub(super) says: String,
    /// The values in the sample, by JSON Pointer.
    pub(super) stands: BTreeMap<String, Standing>,
}

/// What stands at a pointer.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Standing {
    /// A part of a text, in each language.
    Part { part: BTreeMap<String, String> },
    /// All of it.
    Whole(Value),
}

/// Something of which the announcement is silent.
#[derive(Deserialize)]
pub(super) struct Silence {
    pub(super) of: String,
    /// Where it would stand.
    pub(super) not_at: Vec<String>,
}

impl Ledger {
    pub(super) fn read() -> Self {
        serde_json::from_str(include_str!("facts.json")).expect("the list of facts")
    }

    /// Returns what the sample says although the announcement does not, and nothing marks it as an illustration.
    pub(super) fn invented(&self, sample: &Value) -> Vec<String> {
        let mut said = Vec::new();
        leaves(sample, &mut Vec::new(), &mut said);
        let invented = said.into_iter().filter(|(path, value)| {
            !self.is_announced(path, value) && !is_marked(path, sample) && !is_of_the_form(path, value)
        });
        invented
            .map(|(path, value)| format!("{}: {value}", pointer(&path)))
            .collect()
    }

    fn is_announced(&self, path: &[String], value: &Value) -> bool {
        let here = pointer(path);
        let all = || self.facts.iter().flat_map(|fact| &fact.stands);
        let wholes = all().filter_map(|(at, standing)| match standing {
            Standing::Whole(whole) => Some((at, whole)),
            Standing::Part { .. } => None,
        });
        let mut known = wholes.chain(&self.of_the_world);
        if known.any(|(at, whole)| {
            here.strip_prefix(at.as_str())
                .and_then(|rest| whole.pointer(rest))
                == Some(value)
        }) {
            return true;
        }
        // A text of which the facts are parts: nothing else may be left of it.
        let (Some(mut rest), Some((lang, text))) = (value.as_str().map(str::to_owned), path.split_last())
        else {
            return false;
        };
        let text = pointer(text);
        for (_, standing) in all().filter(|(at, _)| **at == text) {
            if let Standing::Part { part } = standing {
                rest = rest.replacen(part.get(lang).map_or("", String::as_str), "", 1);
            }
        }
        rest.trim().is_empty()
    }
}

/// Returns whether an engagement marks it as an illustration, by itself or as a whole.
fn is_marked(path: &[String], sample: &Value) -> bool {
    let [kind, id, field, ..] = path else { return false };
    let marks = &sample[kind][id]["illustrative"];
    kind == "engagements" && (marks["whole"] == true || marks[field] == true)
}

/// Returns whether it belongs to the form of a visit, which says nothing of its own.
fn is_of_the_form(path: &[String], value: &Value) -> bool {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["schema" | "id"]
        | [_, _, "order"]
        | ["dossiers", _, "schema"]
        | ["dossiers", _, _, _, "order"]
        | ["engagements", _, "illustrative", _] => true,
        ["topics", _, "clearance", "state"] => value == "draft",
        // The tasks are those of the shipped checklist: a test of their own.
        ["tasks", ..] => true,
        _ => false,
    }
}

/// Collects what says something: every value that is not empty, and every key that says something by being there.
fn leaves(value: &Value, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, Value)>) {
    let is_said = match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, field) in fields {
                path.push(name.clone());
                leaves(field, path, found);
                path.pop();
            }
            return;
        }
        Value::Object(_) => path
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|above| SAYING_KEYS.contains(&above.as_str())),
        Value::Array(items) => !items.is_empty(),
        Value::String(text) => !text.is_empty(),
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => true,
    };
    if is_said {
        found.push((path.clone(), value.clone()));
    }
}

/// No name in the sample has a sign that a pointer must escape.
fn pointer(path: &[String]) -> String {
    path.iter().map(|name| format!("/{name}")).collect()
}
