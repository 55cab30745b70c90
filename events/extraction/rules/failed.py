"""A rule for attacks that came to nothing: "فشل هجوم X على Y"، "هجوم فاشل على Y"، "باءت محاولة X اقتحام Y بالفشل"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found, actors_between, left_bound, right_bound
from events.extraction.document import Document
from events.extraction.endings import HER, HIM, THEM
from events.extraction.forms import Form
from events.extraction.marks import COMMAS
from events.extraction.modality import DENIED, REAL, Stance, negated, verb_stance
from events.extraction.objects import direct_object, subject_place
from events.extraction.proclitics import bare_noun
from events.extraction.referents import Hit, pronoun_hits
from events.extraction.rules.draft import Draft
from events.extraction.rules.sides import attacker
from events.extraction.slots import on_preposition
from events.extraction.subjects import subject_of

BEFORE, AFTER = 3, 14
LATER, LAUNCH = 22, 6  # tokens from an attack to what became of it, from the verb that launched it
FAR = 20  # tokens from "beat back" to what was tried, a source named between them
THINGS = (HIM, HER)  # pronouns that an attack may be called by
ATTACKS = ("attack",)
TAKING = ("capture", "recapture", "advance")


def failed_attack(doc: Document, k: int) -> list[Draft] | None:
    """A noun of attack that is said to have failed: beaten back, by whom the text may leave open."""
    word = doc.norm(k).removeprefix("و")
    suffered = word[:1] in doc.words["receives"] and word[1:] in doc.words["attack_nouns"]
    if not (suffered or word in doc.words["attack_nouns"]) or k in doc.place_on or k in doc.actor_on:
        return None
    stop = right_bound(doc, k)
    back = _beaten_back(doc, k)
    if back is None and not _fails(doc, k, stop):
        return None
    hits = (suffered and _suffers(doc, k)) or _target(doc, k, stop)
    by = attacker(doc, k, hits[0].place.i if hits and hits[0].place.i > k else stop)
    winner = subject_of(doc, back, doc.finite(back), back + AFTER) if doc.verb_group(back) == "manage" else None
    return [Draft("failed-attack", "repelled", k, k + 1, hit, winner, by, Stance(REAL)) for hit in hits]


def _suffers(doc: Document, k: int) -> list[Hit]:
    """ "تعرضت X لهجوم": the place that is exposed to it, right behind its verb or before it."""
    verb = next((m for m in range(k - 1, max(k - AFTER, doc.bounds(k)[0] - 1), -1) if doc.finite(m)), None)
    if verb is None or doc.finite(verb).lemma not in doc.words["suffers"]:
        return []
    return subject_place(doc, verb, left_bound(doc, verb), k)


def held_off(doc: Document, k: int) -> list[Draft] | None:
    """ "صدت X قوة من Y حاولت دخول Z", "أحبط X هجوماً لـY حاول اختراق دفاعات Z": the place of what was attempted."""
    form = doc.finite(k)
    if form is None or form.lemma not in doc.words["repels"]:
        return _managed_to(doc, k)
    if doc.norm(k - 1) in doc.words["from"]:
        return _managed_to(doc, k)  # "من ردها", spelt as a verb
    if form.enc in THINGS:
        return _attack_before(doc, k, form)
    if doc.norm(k + 1) in doc.words["the_attack"] or doc.norm(k + 2) in doc.words["the_attack"]:
        return _attack_told(doc, k, form)
    if doc.norm(k + 1) in doc.words["to_whom"] and (told := _attack_told(doc, k, form)):
        return told  # "هاجم X مدينة Z وتصدى له Y"
    if (form.enc == THEM or doc.norm(k + 1) in doc.words["to_them"]) and (tried := _tried_before(doc, k)) is not None:
        return _those_who_tried(doc, k, form, tried)
    near = range(k + 2, min(doc.bounds(k)[1], k + FAR))
    tried = next((m for m in near if (verb := doc.finite(m)) and _tries(doc, verb)), None)
    if tried is None:
        return _when_they_tried(doc, k, form) or _attempt(doc, k, form)
    if any(doc.norm(m) in doc.words["complementizers"] for m in range(k + 1, tried)):
        return None
    before = actors_between(doc, k + 1, tried)[::-1]
    by = next(iter(before), None)  # "تصدت X لمجموعة إرهابية حاولت …": who tried may be of no known side
    by = next((a for a in before[:-1] if a.slug), by)
    winner = subject_of(doc, k, form, by.i) if by else None
    if (winner is None and not (by and by.slug)) or (winner and (winner.actor is by or winner.actor.slug == by.slug)):
        return []
    stop, stance = right_bound(doc, tried), verb_stance(doc, k, form)
    attacks = doc.verb_group(tried) in ATTACKS  # "تصدت X لمجموعة هاجمت Y"
    hits = direct_object(doc, tried, stop) if attacks else _target(doc, tried, stop)
    return [Draft("failed-attack", "repelled", k, k + 1, hit, winner, Found(by, "near"), stance) for hit in hits]


def _tries(doc: Document, verb: Form) -> bool:
    return verb.lemma in doc.words["tries"] or (doc.group(verb) in ATTACKS and not verb.enc)


def _when_they_tried(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "تصدت X لقوة من Y لدى محاولتها دخول Z", "صدوا Y أثناء هجومه على Z": whose attempt it was stands before it."""
    near = range(k + 2, min(doc.bounds(k)[1], k + FAR))
    during = doc.words["meanwhile"]
    noun = next((m for m in near if doc.norm(m) in doc.words["their_attack"] and doc.norm(m - 1) in during), None)
    sides = [a for a in actors_between(doc, k + 1, noun) if a.slug and not a.beside] if noun else []
    winner = subject_of(doc, k, form, sides[-1].i) if sides else None
    if winner is None or winner.actor.slug in (None, sides[-1].slug):
        return None
    stance, by = verb_stance(doc, k, form), Found(sides[-1], "near")
    hits = _target(doc, noun, right_bound(doc, noun))
    return [Draft("failed-attack", "repelled", k, k + 1, hit, winner, by, stance) for hit in hits]


def whose_attack(doc: Document, k: int, noun: int, winner: Found | None) -> Found | None:
    """ "صد X قوات Y لدى محاولتها دخول Z": the side before a noun of attack at ``noun`` that has its pronoun."""
    if winner is None or doc.norm(noun) not in doc.words["their_attack"]:
        return None
    sides = [a for a in actors_between(doc, k + 1, noun) if a.slug and not a.beside]
    by = next((a for a in reversed(sides) if a.slug != winner.actor.slug), None)
    return Found(by, "near") if by is not None else None


def _attempt(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "أحبطت X محاولة لقوات Y دخول Z": the place of what was attempted, by the side behind the noun of attempt."""
    near = range(k + 1, min(right_bound(doc, k), k + AFTER))
    noun = next((m for m in near if doc.norm(m) in doc.words["attack_nouns"] and m not in doc.actor_on), None)
    deed = noun is not None and next((m for m in near if m > noun and any(f.pos == "vn" for f in doc.forms(m))), None)
    by = next(iter(actors_between(doc, noun + 1, deed)), None) if deed else None
    if by is None or by.slug is None:
        return _attack_of(doc, k, form)
    winner = subject_of(doc, k, form, noun)
    if winner is None or winner.actor.slug in (None, by.slug):
        return None
    stance, hits = verb_stance(doc, k, form), direct_object(doc, deed, right_bound(doc, deed))
    return [
        Draft("failed-attack", "repelled", k, k + 1, hit, winner, Found(by, "near"), stance) for hit in hits
    ] or None


def _attack_of(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "تصدت X لمحاولة تقدم لقوات Y في Z", "في محور Z صدت X هجوما شنته Y": an attack of a side, and where it was."""
    stop = doc.bounds(k)[1]
    noun = next((m for m in range(k + 1, min(right_bound(doc, k), k + AFTER)) if _attack(doc, m)), None)
    own = actors_between(doc, noun + 1, min(stop, noun + AFTER)) if noun is not None else ()
    by = next((a for a in own if a.prep in ("", "ل") and not a.beside), None)
    winner = subject_of(doc, k, form, noun) if by is not None and by.slug else None
    if winner is None or winner.actor.slug in (None, by.slug):
        return None
    hits = [h for h in on_preposition(doc, by.j - 1, "in", right_bound(doc, by.j - 1)) if h.how == "near"]
    way = range(by.j, hits[0].place.i) if hits else ()
    if any(f.pos == "vn" and "ل" in f.pro for m in way for f in doc.forms(m)):
        return None  # "محاولة لX لاقتحام Y في Z": Y was attacked
    goal = any(doc.norm(m) in doc.words["slot_to"] for m in way)
    hits = _at_the_head(doc, k) if goal or not hits else hits
    stance = verb_stance(doc, k, form)
    return [
        Draft("failed-attack", "repelled", k, k + 1, hit, winner, Found(by, "near"), stance, weak=True) for hit in hits
    ] or None


def _at_the_head(doc: Document, k: int) -> list[Hit]:
    """ "وفي محور Z صدت X …": the place that the sentence of a verb at ``k`` begins with."""
    first = doc.bounds(k)[0]
    place = next((p for m in range(first, min(first + BEFORE + 1, k)) if (p := doc.place_on.get(m))), None)
    inside = doc.norm(first).lstrip("و") in doc.words["inside"]
    opens = place is not None and inside and place.mention.status != "non_place"
    behind = place.j + (doc.tokens[place.j].text in COMMAS) if opens else 0
    return [Hit(place, "near", None, None, place.i, k + 1)] if opens and behind in (k, k - 1) else []


def _managed_to(doc: Document, k: int) -> list[Draft] | None:
    """ "حاول Z دخول X لكن Y تمكنت من صدهم": the noun of beating back behind a verb of managing to."""
    form = next((f for f in doc.forms(k) if f.lemma in doc.words["repels"] and f.enc), None)
    if form is None:
        return None
    verb = next((m for m in range(k - 1, max(k - BEFORE - 2, doc.bounds(k)[0]), -1) if doc.finite(m)), None)
    managed = doc.verb_group(verb) == "manage" and not negated(doc, verb)
    tried = _tried_before(doc, k) if managed else None
    return None if tried is None else _those_who_tried(doc, verb, doc.finite(verb), tried)


def _tried_before(doc: Document, k: int) -> int | None:
    """The verb of trying before a verb of beating back in its sentence ("حاولوا دخول X لكن Y صدتهم")."""
    before = range(k - 1, doc.bounds(k)[0] - 1, -1)
    return next((m for m in before if (form := doc.finite(m)) and form.lemma in doc.words["tries"]), None)


def _those_who_tried(doc: Document, k: int, form: Form, tried: int) -> list[Draft]:
    """ "حاول Z دخول X لكن Y صدتهم": the place that was tried, by those whom the pronoun at ``k`` stands for."""
    hits = _target(doc, tried, k)
    by = subject_of(doc, tried, doc.finite(tried), hits[0].place.i) if hits else None
    winner = subject_of(doc, k, form, right_bound(doc, k))
    if by is None or by.actor.slug is None or (winner is not None and winner.actor.slug == by.actor.slug):
        return []
    stance = verb_stance(doc, k, form)
    return [Draft("failed-attack", "repelled", k, k + 1, hit, winner, by, stance) for hit in hits]


def _attack_before(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "شنت Y هجوماً على X لكن Z صدته": the attack told before in the sentence, by whoever is not the defender."""
    i, _ = doc.bounds(k)
    attack = next((m for m in range(k - 1, i, -1) if doc.norm(m).removeprefix("و") in doc.words["attack_nouns"]), None)
    winner = subject_of(doc, k, form, right_bound(doc, k)) if attack is not None else None
    if winner is None or winner.actor.slug is None:
        return None
    by = [a for a in actors_between(doc, i, k) if a.slug not in (None, winner.actor.slug) and not a.beside]
    stance = verb_stance(doc, k, form)
    losing = Found(by[-1], "near") if by else None
    return [Draft("failed-attack", "repelled", k, k + 1, h, winner, losing, stance) for h in _target(doc, attack, k)]


def _attack_told(doc: Document, k: int, form: Form) -> list[Draft] | None:
    """ "هاجم Y مدينة X لكن Z صد الهجوم": the place of the verb of attack before in the sentence."""
    i, _ = doc.bounds(k)
    winner = subject_of(doc, k, form, right_bound(doc, k))
    if winner is None or winner.actor.slug is None:
        return None
    for m in range(k - 1, i - 1, -1):
        before = doc.finite(m)
        if before is None or doc.group(before) not in ATTACKS or before.enc:
            continue
        stop = right_bound(doc, m)
        hits = direct_object(doc, m, stop) or on_preposition(doc, m, "upon", stop)
        by = subject_of(doc, m, before, hits[0].place.i) if hits else None
        losing = by if by is not None and by.actor.slug not in (None, winner.actor.slug) else None
        stance = verb_stance(doc, k, form)
        return [Draft("failed-attack", "repelled", k, k + 1, h, winner, losing, stance) for h in hits] or None
    return _attack_before(doc, k, form)


def beaten_back(doc: Document, k: int) -> bool:
    """ "أحبط X محاولة Y دخول Z", "فشلت محاولة X اقتحام Z": the attempt alone tells it."""
    i, end = doc.bounds(k)
    for m in range(k - 1, max(i - 1, k - AFTER), -1):
        if _attack(doc, m):
            theirs = doc.norm(m) in doc.words["their_attack"] and doc.norm(m - 1) in doc.words["meanwhile"]
            near = range(m - 1, max(i - 1, m - 1 - (FAR if theirs else BEFORE)), -1)
            back = any(doc.group(form) in ("repel", "fail") for n in near for form in doc.forms(n))
            return back or any(doc.norm(n) in doc.words["in_failure"] for n in range(k + 1, min(end, k + AFTER)))
        form = doc.finite(m)
        if form and form.lemma in doc.words["tries"]:  # "صد X قوة من Y حاولت دخول Z"
            around = (*range(m - 1, max(i - 1, m - FAR), -1), *range(k + 1, min(end, k + FAR)))
            return any(f.lemma in doc.words["repels"] and _drove(doc, n) for n in around for f in doc.forms(n))
        if form or doc.tokens[m].text in "،.:":
            return False
    return False


def _drove(doc: Document, n: int) -> bool:
    """Whether a word of beating back at ``n`` is a verb, or a noun behind "managed to" that is not negated."""
    if doc.finite(n) and doc.norm(n - 1) not in doc.words["from"]:
        return True
    verb = next((m for m in range(n - 1, max(n - BEFORE - 2, -1), -1) if doc.finite(m)), None)
    return doc.verb_group(verb) == "manage" and negated(doc, verb) is None


def failed_in(doc: Document, draft: Draft) -> Draft:
    """ "فشلت X في دخول Y", "عجز X عن السيطرة على Y": who failed to take a place was beaten back from it."""
    cue, by = draft.stance.cue, draft.gaining
    told = draft.stance.kind == DENIED and cue is not None and draft.type in TAKING
    if not told or by is None or not by.actor.slug or negated(doc, cue) is not None:
        return draft
    verb = doc.finite(cue)
    form = verb or next((f for f in doc.forms(cue) if f.pos == "vn"), None)
    if form is None or doc.group(form) != "fail" or (verb is not None and verb.asp != "p"):
        return draft
    return replace(
        draft, rule="failed-attack", type="repelled", gaining=None, losing=by, stance=Stance(REAL), weak=True
    )


def _attack(doc: Document, m: int) -> bool:
    """A noun of attack at ``m``, with or without "and", "li-", "bi-" on it."""
    word = doc.norm(m).removeprefix("و")
    nouns = doc.words["attack_nouns"]
    return m not in doc.place_on and (word in nouns or (word[:1] in ("ل", "ب") and word[1:] in nouns))


def _fails(doc: Document, k: int, stop: int) -> bool:
    """Whether the noun at ``k`` is the subject of a verb of failing, is called failed, or ended in failure."""
    before = (doc.finite(m) for m in range(k - 1, max(k - 1 - BEFORE, doc.bounds(k)[0] - 1), -1))
    breaks = doc.words["breaks_upon"]
    if any(form and (doc.group(form) == "fail" or form.lemma in breaks) and not form.enc for form in before):
        return True
    after = [doc.norm(m) for m in range(k + 1, min(stop, k + AFTER))]
    failed = doc.words["failed"].intersection(after[:BEFORE]) or doc.words["in_failure"].intersection(after)
    return bool(failed) or _for_nothing(doc, k)


def _beaten_back(doc: Document, k: int) -> int | None:
    """ "هجوم X على Y تم صده", "لكن Z نجحت في صده": the verb that governs a noun of beating it back."""
    _, stop = doc.bounds(k)
    back = doc.words["repels"] | doc.words["drives_back"]
    for m in range(k + 2, min(stop, k + LATER)):
        if doc.norm(m).removeprefix("و").removeprefix("ال") in doc.words["attack_nouns"] and m not in doc.place_on:
            return None
        if any(f.lemma in back and (f.enc in THINGS or f.definite) for f in doc.forms(m)):
            done = next((n for n in range(m - 1, max(m - BEFORE, k), -1) if doc.finite(n)), None)
            group = doc.verb_group(done)
            if group in ("passive_aux", "manage") and negated(doc, done) is None:
                return done
    return None


def _for_nothing(doc: Document, k: int) -> bool:
    """ "شن X هجوماً على Y دون أن يحرز أي تقدم": an attack that was made and gained nothing."""
    made = doc.words["launched"] | doc.words["begins"]
    if not any(doc.norm(m).lstrip("وف") in made for m in range(max(k - LAUNCH, doc.bounds(k)[0]), k + 3) if m != k):
        return False
    return bool(doc.said("for_nothing", k + 1, min(doc.bounds(k)[1], k + 2 * LATER)))


def _target(doc: Document, k: int, stop: int) -> list[Hit]:
    """The place of the attack: after its preposition, or the object of what was attempted."""
    noun = next((m for m in range(k + 1, stop) if any(f.pos == "vn" for f in doc.forms(m))), None)
    near = range(k + 1, min(stop, k + 1 + BEFORE))  # "حاولت الاعتداء على X": its "upon" is that of the attempt
    start = next((m for m in near if bare_noun(doc.norm(m)) in doc.words["attacks"] and m not in doc.place_on), k)
    for slot in ("upon", "to"):
        if hits := on_preposition(doc, start, slot, stop):
            return hits
    if noun is None:
        return on_preposition(doc, start, "near", stop)
    form = next(f for f in doc.forms(noun) if f.pos == "vn")
    meant = pronoun_hits(doc, noun, form.enc, noun, noun + 1) if form.enc in THINGS else []  # "محاولات اقتحامه"
    return direct_object(doc, noun, stop) or meant or on_preposition(doc, start, "near", stop)
