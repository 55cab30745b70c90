"""Find the sides in a text: names, designations by country and day, heads with names, references back."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from events.extraction.back_references import refer
from events.extraction.before_sides import preposition_of, so_called, some_before, what_is_left
from events.extraction.capitals import governments_meant
from events.extraction.document import ActorAt, Document
from events.extraction.endings import SOUND_PLURALS, US
from events.extraction.leaders import LEADER, backed_by, goes_on, our_army, owner_at, past_second_name, whose
from events.extraction.meanings import by_their_foe, by_their_word, exists_in
from events.extraction.ordinals import with_ordinals
from events.extraction.own_forces import tied_to_pronoun
from events.extraction.reference_words import another_of, called_anew, called_so, force_named, of_any
from events.extraction.side_finder import Side, SideFinder
from events.extraction.side_marks import (
    ADJECTIVES,
    a_people,
    agreement,
    force_described,
    is_beside,
    joined,
    of_two,
    scope_of,
    with_members,
)
from events.extraction.units import acts, army_only, of_known_armies, regular_army, told_by_their_army, unit_end
from events.extraction.whose_report import by_their_speaker

MAX_LINK = 5
FROM, ARTICLE = "من", "ال"


def _mention(f: SideFinder, start: int, side: Side, head: int | None) -> ActorAt:
    """The side on the words from ``start`` of the sequence on, with what stands around it."""
    i, j, clitics = f.seq[start], f.seq[side.stop - 1] + 1, side.clitics
    of = None if head is None else head + 1 + force_described(f.doc, head + 1)
    among = of is not None and f.doc.norm(of) in f.doc.words["from"] and of < j  # "مجموعات (كبيرة) من X"
    some = among or (head is not None and f.doc.match(head, f.lex.force_phrases["partial"])) or some_before(f.doc, i)
    scope = scope_of(f.doc, i, j, head) if side.people or some else None
    called = so_called(f.doc, i)
    if called is not None:  # "ما يسمى X", "ما يعرف بX": X itself, where the words before it begin
        i, clitics = called
    elif (left := what_is_left(f.doc, i)) is not None:
        i = left
    conj = bool(clitics) and clitics[0] in "وف"
    prep = FROM if called and clitics[-1:] == FROM[:1] else preposition_of(f.doc, i, clitics)  # "مما يسمى X"
    back, beside = side.only is not None, is_beside(f.doc, i, j)
    return ActorAt(
        i, j, side.slug, agreement(f.doc, i, side.agree), side.people, scope, prep, conj, back, beside, side.owner
    )


def _head_and_name(f: SideFinder, n: int) -> tuple[int, str, bool, str, int] | None:
    """A head at ``n`` and where the name of its side begins: (place of the name, agreement, people, clitics, head)."""
    head = f.head_at(f.seq[n])
    if not head:
        return None
    agree, people, clitics = head
    unit = unit_end(f.doc, f.seq[n])
    definite = f.doc.norm(f.seq[n])[len(clitics) :].startswith("ال") or clitics.endswith("لل")
    first = n + 1 + (unit[0] - f.seq[n] - 1 if unit else 0)
    small = f.doc.words["from"] | f.doc.words["slot_to"]
    for m in range(first, min(first + MAX_LINK, len(f.seq))):
        word = f.doc.tokens[f.seq[m]]
        side = f.side_at(m)
        if unit and m == first and f.head_at(f.seq[m]):
            break  # "الفرقة التاسعة قوات X": two sides, the one after the other
        some = m == n + 2 and not definite and f.doc.tokens[f.seq[n + 1]].norm in f.doc.words["from"]
        if not unit and (some or m == n + 1) and not side and _unit_as_side(f, m):
            return m, agree, people, clitics, f.seq[n]  # "قوات الفرقة السابعة", "قوة من الفرقة السابعة"
        if definite and not unit and of_two(f.doc, f.seq[n], f.seq[m], f.head_at(f.seq[m]) is not None):
            break
        men = side and side.only is not None and side.agree == "p"
        name = side and side.slug and side.stop > m + 1 == n + 2
        if definite and agree == "m" and (men or (name and not f.doc.norm(f.seq[m]).endswith(ADJECTIVES))):
            break  # "هاجم الجيش المسلحين", "كبد الجيش الدعم السريع خسائر": subject and object
        if definite and side and side.owner:
            break  # "سحب الجيش قواته": what has the article owns nothing
        if definite and not unit and word.norm in small:
            break  # "حرره الجيش من X", "من الجيش إلى X": "some of X" stands after an indefinite head only
        if side and not (side.clitics and side.clitics[0] in "وف"):
            return m, agree, people, clitics, f.seq[n]
        if word.kind != "word" or not (
            word.norm in f.links
            or f.head_at(f.seq[m])
            or f.doc.match(f.seq[m], f.restrict)
            or force_described(f.doc, f.seq[m])
        ):
            break
    owner = owner_at(f, n)
    return (owner, agree, people, clitics, f.seq[n]) if owner is not None else None


def _sides_named(f: SideFinder) -> list[tuple[ActorAt, tuple[str, ...] | None]]:
    """Names and references back, each with the heads before it; a reference comes with the sides it may mean."""
    found, stop = [], 0
    for k in f.doc.having("side"):
        n = bisect_left(f.seq, k)
        if n < stop or f.doc.tokens[k].kind not in ("word", "latin"):
            continue
        side = f.side_at(n)
        if side is None or (side.slug is None and side.only is None):
            side = _unit_as_side(f, n) or (side if side and not _over_place(f, n, side.stop) else None)
        open_ = side is None or bool(side.only) or side.stop == n + 1 or not side.slug
        owned = side is not None and side.owner != ""
        linked = _head_and_name(f, n) if not owned and (open_ or goes_on(f, n, side.stop, side.slug)) else None
        if linked:
            start, agree, people, clitics, head = linked
            side = f.side_at(start) or _unit_as_side(f, start)
        elif side:
            head_word = f.head_at(f.seq[n])
            agree, clitics, head = side.agree, side.clitics, f.seq[n]
            people = bool(head_word and head_word[1]) or (bool(side.only) and side.agree == "p") or side.people
        else:
            continue
        stop, slug = past_second_name(f, side.stop, side.slug), side.slug
        if slug:
            slug = backed_by(f, n, linked[0], slug) if linked else slug
            stop, slug = whose(f, stop, slug, side.local)
        anaphor = side.only is not None
        actor = _mention(f, n, Side(stop, slug, agree, clitics, side.only, side.owner, people), head)
        front = anaphor and f.doc.norm(actor.i) in f.doc.words["front"]
        if a_people(f.doc, actor) or (front and actor.prep in f.doc.words["at_the_front"]):
            continue  # "القيادي المتواجد على الجبهة": where he fights
        if not side.alone and not linked and not actor.prep:
            actor = replace(actor, prep=LEADER)
        if anaphor and f.doc.norm(actor.j) in f.doc.words["itself"]:
            actor = replace(actor, same=True)
        found.append((actor, side.only))
    return found


def _over_place(f: SideFinder, start: int, stop: int) -> bool:
    """Whether a name that means no side here holds a place's ("كتائب مصراتة"): then only its head is a force."""
    return stop - start > 1 and any(f.seq[m] in f.doc.place_on for m in range(start, stop))


def _unit_as_side(f: SideFinder, n: int) -> Side | None:
    """A numbered unit at ``n`` that acts as a side: the regular army's where its kind is, else of no known side."""
    k = f.seq[n]
    found = unit_end(f.doc, k)
    if found is None or (any(m in f.doc.place_on for m in range(k, found[0])) and not acts(f.doc, k, found[0])):
        return None
    stop, arm = found
    for m in range(k, stop):
        f.doc.place_on.pop(m, None)
    slug = next((s for s in regular_army(f.doc, k, arm, stop) if exists_in(f.doc, s)), None)
    head = f.head_at(k)
    last = next((m for m in range(n, len(f.seq)) if f.seq[m] >= stop), len(f.seq))
    return Side(last, slug, head[0] if head else "m", head[2] if head else "", None)


def _bare(f: SideFinder, taken: set[int]) -> list[ActorAt]:
    """Armed people of no named side ("مسلحون", "قوات"): kept, so that their deeds are not given to another."""
    found = []
    for k in f.doc.having("side"):
        if k in taken:
            continue
        head = f.head_at(k)
        named_so = len(f.doc.norm(k)) > 3 or f.doc.norm(k + 1) in f.doc.words["another"]  # "قوة أخرى"
        counted = f.doc.at(k + 1).text == ")"  # "X (نحو ألف مقاتل)"
        other = f.doc.norm(k + 1) in f.doc.words["another"]  # "متحرك آخر", "لواء آخر"
        told = head and (head[1] or head[0] == "f" or other or _named_unit(f.doc, k)) and named_so and not counted
        if told and not _behind_its_men(f, k, found):
            n = bisect_left(f.seq, k)
            side = Side(n + 1, None, head[0], head[2], None, people=head[1])
            found.append(_mention(f, n, side, k if head[1] else None))
    return found


def _named_unit(doc: Document, k: int) -> bool:
    """ "دخل لواء الأنصار مدينة X": a unit with a name, and not a base of that name."""
    word = doc.norm(k + 1)
    unit = doc.readings[k].unit is not None and not doc.norm(k).lstrip("وبل").startswith(ARTICLE)
    unit = unit and doc.norm(k - 1) not in doc.words["prepositions"]  # "سيطر X على لواء الأنصار": its base
    return unit and word.startswith(ARTICLE) and not doc.forms(k + 1) and not {k, k + 1} & doc.place_on.keys()


def _behind_its_men(f: SideFinder, k: int, found: list[ActorAt]) -> bool:
    """ "مجاهدي الألوية": a body behind its men in construct is not another side."""
    men = found[-1] if found and found[-1].j == k and found[-1].people else None
    word = f.doc.norm(men.i) if men else "ال"
    return not word.lstrip("ولب").startswith("ال") and not word.endswith(SOUND_PLURALS)


def find_actors(doc: Document) -> tuple[ActorAt, ...]:
    """Return the sides named in the document, in order of the text, references back resolved where they can be."""
    finder = SideFinder(doc)
    sides = _sides_named(finder)
    taken = {k for a, _ in sides for k in range(a.i, a.j)}
    bare = _bare(finder, taken)
    named = force_named(doc, sides)
    anyone = [bool(only) and of_any(doc, a, sides, named=named) for a, only in sides]
    sides = [
        (replace(a, anaphor=False), None) if any_ else (a, only) for (a, only), any_ in zip(sides, anyone, strict=True)
    ]
    actors = joined(doc, sorted([*(a for a, _ in sides), *bare, *governments_meant(doc)], key=lambda a: a.i))
    actors = [tied_to_pronoun(doc, replace(a, same=True) if another_of(doc, a) else a) for a in actors]
    actors = by_their_word(doc, of_known_armies(doc, by_their_foe(doc, actors)))
    actors = with_members(doc, by_their_speaker(doc, actors))
    actors = [our_army(finder, a) if a.owner == US and not finder.leans else a for a in actors]
    first_told = {a.slug: a.i for a in reversed(actors) if a.slug}
    only = {a.i: army_only(doc, a, called_so(doc, a, may, actors), first_told) for a, may in sides if may is not None}
    anew = called_anew(doc, actors) if finder.leans else {}
    actors = [replace(a, slug=None, anaphor=True) if a.i in anew else a for a in actors]
    only |= anew
    return with_ordinals(doc, told_by_their_army(doc, refer(doc, actors, only)))
