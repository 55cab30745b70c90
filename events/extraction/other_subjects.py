"""Subjects told otherwise than by a side beside its verb: "it is X who", "at the head of his forces"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clauses import Found, actors_between, agrees, exploiter, stands_free
from events.extraction.document import Document
from events.extraction.endings import LONG_PRONOUNS, PRONOUNS, TA_MARBUTA
from events.extraction.forms import Form
from events.extraction.other_topics import EITHER_OR
from events.extraction.proclitics import ARTICLE
from events.extraction.relatives import relative_of
from events.extraction.subject_signs import STOPS, before_relative, owns_noun

UNNAMED = ("the_latter", "prepositions", "plans", "not", "not_in_relative", "before_verb")
WITHOUT_ARMS = ("civilians", "crowds", "captives")
CLEFT = 12  # tokens from a verb to "it is", and back to "as for"
BETWEEN, SOME_OF = 3, 7  # words of a noun between "that" and its verb, alone or with "of" whom
WHOEVER = 7  # words between a verb and "whoever was left", and from there to the side
ATTACK = 12  # tokens from an attack to the verb that describes it
OBJECT = 5  # tokens from who makes an attack to its noun
OWNS = ("", "ل", "من")  # what stands before whose attack it was


def told_otherwise(doc: Document, k: int, form: Form) -> Found | None:
    """The subject of a verb at ``k`` where a cleft, a relative clause or a force that is led tells it."""
    if doc.norm(k + 1) in doc.words["in_its_course"] and (owner := whose_attack_it_was(doc, k)):
        return owner
    if (side := exploiter(doc, k)) is not None:
        return Found(side, "near")
    return _cleft(doc, k) or _of_resumed(doc, k, form) or _leading(doc, k) or _as_for(doc, k, form)


def whose_attack_it_was(doc: Document, k: int) -> Found | None:
    """ "هجوم لX على Y انتهى بـ", "في هجوم لX سيطرت خلاله على Y": whose attack the verb at ``k`` describes."""
    for m in range(k - 1, max(k - ATTACK, doc.bounds(k)[0]) - 1, -1):
        if doc.mentioned(m):
            continue
        word = doc.norm(m).lstrip("وف")
        word = word[1:] if word[:1] in doc.words["at"] and word not in doc.words["attack_nouns"] else word
        if word in doc.words["attack_nouns"] and not word.startswith("ال"):
            own = (doc.actor_on.get(n) for n in (m + 1, m + 2, m + 3))
            side = next((a for a in own if a is not None and a.slug and a.prep in OWNS), None)
            return Found(side, "near") if side is not None and side.j <= k else None
        if doc.finite(m) or doc.tokens[m].kind != "word" or word in doc.words["relatives"]:
            return None
    return None


def whose_attack_before(doc: Document, k: int) -> Found | None:
    """ "شن X هجوما على A. وأسفر الهجوم عن", "نفذ X عملية. وأدت العملية إلى": the one side that the sentence before
    tells to make the attack that the noun beside the verb at ``k`` goes back to, or the clause right before the verb
    ("العملية التي نفذها X أدت إلى"); not of one that was beaten back."""
    side = doc.actor_on.get(k - 1)
    if side is not None and side.slug and doc.norm(side.i - 2) in doc.words["relatives"] and _makes(doc, side.i - 1):
        return Found(side, "near") if _attack_near(doc, side.i - 2, side.j) else None
    number = doc.sentence_of[k] - 1
    if number < 0 or not any(doc.norm(m).startswith(ARTICLE) and _attack_at(doc, m) for m in (k - 1, k + 1)):
        return None
    first, stop = doc.sentences[number]
    if any(doc.verb_group(m) == "repel" for m in doc.having("verb", first, stop)):
        return None
    sides = [a for a in actors_between(doc, first, stop) if a.slug and stands_free(a) and not a.conj]
    made = [a for a in sides if any(_makes(doc, m) for m in (a.i - 1, a.j)) and _attack_near(doc, a.i, a.j)]
    return Found(made[0], "carried") if len({a.slug for a in made}) == 1 else None


def _makes(doc: Document, m: int) -> bool:
    """Whether a verb of making or beginning an attack stands at ``m``, also with its pronoun ("التي نفذها")."""
    form = doc.finite(m)
    group = doc.group(form) if form is not None and form.vox != "p" else None
    word = doc.norm(m).lstrip("وف")
    return group in ("attack", "begin", "fight") or not doc.words["carries_out"].isdisjoint((word, word[:-2]))


def _attack_near(doc: Document, i: int, j: int) -> bool:
    """Whether an attack or a campaign is told of a few words around tokens ``[i, j)``."""
    return any(_attack_at(doc, m) for m in (*range(max(i - ATTACK, 0), i), *range(j, j + OBJECT)))


def _attack_at(doc: Document, m: int) -> bool:
    attack = doc.norm(m) in doc.words["attack_nouns"] or doc.norm(m).removeprefix(ARTICLE) in doc.words["attack_nouns"]
    return attack or (m not in doc.actor_on and doc.match_noun(m, doc.lexicon.phrases["campaign"]) > 0)


def _of_resumed(doc: Document, k: int, form: Form) -> Found | None:
    """ "الطوق الذي فرضه X على A", "Y الذي طرده X": its pronoun is what is described, the side behind it does it."""
    side = doc.actor_on.get(k + 1) if form.enc and form.num == "s" and relative_of(doc, k) is not None else None
    return Found(side, "near") if side is not None and side.i == k + 1 and stands_free(side) else None


def _cleft(doc: Document, k: int) -> Found | None:
    """ "كانت X هي من سيطر على Y": the side before "it is … who"; "الذي سيطر على Y هو X": the side behind "it is"."""
    if named := _named_behind(doc, k):
        return named
    if (other := _not_he(doc, k)) is not None:
        return other
    if doc.norm(k - 1) not in doc.words["from"] or doc.norm(k - 2) not in doc.words["it_is"]:
        return None
    before = [a for a in actors_between(doc, doc.bounds(k)[0], k - 2) if stands_free(a)]
    return Found(before[-1], "near") if before and before[-1].slug else None


def _not_he(doc: Document, k: int) -> Found | None:
    """ "ليس X من سيطر على Y", "لم يكن X هو من سيطر عليها": somebody else did, and nobody is told."""
    m = k - 2 - (doc.norm(k - 2) in doc.words["it_is"])
    side = doc.actor_on.get(m) if doc.norm(k - 1) in doc.words["from"] else None
    if side is None or not side.slug:
        return None
    was = doc.finite(side.i - 1)
    no = side.i - 1 - (was is not None and doc.group(was) == "be")
    denied = doc.norm(no).lstrip("وف") in doc.words["not"] | doc.words["is_not"]
    return Found(replace(side, slug=None), "near") if denied else None


def _named_behind(doc: Document, k: int) -> Found | None:
    """ "الذي سيطر على Y هو X", "من انسحب منها هم مسلحو X": who did what the verb at ``k`` tells stands behind."""
    who = doc.norm(k - 1) in doc.words["relatives"] or doc.norm(k - 1).lstrip("و") in doc.words["from"]
    if not who or doc.norm(k - 1) in doc.words["what"]:
        return None
    first = k - 1 == doc.bounds(k)[0]
    if not (first or doc.norm(k - 2) in doc.words["complementizers"] or doc.tokens[k - 2].text == ":"):
        return None
    for m in range(k + 1, min(k + CLEFT, doc.bounds(k)[1])):
        if doc.finite(m) or doc.tokens[m].text in STOPS:
            return None
        side = doc.actor_on.get(m + 1) if doc.norm(m) in doc.words["it_is"] else None
        if side is not None and side.i == m + 1 and not side.prep:
            return Found(side, "near")
    return None


def _leading(doc: Document, k: int) -> Found | None:
    """ "دخل على رأس قواته X": who leads a force in is of its side."""
    led = doc.actor_on.get(k + 3) if doc.norm(k + 2) in doc.words["head_of"] else None
    return Found(led, "carried") if led is not None and led.slug and led.owner else None


def _as_for(doc: Document, k: int, form: Form) -> Found | None:
    """ "انسحبت X من A، أما Y فدخلت B", "أما Y فقد دخلت B": whom "as for" names does what stands behind its "fa-"."""
    indeed = doc.norm(k - 1) in doc.words["indeed"]
    if not indeed and "ف" not in form.pro:
        return None
    near = range(k - 1, max(doc.bounds(k)[0], k - CLEFT) - 1, -1)
    opens = next((m for m in near if doc.norm(m) in doc.words["as_for"] and EITHER_OR not in doc.tokens[m].text), None)
    side = doc.actor_on.get(opens + 1) if opens is not None else None
    if side is None or not side.slug or any(doc.finite(m) for m in range(side.j, k - indeed)):
        return None
    return Found(side, "near")


def whoever(doc: Document, k: int, form: Form) -> tuple[Found | None] | None:
    """ "انسحب من بقي من المدافعين", "غادرها أمس آخر من تبقى فيها من عناصر X": whoever was left did it, not the side of
    the verb before. The side it is told to be of, (None,) where it is of none; None where nobody is meant so.
    """
    if _last_of_theirs(doc, k):
        return (None,)
    words = range(k + 1, min(k + WHOEVER, len(doc.tokens) - 1))
    others = [m for m in words if m not in doc.date_on and doc.norm(m) not in doc.words["last"]]
    first = next((m for m in others[:2] if doc.norm(m) in doc.words["from"]), k)  # a pronoun may stand before: "منها"
    stays = doc.finite(first + 1) if first > k else None
    if stays is None or doc.group(stays) != "stay" or first + 1 in doc.place_on:
        return None
    named = actors_between(doc, first + 2, first + 2 + WHOEVER)
    of = [a for a in named if a.slug and doc.norm(a.i - 1) in doc.words["from"]]
    return (Found(of[0], "near") if of and form.num == "s" else None,)


def _last_of_theirs(doc: Document, k: int) -> bool:
    """ "غادرتها آخر سياراته", "انسحبت منها آخر آلياتهم": the last of somebody's vehicles, not who was spoken of."""
    near = range(k + 1, min(k + 3, len(doc.tokens)))
    last = next((m for m in near if doc.norm(m) in doc.words["last"]), len(doc.tokens))
    m = last + 1
    if m >= len(doc.tokens) or m in doc.actor_on or doc.tokens[m].text.endswith(TA_MARBUTA):
        return False  # "استعادت X راوة آخر بلدة"
    return doc.norm(m).endswith(tuple(PRONOUNS)) and not doc.mentioned(m)


def _people_who(doc: Document, k: int) -> bool:
    """ "شوهدت مئات العائلات وهي تغادر X", "مقابل 92 غادروا X", "أفرج X عن عشرات الأسرى غادروا Y", "لا أحد يخرج"."""
    if any(doc.norm(m) in doc.words["nobody"] and m not in doc.actor_on for m in (k - 1, k + 1)):
        return True
    right_before = any(doc.said(name, max(k - 1, doc.bounds(k)[0]), k) for name in WITHOUT_ARMS)
    if right_before and doc.finite(k).num == "p" and k - 1 not in doc.actor_on:
        return True
    if doc.tokens[k - 1].kind == "number" and k - 1 not in doc.date_on:
        first = doc.bounds(k)[0]
        return bool(doc.said("civilians", first, k)) and not any(m in doc.actor_on for m in range(k - 2, k))
    if doc.norm(k - 1) not in doc.words["and_they"]:
        return False
    people = doc.said("civilians", max(k - WHOEVER, doc.bounds(k)[0]), k - 1)
    return bool(people) and not any(m in doc.actor_on for m in range(people[-1], k - 1))


def named_otherwise(doc: Document, k: int) -> bool:
    """ "أفادوا بأن الحامية أخلت مقرها", "بأن محور المهرة سلّم X": a noun between "that" and its verb does it, and it
    is no side that is known; so do people without arms of whom a pronoun speaks on.
    """
    if _people_who(doc, k):
        return True
    near = range(k - 2, max(k - 2 - SOME_OF, -1), -1)
    that = next((m for m in near if doc.norm(m) in doc.words["complementizers"]), None)
    some = that is not None and doc.norm(that + 2) in doc.words["from"]  # "أن مراقبين من الأمم المتحدة دخلوا"
    if that is None or (that < k - 1 - BETWEEN and not some) or doc.norm(that).endswith(tuple(PRONOUNS)):
        return False
    if any(m in doc.actor_on or m in doc.date_on or doc.forms(m) for m in range(that + 1, k)):
        return False
    noun = doc.at(that + 1).kind == "word" and that + 1 not in doc.place_on
    theirs = any(doc.norm(m).endswith(LONG_PRONOUNS) for m in range(that + 1, k))  # "إن مجموعاتهم انسحبت"
    return noun and not theirs and not any(doc.norm(that + 1) in doc.words[name] for name in UNNAMED)


def people_behind_place(doc: Document, form: Form, start: int, stop: int) -> Found | None:
    """ "خرج من X نحو 300 مقاتل من Y": the people come after the place."""
    stop = before_relative(doc, start - 1, min(stop, start + 7))
    told = doc.words["complementizers"]  # "انسحب X من A بعد تأكيد Y أن مقاتليه دخلوا المدينة"
    stop = next((m for m in range(start, stop) if doc.norm(m) in told), stop)
    after = [a for a in actors_between(doc, start, stop) if stands_free(a) and a.people]
    after = [a for a in after if not owns_noun(doc, start - 1, a)]  # "غادر X المدينة قبل دخول الثوار", "بحماية رجال Y"
    return Found(after[0], "near") if after and agrees(form, after[0], before=False) else None


def doer_right_behind(doc: Document, form: Form, start: int, stop: int) -> Found | None:
    """ "دخل المدينة مسلحو X", "سيطرت على المقر أمس قوات Y": the doer right behind the place or the day, with no
    preposition.
    """
    while start < stop:
        dated = start in doc.date_on or (doc.norm(start) in doc.words["at"] and start + 1 in doc.date_on)
        if not (aside := int(dated) or doc.match(start, doc.lexicon.phrases["adverbs"])):
            break
        start += aside
    after = next(iter(actors_between(doc, start, min(stop, start + 2))), None)
    fits = after is not None and doc.touching(start, after.i) and stands_free(after) and not after.conj
    return Found(after, "near") if fits and form.num == "s" and agrees(form, after, before=False) else None


def some_unit(doc: Document, k: int) -> bool:
    """ "شارك لواء كان قد انسحب من X": a unit of no known side, which a clause with "had" describes."""
    m = k - 1 - (doc.norm(k - 1) in doc.words["qad"])
    was = doc.finite(m)
    if was is None or was.pro or doc.group(was) != "be" or doc.mentioned(m - 1):
        return False
    return doc.norm(m - 1) in doc.words["unit_heads"] | doc.words["another_of"]
