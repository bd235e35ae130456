//! Recurrence rules (RFC 5545, section 3.3.10).

const FREQUENCIES: [&str; 7] = [
    "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY",
];
const WEEKDAYS: [&str; 7] = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/// Returns what is wrong with a rule.
pub fn fault(rule: &str) -> Option<String> {
    let mut parts: Vec<(String, String)> = Vec::new();
    for part in rule.split(';') {
        let Some((name, value)) = part.split_once('=') else {
            return Some(format!("'{part}' is no part of a rule"));
        };
        if parts.iter().any(|(known, _)| known == name) {
            return Some(format!("{name} twice"));
        }
        parts.push((name.to_ascii_uppercase(), value.to_ascii_uppercase()));
    }
    let part = |name: &str| {
        parts
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    let Some(freq) = part("FREQ") else {
        return Some("no FREQ".to_owned());
    };
    if !FREQUENCIES.contains(&freq) {
        return Some(format!("FREQ={freq}"));
    }
    if part("COUNT").is_some() && part("UNTIL").is_some() {
        return Some("COUNT and UNTIL".to_owned());
    }
    let wrong = parts.iter().find(|(name, value)| {
        !is_part(name, value) || !agrees(name, value, freq, part("BYWEEKNO").is_some())
    });
    if let Some((name, value)) = wrong {
        return Some(format!("{name}={value} in FREQ={freq}"));
    }
    let others = parts
        .iter()
        .filter(|(name, _)| name.starts_with("BY") && name != "BYSETPOS")
        .count();
    (part("BYSETPOS").is_some() && others == 0).then(|| "BYSETPOS alone".to_owned())
}

fn is_part(name: &str, value: &str) -> bool {
    let all = |one: &dyn Fn(&str) -> bool| value.split(',').all(one);
    let number = |text: &str, low: u32, high: u32| {
        !text.is_empty()
            && text.chars().all(|c| c.is_ascii_digit())
            && text
                .parse::<u32>()
                .is_ok_and(|number| (low..=high).contains(&number))
    };
    let signed = |text: &str, high: u32| number(text.strip_prefix(['+', '-']).unwrap_or(text), 1, high);
    match name {
        "FREQ" => true,
        "UNTIL" => super::values::is_date(value) || super::values::is_time(value),
        "COUNT" | "INTERVAL" => number(value, 1, i32::MAX.unsigned_abs()),
        "BYSECOND" => all(&|text| number(text, 0, 60)),
        "BYMINUTE" => all(&|text| number(text, 0, 59)),
        "BYHOUR" => all(&|text| number(text, 0, 23)),
        "BYDAY" => all(&|text| {
            text.len() >= 2 && text.is_ascii() && {
                let (nth, day) = text.split_at(text.len() - 2);
                WEEKDAYS.contains(&day) && (nth.is_empty() || signed(nth, 53))
            }
        }),
        "BYMONTHDAY" => all(&|text| signed(text, 31)),
        "BYYEARDAY" | "BYSETPOS" => all(&|text| signed(text, 366)),
        "BYWEEKNO" => all(&|text| signed(text, 53)),
        "BYMONTH" => all(&|text| number(text, 1, 12)),
        "WKST" => WEEKDAYS.contains(&value),
        _ => false,
    }
}

/// What may not stand beside a frequency.
fn agrees(name: &str, value: &str, freq: &str, has_weeks: bool) -> bool {
    match name {
        "BYDAY" => {
            let nth = value.split(',').any(|day| day.len() > 2);
            !nth || freq == "MONTHLY" || (freq == "YEARLY" && !has_weeks)
        }
        "BYMONTHDAY" => freq != "WEEKLY",
        "BYYEARDAY" => !matches!(freq, "DAILY" | "WEEKLY" | "MONTHLY"),
        "BYWEEKNO" => freq == "YEARLY",
        _ => true,
    }
}
