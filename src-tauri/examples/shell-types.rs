//! Writes the TypeScript types of the shell's own commands and events into a folder. `cargo xtask generate` calls it.

use std::error::Error;

use chancery_desktop::{Appearance, FilesGiven, MenuCommand, MenuState};
use ts_rs::{Config, TS as _};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .ok_or("the folder to write to is missing")?;
    let config = Config::new().with_out_dir(folder);
    Appearance::export_all(&config)?;
    FilesGiven::export_all(&config)?;
    MenuCommand::export_all(&config)?;
    MenuState::export_all(&config)?;
    Ok(())
}
