//! The `chancery` command: what the desk can do, for scripts and servers.

mod arguments;
mod commands;
mod host;
mod print;

use std::{process::ExitCode, sync::Arc};

use clap::Parser as _;
use desk::{Desk, DeskError};

use arguments::Arguments;
use host::Terminal;
use print::Printer;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let printer = Printer { json: arguments.json };
    match run(&arguments, &printer) {
        Ok(code) => code,
        Err(error) => {
            printer.error(&error);
            ExitCode::from(commands::FAILED)
        }
    }
}

fn run(arguments: &Arguments, printer: &Printer) -> Result<ExitCode, DeskError> {
    let folder = arguments.library_folder()?;
    let desk = Arc::new(Desk::open(
        &folder,
        arguments.command.access(),
        Arc::new(Terminal::new()),
    )?);
    if arguments.command.is_about_every_visit() {
        desk.verify_visits(&desk.begin(commands::JOB))?;
    }
    for warning in desk.warnings() {
        printer.warning(&warning);
    }
    commands::run(&desk, &arguments.command, printer)
}
