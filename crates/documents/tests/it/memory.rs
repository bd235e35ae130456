//! What the longest document takes, measured in a process of its own.
#![cfg(target_os = "linux")]

use std::{env, fs, process::Command};

use visit::programme::Programme;

use documents::{MAX_ENGAGEMENTS_PRINTED, Unwatched, programme_pdf};

use crate::samples::{iikura, principals, scale};

/// Says how many engagements the process of its own is to print.
const HEAVY: &str = "CHANCERY_HEAVY_DOCUMENT";

/// A programme of so many engagements, each with a dozen names, a place, remarks and a movement's cars or a press access: more than
/// a programme has.
fn dense(engagements: usize) -> Programme {
    let mut programme = scale(engagements);
    let people: Vec<_> = principals("en").into_iter().cycle().take(12).collect();
    for engagement in programme.days.iter_mut().flat_map(|day| &mut day.engagements) {
        engagement.participants.clone_from(&people);
        engagement.venue = Some(iikura("en"));
        if engagement.remarks.is_empty() {
            engagement.remarks = "Cameras at the start only.\nPlenary after the photograph.".into();
        }
    }
    programme
}

/// Makes one long document when a test of this binary starts it as a process of its own; else there is nothing to do.
#[test]
fn a_long_document_in_a_process_of_its_own() {
    let Ok(engagements) = env::var(HEAVY) else { return };
    let programme = dense(engagements.parse().expect("a number"));
    let rendered = programme_pdf(&programme, &Unwatched).expect("a PDF");
    let status = fs::read_to_string("/proc/self/status").expect("what Linux says of a process");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.expect("its memory").trim().trim_end_matches(" kB");
    println!("{} pages, peak {peak}", rendered.pages);
}

#[test]
fn the_longest_document_takes_at_most_a_gibibyte() {
    // The full length takes minutes without optimisation; a short document shows what fonts and typesetter take in any case, and
    // that little comes with each engagement.
    let (engagements, mib) = if env::var_os("CHANCERY_NIGHTLY").is_some() {
        (MAX_ENGAGEMENTS_PRINTED, 1024)
    } else {
        (MAX_ENGAGEMENTS_PRINTED / 50, 256)
    };
    let output = Command::new(env::current_exe().expect("this binary"))
        .args([
            "--exact",
            "memory::a_long_document_in_a_process_of_its_own",
            "--nocapture",
        ])
        .env(HEAVY, engagements.to_string())
        .output()
        .expect("a process");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let peak = said.lines().find_map(|line| line.split("peak ").nth(1));
    let peak: u64 = peak.expect("its memory").trim().parse().expect("a number");
    println!("{engagements} engagements: {} MiB", peak / 1024);
    assert!(peak / 1024 <= mib, "{} MiB", peak / 1024);
}
