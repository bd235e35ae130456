//! Fingerprints of values: equal values have equal ones, on every machine and in every version.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// How many bytes of the hash are kept: enough that two values never have one by chance.
const KEPT: usize = 16;

/// Returns the fingerprint of a value, 32 hexadecimal digits. The order of the names in an object does not matter.
pub(crate) fn of(value: &Value) -> String {
    let mut hash = Sha256::new();
    take(value, &mut hash);
    let digits = hash.finalize();
    digits
        .iter()
        .take(KEPT)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn take(value: &Value, hash: &mut Sha256) {
    match value {
        Value::Object(fields) => {
            let mut names: Vec<_> = fields.iter().collect();
            names.sort_by_key(|(name, _)| *name);
            hash.update(format!("{{{}", names.len()));
            for (name, field) in names {
                hash.update(Value::from(name.as_str()).to_string());
                take(field, hash);
            }
        }
        Value::Array(items) => {
            hash.update(format!("[{}", items.len()));
            items.iter().for_each(|item| take(item, hash));
        }
        simple => {
            hash.update(" ");
            hash.update(simple.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn it_is_of_the_value_and_not_of_its_writing() {
        let one: Value = serde_json::from_str(r#"{"b": [1, null], "a": "я"}"#).expect("json");
        let other: Value = serde_json::from_str(r#"{"a": "я", "b": [1, null]}"#).expect("json");
        assert_eq!(of(&one), of(&other));
        assert_eq!(of(&one).len(), 32);
        for different in [
            json!({"a": "я", "b": [1]}),
            json!({"a": "я", "b": ["1", null]}),
            json!([]),
        ] {
            assert_ne!(of(&one), of(&different));
        }
    }
}
