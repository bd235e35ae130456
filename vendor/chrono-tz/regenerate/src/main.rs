//! Writes `directory.rs` and `timezones.rs` into the folder given as the first argument, from the zone sources that
//! `$CARGO_MANIFEST_DIR/tz` holds when the program runs (that is where chrono-tz-build looks).

use std::path::Path;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder to write the tables into");
    chrono_tz_build::main(Path::new(&folder), false, false);
}
