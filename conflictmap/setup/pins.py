"""`make requirements`: versions and hashes of all Python packages, once for every supported Python.

Versions that are pinned already stay, as long as base.in and dev.in allow them; UPGRADE=1 takes the newest.
"""

from __future__ import annotations

import os
import subprocess

from conflictmap.setup import ROOT
from conflictmap.setup.packages import UV, ensure_uv
from conflictmap.setup.system import PYTHONS

COMMON = ["--quiet", "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"]


def compile_pins(source: str, target: str, version: str, *more: str) -> None:
    """Pin what ``source`` asks for into ``target`` for Python ``version``. Raises CalledProcessError."""
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    command = [UV, "pip", "compile", *COMMON, *upgrade, "--python-version", version, *more, source, "-o", target]
    subprocess.run([str(part) for part in command], cwd=ROOT / "requirements", check=True)


def main() -> None:
    """Pin everything."""
    ensure_uv()
    leave_out = ("--overrides", "overrides.txt")
    for major, minor in PYTHONS:
        version, name = f"{major}.{minor}", f"py{major}{minor}"
        compile_pins("base.in", f"{name}-base.txt", version, *leave_out)
        # The tests' environment holds exactly the versions that users run.
        compile_pins("dev.in", f"{name}-dev.txt", version, *leave_out, "--constraints", f"{name}-base.txt")
    compile_pins("uv.in", "uv.txt", "3.11")


if __name__ == "__main__":
    main()
