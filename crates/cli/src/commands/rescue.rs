//! `chancery rescue`, `chancery recover` and `chancery accept-library`.

use std::{path::Path, process::ExitCode, sync::Arc};

use desk::{Desk, Host, Job, LostChange};
use serde_json::json;

use super::line;
use crate::{
    FAILED,
    error::CliError,
    print::Printer,
    report::{Report, counted, grouped},
};

/// Takes the library in a folder as it is now.
pub(crate) fn accept(folder: &Path, printer: &Printer) -> Result<ExitCode, CliError> {
    let left = desk::accept_library(folder)?;
    let library = folder.display().to_string();
    let answer = json!({ "accepted": library, "missing": left.is_some(), "visits": left });
    printer.answer(&answer, || {
        vec![match left {
            Some(left) => format!(
                "The library in {library} is used as it is now. It has {}.",
                counted(left, "visit")
            ),
            None => format!("Nothing is missing in the library in {library}; nothing was changed."),
        }]
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Saves what can be read of the library in a folder into a new one.
pub(crate) fn rescue(
    folder: &Path,
    to: &Path,
    host: &Arc<dyn Host>,
    job: &Job,
    printer: &Printer,
) -> Result<ExitCode, CliError> {
    let rescued = desk::rescue(folder, to, host, job)?;
    let mut report = Report::default();
    for lost in &rescued.lost {
        report.add("documents of which nothing was saved", || {
            let called = called(&lost.kind, &lost.title, &lost.name);
            format!("Nothing was saved of {called}: {}.", lost.why)
        });
    }
    let mut partly = 0;
    for document in &rescued.saved {
        let called = || called(&document.kind, &document.title, &document.name);
        if !document.incomplete && document.lost.is_empty() {
            if let Some(why) = &document.why {
                report.add(
                    "documents that were saved whole, though not all was well with them",
                    || format!("All changes of {} were saved, though {why}.", called()),
                );
            }
            continue;
        }
        partly += 1;
        report.add("documents that were saved in part", || {
            let why = document
                .why
                .as_ref()
                .map_or(String::new(), |why| format!(": {why}"));
            let lost = lost_words(document.lost.len(), document.incomplete);
            format!("Not all was saved of {}{why}; {lost}.", called())
        });
        lost_changes(&document.lost, &mut report);
    }
    printer.answer(&rescued, || {
        vec![match &rescued.folder {
            Some(folder) => saved(folder, &kinds(rescued.saved.iter().map(|saved| saved.kind.as_str())), partly, rescued.lost.len()),
            None => "Nothing could be saved, and no new library was made. Keep the damaged one, and look for a backup copy.".to_owned(),
        }]
    })?;
    printer.remarks(report);
    Ok(ended(partly == 0 && rescued.lost.is_empty()))
}

/// Makes a new visit of what can be read of a damaged one.
pub(crate) fn recover(desk: &Desk, visit: &str, job: &Job, printer: &Printer) -> Result<ExitCode, CliError> {
    let recovered = desk.recover(&desk.find_visit_to_recover(visit)?, job)?;
    let mut report = Report::default();
    lost_changes(&recovered.lost, &mut report);
    printer.answer(&recovered, || {
        vec![
            format!(
                "Recovered as a new visit; {}",
                lost_words(recovered.lost.len(), recovered.incomplete)
            ),
            line(&recovered.summary),
        ]
    })?;
    printer.remarks(report);
    Ok(ended(recovered.lost.is_empty() && !recovered.incomplete))
}

/// Returns how people call a document: a visit by its title, any other by its name.
fn called(kind: &str, title: &str, name: &str) -> String {
    match kind {
        "visit" => format!("'{title}' ({name})"),
        kind => format!("the {kind} {name}"),
    }
}

/// Returns how many documents there are of each kind, visits first.
fn kinds<'a>(kinds: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
    let mut counts: Vec<(&str, usize)> = vec![("visit", 0)];
    for kind in kinds {
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    if counts.len() > 1 && counts.first().is_some_and(|(_, visits)| *visits == 0) {
        counts.remove(0);
    }
    counts
}

/// Returns what was saved of a library: only what there is to say of it.
fn saved(folder: &str, kinds: &[(&str, usize)], partly: usize, lost: usize) -> String {
    let counts: Vec<String> = kinds.iter().map(|(kind, count)| counted(*count, kind)).collect();
    let all: usize = kinds.iter().map(|(_, count)| count).sum();
    let mut words = format!("Saved in {folder}: {}", counts.join(", "));
    if partly > 0 && partly == all {
        words.push_str(", in part");
    } else if partly > 0 {
        words.push_str(&format!(", {} of them in part", grouped(partly)));
    }
    if lost > 0 {
        words.push_str(&format!("; nothing of {}", counted(lost, "other")));
    }
    words
}

/// Returns how many changes are lost, as the end of a sentence.
fn lost_words(lost: usize, incomplete: bool) -> String {
    match (lost, incomplete) {
        (0, true) => "whether changes are lost cannot be told".to_owned(),
        (1, true) => "at least 1 change is lost".to_owned(),
        (lost, true) => format!("at least {} changes are lost", grouped(lost)),
        (1, false) => "1 change is lost".to_owned(),
        (lost, false) => format!("{} changes are lost", grouped(lost)),
    }
}

/// Returns how a command ends that saved all, or not all.
fn ended(whole: bool) -> ExitCode {
    if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    }
}

/// Reports the changes that are lost: who made them, when, and what they were.
fn lost_changes(lost: &[LostChange], report: &mut Report) {
    for change in lost {
        report.add("changes that are lost", || {
            if change.author.is_empty() && change.label.is_none() {
                return "Lost: a change of which nothing can be read.".to_owned();
            }
            let what = match &change.label {
                Some(label) => {
                    format!("{} {} '{}'", label.action, label.kind.as_str(), label.subject)
                }
                None => "what it was cannot be read".to_owned(),
            };
            format!(
                "Lost: {}, {}: {what}.",
                change.author,
                change.at.format("%F %R UTC")
            )
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_changes_are_lost_is_never_denied_where_it_cannot_be_told() {
        assert_eq!(lost_words(0, false), "0 changes are lost");
        assert_eq!(lost_words(2, false), "2 changes are lost");
        assert_eq!(lost_words(2, true), "at least 2 changes are lost");
        assert!(lost_words(0, true).contains("cannot be told"));
    }

    #[test]
    fn what_was_saved_is_said_without_counts_of_nothing() {
        for (counts, words) in [
            ((1, 0, 0), "Saved in new: 1 visit"),
            ((3, 0, 0), "Saved in new: 3 visits"),
            ((1, 1, 0), "Saved in new: 1 visit, in part"),
            (
                (3, 1, 1),
                "Saved in new: 3 visits, 1 of them in part; nothing of 1 other",
            ),
            ((2, 2, 3), "Saved in new: 2 visits, in part; nothing of 3 others"),
        ] {
            assert_eq!(saved("new", &[("visit", counts.0)], counts.1, counts.2), words);
        }
    }

    #[test]
    fn what_was_saved_is_counted_by_the_kind_of_document() {
        let of = kinds(["dossier", "visit", "house", "visit"].into_iter());
        assert_eq!(
            saved("new", &of, 0, 0),
            "Saved in new: 2 visits, 1 dossier, 1 house"
        );
        assert_eq!(kinds(["dossier"].into_iter()), [("dossier", 1)]);
        assert_eq!(called("dossier", "", "JP-RU"), "the dossier JP-RU");
    }
}
