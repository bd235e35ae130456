//! How much a visit may hold, so that reading and keeping one is a matter of megabytes and not of chance.
//!
//! The limits are far above any programme that was ever printed: a state visit has some hundred engagements.

use crate::{Kind, Refusal, RefusalCode, Visit};

/// The longest text of a visit file, in bytes.
pub const MAX_VISIT_BYTES: usize = 64 << 20;
/// How many engagements a visit may have, removed ones among them, for they can be restored.
pub const MAX_ENGAGEMENTS: usize = 20_000;
/// How many entities of all kinds a visit may have, removed ones among them.
pub const MAX_ENTITIES: usize = 100_000;
/// How much memory what a file holds may take once it is read, by a cautious estimate, in bytes.
pub(crate) const MAX_MEMORY_BYTES: usize = 384 << 20;

impl Visit {
    /// Returns how many entities the visit has, removed ones among them.
    pub fn count(&self) -> usize {
        Kind::ENTITIES.iter().map(|kind| self.count_of(*kind)).sum()
    }

    /// Returns an error where the visit holds more than a visit may.
    pub(crate) fn is_within_limits(&self) -> Result<(), Refusal> {
        limits(self.engagements.len(), self.count())
    }

    /// Returns an error where the visit has no room for one more of a kind.
    pub(crate) fn has_room_for(&self, kind: Kind) -> Result<(), Refusal> {
        limits(
            self.engagements.len() + usize::from(kind == Kind::Engagement),
            self.count() + 1,
        )
    }
}

/// Returns an error where a visit has too many engagements, or too many entities in all.
pub(crate) fn limits(engagements: usize, entities: usize) -> Result<(), Refusal> {
    if engagements > MAX_ENGAGEMENTS {
        return Err(too_many(
            "/engagements",
            format!("A visit has at most {MAX_ENGAGEMENTS} engagements, removed ones among them."),
        ));
    }
    if entities > MAX_ENTITIES {
        return Err(too_many(
            "",
            format!("A visit has at most {MAX_ENTITIES} entities of all kinds, removed ones among them."),
        ));
    }
    Ok(())
}

/// Returns an error where the text of a file is longer than any that is read.
pub(crate) fn length(bytes: usize) -> Result<(), Refusal> {
    if bytes > MAX_VISIT_BYTES {
        return Err(Refusal::new(
            RefusalCode::TooLarge,
            "",
            format!(
                "The file has {} MiB; a visit file has at most {} MiB.",
                bytes.div_ceil(1 << 20),
                MAX_VISIT_BYTES >> 20
            ),
            "Divide it into several files, each with some of the visits or of the engagements.",
        ));
    }
    Ok(())
}

fn too_many(path: &str, message: String) -> Refusal {
    Refusal::new(
        RefusalCode::TooLarge,
        path,
        message,
        "Divide the visit into several, for example one for each leg of the journey.",
    )
}
