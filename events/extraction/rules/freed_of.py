"""Passives that spelling hides, told by whom a place was freed of: "المدينة حررت من X", "A انتزعت من Y"."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break, right_bound
from events.extraction.clauses import Found, carried
from events.extraction.document import Document, PlaceAt
from events.extraction.forms import Form
from events.extraction.homographs import vowelled_passive
from events.extraction.lexicon import Frame
from events.extraction.modality import verb_stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, itself
from events.extraction.rules.draft import Draft
from events.extraction.rules.gapped import after_others
from events.extraction.rules.governing_sides import had_it
from events.extraction.rules.ranked import earlier
from events.extraction.rules.words import plain_noun
from events.extraction.subjects import subject_of
from events.extraction.those import nth, those

TAKES = ("capture", "recapture")
FREES = ("free", "clear")
HIDDEN = (*FREES, "wrest", "take-up")  # frames of verbs that are spelt alike in the passive
ADJECTIVES = 2  # words that describe the place before its verb
TOO = 8  # words from the verb to "as well"
ADVERBS = 4  # words between the verb and "from"


def freed_of(doc: Document, k: int, form: Form, frame: Frame) -> list[Draft]:
    """A verb of freeing or taking behind its place, that names whom the place was taken from; or one of freeing that
    has nothing that could be its object ("X حررت بالكامل").
    """
    if frame.id not in HIDDEN or form.enc or form.per != "3" or form.num != "s":
        return []
    if form.asp != "p":
        return _ranked_off(doc, k, form, frame)
    place = _place_before(doc, k)
    foe = _foe(doc, k)
    if place is None or place.prep or place.conj or place.mention.status == "non_place":
        return []
    if foe is None and (frame.id not in FREES or not _nothing_behind(doc, k + 1)):
        return []
    opens = doc.norm(place.i - 1) in doc.words["complementizers"] or doc.tokens[place.i - 1].kind != "word"
    if place.i > doc.bounds(k)[0] and not opens:
        return []  # "مجلس X العسكري حرر …": a name in another's
    if foe is not None and _has_object(doc, doc.actor_on[foe].j if foe in doc.actor_on else foe + 1):
        return []
    hit = Hit(itself(place), "near", None, None, place.i, k + 1)
    losing = Found(doc.actor_on[foe], "near") if foe in doc.actor_on and doc.actor_on[foe].slug else None
    by = carried_taker(doc, k) if losing is not None else None
    by = by if by is not None and by.actor.slug != losing.actor.slug else None
    stance = verb_stance(doc, k, form)
    return [Draft(f"{frame.id}.passive", frame.type, k, k + 1, hit, by, losing, stance, weak=True)]


def _ranked_off(doc: Document, k: int, form: Form, frame: Frame) -> list[Draft]:
    """ "X ثاني مدينة تنتزع من Y بعد A": the town that is ranked by whom it is taken from, and those before it."""
    foe = doc.actor_on.get(_foe(doc, k)) if nth(doc, k) else None
    places = those(doc, k) if foe is not None and foe.slug else []
    if not places:
        return []
    rule, losing = f"{frame.id}.passive", Found(foe, "near")
    hits = [Hit(place, "relative", None, None, k, k + 1, several=True) for place in places]
    stance = verb_stance(doc, k, form)
    drafts = [Draft(rule, frame.type, k, k + 1, hit, None, losing, stance, weak=True) for hit in hits]
    return drafts + earlier(doc, rule, k, after_others(doc, k, right_bound(doc, k)), None, losing)


def _place_before(doc: Document, k: int) -> PlaceAt | None:
    """The place right before a verb at ``k``, adjectives at most between: "ناحية A القريبة (قد) انتزعت من X"."""
    m = doc.word_before(k)
    m -= doc.norm(m) in doc.words["qad"]
    for _ in range(ADJECTIVES):
        if m in doc.place_on or not doc.norm(m).startswith(ARTICLE) or doc.mentioned(m):
            break
        m -= 1
    return doc.place_on.get(m)


def _has_object(doc: Document, m: int) -> bool:
    """ "A أخذت من X دعما كبيرا", but "… من X هي الأخرى": whether a noun stands behind whom it is from, at ``m``."""
    return plain_noun(doc, m) and doc.norm(m) not in doc.words["it_is"]


def _foe(doc: Document, k: int) -> int | None:
    """The token of whom a place was freed of: behind "from", adverbs at most before it."""
    for m in range(k + 1, min(k + 1 + ADVERBS, len(doc.tokens) - 2)):
        if doc.norm(m) in doc.words["from"]:
            near = (x for x in (m + 1, m + 2) if x in doc.actor_on)
            return m + 1 if doc.norm(m + 1) in doc.words["evil_ones"] else next(near, None)
        if m in doc.place_on or m in doc.actor_on or doc.finite(m) or is_break(doc, m):
            return None
    return None


def _nothing_behind(doc: Document, m: int) -> bool:
    """Whether nothing but "wholly" and a day stands from token ``m`` to the end of its clause."""
    while doc.at(m).kind == "word":
        if m in doc.date_on:
            m = doc.date_on[m].j
        elif length := doc.match(m, doc.lexicon.phrases["full"]):
            m += length
        else:
            return is_break(doc, m) or doc.norm(m)[:1] in doc.words["and"]
    return True


def carried_taker(doc: Document, k: int) -> Found | None:
    """ "حررت X بلدة Y التي حاصرها Z، واستُعيدت W": who takes in the sentence before a passive at ``k``, not the side
    named last; nobody where that is no known side ("انتزعت سرايا المحور Y … واستُعيد W").
    """
    first = doc.bounds(k)[0]
    for m in range(k - 1, first - 1, -1):
        form = doc.finite(m)
        if form is None or form.vox == "p" or vowelled_passive(doc, m) or doc.norm(m - 1) in doc.words["relatives"]:
            continue
        if not any(f.type in TAKES and f.subject == "gaining" for f in doc.lexicon.frames_of.get(form.lemma, ())):
            continue
        if plain_noun(doc, m + 1) or (m + 1 in doc.actor_on and not doc.actor_on[m + 1].slug):
            return None
        found = subject_of(doc, m, form, k)
        if found and found.actor.slug:
            return Found(found.actor, "carried")
        break
    found = carried(doc, k - 1, None)
    known = found is not None and (found.actor.i >= first or _too(doc, k)) and not had_it(doc, found.actor, k)
    return found if known else None  # "هاجم X بلدة Y. واستعيدت Z": whoever did


def _too(doc: Document, k: int) -> bool:
    """ "A انتزعت من Y هي أيضا": what a verb at ``k`` tells goes on from what was told before."""
    behind = range(k + 1, min(k + TOO, doc.bounds(k)[1]))
    return any(doc.norm(m) in doc.words["then"] or doc.norm(m) in doc.words["it_is"] for m in behind)
