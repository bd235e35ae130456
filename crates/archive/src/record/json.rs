//! JSON with one form for each value, so that equal values are equal bytes.

use serde_json::Value;

/// Returns JSON without spaces and with the names of every object in order, whatever order the map type keeps.
pub(crate) fn canonical(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(name, _)| *name);
            out.push(b'{');
            for (position, (name, field)) in fields.into_iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                out.extend(Value::from(name.as_str()).to_string().into_bytes());
                out.push(b':');
                write(field, out);
            }
            out.push(b'}');
        }
        Value::Array(items) => {
            out.push(b'[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                write(item, out);
            }
            out.push(b']');
        }
        simple => out.extend(simple.to_string().into_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_of_names_does_not_matter() {
        let one: Value = serde_json::from_str(r#"{"b": [1, {"d": null, "c": "я"}], "a": 1.5}"#).unwrap();
        assert_eq!(
            canonical(&one),
            r#"{"a":1.5,"b":[1,{"c":"я","d":null}]}"#.as_bytes()
        );
    }

    #[test]
    fn it_reads_back_as_the_same_value() {
        let value = json!({"a\"b": "line\nbreak", "empty": {}, "list": [[], "日本"]});
        assert_eq!(
            serde_json::from_slice::<Value>(&canonical(&value)).unwrap(),
            value
        );
    }
}
