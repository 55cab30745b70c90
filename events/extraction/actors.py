"""Find the sides in a text: names, designations by country and day, heads with names, references back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from events.extraction.back_references import refer
from events.extraction.document import QUOTES, ActorAt, Document
from events.extraction.lexicon import Lexicon
from events.extraction.side_names import ActorName, canonical
from gazetteer.matching.arabic import fold

MAX_LINK = 5
SINGLE = ("", "و", "ف", "ل", "ب", "ك", "ول", "وب", "فل")


def outlet_leans(doc: Document) -> frozenset[str]:
    """The sides that the article's outlet leans to, from outlets.yml."""
    if not doc.outlet:
        return frozenset()
    name = fold(doc.outlet)
    return frozenset(s for o in doc.lexicon.outlets for n in o.names if fold(n) in name for s in o.leans)


def _exists(doc: Document, slug: str) -> bool:
    row = doc.lexicon.actor[slug]
    if doc.published is None:
        return True
    return (row.exists_from is None or row.exists_from <= doc.published) and (
        row.exists_to is None or doc.published < row.exists_to
    )


def resolve_name(doc: Document, name: ActorName, leans: frozenset[str]) -> str | None:
    """Return the side that a name means in this story, None where country or day leave it open."""
    own = [s for c, s in name.slugs if c == "self" and s in leans]
    if own:
        return own[0]
    proper = [s for c, s in name.slugs if c == ""]
    local = [s for c, s in name.slugs if c == doc.country and doc.country]
    for slug in (*proper, *local):
        if _exists(doc, slug):
            return slug
    return proper[0] if proper else None


def _strip(lexicon: Lexicon, norm: str) -> tuple[tuple[str, str], ...]:
    """Return the (clitics, rest) of a word whose rest may begin a side's name, the whole word first."""
    known = lexicon.splits.get(norm)
    if known is None:
        known = tuple(
            s
            for s in _all_splits(norm)
            if canonical(s[1], lexicon.spellings) in lexicon.side_words or s[1] in lexicon.side_words
        )
        lexicon.splits[norm] = known
    return known


def _all_splits(norm: str):
    yield "", norm
    for clitics in SINGLE[1:]:
        if norm.startswith(clitics) and len(norm) - len(clitics) > 2:
            rest = norm[len(clitics) :]
            if clitics.endswith("ل") and rest.startswith("ل"):
                yield clitics, "ا" + rest
            yield clitics, rest


@dataclass(frozen=True, slots=True)
class _Side:
    """A name or reference found: where it ends, its side, agreement, clitics, and the sides a reference may mean."""

    stop: int
    slug: str | None
    agree: str
    clitics: str
    only: tuple[str, ...] | None


class _Finder:
    def __init__(self, doc: Document):
        self.doc = doc
        self.lex = doc.lexicon
        self.leans = outlet_leans(doc)
        self.spell = self.lex.spellings
        self.words = [canonical(t.norm, self.spell) for t in doc.tokens]
        self.seq = [k for k, t in enumerate(doc.tokens) if t.text not in QUOTES]
        phrases = self.lex.force_phrases
        self.links = phrases["links"]
        self.all, self.part, self.restrict, self.support = (
            phrases[n] for n in ("all", "partial", "restrict", "support")
        )
        self.anaphors = self.lex.anaphors

    def name_at(self, n: int) -> tuple[int, ActorName, str] | None:
        """The longest name from place ``n`` of the sequence: (next place, name, clitics before it).

        A name that means a side in this story goes before a longer one that means none.
        """
        best: tuple[int, ActorName, str] | None = None
        known = False
        for clitics, rest in _strip(self.lex, self.doc.tokens[self.seq[n]].norm):
            rest = canonical(rest, self.spell)
            for name in self.lex.names.get(rest, ()):
                means = resolve_name(self.doc, name, self.leans) is not None
                if best and (known, len(best[1].words)) >= (means, len(name.words)):
                    continue
                stop = n + len(name.words)
                if stop <= len(self.seq) and all(
                    self.words[self.seq[n + x]] == w for x, w in enumerate(name.words) if x
                ):
                    best, known = (stop, name, clitics), means
        return best

    def side_at(self, n: int) -> _Side | None:
        """A name or a reference back from place ``n`` of the sequence."""
        named = self.name_at(n)
        if named:
            stop, name, clitics = named
            return _Side(stop, resolve_name(self.doc, name, self.leans), name.agree, clitics, None)
        for clitics, rest in _strip(self.lex, self.doc.tokens[self.seq[n]].norm):
            for words, only, agree in self.anaphors.get(canonical(rest, self.spell), ()):
                stop = n + len(words)
                if stop <= len(self.seq) and all(self.words[self.seq[n + x]] == w for x, w in enumerate(words) if x):
                    return _Side(stop, None, agree, clitics, only)
        return None

    def head_at(self, k: int) -> tuple[str, bool, str] | None:
        for clitics, rest in _strip(self.lex, self.doc.tokens[k].norm):
            if rest in self.lex.force_heads:
                return (*self.lex.force_heads[rest], clitics)
        return None


def _scope(f: _Finder, i: int, j: int, head: int | None) -> str | None:
    """The share of the force: a number, "hundreds", one group of them → partial; all, the last → all."""
    doc = f.doc
    definite = head is not None and doc.norm(head).lstrip("وفبلك").startswith("ال")
    for k in range(i, j):
        if doc.match(k, f.restrict):
            return "partial"
    for back in range(1, 5):
        k = i - back
        if k < 0 or doc.sentence_of[k] != doc.sentence_of[i] or doc.finite(k):
            break
        if doc.tokens[k].kind == "number" or doc.match(k, f.part):
            return "partial"
        if doc.match(k, f.all):
            return "all"
        if back > 1 and doc.norm(k) in doc.words["prepositions"]:
            break
    if head is None:
        return None
    indefinite = not definite and doc.norm(head + 1) in doc.words["some_of"]
    return "partial" if indefinite else "all"


def _prep(f: _Finder, i: int, clitics: str) -> str:
    doc = f.doc
    if clitics and clitics[-1] in "لبك":
        return clitics[-1]
    k = i - 1
    while k >= 0 and doc.tokens[k].text in QUOTES:
        k -= 1
    word = doc.norm(k)
    if word in doc.words["from"] and (
        doc.match(k - 1, f.part)
        or doc.match(k - 1, f.all)
        or doc.norm(k - 1) in doc.words["rest_of"]
        or doc.tokens[k - 1].kind == "number"
    ):
        return ""  # "عدد من عناصر X", "من تبقى من X": a share of it, not taken from it
    if word in doc.words["prepositions"]:
        return word
    return word[1:] if word[:1] == "و" and word[1:] in doc.words["prepositions"] else ""


def _beside(f: _Finder, i: int) -> bool:
    """Whether a word of support stands up to three tokens before ("بدعم جوي من X")."""
    for back in range(1, 5):
        k = i - back
        if k < 0 or f.doc.tokens[k].text in "،,." or f.doc.finite(k):
            return False
        if f.doc.match(k, f.support):
            return True
    return False


def _mention(
    f: _Finder, start: int, stop: int, clitics: str, slug: str | None, head: int | None, agree: str, people: bool
) -> ActorAt:
    i, j = f.seq[start], f.seq[stop - 1] + 1
    scope = _scope(f, i, j, head) if people else None
    conj = bool(clitics) and clitics[0] in "وف"
    return ActorAt(i, j, slug, agree, people, scope, _prep(f, i, clitics), conj, beside=_beside(f, i))


def _heads(f: _Finder, n: int) -> tuple[int, str, bool, str, int] | None:
    """A head at ``n`` and where the name of its side begins: (place of the name, agreement, people, clitics, head)."""
    head = f.head_at(f.seq[n])
    if not head:
        return None
    agree, people, clitics = head
    for m in range(n + 1, min(n + 1 + MAX_LINK, len(f.seq))):
        word = f.doc.tokens[f.seq[m]]
        side = f.side_at(m)
        if side and not (side.clitics and side.clitics[0] in "وف"):
            return m, agree, people, clitics, f.seq[n]
        if word.kind != "word" or not (
            word.norm in f.links or f.head_at(f.seq[m]) or f.doc.match(f.seq[m], f.restrict)
        ):
            return None
    return None


def _sides(f: _Finder) -> list[tuple[ActorAt, tuple[str, ...] | None]]:
    """Names and references back, each with the heads before it; a reference comes with the sides it may mean."""
    found, n = [], 0
    while n < len(f.seq):
        if f.doc.tokens[f.seq[n]].kind not in ("word", "latin"):
            n += 1
            continue
        side = f.side_at(n)
        linked = _heads(f, n) if not side or side.only or side.stop == n + 1 else None
        if linked:
            start, agree, people, clitics, head = linked
            side = f.side_at(start)
        elif side:
            head_word = f.head_at(f.seq[n])
            agree, clitics, head = side.agree, side.clitics, f.seq[n]
            people = bool(head_word and head_word[1]) or (bool(side.only) and side.agree == "p")
        else:
            n += 1
            continue
        stop = _apposed(f, side.stop, side.slug)
        actor = _mention(f, n, stop, clitics, side.slug, head, agree, people)
        found.append((replace(actor, anaphor=side.only is not None), side.only))
        n = stop
    return found


def _apposed(f: _Finder, stop: int, slug: str | None) -> int:
    """Take the same side's second name with the first: تنظيم الدولة الإسلامية (داعش)."""
    while slug and stop < len(f.seq):
        follow = f.side_at(stop)
        if not follow or follow.clitics or follow.only is not None or follow.slug != slug:
            return stop
        stop = follow.stop
    return stop


def _bare(f: _Finder, taken: set[int]) -> list[ActorAt]:
    """Armed people of no named side ("مسلحون", "قوات"): kept, so that their deeds are not given to another."""
    found = []
    for n, k in enumerate(f.seq):
        if k in taken:
            continue
        head = f.head_at(k)
        if head and (head[1] or head[0] == "f") and len(f.doc.norm(k)) > 3:
            found.append(_mention(f, n, n + 1, head[2], None, k if head[1] else None, head[0], head[1]))
    return found


def find_actors(doc: Document) -> tuple[ActorAt, ...]:
    """Return the sides named in the document, in order of the text, references back resolved where they can be."""
    finder = _Finder(doc)
    sides = _sides(finder)
    taken = {k for a, _ in sides for k in range(a.i, a.j)}
    bare = _bare(finder, taken)
    actors = sorted([*(a for a, _ in sides), *bare], key=lambda a: a.i)
    return tuple(refer(actors, {a.i: only for a, only in sides if only is not None}))
