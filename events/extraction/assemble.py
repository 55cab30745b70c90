"""Turn drafts into claims: place, part and degree, sides, days, speaker, confidence, offsets."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found
from events.extraction.confidence import elsewhere, judge
from events.extraction.document import Document
from events.extraction.modality import DENIED, EXPECTED
from events.extraction.rules.draft import Draft
from events.extraction.speech import Saying, saying_for
from events.extraction.types import FAMILY, Claim, claim_id
from events.extraction.when import When, date_for
from gazetteer.matching.arabic import fold
from gazetteer.matching.types import PlaceMention

GAIN = ("capture", "recapture", "handover")
PEOPLE = ("withdrawal", "evacuation", "surrender")
NEAR = ("near", "around", "along")
SETTLEMENTS = ("city", "town", "village", "district", "subdistrict", "neighbourhood", "governorate", "area")
MANY = 4
VAGUE = ("country", "governorate", "district")


def assemble(doc: Document, drafts: list[Draft], sayings: tuple[Saying, ...], *, article: str) -> tuple[Claim, ...]:
    """Return the claims of a document in order of the text; one per trigger and place."""
    claims: dict[str, Claim] = {}
    if _about_else(doc):
        return ()
    anyone = any(a.slug for a in doc.actors) or any(
        doc.match(k, doc.lexicon.phrases["war"]) for k in range(len(doc.tokens))
    )
    for draft in drafts:
        if (
            draft.hit is None
            or not anyone
            or elsewhere(doc, draft.i) > 1
            or _contradicts_itself(draft)
            or _too_vague(draft)
        ):
            continue
        claim = _claim(doc, draft, saying_for(doc, sayings, draft.i), article)
        claims.setdefault(claim.id, claim)
    kept = _with_known_winner(list(claims.values()))
    kept = _without_echoes(_announced(_without_taken_strongholds(kept)))
    return tuple(sorted(kept, key=lambda c: (c.start, c.end, c.place_start or 0)))


def _about_else(doc: Document) -> bool:
    """Whether the text as a whole is about sport, films, fires or history: such words abound and those of war do not."""
    kept = [k for k in range(len(doc.tokens)) if k not in doc.place_on and k not in doc.actor_on]
    other = sum(doc.match(k, doc.lexicon.phrases["elsewhere"]) > 0 for k in kept)
    war = sum(doc.match(k, doc.lexicon.phrases["war"]) > 0 for k in range(len(doc.tokens)))
    return other >= MANY and other > 2 * war


def _contradicts_itself(draft: Draft) -> bool:
    """The same side cannot take a place from itself: such a reading has mistaken one of the two."""
    return bool(
        draft.gaining
        and draft.losing
        and draft.gaining.actor.slug
        and draft.gaining.actor.slug == draft.losing.actor.slug
    )


def _too_vague(draft: Draft) -> bool:
    """ "An airport in the governorate": the thing is not named and the area is no place for it."""
    place = draft.hit.place.mention.place
    return bool(
        draft.hit.inside and place is not None and place.kind in VAGUE and draft.type not in ("holds", "advance")
    )


def _with_known_winner(claims: list[Claim]) -> list[Claim]:
    """ "After the liberation of X", where the text says elsewhere who took X: the same winner, if there is only one."""
    winners: dict[str, dict[str, Claim]] = {}
    for c in claims:
        if (
            FAMILY[c.type] == "gain"
            and c.modality in ("asserted", "claimed")
            and c.place_id
            and c.gaining
            and _sure_winner(c)
        ):
            winners.setdefault(c.place_id, {})[c.gaining] = c
    done = []
    for c in claims:
        known = winners.get(c.place_id or "", {})
        if (
            FAMILY[c.type] == "gain"
            and c.rule.endswith(".noun")
            and not _sure_winner(c)
            and len(known) == 1
            and c.modality in ("asserted", "claimed")
        ):
            source = next(iter(known.values()))
            if source.gaining != c.losing:
                c = replace(c, gaining=source.gaining, gaining_ar=source.gaining_ar, gaining_en=source.gaining_en,
                            reasons=c.reasons + "; the winner is the one named elsewhere in the text")  # fmt: skip
        done.append(c)
    return done


def _sure_winner(claim: Claim) -> bool:
    return claim.gaining is not None and "carried over" not in claim.reasons


def _without_taken_strongholds(claims: list[Claim]) -> list[Claim]:
    """ "One of the last strongholds of X", of a place just taken from X, names the loser and is no claim of its own."""
    lost = {
        (c.place_id, c.losing) for c in claims if FAMILY[c.type] == "gain" and c.modality in ("asserted", "claimed")
    }
    taken = {c.place_id for c in claims if FAMILY[c.type] == "gain" and c.modality in ("asserted", "claimed")}
    return [
        c for c in claims if not (c.rule == "stronghold" and ((c.place_id, c.gaining) in lost or c.place_id in taken))
    ]


def _without_echoes(claims: list[Claim]) -> list[Claim]:
    """ "… which puts it under X's control", said of what X has just taken in the same text, tells nothing new."""
    taken = {
        (c.place_id, c.gaining)
        for c in claims
        if FAMILY[c.type] == "gain" and c.modality in ("asserted", "claimed") and c.date_start
    }
    return [c for c in claims if not (c.type == "holds" and c.rule in ("under.holds", "holds.present") and c.extent is None and c.date_start is None
                                      and c.part is None and (c.place_id, c.gaining) in taken)]  # fmt: skip


def _announced(claims: list[Claim]) -> list[Claim]:
    """ "It announced that it controls X", beside "it took X" in the same text, tells the same change once more."""
    gains = {
        (c.place_id, c.gaining): c.type
        for c in claims
        if FAMILY[c.type] == "gain" and c.modality in ("asserted", "claimed") and c.place_id
    }
    announced = {
        (c.article, c.trigger_start) for c in claims if c.rule == "holds.present" and (c.place_id, c.gaining) in gains
    }
    return [replace(c, type="capture", id=claim_id(c.article, "gain", (c.trigger_start, c.trigger_end), (c.place_start, c.place_end)))
            if c.rule == "holds.present" and c.modality == "claimed" and c.date_start is None and c.extent != "partial"
            and ((c.place_id, c.gaining) in gains or (c.article, c.trigger_start) in announced) else c for c in claims]  # fmt: skip


def _kind(doc: Document, draft: Draft) -> tuple[str, str | None, str | None]:
    """(type, extent, part): a capture of a part or a share is an advance."""
    hit, mention = draft.hit, draft.hit.place.mention
    if _towns_of(doc, mention) and hit.extent != "full":
        hit = replace(hit, extent="partial")
    extent, part = hit.extent, mention.part or hit.inside
    if extent == "full" and part and mention.part_code is None:
        part = None  # "all its quarters", "all its positions in X": the whole of it
    if draft.type in GAIN and (part or mention.relation in NEAR or extent == "partial"):
        return "advance", "partial", part
    if draft.type == "holds" and (part or extent == "partial" or mention.relation in NEAR):
        return "holds", "partial", part
    if draft.type == "advance" and extent == "full":
        return "advance", None, part
    return draft.type, extent, part


def _towns_of(doc: Document, mention: PlaceMention) -> bool:
    """ "Towns and villages of western X": some of them, not the area."""
    wide = mention.place is not None and mention.place.kind in (*VAGUE, "subdistrict", "area")
    return (
        wide
        and mention.head is not None
        and fold(mention.head).removeprefix("ال") in doc.words["town_heads"]
        and not mention.whole
    )


def _modality(draft: Draft, saying: Saying | None) -> str:
    if draft.stance.kind == EXPECTED:
        return "expected"
    if draft.stance.kind == DENIED or (saying is not None and saying.denies and saying.verb < draft.i):
        return "denied"
    return "claimed" if saying is not None else "asserted"


def _precision(draft: Draft) -> str:
    mention = draft.hit.place.mention
    if mention.status == "tie":
        return "tied"
    if mention.place is None:
        return "unresolved"
    if mention.place.quality == "unverified":
        return "unverified"
    if mention.status == "back" and draft.hit.how == "near":
        return "exact"
    return "exact"


def _place_precision(draft: Draft, precision: str, part: str | None) -> str:
    mention = draft.hit.place.mention
    if precision == "unresolved" and mention.kind_hint == "facility" and mention.candidates:
        return "near"  # a thing without a place of its own in the gazetteer, known to stand in or at one that has
    if precision in ("unresolved", "tied"):
        return "unresolved"
    if mention.relation in NEAR:
        return "near"
    if part or draft.hit.percent:
        return "part"
    return "admin" if mention.place.kind in ("governorate", "district", "subdistrict", "country") else "exact"


def _of_force(kind: str, draft: Draft) -> str | None:
    if kind not in PEOPLE or draft.losing is None:
        return None
    return draft.losing.actor.scope


def _side(doc: Document, found: Found | None) -> dict:
    slug = found.actor.slug if found else None
    row = doc.lexicon.actor.get(slug) if slug else None
    start, end = doc.span(found.actor.i, found.actor.j) if found else (None, None)
    return {
        "slug": slug,
        "ar": row.label_ar if row else None,
        "en": row.label_en if row else None,
        "start": start,
        "end": end,
    }


def _place_fields(doc: Document, draft: Draft, precision: str) -> dict:
    mention = draft.hit.place.mention
    place = mention.place if precision not in ("unresolved", "tied") else None
    near = (
        mention.candidates[0].place
        if precision == "unresolved" and mention.kind_hint == "facility" and mention.candidates
        else None
    )
    written = (
        mention.name
        if mention.status == "unknown" and mention.kind_hint in SETTLEMENTS
        else doc.text[mention.start : mention.end]
    )
    return {
        "place_id": place.id if place else None, "place_ar": place.name_ar if place else None,
        "place_en": place.name_en if place else None, "place_kind": place.kind if place else mention.kind_hint,
        "place_text": written, "lat": (place or near).lat if place or near else None, "lon": (place or near).lon if place or near else None,
        "country": place.country if place else doc.country, "admin1_ar": place.admin1_ar if place else None,
        "admin1_en": place.admin1_en if place else None,
    }  # fmt: skip


def _spans(doc: Document, draft: Draft) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """(trigger, place, quote) as code-point spans; a pronoun's place span is the pronoun's word."""
    trigger = doc.span(draft.i, draft.j)
    hit = draft.hit
    if hit.how in ("pronoun", "relative"):
        place = doc.span(max(hit.stop - 1, draft.i), max(hit.stop, draft.i + 1))
        quote = min(trigger[0], place[0]), max(trigger[1], place[1])
    else:
        mention = hit.place.mention
        place = mention.start, mention.end
        part = (mention.part_start, mention.part_end) if mention.part_start is not None else place
        quote = min(trigger[0], place[0], part[0]), max(trigger[1], place[1], part[1])
    return trigger, place, quote


def _claim(doc: Document, draft: Draft, saying: Saying | None, article: str) -> Claim:
    kind, extent, part = _kind(doc, draft)
    precision = _precision(draft)
    modality = _modality(draft, saying)
    mention = draft.hit.place.mention
    trigger, place, quote = _spans(doc, draft)
    gaining, losing = _side(doc, draft.gaining), _side(doc, draft.losing)
    when = date_for(doc, draft, saying)
    start, end = _days(doc, draft, when, kind)
    confidence, reasons = judge(doc, draft, kind, precision, mention.relation)
    i, j = doc.bounds(draft.i)
    cited = saying if modality != "asserted" else None
    return Claim(
        id=claim_id(article, FAMILY[kind], trigger, place), type=kind, **_place_fields(doc, draft, precision),
        place_precision=_place_precision(draft, precision, part), relation="part" if part and mention.relation == "at" else mention.relation,
        part=part, part_code=mention.part_code,
        gaining=gaining["slug"], gaining_ar=gaining["ar"], gaining_en=gaining["en"], gaining_with=" ".join(draft.gaining_with),
        losing=losing["slug"], losing_ar=losing["ar"], losing_en=losing["en"], losing_with="",
        date_start=start, date_end=end, date_precision=when.precision,
        date_text=doc.text[when.mention.start : when.mention.end] if when.mention else None,
        known_on=(cited.day if cited and cited.day else None) or doc.published,
        modality=modality, attribution=cited.text if cited else None, attribution_actor=cited.actor if cited else None,
        extent=extent, percent=draft.hit.percent, of_force=_of_force(kind, draft), confidence=confidence, reasons=reasons,
        article=article, title=None, outlet=doc.outlet, url=None, published=doc.published, sentence=doc.sentence_of[draft.i],
        sentence_text=doc.text[doc.tokens[i].start : doc.tokens[j - 1].end].strip(), quote=doc.text[quote[0] : quote[1]],
        start=quote[0], end=quote[1], trigger=doc.text[trigger[0] : trigger[1]], rule=draft.rule, lexicon=doc.lexicon.version,
        trigger_start=trigger[0], trigger_end=trigger[1], place_start=place[0], place_end=place[1],
        gaining_start=gaining["start"], gaining_end=gaining["end"], losing_start=losing["start"], losing_end=losing["end"],
        date_text_start=when.mention.start if when.mention else None, date_text_end=when.mention.end if when.mention else None,
        **_cue(doc, draft), **_source(doc, cited),
        actor_unresolved=_unresolved(draft), place_tie=precision == "tied", whole=mention.whole,
    )  # fmt: skip


def _days(doc: Document, draft: Draft, when: When, kind: str):
    """A state since a day is open at its end; a state without one has no day of its own."""
    if when.mention is not None and kind == "holds" and when.mention.kind == "since":
        return when.start, None
    if when.end is None and when.start is not None and kind != "holds":
        return when.start, doc.published
    return when.start, when.end


def _unresolved(draft: Draft) -> bool:
    """Whether the text names a side that could not be told (and not merely none)."""
    return any(f is not None and f.actor.slug is None for f in (draft.gaining, draft.losing))


def _cue(doc: Document, draft: Draft) -> dict:
    cue = draft.stance.cue
    span = doc.span(cue, cue + 1) if cue is not None else (None, None)
    return {"cue_start": span[0], "cue_end": span[1]}


def _source(doc: Document, cited: Saying | None) -> dict:
    if cited is None:
        return {"attribution_start": None, "attribution_end": None, "origin": None, "named_origin": True}
    span = doc.span(cited.i, cited.j) if cited.j > cited.i else (None, None)
    return {
        "attribution_start": span[0],
        "attribution_end": span[1],
        "origin": cited.origin,
        "named_origin": cited.named,
    }
