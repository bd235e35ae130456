//! Harm that is done to bytes that were good. The tests of `desk` do the same to files.

use std::{env, ops::Range};

use proptest::{prelude::*, sample::Index};

/// How many cases: `some` in every run, very many in the nightly one.
pub(crate) fn cases(some: u32) -> u32 {
    if env::var_os("CHANCERY_NIGHTLY").is_some() {
        10_000
    } else {
        some
    }
}

/// What is done to bytes.
#[derive(Debug, Clone)]
pub(crate) enum Harm {
    Flip(Index, u8),
    Cut(Index, usize),
    Double(Index, usize),
    Put(Index, Vec<u8>),
    End(Index),
}

/// Any harm; `put` is what may be put in between.
pub(crate) fn harm(put: impl Strategy<Value = Vec<u8>>) -> impl Strategy<Value = Harm> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), 0u8..8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        1 => (at(), 1usize..60).prop_map(|(at, length)| Harm::Cut(at, length)),
        1 => (at(), 1usize..400).prop_map(|(at, length)| Harm::Double(at, length)),
        2 => (at(), put).prop_map(|(at, bytes)| Harm::Put(at, bytes)),
        1 => at().prop_map(Harm::End),
    ]
}

/// Does harm after harm to bytes.
pub(crate) fn harmed(mut bytes: Vec<u8>, harms: &[Harm]) -> Vec<u8> {
    for harm in harms {
        let count = bytes.len();
        if count == 0 {
            break;
        }
        let stretch = |at: &Index, length: &usize| -> Range<usize> {
            at.index(count)..(at.index(count) + length).min(count)
        };
        match harm {
            Harm::Flip(at, bit) => bytes[at.index(count)] ^= 1 << bit,
            Harm::Cut(at, length) => drop(bytes.drain(stretch(at, length))),
            Harm::Double(at, length) => {
                let twice = bytes[stretch(at, length)].to_vec();
                drop(bytes.splice(at.index(count)..at.index(count), twice));
            }
            Harm::Put(at, put) => drop(bytes.splice(at.index(count)..at.index(count), put.iter().copied())),
            Harm::End(at) => bytes.truncate(at.index(count)),
        }
    }
    bytes
}
