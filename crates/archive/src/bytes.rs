//! Reading the numbers of Automerge's binary format out of bytes that nobody has verified.

use crate::error::Unreadable;

/// What is left to be read.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> Bytes<'a> {
    /// Takes so many bytes.
    pub(crate) fn take(&mut self, count: u64) -> Result<&'a [u8], Unreadable> {
        let taken = usize::try_from(count)
            .ok()
            .and_then(|count| self.0.split_at_checked(count));
        let (taken, rest) = taken.ok_or_else(too_short)?;
        self.0 = rest;
        Ok(taken)
    }

    /// Takes an unsigned LEB128 number.
    pub(crate) fn unsigned(&mut self) -> Result<u64, Unreadable> {
        let (number, length, _) = self.leb128()?;
        self.take(length)?;
        u64::try_from(number).map_err(|_| no_number())
    }

    /// Takes a signed LEB128 number.
    pub(crate) fn signed(&mut self) -> Result<i64, Unreadable> {
        let (number, length, last) = self.leb128()?;
        self.take(length)?;
        let bits = length * 7;
        let number = i128::try_from(number).map_err(|_| no_number())?;
        let number = if last & 0x40 == 0 {
            number
        } else {
            number - (1_i128 << bits)
        };
        i64::try_from(number).map_err(|_| no_number())
    }

    /// Returns the number that comes next without its sign, how many bytes it has, and the last of them.
    fn leb128(&self) -> Result<(u128, u64, u8), Unreadable> {
        let mut number = 0_u128;
        for (length, &byte) in (1..=10_u64).zip(self.0) {
            number |= u128::from(byte & 0x7f) << ((length - 1) * 7);
            if byte & 0x80 == 0 {
                return Ok((number, length, byte));
            }
        }
        Err(no_number())
    }
}

fn too_short() -> Unreadable {
    Unreadable::History("it ends in the middle".to_owned())
}

fn no_number() -> Unreadable {
    Unreadable::History("something in it is not a number".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for (bytes, unsigned, signed) in [
            (&[0x00][..], Some(0), Some(0)),
            (&[0x7f], Some(127), Some(-1)),
            (&[0x80, 0x01], Some(128), Some(128)),
            (&[0xe5, 0x8e, 0x26], Some(624_485), Some(624_485)),
            (&[0xc0, 0xbb, 0x78], Some(1_973_696), Some(-123_456)),
            (
                &[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
                Some(u64::MAX),
                None,
            ),
            (
                &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f],
                None,
                Some(i64::MIN),
            ),
            (&[0x80, 0x80], None, None),
            (&[], None, None),
            (&[0xff; 11], None, None),
        ] {
            assert_eq!(Bytes(bytes).unsigned().ok(), unsigned, "{bytes:x?}");
            assert_eq!(Bytes(bytes).signed().ok(), signed, "{bytes:x?}");
        }
    }

    #[test]
    fn what_is_taken_is_gone_and_more_than_there_is_cannot_be_taken() {
        let mut bytes = Bytes(b"abc");
        assert_eq!(bytes.take(2).ok(), Some(&b"ab"[..]));
        assert!(bytes.take(2).is_err());
        assert!(bytes.take(u64::MAX).is_err());
        assert_eq!(bytes.0, b"c");
    }
}
