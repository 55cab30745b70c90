"""`make test`: every kind of test in turn, then one line with the counts.

Kinds may be named: python -m tests core shell browser js. Exits with 1 where any test fails.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

from conflictmap.setup.packages import node_program

ROOT = Path(__file__).resolve().parent.parent
KINDS = {
    "core": ["tests/core", "tests/corpus"],
    "shell": ["tests/shell"],
    "browser": ["tests/browser"],
    "js": ["tests/js"],
}


# Files are shared out between two processes, each with a database of its own; the browser's pages keep to one, since
# two browsers beside two servers on a small machine wait for each other.
SHARED = ["--numprocesses=2", "--dist=loadfile"]


def _pytest(kind: str) -> list[str]:
    shared = SHARED if kind in ("core", "shell") else []
    return [sys.executable, "-m", "pytest", "--quiet", "--durations=5", "--durations-min=3", *shared, *KINDS[kind]]


def _node() -> list[str]:
    return [str(node_program()), "--test", "--test-reporter=tap", "tests/js/**/*.test.js"]


def _run(kind: str) -> tuple[int, dict[str, int], float]:
    """Run one kind and show its output. Returns (exit status, {"passed": …, "failed": …}, seconds)."""
    began = time.monotonic()
    print(f"== {kind}", flush=True)
    command = _node() if kind == "js" else _pytest(kind)
    with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as process:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if kind != "js" or line.startswith("not ok") or "error:" in line:
                print(line, end="", flush=True)
    return process.returncode, _counts("".join(lines)), time.monotonic() - began


def _counts(output: str) -> dict[str, int]:
    """The numbers in pytest's closing line, or in that of Node's test runner."""
    closing = output[-2000:]
    found = re.findall(r"(\d+) (passed|failed|error)", closing)
    found += [(number, word + "ed") for word, number in re.findall(r"^# (pass|fail) (\d+)$", closing, re.MULTILINE)]
    counts = {"passed": 0, "failed": 0}
    for number, word in found:
        counts["passed" if word == "passed" else "failed"] += int(number)
    return counts


def main(kinds: list[str]) -> int:
    """Run the kinds named, else all. Returns the exit status."""
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        sys.exit(f"no such kind of test: {', '.join(unknown)}; there are {', '.join(KINDS)}.")
    results = {kind: _run(kind) for kind in kinds or KINDS}
    # A kind without a single test is a mistake in the set-up, not a success.
    broken = [kind for kind, (status, counts, _) in results.items() if status or not counts["passed"]]
    for kind, (_, counts, seconds) in results.items():
        print(f"{kind:8} {counts['passed']:5} passed in {seconds:5.0f} s{'   FAILED' if kind in broken else ''}")
    passed, failed = (sum(counts[word] for _, counts, _ in results.values()) for word in ("passed", "failed"))
    seconds = sum(seconds for *_, seconds in results.values())
    failures = f"{failed} failed, " if failed else ""
    print(f"==== {failures}{passed} passed in {seconds:.2f}s ====")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
