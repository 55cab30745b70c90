"""Who does what a verbal noun tells, by the verb that governs it, the main verb or the verb before it."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound
from events.extraction.clauses import Found, actors_between, agrees_with, carried, done_to, stands_free
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.earlier_subjects import taker_described, who_had_been_at_it
from events.extraction.forms import Form
from events.extraction.marks import COMMAS
from events.extraction.modality import Stance, governing_verb
from events.extraction.other_subjects import whose_attack_before, whose_attack_it_was
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import prep_at
from events.extraction.relatives import antecedent
from events.extraction.rules.announcers import by_office, same_speaker
from events.extraction.rules.foes import told_beside
from events.extraction.subjects import subject_of

# Verbs whose subject is also the doer of the verbal noun they govern.
LENDS_SUBJECT = frozenset(
    "manage aspect begin cite intend lose agree fail deny attack control repel leave advance siege".split()
)
ATTACKS = ("attack", "advance")  # groups of verbs after which what is taken is taken by their subject
STATES = ("be", "become", "stay", "under")  # groups of verbs that tell what was so, not who did what
LEFT, DRIVEN = ("leave", "lose", "surrender"), ("expel", "evacuate")  # groups of verbs that tell who is gone
MOVES_ON = ("advance", "control", "siege", "aspect", "begin")  # groups of verbs of who has just taken a place
HEARD = ("cite", "repel", "deny", "leave")  # groups of verbs whose subject did not bring about what came next
NEAR = 6
HOLDING = ("presence", "control", "siege")  # groups of verbs that tell who has a place, in a clause that describes it
SURPRISED = 7  # tokens from "by an attack" to the noun of what came of it
TAKEN = 4  # words from "took (it)" to who did
HOLDER = 7  # words between the relative pronoun and who has the place


def governor_subject(doc: Document, k: int, stance: Stance) -> Found | None:
    """The subject of the verb that governs the noun: "تمكنت X من السيطرة"."""
    since = doc.norm(k - 1).lstrip("و") in doc.words["since"]
    told = doc.date_on.get(k - 2)  # "بعد خمسة أيام من سيطرتها"
    counted = doc.norm(k - 1) in doc.words["from"] and any(
        doc.norm(m).lstrip("و") in doc.words["since"] for m in (k - 3, *((told.i - 1, told.i) if told else ()))
    )
    if stance.governor is None and (since or counted):  # "بعد السيطرة", "بعد يوم من السيطرة"
        own = who_had_been_at_it(doc, k)
        return own[0] if own else taker_described(doc, k) or main_subject(doc, k)
    governor = stance.governor if stance.governor is not None else governing_verb(doc, k)
    form = doc.finite(governor) if governor is not None else None
    if form is not None and form.lemma in doc.words["enables"]:
        own = whose_attack_it_was(doc, governor) if form.enc else None  # "هجوم لX مكنها من السيطرة على Y"
        return own or _enabled(doc, governor, form, k)
    if form is not None and _comes_about(doc, governor, k):
        # "بعدما تمت السيطرة على X": by whom the sentence was about
        i, _ = doc.bounds(governor)
        free = [a for a in actors_between(doc, i, governor) if stands_free(a) and a.slug]
        free = [a for a in free if not (a.conj or done_to(doc, a))] or free  # "قاتل X Y وZ، وتم تحرير A"
        free = [a for a in free if not (_gave_way(doc, a, k) or had_it(doc, a, k))]
        return Found(free[-1], "carried") if free else _attacker_before(doc, k, i)
    if form is None or doc.group(form) not in LENDS_SUBJECT:
        return None
    if doc.group(form) in HOLDING and _relative_before(doc, governor) is not None:
        return main_subject(doc, k)  # "يتجه X نحو Y التي يسيطر عليها Z لتحريرها"
    found = subject_of(doc, governor, form, k)
    if found is not None and found.how == "carried" and _has_noun(doc, governor, k):
        found = carried(doc, governor - 1, None)  # "وأشار البيان إلى السيطرة على X": not whom the verb agrees with
    cites = doc.group(form) == "cite"
    if cites and found is not None and found.actor.i < governor and isinstance(antecedent(doc, governor), PlaceAt):
        return None  # "طرد X من A التي أعلن عن استعادتها": by whom is not told
    if cites and doc.norm(governor + 1).removeprefix(ARTICLE) in doc.words["judges"]:
        return None if found is None or found.how == "carried" else found  # "يرى مراقبون أن خسارة A": not theirs
    if found is None or not cites or found.how == "near":
        return found
    own = not doc.leans or found.actor.slug in doc.leans  # of one voice, whoever speaks means its own
    return same_speaker(doc, governor) or (found if own else None)


def _has_noun(doc: Document, governor: int, k: int) -> bool:
    """Whether a definite noun that is no side stands right behind a verb, before what it governs at ``k``."""
    m = governor + 1
    named = m in doc.actor_on or m in doc.place_on or m in doc.date_on
    return m < k and doc.norm(m).startswith(ARTICLE) and not named and not doc.match(m, doc.lexicon.phrases["adverbs"])


def _comes_about(doc: Document, governor: int, k: int) -> bool:
    """ "تم تحرير X", "قبل أن يتم تحريرها": whether the verb of a noun at ``k`` tells that it came about, by whomever;
    also where its spelling may be that of completing."""
    forms = doc.verbs(governor) if governor == k - 1 else (doc.finite(governor),)
    return any(doc.group(f) == "passive_aux" for f in forms)


def _gave_way(doc: Document, actor: ActorAt, k: int) -> bool:
    """ "انسحاب X من Y والسيطرة عليها", "طُرد X من Y وتمت استعادتها": who left a place, or was driven from it, is not
    who took it."""
    if not (any(f.enc for f in doc.forms(k)) or over_it(doc, k)):
        return False
    told = [f for m in (actor.i - 1, actor.j) for f in doc.forms(m) if f.pos in ("verb", "vn")]
    if any(doc.group(f) in LEFT for f in told):
        return True
    driven = any(doc.group(f) in DRIVEN for f in doc.forms(actor.i - 1))
    return driven and not any(stands_free(a) and not a.conj for a in actors_between(doc, actor.j, k))


def _attacker_before(doc: Document, k: int, i: int) -> Found | None:
    """ "هاجم X مدينة Y. وتمت السيطرة عليها": done by who attacked, in the sentence before the one at ``i``."""
    number = doc.sentence_of[i] - 1
    if number < 0 or not (any(f.enc for f in doc.forms(k)) or over_it(doc, k)):
        return None
    first, stop = doc.sentences[number]
    for m in range(first, stop):
        form = doc.finite(m)
        if form is None or doc.norm(m - 1) in doc.words["relatives"]:
            continue
        found = subject_of(doc, m, form, stop) if doc.group(form) in ATTACKS and form.vox == "a" else None
        return Found(found.actor, "carried") if found and found.actor.slug and found.how == "near" else None
    return None


def over_it(doc: Document, k: int) -> bool:
    """Whether the place of a noun at ``k`` is a pronoun ("السيطرة عليها")."""
    return any(prep_at(doc, m, doc.words["slot_upon"]) for m in range(k + 1, min(k + NEAR, len(doc.tokens))))


def pointed_to(doc: Document, k: int, pronoun: str, but: tuple[str, ...] = ()) -> Found | None:
    """ "بعد سيطرته على X، أعلن Y", "بعد انسحابها من X.. Y تقصف": whom a pronoun behind "after" points
    forward to; nobody where the verb is of a group in ``but`` ("بعد انسحابها من X، دخلت Y")."""
    by_it = k == doc.bounds(k)[0] and any("ب" in f.pro for f in doc.forms(k))  # "بسيطرتها على X تكون Y قد …"
    openers = doc.words["since"] | (doc.words["before"] if but else frozenset())  # "قبل انسحابها من X، فجرت Y"
    if not by_it and doc.norm(k - 1).lstrip("و") not in openers:
        return None
    found = subject_ahead(doc, k, but)
    return found if found and found.actor.slug and agrees_with(found.actor, None, pronoun) else None


def who_moves_on(doc: Document, k: int) -> Found | None:
    """ "بعد السيطرة على X، تقدم Y نحو Z": who goes on from what was taken; not who strikes or speaks after it."""
    opens = doc.norm(k - 1).lstrip("و") in doc.words["since"] and k - 1 == doc.bounds(k)[0]
    verb = next((m for m in range(k + 1, doc.bounds(k)[1]) if doc.finite(m)), None) if opens else None
    return subject_ahead(doc, k) if verb is not None and doc.verb_group(verb) in MOVES_ON else None


def subject_ahead(doc: Document, k: int, but: tuple[str, ...] = ()) -> Found | None:
    """ "بعد تحريرها X، زحفت Y": a pronoun that points forward means the subject of the verb after its clause, also
    behind the two dots of a headline."""
    stop, number = doc.bounds(k)[1], doc.sentence_of[k] + 1
    if doc.tokens[stop - 1].text.startswith("..") and number < len(doc.sentences):
        stop = doc.sentences[number][1]
    verb = next((m for m in range(k + 1, stop) if doc.finite(m)), None)
    known = verb is not None and doc.verb_group(verb) not in but
    found = subject_of(doc, verb, doc.finite(verb), stop) if known else None
    return Found(found.actor, "carried") if found and found.how == "near" else None


def main_subject(doc: Document, k: int) -> Found | None:
    """ "قطعت X الطريق الذي … بعد كسر الحصار": what "after" tells was done by the subject of the main verb, in a report
    whose speaker is no side of the report's ("يذكر أن X كانت قد دخلت A بعد سيطرتها على B").
    """
    for m in range(doc.bounds(k)[0], k):
        form = doc.finite(m)
        had = form and doc.group(form) == "be" and any(_past(doc, n) for n in range(m + 1, k))  # "كان X قد أعلن"
        if form and not had and doc.norm(m - 1) not in doc.words["relatives"]:
            found = subject_of(doc, m, form, k)
            if found and (doc.group(form) in STATES or _has_it(doc, found) or _only_owns(doc, found.actor)):
                return None
            if found and found.actor.slug and found.how == "near":
                return Found(found.actor, "carried")
            office = by_office(doc, m, k) if doc.group(form) == "cite" else None
            that = any(doc.norm(n) in doc.words["complementizers"] for n in (m + 1, m + 2, m + 3))
            if office or doc.group(form) != "cite" or not that:
                return office
    return None


def _past(doc: Document, m: int) -> bool:
    form = doc.finite(m)
    return form is not None and form.asp == "p" and doc.group(form) not in STATES


def attack_that_ended(doc: Document, governor: int | None, k: int) -> Found | None:
    """ "شن X هجوما انتهى بالسيطرة على Y": who did what came to this; not who beat it back, nor who tells of it."""
    form = doc.finite(governor) if governor is not None else None
    if form is None or form.lemma not in doc.words["ends_in"]:
        return None
    repelled = any(doc.verb_group(m) == "repel" for m in range(doc.bounds(k)[0], governor))
    if not repelled and (owner := whose_attack_it_was(doc, governor)) is not None:
        return owner
    before = [m for m in range(doc.bounds(k)[0], governor) if doc.finite(m)]
    if not before or governor + 1 in doc.actor_on or any(doc.verb_group(m) in HEARD for m in before):
        return None if repelled else whose_attack_before(doc, governor)
    return main_subject(doc, k)


def who_attacked_by_surprise(doc: Document, k: int) -> Found | None:
    """ "فاجأت X Y بهجوم خاطف أسفر عن السيطرة على Z", "باغت X Y بهجوم أثمر السيطرة": of two sides before "by an attack",
    the second right before it, the first made it.
    """
    first = doc.bounds(k)[0]
    attacks = (m for m in range(k - 1, max(k - SURPRISED, first), -1) if _by_attack(doc, m))
    attack = next(attacks, None)
    free = [a for a in actors_between(doc, first, attack or first) if stands_free(a) and not a.conj]
    two = free[-2:] if len(free) > 1 and _only_days_between(doc, free[-1].j, attack) else []
    told = two and not any(doc.norm(m) in doc.words["complementizers"] for m in range(two[0].j, two[1].i))
    return Found(two[0], "near") if told and two[0].slug and two[0].slug != two[1].slug else None


def _only_days_between(doc: Document, i: int, j: int) -> bool:
    """Whether nothing but a day, its preposition and commas stands in tokens ``[i, j)``."""
    return all(m in doc.date_on or m + 1 in doc.date_on or doc.tokens[m].text in COMMAS for m in range(i, j))


def _by_attack(doc: Document, m: int) -> bool:
    """Whether "by an attack" stands at token ``m`` ("بهجوم", "بعملية")."""
    word = doc.norm(m)
    return word[:1] in doc.words["at"] and word[1:] in doc.words["attack_nouns"]


def _has_it(doc: Document, found: Found) -> bool:
    """ "كانت X معقل Y قبل تحريرها", "تحرير X من قبضة Y واستعادة Z": who had a place is not who took it."""
    lists = (doc.lexicon.phrases["stronghold"], doc.lexicon.phrases["under"])
    i, outside = found.actor.i, doc.lexicon.phrases["outside"]
    before = range(max(i - 4, 0), i)
    named = any(n >= i - m > 0 for m in before for words in lists if (n := doc.match(m, words)))
    lost = any(doc.norm(m) in doc.words["from"] and doc.match(m, outside) >= i - m for m in before)
    seat = doc.norm(i - 1) in doc.words["made_into"]  # "عاصمة X", "معقلا لX"
    return named or lost or seat or _holds_in_relative(doc, found.actor)


def had_it(doc: Document, actor: ActorAt, k: int) -> bool:
    """ "A معقل X وتم تحريرها", "A مدينة احتلها X في 2014 وجرت استعادتها": who is only told to have had, or to have
    taken before, the place of the noun at ``k``.
    """
    if _has_it(doc, Found(actor, "near")):
        return True
    again = any(f.enc for f in doc.forms(k)) or over_it(doc, k)
    verb = next((m for m in range(actor.i - 1, max(actor.i - TAKEN, -1), -1) if doc.finite(m)), None)
    return again and verb is not None and doc.verb_group(verb) == "control" and not actor.prep


def who_had_it(doc: Document, k: int) -> Found | None:
    """ "A معقل X وتم تحريرها", "كانت A بيد X قبل استعادتها": who had the place that the noun at ``k`` means by a
    pronoun; not in "A بيد X، أما B التي تم تحريرها"."""
    if not (any(f.enc for f in doc.forms(k)) or over_it(doc, k)):
        return None
    told = actors_between(doc, left_bound(doc, k), k) or actors_between(doc, doc.bounds(k)[0], k)
    had = next((a for a in reversed(told) if a.slug and _has_it(doc, Found(a, "near"))), None)
    return Found(had, "carried") if had is not None and not _of_the_next(doc, had.j, k) else None


def _of_the_next(doc: Document, i: int, k: int) -> bool:
    """Whether the relative clause in which a noun at ``k`` stands describes a place named behind token ``i``."""
    opens = _relative_before(doc, k)
    return opens is not None and opens > i and any(m in doc.place_on for m in range(max(i, opens - 2), opens))


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
    """ "مكّن X من استعادة Y", "أتاح لX استعادة Y", "مكّنهما من استعادة Y": who is enabled does it."""
    after = actors_between(doc, governor + 1, k)
    given = [a for a in after if a.prep in doc.words["dative"]] or [a for a in after if stands_free(a)]
    if given:
        return Found(given[-1], "near")
    return carried(doc, governor - 1, None, form.enc) if form.enc else None


def clause_subject(doc: Document, k: int) -> Found | None:
    """The last side that stood free before the noun in its clause, none that is only told to have had the place."""
    free = [a for a in actors_between(doc, left_bound(doc, k), k) if stands_free(a) and a.slug]
    free = [a for a in free if not (had_it(doc, a, k) or told_beside(doc, a) or done_to(doc, a))]
    free = [a for a in free if not (_gave_way(doc, a, k) or _only_owns(doc, a))]
    return Found(free[-1], "carried") if free else None


def _only_owns(doc: Document, side: ActorAt) -> bool:
    """ "تعاني X من قصف Y بعد شهر من استعادتها", "رغم ألغام Y": whose a thing is, that a preposition governs, is not who
    acts in the clause; in the fight or advance that another preposition stands before it is ("في هجوم Y")."""
    m = side.i - 1
    if m <= doc.bounds(side.i)[0] or doc.norm(m) in doc.words["agency"] | doc.words["hands"] or doc.mentioned(m):
        return False
    if doc.tokens[m].kind != "word" or doc.norm(m).startswith(ARTICLE) or doc.preposition(m):
        return False
    deed = doc.norm(m) in doc.words["attack_nouns"] or any(form.pos == "vn" for form in doc.forms(m))
    before = doc.norm(m - 1).lstrip("و")
    return before in doc.words["from"] or (not deed and before in doc.words["prepositions"] | doc.words["since"])
