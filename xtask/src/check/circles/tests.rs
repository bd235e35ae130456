use super::*;

/// Returns the circles of a crate of these files.
fn found(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let content = |path: &Path| {
        let file = files.iter().find(|(name, _)| Path::new(name) == path);
        file.map(|(_, text)| (*text).to_owned())
    };
    let source = Source::read(Path::new("src/lib.rs"), &content).unwrap();
    circles(&source)
        .into_iter()
        .map(|circle| circle.modules)
        .collect()
}

#[test]
fn two_files_that_import_each_other_are_a_circle() {
    let circle = found(&[
        ("src/lib.rs", "mod one; mod other;"),
        ("src/one.rs", "use crate::other::Other; pub struct One(Other);"),
        (
            "src/other.rs",
            "pub struct Other; impl Other { fn one(&self) -> Option<crate::one::One> { None } }",
        ),
    ]);
    assert_eq!(circle, [["one", "other"]]);
}

#[test]
fn one_direction_is_none() {
    let circle = found(&[
        ("src/lib.rs", "mod one; mod other;"),
        ("src/one.rs", "use crate::other::Other; pub struct One(Other);"),
        ("src/other.rs", "pub struct Other;"),
    ]);
    assert_eq!(circle, [[""; 0]; 0]);
}

#[test]
fn a_name_that_the_parent_passes_on_counts_where_it_is_defined() {
    let circle = found(&[
        (
            "src/lib.rs",
            "mod one; mod other; pub use one::One; pub use other::*;",
        ),
        (
            "src/one.rs",
            "use crate::{Other, std::Gone}; pub struct One(Other);",
        ),
        ("src/other.rs", "use super::One; pub struct Other;"),
    ]);
    assert_eq!(circle, [["one", "other"]]);
}

#[test]
fn what_the_parent_defines_for_its_modules_makes_no_circle() {
    let circle = found(&[
        (
            "src/lib.rs",
            "mod one; mod other; pub struct Shared(one::One, other::Other);",
        ),
        (
            "src/one.rs",
            "use crate::Shared; pub struct One; fn take(_: Shared) {}",
        ),
        (
            "src/other.rs",
            "use crate::Shared; pub struct Other; fn take(_: Shared) {}",
        ),
    ]);
    assert_eq!(circle, [[""; 0]; 0]);
}

#[test]
fn a_module_and_its_folder_are_one() {
    let circle = found(&[
        ("src/lib.rs", "mod one; mod other;"),
        ("src/one.rs", "mod deep; pub struct One;"),
        ("src/one/deep.rs", "use crate::other::Other; fn take(_: Other) {}"),
        (
            "src/other/mod.rs",
            "pub struct Other; fn give() -> Option<crate::one::One> { None }",
        ),
    ]);
    assert_eq!(circle, [["one", "other"]]);
}

#[test]
fn a_circle_deep_down_has_its_whole_path() {
    let circle = found(&[
        ("src/lib.rs", "mod folder;"),
        ("src/folder.rs", "mod a; mod b; mod c;"),
        ("src/folder/a.rs", "use super::b::B; pub struct A(B);"),
        ("src/folder/b.rs", "use super::c::C; pub struct B(C);"),
        (
            "src/folder/c.rs",
            "pub struct C; fn a() -> Option<super::a::A> { None }",
        ),
    ]);
    assert_eq!(circle, [["folder::a", "folder::b", "folder::c"]]);
}

#[test]
fn what_a_macro_is_given_is_looked_through() {
    let circle = found(&[
        ("src/lib.rs", "mod one; mod other;"),
        (
            "src/one.rs",
            "pub struct One; make! { use crate::{other::{Other}}; }",
        ),
        (
            "src/other.rs",
            "pub struct Other; fn say() { print!(\"{}\", [crate::one::One::name()]); }",
        ),
    ]);
    assert_eq!(circle, [["one", "other"]]);
}

#[test]
fn tests_may_know_everything() {
    let circle = found(&[
        ("src/lib.rs", "mod one; mod other;"),
        ("src/one.rs", "use crate::other::Other; pub struct One(Other);"),
        (
            "src/other.rs",
            "pub struct Other; #[cfg(test)] use crate::one::One; #[cfg(test)] mod tests { use crate::one::One; }
             impl Other { #[cfg(test)] fn one(&self) -> Option<crate::one::One> { None } }",
        ),
    ]);
    assert_eq!(circle, [[""; 0]; 0]);
}

#[test]
fn a_part_in_braces_belongs_to_its_file() {
    let circle = found(&[
        ("src/lib.rs", "mod one; mod other;"),
        (
            "src/one.rs",
            "pub mod part { pub struct One; use super::super::other::Other; }",
        ),
        (
            "src/other.rs",
            "pub struct Other; fn one() -> Option<crate::one::part::One> { None }",
        ),
    ]);
    assert_eq!(circle, [["one", "other"]]);
}

#[test]
fn modules_that_pass_on_each_others_names_end_somewhere() {
    let circle = found(&[
        ("src/lib.rs", "mod one; mod other; use one::Nothing;"),
        ("src/one.rs", "pub use crate::other::*;"),
        ("src/other.rs", "pub use crate::one::*;"),
    ]);
    assert_eq!(circle, [["one", "other"]]);
}

#[test]
fn a_module_without_a_file_is_told() {
    let content = |path: &Path| (path == Path::new("src/lib.rs")).then(|| "mod gone;".to_owned());
    let told = Source::read(Path::new("src/lib.rs"), &content)
        .map(|_| ())
        .unwrap_err();
    assert!(told.to_string().contains("the module gone has no file"), "{told}");
}
