//! How much of a file is read.

/// The most that a file may have, and of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The bytes.
    pub bytes: u64,
    /// What has the limit, for a sentence: "a visit file".
    pub of: &'static str,
}

impl Limit {
    /// Returns the limit as people say it, in MiB where it is a whole number of them.
    pub(super) fn in_words(&self) -> String {
        const MIB: u64 = 1 << 20;
        if self.bytes >= MIB && self.bytes.is_multiple_of(MIB) {
            format!("{} MiB", self.bytes / MIB)
        } else {
            format!("{} bytes", self.bytes)
        }
    }
}
