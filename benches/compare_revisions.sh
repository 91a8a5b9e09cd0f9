#!/usr/bin/env bash
# Times two revisions of the program in turn, and says whether their results are the same bytes.
#
#   benches/compare_revisions.sh OLD NEW [ROUNDS] [ARGUMENTS OF throughcare...]
#
# OLD and NEW are anything that git knows, as `main` and `HEAD`; `.` is the working copy as it
# stands. Each is built as a release. Rounds alternate, so that a machine that is busy with other
# things is so for both; what counts is processor time, the least of a revision's rounds, and the
# ratio of the two. Without arguments: two years of the baseline at one person in a hundred, on one
# thread.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
cd "$(dirname "$0")/.."
revisions=("$1" "$2")
rounds="${3:-5}"
arguments=("${@:4}")
if [ ${#arguments[@]} -eq 0 ]; then
    arguments=(run baseline --replicates 2 --threads 1 --population-scale 0.01 --horizon 2y)
fi
folder="$PWD/target/revisions"
mkdir -p "$folder"

# A copy of the sources of a revision, built; dependencies are built once for both.
build() {
    local revision="$1" to="$2" sources="$PWD"
    if [ "$revision" != . ]; then
        sources="$folder/sources"
        rm -rf "$sources"
        mkdir -p "$sources"
        git archive "$revision" | tar -x -C "$sources"
    fi
    CARGO_TARGET_DIR="$folder/build" cargo build --release --locked --quiet --bin throughcare \
        --manifest-path "$sources/Cargo.toml"
    cp "$folder/build/release/throughcare" "$to"
}

# Seconds of processor time of one run.
timed() {
    local TIMEFORMAT='%U %S'
    { time "$folder/$1" "${arguments[@]}" --out "$folder/results-$1" --overwrite \
        --quiet --no-progress >/dev/null 2>&3; } 3>&2 2>&1 | awk '{ print $1 + $2 }'
}

for side in 0 1; do
    build "${revisions[$side]}" "$folder/$side"
    : >"$folder/times-$side"
done
for ((round = 1; round <= rounds; round++)); do
    for side in 0 1; do
        timed "$side" >>"$folder/times-$side"
    done
done

printf '%-20s %10s %10s %10s\n' revision least median most
for side in 0 1; do
    sort -n "$folder/times-$side" | awk -v name="${revisions[$side]}" '{ t[NR] = $1 }
        END { printf "%-20s %10.2f %10.2f %10.2f\n", name, t[1], t[int((NR + 1) / 2)], t[NR] }'
done
least() { sort -n "$folder/times-$1" | head -1; }
awk -v old="$(least 0)" -v new="$(least 1)" \
    'BEGIN { printf "new over old: %.3f (processor seconds, least of the rounds)\n", new / old }'
same=yes
for file in "$folder"/results-0/*.csv; do
    cmp -s "$file" "$folder/results-1/$(basename "$file")" || { same=no; echo "differs: $(basename "$file")"; }
done
echo "the same results to the byte: $same"
