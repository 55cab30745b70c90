"""Files → texts: what may be read as an Arabic article, and one clear sentence for what may not."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

MAX_BYTES = 5_000_000
STDIN = "-"

_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")
_WORD = re.compile(r"[\u0621-\u065f\u0670-\u06d3]+")
# The Arabic article, alone or after the one-letter words that are written together with what follows.
_ARTICLE = re.compile("[\u0648\u0641]?(?:[\u0628\u0643]?\u0627\u0644|\u0644\u0644)")
# What only whole pages have, and tags that a text may have kept by mistake: then it is a text as long as words prevail.
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*\b[^<>]*>", re.IGNORECASE)
_TAGS_OF_A_PAGE, _WORDS_TO_A_TAG = 6, 3
# About every fifth word of Arabic prose carries the article; Persian, Urdu and misread bytes have next to none.
_ARTICLES_AT_LEAST = 0.05
_WORDS_TO_JUDGE_BY = 20


class Unreadable(ValueError):
    """The input cannot be read as an Arabic article; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known about it. ``notice`` tells about a guess that was made while reading."""

    name: str
    text: str
    published: date | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    archived_url: str | None = None
    country: str | None = None
    open_text: bool = False
    synthetic: bool = False
    notice: str | None = None


def read(path: str | Path) -> Document:
    """Read one file, or standard input for ``-``. Raises Unreadable."""
    if str(path) == STDIN:
        raw, name = sys.stdin.buffer.read(MAX_BYTES + 1), "stdin"
    else:
        name, raw = Path(path).name, _bytes(Path(path))
    text, notice = decode(raw, shown=str(path))
    return Document(name=name, text=text, notice=notice)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise Unreadable(f"{path}: cannot be read ({reason}).") from error


def decode(raw: bytes, *, shown: str) -> tuple[str, str | None]:
    """Return the text, byte-order mark dropped, and a notice where the encoding had to be guessed. Raises Unreadable.

    ``shown`` is the input's name in messages.
    """
    if not raw.strip():
        raise Unreadable(f"{shown}: is empty.")
    if len(raw) > MAX_BYTES:
        raise Unreadable(f"{shown}: is larger than 5 MB.")
    text, notice = _decoded(raw, shown)
    text = text.removeprefix("\ufeff")
    if reason := flaw(text):
        raise Unreadable(f"{shown}: {FLAWS[reason]}.")
    return text, notice


FLAWS = {
    "empty": "is empty",
    "large": "is larger than 5 MB",
    "nul": "holds a NUL character, so it is no text",
    "markup": "is a page's HTML, not its text",
    "foreign": "is not in Arabic",
}


def flaw(text: str) -> str | None:
    """Return what makes a text none that can be read as an Arabic article, as a key of ``FLAWS``; None where it can."""
    if not text.strip():
        return "empty"
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return "large"
    if "\x00" in text:
        return "nul"
    tags = len(_TAG.findall(text))
    if _PAGE.search(text) or (tags >= _TAGS_OF_A_PAGE and tags * _WORDS_TO_A_TAG > len(_WORD.findall(text))):
        return "markup"
    return None if is_arabic(text) else "foreign"


def _decoded(raw: bytes, shown: str) -> tuple[str, str | None]:
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16"), f"{shown}: read as UTF-16, by its byte-order mark."
        return raw.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    if b"\x00" not in raw:
        # Every byte means something in windows-1256, so only the language can tell whether the guess is right.
        text = raw.decode("cp1256", errors="replace")
        if is_arabic(text):
            if len(_WORD.findall(text)) >= _WORDS_TO_JUDGE_BY:
                return text, f"{shown}: not UTF-8; read as windows-1256."
            raise Unreadable(f"{shown}: is not UTF-8, and too short to tell its encoding; convert it to UTF-8.")
    raise Unreadable(f"{shown}: is neither UTF-8 nor windows-1256 text; convert it to UTF-8.")


def is_arabic(text: str) -> bool:
    """Whether the text is Arabic prose: most letters Arabic and, in a text of some length, the article in use."""
    letters, arabic = len(_LETTER.findall(text)), len(_ARABIC.findall(text))
    if not arabic or arabic < letters / 2:
        return False
    found = _WORD.findall(text)
    with_article = sum(1 for word in found if _ARTICLE.match(word))
    return len(found) < _WORDS_TO_JUDGE_BY or with_article >= _ARTICLES_AT_LEAST * len(found)


def not_yet(published: date) -> bool:
    """Whether the day of publication has not come anywhere on earth: it is a slip of the pen."""
    return published > date.today() + timedelta(days=1)


def texts(path: Path) -> list[Path]:
    """Return the article files of a path: itself, or a folder's ``.txt`` files in order. Raises Unreadable."""
    if not path.is_dir():
        return [path]
    found = sorted(child for child in path.glob("*.txt") if child.is_file())
    if not found:
        raise Unreadable(f"{path}: holds no .txt file.")
    return found
