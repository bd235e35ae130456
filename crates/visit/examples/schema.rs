//! Prints the JSON Schema of a visit's file: `cargo run -p visit --example schema > docs/visit.schema.json`.

use std::process::ExitCode;

use serde_json::{Map, Value};

/// The name of this form of the file; the number is that of `schema` in it.
const ID: &str = "urn:chancery:visit:1";

fn main() -> ExitCode {
    let mut schema = schemars::schema_for!(visit::VisitFile);
    schema.insert("$id".to_owned(), Value::from(ID));
    schema.insert("title".to_owned(), Value::from("A visit of Chancery"));
    schema.insert(
        "description".to_owned(),
        Value::from(
            "A ministerial visit: its facts, and flat maps of entities by id; beside them, what it refers to in the dossiers of \
             countries and in the house. Fields that are not described here, and \
             values of the open lists that are not among the examples, come from newer versions and are kept. Rules \
             that no schema can state (what refers to what, ends after starts) are checked when the file is read.",
        ),
    );
    match serde_json::to_string_pretty(&sorted(schema.to_value())) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("The schema could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Puts the names of every object in alphabetical order, whichever way the map of this build keeps them.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields
                .into_iter()
                .map(|(name, field)| (name, sorted(field)))
                .collect();
            fields.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(Map::from_iter(fields))
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}
