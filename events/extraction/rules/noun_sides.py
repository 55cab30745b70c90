"""Who does what a verbal noun tells: the side in construct, its agent, the subject of the verb that governs it."""

from __future__ import annotations

from events.extraction.clauses import HELPER, Found, actors_between, carried, done_to, left_bound, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import ACCUSATIVE, HER, HIM, THEM
from events.extraction.forms import Form
from events.extraction.genders import EITHER
from events.extraction.lexicon import Frame
from events.extraction.marks import QUOTES
from events.extraction.modality import Stance, governing_verb
from events.extraction.noun_stance import outcome
from events.extraction.referents import prep_at
from events.extraction.rules.announcers import (
    announcer,
    before_colon,
    by_military_source,
    by_office,
    same_speaker,
)
from events.extraction.rules.foes import planned_by, told_beside
from events.extraction.rules.forced import forced_out
from events.extraction.rules.sides import agent_after
from events.extraction.subjects import subject_of

# Verbs whose subject is also the doer of the verbal noun they govern.
LENDS_SUBJECT = frozenset(
    "manage aspect begin cite intend lose agree fail deny attack control repel leave advance siege".split()
)
ATTACKS = ("attack", "advance")  # groups of verbs after which what is taken is taken by their subject
STATES = ("be", "become", "stay", "under")  # groups of verbs that tell what was so, not who did what
NEAR = 6
COUNTED = 8  # words of a number before the side that it counts
HOLDING = ("presence", "control", "siege")  # groups of verbs that tell who has a place, in a clause that describes it
HOLDER = 7  # words between the relative pronoun and who has the place
HELPED = 12  # words between "take part" and what is taken


def _side_in_construct(doc: Document, k: int, stop: int) -> Found | None:
    """The side right after the noun, in construct: "سيطرة الجيش", "انسحاب قوات X"."""
    for m in range(k + 1, min(stop, k + COUNTED)):
        actor = doc.actor_on.get(m)
        if actor and m in doc.place_on:
            return None  # "تحرير الفرقة السادسة": its base is what is freed
        if actor and actor.i == m:  # "خروج الدفعة الأولى من مقاتلي X": counted
            between = [n for n in range(k + 1, m) if doc.tokens[n].text not in QUOTES]
            number = any(doc.norm(n) not in doc.words["from"] for n in between)
            counted = number and actor.prep in doc.words["from"]
            return Found(actor, "near") if not actor.prep or actor.prep == "ل" or counted else None
        if doc.tokens[m].text not in QUOTES and doc.norm(m) not in doc.words["counts"] \
                and doc.tokens[m].kind != "number":  # fmt: skip
            return None
    return None


def _agent_of_passive(doc: Document, k: int, stop: int) -> Found | None:
    """ "تم إخلاء Y من قبل X": the agent of a passive."""
    sides = (a for a in actors_between(doc, k + 1, stop) if doc.norm(a.i - 1) in doc.words["agency"])
    return next((Found(a, "near") for a in sides if doc.norm(a.i - 2) in doc.words["from"]), None)


def _governor_subject(doc: Document, k: int, stance: Stance) -> Found | None:
    """The subject of the verb that governs the noun: "تمكنت X من السيطرة"."""
    since = doc.norm(k - 1).lstrip("و") in doc.words["since"]
    counted = doc.norm(k - 1) in doc.words["from"] and doc.norm(k - 3).lstrip("و") in doc.words["since"]
    if stance.governor is None and (since or counted):  # "بعد السيطرة", "بعد يوم من السيطرة"
        return _main_subject(doc, k)
    governor = stance.governor if stance.governor is not None else governing_verb(doc, k)
    form = doc.finite(governor) if governor is not None else None
    if form is not None and form.lemma in doc.words["enables"]:
        return _enabled(doc, governor, form, k)
    if form is not None and doc.group(form) == "passive_aux":
        # "بعدما تمت السيطرة على X": by whom the sentence was about
        i, _ = doc.bounds(governor)
        free = [a for a in actors_between(doc, i, governor) if stands_free(a) and a.slug]
        free = [a for a in free if not (a.conj or done_to(doc, a))] or free  # "قاتل X Y وZ، وتم تحرير A"
        return Found(free[-1], "carried") if free else _attacker_before(doc, k, i)
    if form is None or doc.group(form) not in LENDS_SUBJECT:
        return None
    if doc.group(form) in HOLDING and _relative_before(doc, governor) is not None:
        return _main_subject(doc, k)  # "يتجه X نحو Y التي يسيطر عليها Z لتحريرها"
    found = subject_of(doc, governor, form, k)
    if found is None or doc.group(form) != "cite" or found.how == "near":
        return found
    own = not doc.leans or found.actor.slug in doc.leans  # of one voice, whoever speaks means its own
    return same_speaker(doc, governor) or (found if own else None)


def _plain_subject(doc: Document, m: int) -> bool:
    """Whether a definite noun that is no side stands at token ``m``, right behind its verb."""
    plain = not doc.mentioned(m) and not doc.forms(m)
    small = doc.words["relatives"] | doc.words["prepositions"]
    return plain and doc.norm(m).startswith("ال") and doc.norm(m) not in small


def _attacker_before(doc: Document, k: int, i: int) -> Found | None:
    """ "هاجم X مدينة Y. وتمت السيطرة عليها": done by who attacked, in the sentence before the one at ``i``."""
    number = doc.sentence_of[i] - 1
    if number < 0 or not (any(f.enc for f in doc.forms(k)) or _over_it(doc, k)):
        return None
    first, stop = doc.sentences[number]
    for m in range(first, stop):
        form = doc.finite(m)
        if form is None or doc.norm(m - 1) in doc.words["relatives"]:
            continue
        found = subject_of(doc, m, form, stop) if doc.group(form) in ATTACKS and form.vox == "a" else None
        return Found(found.actor, "carried") if found and found.actor.slug and found.how == "near" else None
    return None


def _over_it(doc: Document, k: int) -> bool:
    """Whether the place of a noun at ``k`` is a pronoun ("السيطرة عليها")."""
    return any(prep_at(doc, m, doc.words["slot_upon"]) for m in range(k + 1, min(k + NEAR, len(doc.tokens))))


def _subject_ahead(doc: Document, k: int) -> Found | None:
    """ "بعد تحريرها X، زحفت Y": a pronoun that points forward means the subject of the verb after its clause."""
    stop = doc.bounds(k)[1]
    verb = next((m for m in range(k + 1, stop) if doc.finite(m)), None)
    found = subject_of(doc, verb, doc.finite(verb), stop) if verb is not None else None
    return Found(found.actor, "carried") if found and found.how == "near" else None


def _main_subject(doc: Document, k: int) -> Found | None:
    """ "قطعت X الطريق الذي … بعد كسر الحصار": what "after" tells was done by the subject of the main verb."""
    for m in range(doc.bounds(k)[0], k):
        form = doc.finite(m)
        if form and doc.norm(m - 1) not in doc.words["relatives"]:
            found = subject_of(doc, m, form, k)
            if found and (doc.group(form) in STATES or _has_it(doc, found)):
                return None
            if found and found.actor.slug and found.how == "near":
                return Found(found.actor, "carried")
            return by_office(doc, m, k) if doc.group(form) == "cite" else None
    return None


def _has_it(doc: Document, found: Found) -> bool:
    """ "كانت X معقل Y قبل تحريرها", "ظلت بيد Y حتى تحريرها": who had a place is not who took it."""
    lists = (doc.lexicon.phrases["stronghold"], doc.lexicon.phrases["under"])
    i = found.actor.i
    named = any(n >= i - m > 0 for m in range(max(i - 4, 0), i) for words in lists if (n := doc.match(m, words)))
    return named or _holds_in_relative(doc, found.actor)


def _relative_before(doc: Document, k: int) -> int | None:
    """The relative pronoun in whose clause token ``k`` stands, where it stands near."""
    for m in range(k - 1, max(k - HOLDER, -1), -1):
        if doc.tokens[m].text in "،,:.":
            return None
        if doc.norm(m) in doc.words["relatives_of_place"]:
            return m
    return None


def _holds_in_relative(doc: Document, actor: ActorAt) -> bool:
    """ "X التي يسيطر عليها Y", "X التي ما زال Y يسيطر عليها": said of the place, who has it."""
    opens = _relative_before(doc, actor.i)
    if opens is None:
        return False
    verbs = (doc.finite(m) for m in (*range(opens + 1, actor.i), *range(actor.j, actor.j + 3)) if m < len(doc.tokens))
    return any(form is not None and doc.group(form) in HOLDING for form in verbs)


def _enabled(doc: Document, governor: int, form: Form, k: int) -> Found | None:
    """ "مكّن X من استعادة Y", "مكّنهما من استعادة Y": who is enabled does it."""
    after = [a for a in actors_between(doc, governor + 1, k) if stands_free(a)]
    if after:
        return Found(after[-1], "near")
    return carried(doc, governor - 1, None, form.enc) if form.enc else None


def doer(doc: Document, k: int, form: Form, frame: Frame, stance: Stance, stop: int) -> Found | None:
    """Who does what the verbal noun of a frame tells; never who is only told of as its victim before it.

    "أنهت قواتنا وجود X في Y بتحرير Z": whose presence or rule is spoken of has not done it.
    """
    found = _doer(doc, k, form, frame, stance, stop)
    owner = found is not None and found.actor.i < k and doc.norm(found.actor.i - 1) in doc.words["rule_of"]
    return None if owner else found


def _doer(doc: Document, k: int, form: Form, frame: Frame, stance: Stance, stop: int) -> Found | None:
    """The doer by construct, agent and pronoun, else by the verb that governs the noun, else by who speaks."""
    if form.enc and frame.place != "object" and frame.object != "losing":
        return _governor_if_fits(doc, k, form, stance) or carried(doc, k - 1, None, form.enc)
    agent = agent_after(doc, k, stop)
    own = frame.subject == "gaining" and frame.object != "losing" and not form.definite
    if agent and own and (owner := _side_in_construct(doc, k, stop)):  # "حصار X لحي Y، آخر الأحياء بيد Z"
        return owner
    if agent:
        return agent
    if (told := outcome(doc, k)) is not None:  # "نجاح X في دخول Y", "فشلهم في دخول Y"
        owner = next((a for a in actors_between(doc, told[0] + 1, k) if not a.prep), None)
        its = next((f.enc for f in doc.forms(told[0]) if f.pos == "vn"), None)
        return Found(owner, "near") if owner else carried(doc, told[0] - 1, None, its) if its else None
    if form.enc == THEM and frame.place == "object":  # "احتلالهم X": no place is "they"
        return carried(doc, k - 1, None, form.enc)
    if not (frame.object == "losing" or form.definite):
        owner = _side_in_construct(doc, k, stop)
        if owner:
            return owner
    if planner := planned_by(doc, k):
        return planner
    if doc.norm(k - 1) in doc.words["at"] or "ب" in form.pro:
        helper = _helper(doc, k)
        if helper:
            return helper
    governor = stance.governor if stance.governor is not None else governing_verb(doc, k)
    if doc.verb_group(governor) == "intend" and _plain_subject(doc, governor + 1):
        return None  # "تهدف الحملة، التي تلعب فيها X دورا، إلى": whose campaign it is is not told here
    had = ("lose", "leave", *HOLDING[:2]) if _ended_by(doc, k, form) else ("lose", "leave")
    if frame.subject == "gaining" and doc.verb_group(governor) in had:
        return None  # "خسر X … قبل تحرير Y", "سيطر X على Y حتى تحريرها": who lost it, or had it, has not freed it
    found = announcer(doc, k, stance) or _governor_subject(doc, k, stance)
    if found:
        return found
    said = any(f.pos == "ap" and doc.group(f) == "cite" for f in doc.forms(k - 1))
    found = _clause_subject(doc, k) or (_main_subject(doc, k) if said else None)  # "أكد X …، معلنا تحرير Y"
    if found is None and form.enc and k + 1 in doc.place_on:
        return _subject_ahead(doc, k) or carried(doc, k - 1, None, form.enc)  # "قبل شهر من اجتياحه X"
    found = found or before_colon(doc, k)
    return found or (by_military_source(doc, doc.bounds(k)[0], k) if frame.subject == "gaining" else None)


def _ended_by(doc: Document, k: int, form: Form) -> bool:
    """ "حتى تحريرها", "قبل السيطرة عليها": what puts an end to what was told of the same place."""
    ends = doc.norm(k - 1) in doc.words["until"] | doc.words["before"]
    return ends and (bool(form.enc) or _over_it(doc, k))


def _helper(doc: Document, k: int) -> Found | None:
    """ "شارك X في تحرير Y": who takes part; the taker may be another."""
    left = left_bound(doc, k)
    takes_part = (
        m for m in range(k - 1, max(left, k - HELPED) - 1, -1) if doc.norm(m).lstrip("و") in doc.words["takes_part"]
    )
    verb = next(takes_part, None)
    if verb is None or any(doc.finite(m) for m in range(verb + 1, k)):
        return None
    found = _clause_subject(doc, k)
    return Found(found.actor, HELPER) if found else None


def _governor_if_fits(doc: Document, k: int, form: Form, stance: Stance) -> Found | None:
    """The subject of the governing verb, where the pronoun on the noun may stand for it."""
    found = _governor_subject(doc, k, stance)
    if (
        found
        and found.actor.slug
        and (form.enc != HER or found.actor.agree in ("f", EITHER))
        and (form.enc != HIM or found.actor.agree in ("m", EITHER))
    ):
        return found
    return None


def _clause_subject(doc: Document, k: int) -> Found | None:
    """The last side that stood free before the noun in its clause, none that is only told to have had the place."""
    free = [a for a in actors_between(doc, left_bound(doc, k), k) if stands_free(a) and a.slug]
    free = [a for a in free if not (_has_it(doc, Found(a, "near")) or told_beside(doc, a) or done_to(doc, a))]
    return Found(free[-1], "carried") if free else None


def _admitted_by(doc: Document, k: int, stance: Stance) -> Found | None:
    """The side that admits a loss; none that was spoken of before, where another admits it ("أقر مصدر بسقوط X")."""
    found = _governor_subject(doc, k, stance)
    unsaid = all(m in doc.date_on or doc.tokens[m].kind != "word" for m in range(stance.governor + 1, k))
    return found if found is None or found.how == "near" or unsaid else None


def loser(
    doc: Document, k: int, form: Form, frame: Frame, stance: Stance, stop: int, place: int | None = None
) -> Found | None:
    """Who leaves, loses or surrenders: the side in construct, the pronoun's, else the governing verb's subject.

    ``place`` is the token of the place, where it stands after the noun: a pronoun is then the loser's ("خسارته X").
    """
    if form.enc and (frame.place != "object" or place is not None):
        return carried(doc, k - 1, None, form.enc)
    owner = _agent_of_passive(doc, k, stop) if frame.id == "leave" else None
    owner = owner or (None if form.definite else _side_in_construct(doc, k, stop))
    if owner := owner or forced_out(doc, k):
        return owner
    governor = doc.finite(stance.governor) if stance.governor is not None else None
    if governor is not None and governor.lemma in doc.words["admits"]:
        return announcer(doc, k, stance) or _admitted_by(doc, k, stance)
    leads = (
        _governor_subject(doc, k, stance)
        if governor is not None and doc.group(governor) in ("begin", "aspect")
        else None
    )
    if leads:
        return leads  # "X يبدأ الانسحاب من Y": who begins it
    own = ("",) if frame.to == "gaining" else ("", "ل")  # "تسليم X للجيش": who receives has not given
    between = [a for a in actors_between(doc, k + 1, stop) if a.prep in own and not a.beside and not a.conj]
    near = [a for a in between if a.i - k <= NEAR]
    if near:
        return Found(near[0], "near")
    if stance.governor is not None:  # "لا يُسمح للمقاتلين بمغادرة X", "طلب من القوات الانسحاب من X"
        dative = [a for a in actors_between(doc, stance.governor + 1, k) if a.prep in doc.words["dative"]]
        if dative:
            return Found(dative[-1], "near")
    before = doc.actor_on.get(k - 1) if doc.tokens[k].text.endswith(ACCUSATIVE) else None
    if before is not None and stands_free(before):
        return Found(before, "near")  # "نفذت X انسحاباً من Y", whatever the verb
    return _governor_subject(doc, k, stance)
