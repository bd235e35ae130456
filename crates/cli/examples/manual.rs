//! Writes the manual pages and the shells' completions of `chancery`, as its command line is.
//!
//! `manual FOLDER` makes the folder's `man`, `bash`, `zsh` and `fish`.

// The example has the command line only; who reads it is the program.
#![expect(dead_code, reason = "nothing is run here")]

#[path = "../src/arguments.rs"]
mod arguments;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::CommandFactory as _;
use clap_complete::{Shell, generate_to};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("the folder to write into is missing: manual FOLDER")?;
    let command = arguments::Arguments::command();
    let pages = folder.join("man");
    fs::create_dir_all(&pages)?;
    clap_mangen::generate_to(command.clone().disable_help_subcommand(true), &pages)?;
    for (shell, name) in [(Shell::Bash, "bash"), (Shell::Zsh, "zsh"), (Shell::Fish, "fish")] {
        let completions = folder.join(name);
        fs::create_dir_all(&completions)?;
        generate_to(shell, &mut command.clone(), "chancery", &completions)?;
    }
    Ok(())
}
