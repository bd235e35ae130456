# On the screen inside the clean root: does what the words say, and stays as long as the application runs that comes of it.
# /tmp/session/arguments then holds the application's command line; it is ended when /tmp/session/end appears.
set -eu
rm -rf /tmp/session && mkdir /tmp/session
("$@" || touch /tmp/session/failed) &
until process=$(pgrep -n -x chancery-deskto); do
  if [ -e /tmp/session/failed ]; then
    echo "this has failed: $*" >&2
    exit 1
  fi
  sleep 0.1
done
tr '\0' '\n' <"/proc/$process/cmdline" >/tmp/session/arguments
while kill -0 "$process" 2>/dev/null; do
  if [ -e /tmp/session/end ]; then
    kill "$process" 2>/dev/null || true
  fi
  sleep 0.1
done
