//! Where a visit comes from that is a copy of another one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::VisitId;

/// What a visit was copied from, when a file was imported that held another content under the id of a visit that was there.
/// By this the same file is recognised when it comes again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
pub struct CopiedFrom {
    /// The id that the file gave the visit.
    pub visit: VisitId,
    /// The SHA-256 of what the file held of it, in hexadecimal.
    pub content: String,
}
