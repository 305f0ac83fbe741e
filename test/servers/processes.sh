# Shared by the scripts in this folder: waiting for servers, and ending them.

running() { # a zombie does not count
  local state
  state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$1/status" 2>/dev/null) || true
  [ -n "$state" ] && [ "$state" != Z ]
}

wait_for() { # tenths of a second, and a command
  local left=$1
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$((left -= 1))" -gt 0 ] || { echo "waited in vain for: $*" >&2; return 1; }
    sleep .1
  done
}

end_processes() { # files with process ids; no data of these processes needs to be saved
  local file id
  for file in "$@"; do
    [ -s "$file" ] || continue
    id=$(cat "$file")
    if running "$id"; then kill -KILL "$id"; fi
    while running "$id"; do sleep .05; done
  done
}
