//! Refusals as data: `tests/data/refused/{visits,edits}/NAME.json` with code and path in `NAME.refusal`.

use std::{collections::BTreeSet, fs, path::PathBuf};

use visit::{Document as _, Edit, MAX_TEXT_BYTES, Refusal, RefusalCode, Text, VisitFile};

use crate::sample;

/// Every code. A code that is missing here does not compile in [`place`].
const CODES: &[RefusalCode] = &[
    RefusalCode::NotJson,
    RefusalCode::NewerSchema,
    RefusalCode::BadValue,
    RefusalCode::MissingField,
    RefusalCode::BadId,
    RefusalCode::DuplicateId,
    RefusalCode::UnknownReference,
    RefusalCode::NotFound,
    RefusalCode::MissingTitle,
    RefusalCode::EndBeforeStart,
    RefusalCode::UnknownZone,
    RefusalCode::BadDate,
    RefusalCode::BadLanguage,
    RefusalCode::BadCountry,
    RefusalCode::BadOrderKey,
    RefusalCode::ZoneWithoutMovement,
    RefusalCode::OutOfRange,
    RefusalCode::TooLarge,
    RefusalCode::NotUtf8,
    RefusalCode::DuplicateField,
];

/// Returns the place of a code in [`CODES`].
fn place(code: RefusalCode) -> usize {
    match code {
        RefusalCode::NotJson => 0,
        RefusalCode::NewerSchema => 1,
        RefusalCode::BadValue => 2,
        RefusalCode::MissingField => 3,
        RefusalCode::BadId => 4,
        RefusalCode::DuplicateId => 5,
        RefusalCode::UnknownReference => 6,
        RefusalCode::NotFound => 7,
        RefusalCode::MissingTitle => 8,
        RefusalCode::EndBeforeStart => 9,
        RefusalCode::UnknownZone => 10,
        RefusalCode::BadDate => 11,
        RefusalCode::BadLanguage => 12,
        RefusalCode::BadCountry => 13,
        RefusalCode::BadOrderKey => 14,
        RefusalCode::ZoneWithoutMovement => 15,
        RefusalCode::OutOfRange => 16,
        RefusalCode::TooLarge => 17,
        RefusalCode::NotUtf8 => 18,
        RefusalCode::DuplicateField => 19,
    }
}

struct Case {
    name: String,
    bytes: Vec<u8>,
    expected: String,
}

/// Returns the cases of a folder, by name; a file without its partner fails the run.
fn cases(folder: &str) -> Vec<Case> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/refused")
        .join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: PathBuf| fs::read(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
    let names: BTreeSet<PathBuf> = paths.iter().map(|path| path.with_extension("")).collect();
    assert_eq!(
        paths.len(),
        names.len() * 2,
        "only .json and .refusal belong in {}",
        folder.display()
    );
    let case = |name: PathBuf| Case {
        bytes: read(name.with_extension("json")),
        expected: String::from_utf8_lossy(&read(name.with_extension("refusal")))
            .trim_end()
            .to_owned(),
        name: name.file_name().expect("a name").to_string_lossy().into_owned(),
    };
    names.into_iter().map(case).collect()
}

/// Returns the code and path of a refusal, as the `.refusal` files have them.
fn told(refusal: &Refusal) -> String {
    let code = serde_json::to_value(refusal.code).expect("a code");
    format!("{} {}", code.as_str().expect("a string"), refusal.path)
        .trim_end()
        .to_owned()
}

fn is_said_well(refusal: &Refusal) -> bool {
    let is_sentence =
        |text: &str| text.ends_with('.') && text.starts_with(|c: char| c.is_uppercase() || c == '\'');
    is_sentence(&refusal.message) && is_sentence(&refusal.remedy)
}

#[test]
fn a_visit_that_breaks_a_rule_is_refused_with_the_code_and_the_path() {
    for case in cases("visits") {
        let refusal = VisitFile::from_bytes(&case.bytes).expect_err(&case.name);
        assert_eq!(told(&refusal), case.expected, "{}: {refusal}", case.name);
        assert!(is_said_well(&refusal), "{}: {refusal}", case.name);
    }
}

#[test]
fn an_edit_that_breaks_a_rule_is_refused_and_leaves_no_trace() {
    let mut visit = sample();
    let before = visit.to_json();
    for case in cases("edits") {
        let edit: Edit = serde_json::from_slice(&case.bytes).expect(&case.name);
        let refusal = visit.apply(&edit).expect_err(&case.name);
        assert_eq!(told(&refusal), case.expected, "{}: {refusal}", case.name);
        assert!(is_said_well(&refusal), "{}: {refusal}", case.name);
        assert!(visit.to_json() == before, "{} left a trace", case.name);
    }
}

#[test]
fn every_code_has_a_case() {
    let cases = cases("visits").into_iter().chain(cases("edits"));
    let seen: BTreeSet<String> = cases
        .map(|case| case.expected.split(' ').next().unwrap_or_default().to_owned())
        .collect();
    for (index, code) in CODES.iter().enumerate() {
        assert_eq!(place(*code), index);
        let name = serde_json::to_value(code).expect("a code");
        assert!(
            seen.contains(name.as_str().expect("a string")),
            "no case of {name}"
        );
    }
}

#[test]
fn a_text_may_be_long_but_not_without_end() {
    let mut visit = sample();
    visit.facts.remarks = Text::new("ru", &"ш".repeat(MAX_TEXT_BYTES / 2));
    assert_eq!(visit.validate(), Ok(()));
    visit.facts.remarks = Text::new("ru", &"ш".repeat(MAX_TEXT_BYTES / 2 + 1));
    let refusal = visit.validate().expect_err("too long");
    assert_eq!(told(&refusal), "out_of_range /facts/remarks/ru");
}
