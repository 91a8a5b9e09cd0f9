#!/usr/bin/env bash
# Builds the wheel for Python (3.9 and later), installs it into a folder of its own, and holds its tables
# against those of the program, to the byte. Prints where the wheel is.
#
# usage: dist/python.sh [PROGRAM]     PROGRAM: throughcare, as built; without it nothing is compared
#
# Needs Rust, and Python 3 with venv, from whose registry the builder comes (maturin).
set -euo pipefail
cd "$(dirname "$0")/.."

tools=target/wheel
if [[ ! -x $tools/bin/maturin ]]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check 'maturin>=1.8,<2' pandas
fi
out="$(pwd)/target/dist-out"
CARGO_TARGET_DIR="$(pwd)/target/python" "$tools/bin/maturin" build --locked --release --manifest-path python/Cargo.toml --out "$out" >&2
wheel="$(ls -t "$out"/throughcare-*.whl | head -1)"
"$tools/bin/pip" install --quiet --disable-pip-version-check --force-reinstall --no-deps "$wheel"
if [[ -n ${1:-} ]]; then
    "$tools/bin/python" python/tests/same_figures.py "$1" >&2
fi
printf '%s\n' "$wheel"
