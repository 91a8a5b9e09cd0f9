# What the scripts that pack a program have in common. To be read by them, not run.

version="$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)"

# The explorer, built once for all of them.
explorer() {
    local page=target/explorer.html
    if [[ -n ${THROUGHCARE_EXPLORER:-} ]]; then
        page="$THROUGHCARE_EXPLORER"
    else
        dist/explorer.sh "$page" >/dev/null
    fi
    realpath "$page"
}

# finish FOLDER SYSTEM PROGRAM OPEN CHECK: adds the page that says how and the files that the guides work
# with, licences and fingerprints.
finish() {
    local folder="$1" text
    cp LICENSE-MIT LICENSE-APACHE docs/guide/answers.toml docs/guide/examples/*.toml "$folder/"
    text="$(<dist/start.txt)"
    text="${text//@VERSION@/$version}"
    text="${text//@SYSTEM@/$2}"
    text="${text//@PROGRAM@/$3}"
    text="${text//@OPEN@/$4}"
    text="${text//@CHECK@/$5}"
    printf '%s\n' "$text" >"$folder/START-HERE.txt"
    (cd "$folder" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum >SHA256SUMS)
}
