#!/usr/bin/env bash
# A study in SHARDS tasks of a Slurm array, and a merge once all of them are done.
#
#   deploy/slurm/submit.sh SHARDS OUT WORDS...
#   deploy/slurm/submit.sh 20 results/diversion compare baseline national-diversion-framework \
#       --replicates 1000 --uncertainty 250
#
# OUT is on a file system that every node sees. The shards lie in OUT-shards, the results in OUT.
# A partition, an account or a time limit goes into SBATCH_PARTITION, SBATCH_ACCOUNT,
# SBATCH_TIMELIMIT; the program is looked for in PATH, or where THROUGHCARE says.
set -euo pipefail
if (($# < 3)); then
    sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
shards=$1 out=$2
shift 2
here="$(cd "$(dirname "$0")" && pwd)"
mkdir -p "$out-shards/log"
array=$(sbatch --parsable --array="1-$shards" --output="$out-shards/log/%a.txt" \
    "$here/shard.sbatch" "$out" "$@")
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes \
    --output="$out-shards/log/merge.txt" "$here/merge.sbatch" "$out" "$shards")
echo "$array shards 1 to $shards"
echo "$merge merge into $out"
