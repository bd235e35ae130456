//! The visits that are being worked on. Each of them has one slot in memory, and whoever works on it holds that slot.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};

use archive::{ArchiveError, OpenVisit};
use visit::{Visit, VisitId};

use crate::{Desk, DeskError, locked};

/// How many changes may be stored one by one before opening a visit puts them together.
const CHANGES_BEFORE_COMPACTION: usize = 200;

/// A visit that is being worked on: its history on disk, and its present state in memory.
pub(crate) struct Opened {
    pub(crate) history: OpenVisit,
    pub(crate) visit: Visit,
    /// Whether memory is no longer what the disk has, so that the visit is to be read again before anybody works on it.
    pub(crate) stale: bool,
}

/// The one slot of a visit in memory; empty where it has not been read yet, or was let go of.
type Slot = Mutex<Option<Opened>>;

/// The slots of the visits. There are never two for one visit, so there are never two copies of it.
#[derive(Default)]
pub(crate) struct OpenVisits(Mutex<HashMap<VisitId, Arc<Slot>>>);

impl OpenVisits {
    /// Returns the slot of a visit.
    fn slot(&self, id: &VisitId) -> Arc<Slot> {
        Arc::clone(locked(&self.0).entry(id.clone()).or_default())
    }

    /// Returns how many visits are kept in memory.
    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        locked(&self.0).len()
    }

    /// Takes an empty slot away, unless somebody else is waiting for it.
    fn clear_away(&self, id: &VisitId, slot: Arc<Slot>) {
        let mut slots = locked(&self.0);
        // New holders come only through the map, which is held; besides the map's own there is only ours.
        if Arc::strong_count(&slot) == 2 && hold(&slot).is_none() {
            slots.remove(id);
        }
    }
}

/// Waits for the slot and holds it.
///
/// Where somebody has panicked while he held it, memory may be half changed: it is let go of, and what is on the disk is read again.
fn hold(slot: &Slot) -> MutexGuard<'_, Option<Opened>> {
    slot.lock().unwrap_or_else(|poisoned| {
        let mut held = poisoned.into_inner();
        *held = None;
        slot.clear_poison();
        held
    })
}

impl Desk {
    /// Works on a visit, reading it first where it is not in memory. Whoever wants the same visit waits till then; others do not.
    pub(crate) fn with_visit<T>(
        &self,
        id: &VisitId,
        work: impl FnOnce(&mut Opened) -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        let slot = self.open.slot(id);
        let mut held = hold(&slot);
        let read = match held.take() {
            Some(opened) => Ok(opened),
            None => self.read_visit(id).map(|mut read| {
                self.compact(&mut read);
                read
            }),
        };
        match read {
            Ok(read) => {
                let opened = held.insert(read);
                let outcome = work(opened);
                if opened.stale {
                    *held = None;
                }
                outcome
            }
            Err(error) => {
                drop(held);
                self.open.clear_away(id, slot);
                Err(error)
            }
        }
    }

    /// Looks at a visit, which is let go of again where nobody works on it.
    pub(crate) fn peek<T>(&self, id: &VisitId, look: impl FnOnce(&Visit) -> T) -> Result<T, DeskError> {
        let slot = self.open.slot(id);
        let held = hold(&slot);
        let seen = match &*held {
            Some(opened) => Ok(look(&opened.visit)),
            None => self.read_visit(id).map(|opened| look(&opened.visit)),
        };
        drop(held);
        self.open.clear_away(id, slot);
        seen
    }

    /// Lets go of a visit and does something to it on the disk while nobody works on it.
    pub(crate) fn with_closed<T>(
        &self,
        id: &VisitId,
        work: impl FnOnce() -> Result<T, DeskError>,
    ) -> Result<T, DeskError> {
        let slot = self.open.slot(id);
        let mut held = hold(&slot);
        *held = None;
        let outcome = work();
        drop(held);
        self.open.clear_away(id, slot);
        outcome
    }

    /// Reads a visit over a connection of its own, so that nobody who works on another one waits.
    fn read_visit(&self, id: &VisitId) -> Result<Opened, DeskError> {
        let reader = self.reader()?;
        let read = reader
            .open_visit(id)
            .and_then(|history| history.read().map(|visit| (history, visit)));
        let (history, visit) = read.inspect_err(|error| {
            if let ArchiveError::DocumentDamaged {
                document,
                title,
                detail,
            } = error
            {
                self.note_damage(document, title, detail);
            }
        })?;
        Ok(Opened {
            history,
            visit,
            stale: false,
        })
    }

    /// Puts the changes of a visit together that is going to be worked on, where there are many. Whoever only looks at it writes
    /// nothing.
    ///
    /// It only makes the next opening faster. Where it fails, on a full disk for example, everything is as it was, the visit is opened
    /// all the same, and the next opening tries again.
    fn compact(&self, opened: &mut Opened) {
        if opened.history.pending() > CHANGES_BEFORE_COMPACTION
            && self.may_write()
            && let Ok(compaction) = opened.history.compaction()
        {
            let _ = self.library().compact(&mut opened.history, &compaction);
        }
    }
}
