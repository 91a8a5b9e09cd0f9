#!/usr/bin/env bash
# Builds the explorer: one HTML page with the simulator inside, that opens from a file without a
# network. Prints where it is.
#
# usage: dist/explorer.sh [OUT] [PROFILE]
#
# Needs Rust (see dist/wasm.sh) and Python 3; with the package `zopfli` the page is a twentieth smaller.
set -euo pipefail
cd "$(dirname "$0")/.."

out="${1:-target/explorer.html}"
wasm="$(dist/wasm.sh "${2:-page}")"
python3 dist/page.py "$wasm" "$out"
printf '%s\n' "$out"
