#!/usr/bin/env bash
# Runs the tests marked `laws` on a throw-away PostgreSQL 15, the oldest version supported:
# Debian's postgresql-15 package. Usage: config/postgres15.sh [pytest arguments].
# The server lives in a temporary directory and is gone afterwards; nothing else is touched.
set -euo pipefail
cd "$(dirname "$0")/.."

BIN=${PG15_BIN:-/usr/lib/postgresql/15/bin}
if [ ! -x "$BIN/initdb" ]; then
    echo "[pg15] 跳过：未安装 PostgreSQL 15（$BIN）。Debian: apt-get install postgresql-15" >&2
    echo "[pg15] skipped: PostgreSQL 15 is not installed ($BIN)." >&2
    [ "${PG15_REQUIRED:-0}" = 1 ] && exit 1
    exit 0
fi

place=$(mktemp -d /tmp/pg15-XXXXXX)
as_server=()
if [ "$(id -u)" = 0 ]; then
    account=postgres
    id "$account" >/dev/null 2>&1 || account=nobody
    chown "$account" "$place"
    as_server=(setpriv --reuid "$account" --regid "$(id -g "$account")" --clear-groups)
fi

end() {
    (cd / && "${as_server[@]}" "$BIN/pg_ctl" stop -D "$place/data" -m immediate -s) || true
    rm -rf "$place"
    .venv/bin/python -m config.database forget
}
trap end EXIT

echo "[pg15] making a PostgreSQL 15 in $place"
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
(umask 077 && echo "$password" > "$place/password")
if [ "$(id -u)" = 0 ]; then chown "$account" "$place/password"; fi
(
    cd /
    "${as_server[@]}" "$BIN/initdb" -D "$place/data" -U postgres -A scram-sha-256 \
        --pwfile "$place/password" -E UTF8 --locale C.UTF-8 >/dev/null
    "${as_server[@]}" "$BIN/pg_ctl" start -D "$place/data" -l "$place/log" -w -s \
        -o "-c listen_addresses='' -c unix_socket_directories=$place -c fsync=off -c jit=off"
)
PGPASSWORD=$password "$BIN/psql" -qX -h "$place" -U postgres -d postgres -v ON_ERROR_STOP=1 \
    -c "CREATE ROLE registry LOGIN CREATEDB CREATEROLE PASSWORD '$password'" \
    -c "CREATE DATABASE registry OWNER registry"

export DATABASE_URL="postgresql://registry:$password@/registry?host=$place"
unset DATABASE_OWNER_URL
echo "[pg15] running the law tests"
.venv/bin/python -m pytest -n "${WORKERS:-2}" -m laws "$@"
