#!/usr/bin/env bash
# Builds the documentation as a book in target/book, with the reference pages that the program
# writes, and refuses a link that leads nowhere. Open target/book/index.html.
set -euo pipefail
cd "$(dirname "$0")/.."

# The book builder, compiled once (some three minutes on two cores) and kept with cargo's programs.
version=0.5.4
mdbook="${CARGO_HOME:-$HOME/.cargo}/bin/mdbook"
if [ "$("$mdbook" --version 2>/dev/null)" != "mdbook v$version" ]; then
    cargo install mdbook --version "$version" --locked --no-default-features --features search
fi

# Pages keep the places that they have in the repository, so that a link that works there works in
# the book; what they link to goes with them.
pages=target/book-src
rm -rf "$pages" target/book
mkdir -p "$pages"
{
    find . -name '*.md' -not -path './target/*' -not -path './.*' -not -path './results/*/*'
    find ./deploy ./docs/images ./docs/policies ./docs/guide/examples ./scenarios ./evidence ./examples ./benches ./results/reference -type f
    find ./docs/guide -name '*.toml'
    find . -maxdepth 1 -type f \( -name 'LICENSE*' -o -name CITATION.cff \)
} | sort -u | xargs cp --parents -t "$pages"
sed -e 's#](\.\./#](#; t' -e 's#](#](docs/#' docs/SUMMARY.md >"$pages/SUMMARY.md"
rm "$pages/docs/SUMMARY.md"
cargo run --locked --profile "${PROFILE:-release}" --quiet --example reference_pages -- "$pages/docs/reference"

"$mdbook" build
# The book calls the page of a folder `index.html`, and links to it keep the name that it had.
grep -rl --include='*.html' 'README\.html' target/book | xargs -r sed -i 's/README\.html/index.html/g'

# Anchors are held by a test of the sources (tests/program/documentation.rs).
dead=0
while IFS=: read -r page link; do
    target="${link%%#*}"
    if [ -n "$target" ] && [ ! -e "$(dirname "$page")/$target" ]; then
        echo "$page: no $target" >&2
        dead=1
    fi
done < <(grep -rohH --include='*.html' -E '(href|src)="[^"]+"' target/book |
    sed -E 's/(href|src)="([^"]*)"/\2/' | grep -vE ':(https?|mailto|data|javascript):' | sort -u)
exit "$dead"
