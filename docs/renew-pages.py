#!/usr/bin/env python3
"""Renews what the commands on a page print.

    docs/renew-pages.py target/release/throughcare docs/experiments/*.md

A block of ```sh with commands of `throughcare`, followed by a block of ```text, is run in an empty folder of its
own, at 80 columns and without progress; what it prints takes the place of the text. Each command's time is
told. A command that fails leaves its text alone.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

BLOCKS = re.compile(r"```sh\n(?P<sh>(?:[^`]|`(?!``))*?)```\n\n```text\n(?P<text>.*?)```\n", re.S)


def printed(program: pathlib.Path, commands: str, folder: str) -> str | None:
    """What the commands print, or nothing if one fails."""
    env = dict(os.environ, PATH=f"{program.parent}:{os.environ['PATH']}", COLUMNS="80")
    began = time.monotonic()
    run = subprocess.run(
        ["bash", "-euc", commands], cwd=folder, env=env, capture_output=True, text=True
    )
    print(f"  {time.monotonic() - began:6.0f} s  {commands.strip().splitlines()[0]}", flush=True)
    if run.returncode not in (0, 3):
        print(run.stderr, file=sys.stderr)
        return None
    return run.stdout


def renew(program: pathlib.Path, page: pathlib.Path) -> None:
    """Runs the commands of one page."""
    print(page, flush=True)

    def block(found: re.Match) -> str:
        with tempfile.TemporaryDirectory() as folder:
            text = "throughcare" in found["sh"] and printed(program, found["sh"], folder)
        if not text:
            return found[0]
        return f"```sh\n{found['sh']}```\n\n```text\n{text.rstrip()}\n```\n"

    page.write_text(BLOCKS.sub(block, page.read_text()))


if __name__ == "__main__":
    for name in sys.argv[2:]:
        renew(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(name))
