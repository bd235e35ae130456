//! Splices: how a text that merges by character is edited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Takes characters out of a text and puts others in their place.
///
/// Positions count Unicode scalar values (what Rust calls a `char`), not bytes and not UTF-16 units: in `"я𝄞b"` the `b` is at 2.
/// Several splices are made one after the other, each in the text as the ones before it have left it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
pub struct Splice {
    /// Where, in scalar values from the beginning: from 0 to the length of the text.
    pub at: u32,
    /// How many scalar values are taken out from there on.
    #[serde(default, skip_serializing_if = "is_nothing")]
    #[ts(optional, as = "Option<u32>")]
    pub delete: u32,
    /// What is put in their place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub insert: String,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field over by reference"
)]
fn is_nothing(count: &u32) -> bool {
    *count == 0
}

impl Splice {
    /// Puts a text in at a place.
    pub fn insert(at: u32, text: &str) -> Self {
        Self {
            at,
            delete: 0,
            insert: text.to_owned(),
        }
    }

    /// Takes scalar values out from a place on.
    pub fn delete(at: u32, count: u32) -> Self {
        Self {
            at,
            delete: count,
            insert: String::new(),
        }
    }

    /// Returns whether it leaves every text as it is.
    pub fn is_empty(&self) -> bool {
        self.delete == 0 && self.insert.is_empty()
    }

    /// Returns the bytes of `text` that it takes out, as positions in UTF-8; `None` where it reaches beyond the end.
    pub fn bytes_in(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let start = byte_of(text, self.at)?;
        let length = byte_of(text.get(start..)?, self.delete)?;
        Some(start..start.checked_add(length)?)
    }

    /// Returns the text with this splice made in it; `None` where it reaches beyond the end.
    pub fn apply(&self, text: &str) -> Option<String> {
        let taken = self.bytes_in(text)?;
        let (before, after) = (text.get(..taken.start)?, text.get(taken.end..)?);
        Some([before, &self.insert, after].concat())
    }

    /// Returns the splice that takes this one back, for the text in which it was made; `None` where it reaches beyond the end.
    pub fn inverse(&self, text: &str) -> Option<Splice> {
        Some(Splice {
            at: self.at,
            delete: u32::try_from(self.insert.chars().count()).ok()?,
            insert: text.get(self.bytes_in(text)?)?.to_owned(),
        })
    }

    /// Returns the text with all of `splices` made in it, one after the other; `None` where one reaches beyond the end.
    pub fn apply_all(splices: &[Splice], text: &str) -> Option<String> {
        splices
            .iter()
            .try_fold(text.to_owned(), |text, splice| splice.apply(&text))
    }

    /// Returns a splice that leads from one text to another: what they have in common at both ends stays. `None` where they are equal.
    pub fn between(before: &str, after: &str) -> Option<Splice> {
        if before == after {
            return None;
        }
        let same = |(one, other): &(char, char)| one == other;
        let front = before.chars().zip(after.chars()).take_while(same).count();
        let lengths = (before.chars().count(), after.chars().count());
        let room = lengths.0.min(lengths.1).saturating_sub(front);
        let ends = before.chars().rev().zip(after.chars().rev());
        let back = ends.take(room).take_while(same).count();
        let kept = front.saturating_add(back);
        Some(Splice {
            at: u32::try_from(front).ok()?,
            delete: u32::try_from(lengths.0.saturating_sub(kept)).ok()?,
            insert: after
                .chars()
                .skip(front)
                .take(lengths.1.saturating_sub(kept))
                .collect(),
        })
    }
}

/// Where the scalar value number `count` begins; the end of the text for as many as it has.
fn byte_of(text: &str, count: u32) -> Option<usize> {
    let count = usize::try_from(count).ok()?;
    let mut starts = text.char_indices().map(|(at, _)| at);
    match starts.nth(count) {
        Some(at) => Some(at),
        None => (text.chars().count() == count).then_some(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn splice(at: u32, delete: u32, insert: &str) -> Splice {
        Splice {
            at,
            delete,
            insert: insert.to_owned(),
        }
    }

    #[test]
    fn positions_count_scalar_values_in_every_script() {
        assert_eq!(splice(2, 1, "B").apply("я𝄞b").as_deref(), Some("я𝄞B"));
        assert_eq!(splice(2, 2, "").apply("対話を支持").as_deref(), Some("対話持"));
        assert_eq!(Splice::insert(3, "!").apply("日本語").as_deref(), Some("日本語!"));
    }

    #[test]
    fn what_reaches_beyond_the_end_changes_nothing() {
        assert_eq!(Splice::insert(4, "!").apply("日本語"), None);
        assert_eq!(Splice::delete(2, 2).apply("日本語"), None);
        assert_eq!(splice(u32::MAX, u32::MAX, "").apply(""), None);
        assert_eq!(
            Splice::apply_all(&[Splice::delete(0, 3), Splice::delete(0, 1)], "日本語"),
            None
        );
    }

    #[test]
    fn each_is_made_in_the_text_as_the_ones_before_it_have_left_it() {
        let splices = [
            Splice::insert(0, "Мы "),
            splice(3, 2, "за"),
            Splice::insert(5, "."),
        ];
        assert_eq!(Splice::apply_all(&splices, "ЗА").as_deref(), Some("Мы за."));
    }

    #[test]
    fn what_it_leaves_out_in_json_is_nothing() {
        assert_eq!(
            serde_json::to_string(&Splice::insert(1, "a")).unwrap(),
            r#"{"at":1,"insert":"a"}"#
        );
        assert_eq!(
            serde_json::from_str::<Splice>(r#"{"at":1}"#).unwrap(),
            splice(1, 0, "")
        );
    }

    proptest! {
        #[test]
        fn the_inverse_takes_it_back(text in "[aя日𝄞]{0,9}", at in 0..10_u32, delete in 0..10_u32, insert in "[bю本]{0,4}") {
            let splice = splice(at, delete, &insert);
            if let Some(after) = splice.apply(&text) {
                prop_assert_eq!(splice.inverse(&text).unwrap().apply(&after), Some(text));
            } else {
                prop_assert_eq!(splice.inverse(&text), None);
            }
        }

        #[test]
        fn what_leads_from_one_text_to_another_leads_there(before in "[aя日]{0,7}", after in "[aя日]{0,7}") {
            match Splice::between(&before, &after) {
                Some(splice) => prop_assert_eq!(splice.apply(&before), Some(after)),
                None => prop_assert_eq!(before, after),
            }
        }
    }
}
