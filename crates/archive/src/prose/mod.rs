//! Texts that merge by character: how one is followed from one state to another, and what that means for splices.

pub(crate) mod course;
