"""Towns that went before the one told of: "رابع مدينة تسقط بيد X بعد A وB", "ثاني مدينة يخرج منها X بعد A"."""

from __future__ import annotations

from events.extraction.clause_bounds import right_bound
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

BEFORE_IT = 14  # tokens from "the second town that X leaves" to "before it went"


def fallen_earlier(doc: Document, k: int, frame: Frame) -> list[Draft]:
    """ "رابع مدينة تسقط بيد X بعد A وB": A and B fell to X before; "ثاني مدينة يخرج منها X بعد A": X left A before."""
    ranked = frame.type in ("withdrawal", "evacuation") and _ranked(doc, k)
    if (frame.place != "subject" or frame.type != "capture" or frame.weak) and not ranked:
        return []
    stop = right_bound(doc, k)
    hits = after_others(doc, k, stop) or (_went_before(doc, k) if ranked else [])
    if ranked:  # "ثاني مدينة يخرج منها X بعد A"
        who = subject_of(doc, k, doc.finite(k), hits[0].start) if hits else None
        left = Stance(REAL)
        return [
            Draft(f"{frame.id}.verb", "withdrawal", k, k + 1, hit, None, who, left, weak=True) for hit in hits if who
        ]
    by = agent_after(doc, k, hits[0].start) if hits else None
    of = None if by or not hits else out_of_hands(doc, k, hits[0].start)  # "تسقط من أيدي X بعد A"
    told = hits if by or of else []
    return [Draft("fall.verb", "capture", k, k + 1, hit, by, of, Stance(REAL), weak=True) for hit in told]


def _ranked(doc: Document, k: int) -> bool:
    """ "ثاني مدينة يخسرها", "المدينة الثانية التي يخرج منها": whether an ordinal counts the place left at ``k``."""
    named = doc.norm(k - 1) in doc.words["relatives"]
    rank = doc.norm(k - 2).removeprefix(ARTICLE) if named else doc.norm(k - 2)
    return rank in doc.words["ordinals"] and bool(
        doc.finite(k).enc in OF_PLACES or prep_at(doc, k + 1, doc.words["from"])
    )


def _went_before(doc: Document, k: int) -> list[Hit]:
    """ "ثاني مدينة يخسرها X، إذ سبقتها A": the place that went before, behind a verb with the town's pronoun."""
    stop = doc.bounds(k)[1]
    verb = next((m for m in range(k + 1, min(stop, k + BEFORE_IT)) if doc.norm(m) in doc.words["preceded_it"]), None)
    place = doc.place_on.get(verb + 1) if verb is not None else None
    known = place is not None and place.mention.status == "resolved" and not place.prep
    return with_list(doc, Hit(place, "near", None, None, verb, place.j), stop) if known else []
