//! Order keys: the place of an entity among its neighbours, as one value that can change alone.

use fractional_index::FractionalIndex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A place in an order, between any two of which there is always another.
///
/// It is the hexadecimal form of a fractional index, so that comparing keys as text compares places. Two
/// people can insert at the same place at once; entities with equal keys are then ordered by their ids.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct OrderKey(String);

impl Default for OrderKey {
    fn default() -> Self {
        Self(FractionalIndex::default().to_string())
    }
}

impl OrderKey {
    /// Returns the text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the key is one that [`OrderKey::between`] could have made.
    pub fn is_valid(&self) -> bool {
        self.index().is_some()
    }

    /// Returns a key between two others; `None` stands for the start or the end.
    ///
    /// Where the two are equal or out of order (two people inserted at once), the answer stands after `before`.
    pub fn between(before: Option<&OrderKey>, after: Option<&OrderKey>) -> OrderKey {
        let before = before.and_then(OrderKey::index);
        let after = after.and_then(OrderKey::index);
        let index = match (&before, &after) {
            (None, None) => FractionalIndex::default(),
            (Some(low), None) => FractionalIndex::new_after(low),
            (None, Some(high)) => FractionalIndex::new_before(high),
            (Some(low), Some(high)) => {
                FractionalIndex::new_between(low, high).unwrap_or_else(|| FractionalIndex::new_after(low))
            }
        };
        OrderKey(index.to_string())
    }

    /// Returns `count` keys in their order between two others; `None` stands for the start or the end.
    ///
    /// They stay short however many they are, where keys made one after the other grow by two letters every 127.
    pub fn spread(before: Option<&OrderKey>, after: Option<&OrderKey>, count: usize) -> Vec<OrderKey> {
        let mut keys = Vec::with_capacity(count);
        fill(before, after, count, &mut keys);
        keys
    }

    fn index(&self) -> Option<FractionalIndex> {
        FractionalIndex::from_string(&self.0).ok()
    }
}

/// Puts the key of the middle in place, then what belongs on both sides of it: no deeper than the logarithm of `count`.
fn fill(before: Option<&OrderKey>, after: Option<&OrderKey>, count: usize, keys: &mut Vec<OrderKey>) {
    let Some(others) = count.checked_sub(1) else {
        return;
    };
    let middle = OrderKey::between(before, after);
    fill(before, Some(&middle), others / 2, keys);
    keys.push(middle.clone());
    fill(Some(&middle), after, others - others / 2, keys);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn inserting_anywhere_keeps_the_order_strict(places in prop::collection::vec(any::<prop::sample::Index>(), 1..80)) {
            let mut keys = vec![OrderKey::default()];
            for place in places {
                let at = place.index(keys.len() + 1);
                let before = at.checked_sub(1).map(|i| &keys[i]);
                let key = OrderKey::between(before, keys.get(at));
                prop_assert!(key.is_valid());
                keys.insert(at, key);
                prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }
    }

    #[test]
    fn equal_neighbours_still_give_a_key() {
        let key = OrderKey::default();
        assert!(OrderKey::between(Some(&key), Some(&key)) > key);
    }

    #[test]
    fn keys_of_a_long_list_are_in_order_and_short() {
        let low = OrderKey::default();
        let high = OrderKey::between(Some(&low), None);
        for (before, after) in [(None, None), (Some(&low), None), (Some(&low), Some(&high))] {
            let keys = OrderKey::spread(before, after, 10_000);
            assert_eq!(keys.len(), 10_000);
            assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(keys.iter().all(|key| key.is_valid() && key.as_str().len() <= 32));
            assert!(before.is_none_or(|key| *key < keys[0]) && after.is_none_or(|key| keys[9_999] < *key));
        }
    }
}
