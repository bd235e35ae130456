#!/usr/bin/env python3
"""Compares every zone of the vendored chrono-tz with the compiled data (TZif) of the same release of PyPI's `tzdata`.

    python3 vendor/chrono-tz/check.py                 from 2020 to 2031
    python3 vendor/chrono-tz/check.py 1970 2038       other years

Needs Python 3.9 with pip, and cargo. Looks at every instant at which either side changes, a second before it, and every
six hours besides. Prints what differs and exits with 1 where anything does.
"""
import os
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

HERE = Path(__file__).resolve().parent


def compiled_zones(folder):
    """Unpacks the wheel of the release in TZDATA_VERSION (2026f is PyPI's 2026.6) and makes Python read only that."""
    name = (HERE / "TZDATA_VERSION").read_text().strip()
    version = f"{name[:4]}.{ord(name[4]) - ord('a') + 1}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "--dest", folder, f"tzdata=={version}"]
    subprocess.run(command, check=True)
    (wheel,) = Path(folder).glob("tzdata-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    reset_tzpath([Path(folder, "tzdata", "zoneinfo")])


def vendored_changes(first, last):
    """What the crate says: {zone: [(instant, offset)]}, and the release that it claims to be."""
    target = os.environ.get("CARGO_TARGET_DIR", str(Path(tempfile.gettempdir(), "chrono-tz-check")))
    environment = {**os.environ, "CARGO_TARGET_DIR": target}
    manifest = HERE / "check" / "Cargo.toml"
    command = ["cargo", "run", "--quiet", "--locked", "--manifest-path", str(manifest), "--", str(first), str(last)]
    lines = subprocess.run(command, check=True, env=environment, capture_output=True, text=True).stdout.splitlines()
    zones = {}
    for line in lines[1:]:
        zone, instant, offset = line.split()
        zones.setdefault(zone, []).append((int(instant), int(offset)))
    return lines[0].removeprefix("# "), zones


def compiled_offset(zone, instant):
    """Seconds east of UTC, as IANA's compiled data has it."""
    return int(datetime.fromtimestamp(instant, zone).utcoffset().total_seconds())


def differences(name, changes, first, last):
    """The instants at which the two sides disagree about one zone."""
    zone = ZoneInfo(name)
    instants = {instant for change, _ in changes for instant in (change - 1, change)} | set(range(first, last, 21600))
    place = 0
    for instant in sorted(instant for instant in instants if first <= instant < last):
        while place + 1 < len(changes) and changes[place + 1][0] <= instant:
            place += 1
        here, there = changes[place][1], compiled_offset(zone, instant)
        if here != there:
            yield instant, here, there


def main():
    years = [int(year) for year in sys.argv[1:3]] or [2020, 2031]
    first, last = (int(datetime(year, 1, 1, tzinfo=timezone.utc).timestamp()) for year in years)
    with tempfile.TemporaryDirectory() as folder:
        compiled_zones(folder)
        version, zones = vendored_changes(first, last)
        wrong = 0
        for name, changes in zones.items():
            for instant, here, there in list(differences(name, changes, first, last))[:1]:
                wrong += 1
                when = datetime.fromtimestamp(instant, timezone.utc).isoformat()
                print(f"{name}: from {when} chrono-tz says {here} s, IANA says {there} s")
        print(f"IANA {version}, {years[0]} to {years[1]}: {len(zones)} zones compared, {wrong} differ")
        sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
