#!/usr/bin/env bash
# Ceph RGW on a RADOS cluster with one monitor: `ceph.sh start|stop`, as root. Each of $OSDS OSDs has a copy of
# everything: a single one in memory, several in files, so that `ceph.sh end|revive` can kill and restart $DAEMON
# (osd.0, client.rgw0, …). $GATEWAYS gateways listen on $PORT and $PORT+4, for https on the ports after these.
# `ceph.sh add-key` gives the user the key in the environment as a second one; `ceph.sh add-user` creates another user
# with it. Needs Debian's packages ceph-mon, ceph-osd and radosgw; everything is below $DIR, on 127.0.0.1 and the ports
# up to $PORT+45. Needs neither systemd, disks nor a manager daemon.
set -euo pipefail
. "$(dirname "$0")/processes.sh"
: "${DIR:?}" "${PORT:?}" "${ACCESS_KEY_ID:?}" "${SECRET_ACCESS_KEY:?}" "${OSDS:?}" "${GATEWAYS:?}"
export CEPH_CONF=$DIR/ceph.conf

osds_are_up() { ceph --connect-timeout 20 osd stat | grep -q "$OSDS up"; }

configure() {
  # osd_class_dir: Debian's built-in value is relative, and radosgw exits without this.
  # paxos_propose_interval: radosgw creates its pools in 2 s instead of 13 s.
  # auth: with "none" radosgw never connects; cephx costs nothing.
  # osd_heartbeat_*, mon_osd_*: a missing OSD counts as down after seconds, though all are on one host.
  cat >"$CEPH_CONF" <<CONF
[global]
  fsid = $(cat /proc/sys/kernel/random/uuid)
  mon_host = [v2:127.0.0.1:$((PORT + 2)),v1:127.0.0.1:$((PORT + 3))]
  public_addr = 127.0.0.1
  cluster_addr = 127.0.0.1
  auth_cluster_required = cephx
  auth_service_required = cephx
  auth_client_required = cephx
  keyring = $DIR/keyring
  run_dir = $DIR/run
  crash_dir = $DIR/run
  pid_file = $DIR/run/\$name.pid
  log_file = $DIR/log/\$name.log
  admin_socket = $DIR/run/\$name.asok
  osd_pool_default_size = $OSDS
  osd_pool_default_min_size = $((OSDS > 1 ? OSDS - 1 : 1))
  osd_crush_chooseleaf_type = 0
  osd_pool_default_pg_num = 1
  osd_pool_default_pgp_num = 1
  osd_pool_default_pg_autoscale_mode = off
  ms_bind_port_min = $((PORT + 6))
  ms_bind_port_max = $((PORT + 45))
[mon]
  mon_data = $DIR/mon
  mon_cluster_log_file = $DIR/log/cluster.log
  mon_allow_pool_size_one = true
  mon_warn_on_pool_no_redundancy = false
  mon_max_pg_per_osd = 1000
  mon_osd_reporter_subtree_level = osd
  mon_data_avail_warn = 1
  mon_data_avail_crit = 0
  paxos_propose_interval = 0.05
  paxos_min_wait = 0.02
  auth_allow_insecure_global_id_reclaim = false
[osd]
  osd_data = $DIR/\$name
  osd_objectstore = $([ "$OSDS" -gt 1 ] && echo bluestore || echo memstore)
  memstore_device_bytes = 1073741824
  bluestore_block_size = 2147483648
  osd_heartbeat_interval = 1
  osd_heartbeat_grace = 6
  osd_class_dir = $(dirname "$(find /usr/lib -name 'libcls_rgw.so' -print -quit)")
  osd_numa_auto_affinity = false
[client]
  rgw_data = $DIR/rgw
  rgw_dns_name = s3.localhost
  rgw_enable_apis = s3, admin
  rgw_run_sync_thread = false
  rgw_thread_pool_size = 32
  rgw_override_bucket_index_max_shards = 1
  rgw_dynamic_resharding = false
  rgw_enable_ops_log = true
  rgw_ops_log_rados = false
  rgw_ops_log_file_path = $DIR/log/\$name.json
CONF
  local gateway port
  for gateway in $(seq 0 $((GATEWAYS - 1))); do
    port=$((PORT + 4 * gateway))
    cat >>"$CEPH_CONF" <<CONF
[client.rgw$gateway]
  rgw_frontends = beast endpoint=127.0.0.1:$port ssl_endpoint=127.0.0.1:$((port + 1)) ssl_certificate=$DIR/tls.pem
CONF
  done
}

make_osd() {
  local id
  id=$(cat /proc/sys/kernel/random/uuid)
  mkdir -p "$DIR/osd.$1"
  ceph --connect-timeout 20 osd new "$id" "$1" >/dev/null
  ceph-osd -i "$1" --mkfs --osd-uuid "$id" >>"$DIR/log/osd.log" 2>&1
  ceph-osd -i "$1" >>"$DIR/log/osd.log" 2>&1
}

run_gateway() {
  radosgw -n "client.rgw$1" # the first one creates its pools
  wait_for 600 curl -fs -o /dev/null "http://127.0.0.1:$((PORT + 4 * $1))/"
}

start() {
  mkdir -p "$DIR"/{mon,rgw,log,run}
  configure
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=127.0.0.1 \
    -addext 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:s3.localhost,DNS:*.s3.localhost' \
    -keyout "$DIR/tls.key" -out "$DIR/tls.crt" 2>/dev/null
  cat "$DIR/tls.key" "$DIR/tls.crt" >"$DIR/tls.pem"
  ceph-authtool -C "$DIR/keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  ceph-authtool "$DIR/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' >/dev/null
  local osd gateway
  for gateway in $(seq 0 $((GATEWAYS - 1))); do
    ceph-authtool "$DIR/keyring" --gen-key -n "client.rgw$gateway" --cap mon 'allow rw' --cap osd 'allow rwx' >/dev/null
  done
  for osd in $(seq 0 $((OSDS - 1))); do
    ceph-authtool "$DIR/keyring" --gen-key -n "osd.$osd" --cap mon 'allow profile osd' --cap osd 'allow *' >/dev/null
  done
  monmaptool --create --clobber --fsid "$(sed -n 's/ *fsid = //p' "$CEPH_CONF")" \
    --addv a "[v2:127.0.0.1:$((PORT + 2)),v1:127.0.0.1:$((PORT + 3))]" "$DIR/monmap" >/dev/null
  ceph-mon -i a --mkfs --monmap "$DIR/monmap" --keyring "$DIR/keyring"
  ceph-mon -i a # the daemons fork into the background
  for osd in $(seq 0 $((OSDS - 1))); do make_osd "$osd" & done # each waits for its disk for four seconds
  wait_for 300 osds_are_up
  for gateway in $(seq 0 $((GATEWAYS - 1))); do run_gateway "$gateway"; done
  radosgw-admin -n client.admin user create --uid=lectern --display-name=lectern \
    --access-key="$ACCESS_KEY_ID" --secret-key="$SECRET_ACCESS_KEY" >/dev/null
}

add-key() {
  radosgw-admin -n client.admin key create --uid=lectern --key-type=s3 \
    --access-key="$ACCESS_KEY_ID" --secret-key="$SECRET_ACCESS_KEY" >/dev/null
}

add-user() {
  radosgw-admin -n client.admin user create --uid="$USER_ID" --display-name="$USER_ID" \
    --access-key="$ACCESS_KEY_ID" --secret-key="$SECRET_ACCESS_KEY" >/dev/null
}

end() { end_processes "$DIR/run/$DAEMON.pid"; }

revive() {
  case $DAEMON in
    osd.*) ceph-osd -i "${DAEMON#osd.}" >>"$DIR/log/osd.log" 2>&1 ;;
    client.rgw*) run_gateway "${DAEMON#client.rgw}" ;;
  esac
}

stop() { # no data needs to be saved
  end_processes "$DIR"/run/client.rgw*.pid "$DIR"/run/osd.*.pid "$DIR"/run/mon.a.pid
  rm -rf "$DIR"
}

"$1"
