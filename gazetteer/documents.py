"""A text as a user hands it in: read with care, or refused in one sentence. No Django."""

from __future__ import annotations

import sys
from pathlib import Path

from gazetteer.importers.records import is_arabic

MAX_BYTES = 5_000_000


class UnreadableText(ValueError):
    """A text that cannot be read; the message is one sentence that names it."""


def read_text(name: str) -> str:
    """Return a UTF-8 text, without byte-order mark; ``-`` is standard input. Offsets count its code points."""
    try:
        raw = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else _bytes(Path(name))
    except OSError as error:
        raise UnreadableText(f"{name}: cannot be read ({error.strerror}).") from None
    if len(raw) > MAX_BYTES:
        raise UnreadableText(f"{name}: a text of more than 5 MB is not read.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableText(f"{name}: the text is not UTF-8.") from None
    if "\0" in text:
        raise UnreadableText(f"{name}: the text holds NUL characters.")
    if not text.strip():
        raise UnreadableText(f"{name}: the text is empty.")
    if not is_arabic(text):
        raise UnreadableText(f"{name}: the text holds no Arabic.")
    return text


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
