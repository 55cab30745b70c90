"""A rule for attacks that came to nothing: "فشل هجوم X على Y"، "هجوم فاشل على Y"، "باءت محاولة X اقتحام Y بالفشل"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, actors_between, carried
from events.extraction.document import Document
from events.extraction.endings import HER, HIM, PRONOUNS
from events.extraction.modality import DENIED, REAL, Stance, guess_before, negated
from events.extraction.objects import direct_object
from events.extraction.proclitics import bare_noun
from events.extraction.referents import Hit, pronoun_hits
from events.extraction.rules.draft import Draft
from events.extraction.rules.sides import attacker
from events.extraction.rules.went_back import went_back
from events.extraction.slots import on_a_side, on_preposition
from events.extraction.subject_places import subject_place
from events.extraction.subjects import subject_of

BEFORE, AFTER = 3, 14
DAMMA = "\u064f"
LATER, LAUNCH = 22, 6  # tokens from an attack to what became of it, from the verb that launched it
FAR = 20  # tokens from "beat back" to what was tried, a source named between them
THINGS = (HIM, HER)  # pronouns that an attack may be called by
TRIED = ("advance", "control", "attack", "siege")  # groups of verbs of what an attack may try
TAKING = ("capture", "recapture", "advance")


def failed_attack(doc: Document, k: int) -> list[Draft] | None:
    """A noun of attack that is said to have failed: beaten back, by whom the text may leave open."""
    word = doc.norm(k).removeprefix("و")
    word = word[1:] if word[:1] == "ب" and word[1:] in doc.words["attack_nouns"] else word
    suffered = word[:1] in doc.words["receives"] and word[1:] in doc.words["attack_nouns"]
    named = suffered or word in doc.words["attack_nouns"]
    if k in doc.place_on or k in doc.actor_on:
        return None
    stop = right_bound(doc, k)
    back = told_beaten(doc, k)
    if not named and (back is None or any(f.definite or f.enc for f in doc.forms(k))):
        return None  # "تقدما لX نحو Y تم إفشاله"
    if back is None and (not _fails(doc, k, stop) or guess_before(doc, k, doc.bounds(k)[0]) is not None):
        return None
    hits = (suffered and suffered_by(doc, k)) or target(doc, k, stop)
    hits = hits or ([] if named else on_preposition(doc, k, "in", stop))
    if not hits and (told := _told_before(doc, k)) is not None:
        hits, by = told
        return [Draft("failed-attack", "repelled", k, k + 1, hit, None, by, Stance(REAL)) for hit in hits]
    by = attacker(doc, k, hits[0].place.i if hits and hits[0].place.i > k else stop)
    managed = doc.verb_group(back) == "manage"
    winner = subject_of(doc, back, doc.finite(back), back + AFTER) if managed else _in_front_of(doc, k)
    if by is None or (winner is not None and by.actor.slug == winner.actor.slug):
        by = launcher(doc, k) or _of_pronoun(doc, k)
    return [Draft("failed-attack", "repelled", k, k + 1, hit, winner, by, Stance(REAL)) for hit in hits]


def _told_before(doc: Document, k: int) -> tuple[list[Hit], Found | None] | None:
    """ "حاول X دخول Y فباءت محاولتهم بالفشل", "شن X هجوما على Y لكن الهجوم فشل": where the attempt was, and whose,
    that "their attempt", "the attack" at ``k`` goes back to within the sentence."""
    word = doc.norm(k).lstrip("وف")
    if word not in doc.words["their_attack"] and word not in doc.words["the_attack"]:
        return None
    for m in range(k - 1, doc.bounds(k)[0] - 1, -1):
        form = doc.finite(m)
        if form and form.lemma in doc.words["tries"] and negated(doc, m) is None:
            hits = target(doc, m, k) if _tried_to_take(doc, m, k) else []
            return hits, subject_of(doc, m, form, hits[0].place.i if hits else k)
        if attack_noun(doc, m) and (hits := target(doc, m, k)):
            told = _fails(doc, m, right_bound(doc, m))  # by its own noun
            return None if told else (hits, launcher(doc, m) or attacker(doc, m, hits[0].place.i))
    return None


def _tried_to_take(doc: Document, verb: int, stop: int) -> bool:
    """ "حاول X دخول Y", "حاول التسلل إلى Y": whether what is tried is an attack, unlike "التوصل إلى هدنة في Y"."""
    for m in range(verb + 1, min(verb + AFTER, stop)):
        if doc.norm(m).removeprefix("ال") in doc.words["attack_nouns"]:
            return True
        if deed := next((f for f in doc.forms(m) if f.pos == "vn"), None):
            return doc.group(deed) in TRIED
        if m in doc.place_on:
            return False
    return False


def _in_front_of(doc: Document, k: int) -> Found | None:
    """ "انتهى الهجوم على Y بفشله أمام X": the side before which the attack at ``k`` came to nothing."""
    front = (a for a in actors_between(doc, k + 1, min(doc.bounds(k)[1], k + LATER)) if a.slug)
    return next((Found(a, "near") for a in front if a.prep in doc.words["in_front_of"]), None)


def _of_pronoun(doc: Document, k: int) -> Found | None:
    """ "تراجعوا بعد فشل هجومهم على X": whom the pronoun on the noun at ``k`` goes back to."""
    word = doc.norm(k)
    ending = next((e for e in PRONOUNS if word.endswith(e)), "") if word in doc.words["their_attack"] else ""
    return carried(doc, k - 1, None, PRONOUNS[ending]) if ending else None


def launcher(doc: Document, k: int) -> Found | None:
    """ "شن X هجوما فاشلا على Y": the subject of the verb right before the attack, or before its subject."""
    first = max(k - LAUNCH, doc.bounds(k)[0] - 1)
    verb = next((m for m in range(k - 1, first, -1) if doc.finite(m)), None)
    return subject_of(doc, verb, doc.finite(verb), k) if doc.verb_group(verb) == "attack" else None


def suffered_by(doc: Document, k: int) -> list[Hit]:
    """ "تعرضت X لهجوم": the place that is exposed to it, right behind its verb or before it."""
    verb = next((m for m in range(k - 1, max(k - AFTER, doc.bounds(k)[0] - 1), -1) if doc.finite(m)), None)
    if verb is None or doc.finite(verb).lemma not in doc.words["suffers"]:
        return []
    return subject_place(doc, verb, left_bound(doc, verb), k)


def whose_attack(doc: Document, k: int, noun: int, winner: Found | None) -> Found | None:
    """ "صد X قوات Y لدى محاولتها دخول Z", "تصدى X لقوات Y التي حاولت التقدم نحو Z": the side before a noun of attack at
    ``noun`` that has its pronoun, or is what somebody tried.
    """
    tried = (doc.finite(m) for m in (noun - 1, noun - 2))
    tries = any(form and form.lemma in doc.words["tries"] for form in tried)
    if winner is None or not (tries or doc.norm(noun) in doc.words["their_attack"]):
        return None
    sides = [a for a in actors_between(doc, k + 1, noun) if a.slug and not a.beside]
    by = next((a for a in reversed(sides) if a.slug != winner.actor.slug), None)
    return Found(by, "near") if by is not None else None


def beaten_back(doc: Document, k: int) -> bool:
    """ "أحبط X محاولة Y دخول Z", "فشلت محاولة X اقتحام Z": the attempt alone tells it."""
    i, end = doc.bounds(k)
    for m in range(k - 1, max(i - 1, k - AFTER), -1):
        if attack_noun(doc, m):
            theirs = doc.norm(m) in doc.words["their_attack"] and doc.norm(m - 1) in doc.words["meanwhile"]
            near = [*range(m - 1, max(i - 1, m - 1 - (FAR if theirs else BEFORE)), -1)]  # and over a long subject
            near += [n for n in range(m - 1, max(i - 1, m - FAR), -1) if doc.finite(n)][:1]
            back = any(doc.group(form) in ("repel", "fail") for n in near for form in doc.forms(n))
            return back or any(doc.norm(n) in doc.words["in_failure"] for n in range(k + 1, min(end, k + AFTER)))
        form = doc.finite(m)
        if form and form.lemma in doc.words["tries"]:  # "صد X قوة من Y حاولت دخول Z"
            around = (*range(m - 1, max(i - 1, m - FAR), -1), *range(k + 1, min(end, k + FAR)))
            held = any(
                f.lemma in doc.words["beats_back"] and _drove(doc, n, f.lemma) for n in around for f in doc.forms(n)
            )
            after = [n for n in around if n > k]
            return held or any(went_back(doc, n) or (attack_noun(doc, n) and _fails(doc, n, end)) for n in after)
        if form or doc.tokens[m].text in "،.:":
            return False
    return False


def _drove(doc: Document, n: int, lemma: str) -> bool:
    """Whether a word of beating back at ``n`` is a verb, or a noun behind "managed to" that is not negated."""
    if doc.finite(n) and doc.norm(n - 1) not in doc.words["from"]:
        return lemma in doc.words["repels"]
    verb = next((m for m in range(n - 1, max(n - AFTER, -1), -1) if doc.finite(m)), None)
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


def attack_noun(doc: Document, m: int) -> bool:
    """A noun of attack at ``m``, with or without "and", "li-", "bi-" on it."""
    word, nouns = doc.norm(m).removeprefix("و"), doc.words["attack_nouns"]
    return m not in doc.place_on and (word in nouns or (word[:1] in ("ل", "ب") and word[1:] in nouns))


def _fails(doc: Document, k: int, stop: int) -> bool:
    """Whether the noun at ``k`` is the subject of a verb of failing, is called failed, or ended in failure."""
    breaks = doc.words["breaks_upon"]
    for m in range(k - 1, max(k - 1 - BEFORE, doc.bounds(k)[0] - 1), -1):
        form = doc.finite(m)
        if form and (doc.group(form) == "fail" or form.lemma in breaks) and not form.enc:
            return True
        if form and m == k - 1 and doc.group(form) == "manage" and negated(doc, m) is not None:
            return True  # "لم يفلح هجوم X على Y"
    if _gains_nothing(doc, k) or _then_fails(doc, k, stop) or _after_failure(doc, k) or _is_beaten(doc, k, stop):
        return True
    after = [doc.norm(m) for m in range(k + 1, min(stop, k + AFTER))]
    failed = doc.words["failed"].intersection(after[:BEFORE]) or doc.words["in_failure"].intersection(after)
    return bool(failed) or _ended_in_failure(doc, k, stop) or _for_nothing(doc, k) or _but_it_failed(doc, k)


def _but_it_failed(doc: Document, k: int) -> bool:
    """ "شن X هجوما على Y لكنه فشل", "غير أنهم لم ينجحوا": what became of it is told behind "but" with a pronoun."""
    for m in range(k + 2, min(doc.bounds(k)[1], k + LATER)):
        if attack_noun(doc, m):
            return False
        but = doc.norm(m) in doc.words["but_it"] or (
            doc.norm(m) in doc.words["but_they"] and doc.norm(m - 1) in doc.words["but_part"]
        )
        verb = next((n for n in (m + 1, m + 2) if doc.finite(n)), None) if but else None
        if but and doc.norm(m + 2) in doc.words["in_failure"] and negated(doc, m + 1) is None:
            return True  # "لكنه مني بالفشل"
        if verb is not None:
            form, no = doc.finite(verb), negated(doc, verb) is not None
            fails = doc.group(form) == "fail" or form.lemma in doc.words["breaks_upon"]
            return (fails and not no and _wholly(doc, verb)) or (doc.group(form) == "manage" and no)
    return False


def _wholly(doc: Document, verb: int) -> bool:
    """Whether a verb of failing does not go on to tell in what else than the attack's aim ("فشل في وقف Y")."""
    return doc.norm(verb + 1) not in doc.words["slot_in"] or doc.norm(verb + 2) in doc.words["aims_of_attack"]


def _is_beaten(doc: Document, k: int, stop: int) -> bool:
    """ "الهجوم على X أُحبط": a verb of beating back, marked as a passive, behind the noun of attack at ``k``."""
    for m in range(k + 1, min(stop, k + AFTER)):
        form = doc.finite(m)
        if form is not None and form.lemma in doc.words["beats_back"]:
            passive = form.asp == "p" and doc.tokens[m].text[1:2] == DAMMA  # but "يُحبط" is "beats back"
            return passive and not form.enc and negated(doc, m) is None
    return False


def _ended_in_failure(doc: Document, k: int, stop: int) -> bool:
    """ "هجوم X على Y انتهى بفشل ذريع", "بفشله": a verb of ending right before its failure."""
    for m in range(k + 2, min(stop, k + AFTER)):
        if doc.norm(m) in doc.words["in_its_failure"]:
            form = doc.finite(m - 1)
            return form is not None and form.lemma in doc.words["ends_up"] and negated(doc, m - 1) is None
    return False


def _after_failure(doc: Document, k: int) -> bool:
    """ "تراجعوا بعد فشل هجومهم على X": the noun at ``k`` is whose failure something came after."""
    fails = any(f.pos == "vn" and doc.group(f) == "fail" for f in doc.forms(k - 1))
    return fails and doc.norm(k - 2).lstrip("و") in doc.words["since"]


def _gains_nothing(doc: Document, k: int) -> bool:
    """ "لم يحرز هجوم X على Y أي تقدم": the noun at ``k`` is the subject of a verb of gaining that is negated."""
    form = doc.finite(k - 1)
    return form is not None and form.lemma in doc.words["gains"] and not form.enc and negated(doc, k - 1) is not None


def _then_fails(doc: Document, k: int, stop: int) -> bool:
    """ "هجوم X على Y يفشل": a verb of failing right behind the place that the noun at ``k`` has, no side between."""
    places = [p for m in range(k + 1, min(stop, k + AFTER)) if (p := doc.place_on.get(m))]
    m = places[-1].j if places else k
    if places and doc.verb_group(m + 1) == "manage" and negated(doc, m + 1) is not None:
        return True  # "هجوم X على Y لم ينجح"
    verbs = [f for f in doc.verbs(m) if not f.enc and not f.pro] if places and doc.finite(m) else []
    if not any(doc.group(f) == "fail" or f.lemma in doc.words["breaks_upon"] for f in verbs):
        return False
    return _wholly(doc, m)


def told_beaten(doc: Document, k: int) -> int | None:
    """ "هجوم X على Y تم صده", "لكن Z نجحت في صده": the verb that governs a noun of beating it back."""
    _, stop = doc.bounds(k)
    back = doc.words["repels"] | doc.words["drives_back"]
    for m in range(k + 2, min(stop, k + LATER)):
        if doc.norm(m).removeprefix("و").removeprefix("ال") in doc.words["attack_nouns"] and m not in doc.place_on:
            return None
        if any(f.lemma in back and (f.enc in THINGS or f.definite) for f in doc.forms(m)):
            done = next((n for n in range(m - 1, max(m - BEFORE - 2, k), -1) if doc.finite(n)), None)
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


def target(doc: Document, k: int, stop: int) -> list[Hit]:
    """The place of the attack: after its preposition, or the object of what was attempted."""
    noun = next((m for m in range(k + 1, stop) if any(f.pos == "vn" for f in doc.forms(m))), None)
    near = range(k + 1, min(stop, k + 1 + BEFORE))  # "حاولت الاعتداء على X": its "upon" is that of the attempt
    start = next((m for m in near if bare_noun(doc.norm(m)) in doc.words["attacks"] and m not in doc.place_on), k)
    for slot in ("upon", "to"):
        if hits := on_preposition(doc, start, slot, stop):
            return hits
    if noun is None:
        return on_preposition(doc, start, "near", stop) or on_a_side(doc, start, stop)
    form = next(f for f in doc.forms(noun) if f.pos == "vn")
    meant = pronoun_hits(doc, noun, form.enc, noun, noun + 1) if form.enc in THINGS else []  # "محاولات اقتحامه"
    return direct_object(doc, noun, stop) or meant or on_preposition(doc, start, "near", stop)
