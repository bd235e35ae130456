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

/// Under which name somebody works here: the account's, or the one that was given, with the account beside it, so that nobody can sign
/// as somebody else without a trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorName {
    name: String,
    account: String,
}

impl AuthorName {
    /// Returns the name; `named` is the one that was given.
    ///
    /// # Errors
    /// Where the given name is no name.
    pub fn of(named: Option<&str>) -> Result<Self, AuthorError> {
        let account = whoami::username().ok().filter(|account| !account.is_empty());
        let account = account.unwrap_or_else(|| "unknown".to_owned());
        Ok(Self {
            name: signed(named, &account)?,
            account,
        })
    }

    /// Returns the name as the history keeps it.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Returns who it is: the person of this account, whose id stands in `folder` ([`crate::person_folder`]) and is made of `random` (16
    /// bytes that nobody has ever had) when it is first asked for. Whoever signs with another name is another person.
    pub fn author(&self, folder: Option<&Path>, random: [u8; 16]) -> Author {
        let own = person::id_in(folder, &self.account, random);
        let person = if self.name == self.account {
            own
        } else {
            KnownPersonId(format!("{}-{}", own.as_str(), ical::fingerprint(&self.name)))
        };
        Author {
            person,
            name: self.name.clone(),
        }
    }
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
        let as_named = |named| {
            let name = AuthorName::of(named).expect("an account");
            name.author(Some(folder.path()), [7; 16])
        };
        let own = as_named(None);
        assert!(!own.name.is_empty());
        assert_eq!(as_named(Some(&own.name)), own);
        let (anna, boris) = (as_named(Some("Anna Orlova")), as_named(Some("Boris Ivanov")));
        assert!(anna.person != own.person && anna.person != boris.person);
        assert_eq!(as_named(Some("Anna Orlova")), anna);
        assert!(visit::is_valid_id(anna.person.as_str()));
    }
}
