//! The desktop application's entry point.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match chancery_desktop::run(chancery_desktop::Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Chancery could not open its window: {error}");
            ExitCode::FAILURE
        }
    }
}
