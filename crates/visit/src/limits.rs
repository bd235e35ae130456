//! How much a visit may hold, so that reading and keeping one is a matter of megabytes and not of chance.
//!
//! The limits are far above any programme that was ever printed: a state visit has some hundred engagements.

use crate::{Document, Kind, Refusal, RefusalCode};

/// The longest text of a visit file, in bytes.
pub const MAX_VISIT_BYTES: usize = 64 << 20;
/// How many engagements a visit may have, removed ones among them, for they can be restored.
pub const MAX_ENGAGEMENTS: usize = 20_000;
/// How many entities of all kinds a visit may have, removed ones among them.
pub const MAX_ENTITIES: usize = 100_000;
/// How much memory what a file holds may take once it is read, by a cautious estimate, in bytes.
pub(crate) const MAX_MEMORY_BYTES: usize = 384 << 20;

/// Returns an error where a document would hold more than it may, with one more of a kind where one is named.
pub(crate) fn room_in(document: &impl Document, one_more: Option<Kind>) -> Result<(), Refusal> {
    let engagements = document.count_of(Kind::Engagement) + usize::from(one_more == Some(Kind::Engagement));
    limits(engagements, document.count() + usize::from(one_more.is_some()))
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
            format!("A document has at most {MAX_ENTITIES} entities of all kinds, removed ones among them."),
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
