"""A text made into a document: its words, with the places, sides and dates found in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from datetime import date

from events.extraction.actors import find_actors
from events.extraction.announced import with_numbered_lists
from events.extraction.dates import DateMention, find_dates
from events.extraction.document import Document, PlaceAt
from events.extraction.endings import ACCUSATIVE
from events.extraction.lexicon import Lexicon
from events.extraction.marks import QUOTES
from events.extraction.named_sites import mark_sites
from events.extraction.pairs import mark_pairs
from events.extraction.timelines import timeline
from events.extraction.voices import countries_of
from gazetteer.matching.arabic import fold, sentences, tokenize, with_conjunctions
from gazetteer.matching.document import find_mentions
from gazetteer.matching.geo import km
from gazetteer.matching.index import SETTLEMENTS, SHIFT, NameIndex, bare, name_words
from gazetteer.matching.types import PlaceMention

MAX_TOKENS = 400_000  # words and marks of the longest text that is read
SEAT_KM = 40.0  # between a district's point and the town that gives it its name
OPENING = 20_000  # code points in which words tell whose story it is
STANDING_ALONE = " و "  # an "and" that is written apart from its word
KINDS_OWNED = ("base", "facility")  # kinds of places that are called by the side that has them
SEAT = "the town that gives the district its name"


def story_country(doc: Document) -> str | None:
    """The country that most resolved places lie in; nationality words count where places are few."""
    beyond = {p.i for p in doc.places if _beyond(p.mention)}
    mentions = (p.mention for p in doc.places if p.i not in beyond)
    counts: Counter[str] = Counter(
        m.place.country for m in mentions if m.place is not None and m.status in ("resolved", "back")
    )
    said: Counter[tuple[str, str]] = Counter()
    for k in doc.having("nation"):
        if doc.tokens[k].start >= OPENING:
            break
        said.update(doc.readings[k].nations if k not in beyond else ())
    for country, people in doc.lexicon.nations:
        counts[country] += min(3, said[country, people])
    for country, words in countries_of(doc).items():
        counts[country] += words  # "أبطال الجيش واللجان الشعبية": so speaks one side of one war
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] > 0 else None


def _beyond(mention: PlaceMention) -> bool:
    """Whether a country only says whither a border leads ("معبر X الحدودي مع سوريا")."""
    return mention.reference and mention.place is not None and mention.place.kind == "country"


def _place_at(doc: Document, mention: PlaceMention, starts: list[int]) -> PlaceAt | None:
    """The mention on the tokens that begin at ``starts``, with its preposition and "and"; None where it is on none."""
    i = bisect_right(starts, mention.start) - 1  # the mention may begin inside a token, after its proclitics
    if i < 0 or mention.start >= doc.tokens[i].end:
        return None
    j = i
    while j < len(doc.tokens) and doc.tokens[j].start < mention.end:
        j += 1
    begin = mention.start
    if mention.part_start is not None and mention.part_start < begin and mention.part_end is not None:
        part = bisect_right(starts, mention.part_start) - 1
        if i - part <= 6:  # "الأحياء الشرقية لمدينة X": what is spoken of begins with the part
            i, begin = part, mention.part_start
    clitics = fold(doc.tokens[i].text[: begin - doc.tokens[i].start]) if begin > doc.tokens[i].start else ""
    own = next((c for c in "بلك" if clitics.endswith((c, c + "ال"))), "") if clitics else ""
    prep = own or _preposition(doc, i, mention)
    return PlaceAt(mention, i, max(j, i + 1), prep, clitics[:1] in ("و", "ف") and bool(clitics))


def _preposition(doc: Document, i: int, mention: PlaceMention) -> str:
    """The preposition before a place at token ``i``, over "the capital", "the centre (of a district)" and quotation
    marks: "على رئاسة الفرقة 22", "في مركز قضاء X", "بالعاصمة X", "أخلى كلا من A وB"."""
    k = i - 1
    if doc.tokens[k].text == ")" and doc.norm(i)[:1] in doc.words["and"]:
        return ""  # "A (وسط) وB": what stands in brackets is said of A
    of_unit = mention.place.kind == "base" if mention.place else mention.kind_hint == "base"
    passed = doc.words["centre_of"] | (doc.words["seats_of_units"] if of_unit else frozenset())
    while k >= 0 and (doc.tokens[k].text in QUOTES or doc.norm(k) in passed):
        k -= 1
    each = doc.norm(k) in doc.words["from"] and doc.norm(k - 1) in doc.words["each_of"]
    k -= 2 * each
    word = doc.norm(k)
    if _is_yet(doc, k):
        return ""
    if word[1:] in doc.words["centre_of"]:
        return word[0] if word[0] in "بل" else ""
    return doc.preposition(k)


def _is_yet(doc: Document, k: int) -> bool:
    """ "لم تدخل بعد X": behind a negated verb it is "yet" and governs nothing."""
    negated = doc.norm(k - 2) in doc.words["before_jussive"] and bool(doc.forms(k - 1))
    return negated and doc.norm(k) in doc.words["after"]


def _is_really_a_verb(doc: Document, place: PlaceAt) -> bool:
    """Whether a listed verb only looks like "as" with a name ("كسرت", which is not "like Sirte"), or stands where the
    name of a thing would ("معسكرات سيطروا عليها", "تلال وقرى في X").
    """
    if place.mention.status == "unknown" and place.j - place.i > 1:
        last = place.j - 1
        plural = any(f.pos == "verb" and f.asp == "p" and f.num == "p" and f.per == "3" for f in doc.forms(last))
        more = doc.norm(last)[:1] in doc.words["and"] and doc.norm(last)[1:] in doc.lexicon.phrases["plural_heads"]
        if more or (plural and doc.tokens[last].text.endswith("\u0648\u0627")):
            return True
    unknown = place.mention.status == "unknown" and place.conj and place.j - place.i == 1
    if unknown and any(f.pos == "verb" and f.asp == "p" and f.num == "p" for f in doc.forms(place.i)):
        return True  # "جبال X ودحروا Y"
    verbs = [f for f in doc.forms(place.j - 1) if f.pos == "verb"] if place.mention.status == "unknown" else []
    if verbs:
        if doc.norm(place.j) in doc.words["of_the_place"]:
            return True  # "مدينة احتفظت بها"
        ranked = not {doc.norm(place.j - 3), doc.norm(place.i - 1)}.isdisjoint(doc.words["ranked"])
        if ranked and any(f.enc for f in verbs):
            return True  # "أول حي تخسره X"
    glued = doc.tokens[place.i].start < place.mention.start and place.j - place.i == 1
    return place.prep == "ك" and glued and any(f.pos == "verb" for f in doc.forms(place.i))


def _seat_of(mention: PlaceMention, names: NameIndex) -> PlaceMention:
    """ "قضاء X", "مديرية X": news means the town that gives the district its name, where there is one; said as
    a doubt.
    """
    place = mention.place
    if place is None or place.kind not in ("district", "subdistrict"):
        return mention
    words = name_words(place.name_ar if mention.status == "back" else mention.name)
    name = bare(words[1:] if len(words) > 1 and words[0] in names.words.heads else words)[0]
    towns = {names.places[entry >> SHIFT] for entry in names.find(name)}
    towns = {
        t for t in towns if t.kind in SETTLEMENTS and (t.kind != "village" or bare(name_words(t.name_ar))[0] == name)
    }
    near = [t for t in towns if t.country == place.country and km(t, place) <= SEAT_KM]
    if len(near) != 1:
        return mention
    return replace(mention, place=near[0], reasons=(*mention.reasons, SEAT))


def read_document(
    text: str,
    *,
    published: date | None,
    outlet: str | None,
    lexicon: Lexicon,
    names: NameIndex,
    country: str | None = None,
) -> Document:
    """Return the document of a text with its places, sides and dates found.

    ``country`` is the story's where it is known. Raises ValueError for a text beyond MAX_TOKENS.
    """
    tokens = tokenize(text)
    if STANDING_ALONE in text:
        tokens = with_conjunctions(tokens)
    if len(tokens) > MAX_TOKENS:
        raise ValueError(f"the text has {len(tokens)} words and marks, more than {MAX_TOKENS}")
    mentions = find_mentions(text, names, tokens=tokens, country=country)
    spans = with_numbered_lists(tokens, sentences(tokens), mentions)
    doc = Document(text, tokens, spans, lexicon, published, outlet, country, names)
    starts = [t.start for t in tokens]
    found = (p for m in mentions if (p := _place_at(doc, _seat_of(m, names), starts)))
    doc.places = tuple(p for p in found if not _is_really_a_verb(doc, p))
    doc.country = country or story_country(doc)
    for place in doc.places:
        if place.mention.status != "non_place":
            doc.place_on.update(dict.fromkeys(range(place.i, place.j), place))
    mark_pairs(doc)
    doc.actors = find_actors(doc)
    doc.dates = tuple(d for d in find_dates(tokens, lexicon.dates) if not _is_became(doc, d))
    _drop_unknowns(doc)
    _drop_names_of_sides(doc)
    for actor in doc.actors:
        if not (actor.slug is None and any(k in doc.place_on for k in range(actor.i, actor.j))):
            doc.actor_on.update(dict.fromkeys(range(actor.i, actor.j), actor))
    for mention in doc.dates:
        doc.date_on.update(dict.fromkeys(range(mention.i, mention.j), mention))
    mark_sites(doc)
    doc.forget()
    doc.headed = timeline(doc)
    return doc


def _is_became(doc: Document, day: DateMention) -> bool:
    """ "X غدا محررا": "became", spelt like "tomorrow", before what a place has become; not "سيكون X غدا محررا"."""
    word = doc.norm(day.j) if day.j == day.i + 1 else ""
    if not word.endswith(ACCUSATIVE) or word not in doc.words["made_free"] | doc.words["empty"]:
        return False
    first = doc.bounds(day.i)[0]
    be = any(doc.group(f) == "be" for m in range(first, day.i) for f in doc.forms(m))
    return not be and any(f.pos == "verb" and doc.group(f) == "become" for f in doc.forms(day.i))


def _drop_names_of_sides(doc: Document) -> None:
    """The place in a side's name ("سرايا الدفاع عن بنغازي") is not spoken of."""
    for actor in doc.actors:
        inner = range(actor.i + 1, actor.j) if actor.slug and not actor.anaphor else ()
        for k in inner:
            place = doc.place_on.get(k)
            if place is not None and actor.i < place.i and place.j <= actor.j:
                doc.place_on.pop(k)


def _drop_unknowns(doc: Document) -> None:
    """A word that is a date is no unknown place, nor are "the headquarters of X" where X is a side."""
    unknown = [place for place in doc.places if place.mention.status == "unknown"]
    if not unknown:
        return
    dated = {k for d in doc.dates for k in range(d.i, d.j)}
    sides = {k for a in doc.actors for k in range(a.i, a.j)}
    named = {a.i for a in doc.actors if a.slug and doc.readings[a.i].unit is None}
    for place in unknown:
        owned = bool(place.mention.one_of) and place.mention.kind_hint in KINDS_OWNED
        role = place.j - place.i == 1 and doc.match(place.i, doc.lexicon.phrases["stronghold"])  # "A، المعقل الأكبر لX"
        thing = doc.match(place.i, doc.lexicon.phrases["not_places"]) > 1  # "الموقع الإلكتروني"
        stranger = not place.mention.kind_hint and not place.mention.candidates and place.mention.group >= 0
        role = role or (
            stranger and bool(doc.forms(place.i) or place.i in sides)
        )  # a verb or a side in a list of towns
        thing = thing or (place.j - place.i == 1 and doc.match(place.i, doc.lexicon.phrases["partial"]))  # "وقسم من X"
        taken = place.i in named or any(k in dated or (owned and k in sides) for k in range(place.i, place.j))
        if role or thing or taken:
            for k in range(place.i, place.j):
                doc.place_on.pop(k, None)
