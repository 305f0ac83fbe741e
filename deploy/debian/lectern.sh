#!/bin/sh
# Lectern as the service of this machine runs it: with its settings, and not as root, so that its files stay its own.
set -eu
if [ "$(id -u)" = 0 ]; then
  exec runuser -u lectern -- "$0" "$@"
fi
settings=/etc/lectern/lectern.env
if [ -r "$settings" ]; then
  set -- "--env-file=$settings" --max-semi-space-size=8 /usr/lib/lectern/main.cjs "$@"
else
  set -- --max-semi-space-size=8 /usr/lib/lectern/main.cjs "$@"
fi
exec /usr/lib/lectern/node "$@"
