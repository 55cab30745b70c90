"""Who does what a verb tells: the side after or before it, the one that goes on from the verb before, the speaker."""

from __future__ import annotations

from events.extraction.adjuncts import cites_as, gap
from events.extraction.clauses import (
    AUXILIARY,
    Found,
    actors_between,
    agrees,
    carried,
    describes_noun,
    done_to,
    is_break,
    left_bound,
    stands_free,
)
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.forms import Form
from events.extraction.marks import QUOTES
from events.extraction.other_subjects import named_otherwise, told_otherwise, whoever
from events.extraction.relatives import antecedent, side_described_before

STOPS = frozenset((".", "..", "...", "…", ":", "؛", ";"))
CHAIN = 4  # verbs that one subject is followed through


def subject_of(doc: Document, k: int, form: Form, stop: int) -> Found | None:
    """The subject of a finite verb at ``k`` whose place (or clause) begins at ``stop``."""
    relative = antecedent(doc, k)
    if isinstance(relative, ActorAt):
        return Found(relative, "near")
    if form.per == "1":
        return speaker(doc, k)
    if told := told_otherwise(doc, k):
        return told
    if left := whoever(doc, k, form):
        return left[0]
    if _of_others(doc, k, form, relative):
        return None
    after = [a for a in actors_between(doc, k + 1, before_relative(doc, k, stop)) if stands_free(a) and not a.conj]
    after = [a for a in after if not _owns(doc, k, a)]
    if not after and _nobody_known(doc, k, form):
        return None
    if after and form.num != "p" and doc.touching(k + 1, after[0].i):
        return Found(after[0], "near")  # right after its verb a name is the subject, whatever its gender
    if after and form.num != "p" and _adjacent(doc, k + 1, after[0].i):
        # "القسم الأكبر من قوات X": that is what it agrees with
        of_share = doc.norm(after[0].i - 1) in doc.words["from"]
        if of_share or agrees(form, after[0], before=False):
            return Found(after[0], "near")
    return _subject_before(doc, k, form) or _subject_later(doc, k, form, after)


def _of_others(doc: Document, k: int, form: Form, relative: ActorAt | PlaceAt | None) -> bool:
    """ "الحراس الذين اضطروا إلى الانسحاب": people who are of no known side did it, whoever was spoken of."""
    return relative is None and form.num == "p" and form.gen == "m" and doc.norm(k - 1) in doc.words["relatives"]


def _nobody_known(doc: Document, k: int, form: Form) -> bool:
    """Whether a noun that is no known side does it, told before this verb or before the one that it goes on from."""
    if not joined(doc, k, form):
        return named_otherwise(doc, k)
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


def _owns(doc: Document, k: int, actor: ActorAt) -> bool:
    """Whether a side behind a verb at ``k`` only owns a noun: "يستعيد آخر جيوب X", "سيطرت عليه بعد انسحاب مسلحي X"."""
    m = actor.i - 1
    while m > k and doc.tokens[m].text in QUOTES:
        m -= 1
    held = doc.norm(m) in doc.words["positions"] or doc.match(m, doc.lexicon.phrases["stronghold"])
    done = doc.norm(m) in doc.words["departures"] or any(f.pos == "vn" and not f.definite for f in doc.forms(m))
    if doc.norm(m - 1) in doc.words["without"] and doc.norm(m) in doc.words["unfought"]:
        return False  # "دخلت دون قتال قوات X"
    return m > k and m not in doc.actor_on and m not in doc.date_on and (bool(held) or done)


def before_relative(doc: Document, k: int, stop: int) -> int:
    """Where a relative clause begins behind a verb at ``k``: a side in it ("أخلى X الذي دخله Y") is not its subject."""
    relatives = (m for m in range(k + 1, stop) if doc.norm(m) in doc.words["relatives"] and m not in doc.actor_on)
    return next(relatives, stop)


def _subject_before(doc: Document, k: int, form: Form) -> Found | None:
    """The side of the clause before its verb; of a verb joined to the one before it, that verb's subject."""
    if joined(doc, k, form):
        found = continued(doc, k, form)
        if found:
            return found
    before = k - 2 - (doc.norm(k - 2) in doc.words["itself"])  # "سبق لX نفسها أن سيطرت"
    dative = doc.actor_on.get(before) if doc.norm(k - 1) in doc.words["an"] else None
    if dative is not None and dative.prep == "ل" and dative.slug:
        return Found(dative, "near")  # "سبق لX أن سيطر"
    if side := _described_before(doc, k, form):
        return side
    left = left_bound(doc, k)
    before = [a for a in actors_between(doc, left, k) if stands_free(a)]
    first = _first_joined(doc, before)
    if (first and form.num in ("p", "d")) or (first and form.gen == "f" and first.agree == "f"):
        return Found(first, "near")
    if (
        before
        and before[-1].slug
        and doc.touching(before[-1].j, k)
        and not _is_genitive(doc, before[-1])
        and "و" not in form.pro
    ):
        return Found(first or before[-1], "near")  # "تحالف يضم X وY انتزع Z": the first of them leads
    for actor in reversed(before):
        if agrees(form, actor, before=True) and not _is_genitive(doc, actor) and not done_to(doc, actor):
            return Found(actor, "near")
    if form.num == "p" and before and before[-1].slug and _with_others(doc, before[-1].j):
        return Found(before[-1], "near")  # "الجيش وحلفاؤه قد بسطوا"
    return None


def _described_before(doc: Document, k: int, form: Form) -> Found | None:
    """ "قوات X، التي تقاتل Y منذ أشهر، سيطرت": the verb is of the side that the relative clause before it describes."""
    side = side_described_before(doc, k)
    fits = side is not None and agrees(form, side, before=True) and not _is_genitive(doc, side)
    return Found(side, "near") if fits else None


def _with_others(doc: Document, k: int) -> bool:
    """Whether "and" joins another noun to what ends before token ``k``."""
    return doc.norm(k)[:1] == "و" and len(doc.norm(k)) > 3 and not doc.forms(k)


def _first_joined(doc: Document, before: list[ActorAt]) -> ActorAt | None:
    """The first of the sides that "and" joins before a verb ("X وY وZ حررت"), None where the last stands alone.

    A verb or a stop between two of them begins another clause.
    """
    n = len(before) - 1
    while n > 0 and before[n].conj and not _parted(doc, before[n - 1].j, before[n].i):
        n -= 1
    return before[n] if before and n < len(before) - 1 and before[n].slug else None


def _parted(doc: Document, i: int, j: int) -> bool:
    return any(doc.finite(m) or doc.tokens[m].text in STOPS for m in range(i, j))


def _subject_later(doc: Document, k: int, form: Form, after: list[ActorAt]) -> Found | None:
    if after and form.num != "p" and agrees(form, after[0], before=False):
        return Found(after[0], "near")
    if _noun_follows(doc, k):
        return None  # "أسقطتها المضادات": whoever stands there does it
    left = left_bound(doc, k)
    found = carried(doc, left - 1 if left else k, form)
    if found and _announces(doc, found.actor, left - 1):
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
        return None
    doer, done = doer_and_done(doc, verb, doc.finite(verb), left_bound(doc, k))
    drives = doer is not None and done is not None and done.actor is found.actor and doer.actor.slug
    return Found(doer.actor, "carried") if drives and agrees(form, doer.actor, before=True) else None


def _noun_follows(doc: Document, k: int) -> bool:
    """Whether a plain noun with the article stands right after a verb that carries its object ("أسقطتها المضادات")."""
    form, word = doc.finite(k), doc.norm(k + 1)
    taken = k + 1 in doc.place_on or k + 1 in doc.actor_on or k + 1 in doc.date_on
    plain = word.startswith("ال") and not taken and not doc.forms(k + 1) and doc.tokens[k + 1].kind == "word"
    return bool(form and form.enc) and plain and word not in doc.words["relatives"] and form.num == "s" and not any(
        doc.match(k + 1, doc.lexicon.phrases[name]) for name in ("adverbs", "full"))  # fmt: skip


def joined(doc: Document, k: int, form: Form) -> bool:
    """Whether a verb goes on from the one before it: "وسيطرت", "ثم دخلت"."""
    before = doc.norm(k - 1)
    return bool({"و", "ف"} & set(form.pro)) or before == "و" or before.lstrip("و") in doc.words["and_then"]


def continued(doc: Document, k: int, form: Form, depth: int = CHAIN) -> Found | None:
    """The subject of the verb before in the sentence, where a verb at ``k`` goes on from it and agrees with it."""
    i, _ = doc.bounds(k)
    for m in range(k - 1, i - 1, -1):
        if is_break(doc, m) and doc.norm(m) not in doc.words["despite"]:
            return None
        before = doc.finite(m)
        if before is None or doc.norm(m - 1) in doc.words["relatives"] or doc.group(before) == "be":
            continue
        noun = doc.norm(m - 1) in doc.words["despite"] or doc.norm(m - 1) in doc.words["amid"]  # "رغم قصف نفذته X"
        if noun or describes_noun(doc, m):
            continue
        if depth == 0:
            return None
        found = doer_of(doc, m, before, k, depth - 1)
        if found and found.actor.slug and agrees(form, found.actor, before=True):
            return Found(found.actor, "carried")
        if not joined(doc, m, before) and doc.group(before) not in AUXILIARY:
            return None
    return None


def doer_of(doc: Document, k: int, form: Form, stop: int, depth: int = CHAIN) -> Found | None:
    """The subject of a verb at ``k``, where the side that the verb is done to is told from the one that does it."""
    if takes_side(doc, form) and form.vox != "p":
        subject, _ = doer_and_done(doc, k, form, stop, depth)
        return subject
    return subject_of(doc, k, form, stop)


def takes_side(doc: Document, form: Form) -> bool:
    """Whether the direct object of a verb is a side ("طرد X من Y")."""
    return any(frame.object == "losing" for frame in doc.lexicon.frames_of.get(form.lemma, ()))


def doer_and_done(
    doc: Document, k: int, form: Form, stop: int, depth: int = CHAIN
) -> tuple[Found | None, Found | None]:
    """(who drives out, who is driven out) for a verb at ``k`` whose clause ends at ``stop``.

    Two sides after the verb are subject and object. One alone is the object, its subject told before or not at all
    ("طردت X من Y": a passive). A verb that has neither an object nor its pronoun is a passive of what it agrees with.
    """
    groups = _free_groups(doc, k, stop)
    if form.enc:
        doer = Found(groups[0], "near") if groups and form.num != "p" else _from_before(doc, k, form, depth)
        return doer, _pronoun_object(doc, k, form.enc, doer)
    other = next((a for a in groups[1:] if a.slug is None or a.slug != groups[0].slug), None)
    if other is not None and form.num != "p":  # "طرد X، وعماده Y منه، تنظيم Z"
        return Found(groups[0], "near"), Found(other, "near")
    doer = _from_before(doc, k, form, depth)
    if not groups:
        return None, doer
    done = Found(groups[0], "near")
    return (None if doer and doer.actor.slug == done.actor.slug else doer), done


def _pronoun_object(doc: Document, k: int, code: str, doer: Found | None) -> Found | None:
    """Whom the pronoun on a verb stands for: the side spoken of last that fits it and is not the doer."""
    own = doer.actor.slug if doer else None
    found = carried(doc, k - 1, None, code)
    if found and found.actor.slug != own:
        return found
    i, _ = doc.bounds(k)
    others = [a for a in actors_between(doc, i, k) if a.slug and a.slug != own and not a.beside]
    return Found(others[-1], "carried") if others else None


def _from_before(doc: Document, k: int, form: Form, depth: int) -> Found | None:
    """The subject of a verb from what stands before it: the relative's noun, the clause's side, the verb before."""
    relative = antecedent(doc, k)
    if isinstance(relative, ActorAt):
        return Found(relative, "near")
    if joined(doc, k, form):
        return continued(doc, k, form, depth) or carried(doc, doc.bounds(k)[0] - 1, form)
    return _subject_before(doc, k, form) or _main_before(doc, k, form)


def _main_before(doc: Document, k: int, form: Form) -> Found | None:
    """ "دخل X المدينة بعد أن طرد Y منها": the side that the sentence began with, where it fits the verb."""
    after = doc.norm(k - 1) in doc.words["an"] and doc.norm(k - 2).lstrip("و") in doc.words["before_an"]
    if not after and doc.norm(k - 1).lstrip("و") not in doc.words["after_which"] | doc.words["at_which"]:
        return None
    first = doc.bounds(k)[0]
    free = [a for a in actors_between(doc, first, k - 1) if stands_free(a)]
    fits = free and free[0].slug and agrees(form, free[0], before=True)
    return Found(free[0], "carried") if fits else None


def _free_groups(doc: Document, k: int, stop: int) -> list[ActorAt]:
    """The free-standing sides after a verb up to the next verb, the first of each that are joined by "and"."""
    end = next((m for m in range(k + 1, stop) if doc.finite(m) and not cites_as(doc, m)), stop)
    found = [a for a in actors_between(doc, k + 1, end) if stands_free(a) or a.prep == ""]
    return [a for a in found if not a.beside and not a.conj]


def speaker(doc: Document, k: int) -> Found | None:
    """ "X: استعدنا Y": we are the side that speaks, the last one named as a subject before the verb."""
    number = doc.sentence_of[k]
    for back in range(3):
        if number - back < 0:
            return None
        i, j = doc.sentences[number - back]
        free = [a for a in actors_between(doc, i, min(j, k)) if a.slug and stands_free(a)]
        said = [a for a in actors_between(doc, i, min(j, k)) if a.slug and not a.beside]
        if free or said:
            return Found((free or said)[0], "carried")
    return None


def _announces(doc: Document, actor: ActorAt, that: int) -> bool:
    """ "أعلن X أنه سيطر": the pronoun at ``that`` is the side that speaks, where its name follows the citing verb."""
    if doc.norm(that) not in doc.words["that_it"] or doc.sentence_of[that] != doc.sentence_of[actor.i]:
        return False
    verb = next((m for m in range(that - 1, doc.bounds(that)[0] - 1, -1) if doc.finite(m)), None)
    said = verb is not None and doc.group(doc.finite(verb)) == "cite"
    return said and stands_free(actor) and verb < actor.i and doc.touching(verb + 1, actor.i)


def _adjacent(doc: Document, i: int, j: int) -> bool:
    """Whether nothing but adjuncts, dates and small words stands between a verb and its subject."""
    words = gap(doc, i, j)
    upon = any(doc.norm(k) in doc.words["slot_upon"] for k in words)  # "يسيطر على مقار X": whose they are
    return len(words) <= 4 and not upon and not any(k in doc.place_on for k in words)


def _is_genitive(doc: Document, actor: ActorAt) -> bool:
    """A side after the title of a person ("قائد الجيش") is not the subject."""
    return (
        doc.match(actor.i - 1, doc.lexicon.phrases["sources"]) > 0
        and doc.norm(actor.i - 1) not in doc.words["statement"]
    )
