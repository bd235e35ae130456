//! A calendar that is too large is refused early and says so; one that is just not takes a bounded amount of memory and time.

use std::{fmt::Write as _, process::Command};

use ical::{IcalError, MAX_BYTES, MAX_EVENTS, MAX_LINES, MAX_TASKS, read};
use visit::Lang;

use crate::support::{programme_of, visit_of};

/// The most memory that reading and writing may take, in KiB (VmHWM of the process).
const MAX_KIB: u64 = 512 * 1024;

/// Names the heavy file that a child process of this test is to read.
const HEAVY: &str = "CHANCERY_TEST_HEAVY_CALENDAR";

fn calendar(body: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n")
}

fn refused(input: &str) -> String {
    let error = read(input.as_bytes(), &Lang::from("en")).expect_err("it is too large");
    assert!(error.remedy().contains("shorter span"), "{error}");
    error.to_string()
}

#[test]
fn a_file_with_too_many_bytes_lines_events_or_tasks_is_refused_with_the_limit_and_a_remedy() {
    assert_eq!(
        read(&vec![b' '; MAX_BYTES + 1], &Lang::from("en")),
        Err(IcalError::TooLarge { limit_mib: 64 })
    );
    let lines = calendar(&"X:\r\n".repeat(MAX_LINES));
    assert_eq!(refused(&lines), "The calendar file has more than 1000000 lines.");
    let events = calendar(&"BEGIN:VEVENT\r\nEND:VEVENT\r\n".repeat(MAX_EVENTS + 1));
    assert_eq!(refused(&events), "The calendar file has more than 20000 events.");
    let tasks = calendar(&"BEGIN:VTODO\r\nEND:VTODO\r\n".repeat(MAX_TASKS + 1));
    assert_eq!(refused(&tasks), "The calendar file has more than 20000 tasks.");
}

#[test]
fn a_report_has_an_end() {
    let input = calendar(&"stray\r\n".repeat(30_000));
    let report = read(input.as_bytes(), &Lang::from("en"))
        .expect("a calendar")
        .report;
    assert_eq!(report.len(), 10_001);
    let last = report.last().expect("a line");
    assert!(last.why.contains("20001 more"), "{last:?}");
}

/// Files that ask for much memory or time, within the limits.
fn heavy(name: &str) -> String {
    let event = |number: usize, more: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Asia/Tokyo:20260320T100000\r\n\
             DTEND;TZID=Asia/Tokyo:20260320T110000\r\nSUMMARY:Number {number}\r\n{more}END:VEVENT\r\n"
        )
    };
    let mut body = String::new();
    match name {
        // As many lines as may be, in as many events.
        "lines" => {
            let more = "ATTENDEE;CN=A:mailto:a@example.org\r\n".repeat(42);
            (0..MAX_EVENTS).for_each(|number| body.push_str(&event(number, &more)));
        }
        // As many bytes as may be, in folded texts.
        "texts" => {
            let more = format!(
                "DESCRIPTION:{}\r\n",
                format!("{}\r\n ", "x".repeat(70)).repeat(40)
            );
            (0..MAX_EVENTS).for_each(|number| body.push_str(&event(number, &more)));
        }
        // One event with all of it.
        "one" => body = event(0, &"X-A:1\r\n".repeat(MAX_LINES - 20)),
        // The same property again and again, and dates without end.
        "series" => {
            let dates = vec!["20260321T100000"; 1_000].join(",");
            let more = format!("RRULE:FREQ=SECONDLY;COUNT=1000000000\r\nEXDATE;TZID=Asia/Tokyo:{dates}\r\n");
            (0..2_000).for_each(|number| body.push_str(&event(number, &more)));
        }
        // The same UID, and none.
        "uids" => {
            let same = event(0, "").replace("Number 0", "Number N");
            (0..MAX_EVENTS).for_each(|number| body.push_str(&same.replace('N', &number.to_string())));
        }
        // Zones that have to be looked for.
        "zones" => {
            for number in 0..20_000 {
                let _ = write!(
                    body,
                    "BEGIN:VTIMEZONE\r\nTZID:z{number}\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0{}{:02}\r\n\
                     TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
                    number % 10,
                    number % 60
                );
            }
            (0..MAX_EVENTS).for_each(|number| {
                body.push_str(&event(number, "").replace("Asia/Tokyo", &format!("z{number}")));
            });
        }
        _ => body.push_str(&"\"\r\n".repeat(MAX_LINES - 10)),
    }
    calendar(&body)
}

/// Reads and writes one heavy file when a test of this binary starts it as a process of its own; else there is nothing to do.
#[test]
fn a_heavy_calendar_in_a_process_of_its_own() {
    let Ok(name) = std::env::var(HEAVY) else { return };
    let input = heavy(&name);
    assert!(input.len() <= MAX_BYTES, "{name} is {} bytes", input.len());
    let imported = read(input.as_bytes(), &Lang::from("en")).expect("a calendar");
    let programme = programme_of(&visit_of(&imported));
    if let Ok(text) = ical::write(&programme) {
        assert!(text.ends_with("END:VCALENDAR\r\n"));
    }
    let status = std::fs::read_to_string("/proc/self/status").expect("what Linux says of a process");
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .expect("its memory");
    println!("peak {}", peak.trim().trim_end_matches(" kB"));
}

#[cfg(target_os = "linux")]
fn peak_kib(name: &str) -> u64 {
    let itself = std::env::current_exe().expect("this binary");
    let output = Command::new(itself)
        .args([
            "--exact",
            "limits::a_heavy_calendar_in_a_process_of_its_own",
            "--nocapture",
        ])
        .env(HEAVY, name)
        .output()
        .expect("a process");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{name}: {said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let peak = said
        .lines()
        .find_map(|line| line.split("peak ").nth(1))
        .expect("its memory");
    peak.trim().parse().expect("a number")
}

#[cfg(target_os = "linux")]
#[test]
fn the_largest_calendars_take_at_most_512_mib() {
    let nightly = std::env::var_os("CHANCERY_NIGHTLY").is_some();
    let names: &[&str] = if nightly {
        &["lines", "texts", "one", "series", "uids", "zones", "strays"]
    } else {
        &["strays", "uids"]
    };
    for name in names {
        let peak = peak_kib(name);
        println!("{name}: {} MiB", peak / 1024);
        assert!(peak <= MAX_KIB, "{name}: {} MiB", peak / 1024);
    }
}
