//! Writes what Chancery makes of damaged calendars into a folder, for other programs to read: `damaged_calendars FOLDER`.
//!
//! Each file stands there twice: as it was damaged (`17.damaged`), and as it was written (`17.ics`) where there was something
//! to write.

use std::{error::Error, fs, path::PathBuf};
use visit::Document as _;

#[path = "../tests/it/damage/mod.rs"]
mod damage;
#[path = "../tests/it/support.rs"]
mod support;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(
        std::env::args_os()
            .nth(1)
            .ok_or("usage: damaged_calendars FOLDER")?,
    );
    fs::create_dir_all(&folder)?;
    for number in 0..damage::FILES {
        let input = damage::file(damage::SEED, number);
        fs::write(folder.join(format!("{number}.damaged")), &input)?;
        let Ok(imported) = ical::read(&input, &visit::Lang::from("en")) else {
            continue;
        };
        let visit = support::visit_of(&imported);
        visit.validate()?;
        if let Ok(text) = ical::write(&support::programme_of(&visit)) {
            fs::write(folder.join(format!("{number}.ics")), text)?;
        }
    }
    Ok(())
}
