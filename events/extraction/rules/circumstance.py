"""What a side does while it does something else, told by a participle: "تقدم X منتزعا A من Y", "مستعيدة مدينة A"."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found
from events.extraction.document import ActorAt, Document
from events.extraction.genders import EITHER
from events.extraction.lexicon import Frame
from events.extraction.marks import COMMAS
from events.extraction.modality import DENIED, verb_stance
from events.extraction.referents import Hit
from events.extraction.rules.draft import Draft
from events.extraction.rules.frame_places import places_of
from events.extraction.rules.old_holders import losing_after
from events.extraction.rules.words import noun_follows, plain_noun
from events.extraction.subjects import subject_of
from events.extraction.types import TAKES
from events.extraction.word_readings import REPORTS

MASCULINE, FEMININE, PLURAL = "ا", "ه", "ين"  # how a participle ends, folded, that tells how something is done
OF_AGREE = {MASCULINE: ("m", EITHER), PLURAL: ("p", "m"), FEMININE: ("f", EITHER)}
HOLDING, LEAVING = "take", "leave"  # "مسيطرا على X" tells who holds


def meanwhile(doc: Document, k: int) -> list[Draft] | None:
    """A participle without article, in the accusative, of a verb of taking or of leaving: by who does what the verb
    before tells, done or not as that is. None of any other word, nor where it may describe the noun before it.
    """
    found = _read(doc, k)
    if found is None:
        return None
    frame, start = found
    hits = places_of(doc, start, frame, right_bound(doc, k), left_bound(doc, k))
    hits = [hit for hit in hits if hit.how == "near" and hit.place.i > k]
    told = _main_verb(doc, k)
    if not hits or told is None or _passive_of_place(doc, k, hits[0]):
        return None
    verb, side = told
    stance = verb_stance(doc, verb, doc.finite(verb))
    if stance.kind == DENIED:
        return []
    winner, loser = Found(side, "carried"), None
    if frame.id == LEAVING:
        # "انسحب X من A تاركا المدينة لY" has told it already
        hits = [hit for hit in hits if not hit.place.mention.reference and _left_itself(doc, k, hit)]
        winner, loser = None, Found(side, "near")
    else:
        loser = losing_after(doc, hits[-1].stop, winner)
    return [
        Draft(f"{frame.id}.verb", frame.type, k, start + 1, hit, winner, loser, stance, weak=frame.weak) for hit in hits
    ]


def _left_itself(doc: Document, k: int, hit: Hit) -> bool:
    """Whether a place is what is left, and no thing in it ("تاركين أسلحتهم في A")."""
    between = range(k + 1, hit.place.i)
    return not any(plain_noun(doc, m) or doc.tokens[m].text in COMMAS for m in between)


def _read(doc: Document, k: int) -> tuple[Frame, int] | None:
    """The frame of a participle at ``k``, and behind which token its place is looked for."""
    ending = _ending(doc, k)
    if ending is None or k in doc.place_on or k in doc.actor_on or (ending != MASCULINE and plain_noun(doc, k - 1)):
        return None
    for form in doc.forms(k):
        if form.pos not in ("ap", "pp") or form.definite or form.enc:
            continue
        for frame in doc.lexicon.frames_of.get(form.lemma, ()):
            takes = frame.type in TAKES and frame.subject == "gaining" and frame.object != "losing"
            if not (takes and frame.id != HOLDING) and frame.id != LEAVING:
                continue
            if frame.place != "object" and form.pos == "pp":
                continue
            start = noun_follows(doc, k, right_bound(doc, k), frame.needs) if frame.needs else k
            if start is not None:
                return frame, start
    return None


def _ending(doc: Document, k: int) -> str | None:
    return next((end for end in OF_AGREE if doc.norm(k).endswith(end)), None)


def _passive_of_place(doc: Document, k: int, hit: Hit) -> bool:
    """ "محررة" is "freeing" only with its object right behind it, for it is spelt like "freed"."""
    passive = any(f.pos == "pp" for f in doc.forms(k))
    return passive and hit.start > k + 1


def _main_verb(doc: Document, k: int) -> tuple[int, ActorAt] | None:
    """The nearest verb before a participle at ``k`` whose subject is a side that the participle agrees with; none over
    another report or a clause that describes somebody.
    """
    agrees = OF_AGREE[_ending(doc, k)]
    for m in range(k - 1, doc.bounds(k)[0] - 1, -1):
        form = doc.finite(m)
        if form is None:
            continue
        if form.vox == "p" or doc.norm(m - 1) in doc.words["relatives"] or doc.verb_group(m) in REPORTS:
            return None
        side = subject_of(doc, m, form, k)
        known = side is not None and side.actor.slug and side.actor.agree in agrees
        return (m, side.actor) if known else None
    return None
