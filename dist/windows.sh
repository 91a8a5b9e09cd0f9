#!/usr/bin/env bash
# Builds the program for Windows and packs it with the explorer, a page that says how, licences and
# fingerprints: dist-out/throughcare-VERSION-windows.zip under target/. Prints where it is.
#
# Needs rustup (`rustup target add x86_64-pc-windows-gnu`), mingw (`gcc-mingw-w64-x86-64-win32` on
# Debian) and zip. THROUGHCARE_EXPLORER names an explorer that is built already.
set -euo pipefail
cd "$(dirname "$0")/.."
. dist/parts.sh

target=x86_64-pc-windows-gnu
for tool in x86_64-w64-mingw32-gcc zip; do
    command -v "$tool" >/dev/null || { echo "$tool is not there: see the head of $0" >&2; exit 3; }
done
rustup target add "$target" >&2

export THROUGHCARE_EXPLORER
THROUGHCARE_EXPLORER="$(explorer)"
# Line tables are of no use without a debugger, and are four fifths of the file.
CARGO_PROFILE_RELEASE_DEBUG=false CARGO_PROFILE_RELEASE_STRIP=true \
    cargo build --locked --release --bin throughcare --target "$target" >&2

name="throughcare-$version-windows"
folder="target/dist-out/$name"
rm -rf "$folder" "$folder.zip"
mkdir -p "$folder"
cp "${CARGO_TARGET_DIR:-target}/$target/release/throughcare.exe" "$folder/"
cp "$THROUGHCARE_EXPLORER" "$folder/explorer.html"
finish "$folder" "Windows 10 and later" throughcare.exe \
    "Open this folder in the Explorer of Windows, type cmd into its address bar, and press Enter." \
    "In the command window:  certutil -hashfile throughcare.exe SHA256"
# Notepad of old Windows wants its own ends of lines; the fingerprint is of what is packed.
sed -i 's/$/\r/' "$folder/START-HERE.txt"
(cd "$folder" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum >SHA256SUMS)
(cd target/dist-out && zip -q -r -X "$name.zip" "$name")
printf '%s\n' "$folder.zip"
