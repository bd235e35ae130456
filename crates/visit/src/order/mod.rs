//! Order keys: the place of an entity among its neighbours, as one value that can change alone.
//!
//! All keys are made and checked here. `digits` is their arithmetic, `place` finds a key at any place of a list and makes
//! room where there is none.

mod digits;
mod place;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use place::Placing;

/// The longest order key, in characters.
pub const MAX_ORDER_KEY_CHARS: usize = 64;

/// A place in an order.
///
/// Comparing keys as text, byte by byte, compares places. A key is a number in the digits `0-9A-Za-z`: a letter that says
/// how many digits its whole part has, the whole part, and a fraction (David Greenspan, 'Implementing Fractional Indexing',
/// 2020). At the ends of a list the whole part is counted on, so that keys stay short however often one is added there.
/// Between the same two neighbours a fraction grows by a character every six insertions, and there the list makes room
/// before a key would pass [`MAX_ORDER_KEY_CHARS`]: see [`OrderKey::place`].
///
/// Two people can insert at the same place at once; entities with equal keys are then ordered by their ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[schemars(extend("maxLength" = 64, "pattern" = "^[A-Za-z][0-9A-Za-z]+$"))]
#[ts(type = "string")]
pub struct OrderKey(String);

impl Default for OrderKey {
    fn default() -> Self {
        Self("a0".to_owned())
    }
}

impl OrderKey {
    /// Returns the text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the key is one that this module could have made.
    pub fn is_valid(&self) -> bool {
        digits::is_key(&self.0)
    }

    /// Returns a key between two others; `None` stands for the start or the end.
    ///
    /// There is none where the two are equal, out of order or no keys, and none where it would be too long. Then a place has
    /// to be made: [`OrderKey::place`].
    ///
    /// # Examples
    /// ```
    /// use visit::OrderKey;
    ///
    /// let first = OrderKey::default();
    /// let last = OrderKey::between(Some(&first), None);
    /// let middle = OrderKey::between(Some(&first), last.as_ref());
    /// assert!(middle > Some(first.clone()) && middle < last);
    /// assert_eq!(OrderKey::between(Some(&first), Some(&first)), None);
    /// ```
    pub fn between(before: Option<&OrderKey>, after: Option<&OrderKey>) -> Option<OrderKey> {
        if [before, after].iter().flatten().any(|key| !key.is_valid()) {
            return None;
        }
        if before.zip(after).is_some_and(|(before, after)| before >= after) {
            return None;
        }
        let key = digits::between(before.map(OrderKey::as_str), after.map(OrderKey::as_str));
        (key.len() <= MAX_ORDER_KEY_CHARS).then_some(OrderKey(key))
    }

    /// Returns `count` keys in their order between two others; `None` stands for the start or the end.
    ///
    /// They stay short however many they are. There are none where [`OrderKey::between`] has none.
    pub fn spread(
        before: Option<&OrderKey>,
        after: Option<&OrderKey>,
        count: usize,
    ) -> Option<Vec<OrderKey>> {
        let mut keys = Vec::with_capacity(count);
        match (before, after) {
            (Some(before), Some(after)) => fill(before, after, count, &mut keys)?,
            (None, Some(_)) => {
                for _ in 0..count {
                    keys.push(OrderKey::between(None, keys.last().or(after))?);
                }
                keys.reverse();
            }
            (_, None) => {
                for _ in 0..count {
                    keys.push(OrderKey::between(keys.last().or(before), None)?);
                }
            }
        }
        Some(keys)
    }
}

/// Puts the key of the middle in place, then what belongs on both sides of it: no deeper than the logarithm of `count`.
fn fill(before: &OrderKey, after: &OrderKey, count: usize, keys: &mut Vec<OrderKey>) -> Option<()> {
    let Some(others) = count.checked_sub(1) else {
        return Some(());
    };
    let middle = OrderKey::between(Some(before), Some(after))?;
    fill(before, &middle, others / 2, keys)?;
    keys.push(middle.clone());
    fill(&middle, after, others - others / 2, keys)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn there_is_no_key_between_two_that_are_equal_or_turned_round() {
        let low = OrderKey::default();
        let high = OrderKey::between(Some(&low), None).expect("a key");
        assert_eq!(OrderKey::between(Some(&low), Some(&low)), None);
        assert_eq!(OrderKey::between(Some(&high), Some(&low)), None);
    }

    #[test]
    fn keys_of_a_long_list_are_in_order_and_short() {
        let low = OrderKey::default();
        let high = OrderKey::between(Some(&low), None).expect("a key");
        let ends = [
            (None, None),
            (Some(&low), None),
            (None, Some(&low)),
            (Some(&low), Some(&high)),
        ];
        for (before, after) in ends {
            let keys = OrderKey::spread(before, after, 10_000).expect("keys");
            assert_eq!(keys.len(), 10_000);
            assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(keys.iter().all(|key| key.is_valid() && key.as_str().len() <= 16));
            assert!(before.is_none_or(|key| *key < keys[0]) && after.is_none_or(|key| keys[9_999] < *key));
        }
    }

    #[test]
    fn a_hundred_thousand_insertions_at_the_front_and_at_the_end_keep_keys_short() {
        let (mut first, mut last) = (OrderKey::default(), OrderKey::default());
        for _ in 0..100_000 {
            let before = OrderKey::between(None, Some(&first)).expect("a key");
            let after = OrderKey::between(Some(&last), None).expect("a key");
            assert!(before < first && last < after);
            assert!(before.is_valid() && after.is_valid());
            (first, last) = (before, after);
        }
        assert!(first.as_str().len() <= 4 && last.as_str().len() <= 4);
    }

    proptest! {
        #[test]
        fn whatever_stands_where_a_key_should_be_is_answered_and_not_taken(
            texts in prop::collection::vec(prop_oneof![".{0,70}", "[0-9A-Za-z]{0,70}", "[0za-cXYZA]{1,64}"], 2),
        ) {
            let [one, other] = [&texts[0], &texts[1]].map(|text| OrderKey(text.clone()));
            for (before, after) in [(Some(&one), Some(&other)), (None, Some(&one)), (Some(&one), None)] {
                match OrderKey::between(before, after) {
                    Some(key) => {
                        prop_assert!(key.is_valid());
                        prop_assert!(before.is_none_or(|before| *before < key) && after.is_none_or(|after| key < *after));
                    }
                    None => prop_assert!(
                        before.zip(after).is_some_and(|(before, after)| before >= after)
                            || [before, after].iter().flatten().any(|key| !key.is_valid() || key.as_str().len() > 26)
                    ),
                }
            }
        }
    }
}
