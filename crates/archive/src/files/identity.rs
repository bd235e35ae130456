//! Which file a name stands for, whatever other names it has.

use std::path::Path;

/// What two names have in common that stand for the same file or folder: links, other spellings, other mounts.
#[cfg(unix)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    device: u64,
    inode: u64,
}

#[cfg(unix)]
impl Identity {
    /// Looks up what a name stands for, through links; `None` where there is nothing.
    pub fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let found = std::fs::metadata(path).ok()?;
        Some(Self {
            device: found.dev(),
            inode: found.ino(),
        })
    }
}

/// What two names have in common that stand for the same file or folder: links and other spellings.
#[cfg(not(unix))]
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Identity(same_file::Handle);

#[cfg(not(unix))]
impl Identity {
    /// Looks up what a name stands for, through links; `None` where there is nothing.
    pub fn of(path: &Path) -> Option<Self> {
        same_file::Handle::from_path(path).ok().map(Self)
    }
}
