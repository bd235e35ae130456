#!/usr/bin/env python3
"""Regenerates the zone tables of the vendored chrono-tz from the newest IANA release.

    python3 vendor/chrono-tz/regenerate.py            the newest `tzdata` on PyPI
    python3 vendor/chrono-tz/regenerate.py 2026.6     that version of it
    python3 vendor/chrono-tz/regenerate.py --kept     the sources already kept in tz/tzdata.zi

Needs Python 3.9 with pip, and cargo; takes from PyPI and crates.io and from nowhere else. The same sources give the
same tables, byte for byte. Afterwards run check.py, which compares every zone with IANA's own compiled data.
"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The nine files that chrono-tz-build reads; the sources of one release fit in the first.
FILES = "africa antarctica asia australasia backward etcetera europe northamerica southamerica".split()
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def download(version):
    """The text of tzdata.zi in PyPI's `tzdata`."""
    wanted = f"tzdata=={version}" if version else "tzdata"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "--dest", folder, wanted]
        subprocess.run(command, check=True)
        (wheel,) = Path(folder).glob("tzdata-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return archive.read("tzdata/zoneinfo/tzdata.zi").decode("ascii")


def release(text):
    """The release that the first line names, such as 2026f."""
    return re.match(r"# version (\d{4}[a-z]+)\n", text).group(1)


def unabbreviated(word, names):
    """The first three letters of the only name that starts with `word` (zic allows any unambiguous abbreviation)."""
    (name,) = [name for name in names if name.lower().startswith(word.lower())]
    return name[:3]


def day(word):
    """`lastSu`, `Su>=8` and `15` with the weekday as chrono-tz-build wants it."""
    if found := re.fullmatch(r"last(\w+)", word):
        return "last" + unabbreviated(found[1], DAYS)
    if found := re.fullmatch(r"([A-Za-z]+)([<>]=\d+)", word):
        return unabbreviated(found[1], DAYS) + found[2]
    return word


def clock(word):
    """`0:1u` as `0:01u`: minutes and seconds have two digits."""
    return re.sub(r":(\d)(?!\d)", r":0\1", word)


def rule_name(word):
    """A rule's name in letters alone, because chrono-tz-build takes anything else for an offset."""
    return "Rule_" + "".join(c if c.isalpha() else f"_{chr(ord('a') + ord(c) // 16)}{chr(ord('a') + ord(c) % 16)}_" for c in word)


def until(words):
    """A zone line's end: year, month, day, time, of which any tail may be absent."""
    parts = [lambda w: w, lambda w: unabbreviated(w, MONTHS), day, clock]
    return [part(word) for part, word in zip(parts, words)]


def era(words):
    """What a zone line and its continuations share: offset, rules, format, end."""
    offset, rules, name, *end = words
    if re.search(r"[A-Za-z]", rules) or not re.fullmatch(r"-|-?\d[\d:]*", rules):
        rules = rule_name(rules)
    return [clock(offset), clock(rules), name, *until(end)]


def expanded(text):
    """The compact form of tzdata.zi as the full form that zic(8) describes."""
    years = lambda w: "only" if "only".startswith(w) else "maximum" if "maximum".startswith(w) else w
    for line in text.splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        if words[0] == "R":
            _, name, first, last, kind, month, on, at, save, letters = words
            save = re.sub(r"[sd]$", "", clock(save))
            yield " ".join(["Rule", rule_name(name), first, years(last), kind, unabbreviated(month, MONTHS), day(on), clock(at), save, letters])
        elif words[0] == "Z":
            yield " ".join(["Zone", words[1], *era(words[2:])])
        elif words[0] == "L":
            yield " ".join(["Link", *words[1:]])
        else:
            yield "\t\t\t" + " ".join(era(words))


def write_tables(text):
    """Runs chrono-tz-build over the expanded sources."""
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder, "tz")
        sources.mkdir()
        for name in FILES:
            (sources / name).write_text("")
        # `Factory` is no place and chrono-tz has never had it.
        lines = [line for line in expanded(text) if not line.startswith("Zone Factory ")]
        (sources / FILES[0]).write_text("\n".join(lines) + "\n")
        (sources / "NEWS").write_text(f"Release {release(text)} - \n")
        manifest = HERE / "regenerate" / "Cargo.toml"
        target = Path(os.environ.get("CARGO_TARGET_DIR", Path(tempfile.gettempdir(), "chrono-tz-regenerate")))
        environment = {**os.environ, "CARGO_TARGET_DIR": str(target)}
        subprocess.run(["cargo", "build", "--quiet", "--locked", "--manifest-path", str(manifest)], check=True, env=environment)
        program = target / "debug" / "regenerate"
        subprocess.run([program, HERE / "src" / "prebuilt"], check=True, env={**environment, "CARGO_MANIFEST_DIR": folder})


def main():
    asked = sys.argv[1] if len(sys.argv) > 1 else None
    kept = HERE / "tz" / "tzdata.zi"
    text = kept.read_text("ascii") if asked == "--kept" else download(asked)
    kept.write_text(text)
    (HERE / "TZDATA_VERSION").write_text(release(text) + "\n")
    write_tables(text)
    print(f"zone tables written from IANA {release(text)}")


if __name__ == "__main__":
    main()
