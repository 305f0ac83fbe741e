#!/bin/sh
# Runs Lectern like this machine's service: with its settings, and not as root, so that it keeps owning its files.
set -eu
if [ "$(id -u)" = 0 ]; then
  exec runuser -u lectern -- "$0" "$@"
fi
settings=/etc/lectern/lectern.env
set -- --max-semi-space-size=32 --heap-growing-percent=70 /usr/lib/lectern/main.cjs "$@"
if [ -r "$settings" ]; then
  set -- "--env-file=$settings" "$@"
fi
exec /usr/lib/lectern/node "$@"
