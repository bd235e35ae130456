//! What the environment says about a command.

use std::{env, ffi::OsString};

use chrono::{DateTime, Utc};
use desk::AuthorName;

use crate::error::CliError;

/// The variable that says who is at work.
pub(crate) const AUTHOR: &str = "CHANCERY_AUTHOR";

/// The variable that says which moment documents state as their own (reproducible-builds.org/specs/source-date-epoch).
pub(crate) const AS_OF: &str = "SOURCE_DATE_EPOCH";

/// The end of the year 9999, after which the formats of documents have no date.
const LAST_SECOND: i64 = 253_402_300_799;

/// What the environment says about a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Environment {
    /// The name under which the history keeps what is done.
    pub(crate) author: AuthorName,
    /// The moment that documents state as their own, where it is not now.
    pub(crate) as_of: Option<DateTime<Utc>>,
}

impl Environment {
    /// Reads the environment of this process.
    pub(crate) fn read() -> Result<Self, CliError> {
        Ok(Self {
            author: author(env::var_os(AUTHOR))?,
            as_of: env::var_os(AS_OF).map(as_of).transpose()?,
        })
    }
}

fn author(value: Option<OsString>) -> Result<AuthorName, CliError> {
    let wrong = |fault: String| CliError::Environment {
        variable: AUTHOR,
        fault,
        remedy: "Give the name of who is at work, or leave the variable unset.",
    };
    let name = value
        .map(|value| value.into_string())
        .transpose()
        .map_err(|_| wrong("is not UTF-8".to_owned()))?;
    AuthorName::of(name.as_deref()).map_err(|error| wrong(error.to_string()))
}

fn as_of(value: OsString) -> Result<DateTime<Utc>, CliError> {
    let digits = value
        .to_str()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    digits
        .and_then(|digits| digits.parse().ok())
        .filter(|seconds| *seconds <= LAST_SECOND)
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .ok_or_else(|| CliError::Environment {
            variable: AS_OF,
            fault: format!("is no moment: '{}'", value.to_string_lossy()),
            remedy: "Give whole seconds since 1970-01-01, or leave the variable unset.",
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_whole_seconds_since_1970() {
        let moment = as_of("1489741200".into()).expect("a moment");
        assert_eq!(moment.to_rfc3339(), "2017-03-17T09:00:00+00:00");
        for wrong in [
            "",
            " ",
            "-1",
            "+1",
            "1.5",
            "tomorrow",
            "1e9",
            "253402300800",
            "99999999999999999999",
        ] {
            let error = as_of(wrong.into()).expect_err(wrong).to_string();
            assert!(error.contains(AS_OF), "{error}");
        }
    }

    #[test]
    fn an_author_has_a_name() {
        assert!(author(None).is_ok());
        assert!(
            author(Some("Anna Orlova".into()))
                .is_ok_and(|name| name.as_str().starts_with("Anna Orlova (account "))
        );
        for wrong in ["", " \t", "Anna\nOrlova", &"a".repeat(201)] {
            let error = author(Some(wrong.into())).expect_err(wrong).to_string();
            assert!(error.contains(AUTHOR), "{error}");
        }
    }
}
