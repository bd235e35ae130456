//! Bytes from outside, made to look like a history: they give an error, never a panic and never a visit that cannot be read.

use archive::ArchiveError;
use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use visit::{Kind, Visit};

use crate::support::{Desk, go_on, open, stamp};

const NIGHTLY: &str = "CHANCERY_NIGHTLY";

/// Throws a seeded die.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap()
    }
}

/// Gives the first chunk the checksum of what follows, so that the damage reaches the reader of histories.
fn seal(bytes: &mut [u8]) {
    if bytes.len() > 8 {
        let sum = Sha256::digest(&bytes[8..]);
        bytes[4..8].copy_from_slice(&sum[..4]);
    }
}

fn mutate(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        // The beginning, with its lengths and columns, is where damage does most.
        let at = match dice.below(2) {
            0 => 8 + dice.below(bytes.len().min(200) - 8),
            _ => 8 + dice.below(bytes.len() - 8),
        };
        match dice.below(4) {
            0 => bytes[at] ^= 1 << dice.below(8),
            1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][dice.below(5)],
            2 => drop(bytes.splice(at..(at + dice.below(9)).min(bytes.len()), [])),
            _ => {
                let from = dice.below(bytes.len());
                let piece = bytes[from..(from + 1 + dice.below(16)).min(bytes.len())].to_vec();
                drop(bytes.splice(at..at, piece));
            }
        }
        bytes.resize(bytes.len().max(64), 0);
    }
    bytes
}

#[test]
fn no_bytes_that_look_like_a_history_make_it_panic_or_give_a_visit_that_cannot_be_read() {
    let rounds = if std::env::var(NIGHTLY).is_ok() {
        100_000
    } else {
        400
    };
    let mut desk = Desk::new(2);
    desk.set(Kind::Engagement, "e-1", json!({"status": "tentative"}));
    let whole = desk.open.to_bytes();
    let before = desk.visit.clone();
    let place = TempDir::new().unwrap();
    let (mut other, _) = open(place.path(), 2);
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut refused = 0;
    for round in 0..rounds {
        let mut bytes = mutate(&whole, &mut dice);
        // A length that no longer fits the chunk is most of what is seen without a seal; both are tried.
        if round % 8 != 0 {
            seal(&mut bytes);
        }
        match other.adopt::<Visit>(&bytes, &stamp(1)) {
            Ok(open) => {
                let visit = open.read().unwrap();
                other.trash(&visit.id, &stamp(2)).unwrap();
                other.delete_forever(&visit.id).unwrap();
            }
            Err(ArchiveError::ForeignChanges { .. } | ArchiveError::DocumentExists { .. }) => refused += 1,
            Err(error) => panic!("round {round}: {error}"),
        }
        match desk.library.merge_changes(&mut desk.open, &bytes, &stamp(3)) {
            Ok(_) => drop(desk.open.read().unwrap()),
            Err(ArchiveError::ForeignChanges { .. }) => {}
            Err(error) => panic!("round {round}: {error}"),
        }
    }
    assert!(refused > rounds / 2, "{refused} of {rounds} were refused");
    assert_eq!(desk.open.read().unwrap(), before);
    assert_eq!(desk.library.check(&mut go_on).unwrap().problems, []);
}
