"""A noun without the article right before the name of a town: what is meant is a thing in the town and not the town."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.document import Document, PlaceAt
from events.extraction.marks import QUOTES
from events.extraction.place_kinds import SETTLED
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit
from events.extraction.sites import towns_site
from gazetteer.matching.arabic import fold

LONGEST = 3  # nouns before a name ("مكتب مدير أمن X")
HIS = "ه"  # a pronoun that no town has
ADVERB = "ا"  # "استعاد مجددا X"
OWNED = ("ها", "هم", "هما", "ته")  # "من معقلهم X": a word beside the name, which does not govern it
LAND = ("partial", "full", "nearly", "seats", "stronghold", "plural_heads", "civilians", "including", "purpose")
SMALL = ("prepositions", "directions", "regions", "counts", "counted_towns", "push_lines", "measures", "positions")


def of_noun_before(doc: Document, hit: Hit) -> Hit:
    """ "سيطر على تقاطع X", "استعاد مركز شرطة X", "A وسوق X": a share of the town, in the thing that is told; ``hit``
    where its name is governed by no such noun.

    Of nouns that the lexicon does not know as things, only those between a preposition and the name are: elsewhere a
    word without the article may be the subject or an adverb ("دخل مسلحون X").
    """
    place = hit.place
    own = place.mention.place
    his = hit.how == "relative" and doc.norm(hit.stop - 1).endswith(HIS)  # "مطار مدينة X الذي يسيطر عليه Y"
    if not (hit.how == "near" or his) or hit.inside or own is None or own.kind not in SETTLED:
        return hit
    if place.mention.relation == "at" and _facility_of_name(doc, place):
        return replace(hit, inside=doc.tokens[place.i].text, extent="partial", percent=None)
    if place.prep:
        words = _beside(doc, place)
        return replace(hit, inside=words, extent="partial", percent=None) if words else hit
    if place.mention.relation != "at" or place.mention.part:
        return hit
    first = _governing(doc, hit)
    if first is None:
        told = _announced_by(doc, hit)
        return replace(hit, inside=doc.text[slice(*doc.span(told, told + 1))], extent="partial") if told else hit
    if first == place.i - 1 and (site := towns_site(doc, first)) is not None:
        return replace(hit, place=site)  # "مطار مدينة X", which the gazetteer has
    words = doc.text[doc.tokens[first].start : doc.tokens[place.i - 1].end]
    return replace(hit, inside=words, extent="partial", percent=None)


def _facility_of_name(doc: Document, place: PlaceAt) -> bool:
    """ "ميناء المخا", where the gazetteer has the town alone: whether a place's own first word is a port, airfield or
    base, and the town that it stands for is not called so ("جسر الشغور")."""
    own, word = place.mention.place, doc.norm(place.i)
    if own is None or own.kind not in ("city", "town") or word not in doc.words["sites_by_towns"]:
        return False
    return fold(own.name_ar).split()[0] != word


def _beside(doc: Document, place: PlaceAt) -> str | None:
    """ "قرية تابعة لX", "القرى المجاورة لX", "حاصر مبنى في X": what is no part of a town or a thing in it, behind its
    preposition; None where no such word stands there."""
    k = place.i - 1
    if doc.norm(k) not in doc.words["lies_by"] | doc.words["belongs_to"]:
        k -= doc.norm(k) in doc.words["at"]
        noun = doc.norm(k).removeprefix(ARTICLE)
        known = doc.words["things_of_towns"]
        if place.prep not in doc.words["at"] or not (noun in known or noun.removesuffix(ADVERB) in known):
            return None
    return doc.tokens[k].text


def _announced_by(doc: Document, hit: Hit) -> int:
    """ "على المعابر مع تركيا: A وB", "على ثلاثة معسكرات هي A وB": the plural that tells what the towns named behind
    "they are" have that is meant; 0: none."""
    if hit.place.mention.head is not None:
        return 0
    for k in range(hit.start + 1, min(hit.start + LONGEST, hit.place.i)):
        if doc.norm(k).removeprefix(ARTICLE) in doc.words["facilities_of_towns"]:
            opens = doc.words["openers"] | doc.words["namely"]
            return k if any(doc.tokens[m].norm in opens for m in range(k + 1, hit.place.i)) else 0
    return 0


def _governing(doc: Document, hit: Hit) -> int | None:
    """Where the nouns in construct before a place begin; None where none stand there, or others than of things."""
    place, first, known = hit.place, hit.place.i, False
    while first > max(place.i - LONGEST, 0) and _may_govern(doc, first - 1):
        first -= 1
        known = known or _thing(doc, first)
        if _joined(doc, first) and _thing(doc, first):
            break
    if first == place.i or place.conj:
        return None
    if known:
        while not _thing(doc, first):
            first += 1
        return first
    before = doc.norm(doc.word_before(first))
    slot = any(before.lstrip("وف") in doc.words[name] for name in ("slot_upon", "slot_from", "slot_in"))
    return first if slot and hit.start < first else None  # but "استعاد من جديد X"


def _joined(doc: Document, k: int) -> bool:
    return doc.norm(k)[:1] in doc.words["and"] and doc.norm(k) not in doc.words["begin_with_and"]


def _noun(doc: Document, k: int) -> str:
    return doc.norm(k)[1:] if _joined(doc, k) else doc.norm(k)


def _thing(doc: Document, k: int) -> bool:
    """Whether the word at ``k`` is a known noun of a building, a crossroads, an office …"""
    return _noun(doc, k) in doc.words["things_of_towns"]


def _may_govern(doc: Document, k: int) -> bool:
    """Whether the word at ``k`` is a noun without article or pronoun that says neither how much of a place is meant nor
    what kind of place it is."""
    token, word = doc.tokens[k], doc.norm(k)
    if _thing(doc, k) and k not in doc.place_on:
        return doc.finite(k) is None  # also "شرطة X", a side by itself; but "أمّن X"
    if k not in doc.place_on and not doc.forms(k) and not word.startswith(ARTICLE) and _thing(doc, k - 1):
        return True  # "مساكن ضباط X", "مكتب محافظ X"
    if token.kind != "word" or doc.mentioned(k) or doc.finite(k) is not None:
        return False
    if word.startswith(ARTICLE) or word.endswith((ADVERB, *OWNED)) or len(word) < 3 or token.text in QUOTES:
        return False
    head = doc.names.words.heads.get(_noun(doc, k)) if doc.names is not None else None
    if head is not None or word in doc.lexicon.part_words or doc.forms(k):
        return False
    if any(doc.match(k, doc.lexicon.phrases[name]) for name in LAND):
        return False
    return not any(word in doc.words[name] for name in SMALL)
