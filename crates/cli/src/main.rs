//! The `chancery` command: what the desk can do, for scripts and servers.

mod arguments;
mod commands;
mod environment;
mod error;
mod escape;
mod host;
mod interrupt;
mod notice;
mod print;
mod report;

use std::{process::ExitCode, sync::Arc};

use clap::Parser as _;
use desk::{Desk, FileToImport, Host, Job};

use arguments::{Arguments, Command};
use environment::Environment;
use error::CliError;
use host::Terminal;
use interrupt::Interrupts;
use notice::Notice;
use print::Printer;

/// The exit code of a command that was not done.
const FAILED: u8 = 1;

/// The exit code of a wrong command line or environment.
const WRONG_CALL: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(said) => return parsed(&said),
    };
    let printer = Printer::new(arguments.json);
    let interrupts = Interrupts::default();
    run(&arguments, &printer, &interrupts).unwrap_or_else(|error| {
        printer.notice(&Notice::from(&error));
        ExitCode::from(match error {
            CliError::Environment { .. } => WRONG_CALL,
            error if error.is_cancelled() => interrupts.exit_code(),
            _ => FAILED,
        })
    })
}

/// Tells what the parser of the command line has to say: help, the version, or what is wrong.
fn parsed(said: &clap::Error) -> ExitCode {
    let before_dashes = std::env::args_os().take_while(|word| word != "--");
    let printer = Printer::new(before_dashes.into_iter().any(|word| word == "--json"));
    match printer.parsed(said) {
        Ok(()) if said.use_stderr() => ExitCode::from(WRONG_CALL),
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            printer.notice(&Notice::from(&error));
            ExitCode::from(FAILED)
        }
    }
}

fn run(arguments: &Arguments, printer: &Printer, interrupts: &Interrupts) -> Result<ExitCode, CliError> {
    let environment = Environment::read()?;
    let folder = arguments.library_folder()?;
    let host: Arc<dyn Host> = Arc::new(Terminal::new(environment, printer.bar()));
    if arguments.command.is_long() {
        interrupts.watch()?;
    }
    let job = Job::until("command", &host, interrupts.flag());
    // A library that cannot even be opened can be rescued.
    if let Command::Rescue { folder: to } = &arguments.command {
        return commands::rescue(&folder, to, &host, &job, printer);
    }
    // So can one be accepted that lacks what was saved in it.
    if let Command::AcceptLibrary = &arguments.command {
        return commands::accept(&folder, printer);
    }
    // What cannot be imported makes no library either.
    let file = match &arguments.command {
        Command::Import { file, into: None } => Some(FileToImport::read(&folder, file, &job)?),
        _ => None,
    };
    let desk = Desk::open(&folder, arguments.command.access(), host)?;
    if arguments.command.lists() {
        desk.verify_visits(&job)?;
    }
    let subject = folder.display().to_string();
    let damage = desk.damage();
    printer.knows_of(&damage);
    let warnings = damage.iter().map(|damage| Notice::of_damage(damage, &subject));
    printer.warnings(&warnings.collect::<Vec<_>>());
    commands::run(
        &desk,
        &arguments.command,
        file.as_ref(),
        &job,
        printer,
        interrupts,
    )
}
