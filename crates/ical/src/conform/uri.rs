//! Addresses: URIs (RFC 3986) and the e-mail addresses among them (RFC 6068).

use std::borrow::Cow;

/// Returns a text as a URI, where it has a scheme. Characters that cannot stand in one are written as `%` and their bytes.
pub(super) fn mended(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    let (scheme, rest) = text.split_once(':')?;
    let mut letters = scheme.bytes();
    // A scheme of one letter is the drive of a Windows path.
    let is_scheme = scheme.len() > 1
        && letters.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    if !is_scheme || rest.is_empty() {
        return None;
    }
    let bytes = rest.as_bytes();
    if bytes
        .iter()
        .enumerate()
        .all(|(at, byte)| stands(bytes, at, *byte))
    {
        return Some(Cow::Borrowed(text));
    }
    let mut whole = format!("{scheme}:");
    for (at, byte) in bytes.iter().enumerate() {
        push(&mut whole, *byte, stands(bytes, at, *byte));
    }
    Some(Cow::Owned(whole))
}

/// Returns an address of a person as a URI: `mailto:` is put before an e-mail address, also one in angle brackets.
pub(super) fn address(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    let is_mail = text
        .get(..7)
        .is_some_and(|head| head.eq_ignore_ascii_case("mailto:"));
    let bare = if is_mail { text.get(7..)?.trim() } else { text };
    let inner = bare
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or(bare, |(inner, _)| inner.trim());
    if is_mail && inner == text.get(7..)? && is_plain(inner) {
        return Some(Cow::Borrowed(text));
    }
    if is_mail_address(inner) && (is_mail || !inner.contains(':')) {
        return Some(Cow::Owned(mail_address(inner)));
    }
    // What is no e-mail address may be one of another kind.
    if is_mail { None } else { mended(text) }
}

/// Writes an e-mail address as a URI (RFC 6068, section 2).
pub(crate) fn mail_address(email: &str) -> String {
    let mut uri = "mailto:".to_owned();
    for byte in email.trim().bytes() {
        let stands = byte.is_ascii_alphanumeric() || b"-._~!$'()*+,:@;".contains(&byte);
        push(&mut uri, byte, stands);
    }
    uri
}

fn push(text: &mut String, byte: u8, stands: bool) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    if stands {
        text.push(char::from(byte));
    } else {
        let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().map_or('0', char::from);
        text.extend(['%', digit(byte >> 4), digit(byte & 15)]);
    }
}

/// Returns whether an address can stand after `mailto:` as it is.
fn is_plain(address: &str) -> bool {
    let bytes = address.as_bytes();
    is_mail_address(address)
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| stands(bytes, at, *byte))
}

fn is_mail_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'))
}

/// Returns whether a byte may stand in a URI where it does: a percent sign only before two digits.
fn stands(bytes: &[u8], at: usize, byte: u8) -> bool {
    match byte {
        b'%' => bytes
            .get(at + 1..at + 3)
            .is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)),
        _ => is_allowed(byte),
    }
}

/// Returns whether a byte may stand in a URI.
fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_e_mail_address_is_written_as_a_uri() {
        for (text, uri) in [
            ("a@example.org", "mailto:a@example.org"),
            ("MAILTO:a@example.org", "MAILTO:a@example.org"),
            ("mailto: a@example.org", "mailto:a@example.org"),
            ("Name <a@example.org>", "mailto:a@example.org"),
            ("mailto:müller@example.org", "mailto:m%C3%BCller@example.org"),
            ("mailto:m%C3%BCller@example.org", "mailto:m%C3%BCller@example.org"),
            ("invalid:nomail", "invalid:nomail"),
        ] {
            assert_eq!(address(text).as_deref(), Some(uri), "{text}");
        }
        for text in ["nobody", "mailto:", "mailto:a b@example.org", "", "@", "a b"] {
            assert_eq!(address(text), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_stand_in_a_uri_is_written_as_its_bytes() {
        assert_eq!(
            mended("https://example.org/a b%zz%20").as_deref(),
            Some("https://example.org/a%20b%25zz%20")
        );
        for text in ["www.example.org", "C:\\file", "http:", ":", "//example.org"] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
