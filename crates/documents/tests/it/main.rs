//! The programme, from the outside: what it promises, what it prints, and that nothing breaks it.

mod golden;
mod golden_files;
mod robust;
mod samples;
mod standards;
