//! Which numbers of a JSON text cannot be kept digit by digit.

/// So many significant digits every float keeps.
const FLOAT_DIGITS: usize = 17;

/// Finds the first number that would not be kept as it stands, and where: a whole number beyond 64 bits, or a fraction with
/// more digits than a float has. The text is JSON already.
pub(crate) fn unkept(text: &[u8]) -> Option<(usize, String)> {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => at = after_string(text, at + 1),
            b'-' | b'0'..=b'9' => {
                let rest = text.get(at..).unwrap_or_default();
                let length = rest.iter().take_while(|byte| is_of_number(**byte)).count();
                let number = rest
                    .get(..length)
                    .and_then(|number| std::str::from_utf8(number).ok());
                if let Some(number) = number.filter(|number| !is_kept(number)) {
                    return Some((at, number.chars().take(40).collect()));
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    None
}

/// Returns where a string ends that begins here.
fn after_string(text: &[u8], mut at: usize) -> usize {
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')
}

fn is_kept(number: &str) -> bool {
    if number.contains(['.', 'e', 'E']) {
        let mantissa = number.split(['e', 'E']).next().unwrap_or(number);
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        return digits.trim_start_matches('0').trim_end_matches('0').len() <= FLOAT_DIGITS;
    }
    number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok()
}
