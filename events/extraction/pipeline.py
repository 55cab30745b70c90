"""From a text to its claims: the one public function of reading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from events.extraction.actors import find_actors
from events.extraction.assemble import assemble
from events.extraction.dates import find_dates
from events.extraction.document import QUOTES, Document, PlaceAt
from events.extraction.lexicon import Lexicon
from events.extraction.lists import with_numbered_lists
from events.extraction.named_sites import mark_sites
from events.extraction.pairs import mark_pairs
from events.extraction.rules import rules_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.followed import followed
from events.extraction.rules.regions import table
from events.extraction.rules.senses import other_sense
from events.extraction.rules.standing import standing
from events.extraction.speech import find_sayings
from events.extraction.timelines import timeline
from events.extraction.types import Claim
from events.extraction.voices import countries_of
from gazetteer.matching.arabic import fold, sentences, tokenize, with_conjunctions
from gazetteer.matching.document import find_mentions
from gazetteer.matching.geo import km
from gazetteer.matching.index import SETTLEMENTS, SHIFT, NameIndex, bare, name_words
from gazetteer.matching.types import PlaceMention

MAX_TOKENS = 400_000
SEAT_KM = 40.0
OPENING = 20_000  # code points in which words tell whose story it is
STANDING_ALONE = " و "
OWNED = ("base", "facility")
SEAT = "the town that gives the district its name"


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A control trigger with a place in its sentence that no rule made a claim of: silence made visible."""

    start: int
    end: int
    trigger: str
    sentence_text: str
    why: str


def story_country(doc: Document) -> str | None:
    """The country that most resolved places lie in; nationality words count where places are few."""
    mentions = (p.mention for p in doc.places)
    counts: Counter[str] = Counter(
        m.place.country for m in mentions if m.place is not None and m.status in ("resolved", "back")
    )
    said: Counter[tuple[str, str]] = Counter()
    for k in doc.having("nation"):
        if doc.tokens[k].start >= OPENING:
            break
        said.update(doc.readings[k].nations)
    for country, people in doc.lexicon.nations:
        counts[country] += min(3, said[country, people])
    for country, words in countries_of(doc).items():
        counts[country] += words  # "أبطال الجيش واللجان الشعبية": so speaks one side of one war
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] > 0 else None


def _place_at(doc: Document, mention: PlaceMention, starts: list[int]) -> PlaceAt | None:
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
    clitics = fold(doc.tokens[i].text[: begin - doc.tokens[i].start])
    prep = next((c for c in "بلك" if clitics.endswith((c, c + "ال"))), "") or _prep(doc, i, mention)
    return PlaceAt(mention, i, max(j, i + 1), prep, clitics[:1] in ("و", "ف") and bool(clitics))


def _prep(doc: Document, i: int, mention: PlaceMention) -> str:
    """The preposition before a place at token ``i``, over "the capital", "the centre (of a district)" and quotation
    marks: "على رئاسة الفرقة 22", "في مركز قضاء X", "بالعاصمة X", "أخلى كلا من A وB"."""
    k = i - 1
    of_unit = mention.place.kind == "base" if mention.place else mention.kind_hint == "base"
    passed = doc.words["centre_of"] | (doc.words["seats_of_units"] if of_unit else frozenset())
    while k >= 0 and (doc.tokens[k].text in QUOTES or doc.norm(k) in passed):
        k -= 1
    each = doc.norm(k) in doc.words["from"] and doc.norm(k - 1) in doc.words["each_of"]
    k -= 2 * each
    word = "" if _yet(doc, k) else doc.norm(k)
    if word[1:] in doc.words["centre_of"]:
        return word[0] if word[0] in "بل" else ""
    bare = word[1:] if word[:1] in ("و", "ف") and word[1:] in doc.words["prepositions"] else word
    return bare if bare in doc.words["prepositions"] else ""


def _yet(doc: Document, k: int) -> bool:
    """ "لم تدخل بعد X": behind a negated verb it is "yet" and governs nothing."""
    negated = doc.norm(k - 2) in doc.words["before_jussive"] and bool(doc.forms(k - 1))
    return negated and doc.norm(k) in doc.words["after"]


def _is_verb(doc: Document, place: PlaceAt) -> bool:
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
    ranked = not {doc.norm(place.j - 3), doc.norm(place.i - 1)}.isdisjoint(doc.words["ranked"])
    if place.mention.status == "unknown" and ranked and any(f.pos == "verb" and f.enc for f in doc.forms(place.j - 1)):
        return True  # "أول حي تخسره X"
    glued = doc.tokens[place.i].start < place.mention.start and place.j - place.i == 1
    return place.prep == "ك" and glued and any(f.pos == "verb" for f in doc.forms(place.i))


def _town_of(mention: PlaceMention, names: NameIndex) -> PlaceMention:
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
    """Return the document with its places, sides and dates found."""
    tokens = tokenize(text)
    if STANDING_ALONE in text:
        tokens = with_conjunctions(tokens)
    if len(tokens) > MAX_TOKENS:
        raise ValueError(f"the text has {len(tokens)} words and marks, more than {MAX_TOKENS}")
    mentions = find_mentions(text, names, tokens=tokens, country=country)
    spans = with_numbered_lists(tokens, sentences(tokens), mentions)
    doc = Document(text, tokens, spans, lexicon, published, outlet, country, names)
    starts = [t.start for t in tokens]
    found = (p for m in mentions if (p := _place_at(doc, _town_of(m, names), starts)))
    doc.places = tuple(p for p in found if not _is_verb(doc, p))
    doc.country = country or story_country(doc)
    for place in doc.places:
        if place.mention.status != "non_place":
            doc.place_on.update((k, place) for k in range(place.i, place.j))
    mark_pairs(doc)
    doc.actors = find_actors(doc)
    doc.dates = find_dates(text, tokens, lexicon.dates)
    _drop_unknowns(doc)
    _drop_names_of_sides(doc)
    for actor in doc.actors:
        if not (actor.slug is None and any(k in doc.place_on for k in range(actor.i, actor.j))):
            doc.actor_on.update((k, actor) for k in range(actor.i, actor.j))
    for mention in doc.dates:
        doc.date_on.update((k, mention) for k in range(mention.i, mention.j))
    mark_sites(doc)
    doc.forget()
    doc.headed = timeline(doc)
    return doc


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
    dated = {k for d in doc.dates for k in range(d.i, d.j)}
    sides = {k for a in doc.actors for k in range(a.i, a.j)}
    named = {a.i for a in doc.actors if a.slug and doc.readings[a.i].unit is None}
    for place in doc.places:
        if place.mention.status != "unknown":
            continue
        taken = dated | sides if place.mention.one_of and place.mention.kind_hint in OWNED else dated
        taken = taken | {place.i} if place.i in named else taken
        role = place.j - place.i == 1 and doc.match(place.i, doc.lexicon.phrases["stronghold"])  # "A، المعقل الأكبر لX"
        thing = doc.match(place.i, doc.lexicon.phrases["not_places"]) > 1  # "الموقع الإلكتروني"
        if role or thing or any(k in taken for k in range(place.i, place.j)):
            for k in range(place.i, place.j):
                doc.place_on.pop(k, None)


def find_drafts(doc: Document) -> tuple[list[Draft], list[Unmatched]]:
    """Run the ordered rules at every token; a trigger is spoken for by the first rule that applies."""
    drafts: list[Draft] = []
    silent: list[Unmatched] = []
    triggers = doc.having("trigger")
    for i, j in doc.sentences:
        if _asks(doc, i, j):
            continue
        taken = i
        for k in triggers[bisect_left(triggers, i) : bisect_left(triggers, j)]:
            found = _apply(doc, k) if k >= taken else None
            if found:
                drafts.extend(found)
                taken = max(d.j for d in found) if _whole(found) else k + 1
            elif found is not None and any(m in doc.place_on for m in range(i, j)):
                silent.append(_unmatched(doc, k, i, j))
    return drafts + followed(doc, drafts) + table(doc) + standing(doc), silent


def _asks(doc: Document, i: int, j: int) -> bool:
    """Whether a sentence is a question: it states nothing."""
    while j > i and doc.tokens[j - 1].kind == "newline":
        j -= 1
    return j > i and doc.tokens[j - 1].text in "؟?"


def _whole(found: list[Draft]) -> bool:
    """Whether the words between a verb and its noun belong to the same trigger."""
    return any(d.j - d.i > 1 for d in found)


def _apply(doc: Document, k: int) -> list[Draft] | None:
    spoken = None
    for rule in rules_at(doc, k):
        found = rule(doc, k)
        if found and (meant := [draft for draft in found if not other_sense(doc, draft)]):
            return meant
        found = [] if found else found
        if found is not None and spoken is None:
            spoken = found
    return spoken


def _unmatched(doc: Document, k: int, i: int, j: int) -> Unmatched:
    token = doc.tokens[k]
    text = doc.text[doc.tokens[i].start : doc.tokens[j - 1].end].strip()
    return Unmatched(token.start, token.end, token.text, text, "no place in its slot, or a campaign's name")


def extract(
    text: str,
    *,
    published: date | None,
    outlet: str | None,
    lexicon: Lexicon,
    names: NameIndex,
    article: str,
    title: str | None = None,
    url: str | None = None,
    country: str | None = None,
) -> tuple[Claim, ...]:
    """Return the claims about control in a text: pure, deterministic, frozen and picklable.

    ``article`` is the article's identity (its sha256) or name. Offsets are code points of ``text``. Without
    ``published`` relative dates stay unresolved. Raises ValueError for a text beyond MAX_TOKENS.
    """
    return explain(
        text,
        published=published,
        outlet=outlet,
        lexicon=lexicon,
        names=names,
        article=article,
        title=title,
        url=url,
        country=country,
    )[0]


def explain(
    text: str,
    *,
    published: date | None,
    outlet: str | None,
    lexicon: Lexicon,
    names: NameIndex,
    article: str,
    title: str | None = None,
    url: str | None = None,
    country: str | None = None,
) -> tuple[tuple[Claim, ...], tuple[Unmatched, ...]]:
    """Return the claims and, beside them, the control triggers near a place that made none."""
    doc = read_document(text, published=published, outlet=outlet, lexicon=lexicon, names=names, country=country)
    doc.title, doc.url = title, url
    drafts, silent = find_drafts(doc)
    sayings = find_sayings(doc)
    claims = assemble(doc, drafts, sayings, article=article)
    return claims, tuple(silent)
