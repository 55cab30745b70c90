"""Everything that `make` does on a fresh machine: system packages, Python packages, database, content, server.

Only the standard library is used until the virtual environment is there.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = ROOT / ".local"
VENV_PYTHON = ROOT / ".venv/bin/python"


class SetupError(Exception):
    """A step cannot be done; the message is one sentence that says how to mend it."""
