//! Makes histories by hand, byte by byte, in the binary format of Automerge.

use flate2::{Compress, Compression, FlushCompress};
use sha2::{Digest, Sha256};

pub(crate) fn unsigned(mut number: u64, out: &mut Vec<u8>) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap();
        number >>= 7;
        if number == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

pub(crate) fn signed(mut number: i64, out: &mut Vec<u8>) {
    loop {
        let low = u8::try_from(number & 0x7f).unwrap();
        number >>= 7;
        if number == if low & 0x40 == 0 { 0 } else { -1 } {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

pub(crate) fn numbers(all: &[u64]) -> Vec<u8> {
    let mut out = Vec::new();
    all.iter().for_each(|number| unsigned(*number, &mut out));
    out
}

/// A run: so many times the same value.
pub(crate) fn run(count: i64, value: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    signed(count, &mut out);
    [out, value.to_vec()].concat()
}

/// So many times nothing.
pub(crate) fn nothings(count: u64) -> Vec<u8> {
    numbers(&[0, count])
}

pub(crate) fn chunk(kind: u8, contents: &[u8]) -> Vec<u8> {
    let sealed = [&[kind][..], &numbers(&[contents.len() as u64]), contents].concat();
    let sum = Sha256::digest(&sealed);
    [&[0x85, 0x6f, 0x4a, 0x83][..], &sum[..4], &sealed].concat()
}

/// Deflates so many MiB of one byte.
pub(crate) fn deflated(byte: u8, mib: usize) -> Vec<u8> {
    let mut one = Vec::with_capacity(1 << 16);
    Compress::new(Compression::default(), false)
        .compress_vec(&vec![byte; 1 << 20], &mut one, FlushCompress::Sync)
        .unwrap();
    // What was flushed stands for itself and can be repeated; at the end is an empty block that is the last.
    [one.repeat(mib), vec![0x03, 0x00]].concat()
}

pub(crate) fn columns(all: &[(u64, Vec<u8>)]) -> (Vec<u8>, Vec<u8>) {
    let mut about = numbers(&[all.len() as u64]);
    let mut data = Vec::new();
    for (kind, column) in all {
        about.extend(numbers(&[*kind, column.len() as u64]));
        data.extend(column);
    }
    (about, data)
}

/// A change without dependencies, by one actor, with these columns.
pub(crate) fn change(first: u64, all: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let (about, data) = columns(all);
    let head = [numbers(&[0, 1]), vec![7], numbers(&[1, first, 0, 0, 0])].concat();
    [head, about, data].concat()
}

pub(crate) fn document(changes: &[(u64, Vec<u8>)], operations: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let (about_changes, changes) = columns(changes);
    let (about_operations, operations) = columns(operations);
    // One actor, and one head, without which Automerge would look no further.
    let head = [&[1, 1, 7, 1][..], &[0xab; 32]].concat();
    chunk(
        0,
        &[head, about_changes, about_operations, changes, operations].concat(),
    )
}

/// The columns of a change that puts so many times nothing under one key.
pub(crate) fn puts(count: i64, key: &[u8]) -> Vec<(u64, Vec<u8>)> {
    let (many, length) = (count.unsigned_abs(), numbers(&[key.len() as u64]));
    vec![
        (0x15, run(count, &[length, key.to_vec()].concat())),
        (0x34, numbers(&[many])),
        (0x42, run(count, &[1])),
        (0x56, run(count, &[0])),
        (0x70, run(count, &[0])),
    ]
}
