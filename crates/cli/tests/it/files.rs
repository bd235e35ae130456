//! What the command writes to and what it leaves alone.

use std::fs;

use crate::{chancery, sample, text};

#[test]
fn an_export_onto_the_library_is_refused_and_the_library_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let id = sample(&library);
    let file = library.join("library.chancery");
    let before = fs::read(&file).expect("the library");
    for out in [file.clone(), library.clone(), library.join("exports")] {
        let out = out.to_str().expect("a path");
        for words in [
            ["--json", "export", "--all", "--format", "json", "--out", out],
            ["--json", "export", &id, "--format", "json", "--out", out],
        ] {
            let answer = chancery(&library, &words);
            assert_eq!(answer.status.code(), Some(1), "{words:?}: {answer:?}");
            let said = text(&answer.stderr);
            assert!(
                said.contains("target_in_library") || said.contains("file_is_folder"),
                "{words:?}: {said}"
            );
        }
    }
    assert_eq!(fs::read(&file).expect("the library"), before);
    assert!(!library.join("exports").exists());
}

#[test]
fn a_list_that_is_imported_again_is_said_to_be_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    sample(&library);
    let out = folder.path().join("visits.json");
    let out = out.to_str().expect("a path");
    let exported = chancery(&library, &["export", "--all", "--format", "json", "--out", out]);
    assert!(exported.status.success(), "{exported:?}");
    let again = chancery(&library, &["import", out]);
    assert!(again.status.success(), "{again:?}");
    let said = text(&again.stdout);
    assert!(
        said.contains("0 taken") && said.contains("(already there, the same)"),
        "{said}"
    );
}

#[test]
fn only_who_changes_something_gets_an_id_and_keeps_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    let config = folder.path().join("config");
    let run = |words: &[&str]| {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"))
            .env("XDG_CONFIG_HOME", &config)
            .arg("--library")
            .arg(&library)
            .args(words)
            .output()
            .expect("the command runs");
        assert!(done.status.success(), "{}", crate::text(&done.stderr));
        std::fs::read(config.join("chancery").join("person")).ok()
    };
    crate::sample(&library);
    assert_eq!(run(&["list"]), None);
    assert_eq!(run(&["check-library"]), None);
    let first = run(&[
        "import",
        concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../tests/data/tokyo-2017.visit.json"
        ),
    ]);
    assert!(first.is_some());
    assert_eq!(run(&["list"]), first);
}
