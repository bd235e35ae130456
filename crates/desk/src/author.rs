//! Under which name the history keeps what is done.

use std::path::Path;

use archive::Author;
use visit::KnownPersonId;

use crate::person;

/// The longest name that is taken for an author's, in characters.
pub const MAX_AUTHOR_CHARS: usize = 200;

/// Why a text cannot be an author's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorError {
    /// There is nothing to read in it.
    #[error("is empty")]
    Blank,
    /// It holds a line break or another control character.
    #[error("holds a control character")]
    Control,
    /// It is longer than [`MAX_AUTHOR_CHARS`].
    #[error("has {0} characters, of which {MAX_AUTHOR_CHARS} are the most")]
    TooLong(usize),
}

/// Returns who the history says it was: the person of this account, whose id stands in `folder` and is made of `random` (16 bytes that
/// nobody has ever had) at the first start. Whoever signs with another name is somebody else, with the account beside the name, so that
/// nobody can sign as somebody else without a trace.
///
/// # Errors
/// Where the given name is no name.
pub fn author(named: Option<&str>, folder: Option<&Path>, random: [u8; 16]) -> Result<Author, AuthorError> {
    let account = whoami::username().ok().filter(|account| !account.is_empty());
    let account = account.as_deref().unwrap_or("unknown");
    let name = signed(named, account)?;
    let own = person::id_in(folder, account, random);
    let person = if name == account {
        own
    } else {
        KnownPersonId(format!("{}-{:08x}", own.as_str(), print_of(&name)))
    };
    Ok(Author { person, name })
}

/// A number that is the same for the same name, on every machine (FNV-1a, 32 bits).
fn print_of(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn signed(named: Option<&str>, account: &str) -> Result<String, AuthorError> {
    let Some(name) = named.map(str::trim) else {
        return Ok(account.to_owned());
    };
    if name.is_empty() {
        return Err(AuthorError::Blank);
    }
    if name.chars().any(char::is_control) {
        return Err(AuthorError::Control);
    }
    let chars = name.chars().count();
    if chars > MAX_AUTHOR_CHARS {
        return Err(AuthorError::TooLong(chars));
    }
    Ok(if name == account {
        account.to_owned()
    } else {
        format!("{name} (account {account})")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs_with_another_name_leaves_the_name_of_the_account() {
        assert_eq!(signed(None, "protocol7"), Ok("protocol7".to_owned()));
        assert_eq!(signed(Some("protocol7"), "protocol7"), Ok("protocol7".to_owned()));
        assert_eq!(
            signed(Some(" Anna Orlova "), "protocol7"),
            Ok("Anna Orlova (account protocol7)".to_owned())
        );
    }

    #[test]
    fn what_is_no_name_signs_nothing() {
        assert_eq!(signed(Some(" "), "protocol7"), Err(AuthorError::Blank));
        assert_eq!(
            signed(Some("Anna\nOrlova"), "protocol7"),
            Err(AuthorError::Control)
        );
        let long = "щ".repeat(MAX_AUTHOR_CHARS);
        assert!(signed(Some(&long), "protocol7").is_ok());
        assert_eq!(
            signed(Some(&format!("{long}щ")), "protocol7"),
            Err(AuthorError::TooLong(MAX_AUTHOR_CHARS + 1))
        );
    }

    #[test]
    fn the_account_is_the_one_of_the_process_whatever_the_environment_says() {
        let folder = tempfile::tempdir().expect("a folder");
        let as_named = |named| author(named, Some(folder.path()), [7; 16]).expect("an account");
        let own = as_named(None);
        assert!(!own.name.is_empty());
        assert_eq!(as_named(Some(&own.name)), own);
        let (anna, boris) = (as_named(Some("Anna Orlova")), as_named(Some("Boris Ivanov")));
        assert!(anna.person != own.person && anna.person != boris.person);
        assert_eq!(as_named(Some("Anna Orlova")), anna);
    }
}
