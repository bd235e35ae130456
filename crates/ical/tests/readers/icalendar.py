#!/usr/bin/env python3
"""Reads calendar files with Python's icalendar and expands their series; prints every complaint, and exits with 1 where any.

    python3 crates/ical/tests/readers/icalendar.py FILE.ics...

`cargo xtask test` prepares the Python with the packages (`xtask/requirements.txt`).
"""
import sys

# This file has the name of the package that it reads with.
sys.path.pop(0)

import datetime
import os
import warnings

import icalendar
import recurring_ical_events

# What goes on for ever is looked at for two years.
FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2028, 1, 1)


def complaints(data):
    found = []
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        calendars = icalendar.Calendar.from_ical(data, multiple=True)
        for calendar in calendars:
            for component in calendar.walk():
                found += [f"{component.name}: {error}" for error in component.errors]
                for name, value in component.property_items(recursive=False):
                    if type(value).__name__ == "vBrokenProperty":
                        found.append(f"{component.name}: {name} is broken")
            if any(component.name == "VEVENT" for component in calendar.walk()):
                list(recurring_ical_events.of(calendar).between(FIRST, LAST))
            calendar.to_ical()
    found += [str(warning.message) for warning in warned if not issubclass(warning.category, DeprecationWarning)]
    if len(calendars) != 1:
        found.append(f"{len(calendars)} calendars")
    return found


def main():
    wrong = 0
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            data = file.read()
        try:
            found = complaints(data)
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        wrong += bool(found)
        for complaint in found:
            print(f"{os.path.basename(name)}: {complaint}")
    print(f"icalendar: {len(sys.argv) - 1} files, {wrong} with complaints")
    sys.exit(1 if wrong or len(sys.argv) < 2 else 0)


if __name__ == "__main__":
    main()
