#!/usr/bin/env python3
"""Makes the document fonts: static Noto faces, cut down to the characters a programme needs.

    python3 -m venv /tmp/fontenv
    /tmp/fontenv/bin/pip install fonttools==4.68.0
    /tmp/fontenv/bin/python crates/documents/fonts/build.py            # writes the .ttf files beside this script
    /tmp/fontenv/bin/python crates/documents/fonts/build.py --check    # says whether they are what it would write

The sources are packages of the npm registry, fetched with `npm pack` at the versions below and refused if their
SHA-256 differs. The same sources and the same fontTools give the same bytes: no time stamp is touched, and the tables
are written in their own order.

What is kept:
* Noto Sans and Noto Serif: Latin, Greek and Cyrillic with their extensions (Cyrillic also for the languages of Central
  Asia and the Caucasus), punctuation, currencies. Figures of these faces are tabular as they come.
* Noto Sans JP: what the Windows code page 932 can write, that is JIS X 0208 and the NEC and IBM additions, because
  names use them (the 髙 of 髙橋, the 﨑 of 山﨑).
Kerning, ligatures, mark placement and local forms stay; hinting goes, since the documents are printed or shown finely.
"""

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

# package, version, sha256 of the archive, and for each face: path in it -> file beside this script
SOURCES = [
    (
        "@expo-google-fonts/noto-sans",
        "0.4.2",
        "98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548",
        "alphabets",
        {
            "400Regular/NotoSans_400Regular.ttf": "NotoSans-Regular.ttf",
            "400Regular_Italic/NotoSans_400Regular_Italic.ttf": "NotoSans-Italic.ttf",
            "600SemiBold/NotoSans_600SemiBold.ttf": "NotoSans-SemiBold.ttf",
        },
        "OFL-NotoSans.txt",
    ),
    (
        "@expo-google-fonts/noto-serif",
        "0.4.2",
        "78810a8143112a326def7ec976601ecb9855a9e79082c727246beec4f0531d0c",
        "alphabets",
        {
            "400Regular/NotoSerif_400Regular.ttf": "NotoSerif-Regular.ttf",
            "600SemiBold/NotoSerif_600SemiBold.ttf": "NotoSerif-SemiBold.ttf",
        },
        "OFL-NotoSerif.txt",
    ),
    (
        "@expo-google-fonts/noto-sans-jp",
        "0.4.3",
        "563ee80509692e2b2f42ceae6a0b82afecb90daa1b3d025bcebdf3d9120f43a3",
        "japanese",
        {
            "400Regular/NotoSansJP_400Regular.ttf": "NotoSansJP-Regular.ttf",
            "600SemiBold/NotoSansJP_600SemiBold.ttf": "NotoSansJP-SemiBold.ttf",
        },
        "OFL-NotoSansJP.txt",
    ),
]

FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "case", "lnum", "tnum", "palt", "halt", "sups"]


def alphabets():
    """Latin, Greek and Cyrillic, with the signs that stand among them."""
    spans = [
        (0x0020, 0x007E),
        (0x00A0, 0x024F),
        (0x0250, 0x02AF),
        (0x02B0, 0x036F),
        (0x0370, 0x03FF),
        (0x0400, 0x052F),
        (0x1E00, 0x1EFF),
        (0x2000, 0x206F),
        (0x2070, 0x209F),
        (0x20A0, 0x20BF),
        (0x2100, 0x214F),
        (0x2150, 0x218B),
        (0x2190, 0x2193),
        (0x2200, 0x22FF),
        (0x25A0, 0x25FF),
        (0xFB00, 0xFB04),
        (0xFFFD, 0xFFFD),
    ]
    return {code for first, last in spans for code in range(first, last + 1)}


def japanese():
    """Every character of code page 932 with a sign of its own, and whole rows of kana, full-width forms and arrows."""
    codes = set()
    for high in [None, *range(0x81, 0xFD)]:
        for low in range(0x100):
            raw = bytes([low]) if high is None else bytes([high, low])
            try:
                text = raw.decode("cp932")
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and ord(text) >= 0x20 and not 0xE000 <= ord(text) <= 0xF8FF:
                codes.add(ord(text))
    # The wave dash, minus and their kin: JIS and Windows map them to different code points, so both are kept.
    codes |= {0x301C, 0x2212, 0x2016, 0x00A2, 0x00A3, 0x00AC, 0x2014, 0x00B7, 0x30FB, 0x30A0}
    codes |= set(range(0x3000, 0x3100)) | set(range(0xFF00, 0xFFF0)) | set(range(0x31F0, 0x3200))
    codes |= set(range(0x2190, 0x21FF)) | set(range(0x2460, 0x24FF))
    return codes


CHARACTERS = {"alphabets": alphabets, "japanese": japanese}


def fetched(package, version, digest):
    """The bytes of a registry package, checked."""
    with tempfile.TemporaryDirectory() as folder:
        name = subprocess.run(
            ["npm", "pack", "--silent", f"{package}@{version}"],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()[-1]
        data = Path(folder, name).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != digest:
        sys.exit(f"{package}@{version}: sha256 is {found}, expected {digest}")
    return data


def cut(data, characters):
    """A face cut down to `characters`, as bytes."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.recalc_timestamp = False
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "STAT", "meta"]
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the files, write nothing")
    check = parser.parse_args().check
    stale = []
    total = 0
    for package, version, digest, characters, faces, licence in SOURCES:
        with tarfile.open(fileobj=io.BytesIO(fetched(package, version, digest)), mode="r:gz") as archive:
            wanted = {licence: archive.extractfile("package/LICENSE_FONT").read()}
            for source, target in faces.items():
                wanted[target] = cut(archive.extractfile(f"package/{source}").read(), CHARACTERS[characters]())
        for target, data in wanted.items():
            path = HERE / target
            total += len(data) if target.endswith(".ttf") else 0
            print(f"{len(data):>9}  {target}")
            if check:
                if not path.exists() or path.read_bytes() != data:
                    stale.append(target)
            else:
                path.write_bytes(data)
    print(f"{total:>9}  bytes of fonts")
    if stale:
        sys.exit("differ from what this script makes: " + ", ".join(stale))


if __name__ == "__main__":
    main()
