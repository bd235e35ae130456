//! The rules of the model: what a document must be to be one at all. Each kind has its own in its own file; here is what they share.
//!
//! These are not the checks of a programme. A programme may be full of clashes and still be a visit; a visit that
//! breaks one of these rules is refused.

pub(crate) mod time;
pub(crate) mod words;

use crate::{EntityKey, Reference, Refusal, StepId, is_valid_id, refusal::pointer_part};

/// The longest text in one language, in bytes.
pub const MAX_TEXT_BYTES: usize = 200_000;
/// The longest time before the start at which participants can be told to assemble, in minutes.
pub const MAX_ASSEMBLE_MINUTES: u32 = 1_440;

pub(crate) type Outcome = Result<(), Refusal>;

/// The ids of steps are keys of maps, like those of entities.
pub(crate) fn step(at: &str, id: &StepId) -> Outcome {
    if is_valid_id(id.as_str()) {
        Ok(())
    } else {
        Err(Refusal::bad_id(at, id.as_str()))
    }
}

/// Returns the references from the keys of a map, each with its own place.
pub(crate) fn each<'a, I: 'a + std::fmt::Display>(
    at: &str,
    ids: impl Iterator<Item = &'a I>,
) -> impl Iterator<Item = Reference>
where
    EntityKey: From<&'a I>,
{
    ids.map(move |id| Reference::new(format!("{at}/{}", pointer_part(&id.to_string())), id))
}

/// Returns the reference from a field that may be empty.
pub(crate) fn maybe<'a, I>(at: &str, id: Option<&'a I>) -> Option<Reference>
where
    EntityKey: From<&'a I>,
{
    id.map(|id| Reference::new(at, id))
}
