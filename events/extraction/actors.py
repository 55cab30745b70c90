"""Find the sides in a text: names, designations by country and day, heads with names, references back."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.document import PREPOSITIONS, QUOTES, ActorAt, Document
from events.extraction.lexicon import ActorName, canonical, phrase_list
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


def _strip(norm: str):
    """Yield (clitics, rest): a word with its proclitics taken off, the whole word first."""
    yield "", norm
    for clitics in SINGLE[1:]:
        if norm.startswith(clitics) and len(norm) - len(clitics) > 2:
            rest = norm[len(clitics) :]
            if clitics.endswith("ل") and rest.startswith("ل"):
                yield clitics, "ا" + rest
            yield clitics, rest


class _Finder:
    def __init__(self, doc: Document):
        self.doc = doc
        self.lex = doc.lexicon
        self.leans = outlet_leans(doc)
        self.spell = {fold(k): fold(v) for k, v in self.lex.cues["spellings"].items()}
        self.words = [canonical(t.norm, self.spell) for t in doc.tokens]
        self.seq = [k for k, t in enumerate(doc.tokens) if t.text not in QUOTES]
        forces = self.lex.forces
        self.links = frozenset(fold(w) for w in forces["links"])
        q = forces["quantifiers"]
        self.all, self.part, self.restrict = (phrase_list(q[n]) for n in ("all", "partial", "restrict"))
        self.support = phrase_list(forces["support"])

    def name_at(self, n: int) -> tuple[int, ActorName, str] | None:
        """The longest name from place ``n`` of the sequence: (next place, name, clitics before it)."""
        best = None
        for clitics, rest in _strip(self.doc.tokens[self.seq[n]].norm):
            rest = canonical(rest, self.spell)
            for name in self.lex.names.get(rest, ()):
                if best and len(name.words) <= len(best[1].words):
                    continue
                stop = n + len(name.words)
                if stop <= len(self.seq) and all(
                    self.words[self.seq[n + x]] == w for x, w in enumerate(name.words) if x
                ):
                    best = (stop, name, clitics)
        return best

    def head_at(self, k: int) -> tuple[str, bool, str] | None:
        for clitics, rest in _strip(self.doc.tokens[k].norm):
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
        if back > 1 and doc.norm(k) in PREPOSITIONS:
            break
    if head is None:
        return None
    indefinite = not definite and doc.norm(head + 1) in ("من", "في", "تابعه", "تابعين", "موالين", "مواليه")
    return "partial" if indefinite else "all"


def _prep(doc: Document, i: int, clitics: str) -> str:
    if clitics and clitics[-1] in "لبك":
        return clitics[-1]
    k = i - 1
    while k >= 0 and doc.tokens[k].text in QUOTES:
        k -= 1
    word = doc.norm(k)
    if word in PREPOSITIONS:
        return word
    return word[1:] if word[:1] == "و" and word[1:] in PREPOSITIONS else ""


def _beside(f: _Finder, i: int) -> bool:
    """Whether a word of support stands up to three tokens before ("بدعم جوي من X")."""
    for back in range(1, 5):
        k = i - back
        if k < 0 or f.doc.tokens[k].text in "،,." or f.doc.finite(k):
            return False
        if f.doc.match(k, f.support):
            return True
    return False


def _mention(f: _Finder, n: int, start: int, stop: int, name: ActorName | None, clitics: str, slug: str | None,
             head: int | None, agree: str, people: bool) -> ActorAt:  # fmt: skip
    i, j = f.seq[start], f.seq[stop - 1] + 1
    scope = _scope(f, i, j, head if people else None) if people else None
    return ActorAt(i, j, slug, agree, people, scope, _prep(f.doc, i, clitics), clitics[:1] in ("و", "ف") and bool(clitics),
                   beside=_beside(f, i))  # fmt: skip


def _heads(f: _Finder, n: int) -> tuple[int, str, bool, str, int] | None:
    """A head at ``n`` and where the name of its side begins: (place of the name, agreement, people, clitics, head)."""
    head = f.head_at(f.seq[n])
    if not head:
        return None
    agree, people, clitics = head
    for m in range(n + 1, min(n + 1 + MAX_LINK, len(f.seq))):
        word = f.doc.tokens[f.seq[m]]
        if m > n and f.name_at(m):
            return m, agree, people, clitics, f.seq[n]
        if word.kind != "word" or not (word.norm in f.links or f.head_at(f.seq[m]) or f.doc.match(f.seq[m], f.restrict)):
            return None
    return None


def _names(f: _Finder) -> list[ActorAt]:
    found, n = [], 0
    while n < len(f.seq):
        if f.doc.tokens[f.seq[n]].kind != "word":
            n += 1
            continue
        direct = f.name_at(n)
        linked = None if direct else _heads(f, n)
        if linked:
            start, agree, people, clitics, head = linked
            stop, name, inner = f.name_at(start)
            if inner and inner[0] in "وف":  # "مقاتلون والجيش": two mentions, not one
                n += 1
                continue
        elif direct:
            stop, name, clitics = direct
            head_word = f.head_at(f.seq[n])
            agree, people, head = name.agree, bool(head_word and head_word[1]), f.seq[n]
        else:
            n += 1
            continue
        slug = resolve_name(f.doc, name, f.leans)
        stop = _apposed(f, stop, slug)
        found.append(_mention(f, n, n, stop, name, clitics, slug, head, agree, people))
        n = stop
    return found


def _apposed(f: _Finder, stop: int, slug: str | None) -> int:
    """Take the same side's second name with the first: تنظيم الدولة الإسلامية (داعش)."""
    while slug and stop < len(f.seq):
        follow = f.name_at(stop)
        if not follow or follow[2] or resolve_name(f.doc, follow[1], f.leans) != slug:
            return stop
        stop = follow[0]
    return stop


def _anaphors(f: _Finder, taken: set[int]) -> list[tuple[ActorAt, tuple[str, ...]]]:
    found = []
    entries = [(phrase_list(e["words"]), tuple(e["only"]), e["agree"]) for e in f.lex.forces["anaphors"]]
    for n, k in enumerate(f.seq):
        if k in taken or f.doc.tokens[k].kind != "word":
            continue
        for clitics, rest in _strip(f.doc.tokens[k].norm):
            hit = next(((w, only, agree) for words, only, agree in entries for w in words.get(canonical(rest, f.spell), ())
                        if all(f.words[f.seq[min(n + x, len(f.seq) - 1)]] == v for x, v in enumerate(w) if x)), None)  # fmt: skip
            if hit:
                words, only, agree = hit
                stop = min(n + len(words), len(f.seq))
                mention = _mention(f, n, n, stop, None, clitics, None, k, agree, agree == "p")
                found.append((replace(mention, anaphor=True), only))
                break
    return found


def _bare(f: _Finder, taken: set[int]) -> list[ActorAt]:
    """Armed people of no named side ("مسلحون", "قوات"): kept, so that their deeds are not given to another."""
    found = []
    for n, k in enumerate(f.seq):
        if k in taken:
            continue
        head = f.head_at(k)
        if head and (head[1] or head[0] == "f") and len(f.doc.norm(k)) > 3:
            found.append(_mention(f, n, n, n + 1, None, head[2], None, k if head[1] else None, head[0], head[1]))
    return found


def _refer(doc: Document, actors: list[ActorAt], only: dict[int, tuple[str, ...]]) -> list[ActorAt]:
    """Give each reference back the last side before it that fits; ``only`` maps its first token to the sides allowed."""
    done: list[ActorAt] = []
    for actor in actors:
        if actor.anaphor:
            allowed = only[actor.i]
            fits = [a for a in done if a.slug and (a.slug in allowed if allowed else a.agree == actor.agree)]
            here = [a for a in fits if not a.beside] or fits
            actor = replace(actor, slug=here[-1].slug if here else None)
        done.append(actor)
    return done


def find_actors(doc: Document) -> tuple[ActorAt, ...]:
    """Return the sides named in the document, in order of the text, references back resolved where they can be."""
    finder = _Finder(doc)
    names = _names(finder)
    taken = {k for a in names for k in range(a.i, a.j)}
    anaphors = _anaphors(finder, taken)
    taken |= {k for a, _ in anaphors for k in range(a.i, a.j)}
    bare = _bare(finder, taken)
    actors = sorted([*names, *(a for a, _ in anaphors), *bare], key=lambda a: a.i)
    return tuple(_refer(doc, actors, {a.i: only for a, only in anaphors}))
