"""The tables of the wheel are those of the program, to the byte.

usage: same_figures.py PROGRAM     (with the wheel installed)
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import throughcare

OPTIONS = ["--replicates", "2", "--horizon", "1y", "--population-scale", "0.002"]

with tempfile.TemporaryDirectory() as folder:
    out = Path(folder) / "out"
    command = [sys.argv[1], "compare", "baseline", "more-drrs", *OPTIONS, "--no-progress", "--quiet", "--out", out]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    answer = throughcare.compare("baseline", "more-drrs", replicates=2, horizon="1y", population_scale=0.002)
    for name in ["comparison", "summary", "flows"]:
        assert answer.tables[name].encode() == (out / f"{name}.csv").read_bytes(), name
    frame = answer.comparison
    assert {"metric", "difference"} <= set(frame.columns) and len(frame) > 100

try:
    throughcare.compare("baseline", "mor-drrs")
except ValueError as error:
    assert "more-drrs" in str(error), error
else:
    sys.exit("a wrong name was accepted")
print("same figures")
