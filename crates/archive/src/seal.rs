//! The checksum that every chunk of an Automerge history carries, verified without reading the history itself.
//!
//! A chunk is the magic bytes, four bytes of checksum, a type, the length of the contents (LEB128) and the contents; the checksum is the
//! beginning of the SHA-256 of all that follows it. Source: the Automerge binary format specification, section "Chunk".

use sha2::{Digest, Sha256};

use crate::{bytes::Bytes, error::Unreadable};

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// The type of a chunk that is a whole history.
pub(crate) const DOCUMENT: u8 = 0;
/// The type of a chunk that is one change.
pub(crate) const CHANGE: u8 = 1;
/// The type of a chunk whose contents are compressed; its checksum is that of the change inside it, so it is verified on reading.
pub(crate) const COMPRESSED: u8 = 2;

/// One chunk of a history.
pub(crate) struct Chunk<'a> {
    pub(crate) kind: u8,
    pub(crate) contents: &'a [u8],
    /// What comes after it.
    pub(crate) rest: &'a [u8],
    checksum: &'a [u8],
    /// All that the checksum is made of.
    sealed: &'a [u8],
}

/// Verifies every chunk in `bytes`.
///
/// Automerge reads no bytes at all as an empty document; here that is an error, for nobody has ever stored an empty one.
pub(crate) fn verify(bytes: &[u8]) -> Result<(), Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut rest = bytes;
    while !rest.is_empty() {
        rest = verify_first(rest).ok_or(Unreadable::Checksum)?;
    }
    Ok(())
}

/// Verifies the first chunk and returns what follows it.
fn verify_first(bytes: &[u8]) -> Option<&[u8]> {
    let chunk = first(bytes)?;
    let good = chunk.kind == COMPRESSED
        || Sha256::digest(chunk.sealed)
            .as_slice()
            .starts_with(chunk.checksum);
    good.then_some(chunk.rest)
}

/// Finds the first chunk, without verifying it.
pub(crate) fn first(bytes: &[u8]) -> Option<Chunk<'_>> {
    let sealed = bytes.strip_prefix(&MAGIC)?;
    let (checksum, sealed) = sealed.split_at_checked(4)?;
    let (&kind, after) = sealed.split_first()?;
    let mut after = Bytes(after);
    let length = after.unsigned().ok()?;
    let contents = after.take(length).ok()?;
    let (sealed, rest) = sealed.split_at_checked(sealed.len() - after.0.len())?;
    Some(Chunk {
        kind,
        contents,
        rest,
        checksum,
        sealed,
    })
}

#[cfg(test)]
mod tests {
    use visit::DocumentKind;

    use super::*;
    use crate::initial;

    fn shipped() -> &'static [u8] {
        initial::of(DocumentKind::Visit).bytes
    }

    #[test]
    fn the_shipped_document_is_good() {
        assert!(verify(shipped()).is_ok());
        assert!(verify(&[shipped(), shipped()].concat()).is_ok());
    }

    #[test]
    fn no_flipped_bit_and_no_cut_passes() {
        for position in 0..shipped().len() {
            for bit in 0..8 {
                let mut bytes = shipped().to_vec();
                bytes[position] ^= 1 << bit;
                // A flip may turn the type into "compressed", which is verified on reading.
                let type_byte = position == 8;
                assert!(
                    type_byte || verify(&bytes).is_err(),
                    "bit {bit} of byte {position}"
                );
            }
            assert!(verify(&shipped()[..position]).is_err(), "cut at {position}");
        }
    }
}
