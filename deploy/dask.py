"""A study as tasks of Dask, on this machine or on a cluster that Dask runs on.

    python deploy/dask.py --shards 20 --out results/study compare baseline more-drrs --replicates 500
    python deploy/dask.py --scheduler tcp://head:8786 --shards 20 --out /shared/study compare ...

The folder is one that every worker sees. Dask shares the shards out and makes one again whose worker
was lost; the program goes on from the replicates that are kept.
"""

import argparse
import subprocess
import sys
from pathlib import Path

# Python looks in the folder of a script first, where this file has the name of the library.
HERE = Path(__file__).resolve().parent
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]

from dask.distributed import Client, as_completed  # noqa: E402


def make(program: str, words: list[str], shard: int, of: int, folder: str) -> int:
    """Makes one shard, and fails when the program does."""
    command = [program, *words, "--shard", f"{shard}/{of}", "--out", folder]
    command += ["--resume", "--threads", "1", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"shard {shard}/{of} ended with {done.returncode}: {done.stderr}")
    return shard


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--scheduler", help="address of a scheduler; none: this machine")
    parser.add_argument("--workers", type=int, help="workers on this machine; none: one a core")
    parser.add_argument("--shards", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--program", default="throughcare")
    parser.add_argument("words", nargs=argparse.REMAINDER, help="compare or run with its options")
    args = parser.parse_args()
    local = {"n_workers": args.workers, "threads_per_worker": 1, "dashboard_address": None}
    client = Client(args.scheduler) if args.scheduler else Client(**local)
    folders = {n: f"{args.out}-shards/{n}" for n in range(1, args.shards + 1)}
    with client:
        tasks = [
            client.submit(make, args.program, args.words, n, args.shards, folder, retries=3, pure=False)
            for n, folder in folders.items()
        ]
        for done, task in enumerate(as_completed(tasks), start=1):
            print(f"shard {task.result()} done, {done} of {args.shards}", file=sys.stderr)
    merge = [args.program, "merge", *folders.values(), "--out", str(args.out), "--resume"]
    return subprocess.run(merge, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
