//! The name of a dossier: its two countries.

use std::fmt;

/// Two countries (ISO 3166-1 alpha-2), in the order of the alphabet with a hyphen between them: `JP-RU`. It names their one dossier.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
    ts_rs::TS,
)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Countries(String);

/// Two texts that are not the codes of two different countries.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' and '{1}' are not the codes of two different countries")]
pub struct NotCountries(pub String, pub String);

impl Countries {
    /// Returns the name of the dossier of two countries, whichever of them is named first.
    ///
    /// # Errors
    /// [`NotCountries`] where one of the two is no code of two capital letters, or both are the same.
    ///
    /// ```
    /// # use visit::Countries;
    /// assert_eq!(Countries::new("RU", "JP")?.as_str(), "JP-RU");
    /// assert_eq!(Countries::new("JP", "RU")?, Countries::new("RU", "JP")?);
    /// assert!(Countries::new("RU", "RU").is_err());
    /// # Ok::<(), visit::NotCountries>(())
    /// ```
    pub fn new(one: &str, other: &str) -> Result<Self, NotCountries> {
        let named = Self(format!("{}-{}", one.min(other), one.max(other)));
        if named.is_valid() {
            Ok(named)
        } else {
            Err(NotCountries(one.to_owned(), other.to_owned()))
        }
    }

    /// Returns the text of the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the codes of both countries, in the order of the alphabet; `None` where the name was not made by [`Countries::new`].
    pub fn codes(&self) -> Option<(&str, &str)> {
        let (one, other) = self.0.split_once('-')?;
        let is_code = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        (is_code(one) && is_code(other) && one < other).then_some((one, other))
    }

    /// Returns whether the name is one that [`Countries::new`] makes.
    pub fn is_valid(&self) -> bool {
        self.codes().is_some()
    }
}

impl fmt::Display for Countries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
