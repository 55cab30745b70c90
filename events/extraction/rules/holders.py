"""Who holds what a state tells of: the side behind "under the control of", or the one its pronoun stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from events.extraction.clauses import Found, actors_between, carried
from events.extraction.document import ActorAt, Document
from events.extraction.endings import HER, HIM, THEM, US
from events.extraction.genders import can_refer
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit
from events.extraction.rules.sides import government_at
from events.extraction.subject_signs import OURS
from events.extraction.we import we
from events.extraction.word_readings import REPORTS

BACK = 8  # tokens from a return over its places to "under the control of"
MADE = 8  # tokens from "makes it", over the side, to what it makes of the place
SPEAKER = 3  # tokens from a speaker's name to the colon before what is said
COLON = ":"
BY_LAST_LETTER = {"ه": HIM, "ا": HER, "م": THEM}  # pronouns


def holder_after(doc: Document, k: int) -> Found | None:
    """The side right after the phrase; adjectives of the control between them are passed over."""
    for m in range(k, min(k + 5, len(doc.tokens))):
        actor = doc.actor_on.get(m)
        if actor:
            return Found(actor, "near")
        if m <= k + 1 and (doc.norm(m).removeprefix("لل").removeprefix("ال") in doc.words["the_state"]):
            return government_at(doc, m)
        if m in doc.place_on or doc.tokens[m].text in "،,." or doc.norm(m) in doc.words["later"]:
            return None  # "تحت إدارة مدنية بعد انسحاب X"
    return None


def by_pronoun(doc: Document, k: int, length: int) -> Found | None:
    """The side that a pronoun at the end of "its stronghold" stands for."""
    last = doc.norm(k + length - 1)
    own = last.endswith(tuple(doc.words["own_stronghold"]))
    return carried(doc, k - 1, None, BY_LAST_LETTER[last[-1]]) if own else None


def theirs(doc: Document, k: int, code: str) -> Found | None:
    """ "آخر معقل كبير لهم", "معقلا له": whose a stronghold at ``k`` is by a pronoun behind it; an army is no "they"."""
    found = carried(doc, k - 1, None, code)
    men = found is not None and (found.actor.people or found.actor.agree == "p")
    near = range(max(k - MADE, 0), k)  # "كان X يتخذ من Y معقلا له"
    made = any(form.lemma in doc.words["takes_as"] for m in near for form in doc.verbs(m))
    return found if not made and (men or code != THEM) else None


def _who_says_so(doc: Document, k: int) -> Found | None:
    """ "أعلن X أن Y باتت تحت السيطرة": the side that says so."""
    first = doc.bounds(k)[0]
    that = next((m for m in range(k - 1, first, -1) if doc.norm(m) in doc.words["complementizers"]), first)
    verb = next((m for m in reversed(doc.having("report", first, that)) if doc.verb_group(m) == "cite"), that)
    said = [a for a in actors_between(doc, verb + 1, that) if a.slug and not a.beside]
    return Found(said[0], "carried") if said else None


def state_at(doc: Document, k: int, m: int, *, lap: bool) -> Found | None:
    """ "إلى كنف الدولة", "إلى أحضان العراق": a ``lap`` of the state, or of the country itself, is the
    government's. "The Syrian state" is so everywhere, and as good as a name. Where two call themselves the state, it is
    the one of them that says so: "قال X إن Y عادت إلى سلطة الدولة"."""
    side, place = doc.actor_on.get(m), doc.place_on.get(m)
    if side is not None and side.slug is not None:
        return None
    row = place.mention.place if lap and place is not None and place.mention.status == "resolved" else None
    own = row is not None and row.kind == "country" and row.country == doc.country
    state = doc.norm(m).removeprefix(ARTICLE) in doc.words["the_state"]
    named = doc.norm(m + 1).removesuffix("ه") in doc.lexicon.cues["nationalities"].get(doc.country, ())
    found = government_at(doc, m) if own or (state and (lap or named)) else None
    rivals = doc.lexicon.forces["rival_states"].get(doc.country, ()) if found is None and state else ()
    said = _who_says_so(doc, k) if rivals else None
    if said is not None and said.actor.slug in rivals:
        return said
    if rivals and lap:
        return Found(ActorAt(m, m + 1, None, "f", False, None, "", False), "near")  # of one that calls itself the state
    return replace(found, actor=replace(found.actor, anaphor=False)) if found and named else found


def holder_of(doc: Document, k: int, length: int) -> Found | None:
    """The side of "under the control of": named behind the phrase, or by the pronoun at its end."""
    last = doc.norm(k + length - 1)
    owner = doc.lexicon.owners.get(last) or (US if last in doc.words["own_control"] else None)
    if state := state_at(doc, k, k + length, lap=last in doc.words["laps"] or _brought_back(doc, k)):
        return state
    if owner != US:
        named = None if owner else holder_after(doc, k + length)
        return (
            carried(doc, k - 1, None, owner)
            if owner
            else named or (_who_says_so(doc, k) if last.startswith(ARTICLE) else None)
        )
    first, _ = doc.bounds(k)  # "X: … في أيدينا"
    colon = [m for m in range(first, k) if doc.tokens[m].text == COLON]
    sides = reversed(actors_between(doc, first, k))  # "X: …، Y: … في أيدينا": Y
    said = next((a for a in sides if any(a.j <= m < a.j + SPEAKER for m in colon)), None)
    if said is None and last.endswith(OURS):
        return we(doc, k)
    return Found(said, "carried") if said is not None and said.slug else None


def _brought_back(doc: Document, k: int) -> bool:
    """ "عادت X إلى سلطة الدولة", "إعادة X إلى سيطرة الدولة": a return to the state is none to who is only called so."""
    if doc.norm(k) not in doc.words["slot_to"]:
        return False
    near = range(k - 1, max(k - BACK, doc.bounds(k)[0] - 1), -1)
    verb = next((m for m in near if any(f.lemma in doc.words["came_back"] for f in doc.forms(m))), None)
    return verb is not None and not any(doc.finite(m) or doc.tokens[m].kind == "punct" for m in range(verb + 1, k))


def of_its_own_guards(doc: Document, holder: Found) -> bool:
    """ "المصفاة في عهدة حراسها": a place that those have who were always set over it, of whatever side, is in no new
    hands."""
    side = holder.actor
    word = doc.norm(side.i)
    return side.slug is None and side.owner == HER and word.startswith(tuple(doc.words["town_has"]))


def unless_its_own_men(doc: Document, holder: Found, hits: Sequence[Hit]) -> Found:
    """ "هاجم X المدينة، لكنها تحت حماية رجالها": men with a pronoun that the place itself fits are the place's, of
    whatever side, unless the side that they would be of tells it ("أكدت X أن المدينة في قبضة رجالها")."""
    side = holder.actor
    word = doc.norm(side.i).lstrip("وبل")
    own = holder.how == "near" and side.owner in (HER, HIM) and word.startswith(tuple(doc.words["town_men"]))
    if not own or not any(hit.place.i < side.i and can_refer(hit.place, side.owner) for hit in hits):
        return holder
    told = (a for a in actors_between(doc, doc.bounds(side.i)[0], side.i) if a.slug == side.slug)
    if any(doc.verb_group(m) in REPORTS for a in told for m in (a.i - 1, a.j)):
        return holder
    return Found(replace(side, slug=None, anaphor=False), "near")
