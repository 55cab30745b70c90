"""What stands around a side's name: its preposition, the share of the force meant, whether it only supports another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from events.extraction.before_sides import our_men_in
from events.extraction.clause_bounds import joined_to
from events.extraction.document import ActorAt, Document
from events.extraction.endings import SOUND_PLURALS, US
from events.extraction.forms import Form
from events.extraction.genders import EITHER
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.mentions import BEGINS, beginning_in
from events.extraction.side_names import MALE, ActorName
from events.extraction.whose_report import of_what
from events.extraction.word_readings import REPORTS

SUPPORT_REACH = 4
MEMBERS = 3  # words from "which takes in" to the first of a side's parts
STRIKES = ("fight", "attack", "siege", "expel")  # groups of verbs that are done to men
ADJECTIVES = ("ي", "يه")  # how an adjective of a land or a people ends
CROWDS = ("scores", "private_owners", "townspeople")  # words for a number of people, and for civilians
UNDER, STATE = 3, 12  # tokens of "under the control of", from there back to the "that" of its clause
LEDE = 70  # words of a headline and its first sentences


def scope_of(doc: Document, i: int, j: int, head: int | None) -> str | None:
    """The share of the force in tokens ``[i, j)``: a number, "hundreds", one group of them → partial; all, the last
    → all.
    """
    phrases = doc.lexicon.force_phrases
    definite = head is not None and doc.norm(head).lstrip("وفبلك").startswith("ال")
    for k in range(i, j):
        if doc.match(k, phrases["restrict"]):
            return "partial"
    for back in range(1, 5):
        k = i - back
        if k < 0 or doc.sentence_of[k] != doc.sentence_of[i] or doc.finite(k):
            break
        if doc.tokens[k].kind == "number" or doc.match(k, phrases["partial"]):
            return "all" if doc.match(k - 1, phrases["all"]) else "partial"  # "آخر دفعة"
        if doc.match(k, phrases["all"]):
            return "all"
        if back > 1 and doc.norm(k) in doc.words["prepositions"]:
            break
    if head is None:
        return None
    owned = any(rest in doc.lexicon.owned for _, rest, _ in doc.readings[head].sides)  # "مقاتليه"
    of = head + 1 + force_described(doc, head + 1)
    indefinite = not definite and not owned and doc.norm(of) in doc.words["some_of"]
    return "partial" if indefinite else "all"


def is_beside(doc: Document, i: int, j: int) -> bool:
    """Whether a word of support stands up to a few tokens before ("بدعم جوي من X", "ومعها X"), or behind what it is
    allied with ("وفصائل متحالفة معها")."""
    if doc.norm(j) in doc.words["allied"] and doc.norm(j + 1) in doc.words["with_it"]:
        return True
    if doc.norm(i - 1) in doc.words["along_with"] or doc.norm(i - 1).lstrip("وبل") in doc.words["aircraft"]:
        return True  # "X وطائرات Y دخلت A": aircraft take no place
    support = doc.lexicon.force_phrases["support"]
    near = ((k, length) for k in range(i - 1, max(i - 1 - SUPPORT_REACH, -1), -1) if (length := doc.match(k, support)))
    k, length = next(near, (i, 0))
    that = doc.words["complementizers"]  # "مراسلنا مع X المدعوم من Y بأن عناصره"
    apart = any(doc.tokens[m].text in "،,." or doc.finite(m) or doc.norm(m) in that for m in range(k, i))
    return length > 0 and not apart and not _men_anew(doc, i, k + length)


def joined(doc: Document, actors: Sequence[ActorAt]) -> list[ActorAt]:
    """The sides of a text, those marked that "and" joins to the one right before over quotation marks: "«X» و «Y»"."""
    found = list(actors[:1])
    for a, before in zip(actors[1:], actors, strict=False):
        quoted = not (a.conj or a.prep or before.prep) and doc.tokens[a.i - 1].text in QUOTES
        quoted = quoted and doc.norm(doc.word_before(a.i)) in doc.words["and"] and joined_to(doc, a.i) == before.j - 1
        found.append(replace(a, conj=True) if quoted else a)
    return found


def with_members(doc: Document, actors: Sequence[ActorAt]) -> list[ActorAt]:
    """The sides of a text, those told only as part of another marked so: "قسد، التي تضم فصائل كردية وعربية، سيطرت"."""
    found = [
        replace(a, beside=False) if before is not None and _behind_support(a, before) else a
        for a, before in zip(actors, (None, *actors), strict=False)
    ]
    for k in (k for a in actors if a.slug for k in range(a.j, a.j + 3) if doc.norm(k) in doc.words["has_members"]):
        if doc.norm(k - 1) not in doc.words["relatives"] and doc.tokens[k - 1].text not in COMMAS:
            continue
        n = bisect_right(found, k, key=BEGINS)
        n = n if n < len(found) and found[n].i <= k + MEMBERS else len(found)
        while n < len(found) and (found[n].i <= k + MEMBERS or found[n].conj) and not found[n].beside:
            if found[n].j < len(doc.tokens) and doc.sentence_of[found[n].i] != doc.sentence_of[k]:
                break
            found[n] = replace(found[n], beside=True)
            n += 1
            if n < len(found) and not (found[n].conj and found[n].i <= found[n - 1].j + 1):
                break
    return found


def _behind_support(actor: ActorAt, before: ActorAt) -> bool:
    """ "طردت X مدعومة بطيران Y Z من A": who stands right behind the side that supports does not support as well."""
    return actor.beside and before.beside and before.j == actor.i and not (actor.conj or actor.prep)


def _men_anew(doc: Document, i: int, start: int) -> bool:
    """ "طرد X بإسناد جوي كثيف عناصر Y": men behind words that only describe the support are another phrase."""
    apart = i > start and doc.norm(i - 1) not in doc.words["from"]
    plain = apart and not any(rest in doc.lexicon.force_heads for _, rest, _ in doc.readings[i - 1].sides)
    return plain and any(not on and rest in doc.lexicon.force_heads for on, rest, _ in doc.readings[i].sides)


def cited_by(doc: Document, k: int) -> int | None:
    """The verb whose subject a force at token ``k`` goes back to: the citing verb of the "that" right before it ("قال X
    إن قواته", "نفى X ذلك مؤكدا أن قواته") or before what it holds ("إن A تحت سيطرة قواته"), that of a noun of
    deed ("أقر X بانسحاب قواته"), the verb behind a contrast ("فيما سحب X قواته").
    """
    k -= doc.tokens[k - 1].text in QUOTES
    verbs = (m for m in range(k - 2, doc.bounds(k)[0] - 1, -1) if doc.finite(m))
    that = k - 1 if _holds(doc, k) is None else _holds(doc, k)
    if doc.norm(that) in doc.words["complementizers"]:
        told = [m for m in verbs if m < that and doc.verb_group(m) in REPORTS]
        return next((m for m in told if not of_what(doc, m)), told[0] if told else None)
    verb = next(verbs, None)
    told = doc.verb_group(verb) in REPORTS and any(f.pos == "vn" for f in doc.forms(k - 1))
    return verb if told or (verb is not None and contrasted(doc, verb)) else None


def _holds(doc: Document, k: int) -> int | None:
    """ "إن A لا تزال تحت سيطرة رجاله", "إن A بيد قواته": the "that" of a clause that puts a place under the force at
    ``k``; None where the clause tells of no such thing."""
    under = any(m + doc.match(m, doc.lexicon.phrases["under"]) == k for m in range(max(k - UNDER, 0), k))
    back = range(k - 1, max(k - STATE, doc.bounds(k)[0]) - 1, -1) if under else ()
    return next((m for m in back if doc.norm(m) in doc.words["complementizers"]), None)


def contrasted(doc: Document, verb: int) -> bool:
    """Whether a word of contrast stands before a verb, whose subject is then another ("فيما", "بينما كان قد")."""
    return any(doc.match(m, doc.lexicon.phrases["contrast"]) for m in range(max(verb - 3, 0), verb))


def quoted_by(doc: Document, actors: Sequence[ActorAt]) -> dict[int, str]:
    """ "وزارة الدفاع: وحداتنا غادرت X": who speaks before a colon is whose "our units" behind it are."""
    found: dict[int, str] = {}
    for ours in (a for a in actors if a.owner == US):
        first, _ = doc.bounds(ours.i)
        colon = next((m for m in range(ours.i - 1, first, -1) if doc.tokens[m].text == ":"), first)
        before = beginning_in(actors, first, colon)
        if side := next((a.slug for a in before if colon - 1 <= a.j <= colon and not a.owner), None):
            found[ours.i] = side
    return found


def agreement(doc: Document, i: int, own: str) -> str:
    """How the name at ``i`` agrees: its ``own`` gender, either where a feminine verb of saying stands right before a
    masculine one ("قالت الوفاق إنها"), or its men do ("اقتحم أبناؤكم في ألوية X", "سلّم قادة الحركة")."""
    forms, k = doc.forms(i - 1) if own == MALE and i else (), doc.word_before(i)
    she = any(f.asp == "p" and (f.gen, f.num) == ("f", "s") and not f.enc and doc.group(f) in REPORTS for f in forms)
    return EITHER if she or doc.norm(k) in doc.words["officers"] or our_men_in(doc, k) else own


def opposed_to(doc: Document, k: int) -> bool:
    """ "فيما انسحب المقاتلون", "بعد انسحاب المسلحين": set against the side that is told of before; "the gunmen"
    of whom a side tells ("قال متحدث باسم X إن المسلحين") are not its own.
    """
    gunmen = doc.norm(k) in doc.words["gunmen"] and doc.norm(k - 1) in doc.words["complementizers"]
    left = doc.norm(k - 1).lstrip("و") in doc.words["departures"] and doc.norm(k - 2).lstrip("و") in doc.words["since"]
    return left or gunmen or (doc.finite(k - 1) is not None and contrasted(doc, k - 1))


def of_two(doc: Document, head: int, k: int, is_head: bool) -> bool:
    """Whether a definite head and the noun at ``k`` are subject and object: "طرد الثوار عناصر X" (a definite noun owns
    nothing), "طرد المقاتلون الحوثيين" (a nominative is not described by an accusative), "طرد الجيش داعش".
    """
    one, two = doc.norm(head), doc.norm(k)
    parted = one.endswith("ون") and two.startswith("ال") and two.endswith("ين")
    m = head - 1
    while doc.tokens[m].text in QUOTES or m in doc.date_on:
        m -= 1
    form, bare = doc.finite(m), is_head and not two.startswith("ال")
    return (
        parted or (bare and (form is not None or k == head + 1)) or (form is not None and _struck(doc, form, head, k))
    )


def _struck(doc: Document, form: Form, head: int, k: int) -> bool:
    """ "طرد الجيش X", but "طرد الجيش التركي": whether a verb that is done to men stands before a definite head, and
    right behind that a name at ``k`` that is no adjective of it."""
    of_men = doc.group(form) in STRIKES or any(f.object for f in doc.lexicon.frames_of.get(form.lemma, ()))
    if k != head + 1 or not of_men:
        return False
    ends = SOUND_PLURALS if doc.norm(head).endswith(SOUND_PLURALS) else ADJECTIVES
    return not (doc.norm(k).startswith("ال") and doc.norm(k).endswith(ends))


def of_another_by_adjective(doc: Document, name: ActorName, behind: list[int]) -> bool:
    """ "فريق الدعم الطبي", "المعارضة التشادية", "وزارة الدفاع الروسية", "فصائل محلية": whether what names a side here,
    by itself or in this country only, is another's by its adjective, or of nobody's but a town.
    """
    if not behind:
        return False
    word, nations = doc.norm(behind[0]), doc.readings[behind[0]].nations
    relating = word.startswith("ال") and word.endswith(("ي", "يه"))
    abroad = word in doc.words["of_abroad"] or word in doc.words["of_one_town"]
    if not (relating or abroad or nations) or behind[0] in doc.date_on:
        return False
    alone = len(name.words) == 1
    if not (alone or all(code for code, _ in name.slugs)):
        return False
    everyday = relating and alone and name.words[0] in doc.words["everyday_names"]
    other = bool(nations and doc.country) and all(country != doc.country for country, _ in nations)
    return everyday or abroad or other


def a_people(doc: Document, actor: ActorAt) -> bool:
    """ "آلافا من الأكراد", "السكان الأكراد": a people's name behind a number, or behind civilians, is no army."""
    if actor.j != actor.i + 1 or doc.norm(actor.i) not in doc.words["peoples"]:
        return False
    k = actor.i - 1
    k -= doc.norm(k) in doc.words["from"]
    return doc.tokens[k].kind == "number" or any(doc.norm(k) in doc.words[name] for name in CROWDS)


def of_abroad(doc: Document, behind: list[int]) -> bool:
    """ "الجيش الأردني": whether the adjective behind a word that refers back is of a people without such a side."""
    return bool(behind) and doc.norm(behind[0]) in doc.words["of_abroad"]


def led_side(doc: Document, actors: Sequence[ActorAt]) -> str | None:
    """The side whose leader a text begins with ("فلان، قائد X"); None where it begins with none."""
    for actor in actors:
        if actor.i > LEDE:
            return None
        before = doc.norm(actor.i - 1)  # "فلان، المستشار السياسي لقائد X"
        if actor.slug and not actor.prep and (before in doc.words["leaders"] or before[1:] in doc.words["leaders"]):
            return actor.slug
    return None


def force_described(doc: Document, k: int) -> bool:
    """ "قوة كبيرة من X", "رتل عسكري لX", "وحدات خاصة تابعة لX": whether an adjective stands at ``k`` between an armed
    body and the "of" that its side follows; without one, another side does or suffers something."""
    if doc.norm(k) not in doc.words["of_armed_bodies"] or k + 1 >= len(doc.tokens):
        return False
    own = any(clitics.endswith("ل") for clitics, _, _ in doc.readings[k + 1].sides)
    return own or doc.norm(k + 1) in doc.words["from"] or doc.norm(k + 1) in doc.lexicon.force_phrases["links"]
