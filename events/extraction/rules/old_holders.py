"""Who had a place before it was taken: told after it, between verb and place, or before both."""

from __future__ import annotations

from events.extraction.clause_bounds import is_break, left_bound, right_bound
from events.extraction.clauses import Found, actors_between
from events.extraction.document import ActorAt, Document
from events.extraction.earlier_subjects import pronoun_object
from events.extraction.endings import PRONOUNS
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.referents import Hit, prep_at
from events.extraction.rules.sides import of_last_town, told_of_last, words_before
from events.extraction.subject_signs import continues_verb

WINDOW = 14
FROM = 5  # tokens from what somebody gives, its adjectives and "from" to who it is
NEAR = 6  # tokens from a fight or an attack to the side that it is fought against
ADDING = "م"  # participles of saying that open a clause
HOLDS = ("presence", "control")  # groups of verbs that tell who was in the place, or had taken it


def losing_after(doc: Document, start: int, gaining: Found | None) -> Found | None:
    """The old holder named after the place: "من (يد) X", "بعد انسحاب X", "بعد معارك مع X", "مكبدا X خسائر"."""
    _, stop = doc.bounds(start - 1)
    for m in range(start, min(stop, start + WINDOW)):
        actor = doc.actor_on.get(m)
        form = doc.finite(m)
        if (
            (form and continues_verb(doc, m, form) and not _goes_on_against(doc, m))
            or (is_break(doc, m) and (_adds(doc, m) or _elsewhere(doc, m)))
            or ((m in doc.date_on or m - 1 in doc.date_on) and _counted_from(doc, m))
        ):
            return None
        if not actor or actor.i != m or not actor.slug or (gaining and gaining.actor.slug == actor.slug):
            continue
        if _had_it(doc, start, actor) or left_or_fought(doc, start, actor):
            return Found(actor, "near")
    return None


def off_another(doc: Document, k: int, stop: int) -> bool:
    """ "X تسيطر على A من قوات Y": whether right behind the place of the verb at ``k`` stands from whom it is taken."""
    places = (place for m in range(k + 1, stop) if (place := doc.place_on.get(m)) is not None)
    behind = (doc.actor_on.get(place.j + 1) for place in places if doc.norm(place.j) in doc.words["from"])
    return any(side is not None and side.slug for side in behind)


def _elsewhere(doc: Document, m: int) -> bool:
    """ "سيطر X على A، في حين تدور معارك مع Y في B": another matter is opened by the clause that begins at ``m``."""
    return doc.norm(m) in doc.words["whereas"] or doc.norm(m + 1) in doc.words["while_then"]


def _counted_from(doc: Document, m: int) -> bool:
    """ "السيطرة على A بعد ثلاثة أيام من سيطرة X على B": the days before ``m`` are counted from another event."""
    return doc.norm(m) in doc.words["counted_from"] and any(f.pos == "vn" for f in doc.forms(m + 1))


def _goes_on_against(doc: Document, m: int) -> bool:
    """ "وكبدت X خسائر", "معارك كر وفر مع X": a word joined by "and" at ``m`` that goes on telling of the fight."""
    return doc.norm(m).lstrip("و") in doc.words["strikes"] or doc.norm(m - 1) in doc.words["to_and"]


def _had_it(doc: Document, start: int, actor: ActorAt) -> bool:
    """Whether the words between the place and a side say that the place was its own."""
    if _holder_clause(doc, start, actor):
        return True
    before, second = words_before(doc, actor.i)
    words = doc.words
    if actor.prep in words["from"] and not actor.beside and second not in words["fights"]:
        return not _given_by(doc, start, actor.i)
    if before in words["former"] and (second in words["from"] or _from_under(doc, actor.i)):
        return True
    if before in words["at_cost"] and second in words["slot_upon"]:
        return True
    stronghold = any(doc.match(x, doc.lexicon.phrases["stronghold"]) for x in range(max(start, actor.i - 2), actor.i))
    return stronghold or (before in words["positions"] and second in words["last"])  # "آخر مواقع X"


def _given_by(doc: Document, start: int, i: int) -> bool:
    """ "تحت غطاء جوي من X", "بطلب من X", "على مسافة قريبة من X": "from" before the side at ``i`` goes with a noun of
    what X gave, and not with the place.
    """
    for m in range(doc.word_before(i) - 1, max(start, i - FROM) - 1, -1):
        word = doc.norm(m)
        if doc.mentioned(m) or word.startswith("ال") or doc.tokens[m].kind != "word" or word in doc.words["from"]:
            return False
        if not doc.words["given_by"].isdisjoint((word, word[1:] if word[0] in "وبل" else word)):
            return True
    return False


def at_its_cost(doc: Document, start: int, gaining: Found) -> bool:
    """ "استعاد A من X", "تقدم في A على حساب X", where only a reference says that X took it: whether the words behind
    the place tell that the same side lost it.
    """
    if gaining.how == "near" and not gaining.actor.anaphor:
        return False
    lost = losing_after(doc, start, None)
    return lost is not None and lost.actor.slug == gaining.actor.slug and _had_it(doc, start, lost.actor)


def _from_under(doc: Document, m: int) -> bool:
    """ "من تحت سيطرة X", "من بين أيدي X": "from" two words before what is X's."""
    before = [doc.norm(n) for n in range(m - 1, max(m - 5, 0), -1) if doc.tokens[n].text not in QUOTES][1:3]
    return len(before) == 2 and before[0] in doc.words["under_or_between"] and before[1] in doc.words["from"]


def left_or_fought(doc: Document, start: int, actor: ActorAt) -> bool:
    """ "بعد انسحاب X", "بعد انسحاب مفاجئ لX", "بعد معارك مع X": who had the place that was taken then."""
    words = doc.words
    before, _ = words_before(doc, actor.i)
    one = before.lstrip("و")
    if departed(doc, actor):
        return True
    if (not actor.prep and not words["drives_out"].isdisjoint((one, _stem(one)))) or one in words["strikes"]:
        return True  # "بعد طردها X", "طاردة X منها", "مكبدة X خسائر"
    return _fought(doc, start, actor) or _broken(doc, start, actor)


def departed(doc: Document, actor: ActorAt) -> bool:
    """ "بعد انسحاب X", "بعد انسحاب مفاجئ لX": who went away, and so is not besieged in the place."""
    words = doc.words
    before, second = words_before(doc, actor.i)
    one, two = before.lstrip("و"), second.lstrip("و")
    if actor.prep == "ل" and not words["departures"].isdisjoint((one, two)):
        return True
    return one in words["departures"] or (two in words["departures"] and before in words["departing"])


def _stem(word: str) -> str:
    return next((word.removesuffix(ending) for ending in PRONOUNS if word.endswith(ending)), word)


def _fought(doc: Document, start: int, actor: ActorAt) -> bool:
    """ "بعد معارك (كر وفر) مع X", "في معركتها ضد X", "مواجهات بينها وبين X", "هجوم على مواقع X"."""
    words, near = doc.words, range(max(start, actor.i - NEAR), actor.i)
    if any(doc.norm(x) in words["distracted"] for x in near):
        return False  # "مستغلا انشغال خصومه بالحرب مع X"
    held = doc.norm(actor.i - 1) in words["positions"]
    upon = actor.prep in words["slot_upon"] or (held and doc.norm(actor.i - 2) in words["slot_upon"])
    if upon:
        return any(_stem(doc.norm(x).lstrip("وب")) in words["attacks"] for x in near)
    both = actor.prep in words["between"] and doc.norm(actor.i - 2).removesuffix("ها") in words["between"]
    return (actor.prep in words["against"] or both) and any(
        not {(word := doc.norm(x).lstrip("وب")), _stem(word), word.removeprefix("ال")}.isdisjoint(words["fights"])
        for x in near
    )


def _broken(doc: Document, start: int, actor: ActorAt) -> bool:
    """ "بعد انهيار دفاعات X", "بعد كسر خطوط دفاع X", "بعد مقتل عشرات من مسلحي X": whose lines and men gave way."""
    near = [doc.norm(x) for x in range(max(start, actor.i - NEAR), actor.i)]
    lines = not actor.prep and near[-1:] and near[-1] in doc.words["front_lines"]
    nouns = doc.words["breaking"] if lines else doc.words["struck_down"] if actor.people else frozenset()
    broke = next((n for n, word in enumerate(near) if word in nouns), 0)
    return broke > 0 and near[broke - 1].lstrip("و") in doc.words["since"]


def old_holder(doc: Document, k: int, hits: list[Hit], gaining: Found | None) -> Found | None:
    """Who had the place: named after it, or whose positions in it were taken ("سيطر على مواقع X في Y"), or who was
    fought before it was ("بعد معارك مع X، سيطر Y على Z").
    """
    after = losing_after(doc, hits[-1].stop, gaining)
    if after is not None:
        return after
    own = gaining.actor.slug if gaining else None
    if given := _taken_off(doc, k, hits[0].place.i, gaining):
        return given
    for actor in actors_between(doc, k + 1, hits[0].place.i):
        if actor.slug and actor.slug != own and actor.prep in doc.words["from"] and _right_after(doc, k, actor.i):
            return Found(actor, "near")  # "انتزعت من X مدينة Y"
        before, second = words_before(doc, actor.i)
        if actor.slug and actor.slug != own and before in doc.words["former"] and second in doc.words["from"]:
            return Found(actor, "near")  # "سقطت من يد X مدينة Y"
        held = before.removeprefix("و").removeprefix("ال")
        if actor.slug and actor.slug != own and held in doc.words["positions"]:
            return Found(actor, "near")
        if own and actor.slug and actor.slug != own and actor.i > k + 1 and left_or_fought(doc, k + 1, actor):
            return Found(actor, "near")  # "سيطر X، بعد انسحاب Y، على Z"
    return _fought_before(doc, k, own) if own else None


def _taken_off(doc: Document, k: int, place: int, gaining: Found | None) -> Found | None:
    """ "أخذ منه أمس X", "سلخ X عن Y مدينة Z": of whom a verb at ``k`` says that the place was taken off him."""
    strips = any(f.lemma in doc.words["strips"] for f in doc.forms(k))
    of = doc.words["gives_up_of"] if strips else doc.words["from"]
    for m in range(k + 1, place):
        code = prep_at(doc, m, of)
        if code and not strips and not _right_after(doc, k, m):
            return None  # "تحرير عدة قرى، ومنها X": among them
        if code and (found := pronoun_object(doc, k, code, gaining)):
            return found
    own = gaining.actor.slug if gaining else None
    named = actors_between(doc, k + 1, right_bound(doc, k)) if strips else ()
    return next((Found(a, "near") for a in named if a.slug not in (None, own) and a.prep in of), None)


def _fought_before(doc: Document, k: int, own: str) -> Found | None:
    """ "بعد معارك عنيفة مع X، سيطر Y على Z": what opens the clause of a gain at ``k``, no verb between."""
    first = left_bound(doc, k)
    if doc.norm(first).lstrip("و") not in doc.words["after"]:
        return None
    for actor in actors_between(doc, first, k):
        if actor.slug and actor.slug != own and left_or_fought(doc, first, actor):
            return None if any(doc.finite(m) for m in range(first, actor.i)) else Found(actor, "near")
    return None


def _right_after(doc: Document, k: int, i: int) -> bool:
    """Whether nothing but sides, days and "from" stands between a verb at ``k`` and the side at ``i``."""
    between = (m for m in range(k + 1, i) if m not in doc.actor_on and m not in doc.date_on)
    return all(doc.tokens[m].text in QUOTES or doc.norm(m) in doc.words["from"] for m in between)


def _adds(doc: Document, m: int) -> bool:
    """ "حررت العشائر X، مشددا على انسحاب Y": the speaker goes on to another matter in the clause from ``m``."""
    return doc.norm(m).startswith(ADDING) and doc.tokens[m - 1].text in COMMAS


def _holder_clause(doc: Document, start: int, actor: ActorAt) -> bool:
    """ "التي بقيت تحت سيطرة X", "الخاضعة لX", "التي يتواجد فيها X", "التي كان X يسيطر عليها", "بعد أن كانت بيد X": a
    clause after the place says who is in it.
    """
    m, words = actor.i, doc.words
    others = (place for x in range(start, m) if (place := doc.place_on.get(x)) is not None and place.i == x)
    if any(place.j < m and _opens_holding(doc, place.j) for place in others):
        return False  # "سيطر X على A التي نزح إليها آلاف من B الخاضعة لY"
    under = any(doc.match(x, doc.lexicon.phrases["under"]) for x in range(max(start, m - 3), m))
    subject = doc.norm(m - 1).startswith(tuple(words["subject_stems"])) and actor.prep == "ل"
    verbs = [doc.finite(x) for x in range(max(start, m - 3), m)]
    present = any(form and (doc.group(form) == "presence" or form.lemma in words["control_verb"]) for form in verbs)
    if under or subject or present:
        held = any(_opens_holding(doc, x) for x in range(start, m)) or told_of_last(doc, start, m + 1)
        beside = not any(x in doc.place_on or doc.finite(x) for x in range(start, m))
        return held or (beside and of_last_town(doc, start - 1, m))
    return not actor.prep and _has_or_took(doc, start, actor)


def _opens_holding(doc: Document, x: int) -> bool:
    """ "which", "subject to", "(after) it had been" at token ``x``; "ما زالت" is no "which"."""
    if doc.norm(x) in doc.words["what"] and doc.verb_group(x + 1) == "stay":
        return False
    word, form = doc.norm(x), doc.finite(x)
    was = form is not None and _is_be(doc, x) and form.asp == "p" and doc.norm(x - 1) in doc.words["an"]
    return was or word in doc.words["relatives"] or word.startswith(tuple(doc.words["held_stems"]))


def _has_or_took(doc: Document, start: int, actor: ActorAt) -> bool:
    """ "التي استولى عليها X", "التي كان X قد احتلها", "التي كان X يتحصن بها", "التي اتخذها X مقرا": whose it was, in a
    clause that nothing else stands in.
    """
    small = doc.words["of_the_place"]
    i, j = actor.i - 1, actor.j
    while doc.norm(j) in small:
        j += 1
    near = [m for m in (i, i - 1, j) if _of_having(doc, m)]
    while i > start and (doc.norm(i) in small or _of_having(doc, i) or doc.verb_group(i) == "be"):
        i -= 1
    return bool(near) and i >= start and (_opens_holding(doc, i) or told_of_last(doc, start, actor.i + 1))


def _is_be(doc: Document, m: int) -> bool:
    form = doc.finite(m)
    return form is not None and doc.group(form) == "be"


def _of_having(doc: Document, m: int) -> bool:
    form = doc.finite(m)
    return doc.norm(m) in doc.words["took_as"] or (form is not None and doc.group(form) in HOLDS)
