"""Tables of who holds what: rows of places and sides, the areas of a side named behind a colon."""

from __future__ import annotations

from events.extraction.clauses import Found, stands_free
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.lists import with_list
from events.extraction.marks import QUOTES
from events.extraction.modality import REAL, Stance
from events.extraction.referents import Hit, hit_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.regions import NEAR, TABLE_ROWS, first_listed, of_control

COLON = ":"
LABEL = 10  # tokens from the head of a line to the colon behind whose areas it names
BULLETS = 3


def who_holds_what(doc: Document) -> list[Draft]:
    """ "الرقة: قوات X", each on a line of its own; "مناطق سيطرة X: الرقة ومنبج".

    The line before such a table must speak of control; else its lines are names in another list.
    """
    numbers = range(len(doc.sentences))
    labelled = [draft for number in numbers for draft in _labelled(doc, number)]
    return [*labelled, *_table(doc, numbers), *_by_side(doc, numbers)]


def _labelled(doc: Document, number: int) -> list[Draft]:
    """ "مناطق سيطرة X: A وB", "أبرز المدن الخاضعة لX: A وB", "المدن الواقعة تحت سيطرة X: …": the areas of a side, named
    behind the colon of their line."""
    i, j = doc.sentences[number]
    colon = next((m for m in range(i + 2, min(j, i + LABEL)) if doc.tokens[m].text == COLON), None)
    if colon is None or any((f := doc.finite(m)) and f.lemma not in doc.words["is_left"] for m in range(i, colon)):
        return []
    side, k = _whose_areas(doc, i, colon)
    place = first_listed(doc, colon, j) if side is not None else None
    if place is None or any(not _before_name(doc, m) for m in range(colon + 1, place.i)):
        return []
    hits = with_list(doc, hit_at(doc, place, colon + 1, place.i), j)
    if doc.finite(hits[-1].place.j):
        return []  # "مناطق سيطرة X: A تحتج"
    holder = Found(side, "near")
    return [Draft("region", "holds", k, k + 1, hit, holder, None, Stance(REAL), since_holds=True) for hit in hits]


def _whose_areas(doc: Document, i: int, colon: int) -> tuple[ActorAt | None, int]:
    """The side that a label ``[i, colon)`` gives areas or towns to, and the token that tells it: "مناطق سيطرة X",
    "المدن الخاضعة لX", "بيد X", "ما تبقى بيد X في Y"."""
    areas = next((m for m in range(i, min(i + NEAR, colon)) if _areas(doc, m)), None)
    side = doc.actor_on.get(colon - 1)
    known = areas is not None and side is not None and side.slug and not side.beside and side.i > areas + 1
    words = range(areas + 1, side.i + 1) if known else ()
    if any(of_control(doc, m) or _subject_to(doc, m) for m in words):
        return side, areas
    under = next(iter(doc.said("under", i, colon)), None)
    side = doc.actor_on.get(under + doc.match(under, doc.lexicon.phrases["under"])) if under is not None else None
    if side is None or not side.slug or side.beside:
        return None, i
    before = [m for m in range(i, under) if doc.tokens[m].kind == "word"]
    if before and not any(_areas(doc, m) or doc.finite(m) for m in before):
        return None, i  # "الحياة تحت سيطرة X: A نموذجا"
    rest = [m for m in range(i, colon) if m in doc.place_on and doc.place_on[m].prep not in doc.words["at"]]
    behind = range(side.j, colon)  # "في Y"
    plain = all(m in doc.place_on or doc.norm(m) in doc.words["inside"] for m in behind)
    return (side, under) if plain and not rest else (None, i)


def _subject_to(doc: Document, m: int) -> bool:
    return any(f.lemma in doc.words["subject_to"] for f in doc.forms(m))


def _before_name(doc: Document, m: int) -> bool:
    """Whether a bullet or a noun of towns stands at token ``m``."""
    token = doc.tokens[m]
    return token.kind in ("newline", "number", "punct") or doc.match_noun(m, doc.lexicon.phrases["plural_heads"]) > 0


def _areas(doc: Document, m: int) -> bool:
    """Whether a plural noun of areas or towns stands at token ``m``."""
    word = doc.norm(m).removeprefix("ال").replace("تان", "تين")
    nouns = doc.words["several_towns"] | doc.words["several_places"] | doc.words["regions"]
    return m not in doc.place_on and word in nouns


def _table(doc: Document, numbers: range) -> list[Draft]:
    """Rows of places and sides alone, where at least two lines say so and what stands above them speaks of control."""
    rows = [row for number in numbers if (row := _row(doc, number))]
    if len(rows) < TABLE_ROWS or not any(of_control(doc, m) or _takes(doc, m) for m in range(rows[0][0].i)):
        return []
    return [
        Draft("table", "holds", actor.i, actor.j, hit_at(doc, place, place.i, place.i), Found(actor, "near"), None,
              Stance(REAL), since_holds=True)
        for place, actor in rows
    ]  # fmt: skip


def _by_side(doc: Document, numbers: range) -> list[Draft]:
    """ "النظام: دمشق، حمص", "- داعش: الرقة": rows of sides and their places alone, below a line that speaks of
    control."""
    rows = [row for number in numbers if (row := _row_of_side(doc, number))]
    above = doc.sentence_of[rows[0][0].i] - 1 if len(rows) >= TABLE_ROWS else -1
    if above < 0 or not any(of_control(doc, m) or _takes(doc, m) for m in range(*doc.sentences[above])):
        return []
    return [
        Draft("table", "holds", side.i, side.j, hit, Found(side, "near"), None, Stance(REAL), since_holds=True)
        for side, hits in rows
        for hit in hits
    ]


def _row_of_side(doc: Document, number: int) -> tuple[ActorAt, list[Hit]] | None:
    """The side and the places of a line that says no more than these."""
    i, j = doc.sentences[number]
    side = next((doc.actor_on[m] for m in range(i, min(j, i + BULLETS)) if m in doc.actor_on), None)
    if side is None or not side.slug or not stands_free(side) or side.j >= j or doc.tokens[side.j].text != COLON:
        return None
    if any(doc.tokens[m].kind == "word" for m in range(i, side.i)):
        return None
    place = first_listed(doc, side.j, j)
    if place is None or place.i != side.j + 1:
        return None
    hits = with_list(doc, hit_at(doc, place, place.i, place.i), j)
    named = {m for hit in hits for m in range(hit.place.i, hit.place.j)}
    rest = (m for m in range(side.j + 1, j) if m not in named)
    return (side, hits) if all(doc.tokens[m].kind in ("newline", "punct") for m in rest) else None


def _takes(doc: Document, m: int) -> bool:
    """Whether a verb of taking stands at ``m``."""
    form = doc.finite(m)
    return form is not None and form.lemma in doc.words["take"]


def _row(doc: Document, number: int) -> tuple[PlaceAt, ActorAt] | None:
    """The place and the side of a line that says no more than these two."""
    i, j = doc.sentences[number]
    place = next((doc.place_on[m] for m in range(i, min(j, i + BULLETS)) if m in doc.place_on), None)
    if place is None or place.prep or place.j >= j or doc.tokens[place.j].text != COLON:
        return None
    k = place.j + 1
    while k < j and doc.tokens[k].text in QUOTES:
        k += 1
    actor = doc.actor_on.get(k)
    if actor is None or actor.i != k or not actor.slug or not stands_free(actor):
        return None
    rest = (doc.tokens[m] for m in range(actor.j, j))
    return (place, actor) if all(t.kind in ("newline", "punct") for t in rest) else None
