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
  0  done
  1  not done: the file, the visit or the library is at fault; the message says how
  2  the command line is wrong

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
    #[arg(long, global = true, value_name = "DIR", env = "CHANCERY_LIBRARY")]
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
}

impl Command {
    /// Returns what the command does with the library. Only what brings something in makes one, so that a mistyped folder is noticed.
    pub(crate) fn access(&self) -> Access {
        match self {
            Command::Import { into: None, .. } | Command::Sample => Access::Create,
            Command::Import { into: Some(_), .. } => Access::Write,
            Command::List { .. }
            | Command::Show { .. }
            | Command::Export(_)
            | Command::CheckLibrary
            | Command::Backup { .. } => Access::Read,
        }
    }

    /// Whether the command is about every visit, so that the damaged ones are named whether or not somebody opens them.
    pub(crate) fn is_about_every_visit(&self) -> bool {
        matches!(
            self,
            Command::List { .. } | Command::Export(Export { all: true, .. })
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
