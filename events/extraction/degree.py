"""How much of a place: the whole, a share, a percentage."""

from __future__ import annotations

from events.extraction.document import Document

QUARTERS, VILLAGES = ("neighbourhood", "camp"), ("village", "town", "camp", "neighbourhood", "base", "hill")
RATE = 5  # tokens from "at a rate of" to the sign of percent


def percent_between(doc: Document, i: int, j: int) -> float | None:
    """The percentage written in tokens ``[i, j)``, as a number; a fraction word counts as its percentage."""
    fractions = doc.lexicon.cues["fractions"]
    for k in range(i, j):
        token = doc.tokens[k]
        if token.kind == "number" and any(doc.norm(m) in doc.words["percent"] for m in range(k + 1, min(k + 4, j + 1))):
            return _as_percent(token.norm)
        tens = doc.lexicon.cues["tens"].get(token.norm.lstrip("و"))  # "خمسة وسبعين بالمئة"
        if tens and any(doc.norm(m) in doc.words["percent"] for m in range(k + 1, min(k + 3, j + 1))):
            return float(tens)
    for k in range(i, j):
        if k not in doc.place_on and k not in doc.actor_on and doc.norm(k) in fractions:
            return float(fractions[doc.norm(k)])
    return None


def rate_behind(doc: Document, after: int) -> float | None:
    """ "سيطر على X بنسبة 70%": the percentage behind a place that ends at token ``after``."""
    rate = next((m for m in (after, after + 1) if doc.norm(m) in doc.words["at_rate"]), None)
    return percent_between(doc, rate, min(rate + RATE, len(doc.tokens))) if rate is not None else None


def _limits(doc: Document, k: int, j: int) -> bool:
    """Whether a part word at ``k`` limits the place at ``j``.

    "مناطق A وB" and "أربعة أحياء هي A وB" name whole places, "مناطق في A", "أحياء المدينة" and "أجزاء من A" do not;
    "كل أحياء المدينة" is all of it.
    """
    joined = doc.norm(k)[:1] in doc.words["and"]  # "X بالكامل وأجزاء من Y": the whole is of the item before
    if k > 0 and not joined and doc.match(k - 1, doc.lexicon.phrases["full"]):
        return doc.norm(k) in doc.words["what"]  # but "كل ما تبقى من X"
    place = doc.place_on.get(j)
    if doc.norm(k) in doc.words["way_in"] and place is not None and place.mention.place is not None:
        return place.mention.place.kind != "bridge"  # who has the way onto a bridge has the bridge
    if not doc.match(k, doc.lexicon.phrases["plural_heads"]):
        return True
    between = [doc.norm(m) for m in range(k + 1, j)]
    if any(word in doc.words["namely"] or doc.tokens[k + 1 + n].text == ":" for n, word in enumerate(between)):
        return False
    if between[:1] and between[0] in doc.words["each_of"] and _sort_of(doc, k, j):
        return False  # "قرى كل من A وB", which are villages; of governorates they are some of their villages
    if any(word in doc.words["limits"] for word in between) or (
        place is not None and place.prep in doc.words["of_or_at"]
    ):
        return True
    inner = (
        place is not None
        and place.mention.place is not None
        and place.mention.place.kind in ("city", "town", "village", "governorate")
    )
    return inner and doc.match(k, doc.lexicon.phrases["inner_heads"]) > 0


def _sort_of(doc: Document, k: int, j: int) -> bool:
    """Whether the place at ``j`` may itself be one of those that the plural noun at ``k`` names."""
    place = doc.place_on.get(j)
    known = place.mention.place if place is not None else None
    inner = doc.match(k, doc.lexicon.phrases["inner_heads"]) > 0
    return place is not None and (known is None or known.kind in (QUARTERS if inner else VILLAGES))


def _once_more(doc: Document, k: int) -> bool:
    """ "على عدد من السواتر وعلى X": a preposition with "and" begins anew, what limited the first does not limit X."""
    word = doc.norm(k)
    return word[:1] == "و" and any(word[1:] in doc.words[name] for name in ("slot_upon", "slot_in", "from"))


def excepted(doc: Document, i: int, j: int) -> list[int]:
    """Where what is left out begins in tokens ``[i, j)`` ("باستثناء"); not "but that" ("إلا أن"), nor behind a
    negation, which makes the exception a clause of its own ("لم يتبق سوى", "لا يملكون إلا").
    """
    found = [k for k in doc.said("except", i, j) if doc.norm(k + 1) not in doc.words["but_that"]]
    return [k for k in found if not any(doc.norm(m) in doc.words["not"] for m in range(i, k - 1))]


def _as_percent(text: str) -> float | None:
    """The number that a token writes, with Arabic or Latin marks; None where it is none."""
    text = text.replace("\u066b", ".").replace("\u066c", "").replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return None


def extent_between(doc: Document, i: int, j: int, after: int) -> str | None:
    """``partial``, ``full`` or None from the words in ``[i, j)`` and the few tokens from ``after`` on.

    A part word before the place ("أجزاء من", "معظم") makes it partial; "كامل", "بالكامل" beside the trigger
    or right after the place make it full. "شبه كامل" is partial.
    """
    i = next((k for k in range(j - 1, i - 1, -1) if _once_more(doc, k)), i)
    if _unnamed(doc, "nearly", i, j):
        return "partial"
    for k in _unnamed(doc, "partial", i, j):
        if _limits(doc, k, j):
            return "partial"
    whole = bool(_unnamed(doc, "full", i, j))
    spared = excepted(doc, after, after + 14) if after > j - 1 else ()
    for k in range(after, spared[0]) if spared else ():
        if doc.tokens[k].kind == "newline" or doc.tokens[k].text == "." or doc.finite(k) or _once_more(doc, k):
            break
        if doc.match(k, doc.lexicon.phrases["stronghold"]):
            break  # "على X، آخر معاقل Y في Z باستثناء W": of the strongholds
    else:
        if spared:
            return "partial"
    nearly, full = doc.said("nearly", after, after + 4), doc.said("full", after, after + 4)
    for k in range(after, max((*nearly, *full)) + 1) if nearly or full else ():
        if doc.tokens[k].kind == "newline" or k in doc.place_on or doc.finite(k):
            break
        if k in nearly:
            return "partial"
        whole = whole or k in full
    return "full" if whole else None


def _unnamed(doc: Document, name: str, i: int, j: int) -> list[int]:
    """Where a phrase of a list stands in tokens ``[i, j)``, but for those in names."""
    said = doc.said(name, i, j)
    return [k for k in said if k not in doc.actor_on and k not in doc.place_on] if said else said
