//! Who signs what is done.

use serde::{Deserialize, Serialize};
use visit::KnownPersonId;

/// Whoever does something: a person, and the name that the person had then.
///
/// The id tells two people with one name apart and outlives every name: whoever looks at a history may know the person under another
/// one by now. The name goes along for those who do not know the person at all.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Author {
    /// The person; empty where nobody knows who it was.
    pub person: KnownPersonId,
    /// The name at that time; empty where another program wrote.
    pub name: String,
}

impl Author {
    /// Nobody knows who.
    pub const UNKNOWN: Self = Self {
        person: KnownPersonId(String::new()),
        name: String::new(),
    };

    /// Returns a person under a name.
    ///
    /// # Examples
    /// ```
    /// let author = archive::Author::new("7f3a", "Anna Orlova");
    /// assert_eq!(author.name, "Anna Orlova");
    /// ```
    pub fn new(person: &str, name: &str) -> Self {
        Self {
            person: KnownPersonId::from(person),
            name: name.to_owned(),
        }
    }

    /// Returns the form in which it stands in one column: the id, which has no space in it, a space, and the name.
    pub(crate) fn to_text(&self) -> String {
        format!("{} {}", self.person.as_str(), self.name)
    }

    /// Reads what [`Author::to_text`] has written.
    pub(crate) fn from_text(text: &str) -> Self {
        match text.split_once(' ') {
            Some((person, name)) => Self::new(person, name),
            None => Self::new("", text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_reads_as_it_was_written() {
        for author in [
            Author::new("7f3a", "Anna Orlova (account protocol7)"),
            Author::new("", "Борис"),
            Author::new("7f3a", ""),
            Author::UNKNOWN,
        ] {
            assert_eq!(Author::from_text(&author.to_text()), author);
        }
        assert_eq!(Author::from_text("protocol7"), Author::new("", "protocol7"));
    }
}
