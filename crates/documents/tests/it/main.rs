//! The programme, from the outside: what it promises, what it prints, and that nothing breaks it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at what it did not expect"
)]

mod golden;
mod golden_files;
mod memory;
mod nouns;
mod part;
mod robust;
mod samples;
mod standards;
