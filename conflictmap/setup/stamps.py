"""What is done already: a step's stamp holds the fingerprint of everything that the step read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from conflictmap.setup import LOCAL, ROOT


def fingerprint(patterns: Iterable[str] = (), words: Iterable[object] = ()) -> str:
    """A word that changes with the content or the name of any file that a pattern below the root finds."""
    digest = hashlib.sha256(repr(tuple(map(str, words))).encode())
    files = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    for path in sorted(files):
        if "__pycache__" not in path.parts:
            digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _file(step: str) -> Path:
    return LOCAL / "stamps" / step


def is_done(step: str, mark: str) -> bool:
    """Whether ``step`` was finished with this fingerprint."""
    try:
        return _file(step).read_text() == mark
    except OSError:
        return False


def keep(step: str, mark: str) -> None:
    """Write down that ``step`` is finished."""
    _file(step).parent.mkdir(parents=True, exist_ok=True)
    _file(step).write_text(mark)
