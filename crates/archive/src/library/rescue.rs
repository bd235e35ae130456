//! Saving what can be read of a damaged library or visit. The damaged one is never written.

use std::path::Path;

use automerge::ReadDoc;
use serde_json::Value;
use visit::{Label, VisitId};

use super::{DamagedVisit, Library, OpenOptions, OpenVisit, damaged};
use crate::{
    document::Document,
    error::{ArchiveError, Unreadable},
    stamp::Stamp,
    table::{changes, snapshots, visits},
};

/// What a rescue saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RescueReport {
    /// How many visits are in the new library, with their histories.
    pub saved: usize,
    /// The visits that could not be read.
    pub lost: Vec<DamagedVisit>,
}

/// A visit that was recovered up to the first change that cannot be read.
pub struct Recovered {
    /// The new visit, opened.
    pub visit: OpenVisit,
    /// The changes that are not in it, the first lost one first.
    pub lost: Vec<LostChange>,
}

/// A change whose content cannot be read; who made it and what it was can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostChange {
    /// Who made it.
    pub author: String,
    /// When, in milliseconds since 1970 in UTC.
    pub time: i64,
    /// What it was; `None` where that too is unreadable.
    pub label: Option<Label>,
}

impl Library {
    /// Copies every visit that can be read, with its history, into a new library in `folder`.
    ///
    /// # Errors
    /// [`ArchiveError::TargetExists`] where `folder` already holds a library, or that the disk does not take it.
    pub fn rescue(&self, folder: &Path, options: &OpenOptions) -> Result<RescueReport, ArchiveError> {
        if folder.join(super::FILE_NAME).exists() {
            return Err(ArchiveError::TargetExists {
                path: folder.to_owned(),
            });
        }
        let (mut new, _) = Library::open(folder, options)?;
        let mut report = RescueReport::default();
        for listed in visits::readable(&self.connection).0 {
            let read = self.load(&listed.id).and_then(|(document, _)| {
                let visit = document
                    .visit()
                    .map_err(|error| damaged(&listed.id, listed.title(), &error))?;
                Ok((document, visit))
            });
            match read {
                Ok((document, visit)) => {
                    let stamp = Stamp {
                        author: listed.changed_by.clone(),
                        time: listed.changed_at,
                    };
                    new.insert(&document, &visit, &stamp)?;
                    if let Some((time, author)) = listed.trashed {
                        new.trash(&listed.id, &Stamp { author, time })?;
                    }
                    report.saved += 1;
                }
                Err(error) => {
                    let detail = error.to_string();
                    report.lost.push(DamagedVisit {
                        title: listed.title().to_owned(),
                        id: listed.id,
                        detail,
                    });
                }
            }
        }
        Ok(report)
    }

    /// Recovers a damaged visit up to the first change that cannot be read, as a new visit with the id `new`; the damaged one stays.
    ///
    /// # Errors
    /// [`ArchiveError::VisitDamaged`] where not even its snapshot can be read, or as [`Library::create`].
    pub fn recover_visit(
        &mut self,
        id: &VisitId,
        new: VisitId,
        stamp: &Stamp,
        label: &Label,
    ) -> Result<Recovered, ArchiveError> {
        self.writable()?;
        let unreadable = |error: Unreadable| damaged(id, "", &error);
        let sqlite = |error: rusqlite::Error| unreadable(Unreadable::History(error.to_string()));
        let snapshot = snapshots::one(&self.connection, id)
            .map_err(sqlite)?
            .unwrap_or_default();
        let rows = changes::of_visit(&self.connection, id).map_err(sqlite)?;
        let load = |count: usize| {
            let good = rows.iter().take(count).map(|row| row.bytes.as_slice());
            let document = Document::load(&snapshot, good, self.session)?;
            if document.automerge().get_missing_deps(&[]).is_empty() {
                Ok(document)
            } else {
                Err(Unreadable::Gap)
            }
        };
        // The longest readable beginning, found by halving: it is readable up to the first bad change and not after.
        let (mut good, mut bad) = (0, rows.len() + 1);
        let mut document = load(0).map_err(unreadable)?;
        while good + 1 < bad {
            let middle = good.midpoint(bad);
            match load(middle) {
                Ok(read) => (good, document) = (middle, read),
                Err(_) => bad = middle,
            }
        }
        let mut visit = document.visit().map_err(unreadable)?;
        visit.id = new;
        let lost = rows.iter().skip(good).map(|row| LostChange {
            author: row.author.clone(),
            time: row.time,
            label: serde_json::from_str::<Value>(&row.label)
                .ok()
                .and_then(|label| serde_json::from_value(label).ok()),
        });
        let lost = lost.collect();
        Ok(Recovered {
            visit: self.create(&visit, stamp, label)?,
            lost,
        })
    }
}
