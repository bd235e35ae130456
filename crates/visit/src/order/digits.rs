//! The arithmetic of order keys: numbers in base 62 whose text sorts as they do.

use std::cmp::Ordering;

use super::MAX_ORDER_KEY_CHARS;

/// The digits, in the order of their bytes.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// One more than the highest digit.
const BASE: usize = DIGITS.len();
/// The lowest digit; a fraction never ends with it, for then there would be two texts for one number.
const ZERO: u8 = b'0';
/// The highest digit.
const LAST: u8 = b'z';

/// Returns whether a text is a key.
pub(super) fn is_key(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() > MAX_ORDER_KEY_CHARS || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    let Some((whole, fraction)) = parts(bytes) else {
        return false;
    };
    fraction.last() != Some(&ZERO) && !(fraction.is_empty() && is_lowest(whole))
}

/// Returns the shortest key between two; the caller has seen that both are keys and in their order.
pub(super) fn between(before: Option<&str>, after: Option<&str>) -> String {
    let [before, after] = [before, after].map(|key| key.and_then(|key| parts(key.as_bytes())));
    let key = match (before, after) {
        (None, None) => vec![b'a', ZERO],
        (None, Some((whole, fraction))) => match decreased(whole) {
            // A whole number stands before its own fractions.
            _ if !fraction.is_empty() && !is_lowest(whole) => whole.to_vec(),
            Some(less) if !is_lowest(whole) => less,
            _ => joined(whole, &middle(&[], Some(fraction))),
        },
        (Some((whole, fraction)), None) => {
            increased(whole).unwrap_or_else(|| joined(whole, &middle(fraction, None)))
        }
        (Some((low, fraction)), Some((high, next))) if low == high => {
            joined(low, &middle(fraction, Some(next)))
        }
        (Some((low, fraction)), Some((high, next))) => match increased(low) {
            Some(more) if more.as_slice() < high || !next.is_empty() => more,
            _ => joined(low, &middle(fraction, None)),
        },
    };
    key.into_iter().map(char::from).collect()
}

/// Splits a key into its whole part, with the letter that tells its length, and its fraction.
fn parts(key: &[u8]) -> Option<(&[u8], &[u8])> {
    let digits = match key.first()? {
        head @ b'a'..=b'z' => head - b'a',
        head @ b'A'..=b'Z' => b'Z' - head,
        _ => return None,
    };
    key.split_at_checked(usize::from(digits) + 2)
}

/// Whether nothing is lower than this whole part.
fn is_lowest(whole: &[u8]) -> bool {
    whole.first() == Some(&b'A') && whole.iter().skip(1).all(|digit| *digit == ZERO)
}

fn joined(whole: &[u8], fraction: &[u8]) -> Vec<u8> {
    [whole, fraction].concat()
}

/// Returns the next higher whole part; there is none above the highest.
fn increased(whole: &[u8]) -> Option<Vec<u8>> {
    let mut next = whole.to_vec();
    for digit in next.iter_mut().skip(1).rev() {
        if *digit != LAST {
            *digit = shifted(*digit, 1)?;
            return Some(next);
        }
        *digit = ZERO;
    }
    let head = match whole.first()? {
        b'z' => return None,
        b'Z' => b'a',
        head => head + 1,
    };
    Some(of_length(head, ZERO))
}

/// Returns the next lower whole part; there is none below the lowest.
fn decreased(whole: &[u8]) -> Option<Vec<u8>> {
    let mut next = whole.to_vec();
    for digit in next.iter_mut().skip(1).rev() {
        if *digit != ZERO {
            *digit = shifted(*digit, -1)?;
            return Some(next);
        }
        *digit = LAST;
    }
    let head = match whole.first()? {
        b'A' => return None,
        b'a' => b'Z',
        head => head - 1,
    };
    Some(of_length(head, LAST))
}

/// Returns the whole part of a letter with all digits alike.
fn of_length(head: u8, digit: u8) -> Vec<u8> {
    let digits = if head >= b'a' { head - b'a' } else { b'Z' - head };
    let mut whole = vec![digit; usize::from(digits) + 2];
    whole[0] = head;
    whole
}

/// Returns the fraction in the middle of two, of which the first is lower; `None` is one whole.
fn middle(low: &[u8], high: Option<&[u8]>) -> Vec<u8> {
    let mut fraction = Vec::new();
    let mut high = high;
    let mut at = 0;
    loop {
        let below = low.get(at).map_or(0, |digit| value(*digit));
        let above = high.map_or(BASE, |high| high.get(at).map_or(0, |digit| value(*digit)));
        match above.cmp(&(below + 1)) {
            Ordering::Greater => {
                fraction.push(DIGITS[(below + above).div_ceil(2)]);
                return fraction;
            }
            // The upper one without what follows is still lower than itself, and higher than the lower one.
            Ordering::Equal if high.is_some_and(|high| high.len() > at + 1) => {
                fraction.push(DIGITS[above]);
                return fraction;
            }
            Ordering::Equal => {
                fraction.push(DIGITS[below]);
                high = None;
            }
            Ordering::Less => fraction.push(DIGITS[below]),
        }
        at += 1;
    }
}

fn value(digit: u8) -> usize {
    DIGITS.binary_search(&digit).unwrap_or_default()
}

fn shifted(digit: u8, by: isize) -> Option<u8> {
    DIGITS.get(value(digit).checked_add_signed(by)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_of_this_kind_is_no_key() {
        for text in [
            "",
            "a",
            "80",
            "a0\u{fe0f}",
            "é0",
            "ж",
            "a00",
            "a0V0",
            "b0",
            "Y0",
            "a-",
            "a 1",
            "first",
            "A00000000000000000000000000",
        ] {
            assert!(!is_key(text), "{text}");
        }
        for text in [
            "a0",
            "a1",
            "Zz",
            "b00",
            "Yzz",
            "a0V",
            "A00000000000000000000000000V",
        ] {
            assert!(is_key(text), "{text}");
        }
        assert!(is_key(&format!("a0{}1", "0".repeat(61))) && !is_key(&format!("a0{}1", "0".repeat(62))));
    }

    #[test]
    fn between_the_keys_of_the_published_example_stands_what_it_says() {
        for (before, after, expected) in [
            (None, None, "a0"),
            (None, Some("a0"), "Zz"),
            (None, Some("Zz"), "Zy"),
            (None, Some("Y00"), "Xzzz"),
            (Some("a0"), None, "a1"),
            (Some("az"), None, "b00"),
            (Some("b0T"), None, "b0U"),
            (Some("a0"), Some("a1"), "a0V"),
            (Some("a1"), Some("a2"), "a1V"),
            (Some("Zz"), Some("a0"), "ZzV"),
            (Some("Zz"), Some("a1"), "a0"),
            (Some("a0"), Some("a0V"), "a0G"),
            (Some("b125"), Some("b129"), "b127"),
            (Some("a0"), Some("a1V"), "a1"),
            (
                Some("zzzzzzzzzzzzzzzzzzzzzzzzzzz"),
                None,
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzV",
            ),
            (
                None,
                Some("A000000000000000000000000001"),
                "A000000000000000000000000000V",
            ),
        ] {
            assert_eq!(between(before, after), expected, "{before:?} {after:?}");
        }
    }
}
