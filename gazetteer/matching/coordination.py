"""Two head words before one name: "ميناء ومطار سقطرى", "مدينة ومطار X" are two places."""

from __future__ import annotations

from gazetteer.matching.drafts import Draft, Option
from gazetteer.matching.extents import plain_reading
from gazetteer.matching.index import NEEDS_HEAD, SHIFT, NameIndex, bare
from gazetteer.matching.scan import TextView
from gazetteer.matching.words import Head

_WAW = "\u0648"


def shared_names(view: TextView, index: NameIndex, drafts: list[Draft]) -> list[Draft]:
    """Return a draft for the first of two coordinated heads; the second already has the name."""
    found = []
    for draft in drafts:
        k = draft.head_at
        if k is None or not draft.own_head or draft.head is None or k + 1 >= draft.j:
            continue
        if view.keys[k] != _WAW + draft.head.word or not view.is_word(k - 1):
            continue
        head = view.facts[k - 1].head
        if head is None or head.number != 1 or head.kind == draft.head.kind:
            continue
        found.append(_with_head(view, index, draft, head, k))
    return found


def _with_head(view: TextView, index: NameIndex, draft: Draft, head: Head, k: int) -> Draft:
    """The name of ``draft`` once more, under the head word on token ``k - 1``."""
    i = max(draft.i, k + 1)
    reading = plain_reading(view.keys[i])
    squeezed, _ = bare([head.word, *view.keys[i : draft.j]])
    own = [index.places[packed >> SHIFT] for packed in index.find(squeezed)]
    short, _ = bare(list(view.keys[i : draft.j]))
    named = [index.places[p >> SHIFT] for p in index.find(short) if not p & NEEDS_HEAD]
    options = [Option(place, reading, True, False) for place in dict.fromkeys((*own, *named))]
    return Draft(i, draft.j, options, reading, head=head, head_at=k - 1, end=draft.j, own_head=True)
