//! The arrows of docs/ARCHITECTURE.md, as cargo resolves them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use super::graph::Graph;
use crate::paths;

/// Which crates of the workspace each one may use. A crate that is not here is refused, so that nobody forgets one.
/// Tests and examples are free: only what is shipped counts.
const ARROWS: &[(&str, &[&str])] = &[
    ("visit", &[]),
    ("archive", &["visit"]),
    ("ical", &["visit"]),
    ("documents", &["visit"]),
    ("desk", &["visit", "archive", "ical", "documents"]),
    ("chancery-cli", &["visit", "archive", "ical", "documents", "desk"]),
    (
        "chancery-desktop",
        &["visit", "archive", "ical", "documents", "desk"],
    ),
    ("journeys", &["visit", "archive", "ical", "documents", "desk"]),
    ("xtask", &[]),
];

/// What only one crate may use itself: the library behind it can then be changed in one place.
const HOMES: &[(&str, &[&str])] = &[
    ("archive", &["automerge", "rusqlite"]),
    ("ical", &["calcard"]),
    ("documents", &["typst", "typst-pdf", "typst-render"]),
    ("chancery-desktop", &["tauri"]),
];

/// Crates that speak to a disk, a network, a clock or a window. `visit` reaches none of them.
const OUTSIDE: &[&str] = &[
    "arboard",
    "async-std",
    "automerge",
    "directories",
    "dirs",
    "fs-err",
    "getrandom",
    "hyper",
    "libsqlite3-sys",
    "memmap2",
    "mio",
    "notify",
    "rand",
    "reqwest",
    "rusqlite",
    "smol",
    "socket2",
    "tauri",
    "tempfile",
    "tokio",
    "typst",
    "ureq",
    "walkdir",
    "webkit2gtk",
    "wry",
];

/// Parts of the standard library that do the same.
const OUTSIDE_STD: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::io",
    "SystemTime",
    "Instant::now",
];

/// Checks all arrows.
///
/// # Errors
/// When one points where it may not.
pub(crate) fn check(graph: &Graph) -> Result<()> {
    let mut wrong = in_graph(graph);
    outside_words(&paths::root().join("crates/visit/src"), &mut wrong)?;
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

fn in_graph(graph: &Graph) -> Vec<String> {
    let members: BTreeSet<&str> = graph.members().collect();
    let mut wrong = Vec::new();
    for member in &members {
        let direct = graph.direct(member);
        match ARROWS.iter().find(|(name, _)| name == member) {
            None => wrong.push(format!(
                "{member} has no place in the arrows yet (xtask/src/check/arrows.rs)"
            )),
            Some((_, allowed)) => {
                let used = direct.iter().filter(|name| members.contains(*name));
                let refused = used.filter(|name| !allowed.contains(name));
                wrong.extend(refused.map(|other| format!("{member} may not use {other}")));
            }
        }
        for (home, kept) in HOMES.iter().filter(|(home, _)| home != member) {
            let refused = kept.iter().filter(|name| direct.contains(*name));
            wrong.extend(refused.map(|name| format!("{member} may not use {name}: only {home} knows it")));
        }
        // Tests included: a crate whose tests need a window cannot be tested on a server.
        if *member != "chancery-desktop" && graph.reached(member, true).contains("tauri") {
            wrong.push(format!("{member} reaches tauri"));
        }
    }
    let reached = graph.reached("visit", false);
    wrong.extend(
        OUTSIDE
            .iter()
            .filter(|name| reached.contains(*name))
            .map(|name| format!("visit reaches {name}, which is outside")),
    );
    wrong
}

/// Looks for the standard library's ways out, in the sources of a folder.
fn outside_words(folder: &Path, wrong: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            outside_words(&path, wrong)?;
            continue;
        }
        for (number, line) in fs::read_to_string(&path)?.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            wrong.extend(
                OUTSIDE_STD
                    .iter()
                    .filter(|word| code.contains(*word))
                    .map(|word| format!("{}:{}: visit may not use {word}", paths::shown(&path), number + 1)),
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::graph::tests::graph;
    use super::*;

    #[test]
    fn the_arrows_of_the_architecture_are_allowed() {
        let graph = graph(
            &["visit", "archive", "desk", "chancery-desktop"],
            &[
                "archive -> visit",
                "archive -> rusqlite",
                "desk -> archive",
                "chancery-desktop -> desk",
                "chancery-desktop -> tauri",
            ],
        );
        assert_eq!(in_graph(&graph), [""; 0]);
    }

    #[test]
    fn leaves_do_not_know_each_other() {
        assert_eq!(
            in_graph(&graph(&["ical", "archive"], &["ical -> archive"])),
            ["ical may not use archive"]
        );
    }

    #[test]
    fn a_window_is_refused_even_far_away_and_for_tests_only() {
        let graph = graph(&["desk"], &["desk ~> helper", "helper -> tauri"]);
        assert_eq!(in_graph(&graph), ["desk reaches tauri"]);
    }

    #[test]
    fn the_model_reaches_nothing_outside() {
        let graph = graph(
            &["visit"],
            &["visit -> handy", "handy -> tokio", "visit ~> tempfile"],
        );
        assert_eq!(in_graph(&graph), ["visit reaches tokio, which is outside"]);
    }

    #[test]
    fn a_library_with_a_home_is_used_nowhere_else() {
        assert_eq!(
            in_graph(&graph(&["desk"], &["desk -> typst"])),
            ["desk may not use typst: only documents knows it"]
        );
    }

    #[test]
    fn a_new_crate_must_take_its_place() {
        assert!(
            in_graph(&graph(&["newcomer"], &[]))
                .concat()
                .contains("newcomer has no place")
        );
    }
}
