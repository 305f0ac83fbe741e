#!/usr/bin/env bash
# OpenStack Swift with one replica: `swift.sh start|stop`, as root. TempAuth, TempURL and the s3api, which
# verifies region and service of a signature (Ceph RGW does not). Needs Debian's packages swift-proxy, swift-object,
# swift-container, swift-account and memcached; everything is below $DIR, on 127.0.0.1 and $PORT up to $PORT+4.
# The folder must be on a file system with extended attributes.
set -euo pipefail
. "$(dirname "$0")/processes.sh"
: "${DIR:?}" "${PORT:?}" "${KEY:?}" "${TEMPURL_KEY:?}"

background() { # a name, and a command
  local name=$1
  shift
  setsid "$@" >"$DIR/log/$name.log" 2>&1 </dev/null &
  echo $! >"$DIR/run/$name.pid"
}

make_rings() { # as nine calls of swift-ring-builder do, without loading Swift for each
  /usr/bin/python3 - "$PORT" <<'PYTHON'
import sys
from swift.common.ring import RingBuilder
for at, store in enumerate(['account', 'container', 'object'], 1):
    rings = RingBuilder(4, 1, 1)
    address = {'ip': '127.0.0.1', 'port': int(sys.argv[1]) + at}
    replication = {f'replication_{key}': value for key, value in address.items()}
    rings.add_dev({'region': 1, 'zone': 1, **address, **replication, 'device': 'd1', 'weight': 1, 'meta': ''})
    rings.rebalance()
    rings.get_ring().save(f'{store}.ring.gz')
PYTHON
}

configure_store() { # account, container or object, and its port
  cat >"$1-server.conf" <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $2
workers = 0
user = root
swift_dir = $DIR/etc
devices = $DIR/srv
mount_check = false
fallocate_reserve = 0
disable_fallocate = true
log_address = $DIR/run/nolog
[pipeline:main]
pipeline = $1-server
[app:$1-server]
use = egg:swift#$1
CONF
}

configure_proxy() {
  cat >proxy-server.conf <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $PORT
workers = 0
user = root
swift_dir = $DIR/etc
strict_cors_mode = true
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck proxy-logging cache listing_formats tempurl s3api tempauth copy slo dlo versioned_writes symlink proxy-logging proxy-server
[app:proxy-server]
use = egg:swift#proxy
# A slow answer on a machine that is busy with other suites is no failure of a store.
conn_timeout = 10
node_timeout = 30
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:proxy-logging]
use = egg:swift#proxy_logging
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$((PORT + 4))
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:tempurl]
use = egg:swift#tempurl
allowed_digests = sha256
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
storage_domain = s3.localhost
cors_preflight_allow_origin = *
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = $KEY .admin
user_test_second = $KEY .admin
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
[filter:symlink]
use = egg:swift#symlink
CONF
}

set_tempurl_key() {
  local token
  token=$(curl -fsi -H 'X-Auth-User: test:tester' -H "X-Auth-Key: $KEY" "http://127.0.0.1:$PORT/auth/v1.0" |
    tr -d '\r' | sed -n 's/^x-auth-token: //Ip')
  [ -n "$token" ]
  curl -fs -o /dev/null -X POST -H "X-Auth-Token: $token" -H "X-Account-Meta-Temp-URL-Key: $TEMPURL_KEY" \
    "http://127.0.0.1:$PORT/v1/AUTH_test"
}

start() {
  mkdir -p "$DIR"/{etc,srv/d1,run,log}
  cd "$DIR/etc"
  cat >swift.conf <<'CONF'
[swift-hash]
swift_hash_path_suffix = test
swift_hash_path_prefix = test
[storage-policy:0]
name = gold
default = yes
CONF
  make_rings
  configure_store account $((PORT + 1))
  configure_store container $((PORT + 2))
  configure_store object $((PORT + 3))
  configure_proxy
  background memcached memcached -l 127.0.0.1 -p $((PORT + 4)) -U 0 -m 16 -u root
  for store in account container object; do background $store "swift-$store-server" "$DIR/etc/$store-server.conf"; done
  background proxy swift-proxy-server "$DIR/etc/proxy-server.conf"
  wait_for 300 curl -fs -o /dev/null "http://127.0.0.1:$PORT/healthcheck"
  # The health check of the proxy does not cover the stores: any answer of theirs means that they listen.
  for store in 1 2 3; do wait_for 300 curl -s -o /dev/null "http://127.0.0.1:$((PORT + store))/"; done
  wait_for 300 set_tempurl_key
}

stop() { # eventlet shuts down slowly, and no data needs to be saved
  end_processes "$DIR"/run/*.pid
  rm -rf "$DIR"
}

"$1"
