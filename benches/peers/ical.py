"""Reads and writes a calendar with Python's icalendar, and says how long each took.

    python ical.py FILE ROUNDS

Prints the median of ROUNDS in milliseconds, and the number of events to show that all were seen.
"""
import statistics
import sys
import time

from icalendar import Calendar


def main(name, rounds):
    with open(name, "rb") as file:
        text = file.read()
    read, write = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        calendar = Calendar.from_ical(text)
        parsed = time.perf_counter()
        calendar.to_ical()
        read.append(parsed - start)
        write.append(time.perf_counter() - parsed)
    print(f"read {statistics.median(read) * 1e3:.3f} ms")
    print(f"write {statistics.median(write) * 1e3:.3f} ms")
    print(f"events {len(calendar.walk('VEVENT'))}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
