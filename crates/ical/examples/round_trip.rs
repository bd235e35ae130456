//! Reads the calendar file on standard input into a visit, and writes that visit's programme to standard output; the report
//! goes to standard error. `tests/independent.py` compares the two with another program's eyes.

use std::io::{Read, Write};
use visit::Document as _;

#[path = "../tests/it/support.rs"]
mod support;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input)?;
    let imported = ical::read(&input, &visit::Lang::from("en"))?;
    for line in &imported.report {
        eprintln!(
            "line {}: {:?}: {}: {}",
            line.line, line.outcome, line.what, line.why
        );
    }
    let visit = support::visit_of(&imported);
    visit.validate()?;
    std::io::stdout().write_all(ical::write(&support::programme_of(&visit))?.as_bytes())?;
    Ok(())
}
