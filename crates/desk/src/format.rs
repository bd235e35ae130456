//! The formats in which a visit goes out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// The programme as PDF.
    Pdf,
    /// The programme as iCalendar (RFC 5545).
    Ics,
    /// The whole visit as JSON.
    Json,
}

impl ExportFormat {
    /// Returns the ending of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            ExportFormat::Pdf => "pdf",
            ExportFormat::Ics => "ics",
            ExportFormat::Json => "json",
        }
    }
}
