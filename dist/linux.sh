#!/usr/bin/env bash
# Builds the program for Linux against a C library as old as that of Debian 11 (glibc 2.31), so that it
# runs on nearly every system, and packs it as the one for Windows is: a .tar.gz under
# target/dist-out. Prints where it is.
#
# Needs Python 3 with venv, from whose registry the linker comes (ziglang, cargo-zigbuild), unpacked into
# target/. THROUGHCARE_EXPLORER names an explorer that is built already.
set -euo pipefail
cd "$(dirname "$0")/.."
. dist/parts.sh

machine="$(uname -m)"
target="$machine-unknown-linux-gnu"
tools=target/zig
if [[ ! -x $tools/bin/cargo-zigbuild ]]; then
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check 'ziglang==0.17.*' 'cargo-zigbuild==0.24.*'
fi

export THROUGHCARE_EXPLORER
THROUGHCARE_EXPLORER="$(explorer)"
PATH="$PWD/$tools/bin:$PATH" CARGO_PROFILE_RELEASE_DEBUG=false CARGO_PROFILE_RELEASE_STRIP=true \
    cargo zigbuild --locked --release --bin throughcare --target "$target.2.31" >&2
program="${CARGO_TARGET_DIR:-target}/$target/release/throughcare"

newest="$(grep -aoE 'GLIBC_2\.[0-9]+' "$program" | sort -uV | tail -1)"
if [[ "$(printf '%s\n' "$newest" GLIBC_2.31 | sort -V | tail -1)" != GLIBC_2.31 ]]; then
    echo "the program asks for $newest" >&2
    exit 1
fi

name="throughcare-$version-linux-$machine"
folder="target/dist-out/$name"
rm -rf "$folder" "$folder.tar.gz"
mkdir -p "$folder"
cp "$program" "$folder/"
cp "$THROUGHCARE_EXPLORER" "$folder/explorer.html"
finish "$folder" "Linux (glibc 2.31 and later, $machine)" ./throughcare \
    "Open a terminal in this folder." "In the terminal:  sha256sum -c SHA256SUMS"
# Same contents, same archive.
tar -C target/dist-out --sort=name --owner=0 --group=0 --numeric-owner --mtime="@${SOURCE_DATE_EPOCH:-0}" \
    -cf - "$name" | gzip -9n >"$folder.tar.gz"
printf '%s\n' "$folder.tar.gz"
