//! Prints the JSON Schema of a visit's file: `cargo xtask generate` keeps it in docs/visit.schema.json.

fn main() -> Result<(), serde_json::Error> {
    let schema = schemars::schema_for!(visit::Visit);
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
