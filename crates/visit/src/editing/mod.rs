//! How documents are edited: an edit is made whole, with what follows from it, or not at all.

mod label;
mod length;
mod list;
mod merge_patch;
mod place;
mod record;
mod take_back;
mod text;
mod whole;

use serde::Serialize;
use serde_json::Value;

use crate::{Applied, Document, Edit, Refusal, TakenBack, Taking};

pub use merge_patch::whole_values;

/// Applies an edit: [`Document::apply`].
pub(crate) fn apply<D: Document>(document: &mut D, edit: &Edit) -> Result<Applied, Refusal> {
    whole::Editing::of(document).whole(edit)
}

/// Takes a step back: [`Document::take_back`].
pub(crate) fn take_back<D: Document>(document: &mut D, taking: &Taking<'_>) -> Result<TakenBack, Refusal> {
    take_back::take_back(document, taking)
}

fn as_value(value: &impl Serialize) -> Value {
    // Times and order keys are plain data that JSON can always hold.
    serde_json::to_value(value).unwrap_or_default()
}
