//! Makes damaged calendars, the same ones from the same seed.
//!
//! Each starts as a sound calendar with events of many kinds and is then damaged in one to six places: empty values, wrong
//! types, doubled properties, bad rules, addresses and parameters, stray lines, cuts, bytes.

#![allow(dead_code, unreachable_pub, reason = "examples use a part of it too")]

mod words;

use words::{ADDRESSES, BYTES, PARAMETERS, PROPERTIES, RULES, SOUND, STRAYS, VALUES, ZONES};

/// The seed of the files that the tests and the other programs read.
pub const SEED: u64 = 5545;

/// How many files the tests read.
pub const FILES: u64 = 300;

/// Numbers that look like chance and are not (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        match u64::try_from(end) {
            Ok(end) if end > 0 => usize::try_from(self.next() % end).unwrap_or(0),
            _ => 0,
        }
    }

    pub fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let at = self.below(words.len());
        words.get(at).copied().unwrap_or_default()
    }
}

/// Makes the damaged calendar of a number.
pub fn file(seed: u64, number: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
    let mut lines = sound(&mut chance);
    let kind = usize::try_from(number % 12).unwrap_or(0);
    damage(&mut lines, kind, &mut chance);
    for _ in 0..chance.below(6) {
        let kind = chance.below(10);
        damage(&mut lines, kind, &mut chance);
    }
    let mut bytes = lines.join("\r\n").into_bytes();
    bytes.extend_from_slice(b"\r\n");
    match kind {
        10 => cut(&mut bytes, &mut chance),
        11 => flip(&mut bytes, &mut chance),
        _ => {}
    }
    bytes
}

/// Makes a content line, sound or not.
pub fn line(chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => format!("RRULE:{}", chance.of(RULES)),
        1 => format!("ATTENDEE{}:{}", chance.of(PARAMETERS), chance.of(ADDRESSES)),
        2 => format!(
            "{}{}:{}",
            chance.of(PROPERTIES),
            chance.of(PARAMETERS),
            chance.of(VALUES)
        ),
        _ => chance.of(STRAYS).to_owned(),
    }
}

/// Makes a text that somebody may have typed, or another program written.
pub fn text(chance: &mut Chance) -> String {
    let mut text = String::new();
    for _ in 0..chance.below(4) {
        text.push_str(chance.of(&[
            "Talks",
            " ",
            "\r\n",
            "\n",
            "\r",
            "\t",
            "\u{0}",
            "\u{7f}",
            "\u{85}",
            "\u{2028}",
            "\u{feff}",
            ";",
            ",",
            "\\",
            "\"",
            ":",
            "会談",
            "e\u{301}",
            "BEGIN:VEVENT\r\n",
            "a@example.org",
            "mailto:",
            "<b@example.org>",
            "x y@z",
            "m\u{fc}@example.org",
            "@",
            "%",
        ]));
    }
    text
}

/// Makes a calendar of one to four sound events.
fn sound(chance: &mut Chance) -> Vec<String> {
    let mut lines: Vec<String> = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//Damage//EN"]
        .map(str::to_owned)
        .to_vec();
    for zone in ZONES {
        lines.extend(zone.lines().map(str::to_owned));
    }
    for number in 0..=chance.below(4) {
        let event = chance.of(SOUND);
        lines.extend(
            event
                .lines()
                .map(|line| line.replace("NUMBER", &number.to_string())),
        );
    }
    lines.push("END:VCALENDAR".to_owned());
    lines
}

/// Returns the place of a line that is neither BEGIN nor END and not of a zone, as far as there is one.
fn place(lines: &[String], chance: &mut Chance) -> usize {
    let first = lines.iter().position(|line| line == "BEGIN:VEVENT").unwrap_or(0);
    for _ in 0..20 {
        let at = first + chance.below(lines.len().saturating_sub(first));
        if lines
            .get(at)
            .is_some_and(|line| !line.starts_with("BEGIN") && !line.starts_with("END"))
        {
            return at;
        }
    }
    first
}

fn damage(lines: &mut Vec<String>, kind: usize, chance: &mut Chance) {
    let at = place(lines, chance);
    let Some(line) = lines.get(at).cloned() else {
        return;
    };
    let (head, value) = line.split_once(':').unwrap_or((&line, ""));
    match kind {
        0 => lines[at] = format!("{head}:"),
        1 => lines[at] = format!("{head}:{}", chance.of(VALUES)),
        2 => lines.insert(at, line.clone()),
        3 => lines.insert(at, format!("{head}:{}", chance.of(VALUES))),
        4 => lines.insert(at, format!("RRULE:{}", chance.of(RULES))),
        5 => {
            let name = chance.of(&["ATTENDEE", "ORGANIZER", "ATTENDEE;CN=A", "URL", "ATTACH"]);
            lines.insert(at, format!("{name}:{}", chance.of(ADDRESSES)));
        }
        6 => {
            let name = head.split(';').next().unwrap_or(head);
            lines[at] = format!("{name}{}:{value}", chance.of(PARAMETERS));
        }
        7 => lines.insert(at, chance.of(STRAYS).to_owned()),
        8 => lines.insert(at, format!("{}:{}", chance.of(PROPERTIES), chance.of(VALUES))),
        9 => {
            lines.remove(at);
        }
        // The last two are of the bytes.
        _ => {}
    }
}

/// Leaves a piece out, or all that follows.
fn cut(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let from = chance.below(bytes.len());
    if chance.below(2) == 0 {
        bytes.truncate(from);
    } else {
        let to = (from + chance.below(400)).min(bytes.len());
        bytes.drain(from..to);
    }
}

/// Puts other bytes in some places.
fn flip(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        let byte = BYTES.get(chance.below(BYTES.len())).copied().unwrap_or(0);
        match chance.below(3) {
            0 => bytes[at] = byte,
            1 => bytes.insert(at, byte),
            _ => bytes[at] ^= 1 << chance.below(8),
        }
    }
}
