//! What the files in the folder of a library are called.

/// The name of the file in the folder of a library.
pub const FILE_NAME: &str = "library.chancery";

/// The name of the file.
pub(crate) const ACKNOWLEDGED: &str = "library.acknowledged";

/// The file that is locked. It stays behind, empty; only the lock on it says anything.
pub(crate) const LOCK: &str = "library.lock";
