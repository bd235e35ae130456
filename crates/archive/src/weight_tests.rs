use sha2::{Digest, Sha256};

use super::*;
use visit::DocumentKind;

use crate::{history::History, initial, stamp::SessionId};

fn shipped() -> &'static [u8] {
    initial::of(DocumentKind::Visit).bytes
}

#[test]
fn the_shipped_document_weighs_little() {
    let weight = weigh(shipped(), MOST_READ).unwrap();
    assert!(weight > shipped().len() as u64 && weight < 256 << 10, "{weight}");
    let twice = weigh(&[shipped(), shipped()].concat(), MOST_READ).unwrap();
    assert_eq!(twice, weight * 2);
    assert!(matches!(
        weigh(shipped(), weight - 1),
        Err(Unreadable::TooLarge { .. })
    ));
    assert!(weigh(shipped(), weight).is_ok());
}

#[test]
fn a_stored_change_that_stands_for_too_much_is_not_read() {
    // A change of 2^40 operations: their keys, whether they insert, what they do, their values, what they replace.
    let many = &[0x80, 0x80, 0x80, 0x80, 0x80, 0x20][..];
    let run = |value: &[u8]| [many, value].concat();
    let columns = [
        (0x15, run(b"\x01k")),
        (0x34, many.to_vec()),
        (0x42, run(&[1])),
        (0x56, run(&[0])),
        (0x70, run(&[0])),
    ];
    let mut contents = vec![0, 1, 7, 1, 1, 0, 0, 0, 5];
    for (kind, column) in &columns {
        contents.extend([*kind, u8::try_from(column.len()).unwrap()]);
    }
    contents.extend(columns.iter().flat_map(|(_, column)| column));
    let sealed = [
        &[seal::CHANGE, u8::try_from(contents.len()).unwrap()][..],
        &contents,
    ]
    .concat();
    let sum = Sha256::digest(&sealed);
    let bomb = [&[0x85, 0x6f, 0x4a, 0x83][..], &sum[..4], &sealed].concat();
    let read = History::load(shipped(), [bomb.as_slice()], SessionId([1; 16]));
    assert!(matches!(read, Err(Unreadable::TooLarge { .. })));
    assert!(matches!(
        History::load(&bomb, [], SessionId([1; 16])),
        Err(Unreadable::TooLarge { .. })
    ));
}
