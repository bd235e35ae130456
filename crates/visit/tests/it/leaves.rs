//! What is kept leaf by leaf can come out of a merge with some of its leaves and without the others: one copy took it away, another one
//! changed a leaf of it. So nothing deeper than an entity that is kept so may need a field in order to be read.

use serde_json::Value;
use visit::{Document, Dossier, House, Kind, Storage, Visit};

/// Looks at what stands at `path` in entities of a kind; `schema` is its form, in a JSON Schema with these definitions.
fn walk<D: Document>(
    kind: Kind,
    path: &[&str],
    schema: &Value,
    definitions: &Value,
    found: &mut Vec<String>,
) {
    if !path.is_empty() && D::storage(kind, path) != Storage::Leaves {
        return;
    }
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        walk::<D>(kind, path, &definitions[name], definitions, found);
        return;
    }
    let place = || format!("{}/{}", kind.as_str(), path.join("/"));
    let alternatives = ["anyOf", "oneOf"]
        .iter()
        .filter_map(|word| schema[*word].as_array());
    let objects: Vec<&Value> = alternatives
        .flatten()
        .filter(|one| one["type"] != "null" && one["type"] != "string")
        .collect();
    if objects.len() > 1 {
        found.push(format!("{}: one of several forms", place()));
    }
    for one in objects {
        walk::<D>(kind, path, one, definitions, found);
    }
    let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
    if !path.is_empty() && !required.is_empty() {
        found.push(format!("{}: {required:?}", place()));
    }
    let fields = schema["properties"].as_object().into_iter().flatten();
    let fields = fields.map(|(name, schema)| (name.as_str(), schema));
    let keyed = schema["additionalProperties"].is_object();
    for (name, schema) in fields.chain(keyed.then_some(("a-key", &schema["additionalProperties"]))) {
        walk::<D>(kind, &[path, &[name]].concat(), schema, definitions, found);
    }
}

fn what_needs_a_field<D: Document + schemars::JsonSchema>() -> Vec<String> {
    let schema = schemars::schema_for!(D).to_value();
    let mut found = Vec::new();
    for kind in std::iter::once(&Kind::Facts).chain(D::KINDS) {
        let form = &schema["properties"][kind.field()];
        let form = if *kind == Kind::Facts {
            form
        } else {
            &form["additionalProperties"]
        };
        assert!(form.is_object(), "{kind:?}");
        walk::<D>(*kind, &[], form, &schema["$defs"], &mut found);
    }
    found
}

#[test]
fn nothing_that_is_kept_leaf_by_leaf_needs_a_field_to_be_read() {
    let none = Vec::<String>::new();
    assert_eq!(what_needs_a_field::<Visit>(), none);
    assert_eq!(what_needs_a_field::<Dossier>(), none);
    assert_eq!(what_needs_a_field::<House>(), none);
}
