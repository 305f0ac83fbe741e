#!/bin/sh
# Lectern @VERSION@ for Linux on @ARCHITECTURE@ in one file: this script, and behind it Node and Lectern in a compressed archive. The first start
# unpacks them into a folder of its own, named by the version and the digest of the archive; later starts run what is there.
set -eu
mask=$(umask)
umask 077
digest=@DIGEST@
offset=@OFFSET@

fail() {
  printf 'lectern: %s\n' "$*" >&2
  exit 1
}

cannot_unpack() {
  fail "Lectern cannot be unpacked into $programs. Set LECTERN_UNPACK_DIR to another folder."
}

cache=${LECTERN_UNPACK_DIR:-${CACHE_DIRECTORY:-${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}}}
[ -n "$cache" ] || fail 'Nothing says where to unpack Lectern. Set LECTERN_UNPACK_DIR to a folder.'
programs=$cache/lectern
program=$programs/@VERSION@-$(printf %.16s $digest)

if [ ! -e "$program" ]; then
  mkdir -p "$programs" 2>/dev/null || cannot_unpack
  exec 9>"$programs/lock"
  flock 9
fi
# Another process may have unpacked it in the meantime.
if [ ! -e "$program" ]; then
  [ "$(tail -c +$offset "$0" | sha256sum)" = "$digest  -" ] || fail "$0 is damaged. Copy or download it again."
  # Left by a start that was killed.
  rm -rf "$programs/unpacking"
  mkdir "$programs/unpacking"
  tail -c +$offset "$0" | tar -xzf - -C "$programs/unpacking" || cannot_unpack
  "$programs/unpacking/node" --version >/dev/null ||
    fail "Its Node does not start: it needs Linux on @ARCHITECTURE@ with glibc 2.28 or later (not musl), libstdc++, and a folder that may hold programs."
  sync
  mv "$programs/unpacking" "$program"
  # Earlier versions, except those that run.
  for other in "$programs"/*-*; do
    [ "$other" = "$program" ] || ! flock -n "$other" true || rm -rf "$other"
  done
fi
# Only this user may have written what is run. `stat` follows no link.
for each in "$programs" "$program"; do
  [ "$(stat -c '%a %u' "$each")" = "700 $(id -u)" ] ||
    fail "$each must be a folder of this user alone (mode 700). Remove it, or set LECTERN_UNPACK_DIR to another folder."
done
# Held as long as Lectern runs, so that a later version leaves it in place. It also ends the lock above.
exec 9<"$program"
flock -s 9
umask "$mask"
unset LECTERN_UNPACK_DIR
exec "$program/node" --max-semi-space-size=32 --heap-growing-percent=70 "$program/main.cjs" "$@"
