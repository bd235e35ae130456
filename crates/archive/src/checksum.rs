//! The checksum that every row carries: the beginning of the SHA-256 of its table's name and of all its columns, the key included.
//!
//! SQLite notices when its pages contradict each other, not when a value on them was flipped. The checksum does, and it also notices
//! a row that an index wrongly gives for another one.

use rusqlite::ffi;
use sha2::{Digest, Sha256};

/// How many bytes of the SHA-256 are kept: enough that no accident ever passes.
pub(crate) const LENGTH: usize = 16;

/// The checksum of a row, or the sum of those of several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Checksum(pub(crate) [u8; LENGTH]);

impl Checksum {
    /// Reads a stored checksum; bytes of another length are none.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Adds a row to a sum, or takes it away again: both are the same (exclusive or), and the order does not matter.
    pub(crate) fn fold(&mut self, row: Self) {
        for (byte, other) in self.0.iter_mut().zip(row.0) {
            *byte ^= other;
        }
    }
}

/// Computes the checksum of one row, column by column.
pub(crate) struct Columns(Sha256);

impl Columns {
    pub(crate) fn of(table: &str) -> Self {
        Self(Sha256::new()).text(table)
    }

    // A letter for the type and the length before the value: no two rows are the same bytes.
    fn value(mut self, kind: u8, bytes: &[u8]) -> Self {
        self.0.update([kind]);
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    pub(crate) fn text(self, text: &str) -> Self {
        self.value(b't', text.as_bytes())
    }

    pub(crate) fn bytes(self, bytes: &[u8]) -> Self {
        self.value(b'b', bytes)
    }

    pub(crate) fn number(self, number: i64) -> Self {
        self.value(b'n', &number.to_be_bytes())
    }

    pub(crate) fn number_or_null(self, number: Option<i64>) -> Self {
        match number {
            Some(number) => self.number(number),
            None => self.value(b'0', &[]),
        }
    }

    pub(crate) fn text_or_null(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(text),
            None => self.value(b'0', &[]),
        }
    }

    pub(crate) fn finish(self) -> Checksum {
        let mut checksum = Checksum::default();
        for (byte, other) in checksum.0.iter_mut().zip(self.0.finalize()) {
            *byte = other;
        }
        checksum
    }
}

/// The error of a row that is not what was written, as SQLite itself reports a page that is not.
pub(crate) fn mismatch(table: &str) -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(
        ffi::Error::new(ffi::SQLITE_CORRUPT),
        Some(format!("a row of the table '{table}' fails its checksum")),
    )
}

/// Whether an error says that a row or a page is not what was written.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt)
        || matches!(
            error,
            rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..)
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_moves_to_another_column_or_becomes_null_is_another_row() {
        let rows = [
            Columns::of("t").text("ab").text(""),
            Columns::of("t").text("a").text("b"),
            Columns::of("t").bytes(b"ab").text(""),
            Columns::of("t").text("ab").text_or_null(None),
            Columns::of("u").text("ab").text(""),
            Columns::of("t").text("ab").number(0),
            Columns::of("t").text("ab").number(1),
        ];
        let mut sums: Vec<_> = rows.into_iter().map(|row| row.finish().0).collect();
        sums.sort_unstable();
        sums.dedup();
        assert_eq!(sums.len(), 7);
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order_and_forgets_what_is_taken_away() {
        let [a, b] = ["a", "b"].map(|name| Columns::of(name).finish());
        let sum = |rows: &[Checksum]| {
            let mut sum = Checksum::default();
            rows.iter().for_each(|row| sum.fold(*row));
            sum
        };
        assert_eq!(sum(&[a, b]), sum(&[b, a]));
        assert_eq!(sum(&[a, b, a]), b);
        assert_ne!(sum(&[a, b]), sum(&[a]));
    }
}
