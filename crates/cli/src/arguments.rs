//! The command line.

use std::{io, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use desk::{Access, DeskError, ExportFormat};

/// Plans ministerial visits from the command line: imports, lists, shows and exports what the application keeps.
///
/// Answers go to standard output, errors and warnings to standard error.
#[derive(Debug, Parser)]
#[command(
    name = "chancery",
    version,
    after_help = "Exit codes:
  0    done
  1    not done, or not all of it: the file, the visit or the library is at fault; the message says how
  2    the command line or the environment is wrong
  130  cancelled with Ctrl+C (143: told to end); nothing is left half done. A second Ctrl+C ends at once

Who reads standard output may stop at any time ('chancery list | head'); the exit code is that of the work. Where standard
output cannot be written (a full disk), it is 1.

Environment:
  CHANCERY_LIBRARY   the folder of the library, where --library names none
  CHANCERY_AUTHOR    who is at work, for the history of the visits [default: the account]; the history keeps the account's
                     name beside another one
  SOURCE_DATE_EPOCH  the moment that exported documents state as their own, in seconds since 1970 [default: now]; the same
                     visit then gives the same bytes. What is stored always has the true time

With --json, standard output holds the answer, and each line of standard error is one error or warning:
{\"severity\": \"error\", \"code\": ..., \"message\": ..., \"subject\": ..., \"remedy\": ...} (or \"warning\"; the remedy may be
missing).

VISIT is the id of a visit, the beginning of its id, or its title.

Examples:
  chancery import calendar.ics
  chancery import talks.ics --into 'Tokyo 2017'
  chancery list --json
  chancery export 'Tokyo 2017' --format pdf --out programme.pdf
  chancery export --all --format ics --out all.ics"
)]
pub(crate) struct Arguments {
    /// Uses the library in this folder, which 'import' and 'sample' make if it is missing [default: the platform's data folder]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "CHANCERY_LIBRARY",
        hide_env_values = true
    )]
    pub(crate) library: Option<PathBuf>,

    /// Answers in JSON, errors too
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// What to do
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Imports a visit (.json) or a calendar (.ics)
    ///
    /// A calendar becomes a new visit, named after the calendar or the file, or goes into a visit that is there. Its
    /// events become engagements, its tasks become tasks of the checklist. What cannot be taken is reported line by line.
    Import {
        /// The file
        file: PathBuf,
        /// Takes the events and tasks of a calendar into this visit
        #[arg(long, value_name = "VISIT")]
        into: Option<String>,
    },
    /// Puts the sample visit (Tokyo, March 2017) into the library
    Sample,
    /// Lists the visits of the library
    List {
        /// Lists those in the trash, too
        #[arg(long)]
        trash: bool,
    },
    /// Shows a visit: its facts and its programme
    Show {
        /// The visit
        visit: String,
    },
    /// Exports the programme as PDF or iCalendar, or the visit as JSON
    Export(Export),
    /// Reads the whole library and says what is wrong with it; changes nothing
    CheckLibrary,
    /// Copies the library into a file that does not exist yet
    Backup {
        /// The file
        file: PathBuf,
    },
    /// Saves what can be read of a damaged library into a new library
    ///
    /// Nothing is written to the damaged one. A visit that can be read in part is saved up to its first unreadable change.
    /// What is lost is reported: who changed what, and when.
    Rescue {
        /// The folder of the new library
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Makes a new visit of what can be read of a damaged one
    ///
    /// The new visit has everything up to the first change that cannot be read. What is lost is reported: who changed what,
    /// and when. The damaged visit stays as it is.
    Recover {
        /// The damaged visit
        visit: String,
    },
    /// Takes the library as it is now, though changes that were saved in it are missing
    ///
    /// A library whose journal was lost, or in whose place an older copy was put, is not written before its user says so.
    /// The missing changes are then gone for good: put the newest copy and its journal back instead, where they are to be had.
    AcceptLibrary,
}

impl Command {
    /// Returns what the command does with the library. Only what brings something in makes one, so that a mistyped folder is noticed.
    pub(crate) fn access(&self) -> Access {
        match self {
            Command::Import { into: None, .. } | Command::Sample => Access::Create,
            Command::Import { into: Some(_), .. } | Command::Recover { .. } => Access::Write,
            Command::List { .. }
            | Command::Show { .. }
            | Command::Export(_)
            | Command::CheckLibrary
            | Command::Backup { .. }
            | Command::Rescue { .. }
            | Command::AcceptLibrary => Access::Read,
        }
    }

    /// Returns whether the command lists visits without opening them, so that the damaged ones have to be looked for.
    pub(crate) fn lists(&self) -> bool {
        matches!(self, Command::List { .. })
    }

    /// Returns whether the command may take long, so that it tells how far it is and can be cancelled.
    pub(crate) fn is_long(&self) -> bool {
        !matches!(
            self,
            Command::Sample | Command::Show { .. } | Command::AcceptLibrary
        )
    }
}

/// What to export.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The visit
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(crate) visit: Option<String>,
    /// Exports every visit that is not in the trash: into one file, if FILE ends as the format does; else into the folder
    /// FILE, a file for each visit
    #[arg(long)]
    pub(crate) all: bool,
    /// The format
    #[arg(long, value_enum)]
    pub(crate) format: Format,
    /// Where to write; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// The languages of the programme, best first, for example ru,en [default: those of the visit]
    #[arg(long, value_name = "LANGUAGES", value_delimiter = ',')]
    pub(crate) languages: Vec<String>,
    /// Exports only what falls on these days of the host's calendar, for example 2017-03-20..2017-03-21, or 2017-03-20.. for
    /// all from that day on. For pdf and ics; engagements without a day are left out
    #[arg(long, value_name = "FIRST..LAST")]
    pub(crate) days: Option<visit::DayRange>,
}

/// The formats of an export.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    /// The programme as PDF
    Pdf,
    /// The programme as iCalendar
    Ics,
    /// The whole visit as JSON
    Json,
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Pdf => ExportFormat::Pdf,
            Format::Ics => ExportFormat::Ics,
            Format::Json => ExportFormat::Json,
        }
    }
}

impl Arguments {
    /// Returns the folder of the library.
    pub(crate) fn library_folder(&self) -> Result<PathBuf, DeskError> {
        if let Some(folder) = &self.library {
            return Ok(folder.clone());
        }
        desk::default_library().ok_or_else(|| DeskError::Unreadable {
            path: PathBuf::from("~"),
            source: io::Error::new(
                io::ErrorKind::NotFound,
                "there is no home folder; name a library with --library",
            ),
        })
    }
}
