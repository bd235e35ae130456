#!/bin/sh
# Renders every icon file from chancery.svg. Needs librsvg2-bin, imagemagick and icnsutils (Debian).
# Run it after changing the drawing and commit what it writes.
set -eu
cd "$(dirname "$0")"

render() { rsvg-convert --width "$1" --height "$1" --output "$2" chancery.svg; }

for size in 16 24 32 48 64 128 256; do render "$size" "${size}x$size.png"; done
render 512 icon.png

sizes=$(mktemp -d)
trap 'rm -rf "$sizes"' EXIT
for size in 16 24 32 48 64 128 256 512; do render "$size" "$sizes/$size.png"; done
convert "$sizes/16.png" "$sizes/24.png" "$sizes/32.png" "$sizes/48.png" "$sizes/64.png" "$sizes/256.png" icon.ico
png2icns icon.icns "$sizes/16.png" "$sizes/32.png" "$sizes/48.png" "$sizes/128.png" "$sizes/256.png" "$sizes/512.png" >/dev/null
