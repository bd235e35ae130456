//! A key at any place of a list, and room for it where there is none.

use super::OrderKey;

/// How long keys may be after room was made, in characters: what is left of the longest is room for some two hundred more
/// at one place, so that a list does not make room at every insertion.
const ROOMY_CHARS: usize = 32;

/// A key for a place, and the new keys of the neighbours that had to move away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing {
    /// The key.
    pub key: OrderKey,
    /// Who moved, by its index in the list, with its new key.
    pub moved: Vec<(usize, OrderKey)>,
}

impl OrderKey {
    /// Returns a key for a place in a list: before the one that stands at `at`, or at the end.
    ///
    /// Mostly there is room, and nobody moves. Where the neighbours are equal, or the key would be too long, those of a
    /// stretch around the place get new keys, fewer first: those of one side, those of both, twice as many.
    pub fn place(list: &[OrderKey], at: usize) -> Placing {
        let (before, after) = list.split_at(at.min(list.len()));
        if let Some(key) = OrderKey::between(before.last(), after.first()) {
            return Placing {
                key,
                moved: Vec::new(),
            };
        }
        let mut width = 1;
        loop {
            let (left, right) = (width.min(before.len()), width.min(after.len()));
            for (left, right) in [(0, right), (left, 0), (left, right)] {
                if let Some(placing) = spread_out(before, after, left, right) {
                    return placing;
                }
            }
            if left == before.len() && right == after.len() {
                // A list of its own has keys for as many as memory holds.
                let keys = OrderKey::spread(None, None, list.len() + 1).unwrap_or_default();
                return dealt(keys, 0, left).unwrap_or_else(|| Placing {
                    key: OrderKey::default(),
                    moved: Vec::new(),
                });
            }
            width = width.saturating_mul(2);
        }
    }
}

/// Gives new keys to so many on the left and on the right, if they come out short enough.
fn spread_out(before: &[OrderKey], after: &[OrderKey], left: usize, right: usize) -> Option<Placing> {
    let first = before.len() - left;
    let keys = OrderKey::spread(before[..first].last(), after.get(right), left + 1 + right)?;
    let is_roomy = keys.iter().all(|key| key.as_str().len() <= ROOMY_CHARS);
    is_roomy.then(|| dealt(keys, first, left)).flatten()
}

/// Deals keys out: so many to those before the place, from `first` on; one to the place; the rest to those after it.
fn dealt(mut keys: Vec<OrderKey>, first: usize, left: usize) -> Option<Placing> {
    if left >= keys.len() {
        return None;
    }
    let key = keys.remove(left);
    let moved = keys
        .into_iter()
        .enumerate()
        .map(|(index, key)| (first + index, key));
    Some(Placing {
        key,
        moved: moved.collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::order::MAX_ORDER_KEY_CHARS;

    /// Inserts into a list as an edit does, and returns how many moved.
    fn insert(list: &mut Vec<OrderKey>, at: usize) -> usize {
        let placing = OrderKey::place(list, at);
        let moved = placing.moved.len();
        for (index, key) in placing.moved {
            list[index] = key;
        }
        list.insert(at, placing.key);
        moved
    }

    fn is_in_order(list: &[OrderKey]) -> bool {
        list.iter().all(OrderKey::is_valid) && list.windows(2).all(|pair| pair[0] < pair[1])
    }

    fn two() -> Vec<OrderKey> {
        OrderKey::spread(None, None, 2).expect("two keys")
    }

    #[test]
    fn a_hundred_thousand_insertions_between_the_same_two_keep_the_order_and_keys_short() {
        let mut list = two();
        let (mut moved, mut most) = (0, 0);
        for _ in 0..100_000 {
            let at = list.len() - 1;
            let now = insert(&mut list, at);
            moved += now;
            most = most.max(now);
            let around = at.saturating_sub(2 + now)..list.len();
            assert!(is_in_order(&list[around]));
        }
        assert!(is_in_order(&list));
        assert!(list.iter().all(|key| key.as_str().len() <= MAX_ORDER_KEY_CHARS));
        assert!(moved < 400_000, "{moved} moved, at most {most} at once");
    }

    #[test]
    fn insertions_after_the_first_of_two_keep_the_order_too() {
        let mut list = two();
        for _ in 0..5_000 {
            let now = insert(&mut list, 1);
            let around = 0..list.len().min(3 + now);
            assert!(is_in_order(&list[around]));
        }
        assert!(is_in_order(&list));
    }

    #[test]
    fn a_place_between_equal_keys_is_made_by_moving_as_few_as_needed() {
        let mut list = vec![OrderKey::default(); 3];
        assert_eq!(insert(&mut list, 3), 0);
        let mut list = vec![OrderKey::default(); 3];
        insert(&mut list, 1);
        assert!(list[0] < list[1] && list[1] < list[2]);
    }

    #[test]
    fn a_place_beside_what_is_no_key_is_made_by_giving_it_one() {
        let mut list = vec![OrderKey("éé".to_owned()), OrderKey("ж".to_owned())];
        insert(&mut list, 1);
        assert!(is_in_order(&list));
    }

    proptest! {
        #[test]
        fn inserting_anywhere_keeps_the_order_strict(places in prop::collection::vec(any::<prop::sample::Index>(), 1..300)) {
            let mut list = Vec::new();
            for place in places {
                let at = place.index(list.len() + 1);
                insert(&mut list, at);
            }
            prop_assert!(is_in_order(&list));
        }

        #[test]
        fn inserting_again_and_again_at_one_place_keeps_the_order_strict(
            places in prop::collection::vec((any::<prop::sample::Index>(), 1usize..400), 1..6),
        ) {
            let mut list = two();
            for (place, times) in places {
                let at = place.index(list.len() + 1);
                for _ in 0..times {
                    insert(&mut list, at);
                }
                prop_assert!(is_in_order(&list));
            }
        }
    }
}
