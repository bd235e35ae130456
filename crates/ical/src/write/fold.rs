//! Content lines on their way out: CRLF, and folded where they are long (RFC 5545, section 3.1).

use crate::line::escaped;

/// The longest line in octets, without its end.
const MAX_OCTETS: usize = 75;

/// A calendar file that is being written.
#[derive(Debug)]
pub(super) struct Output(String);

impl Output {
    pub(super) fn new() -> Self {
        Self(String::with_capacity(16 * 1024))
    }

    /// Writes one content line.
    pub(super) fn line(&mut self, line: &str) {
        self.parts(&[line]);
    }

    /// Writes a property whose value is a text, where the text says anything, and returns whether it does.
    pub(super) fn text(&mut self, name: &str, text: &str) -> bool {
        let value = escaped(text);
        let says = !value.trim().is_empty();
        if says {
            self.parts(&[name, ":", &value]);
        }
        says
    }

    /// Writes one content line that is given in parts.
    pub(super) fn parts(&mut self, parts: &[&str]) {
        let mut width = 0;
        for part in parts {
            width = self.folded(part, width);
        }
        self.0.push_str("\r\n");
    }

    /// Appends text to a line that is `width` octets wide, and returns how wide it is then. Never folds within a character.
    fn folded(&mut self, mut text: &str, mut width: usize) -> usize {
        while width + text.len() > MAX_OCTETS {
            let room = MAX_OCTETS.saturating_sub(width);
            let cut = (0..=room)
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(0);
            let (head, tail) = text.split_at(cut);
            self.0.push_str(head);
            self.0.push_str("\r\n ");
            text = tail;
            width = 1;
        }
        self.0.push_str(text);
        width + text.len()
    }

    /// Appends lines that are already folded.
    pub(super) fn raw(&mut self, lines: &str) {
        self.0.push_str(lines);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lines_are_short_and_come_back_whole(a in "\\PC{0,200}", b in "\\PC{0,40}") {
            let mut out = Output::new();
            out.parts(&["X:", &a, &b]);
            let text = out.finish();
            prop_assert!(text.split("\r\n").all(|line| line.len() <= MAX_OCTETS));
            prop_assert_eq!(text.replace("\r\n ", ""), format!("X:{a}{b}\r\n"));
        }
    }
}
