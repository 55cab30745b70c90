"""What entering a building and leaving a town come to: to have it; to have been taken out of it, or to have gone."""

from __future__ import annotations

from events.extraction.document import Document
from events.extraction.modality import DENIED, REAL
from events.extraction.place_kinds import BUILDINGS, TOWNS
from events.extraction.rules.draft import Draft
from gazetteer.matching.arabic import fold

ENTERED = ("enter.", "storm.")
BORNE = ("leave", "go-out", "emptied", "pull-out", "none-left")
LEAVES = ("leave", "evacuate")  # groups of verbs
FOUGHT_IN = 12  # tokens from the building that was entered to the fight in it


def taken_by_entering(doc: Document, draft: Draft, extent: str | None, part: str | None) -> bool:
    """ "اقتحم X مقر الشرطة", "دخلت X قيادة الفرقة": a town is fought over for weeks after its first houses are entered,
    but who is inside a single building has it. Airports, works, dams and camps are as wide as quarters: not meant.
    """
    mention = draft.hit.place.mention
    kind = mention.place.kind if mention.place is not None and mention.status != "back" else mention.kind_hint
    whole = mention.relation == "at" and not part and extent != "partial" and not draft.stance.began
    named = draft.gaining is not None and draft.gaining.actor.slug is not None
    name = mention.place.name_ar if mention.place is not None else mention.head or mention.name
    wide = fold(name).split()[0].removeprefix("ال") in doc.words["wide_sites"]
    told = draft.rule.startswith(ENTERED) and draft.stance.kind != DENIED
    return told and kind in BUILDINGS and whole and named and not wide and not _fought_in(doc, draft)


def spread_behind(doc: Document, draft: Draft, extent: str | None, part: str | None) -> bool:
    """ "انتشار X في A بعد أن تركها Y": a whole town in which one side spreads out behind another that left it is his.

    Who only enters a town has gone forward, also "without a fight": what he holds of it is not told.
    """
    mention = draft.hit.place.mention
    town = mention.place is not None and mention.place.kind in TOWNS
    whole = mention.relation == "at" and not part and extent != "partial" and not draft.stance.began
    named = draft.gaining is not None and draft.gaining.actor.slug is not None
    if not (draft.rule == "deploy.noun" and draft.stance.kind == REAL and town and whole and named):
        return False
    start = max(draft.hit.stop, draft.j)
    return _others_gone(doc, start, min(start + FOUGHT_IN, doc.bounds(draft.i)[1]))


def _others_gone(doc: Document, start: int, end: int) -> bool:
    """ "انتشر X في A بعد أن تركها Y", "بعد انسحاب Y منها": whether a side is told, behind "after", to have left."""
    after = next((m for m in range(start, end) if doc.norm(m) in doc.words["after"] | doc.words["after_which"]), end)
    gone = any(doc.verb_group(m) in LEAVES or doc.norm(m) in doc.words["departures"] for m in range(after, end))
    return gone and any(m in doc.actor_on for m in range(after, end + 1))


def _fought_in(doc: Document, draft: Draft) -> bool:
    """ "اقتحم X المبنى ولا تزال الاشتباكات قائمة داخله": whether a fight is told of behind the building, and not one
    after which it was entered.
    """
    end = min(draft.hit.stop + FOUGHT_IN, doc.bounds(draft.i)[1])
    words = (m for m in range(max(draft.hit.stop, draft.j), end))
    fights = (
        m
        for m in words
        if doc.norm(m).lstrip("و") in doc.words["fights"] or doc.match(m, doc.lexicon.phrases["gunfire"])
    )
    return any(doc.norm(m - 1) not in doc.words["after"] for m in fights)


def borne_out(doc: Document, draft: Draft) -> bool:
    """Whether fighters who left were taken out: buses or convoys are told of in the sentence, or beside it."""
    left = draft.rule.split(".")[0] in BORNE and draft.losing is not None and draft.losing.actor.people
    here = doc.sentence_of[draft.i]
    first, last = doc.sentences[max(here - 1, 0)], doc.sentences[min(here + 1, len(doc.sentences) - 1)]
    return left and bool(doc.said("convoys", first[0], last[1]))


def marched_out(doc: Document, draft: Draft) -> bool:
    """ "خرج الجيش من X", "خرج مسلحو Y إثر قصف": an army, or its soldiers, go out of themselves, fighters under fire,
    where neither buses nor an agreement are told of.
    """
    if not draft.rule.startswith("go-out") or draft.losing is None or not _of_itself(doc, draft):
        return False
    first, last = doc.bounds(draft.i)
    agreed = any(doc.norm(m).lstrip("ولب") in doc.words["no_sources"] for m in range(first, last))
    return draft.stance.kind == REAL and not agreed and not doc.said("convoys", first, last)


def _of_itself(doc: Document, draft: Draft) -> bool:
    """Whether who goes out is an army or its soldiers, or goes after fighting that stands behind the place."""
    side, end = draft.losing.actor, min(draft.hit.stop + FOUGHT_IN, doc.bounds(draft.i)[1])
    soldiers = any(doc.norm(m).lstrip("و") in doc.words["soldiers"] for m in range(side.i, side.j))
    under_fire = doc.words["fights"] | doc.words["attacks"]
    after = (m for m in range(draft.hit.stop, end) if doc.norm(m) in doc.words["after"])
    return not side.people or soldiers or any(doc.norm(m + 1) in under_fire for m in after)
