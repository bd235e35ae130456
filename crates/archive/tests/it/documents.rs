//! What earlier versions have written is opened by this one: `tests/documents/` has a library of each released version.

use std::{fs, path::Path};

use archive::{FILE_NAME, OpenReport};
use serde_json::Value;
use tempfile::TempDir;
use visit::Visit;

use crate::support::{Desk, document_id, go_on, label, open, stamp};

#[test]
fn a_library_of_every_released_version_opens_with_all_that_it_holds() {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let versions: Vec<_> = fs::read_dir(documents)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert!(!versions.is_empty());
    for version in versions {
        // A copy, for opening a library writes to it.
        let folder = TempDir::new().unwrap();
        fs::copy(version.join(FILE_NAME), folder.path().join(FILE_NAME)).unwrap();
        let (library, report) = open(folder.path(), 9);
        assert_eq!(report, OpenReport::default(), "{}", version.display());
        assert_eq!(
            library.check(&mut go_on).unwrap().problems,
            [],
            "{}",
            version.display()
        );
        let expected: Value = serde_json::from_slice(&fs::read(version.join("visit.json")).unwrap()).unwrap();
        let expected = Visit::from_value(expected).unwrap();
        let opened = library.open_visit(&expected.id).unwrap();
        assert_eq!(opened.read().unwrap(), expected, "{}", version.display());
        assert!(
            opened.history().len() > 1 && opened.pending() > 0,
            "{}",
            version.display()
        );
    }
}

#[test]
fn the_reference_case_comes_back_as_it_was() {
    let sample = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/data/tokyo-2017.visit.json"
    );
    let visit = Visit::from_json(&fs::read_to_string(sample).unwrap()).unwrap();
    let mut desk = Desk::new(1);
    let open = desk
        .library
        .create(
            &visit,
            document_id(&visit),
            &stamp(1),
            &label(visit::Action::Import),
        )
        .unwrap();
    assert_eq!(open.read().unwrap(), visit);
    assert_eq!(
        desk.library
            .open_visit(&visit.id)
            .unwrap()
            .read()
            .unwrap()
            .to_json(),
        visit.to_json()
    );
}
