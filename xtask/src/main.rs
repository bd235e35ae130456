//! One entry point for people and for CI. `cargo xtask help` says what there is.
//!
//! Each verb has its file. What they share: [`sh`] runs commands and says which, [`paths`] knows where things
//! are, [`steps`] takes the times, [`setup`] installs what is missing, [`display`] gives a screen where there is none.

mod bench;
mod build;
mod check;
mod display;
mod dist;
mod generate;
mod nightly;
mod paths;
mod picture;
mod run;
mod sample;
mod setup;
mod sh;
mod steps;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Usage: cargo xtask VERB [OPTIONS]

For everyone
  run [--release]       install what is missing, build, open the application with the sample visit;
                        without a display: the same under Xvfb, with a picture in out/window.png and the
                        sample's programme in out/programme.pdf and out/programme.ics
  test [--nightly] [--repeat N] [--busy]
                        install what is missing, then all tests: Rust, interface, end to end in the real window
                        --nightly   the long runs at their full length
                        --repeat N  build once, then everything N times in a row, until the first failure
                        --busy      beside a load that keeps every core busy
For those who change something
  setup                 only install what is missing
  check [STEP ...]      format, arrows, circles of files, licences, zone data, lints, types, documentation; or only some of them
  ci                    check, then test: what must be green
  nightly               what takes too long for that: the long tests, the tests under load, the packages and their
                        trial in a clean root, the benchmarks (as root)
  generate              write the TypeScript types and the JSON Schema anew from the Rust types
  sample --engagements N --out FILE
                        write a visit of N engagements, always the same for the same N
  bench                 measure against the limits and write the table into docs/benchmarks.md
  dist [--try] [--debug]
                        build the Debian and the RPM package
                        --try       install the Debian one into a clean root, use it there, remove it (as root)
                        --debug     from the programs that the tests run, which takes minutes less
";

fn main() -> ExitCode {
    match verb() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Without the path through this program: what failed is another program, and it has said why.
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn verb() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run"] => run::run(false),
        ["run", "--release"] => run::run(true),
        ["test", options @ ..] => test::test(test::Runs::parse(options)?),
        ["setup"] => setup::everything(),
        ["check", only @ ..] => check::check(only),
        ["ci"] => check::check(&[]).and_then(|()| test::test(test::Runs::ONCE)),
        ["generate"] => generate::write(),
        ["sample", rest @ ..] => sample::sample(rest),
        ["bench"] => bench::bench(),
        ["nightly"] => nightly::nightly(),
        ["dist", options @ ..] => dist::dist(dist::Wanted::parse(options)?),
        [display::TAKE_PICTURE, frames, picture, program, rest @ ..] => {
            display::take_picture(frames.as_ref(), picture.as_ref(), program, rest)
        }
        [bench::WINDOWS, frames, rest @ ..] => bench::windows(frames.as_ref(), rest),
        ["help" | "--help" | "-h"] | [] => {
            print!("{HELP}");
            Ok(())
        }
        _ => bail!(
            "'{}' is not something that xtask can do.\n\n{HELP}",
            words.join(" ")
        ),
    }
}
