"""Towns that went before the one told of: "رابع مدينة تسقط بيد X بعد A وB", "ثاني مدينة يخرج منها X بعد A"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
from events.extraction.clauses import Found
from events.extraction.document import Document
from events.extraction.endings import OF_PLACES
from events.extraction.lexicon import Frame
from events.extraction.lists import with_list
from events.extraction.modality import REAL, Stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, prep_at
from events.extraction.rules.draft import Draft
from events.extraction.rules.gapped import after_others
from events.extraction.rules.hands import out_of_hands
from events.extraction.rules.sides import agent_after
from events.extraction.subjects import subject_of
from events.extraction.those import nth_of_those

OWN_DAY = 4  # tokens from the last of them to its day
BEFORE_IT = 14  # tokens from "the second town that X leaves" to "before it went"


def fallen_earlier(doc: Document, k: int, frame: Frame) -> list[Draft]:
    """ "رابع مدينة تسقط بيد X بعد A وB": A and B fell to X before; "ثاني مدينة يخرج منها X بعد A": X left A before."""
    ranked = frame.type in ("withdrawal", "evacuation") and _ranked(doc, k)
    taken = frame.type in ("capture", "recapture") and frame.place in ("object", "upon") and _ranked(doc, k)
    if (frame.place != "subject" or frame.type != "capture" or frame.weak) and not (ranked or taken):
        return []
    stop = right_bound(doc, k)
    hits = after_others(doc, k, stop, counted=nth_of_those(doc, k) is not None)
    hits = hits or (_went_before(doc, k) if ranked or taken else [])
    if taken:  # "ثالث مدينة يسيطر عليها X بعد A"
        by = subject_of(doc, k, doc.finite(k), hits[0].start) if hits else None
        return earlier(doc, f"{frame.id}.verb", k, hits, by) if by and by.actor.slug else []
    if ranked:  # "ثاني مدينة يخرج منها X بعد A"
        who = subject_of(doc, k, doc.finite(k), hits[0].start) if hits else None
        left = Stance(REAL)
        return [
            Draft(f"{frame.id}.verb", "withdrawal", k, k + 1, hit, None, who, left, weak=True) for hit in hits if who
        ]
    by = agent_after(doc, k, hits[0].start) if hits else None
    of = None if by or not hits else out_of_hands(doc, k, hits[0].start)  # "تسقط من أيدي X بعد A"
    return earlier(doc, "fall.verb", k, hits, by, of) if by or of else []


def earlier(
    doc: Document, rule: str, k: int, hits: list[Hit], by: Found | None, of: Found | None = None
) -> list[Draft]:
    """The drafts of places that went the same way before what the verb at ``k`` tells of, each on its own day."""
    ends = [hit.place.i for hit in hits[1:]] + [hits[-1].place.j + OWN_DAY] if hits else []
    days = [next(iter(doc.dates_in(hit.place.j, end)), None) for hit, end in zip(hits, ends, strict=True)]
    return [
        Draft(rule, "capture", k, k + 1, hit, by, of, Stance(REAL), weak=True, dated=day)
        for hit, day in zip(hits, days, strict=True)
    ]


def come_earlier(doc: Document, k: int, side: Found) -> list[Draft]:
    """ "رابع الولايات التي تؤول إلى X بعد A وB": A and B came to X before."""
    hits = after_others(doc, k, right_bound(doc, k), counted=True) if _nth(doc, k) is not None else []
    return earlier(doc, "come-to", k, hits, side)


def _nth(doc: Document, k: int) -> int | None:
    """The token of the ordinal that counts what the verb at ``k`` tells of."""
    of_those = nth_of_those(doc, k)
    return k - 2 if of_those is None and doc.norm(k - 2) in doc.words["ordinals"] else of_those


def _ranked(doc: Document, k: int) -> bool:
    """ "ثاني مدينة يخسرها", "ثالث عاصمة ولاية يخسرها", "المدينة الثانية التي يخرج منها": whether an ordinal counts the
    place left or taken at ``k``."""
    named = doc.norm(k - 1) in doc.words["relatives"]
    of_seat = not named and doc.norm(k - 2) not in doc.words["ordinals"]
    one = k - 2 - (of_seat and doc.match(k - 2, doc.lexicon.phrases["seats"]) > 0)
    rank = doc.norm(one).removeprefix(ARTICLE) if named else doc.norm(one)
    of_it = doc.finite(k).enc in OF_PLACES or prep_at(doc, k + 1, doc.words["from"] | doc.words["slot_upon"])
    return bool(of_it) and (rank in doc.words["ordinals"] or nth_of_those(doc, k) is not None)


def _went_before(doc: Document, k: int) -> list[Hit]:
    """ "ثاني مدينة يخسرها X، إذ سبقتها A": the place that went before, behind a verb with the town's pronoun."""
    stop = doc.bounds(k)[1]
    verb = next((m for m in range(k + 1, min(stop, k + BEFORE_IT)) if doc.norm(m) in doc.words["preceded_it"]), None)
    place = doc.place_on.get(verb + 1) if verb is not None else None
    known = place is not None and place.mention.status == "resolved" and not place.prep
    return with_list(doc, Hit(place, "near", None, None, verb, place.j), stop) if known else []
