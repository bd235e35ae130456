//! Fields that this version does not know.

use std::collections::BTreeMap;

/// Fields written by a newer version, kept as they were read and written again.
pub type Extra = BTreeMap<String, serde_json::Value>;

/// Returns whether a flag is off; such flags are left out of JSON.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field over by reference"
)]
pub(crate) fn is_false(flag: &bool) -> bool {
    !flag
}

/// Returns whether a counter is zero; such counters are left out of JSON.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field over by reference"
)]
pub(crate) fn is_zero(count: &u32) -> bool {
    *count == 0
}
