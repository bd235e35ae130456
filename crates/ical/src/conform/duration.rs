//! Durations (RFC 5545, section 3.3.6).

use crate::time_value::Span;

/// Returns a duration that is longer than nothing as it may be written, or `None` where it is none.
pub(super) fn duration(text: &str) -> Option<String> {
    let text = text.trim();
    let span = Span::parse(text)?;
    if span.days < 0 || span.seconds < 0 || span.days + span.seconds == 0 {
        return None;
    }
    let (days, seconds) = (span.days, span.seconds);
    let mut written = "P".to_owned();
    match (days % 7, seconds) {
        (0, 0) => written.push_str(&format!("{}W", days / 7)),
        (_, 0) => written.push_str(&format!("{days}D")),
        _ => {
            if days > 0 {
                written.push_str(&format!("{days}D"));
            }
            written.push('T');
            let (hours, minutes, seconds) = (seconds / 3600, seconds % 3600 / 60, seconds % 60);
            if hours > 0 {
                written.push_str(&format!("{hours}H"));
            }
            // Hours and seconds have minutes between them.
            if minutes > 0 || (hours > 0 && seconds > 0) {
                written.push_str(&format!("{minutes}M"));
            }
            if seconds > 0 {
                written.push_str(&format!("{seconds}S"));
            }
        }
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_the_standard_has_them() {
        for (text, written) in [
            ("PT1H", Some("PT1H")),
            ("P1DT2H", Some("P1DT2H")),
            ("P14D", Some("P2W")),
            ("PT3601S", Some("PT1H0M1S")),
            ("P1W2D", Some("P9D")),
            ("PT0S", None),
            ("-PT1H", None),
        ] {
            assert_eq!(duration(text).as_deref(), written, "{text}");
        }
    }
}
