//! What somebody does at an engagement beyond being there: meets the guest, takes the chair, signs.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Extra, Refusal, is_valid_id, open::open_enum, rules::Outcome};

open_enum! {
    /// What somebody does at an engagement.
    Function {
        /// Meets the guest on arrival.
        MetBy => "met_by",
        /// Greets the guest, for example at the door of the house.
        GreetedBy => "greeted_by",
        /// Sees the guest off.
        SeenOffBy => "seen_off_by",
        /// Gives the meal or the reception.
        MealHost => "meal_host",
        /// Has the chair.
        Chair => "chair",
        /// Has the chair together with somebody of the other side.
        CoChair => "co_chair",
        /// Speaks.
        Speaker => "speaker",
        /// Takes the notes.
        NoteTaker => "note_taker",
        /// Signs.
        Signatory => "signatory",
    }
}

/// The functions of a participant, each of which can be given and taken by itself.
pub type Functions = BTreeMap<Function, Held>;

/// That a function is held.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(optional_fields)]
pub struct Held {
    /// Fields of newer versions.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Extra,
}

/// Returns an error where a function has no name that can be a key; `at` is the path to the functions.
pub(crate) fn validate(at: &str, functions: &Functions) -> Outcome {
    let wrong = functions.keys().find(|function| !is_valid_id(function.as_str()));
    wrong.map_or(Ok(()), |function| Err(Refusal::bad_id(at, function.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_functions_stand_side_by_side_and_one_of_a_newer_version_stays() {
        let json = r#"{"met_by":{},"signatory":{"since":2031},"toastmaster":{}}"#;
        let functions: Functions = serde_json::from_str(json).expect("functions");
        assert!(functions.contains_key(&Function::Signatory));
        assert!(validate("/functions", &functions).is_ok());
        assert_eq!(serde_json::to_string(&functions).expect("json"), json);
    }

    #[test]
    fn a_function_without_a_name_is_none() {
        let functions = Functions::from([(Function::from("a/b"), Held::default())]);
        assert_eq!(
            validate("/functions", &functions).expect_err("no name").path,
            "/functions"
        );
    }
}
