#!/bin/sh
# Make the environment: install PYTHON VENV. uv reads the lock in seconds; where it cannot reach
# an index, pip installs the same lock, and says so.
set -eu
python=$1 venv=$2
"$python" -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else 1)' || {
    echo "error: $("$python" --version 2>&1) found; expected Python 3.11 to 3.13; run: make PYTHON=python3.12" >&2
    exit 1
}
echo "making $venv and installing the pinned requirements …"
rm -rf "$venv"
"$python" -m venv "$venv" || {
    echo "error: '$python -m venv' failed; on Debian: apt-get install python3-venv" >&2
    exit 1
}
pip="$venv/bin/python -m pip --quiet --disable-pip-version-check"
log="$venv/install.log"
# Nothing is installed whose hash is not in the lock: of uv, its lines alone.
sed -n '/^uv==/,/[^\\]$/p' requirements.txt >"$venv/uv.txt"
$pip install --require-hashes -r "$venv/uv.txt" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
# pip knows the mirror a user has set; uv reads it from its own variable only.
index=$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null || true)
[ -z "$index" ] || export UV_DEFAULT_INDEX="$index"
if ! "$venv/bin/uv" pip install --quiet --require-hashes --python "$venv/bin/python" -r requirements.txt >"$log" 2>&1; then
    echo "uv could not install the requirements (see $log); pip tries, which takes a minute or two …"
    # The lock is whole; what pyproject.toml overrides, pip would take for a conflict.
    $pip install --no-deps --require-hashes -r requirements.txt >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
fi
$pip install --no-deps --no-build-isolation --editable . >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
