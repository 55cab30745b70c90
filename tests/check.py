"""`make check`: linters for Python and JavaScript, the import rules, missing migrations."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conflictmap.setup.packages import node_program

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


def commands() -> dict[str, list[str]]:
    """What is run, by the name that is shown."""
    pytest = [PYTHON, "-m", "pytest", "-q", "--no-header"]
    return {
        "ruff check": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
        "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
        "eslint": [str(node_program()), "node_modules/eslint/bin/eslint.js", "--max-warnings=0", "."],
        "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
        "django check": [PYTHON, "manage.py", "check", "--fail-level=WARNING"],
        "imports, repository": [*pytest, "tests/core/test_imports.py", "tests/core/test_repository.py"],
    }


def main() -> int:
    """Run every check, also after one failed. Returns 1 where any fails."""
    failed = []
    for name, command in commands().items():
        done = subprocess.run(command, cwd=ROOT, check=False, text=True, capture_output=True)
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'}  {name}", flush=True)
        if done.returncode:
            print(done.stdout + done.stderr)
            failed.append(name)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
