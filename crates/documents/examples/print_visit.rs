//! Prints the programme of a visit file, for those who work on the templates:
//! `cargo run -p documents --example print_visit -- VISIT.json OUT.pdf [LANGUAGE]`.

use documents::{Unwatched, programme_pdf};
use visit::audience::{CopyOptions, delegation_programme};
use visit::{Lang, Visit};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(from), Some(to)) = (arguments.next(), arguments.next()) else {
        return Err("needs a visit file and the name of the PDF".into());
    };
    let visit = Visit::from_json(&std::fs::read_to_string(from)?)?;
    let languages = arguments
        .next()
        .iter()
        .map(|tag| Lang::from(tag.as_str()))
        .collect();
    let as_of = "2017-03-17T08:00:00Z".parse()?;
    let rendered = programme_pdf(
        &delegation_programme(&visit, &CopyOptions { languages, as_of }),
        &Unwatched,
    )?;
    println!(
        "{} pages, {:?}, missing: {:?}",
        rendered.pages, rendered.standard, rendered.missing
    );
    std::fs::write(to, rendered.pdf)?;
    Ok(())
}
