//! How much memory a history takes once it is read, reckoned before Automerge reads it.
//!
//! A history is small where a reader is not: parts of it are deflated, and its columns say "so many times the same". A thousand bytes may
//! thus stand for gigabytes, and Automerge reads whatever it is given. So every chunk is walked here without being read: what is
//! deflated is inflated up to the limit, and the runs of the columns are counted. Source: the Automerge binary format specification,
//! sections "Chunk", "Document", "Change" and "Column".

use std::io::{self, Read as _};

use flate2::bufread::DeflateDecoder;

use crate::{bytes::Bytes, error::Unreadable, seal};

/// The most that a history weighs which is read from a library.
pub(crate) const MOST_READ: u64 = 1 << 30;
/// The most that a history weighs which is written or taken from another copy; less than what is read, so that whatever was written is
/// read.
pub(crate) const MOST_WRITTEN: u64 = 768 << 20;

/// What an operation takes: 170 bytes were measured, besides its value.
const OPERATION: u64 = 256;
/// What a change takes: 1,300 bytes were measured, besides its operations.
const CHANGE: u64 = 2_048;
/// How many times a byte of the history itself is in memory while it is being read.
const COPIES: u64 = 4;
/// The highest number of an operation. Each new one takes the next, and Automerge has 32 bits for it.
const HIGHEST: u64 = 1 << 30;

/// A bit of a column's kind: its content is deflated.
const DEFLATED: u64 = 0b1000;
/// The column of a document with the number of each change's last operation.
const LAST_OPERATION: u64 = 0x13;

/// Weighs a history, or changes of one, in bytes of memory.
///
/// # Errors
/// [`Unreadable::TooLarge`] as soon as it weighs more than `most`; [`Unreadable::History`] where it is not a history.
pub(crate) fn weigh(bytes: &[u8], most: u64) -> Result<u64, Unreadable> {
    let mut scale = Scale { most, left: most };
    let mut rest = bytes;
    while !rest.is_empty() {
        let chunk = seal::first(rest).ok_or(Unreadable::Checksum)?;
        scale.put(COPIES, chunk.contents.len())?;
        match chunk.kind {
            seal::DOCUMENT => scale.document(&mut Bytes(chunk.contents))?,
            seal::CHANGE => scale.change(&mut Bytes(chunk.contents))?,
            seal::COMPRESSED => {
                let contents = scale.inflate(chunk.contents)?;
                scale.change(&mut Bytes(&contents))?;
            }
            // Automerge also has bundles, which it calls experimental; nobody has ever stored one.
            kind => {
                return Err(Unreadable::History(format!(
                    "it has a part of unknown kind {kind}"
                )));
            }
        }
        rest = chunk.rest;
    }
    Ok(most - scale.left)
}

/// What may still be put on the scale.
struct Scale {
    most: u64,
    left: u64,
}

impl Scale {
    fn put(&mut self, weight: u64, count: impl TryInto<u64>) -> Result<(), Unreadable> {
        let count = count.try_into().unwrap_or(u64::MAX);
        match self.left.checked_sub(weight.saturating_mul(count)) {
            Some(left) => self.left = left,
            None => return Err(Unreadable::TooLarge { most: self.most }),
        }
        Ok(())
    }

    /// Inflates as much as may still be put on the scale, and puts it there.
    fn inflate(&mut self, deflated: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let mut inflated = Vec::new();
        self.inflate_into(deflated, &mut inflated)?;
        Ok(inflated)
    }

    fn inflate_into(&mut self, deflated: &[u8], into: &mut impl io::Write) -> Result<(), Unreadable> {
        // One byte more than there is room for tells that there is more.
        let room = (self.left / COPIES).saturating_add(1);
        let inflated = io::copy(&mut DeflateDecoder::new(deflated).take(room), into)
            .map_err(|error| Unreadable::History(error.to_string()))?;
        self.put(COPIES, inflated)
    }

    fn document(&mut self, bytes: &mut Bytes<'_>) -> Result<(), Unreadable> {
        skip_actors(bytes)?;
        let heads = bytes.unsigned()?;
        bytes.take(heads.saturating_mul(32))?;
        let changes = columns(bytes)?;
        let operations = columns(bytes)?;
        let rows = self.rows(&changes, bytes)?;
        self.put(CHANGE, rows)?;
        let rows = self.rows(&operations, bytes)?;
        self.put(OPERATION, rows)
    }

    fn change(&mut self, bytes: &mut Bytes<'_>) -> Result<(), Unreadable> {
        let before = bytes.unsigned()?;
        bytes.take(before.saturating_mul(32))?;
        skip(bytes)?;
        let number_of_actor = bytes.unsigned()?;
        let first_operation = bytes.unsigned()?;
        if number_of_actor.max(first_operation) > HIGHEST {
            return Err(too_high());
        }
        bytes.signed()?;
        skip(bytes)?;
        skip_actors(bytes)?;
        let operations = columns(bytes)?;
        self.put(CHANGE, 1_u64)?;
        let rows = self.rows(&operations, bytes)?;
        self.put(OPERATION, rows)
    }

    /// Returns how many rows the columns have that follow; the longest column counts.
    fn rows(&mut self, columns: &[(u64, u64)], bytes: &mut Bytes<'_>) -> Result<u64, Unreadable> {
        let mut most = 0;
        for &(kind, length) in columns {
            let stored = bytes.take(length)?;
            let inflated;
            let column = match kind & DEFLATED {
                0 => stored,
                // The values are only bytes, of which nothing is to be known but how many they are.
                _ if kind & 0b111 == 7 => {
                    self.inflate_into(stored, &mut io::sink())?;
                    continue;
                }
                _ => {
                    inflated = self.inflate(stored)?;
                    &inflated
                }
            };
            most = most.max(self.rows_of(kind & !DEFLATED, &mut Bytes(column))?);
        }
        Ok(most)
    }

    fn rows_of(&mut self, kind: u64, column: &mut Bytes<'_>) -> Result<u64, Unreadable> {
        match kind & 0b111 {
            4 => {
                let mut rows = 0_u64;
                while !column.0.is_empty() {
                    rows = rows.saturating_add(column.unsigned()?);
                }
                Ok(rows)
            }
            7 => Ok(0),
            what => self.runs(kind, what, column),
        }
    }

    /// Counts the rows of a column in which runs are packed.
    fn runs(&mut self, kind: u64, what: u64, column: &mut Bytes<'_>) -> Result<u64, Unreadable> {
        let (mut rows, mut sum) = (0_u64, 0_i64);
        while !column.0.is_empty() {
            let run = column.signed()?;
            let (repeated, singly) = match run {
                0 => {
                    rows = rows.saturating_add(column.unsigned()?);
                    continue;
                }
                1.. => (run, 1),
                _ => (1, run.unsigned_abs()),
            };
            for _ in 0..singly {
                match what {
                    5 => {
                        let text = column.unsigned()?;
                        column.take(text)?;
                        self.put(text, repeated - 1)?;
                    }
                    3 => {
                        sum = sum.saturating_add(column.signed()?.saturating_mul(repeated));
                        if kind == LAST_OPERATION && !u64::try_from(sum).is_ok_and(|sum| sum <= HIGHEST) {
                            return Err(too_high());
                        }
                    }
                    _ => drop(column.unsigned()?),
                }
            }
            rows = rows.saturating_add(run.unsigned_abs());
        }
        Ok(rows)
    }
}

/// Reads which columns follow: the kind of each and its length.
fn columns(bytes: &mut Bytes<'_>) -> Result<Vec<(u64, u64)>, Unreadable> {
    let mut columns = Vec::new();
    for _ in 0..bytes.unsigned()? {
        columns.push((bytes.unsigned()?, bytes.unsigned()?));
    }
    Ok(columns)
}

fn skip_actors(bytes: &mut Bytes<'_>) -> Result<(), Unreadable> {
    for _ in 0..bytes.unsigned()? {
        skip(bytes)?;
    }
    Ok(())
}

/// Skips bytes that say themselves how many they are.
fn skip(bytes: &mut Bytes<'_>) -> Result<(), Unreadable> {
    let length = bytes.unsigned()?;
    bytes.take(length).map(drop)
}

fn too_high() -> Unreadable {
    Unreadable::History("its changes have numbers that no history reaches".to_owned())
}

#[cfg(test)]
#[path = "weight_tests.rs"]
mod tests;
