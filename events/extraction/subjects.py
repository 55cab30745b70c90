"""Who does what a verb tells: the side after or before it, the one that goes on from the verb before, the speaker."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import AUXILIARY, is_break, left_bound
from events.extraction.clauses import (
    Found,
    actors_between,
    agrees,
    carried,
    describes_noun,
    done_to,
    follows_side_and_verb,
    stands_free,
)
from events.extraction.document import ActorAt, Document
from events.extraction.earlier_subjects import announcer_before, as_one, main_before, pronoun_object, within_relative
from events.extraction.forms import Form
from events.extraction.main_clauses import goes_on_from_main
from events.extraction.marks import COMMAS
from events.extraction.other_subjects import named_otherwise, some_unit, told_otherwise, whoever
from events.extraction.relatives import antecedent, relative_of, struck_in_relative
from events.extraction.subject_choice import (
    body_behind,
    comes_of_it,
    free_groups,
    in_construct,
    of_others,
    several,
    unknown_side,
)
from events.extraction.subject_signs import (
    announces,
    before_relative,
    behind_title,
    continues_verb,
    described_men,
    described_side,
    first_joined,
    had_begun,
    had_done,
    joined_by_adverb,
    noun_follows_verb,
    object_by_case,
    only_adjuncts_between,
    owns_noun,
    takes_side,
)
from events.extraction.we import we

STRIKES = ("fight", "attack")
CHAIN = 4  # verbs that one subject is followed through


def subject_of(doc: Document, k: int, form: Form, stop: int) -> Found | None:
    """The subject of a finite verb at ``k`` whose place (or clause) begins at ``stop``."""
    if told := told_otherwise(doc, k, form):
        return told
    relative = antecedent(doc, k)
    if isinstance(relative, ActorAt):
        return Found(relative, "near")
    if form.per == "1":
        return we(doc, k)
    if left := whoever(doc, k, form):
        return left[0]
    if (side := had_done(doc, k, form)) is not None:
        return Found(side, "near")
    if of_others(doc, k, form, relative):
        return None
    if men := described_men(doc, k, form):
        return men
    after = [a for a in actors_between(doc, k + 1, before_relative(doc, k, stop)) if stands_free(a) and not a.conj]
    after = [a for a in after if not owns_noun(doc, k, a) and not object_by_case(doc, k, form, a)]
    after = [] if after and follows_side_and_verb(doc, after[0]) else after
    if not after and _nobody_known(doc, k, form):
        return None
    if after and form.num != "p" and doc.touching(k + 1, after[0].i):
        return Found(after[0], "near")  # right after its verb a name is the subject, whatever its gender
    if after and form.num != "p" and only_adjuncts_between(doc, k + 1, after[0].i):
        # "القسم الأكبر من قوات X": that is what it agrees with
        of_share = doc.norm(after[0].i - 1) in doc.words["from"]
        if of_share or agrees(form, after[0], before=False):
            return Found(after[0], "near")
    if not after and (main := goes_on_from_main(doc, k, form, _doer_of)):
        return main[0]
    return _subject_before(doc, k, form) or _subject_later(doc, k, form, after)


def _nobody_known(doc: Document, k: int, form: Form) -> bool:
    """Whether a noun that is no known side does it, told before this verb or before the one that it goes on from."""
    if doc.norm(k + 1) in doc.words["townspeople"] and form.num == "s":
        return True  # "استعاد X مدينة A. وأحبط أهالي B هجوما"
    if some_unit(doc, k):
        return True
    if not continues_verb(doc, k, form):
        return named_otherwise(doc, k) or unknown_side(doc, k, form) or body_behind(doc, k, form)
    before = next((m for m in range(k - 1, doc.bounds(k)[0], -1) if doc.finite(m) or is_break(doc, m)), None)
    return (
        before is not None
        and doc.finite(before) is not None
        and (named_otherwise(doc, before) or _unnamed_men(doc, before, form))
    )


def _unnamed_men(doc: Document, k: int, form: Form) -> bool:
    """ "إن القوة المدافعة عن X تراجعت وانسحبت": armed people of no known side do what the verb at ``k`` tells."""
    found = subject_of(doc, k, doc.finite(k), k + 1)
    return found is not None and found.actor.slug is None and agrees(form, found.actor, before=True)


def _subject_before(doc: Document, k: int, form: Form) -> Found | None:
    """The side of the clause before its verb; of a verb joined to the one before it, that verb's subject."""
    goes_on = continues_verb(doc, k, form) or joined_by_adverb(doc, k) or comes_of_it(doc, k, form)
    if goes_on:
        found = _continued(doc, k, form)
        if found:
            return found
        if (side := had_begun(doc, k, form)) is not None:
            return Found(side, "carried")
    before = k - 2 - (doc.norm(k - 2) in doc.words["itself"])  # "سبق لX نفسها أن سيطرت"
    dative = doc.actor_on.get(before) if doc.norm(k - 1) in doc.words["an"] else None
    if dative is not None and dative.prep == "ل":
        return Found(dative, "near")  # "سبق لX أن سيطر", also of no known side
    if side := described_side(doc, k, form):
        return side
    left = left_bound(doc, k)
    before = [a for a in actors_between(doc, left, k) if stands_free(a) and not struck_in_relative(doc, a)]
    if goes_on:
        before = [a for a in before if not in_construct(doc, a, left)] or before
    first = first_joined(doc, before)
    if (first and form.num in ("p", "d")) or (first and form.gen == "f" and first.agree == "f"):
        return Found(first, "near")
    if (
        before
        and before[-1].slug
        and doc.touching(before[-1].j, k)
        and not behind_title(doc, before[-1])
        and "و" not in form.pro
    ):
        return Found(first or before[-1], "near")  # "تحالف يضم X وY انتزع Z": the first of them leads
    for actor in reversed(before):
        if agrees(form, actor, before=True) and not behind_title(doc, actor) and not done_to(doc, actor):
            return Found(actor, "carried" if goes_on else "near")
    if form.num == "p" and before and before[-1].slug and several(doc, before[-1]):
        return Found(before[-1], "near")  # "الجيش وحلفاؤه قد بسطوا"
    return None


def _subject_later(doc: Document, k: int, form: Form, after: list[ActorAt]) -> Found | None:
    """The side that follows its verb at some distance, else the one that was spoken of before the clause."""
    if after and form.num != "p" and agrees(form, after[0], before=False):
        return Found(after[0], "near")
    if noun_follows_verb(doc, k):
        return None  # "أسقطتها المضادات": whoever stands there does it
    left = left_bound(doc, k)
    found = carried(doc, left - 1 if left else k, form)
    if found and announces(doc, found.actor, left - 1):
        return Found(found.actor, "near")
    return _who_drove_out(doc, k, form, found) or found


def _who_drove_out(doc: Document, k: int, form: Form, found: Found | None) -> Found | None:
    """ "طرد X قوات Y من A قبل أن يواصل تقدمه": who drives out is told of, not who is driven out, unless that is who
    has just been described ("Y الذين سيطروا").
    """
    if found is None or doc.norm(k - 1) not in doc.words["an"] | doc.words["after_which"]:
        return None
    verb = next((m for m in range(found.actor.i - 1, doc.bounds(k)[0] - 1, -1) if doc.finite(m)), None)
    if verb is None or not takes_side(doc, doc.finite(verb)):
        return _who_attacked(doc, form, found, verb)
    doer, done = doer_and_done(doc, verb, doc.finite(verb), left_bound(doc, k))
    drives = doer is not None and done is not None and done.actor is found.actor and doer.actor.slug
    return Found(doer.actor, "carried") if drives and agrees(form, doer.actor, before=True) else None


def _who_attacked(doc: Document, form: Form, found: Found, verb: int | None) -> Found | None:
    """ "قصف X مواقع Y قبل أن يسيطر على A": who attacks goes on, not whose positions they are."""
    m = found.actor.i - 1
    owned = doc.tokens[m].kind == "word" and not doc.mentioned(m) and doc.norm(m) not in doc.words["prepositions"]
    if verb is None or m <= verb or doc.verb_group(verb) not in STRIKES or not (owned or found.actor.prep == "ل"):
        return None
    by = subject_of(doc, verb, doc.finite(verb), m)
    known = by is not None and by.how == "near" and by.actor.slug and by.actor is not found.actor
    return Found(by.actor, "carried") if known and agrees(form, by.actor, before=True) else None


def _continued(doc: Document, k: int, form: Form, depth: int = CHAIN) -> Found | None:
    """The subject of the verb before in the sentence, where a verb at ``k`` goes on from it and agrees with it."""
    i, _ = doc.bounds(k)
    also = doc.norm(k - 1) in doc.words["and_then"]  # "كما سيطر على Y"
    for m in range(k - 1 - also, i - 1, -1):
        if is_break(doc, m) and doc.norm(m) not in doc.words["despite"]:
            return None
        before = doc.finite(m)
        if before is None or doc.group(before) == "be":
            continue
        if (opener := relative_of(doc, m)) is not None:
            if (side := within_relative(doc, k, form, m)) is not None:
                return side
            if opener == m - 1 or any(doc.tokens[n].text in COMMAS for n in range(m, k)):
                continue
        noun = doc.norm(m - 1) in doc.words["despite"] or doc.norm(m - 1) in doc.words["amid"]  # "رغم قصف نفذته X"
        if noun or describes_noun(doc, m):
            continue
        if depth == 0:
            return None
        found = _doer_of(doc, m, before, k, depth - 1)
        if found and (agrees(form, found.actor, before=True) or as_one(form, before, found, m)):
            known = found.actor.slug or (found.how == "near" and found.actor.people)  # "طرد رجال A داعش ودخلوا B"
            if known:
                return Found(found.actor, "carried")
        if not continues_verb(doc, m, before) and doc.group(before) not in AUXILIARY:
            return None
    return None


def _doer_of(doc: Document, k: int, form: Form, stop: int, depth: int = CHAIN) -> Found | None:
    """The subject of a verb at ``k``, where the side that the verb is done to is told from the one that does it."""
    if takes_side(doc, form) and form.vox != "p":
        subject, _ = doer_and_done(doc, k, form, stop, depth)
        return subject
    return subject_of(doc, k, form, stop)


def doer_and_done(
    doc: Document, k: int, form: Form, stop: int, depth: int = CHAIN
) -> tuple[Found | None, Found | None]:
    """(who drives out, who is driven out) for a verb at ``k`` whose clause ends at ``stop``.

    Two sides after the verb are subject and object. One alone is the object, its subject told before or not at all
    ("طردت X من Y": a passive). A verb that has neither an object nor its pronoun is a passive of what it agrees with.
    """
    groups = free_groups(doc, k, stop)
    if form.enc:
        doer = Found(groups[0], "near") if groups and form.num != "p" else _from_before(doc, k, form, depth)
        return doer, pronoun_object(doc, k, form.enc, doer)
    other = next((a for a in groups[1:] if a.slug is None or a.slug != groups[0].slug), None)
    if other is not None and form.num != "p":  # "طرد X، وعماده Y منه، تنظيم Z"
        return Found(groups[0], "near"), Found(other, "near")
    doer = _from_before(doc, k, form, depth)
    if not groups:
        return None, doer
    done = Found(groups[0], "near")
    if doer and doer.actor.slug == done.actor.slug:  # "هاجم X المدينة وطردوا المسلحين منها": others, of no name
        return (doer, Found(replace(done.actor, slug=None), "near")) if done.actor.anaphor else (None, done)
    return doer, done


def _from_before(doc: Document, k: int, form: Form, depth: int) -> Found | None:
    """The subject of a verb from what stands before it: the relative's noun, the clause's side, the verb before."""
    relative = antecedent(doc, k)
    if isinstance(relative, ActorAt):
        return Found(relative, "near")
    if form.per == "1":
        return we(doc, k)
    if continues_verb(doc, k, form):
        if main := goes_on_from_main(doc, k, form, _doer_of):
            return main[0]
        return _continued(doc, k, form, depth) or carried(doc, doc.bounds(k)[0] - 1, form)
    found = _subject_before(doc, k, form) or main_before(doc, k, form) or announcer_before(doc, k, form)
    return found or (_reported_on(doc, k, form, depth - 1) if depth else None)


def _reported_on(doc: Document, k: int, form: Form, depth: int) -> Found | None:
    """ "قال Z إن X سيطر على A وإنه طرد Y من B": the pronoun of "and that he" is who did what the report told before."""
    that = left_bound(doc, k) - 1
    if doc.norm(that)[:1] not in doc.words["and"] or doc.norm(that)[1:] not in doc.words["that_it"]:
        return None
    first = doc.sentences[doc.sentence_of[k]][0]
    verb = next((m for m in range(that - 1, first - 1, -1) if doc.finite(m) and not describes_noun(doc, m)), None)
    if verb is None or doc.verb_group(verb) in ("cite", "be") or relative_of(doc, verb) is not None:
        return None
    found = _doer_of(doc, verb, doc.finite(verb), that, depth)
    fits = found is not None and found.how == "near" and found.actor.slug and agrees(form, found.actor, before=True)
    return found if fits else None
