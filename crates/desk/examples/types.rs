//! Writes the TypeScript types of everything that crosses to the screen into the folder given.

use std::{env, path::PathBuf, process::ExitCode};

use ts_rs::{Config, TS};

fn export(folder: PathBuf) -> Result<(), ts_rs::ExportError> {
    let config = Config::new().with_large_int("number").with_out_dir(folder);
    visit::Visit::export_all(&config)?;
    visit::Edit::export_all(&config)?;
    visit::EntityTypes::export_all(&config)?;
    visit::Precision::export_all(&config)?;
    visit::RefusalCode::export_all(&config)?;
    desk::Startup::export_all(&config)?;
    desk::OpenedVisit::export_all(&config)?;
    desk::EditAnswer::export_all(&config)?;
    desk::HistoryEntry::export_all(&config)?;
    desk::NewVisit::export_all(&config)?;
    desk::ImportReport::export_all(&config)?;
    desk::ExportFormat::export_all(&config)?;
    desk::ExportOptions::export_all(&config)?;
    desk::JobProgress::export_all(&config)?;
    desk::LibraryCheck::export_all(&config)?;
    desk::VerifiedVisits::export_all(&config)?;
    desk::RescueReport::export_all(&config)?;
    desk::RecoverReport::export_all(&config)?;
    desk::ApiError::export_all(&config)
}

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("Usage: types FOLDER");
        return ExitCode::from(2);
    };
    match export(PathBuf::from(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The types could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}
