#!/usr/bin/env bash
# Installs the programs that `cargo bench --bench peers` compares Factline with: sqlite3 and
# PostgreSQL from Debian, DuckDB and sqlite-utils into target/peers/venv, xan into target/peers/bin.
# The table of results names the programs that could not be installed.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
home=$PWD/target/peers
mkdir -p "$home/bin"

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  wanted=()
  command -v sqlite3 >/dev/null || wanted+=(sqlite3)
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || wanted+=(postgresql)
  python3 -c 'import venv, ensurepip' 2>/dev/null || wanted+=(python3-venv)
  if [ ${#wanted[@]} -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${wanted[@]}" >/dev/null
  fi
fi

python3 -m venv "$home/venv" && "$home/venv/bin/pip" install -q -r benches/peers/requirements.txt
# The program itself, without the Python that would start it.
duckdb=$(find "$home/venv/lib" -type f -name 'duckdb*' -perm -100 -size +1M ! -name '*.so' | head -1)
[ -n "$duckdb" ] && ln -sf "$duckdb" "$home/bin/duckdb"
ln -sf "$home/venv/bin/sqlite-utils" "$home/bin/sqlite-utils"

[ -x "$home/bin/xan" ] ||
  cargo install -q --locked --root "$home" --target-dir "$home/build" -j1 xan --version 0.61.0

for program in sqlite3 psql "$home/bin/duckdb" "$home/bin/sqlite-utils" "$home/bin/xan"; do
  command -v "$program" >/dev/null && echo "ready: $program" || echo "missing: $program"
done
