//! What reading a visit file takes, measured in a process of its own.
#![cfg(target_os = "linux")]

use std::{env, fmt::Write as _, fs, process::Command};

use visit::{MAX_ENGAGEMENTS, MAX_VISIT_BYTES, RefusalCode, Visit};

/// Names the file that the process of its own is to read.
const HEAVY: &str = "CHANCERY_HEAVY_VISIT";

/// Makes the text of a visit whose engagements are all alike.
fn engagements(count: usize, one: &str) -> String {
    let mut text = r#"{"id":"v","facts":{"title":{"en":"V"}},"engagements":{"#.to_owned();
    for index in 0..count {
        let comma = if index == 0 { "" } else { "," };
        write!(text, "{comma}\"e{index}\":{one}").expect("written");
    }
    text.push_str("}}");
    text
}

/// Makes a heavy file by its name, and says whether it is to be read.
fn heavy(name: &str) -> (String, bool) {
    match name {
        "a million engagements" => (engagements(1_000_000, r#"{"title":{"en":"Talks"}}"#), false),
        "as many as there may be" => {
            let members = r#""participants":{"a":{},"b":{},"c":{},"d":{},"e":{},"f":{},"g":{},"h":{}}"#;
            let mut text = engagements(
                MAX_ENGAGEMENTS,
                &format!(
                    r#"{{"title":{{"en":"Talks over dinner","ru":"Переговоры за ужином","ja":"夕食会での会談"}},
                    "remarks":{{"en":"{}"}},"zz_newer":{{"a":[1,2,3]}},{members},
                    "when":{{"kind":"at","start":"2017-03-20T10:00:00","end":"2017-03-20T11:30:00","zone":"Asia/Tokyo"}}}}"#,
                    "Seats, flags, water. ".repeat(20)
                ),
            );
            text.truncate(text.len() - 1);
            text.push_str(r#","members":{"#);
            let seats = ["a", "b", "c", "d", "e", "f", "g", "h"]
                .map(|id| format!(r#""{id}":{{"side":"guest","role":"delegation"}}"#));
            text.push_str(&seats.join(","));
            text.push_str("}}");
            (text, true)
        }
        // As much as the estimate lets in, of what takes most for its length.
        "objects of one field" => {
            let objects = "{\"a\":0},".repeat(480_000);
            (
                format!(r#"{{"id":"v","facts":{{"title":{{"en":"V"}},"zz":[{objects}0]}}}}"#),
                true,
            )
        }
        _ => {
            let deep = "{\"a\":".repeat(100_000);
            (format!(r#"{{"id":"v","facts":{deep}"#), false)
        }
    }
}

/// Reads one heavy file when a test of this binary starts it as a process of its own; else there is nothing to do.
#[test]
fn a_heavy_visit_in_a_process_of_its_own() {
    let Ok(name) = env::var(HEAVY) else { return };
    let (text, is_read) = heavy(&name);
    assert!(text.len() <= MAX_VISIT_BYTES, "{name} has {} bytes", text.len());
    match Visit::from_json(&text) {
        Ok(visit) => assert!(is_read && !visit.to_json().is_empty(), "{name} was read"),
        Err(refusal) => assert!(
            !is_read && refusal.code == RefusalCode::TooLarge,
            "{name}: {refusal}"
        ),
    }
    let status = fs::read_to_string("/proc/self/status").expect("what Linux says of a process");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!(
        "peak {}",
        peak.expect("its memory").trim().trim_end_matches(" kB")
    );
}

fn peak_mib(name: &str) -> u64 {
    let itself = env::current_exe().expect("this binary");
    let output = Command::new(itself)
        .args([
            "--exact",
            "memory::a_heavy_visit_in_a_process_of_its_own",
            "--nocapture",
        ])
        .env(HEAVY, name)
        .output()
        .expect("a process");
    let said = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {said}{complaint}");
    let peak = said.lines().find_map(|line| line.split("peak ").nth(1));
    let peak: u64 = peak.expect("its memory").trim().parse().expect("a number");
    println!("{name}: {} MiB", peak / 1024);
    peak / 1024
}

#[test]
fn what_is_too_large_is_refused_without_being_taken_into_memory() {
    // The text itself has 35 MiB.
    assert!(peak_mib("a million engagements") <= 128);
    assert!(peak_mib("deep") <= 128);
}

#[test]
fn the_largest_visit_files_are_read_and_written_in_512_mib() {
    assert!(peak_mib("as many as there may be") <= 512);
    if env::var_os("CHANCERY_NIGHTLY").is_some() {
        assert!(peak_mib("objects of one field") <= 512);
    }
}
