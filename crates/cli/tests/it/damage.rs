//! What a user has of a damaged library.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{chancery, json, output::another_visit, text};

/// How every stored change begins.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// Makes a library of three visits, of which one is damaged, and returns the id of that one.
fn damaged(folder: &Path) -> (PathBuf, String) {
    let sound = folder.join("sound");
    for (id, title) in [("a", "First"), ("b", "Second")] {
        another_visit(&sound, &folder.join("visit.json"), id, title);
    }
    let bytes = fs::read(sound.join(desk::LIBRARY_FILE)).expect("a library");
    let starts = bytes.windows(MAGIC.len()).enumerate();
    for (start, _) in starts.filter(|(_, window)| *window == MAGIC) {
        let library = folder.join(format!("damaged-{start}"));
        fs::create_dir(&library).expect("a folder");
        let mut bytes = bytes.clone();
        bytes[start + 40] ^= 1;
        fs::write(library.join(desk::LIBRARY_FILE), bytes).expect("written");
        let listed = json(&chancery(&library, &["list", "--json"]));
        let listed = listed.as_array().expect("a list");
        let mut hurt = listed.iter().filter(|visit| visit["damaged"] == true);
        if let (3, Some(visit), None) = (listed.len(), hurt.next(), hurt.next()) {
            return (library, visit["id"].as_str().expect("an id").to_owned());
        }
    }
    panic!("no stored change was found whose damage hurts one visit")
}

#[test]
fn a_damaged_visit_keeps_no_other_one_back_and_the_command_that_helps_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, id) = damaged(folder.path());
    let shown = text(&chancery(&library, &["show", &id]).stderr);
    assert!(shown.contains(&format!("chancery recover {id}")), "{shown}");
    let checked = chancery(&library, &["check-library"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        text(&checked.stdout).contains("chancery rescue"),
        "{}",
        text(&checked.stdout)
    );

    let out = folder.path().join("all.json");
    let words = [
        "export",
        "--all",
        "--format",
        "json",
        "--out",
        &out.display().to_string(),
        "--json",
    ];
    let done = chancery(&library, &words);
    assert_eq!(done.status.code(), Some(1));
    let errors = text(&done.stderr);
    assert!(
        errors.lines().any(|line| {
            let notice: Value = serde_json::from_str(line).expect(line);
            notice["severity"] == "error" && notice["subject"] == *id
        }),
        "{errors}"
    );
    let written: Value = serde_json::from_slice(&fs::read(&out).expect("a file")).expect("JSON");
    assert_eq!(written.as_array().map(Vec::len), Some(2), "the others are there");

    fs::write(&out, "the last good copy").expect("written");
    let again = chancery(&library, &words);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(
        fs::read_to_string(&out).expect("a file"),
        "the last good copy",
        "an older file may have what the new one would lack"
    );
}

#[test]
fn a_damaged_library_is_rescued_into_a_new_one_and_what_is_lost_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, id) = damaged(folder.path());
    let before = fs::read(library.join(desk::LIBRARY_FILE)).expect("a library");
    let to = folder.path().join("rescued");
    let rescued = chancery(&library, &["rescue", &to.display().to_string()]);
    assert_eq!(rescued.status.code(), Some(1), "not all was saved");
    assert!(
        text(&rescued.stdout).contains("Saved in"),
        "{}",
        text(&rescued.stdout)
    );
    assert!(text(&rescued.stderr).contains(&id), "{}", text(&rescued.stderr));
    assert!(chancery(&to, &["check-library"]).status.success());
    let saved = json(&chancery(&to, &["list", "--json"]));
    assert!(saved.as_array().is_some_and(|saved| saved.len() >= 2), "{saved}");
    assert!(
        before == fs::read(library.join(desk::LIBRARY_FILE)).expect("a library"),
        "nothing was written to it"
    );
}

#[test]
fn a_library_whose_beginning_is_damaged_names_the_command_that_saves_what_can_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    another_visit(&library, &folder.path().join("visit.json"), "a", "First");
    let file = library.join(desk::LIBRARY_FILE);
    let mut bytes = fs::read(&file).expect("a library");
    bytes[..100].fill(0);
    fs::write(&file, bytes).expect("damaged");
    let refused = chancery(&library, &["list", "--json"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    assert!(
        said.contains("not_a_library") && said.contains("chancery rescue"),
        "{said}"
    );
    let to = folder.path().join("rescued");
    let rescued = chancery(&library, &["rescue", &to.display().to_string()]);
    assert!(
        text(&rescued.stdout).contains("2 visits, 1 dossier"),
        "{}",
        text(&rescued.stderr)
    );
    // All changes are there; that its beginning was damaged hurts none of them.
    assert!(rescued.status.success(), "{}", text(&rescued.stderr));
}

#[test]
fn a_sound_library_is_rescued_whole_and_a_sound_visit_recovered_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    another_visit(&library, &folder.path().join("visit.json"), "a", "First");
    let to = folder.path().join("rescued").display().to_string();
    let rescued = chancery(&library, &["rescue", &to]);
    assert!(rescued.status.success(), "{}", text(&rescued.stderr));
    assert!(
        text(&rescued.stdout).contains("2 visits, 1 dossier"),
        "{}",
        text(&rescued.stdout)
    );
    // There is one dossier of two countries: it is saved with all else, and not beside itself.
    let refused = chancery(&library, &["recover", "JP-RU"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        text(&refused.stderr).contains("chancery rescue"),
        "{}",
        text(&refused.stderr)
    );
    let rescued = Path::new(&to);
    let checked = json(&chancery(rescued, &["check-library", "--json"]));
    assert_eq!(checked["documents"]["dossiers"], 1, "{checked}");
    let recovered = chancery(&library, &["recover", "first"]);
    assert!(recovered.status.success(), "{}", text(&recovered.stderr));
    assert!(
        text(&recovered.stdout).contains("0 changes are lost"),
        "{}",
        text(&recovered.stdout)
    );
}

/// Makes a library that lacks the second of its two visits: an older copy was put in its place.
fn behind(folder: &Path) -> PathBuf {
    let library = folder.join("library");
    another_visit(&library, &folder.join("visit.json"), "a", "First");
    let older = fs::read(library.join(desk::LIBRARY_FILE)).expect("a library");
    another_visit(&library, &folder.join("visit.json"), "b", "Second");
    fs::write(library.join(desk::LIBRARY_FILE), older).expect("an older copy in its place");
    library
}

#[test]
fn a_library_that_lacks_saved_changes_is_written_again_once_it_is_accepted() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = behind(folder.path());
    let refused = chancery(&library, &["sample", "--json"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    assert!(
        said.contains("library_behind") && said.contains("chancery accept-library"),
        "{said}"
    );
    assert!(chancery(&library, &["accept-library"]).status.success());
    assert!(chancery(&library, &["sample"]).status.success());
    let nothing = chancery(&folder.path().join("nowhere"), &["accept-library"]);
    assert_eq!(nothing.status.code(), Some(1), "{}", text(&nothing.stderr));
}

#[test]
fn a_library_that_lacks_saved_changes_is_read_with_the_same_way_out_as_it_is_refused_with() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = behind(folder.path());
    let listed = chancery(&library, &["list"]);
    assert!(text(&listed.stdout).contains("First"), "{}", text(&listed.stdout));
    let said = text(&listed.stderr);
    assert!(
        said.contains("-wal") && said.contains("chancery accept-library"),
        "{said}"
    );
    let copy = folder.path().join("copy.chancery").display().to_string();
    let backup = chancery(&library, &["backup", &copy]);
    assert_eq!(
        backup.status.code(),
        Some(1),
        "it is no backup of all that was saved"
    );
}

#[test]
fn a_library_of_which_only_the_journal_held_visits_says_how_to_go_on_whatever_is_asked_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    // This is how it was before the first visit.
    drop(desk::Desk::open(&library, desk::Access::Create, std::sync::Arc::new(Nobody)).expect("a library"));
    let empty = fs::read(library.join(desk::LIBRARY_FILE)).expect("a library");
    another_visit(&library, &folder.path().join("visit.json"), "a", "First");
    fs::write(library.join(desk::LIBRARY_FILE), empty).expect("an older copy in its place");
    let rescued = folder.path().join("rescued").display().to_string();
    let listed = chancery(&library, &["list"]);
    assert!(listed.status.success(), "it only reads");
    assert!(text(&listed.stderr).contains("chancery accept-library"));
    for words in [&["check-library"][..], &["sample"], &["rescue", &rescued]] {
        let refused = chancery(&library, words);
        assert_eq!(refused.status.code(), Some(1), "{words:?}");
        let said = text(&refused.stderr);
        assert!(said.contains("chancery accept-library"), "{words:?}: {said}");
    }
    let accepted = text(&chancery(&library, &["accept-library"]).stdout);
    assert!(accepted.contains("0 visits"), "{accepted}");
}

/// Whoever makes an empty library.
struct Nobody;

impl desk::Host for Nobody {
    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        chrono::DateTime::UNIX_EPOCH
    }

    fn random(&self) -> [u8; 16] {
        [7; 16]
    }

    fn author(&self) -> desk::Author {
        desk::Author::new("nobody", "Nobody")
    }

    fn report(&self, _: desk::JobProgress) {}
}

#[test]
fn in_a_library_that_is_damaged_as_a_whole_every_advice_is_the_one_that_works() {
    let folder = tempfile::tempdir().expect("a folder");
    let (library, id) = damaged(folder.path());
    let file = library.join(desk::LIBRARY_FILE);
    // The last page is lost: the library as a whole is damaged, and the visit is besides.
    let bytes = fs::read(&file).expect("a library");
    fs::write(&file, &bytes[..bytes.len() - 4096]).expect("written");
    for words in [&["list"][..], &["show", &id], &["check-library"]] {
        let done = chancery(&library, words);
        let said = format!("{}{}", text(&done.stderr), text(&done.stdout));
        assert!(said.contains("chancery rescue"), "{words:?}: {said}");
        assert!(!said.contains("chancery recover"), "{words:?}: {said}");
        assert!(!said.contains("other visits can be used"), "{words:?}: {said}");
    }
}

#[test]
fn an_import_that_fails_makes_no_library() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    for (name, content) in [
        ("missing.json", None),
        ("none.json", Some("[]")),
        ("half.json", Some("{")),
        ("page.ics", Some("<html>")),
    ] {
        let file = folder.path().join(name);
        if let Some(content) = content {
            fs::write(&file, content).expect("a file");
        }
        let refused = chancery(&library, &["import", &file.display().to_string()]);
        assert_eq!(refused.status.code(), Some(1), "{name}");
        assert!(!library.exists(), "{name}");
    }
}

#[test]
fn a_rescue_that_can_save_nothing_makes_no_library() {
    let folder = tempfile::tempdir().expect("a folder");
    let library = folder.path().join("library");
    another_visit(&library, &folder.path().join("visit.json"), "a", "First");
    let file = library.join(desk::LIBRARY_FILE);
    let mut bytes = fs::read(&file).expect("a library");
    // Every history of the library, of which each part begins so.
    let parts: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter_map(|(at, four)| (four == [0x85, 0x6f, 0x4a, 0x83]).then_some(at))
        .collect();
    assert!(!parts.is_empty());
    for at in parts {
        bytes[at] = 0;
    }
    fs::write(&file, bytes).expect("damaged");
    let to = folder.path().join("rescued");
    let rescued = chancery(&library, &["rescue", &to.display().to_string()]);
    assert_eq!(rescued.status.code(), Some(1));
    assert!(
        text(&rescued.stdout).contains("Nothing could be saved"),
        "{}",
        text(&rescued.stdout)
    );
    assert!(!to.exists());
}
