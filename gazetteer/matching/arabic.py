"""Arabic text as tokens with offsets, and the spelling-folded form by which words are compared.

The raw text is tokenised first and each token is normalised by itself, so that an offset into the
text as stored never moves (camel-tools' whole-text NFKC step expands ligatures and would shift it).
Offsets are code points, half-open ``[start, end)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)

from gazetteer.matching.memo import Memo

# Invisible marks that sit inside Arabic words on the web: joiners, direction marks, soft hyphen.
INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_MARK = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INNER = "\u0620-\u0628\u062a-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_END = "\u0629"  # ta marbuta closes a word, so what is glued to it is another one ("عاجلةسيطرت")
# "علىمدينة": so are prepositions in alef maqsura, if a word's length of letters follows ("عليهما" is written with ya).
_TO = "\u0639\u0644\u0649|\u0625\u0644\u0649|\u0627\u0644\u0649|\u062d\u062a\u0649"
_TOKEN = re.compile(
    rf"(?P<word>\u0648?(?:{_TO})(?=[{_INNER}]{{4}})|(?:[{_INNER}][{_INNER}{_MARK}{INVISIBLE}]*{_END}?|{_END})[{_MARK}{INVISIBLE}]*)"
    r"|(?P<number>[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c][0-9\u0660-\u0669\u06f0-\u06f9]+)*)"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f]+(?:['\u2019][A-Za-z\u00c0-\u024f]+)*)"
    r"|(?P<newline>\n+)"
    rf"|(?P<punct>[^\s{INVISIBLE}])"  # what is left are white space and lone invisible marks: no tokens
)
_STRIP = re.compile(rf"[\u0640{INVISIBLE}]")
_SEATS = str.maketrans(
    {
        "\u0624": "\u0648",  # waw with hamza
        "\u0626": "\u064a",  # yeh with hamza
        "\u06a9": "\u0643",  # keheh of Persian and Kurdish keyboards
        "\u06cc": "\u064a",  # Farsi yeh
        "\u06be": "\u0647",  # heh doachashmee
        "\u06c1": "\u0647",
        "\u06d5": "\u0647",  # Kurdish ae
        "\u0671": "\u0627",
    }
)
_DIGITS = str.maketrans(
    "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9",
    "01234567890123456789",
)


@dataclass(slots=True, unsafe_hash=True)  # never changed; a frozen one takes four times as long to make
class Token:
    """One token: code-point offsets, the raw text, the folded form and its kind.

    ``kind`` is ``word`` (Arabic), ``number``, ``latin``, ``punct`` or ``newline``.
    """

    start: int
    end: int
    text: str
    norm: str
    kind: str


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Return the spelling-folded form by which words are compared.

    Vowels, tatweel and invisible marks go; hamza seats, alef forms, ya and alef maqsura, ha and
    ta marbuta fall together; digits become ASCII; Latin becomes lower case. Spaces are kept.
    """
    text = normalize_unicode(_STRIP.sub("", text))
    text = dediac_ar(text).translate(_SEATS)
    text = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(text)))
    return text.translate(_DIGITS).lower()


_known = Memo(200_000)  # (folded form, kind) by what is written: its first character tells the kind


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of a raw text in order; white space makes no token, a line end does."""
    found = []
    for match in _TOKEN.finditer(text):
        raw = match[0]
        known = _known.get(raw)
        if known is None:
            kind = match.lastgroup
            known = _known.keep(raw, (raw if kind in ("punct", "newline") else fold(raw), kind))
        start, end = match.span()
        found.append(Token(start, end, raw, known[0], known[1]))
    return _without_tags(found) if "_" in text or "#" in text else tuple(found)


def _without_tags(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without the marks of tags that are words of a sentence ("سيطرت #قوات_النظام على X"); a tag that only
    ends a line keeps its mark, which parts it from what is told before.
    """
    kept = []
    for k, token in enumerate(tokens):
        joins = token.text == "_" and 0 < k < len(tokens) - 1 and _glued(tokens, k - 1) and _glued(tokens, k)
        if not joins and not (token.text == "#" and _goes_on(tokens, k)):
            kept.append(token)
    return tuple(kept)


def _glued(tokens: Sequence[Token], k: int) -> bool:
    return tokens[k].end == tokens[k + 1].start


def _goes_on(tokens: Sequence[Token], k: int) -> bool:
    """Whether a word stands behind the tag whose mark is token ``k``."""
    last = k + 1
    while last + 2 < len(tokens) and tokens[last + 1].text == "_" and _glued(tokens, last) and _glued(tokens, last + 1):
        last += 2
    return last + 1 < len(tokens) and tokens[last + 1].kind == "word"


AND = "و"


def with_conjunctions(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with every "and" that stands alone joined to the word behind it, as it is usually written.

    The joined token begins one code point before its word, so that what follows the conjunction keeps its offsets.
    """
    found, skip = [], False
    for token, after in zip(tokens, (*tokens[1:], None), strict=True):
        if skip:
            skip = False
            continue
        skip = token.text == AND and after is not None and after.kind == "word"
        found.append(Token(after.start - 1, after.end, AND + after.text, AND + after.norm, "word") if skip else token)
    return tuple(found)


_MAY_END = frozenset(".!?\u061f\u06d4\u2026")
_COMMAS = frozenset("\u060c,;\u061b")
LONGEST = 400  # tokens of a sentence; nobody writes longer ones, but whole texts come without a full stop


def _ends_sentence(tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    if token.kind == "newline" or token.text in "!?\u061f\u06d4":
        return True
    if token.text == "\u2026":
        return i + 1 == len(tokens) or tokens[i + 1].kind == "newline"
    if token.text != ".":
        return False
    # A title or initial keeps its stop: one or two letters standing alone before it ("د. سعيد", "أ.ف.ب").
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is not None and after.text in ".)\u2026":
        return False
    if before is not None and before.kind == "number" and (i < 2 or tokens[i - 2].kind == "newline"):
        return after is None or after.kind == "newline"  # "1. سلوك": the number of a line
    if before is not None and before.end == token.start and before.kind == "word" and len(before.norm) == 1:
        return False
    return not (before is not None and before.text in "." and after is not None)


def sentences(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """Return half-open token ranges ``[i, j)``, one per sentence, the stop included.

    A sentence ends at a full stop, question or exclamation mark, or a line end; the stop inside
    a number is part of the number token, that of an initial ends nothing. One of more than ``LONGEST``
    tokens is taken for several: a text without stops does not cost the square of its length.
    """
    spans, begin = [], 0
    for i, token in enumerate(tokens):
        if token.kind == "word":
            continue
        if (token.kind == "newline" or token.text in _MAY_END) and _ends_sentence(tokens, i):
            if any(t.kind in ("word", "number", "latin") for t in tokens[begin : i + 1]):
                spans.append((begin, i + 1))
            begin = i + 1
    if any(t.kind in ("word", "number", "latin") for t in tokens[begin:]):
        spans.append((begin, len(tokens)))
    return tuple(part for i, j in spans for part in (_parts(tokens, i, j) if j - i > LONGEST else ((i, j),)))


def _parts(tokens: tuple[Token, ...], i: int, j: int) -> Iterator[tuple[int, int]]:
    """The parts of a sentence that is too long: each ends behind a comma, else before an "and"."""
    while j - i > LONGEST:
        near = range(i + LONGEST - 1, i + LONGEST // 2, -1)
        stop = next((k + 1 for k in near if tokens[k].text in _COMMAS), None)
        stop = stop or next((k for k in near if tokens[k].norm.startswith(AND)), i + LONGEST)
        yield i, stop
        i = stop
    yield i, j
