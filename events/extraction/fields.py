"""The fields of a claim, from its draft: place, part and degree, sides, days, speaker, quotation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from events.extraction.citing import denier_tells
from events.extraction.clauses import Found
from events.extraction.confidence import judge
from events.extraction.document import ActorAt, Document
from events.extraction.entered_or_left import borne_out, marched_out, spread_behind, taken_by_entering
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.meanings import also_called, exists
from events.extraction.modality import DENIED, EXPECTED, REAL
from events.extraction.place_fields import NEAR, beside_overlooked, place_fields, resolution_of
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit
from events.extraction.relatives import relative_of
from events.extraction.rules.draft import Draft
from events.extraction.sayings import Saying
from events.extraction.types import FAMILY, GAINS, LEAVES, Claim, claim_id
from events.extraction.when import When, date_for
from gazetteer.matching.arabic import fold
from gazetteer.matching.types import PlaceMention

TAKE = ("take.", "control.", "lay-hand.", "light-verb.")
STATE = "under."
FREES = ("free.", "clear.", "freed.")
FAR = 14  # tokens from a place to what it is freed from
GO = ("leave.", "go-out", "pull-out", "fall-back", "flee", "flight")
DAYS_OF_CHANGE = timedelta(days=7)
VAGUE = ("country", "governorate", "district")


def _type_and_extent(doc: Document, draft: Draft) -> tuple[str, str | None, str | None]:
    """(type, extent, part): a capture of a part or a share is an advance."""
    hit, mention = draft.hit, draft.hit.place.mention
    if _towns_of(doc, mention) and hit.extent != "full":
        hit = replace(hit, extent="partial")
    extent, part = hit.extent, mention.part or hit.inside
    if draft.rule.startswith(FREES) and _from_siege(doc, draft):
        return "siege_broken", None, part
    if part and (_of_the_town(doc, hit, part) or (extent == "full" and mention.part_code is None)):
        part = None  # "all its quarters", "all its positions in X": the whole of it
    if draft.type in GAINS and extent == "partial" and _share_by_now(draft):
        return "holds", "partial", part
    if draft.type in GAINS and (part or mention.relation in NEAR or extent == "partial"):
        return "advance", "partial", part
    if draft.type == "holds" and (part or extent == "partial" or mention.relation in NEAR):
        return "holds", "partial", part
    if taken_by_entering(doc, draft, extent, part) or spread_behind(doc, draft, extent, part):
        return "capture", extent, part
    if draft.type == "withdrawal" and borne_out(doc, draft):
        return "evacuation", extent, part
    if draft.type == "evacuation" and marched_out(doc, draft):
        return "withdrawal", "partial" if _some_leave(doc, draft) else extent, part
    if draft.type == "advance" and extent == "full":
        return "advance", None, part
    some = draft.type == "withdrawal" and _some_leave(doc, draft)
    return draft.type, "partial" if some else extent, part


def _some_leave(doc: Document, draft: Draft) -> bool:
    """ "انسحب عشرات المسلحين من X": some of a force that leave do not leave the place to others."""
    if draft.losing is None or not draft.rule.startswith(GO):
        return False
    side = draft.losing.actor
    dated = side.i - 1 in doc.date_on  # "عام 2014 القوات انسحبت": the number is no number of men
    return side.scope == "partial" and not dated


def _from_siege(doc: Document, draft: Draft) -> bool:
    """ "حرر X بلدتي A وB من الطوق المضروب عليهما", "تخليص A من الحصار": freed from a siege, it changes no hands."""
    first = max(draft.hit.stop, draft.i + 1)  # "A تخلصت من الحصار": behind its verb
    for m in range(first, min(first + FAR, doc.bounds(draft.hit.place.i)[1])):
        mark = doc.tokens[m].kind == "punct" and doc.tokens[m].text not in (*QUOTES, *COMMAS)
        if mark or doc.finite(m) or m in doc.actor_on:
            return False
        if doc.norm(m) in doc.words["from"] and m not in doc.place_on:
            held = doc.norm(m + 1) in doc.words["before_siege"]
            return doc.norm(m + 1 + held).removeprefix("ال") in doc.words["siege_nouns"]
    return False


def _share_by_now(draft: Draft) -> bool:
    """ "بات يسيطر على نصف البلاد", "باتت أغلب مديريات محافظة X في أيدي Y": no day's work, but what it has by now."""
    place = draft.hit.place.mention.place
    if place is None or draft.stance.kind != REAL:
        return False
    country = place.kind == "country" and draft.rule.startswith((*TAKE, STATE))
    return country or (place.kind == "governorate" and draft.rule.startswith(STATE))


def _of_the_town(doc: Document, hit: Hit, part: str) -> bool:
    """ "دخلوا وسط المدينة وسيطروا عليها": a feminine pronoun is the town's, its centre being masculine."""
    centre = fold(part.split()[0]).removeprefix("ال") in doc.words["single_parts"]
    centre = centre and hit.place.mention.part_code in (None, "centre")  # "غرب المدينة بعد دحر X عنها": of the west
    return hit.how == "pronoun" and centre and doc.norm(hit.stop - 1).endswith("ها")


def _towns_of(doc: Document, mention: PlaceMention) -> bool:
    """ "Towns and villages of western X": some of them, not the area."""
    wide = mention.place is not None and mention.place.kind in (*VAGUE, "subdistrict", "area")
    return (
        wide
        and mention.head is not None
        and fold(mention.head).removeprefix("ال") in doc.words["town_heads"]
        and not mention.whole
    )


def _modality(doc: Document, draft: Draft, saying: Saying | None) -> str:
    """One of MODALITIES, by the stance of the words and by who says it."""
    if draft.stance.kind == EXPECTED:
        return "expected"
    denies = saying is not None and saying.denies and saying.verb < draft.i and not _taken_for_so(doc, draft)
    if draft.stance.kind == DENIED or (denies and not denier_tells(doc, saying.verb, draft.i)):
        return "denied"
    return "claimed" if saying is not None else "asserted"


def _taken_for_so(doc: Document, draft: Draft) -> bool:
    """ "نفى X سقوط A الخاضعة لY", "نفى دخول X إلى A التي يسيطر عليها Y": who holds what is only described beside what
    is denied; "ليست هي التي" denies it."""
    if draft.type != "holds":
        return False
    which = relative_of(doc, draft.i)
    if which is not None:
        return doc.norm(which - 1).lstrip("و") not in doc.words["it_is"]
    return doc.norm(draft.i).startswith(ARTICLE) and any(f.lemma in doc.words["subject_to"] for f in doc.forms(draft.i))


def _of_force(kind: str, draft: Draft) -> str | None:
    """Whether all of a force left, or a share of it."""
    if kind not in LEAVES or draft.losing is None:
        return None
    return draft.losing.actor.scope


def _side(doc: Document, found: Found | None, role: str, when: When) -> dict:
    """The fields of a side in a role ("gaining", "losing"): the one that its name meant on the claim's days."""
    slug = _then(doc, found.actor, when) if found and found.actor.slug else None
    slug = _fallen(doc, found.actor, slug) if slug and role == "losing" else slug
    row = doc.lexicon.actor.get(slug) if slug else None
    start, end = doc.span(found.actor.i, found.actor.j) if found else (None, None)
    names = {role: slug, f"{role}_ar": row.label_ar if row else None, f"{role}_en": row.label_en if row else None}
    return {**names, f"{role}_start": start, f"{role}_end": end}


def _then(doc: Document, side: ActorAt, when: When) -> str:
    """ "استعاد الجيش السوري X عام 2016", told in 2025: who bore the name then, where that side did not exist yet."""
    row = doc.lexicon.actor[side.slug]
    if when.start is None or when.end is None or row.exists_from is None or when.end > row.exists_from:
        return side.slug
    return next((other for other in also_called(doc, side) if exists(doc.lexicon.actor[other], when.start)), side.slug)


def _fallen(doc: Document, side: ActorAt, slug: str) -> str:
    """ "انسحب الجيش السوري من X", told in the days after a government fell: who loses under a name that its successor
    bears since is the fallen side.
    """
    row, day = doc.lexicon.actor[slug], doc.published
    if row.exists_from is None or day is None or not timedelta(0) <= day - row.exists_from < DAYS_OF_CHANGE:
        return slug
    before = row.exists_from - timedelta(days=1)
    return next((other for other in also_called(doc, side) if exists(doc.lexicon.actor[other], before)), slug)


def _spans(doc: Document, draft: Draft) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """(trigger, place, quote) as code-point spans; a pronoun's place span is the pronoun's word."""
    # "استعاد X … السيطرة": where the subject stands between verb and noun, the verb is the trigger
    trigger = doc.span(draft.i, draft.j if draft.j - draft.i <= 2 else draft.i + 1)
    hit, mention = draft.hit, draft.hit.place.mention
    if hit.how in ("pronoun", "relative"):
        word = doc.span(max(hit.stop - 1, draft.i), max(hit.stop, draft.i + 1))
        place = (mention.start, mention.end) if hit.several else word  # of several, each where it is named
        return trigger, place, (min(trigger[0], word[0]), max(trigger[1], word[1]))
    place = mention.start, mention.end
    part = (mention.part_start, mention.part_end) if mention.part_start is not None else place
    return trigger, place, (min(trigger[0], place[0], part[0]), max(trigger[1], place[1], part[1]))


def _text_fields(doc: Document, draft: Draft) -> dict:
    """What is quoted: spans, words and sentence."""
    trigger, place, quote = _spans(doc, draft)
    i, j = doc.bounds(draft.i)
    return {
        "sentence": doc.sentence_of[draft.i],
        "sentence_text": doc.text[doc.tokens[i].start : doc.tokens[j - 1].end].strip(),
        "quote": doc.text[quote[0] : quote[1]],
        "start": quote[0],
        "end": quote[1],
        "trigger": doc.text[trigger[0] : trigger[1]],
        "trigger_start": trigger[0],
        "trigger_end": trigger[1],
        "place_start": place[0],
        "place_end": place[1],
    }


def _date_fields(doc: Document, when: When, kind: str) -> dict:
    """The days of a claim and the words that tell them."""
    start, end = _days(doc, when, kind)
    span = (when.mention.start, when.mention.end) if when.mention else (None, None)
    return {
        "date_start": start,
        "date_end": end,
        "date_precision": when.precision,
        "date_text": doc.text[span[0] : span[1]] if when.mention else None,
        "date_text_start": span[0],
        "date_text_end": span[1],
    }


def _days(doc: Document, when: When, kind: str) -> tuple[date | None, date | None]:
    """A state since a day is open at its end; a state without one has no day of its own."""
    if when.mention is not None and kind == "holds" and when.mention.kind == "since":
        return when.start, None
    past = when.start is not None and doc.published is not None and when.start < doc.published
    if when.end is None and past and kind != "holds":
        return when.start, doc.published
    return when.start, when.end


def _unresolved(draft: Draft) -> bool:
    """Whether the text names a side that could not be told (and not merely none)."""
    return any(f is not None and f.actor.slug is None for f in (draft.gaining, draft.losing))


def _cue(doc: Document, draft: Draft) -> dict:
    """Where the word stands that makes it an aim, a guess or a denial."""
    cue = draft.stance.cue
    span = doc.span(cue, cue + 1) if cue is not None else (None, None)
    return {"cue_start": span[0], "cue_end": span[1]}


def _source(doc: Document, cited: Saying | None) -> dict:
    """Who says it, and the day from which it is known."""
    start, end = doc.span(cited.i, cited.j) if cited and cited.j > cited.i else (None, None)
    return {
        "attribution": cited.text if cited else None,
        "attribution_actor": cited.actor if cited else None,
        "attribution_start": start,
        "attribution_end": end,
        "origin": cited.origin if cited else None,
        "named_origin": cited.named if cited else True,
        "known_on": (cited.day if cited and cited.day else None) or doc.published,
    }


def claim_of(doc: Document, draft: Draft, saying: Saying | None, article: str) -> Claim:
    """The claim that a draft with a place makes; ``saying`` is the act of citing that covers it, if any."""
    draft = beside_overlooked(doc, draft)
    kind, extent, part = _type_and_extent(doc, draft)
    precision = resolution_of(draft)
    modality = _modality(doc, draft, saying)
    confidence, reasons = judge(doc, draft, kind, precision, saying)
    cited = saying if modality != "asserted" else None
    words = _text_fields(doc, draft)
    when = date_for(doc, draft, saying)
    spans = (words["trigger_start"], words["trigger_end"]), (words["place_start"], words["place_end"])
    fixed = {"title": doc.title, "outlet": doc.outlet, "url": doc.url, "published": doc.published, "losing_with": ""}
    return Claim(
        id=claim_id(article, FAMILY[kind], *spans),
        type=kind,
        modality=modality,
        extent=extent,
        of_force=_of_force(kind, draft),
        confidence=confidence,
        reasons=reasons,
        article=article,
        rule=draft.rule,
        lexicon=doc.lexicon.version,
        gaining_with=" ".join(draft.gaining_with),
        actor_unresolved=_unresolved(draft),
        **fixed,
        **words,
        **place_fields(doc, draft, precision, part),
        **_side(doc, draft.gaining, "gaining", when),
        **_side(doc, draft.losing, "losing", when),
        **_date_fields(doc, when, kind),
        **_cue(doc, draft),
        **_source(doc, cited),
    )
