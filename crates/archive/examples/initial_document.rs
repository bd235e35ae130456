//! Writes the shipped initial documents, `crates/archive/src/initial/*.automerge`. Run it once; those files never change.

use std::path::Path;

use visit::DocumentKind;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/initial");
    for kind in DocumentKind::ALL {
        let file = folder.join(format!("{}.automerge", kind.as_str()));
        std::fs::write(file, archive::build_initial_document(*kind)?)?;
    }
    Ok(())
}
