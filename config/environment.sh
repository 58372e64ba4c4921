#!/usr/bin/env bash
# Makes .venv and installs the pinned requirements, only when they changed. Usage:
#   config/environment.sh requirements-dev.txt [requirements-bench.txt …]
# Never installs anything outside .venv.
set -euo pipefail
cd "$(dirname "$0")/.."

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "需要 Python 3.11 或更高版本（可用 PYTHON=/path/to/python3 指定）。" >&2
    echo "Python 3.11 or newer is needed; name one with PYTHON=/path/to/python3." >&2
    exit 1
}

make_environment() {
    local python
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$python 缺少 venv 模块：在 Debian 或 Ubuntu 上请安装 python3-venv。" >&2
        echo "$python has no venv module: on Debian or Ubuntu install python3-venv." >&2
        exit 1
    fi
    echo "[setup] making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

wanted=$(cat requirements.txt requirements-constraints.txt "$@")
stamp=.venv/installed-$(basename "${*: -1}")
.venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || make_environment
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
    echo "[setup] installing the requirements (the first time takes a minute)"
    arguments=(-c requirements-constraints.txt)
    for file in "$@"; do arguments+=(-r "$file"); done
    .venv/bin/python -m pip install --disable-pip-version-check --no-input "${arguments[@]}"
    printf '%s\n' "$wanted" > "$stamp"
fi
