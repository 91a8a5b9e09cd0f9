#!/usr/bin/env python3
"""Puts the explorer together: one HTML page with the simulator inside.

usage: page.py WASM OUT

The scripts are joined in the order of their imports; the policy of the page names the hash of the one
script and the one style that it holds, so that a browser runs nothing else.
"""

import base64
import gzip
import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
LARGEST = 2_000_000
# Five letters for four bytes, without those that mean something in a page; base64 would be a tenth of the
# page longer.
LETTERS = bytes.maketrans(b"<&", b".,")
IMPORT = re.compile(r'^import .* from "\./(.*)";\n', re.M)


def bare(text: str) -> str:
    """Without indents and without comments that stand on lines of their own."""
    text = re.sub(r"^\s*/\*.*?\*/\n", "", text, flags=re.M | re.S)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def joined(name: str, seen: set[str]) -> str:
    """A script with what it imports before it, each once."""
    if name in seen:
        return ""
    seen.add(name)
    text = (WEB / name).read_text("utf-8")
    before = "".join(joined(imported, seen) for imported in IMPORT.findall(text))
    return before + re.sub(r"^export ", "", IMPORT.sub("", text), flags=re.M)


def script(name: str) -> str:
    # Closed off from the page: names of the one are none of the other.
    text = '"use strict";\n{\n' + bare(joined(name, set())) + "}\n"
    if "</script" in text:
        sys.exit(f"{name} would end the script that it stands in")
    return text


def sha(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def packed(wasm: Path) -> bytes:
    """The simulator as gzip: by zopfli where it is installed, which a browser unpacks like any other, or a
    twentieth larger."""
    zopfli = shutil.which("zopfli")
    if zopfli is None:
        print("without `zopfli` (a package of that name) the page is larger than it is handed out", file=sys.stderr)
        return gzip.compress(wasm.read_bytes(), 9, mtime=0)
    return subprocess.run([zopfli, "-c", "--gzip", "--i5", wasm], check=True, stdout=subprocess.PIPE).stdout


def main() -> None:
    wasm, out = map(Path, sys.argv[1:])
    version = re.search(r'^version = "(.*)"', (ROOT / "Cargo.toml").read_text("utf-8"), re.M)[1]
    style = (ROOT / "src/output/report/style.css").read_text("utf-8")
    style = bare(style + (WEB / "style.css").read_text("utf-8"))
    page, worker = script("page.js"), script("worker.js")
    policy = (
        f"default-src 'none'; script-src {sha(page)} 'wasm-unsafe-eval'; style-src {sha(style)}; "
        "worker-src blob:; base-uri 'none'; form-action 'none'"
    )
    parts = {
        "POLICY": policy,
        "VERSION": version,
        "STYLE": style,
        "SIMULATOR": base64.b85encode(packed(wasm)).translate(LETTERS).decode(),
        "WORKER": worker,
        "PAGE": page,
    }
    html = bare((WEB / "index.html").read_text("utf-8"))
    html = re.sub("@([A-Z]+)@", lambda found: parts[found[1]], html)
    size = len(html.encode())
    if size > LARGEST and shutil.which("zopfli"):
        sys.exit(f"the page is {size} bytes, {LARGEST} at most")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(html, "utf-8", newline="\n")
    print(f"{out}: {size} bytes, {wasm.stat().st_size} of them unpacked as the simulator", file=sys.stderr)


main()
