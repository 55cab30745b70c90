"""Look up the forms of a word: which listed verb, verbal noun or participle it may be, and with what clitics."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from events.extraction.morphology import COLUMNS

PREFIXES = ("ت", "ي", "ا", "ن")  # letters that begin a present tense


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word form. ``lemma`` is spelling-folded; ``pro`` lists the proclitics taken off ("و",
    "ل", "ال").

    ``pos``: verb, vn (verbal noun), ap, pp (participles). ``asp``: p, i. ``vox``: a, p. ``enc``: the pronoun
    that hangs on it (3ms, 3fs, 3mp, 3d) or "".
    """

    lemma: str
    pos: str
    asp: str
    vox: str
    per: str
    gen: str
    num: str
    enc: str
    mod: str
    pro: tuple[str, ...] = ()

    @property
    def definite(self) -> bool:
        """Whether the noun carries the article."""
        return "ال" in self.pro


class FormTable:
    """The table of forms, and the lookup of a folded token in it, proclitics taken off. Picklable."""

    def __init__(self, rows: dict[str, tuple[Form, ...]]):
        self.rows = rows

    @classmethod
    def read(cls, path: Path, keys: dict[str, str]) -> FormTable:
        """Read ``forms.tsv``; ``keys`` maps vowelled lemmas to the folded names that rules use.

        Raises ValueError naming file and line where a row is not of the table's shape.
        """
        rows: dict[str, list[Form]] = {}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            values = line.split("\t")
            if len(values) != len(COLUMNS):
                raise ValueError(f"{path}:{number}: {len(values)} columns instead of {len(COLUMNS)}")
            if number == 1 or values[0] == COLUMNS[0]:
                continue
            if values[1] not in keys:
                raise ValueError(f"{path}:{number}: the lemma {values[1]} is not in verbs.yml")
            rows.setdefault(values[0], []).append(Form(keys[values[1]], *values[2:]))
        return cls({form: tuple(found) for form, found in rows.items()})

    def lookup(self, norm: str) -> tuple[Form, ...]:
        """Return every reading of a folded word, bare first, then with proclitics taken off."""
        return _lookup(self, norm)

    def __getstate__(self) -> dict:
        return {"rows": self.rows}

    def __setstate__(self, state: dict) -> None:
        self.rows = state["rows"]


SHORT = 3  # letters of a preposition and the shortest verbal noun
NOUN = ("vn", "ap", "pp")


def _splits(norm: str):
    """Yield (proclitics, rest, wanted parts of speech) for the ways a word may carry proclitics."""
    yield (), norm, ("verb", *NOUN)
    rests = [((), norm)]
    if norm[:1] in "وف" and len(norm) > (2 if norm[:1] == "و" else 3):
        rests.append(((norm[0],), norm[1:]))
        yield (norm[0],), norm[1:], ("verb", *NOUN)
    for pro, rest in rests:
        if len(rest) == SHORT and rest[0] in "لب":
            yield (*pro, rest[0]), rest[1:], ("vn",)  # "لفك", "بصد"
        if len(rest) <= SHORT:
            continue
        if rest[0] == "س":
            yield (*pro, "س"), rest[1:], ("imperfect",)
        if rest[0] == "ل":
            yield (*pro, "ل"), rest[1:], ("imperfect", *NOUN)
            if rest[1] == "ل":
                yield (*pro, "ل", "ال"), rest[2:], NOUN
        if rest[0] in "بك":
            yield (*pro, rest[0]), rest[1:], NOUN
            if rest[1:3] == "ال":
                yield (*pro, rest[0], "ال"), rest[3:], NOUN
        if rest[:2] == "ال":
            yield (*pro, "ال"), rest[2:], NOUN


@lru_cache(maxsize=100_000)
def _lookup(table: FormTable, norm: str) -> tuple[Form, ...]:
    found = []
    for pro, rest, wanted in _splits(norm):
        for form in table.rows.get(rest, ()):
            kind = "imperfect" if form.pos == "verb" and form.asp == "i" else form.pos
            if form.pos not in wanted and kind not in wanted:
                continue
            if "ال" in pro and form.enc:
                continue
            if pro and "ال" not in pro and form.pos == "verb" and pro[-1] in "بك":
                continue
            found.append(Form(form.lemma, form.pos, form.asp, form.vox, form.per, form.gen, form.num, form.enc,
                              form.mod, pro))  # fmt: skip
    short = 4 + (norm[:1] in PREFIXES)  # but "تخلو", "يعدو": of one
    if not found and norm.endswith("و") and len(norm) >= short:  # "سيطرو", "دخلو": the silent alef left out
        return tuple(f for f in _lookup(table, norm + "ا") if f.pos == "verb" and f.num == "p")
    return tuple(found)
