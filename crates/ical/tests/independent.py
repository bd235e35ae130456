#!/usr/bin/env python3
"""Compares calendar files with what Chancery makes of them, as another program sees both.

    python3 crates/ical/tests/independent.py ROUND_TRIP FILE.ics...

ROUND_TRIP is the built example `round_trip` (`cargo build -p ical --example round_trip` says where). Needs `icalendar`,
`recurring-ical-events` and `tzdata` from PyPI. For each event: UID, RECURRENCE-ID, start and end in UTC, SUMMARY, STATUS,
rules, and every occurrence from 2025 to 2030. Exits with 1 where anything differs.
"""
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone

import icalendar
import recurring_ical_events


def moment(value):
    """A date as it is, a time with a zone in UTC, a floating time as it is."""
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat() if value.tzinfo else value.isoformat()
    return value.isoformat()


def end_of(event):
    if "DTSTART" not in event:
        return None
    start = event["DTSTART"].dt
    if "DTEND" in event:
        end = event["DTEND"].dt
    elif "DURATION" in event:
        span = event["DURATION"].dt
        # Days follow the calendar, the rest follows the clock. (`icalendar` reads PT25H as P1DT1H; keep hours under 24.)
        end = start + timedelta(days=span.days)
        rest = timedelta(seconds=span.seconds)
        aware = isinstance(end, datetime) and end.tzinfo
        end = (end.astimezone(timezone.utc) + rest).astimezone(end.tzinfo) if aware and rest else end + rest
    elif isinstance(start, datetime):
        end = start
    else:
        end = start + timedelta(days=1)
    # An all-day event that ends on the day on which it starts lasts that day.
    if not isinstance(start, datetime) and end == start:
        end = start + timedelta(days=1)
    return moment(end)


def listed(event, name):
    values = event.get(name, [])
    values = values if isinstance(values, list) else [values]
    dates = [entry.dt for value in values for entry in value.dts]
    return sorted(str([moment(part) if not isinstance(part, timedelta) else str(part) for part in (dt if isinstance(dt, tuple) else (dt,))]) for dt in dates)


def facts(event):
    rule = event.get("RRULE")
    rules = sorted(r.to_ical().decode() for r in (rule if isinstance(rule, list) else [rule] if rule else []))
    return (
        str(event.get("UID", "")),
        moment(event["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in event else None,
        str(event["RECURRENCE-ID"].params.get("RANGE", "")) if "RECURRENCE-ID" in event else None,
        moment(event["DTSTART"].dt) if "DTSTART" in event else None,
        end_of(event),
        str(event.get("SUMMARY", "")),
        str(event.get("STATUS", "")),
        str(rules),
        str(listed(event, "RDATE")),
        str(listed(event, "EXDATE")),
    )


def seen(data):
    """What another program sees in a file: the events, and their occurrences."""
    events, occurrences = [], []
    for calendar in icalendar.Calendar.from_ical(data, multiple=True):
        events += [facts(event) for event in calendar.walk("VEVENT")]
        try:
            for found in recurring_ical_events.of(calendar).between(date(2025, 1, 1), date(2030, 1, 1)):
                occurrences.append((str(found.get("UID")), moment(found["DTSTART"].dt), str(found.get("SUMMARY"))))
        except Exception as error:
            occurrences.append(("no occurrences", type(error).__name__, ""))
    return sorted(events, key=str), sorted(occurrences)


def main():
    program, files = sys.argv[1], sys.argv[2:]
    wrong = 0
    for name in files:
        data = open(name, "rb").read()
        answer = subprocess.run([program], input=data, capture_output=True)
        if answer.returncode:
            wrong += 1
            print(f"{name}: refused: {answer.stderr.decode()}")
            continue
        try:
            before = seen(data)
        except Exception as error:
            print(f"{name}: the other program cannot read it: {error}")
            continue
        after = seen(answer.stdout)
        for what, old, new in zip(("event", "occurrence"), before, after):
            for sign, gone in (("-", [item for item in old if item not in new]), ("+", [item for item in new if item not in old])):
                wrong += len(gone)
                for item in gone:
                    print(f"{name}: {what} {sign} {item}")
        print(f"{name}: {len(before[0])} events, {len(before[1])} occurrences")
    print(f"{len(files)} files, {wrong} differences")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
