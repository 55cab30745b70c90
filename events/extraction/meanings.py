"""What a side's name means in a story: by country, by day, and by whose words the story speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from events.extraction.document import ActorAt, Document
from events.extraction.mentions import BEGINS, beginning_in
from events.extraction.proclitics import ARTICLE
from events.extraction.side_names import ActorName, Span
from events.ledger import ActorRow

LATELY = 1  # sentences from a side's army to "the army"
RECENT = 40  # sides among which armies are looked for


def exists(row: ActorRow, day: date | None) -> bool:
    """Whether a side existed on a day; where the day is not known, it may have."""
    return _within((row.exists_from, row.exists_to), day)


def _within(span: Span, day: date | None) -> bool:
    first, end = span
    return day is None or ((first is None or first <= day) and (end is None or day < end))


def exists_in(doc: Document, slug: str) -> bool:
    """Whether a side existed on the day of publication."""
    return exists(doc.lexicon.actor[slug], doc.published)


def _ended(doc: Document, slug: str) -> bool:
    """Whether a side is no more on the day of publication: a text of later days still tells of it."""
    end = doc.lexicon.actor[slug].exists_to
    return end is not None and doc.published is not None and doc.published >= end


def _not_yet(doc: Document, slug: str) -> bool:
    """Whether a side comes only after the day of publication."""
    begun = doc.lexicon.actor[slug].exists_from
    return begun is not None and doc.published is not None and doc.published < begun


def also_called(doc: Document, actor: ActorAt) -> tuple[str, ...]:
    """The other sides that the name of a side, as it is written here, also means at some time: "الجيش السوري" does,
    "داعش" does not, though another name of it ("لواء شهداء اليرموك") once was another's. What a side grew from counts
    as its name ("هيئة تحرير الشام" of 2015).
    """
    others = doc.lexicon.namesakes.get(actor.slug, ())
    written = [name for m in range(actor.i, actor.j) if others for name in _named_at(doc, m)]
    meant = {slug for name in written for _, slug in name.slugs}
    row, rows = doc.lexicon.actor[actor.slug] if others else None, doc.lexicon.actor
    kin = {*row.successor_of, *(slug for slug in others if actor.slug in rows[slug].part_of)} if row else set()
    return tuple(slug for slug in others if slug in meant | kin) if actor.slug in meant else others


def _named_at(doc: Document, m: int) -> list[ActorName]:
    """The names of sides whose words stand from token ``m`` on, whatever is written on the first."""
    word = doc.norm(m)
    first = {word, word.removeprefix("و"), word[1:] if word[:1] in "بل" else word, word.replace("لل", "ال", 1)}
    names = (name for form in first for name in doc.lexicon.names.get(form, ()))
    return [name for name in names if all(doc.norm(m + n) == w for n, w in enumerate(name.words) if n)]


def countries_told_of(doc: Document) -> dict[int, str]:
    """Sentences whose places all lie in another country at war than the story's, and that country: there "the army"
    and "the government forces" are that country's.
    """
    at_war = doc.lexicon.at_war
    told: dict[int, set[str]] = {}
    for place in doc.places:
        found = place.mention.place
        if found is not None and found.kind != "country" and place.mention.status in ("resolved", "back"):
            told.setdefault(doc.sentence_of[place.i], set()).add(found.country)
    for place in doc.places:
        found, first = place.mention.place, doc.bounds(place.i)[0]
        if found is not None and found.kind == "country" and place.i <= first + 1:
            told.setdefault(doc.sentence_of[place.i], {found.country})  # "ليبيا: الجيش …", "وفي ليبيا، سيطر الجيش …"
    found = {n: next(iter(codes)) for n, codes in told.items() if len(codes) == 1}
    return {n: code for n, code in found.items() if code in at_war and code != doc.country}


def resolve_name(doc: Document, name: ActorName, leans: frozenset[str], country: str | None) -> str | None:
    """Return the side that a name means in a story of that country, None where country or day leave it open.

    What the country of the story calls so goes before a name of any country ("قوات مكافحة الإرهاب"). A name of a side
    that is still to come means the one that it will be part of, where that exists ("فرقة السلطان مراد" of 2015).
    """
    own, local, proper, past, gone, before = [], [], [], [], [], []
    for (code, slug), span in zip(name.slugs, name.spans, strict=True):
        now = _within(span, doc.published) if span else exists_in(doc, slug)
        if (code == "self" and slug in leans) or code.removeprefix("foe of ") in leans:
            home = doc.lexicon.actor[slug].country
            here = not country or home in (None, country) or _helps_in(doc, slug, country)
            own += [slug] if now and here else []  # "المرتدون" of a story in Syria are not Iraq's army
        elif code not in ("", country or "?"):
            continue
        elif now:
            (local if code else proper).append(slug)
        elif span is None and _ended(doc, slug):
            (past if code else gone).append(slug)
        elif _not_yet(doc, slug):
            of = [s for s in doc.lexicon.actor[slug].part_of if exists_in(doc, s)]
            before += of if of or code else [slug]
    now_so = (*local, *proper) if doc.published else (*proper, *local)  # without a day, what is a name at all times
    return next(iter((*own, *now_so, *past, *gone, *before)), None)  # of a side that is no more, sooner than of none


def _helps_in(doc: Document, slug: str, country: str) -> bool:
    """Whether a side fights beside one of that country, away from its own."""
    beside = doc.lexicon.forces["fight_beside"].get(slug, ())
    return any(doc.lexicon.actor[other].country == country for other in beside)


def by_their_foe(doc: Document, actors: Sequence[ActorAt]) -> list[ActorAt]:
    """The sides of a text, those whose name two of them have (forces.yml, shared_names) told apart by whom they fight:
    "the Popular Committees" that fight al-Qaeda are not those of the Houthis, where a text names no Houthis.
    """
    found = list(actors)
    for shared in doc.lexicon.forces["shared_names"]:
        if shared["country"] != doc.country or all(a.slug != shared["against"] for a in found):
            continue
        called = doc.lexicon.shared_names[shared["usual"]]
        army = doc.lexicon.forces["army"]  # "the army and the Committees" are known by their day
        meant = [
            a.slug == shared["usual"]
            and any(doc.match(m, called) for m in range(a.i, a.j))
            and not any(doc.norm(m).endswith(army) for m in range(a.i, a.j))
            for a in found
        ]
        if all(a.slug != shared["usual"] or so for a, so in zip(found, meant, strict=True)):
            found = [replace(a, slug=shared["then"]) if so else a for a, so in zip(found, meant, strict=True)]
    return found


def by_their_word(doc: Document, actors: Sequence[ActorAt]) -> list[ActorAt]:
    """The sides of a text in which "the militias" alone are those that it has called so last ("مليشيات X … المليشيات"),
    whoever the word means in that country. So is "the Elite" the one whose full name was told last ("النخبة الحضرمية …
    النخبة").
    """
    found, last, full = list(actors), None, {}
    for n, actor in enumerate(found):
        on, bare = _article_apart(doc.norm(actor.i))
        short = doc.words["short_names"]
        if actor.j - actor.i > 1 and actor.slug:
            full |= {
                word: actor.slug for m in range(actor.i, actor.j) if (word := _article_apart(doc.norm(m))[1]) in short
            }
        elif on and bare in full and actor.j - actor.i == 1:
            found[n] = replace(actor, slug=full[bare])
        if actor.slug is None or bare not in doc.words["bands"]:
            continue
        if actor.j - actor.i > 1:
            last = actor.slug
        elif last is not None and on:
            found[n] = replace(actor, slug=last)
    return _by_their_army(doc, found)


def other_army(doc: Document, actors: Sequence[ActorAt], actor: ActorAt) -> ActorAt | None:
    """ "قال جيش الفتح … وسيطر الجيش على A": the army of another side that a text has named shortly before "the army",
    where it has not called the country's army so."""
    army = doc.lexicon.forces["army"]
    on, bare = _article_apart(doc.norm(actor.i))
    if not (on and bare == army and actor.j == actor.i + 1 and actor.slug):
        return None
    n = bisect_left(actors, actor.i, key=BEGINS)
    near = (a for a in actors[max(n - RECENT, 0) : n] if a.slug)
    called = [a for a in near if any(_article_apart(doc.norm(m))[1] == army for m in range(a.i, a.j))]
    if not called or any(a.slug == actor.slug for a in called):
        return None
    return called[-1] if doc.sentence_of[actor.i] - doc.sentence_of[called[-1].i] <= LATELY else None


def _by_their_army(doc: Document, actors: Sequence[ActorAt]) -> list[ActorAt]:
    """The sides of a text, "the army" being another side's where its sentence tells of the country's by another name
    ("دخل جيش الفتح إدلب. وسيطر الجيش عليها بعد انسحاب قوات النظام")."""
    found = list(actors)
    for n, actor in enumerate(actors):
        other = other_army(doc, actors, actor)
        if other is None or not doc.words["armies_apart"].isdisjoint(map(doc.norm, range(other.i, other.j))):
            continue
        same = beginning_in(actors, *doc.bounds(actor.i))
        if any(a.slug == actor.slug and a.i != actor.i for a in same):
            found[n] = replace(actor, slug=other.slug)
    return found


def _article_apart(word: str) -> tuple[bool, str]:
    """Whether a word has the article, and the word without it and what is written on it."""
    _, on, bare = word.rpartition(ARTICLE) if word[:4].count(ARTICLE) else ("", "", word.lstrip("وبل"))
    return bool(on), bare
