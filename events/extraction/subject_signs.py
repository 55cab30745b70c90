"""What tells whether a side is the subject of a verb: what lies between them, whose noun it is, what "and" joins."""

from __future__ import annotations

from events.extraction.adjuncts import gap
from events.extraction.clauses import Found, agrees, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import ACCUSATIVE as INDEFINITE
from events.extraction.endings import OF_PLACES, PRONOUNS, TA_MARBUTA, US
from events.extraction.forms import Form
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import prep_at
from events.extraction.relatives import is_auxiliary, side_described_before

ACCUSATIVE, NOMINATIVE = "ين", ("ون", "و")  # the endings of such plurals
STOPS = frozenset((".", "..", "...", "…", ":", "؛", ";"))
SLOTS = ("slot_upon", "slot_in", "from", "slot_to", "slot_of")  # prepositions of places
DEED = ("و", "م")  # what "and" on a verb, and a participle, begin with
PARTICIPLE = 4  # letters of a participle, at least
OF_STATE = (TA_MARBUTA, INDEFINITE[0])  # how a participle that tells in what state something was done ends

OURS = "نا"  # the pronoun on a newsroom's own people
OPENING = 7  # tokens of an adverb that opens a clause before its verb


def owns_noun(doc: Document, k: int, actor: ActorAt) -> bool:
    """Whether a side behind a verb at ``k`` only owns a noun: "يستعيد آخر جيوب X", "سيطرت عليه بعد انسحاب مسلحي X",
    "تحقق بتحرير Y من قبضة X"."""
    m = actor.i - 1
    while m > k and doc.tokens[m].text in QUOTES:
        m -= 1
    if m <= k or m in doc.actor_on or m in doc.date_on:
        return False
    word = doc.norm(m)
    if word in doc.words["unfought"] and doc.norm(m - 1) in doc.words["without"]:
        return False  # "دخلت دون قتال قوات X"
    if word in doc.lexicon.light["nouns"] and m == k + 1 and doc.verb_group(k) == "leave":
        return False  # "انحسرت سيطرة X عن Y"
    if any(word in doc.words[name] for name in ("positions", "departures", "in_company", "hands")):
        return True
    deed = any(f.pos == "vn" and not f.definite for f in doc.forms(m))
    return deed or doc.match(m, doc.lexicon.phrases["stronghold"]) > 0


def object_by_case(doc: Document, k: int, form: Form, actor: ActorAt) -> bool:
    """ "X تحاصر المتمردين في Y", "الجيش يحاصر مسلحي Z": men in the accusative behind their verb are its object, where
    they cannot agree with it or its subject stands before it; so is whoever else follows "X besieges".
    """
    word, before = doc.norm(actor.i), doc.actor_on.get(k - 1)
    led = before is not None and stands_free(before) and agrees(form, before, before=True)
    besieges = form.lemma in doc.words["besiege"]
    if form.num == "s" and actor.agree == "p" and (word.endswith(ACCUSATIVE) or word + "ن" in doc.lexicon.force_heads):
        return form.gen == "f" or led or (besieges and continues_verb(doc, k, form))
    return besieges and led and "و" not in form.pro and not word.endswith(NOMINATIVE)


def before_relative(doc: Document, k: int, stop: int) -> int:
    """Where a relative clause begins behind a verb at ``k``: a side in it ("أخلى X الذي دخله Y", "أنهى حصارا فرضه Y")
    is not its subject, nor one behind another deed of who did it."""
    relatives = doc.words["relatives"]
    stop = next((m for m in range(k + 1, stop) if doc.norm(m) in relatives and m not in doc.actor_on), stop)
    stop = next((m for m in doc.having("verb", k + 1, stop) if _describes_noun(doc, m)), stop)
    return next((m for m in range(k + 2, stop) if _another_deed(doc, k, m)), stop)


def _another_deed(doc: Document, k: int, m: int) -> bool:
    """ "سيطر عليها ولاحق Y", "دخلتها مكبدة Y خسائر": "and" joins no noun to a pronoun, so what it joins is a
    verb, known or not; and what is done to a side behind a participle is not done by it.
    """
    if doc.norm(m)[:1] not in DEED:
        return False
    side, form = doc.actor_on.get(m), doc.finite(k)
    if m in doc.place_on or m in doc.date_on or (side is not None and side.slug):
        return False
    if any(doc.match(m, doc.lexicon.phrases[name]) for name in ("adverbs", "circumstances")):
        return False
    if doc.norm(m)[:1] == "و" and doc.norm(m)[1:2] != "ب" and (side is None or side.i == m):  # "وبدعم من X"
        another = form is not None and joins_noun(doc, m) and continues_verb(doc, k, form)
        return another or (len(doc.norm(m)) > 3 and _ends_in_pronoun(doc, m - 1))
    participle = len(doc.norm(m)) > PARTICIPLE and doc.norm(m).startswith("م") and doc.tokens[m].text.endswith(OF_STATE)
    return participle and m + 1 in doc.actor_on and not doc.actor_on[m + 1].prep and _ends_in_pronoun(doc, m - 1)


def _ends_in_pronoun(doc: Document, m: int) -> bool:
    """Whether a verb's or a preposition's pronoun ("استعادها", "عليها") ends at token ``m``, over adverbs and days."""
    while not any(prep_at(doc, m, doc.words[name]) for name in SLOTS):
        if m not in doc.date_on and not any(doc.match(m, doc.lexicon.phrases[name]) for name in ("adverbs", "full")):
            form = doc.finite(m)
            return form is not None and bool(form.enc)
        m -= 1
    return True


def _describes_noun(doc: Document, m: int) -> bool:
    """ "حصارا فرضه X": a verb with a pronoun right behind a noun without the article describes that."""
    form = doc.finite(m)
    return form is not None and form.enc in OF_PLACES and doc.tokens[m - 1].text.endswith(INDEFINITE)


def described_side(doc: Document, k: int, form: Form) -> Found | None:
    """ "قوات X، التي تقاتل Y منذ أشهر، سيطرت": the verb is of the side that the relative clause before it describes."""
    side = side_described_before(doc, k) or _over_its_foe(doc, k)
    fits = side is not None and agrees(form, side, before=True) and not behind_title(doc, side)
    return Found(side, "near") if fits else None


def _over_its_foe(doc: Document, k: int) -> ActorAt | None:
    """ "قوات X التي كانت تقاتل Y دخلت Z", "X الذي يحاصره Y انسحب", "قوات تسندها Y دخلت Z": the side that a clause of
    two or three words right before a verb describes, and not the other side in it."""
    foe = doc.actor_on.get(k - 1)
    if foe is None or not stands_free(foe) or foe.conj or doc.mentioned(foe.i - 1):
        return None
    verb = doc.finite(foe.i - 1)
    some = doc.actor_on.get(foe.i - 2) or doc.actor_on.get(foe.i - 3)  # "قوات (محلية) تسندها Y"
    told = bool(verb.enc and not verb.pro) if verb else _like_a_verb(doc, foe.i - 1)
    if told and some is not None and doc.norm(foe.i - 2) not in doc.words["relatives"] and not doc.finite(foe.i - 2):
        bare = not doc.norm(some.i).startswith(ARTICLE) and some.slug != foe.slug
        return some if bare and stands_free(some) else None
    relative = foe.i - 2
    while is_auxiliary(doc, relative) or doc.norm(relative) in doc.words["not_in_relative"]:
        relative -= 1
    side = doc.actor_on.get(relative - 1) if doc.norm(relative) in doc.words["relatives"] else None
    return side if side is not None and side.slug and stands_free(side) and side.slug != foe.slug else None


def _like_a_verb(doc: Document, m: int) -> bool:
    """Whether a word that the lexicon does not have is spelt like a present tense with a pronoun ("تغطيها")."""
    word = doc.norm(m)
    unknown = not doc.forms(m) and not doc.mentioned(m)
    return unknown and word[:1] in doc.words["present_prefixes"] and word.endswith(tuple(PRONOUNS))


def described_men(doc: Document, k: int, form: Form) -> Found | None:
    """ "قتال مع مسلحين فروا من X", "عن مجموعات من Y دخلت X": a verb right behind armed people told of without the
    article describes them, whatever governs them."""
    if doc.norm(k - 1) in doc.words["and_they"]:
        return _told_doing(doc, k, form)
    men = doc.actor_on.get(k - 1)
    if men is None or form.pro or men.beside:
        return None
    unknown = men.people and men.slug is None and form.num == "p" and not _beside_subject(doc, men)
    some = bool(men.prep) and doc.norm(men.i + 1) in doc.words["some_of"] and agrees(form, men, before=True)
    return Found(men, "near") if unknown or some else None


def _beside_subject(doc: Document, men: ActorAt) -> bool:
    """ "إن الجيش ومتطوعين كسروا": whether "and" joins them to a side that opens the clause."""
    side = doc.actor_on.get(men.i - 1) if men.conj else None
    known = side is not None and side.slug is not None and stands_free(side) and not side.conj
    return known and (doc.norm(side.i - 1) in doc.words["complementizers"] or side.i == doc.bounds(men.i)[0])


def _told_doing(doc: Document, k: int, form: Form) -> Found | None:
    """ "رأى السكان مقاتلي X وهم يدخلون", "صور لجنود X وهم ينسحبون": "and they" goes on from the side before it."""
    men = next((doc.actor_on[m] for m in range(k - 2, doc.bounds(k)[0] - 1, -1) if m in doc.actor_on), None)
    near = men is not None and men.slug and doc.touching(men.j, k - 1) and not form.pro
    return Found(men, "near") if near and agrees(form, men, before=True) else None


def joins_noun(doc: Document, k: int) -> bool:
    """Whether "and" joins another noun to what ends before token ``k``."""
    return doc.norm(k)[:1] == "و" and len(doc.norm(k)) > 3 and not doc.forms(k)


def first_joined(doc: Document, before: list[ActorAt]) -> ActorAt | None:
    """The first of the sides that "and" joins before a verb ("X وY وZ حررت"), None where the last stands alone.

    A verb or a stop between two of them begins another clause, and so does "and" behind a side that a verb or a verbal
    noun before it has already ("سيطر X على A وY تستعيد B", "بعد انسحاب X من A وY تدخل B").
    """
    n = len(before) - 1
    while n > 0 and before[n].conj and not _parted(doc, before[n - 1].j, before[n].i):
        others = before[n].owner == US and before[n].slug != before[n - 1].slug  # "بقيت لX فرقة في A، وقواتنا تطوقها"
        if others or _told_where(doc, before[n - 1], before[n]) or _behind_place(doc, before[n - 1], before[n]):
            return None
        n -= 1
    if before and n < len(before) - 1 and _has_its_verb(doc, before[n]):
        return None
    return before[n] if before and n < len(before) - 1 and before[n].slug else None


def _has_its_verb(doc: Document, side: ActorAt) -> bool:
    """Whether a verb, a verbal noun or "in the hands of" right before a side tells what it does or has."""
    m = side.i - 1
    if m < 0 or doc.norm(m) in doc.words["takes_in"]:
        return False  # "تحالف يضم X وY دخل B"
    if doc.verb_group(m) == "be":
        return False  # "كان X وY قد دخلوا B"
    noun = any(f.pos == "vn" for f in doc.forms(m))
    return bool(doc.finite(m)) or noun or doc.norm(m).endswith(tuple(doc.words["held_in"]))


def _told_where(doc: Document, side: ActorAt, other: ActorAt) -> bool:
    """ "X في A وY يخلي B", "X على أبواب A وY ينسحب": whether only where the first of two sides is stands between them,
    which tells of it and joins nobody to it.
    """
    place, at = doc.place_on.get(other.i - 1), side.j
    if place is None:
        return False
    gates = doc.norm(at) in doc.words["gates_after"] and doc.norm(at + 1) in doc.words["gates"]
    return place.i == at + 1 + gates and (gates or doc.norm(at) in doc.words["located"])


def _behind_place(doc: Document, side: ActorAt, other: ActorAt) -> bool:
    """ "دخل X (في عملية Z) مدينة A، وY تنسحب منها": whether a comma and a place part two sides."""
    return doc.tokens[other.i - 1].text in COMMAS and any(m in doc.place_on for m in range(side.j, other.i))


def _parted(doc: Document, i: int, j: int) -> bool:
    """Whether a verb or a stop stands in tokens ``[i, j)``."""
    return any(doc.finite(m) or doc.tokens[m].text in STOPS for m in range(i, j))


def noun_follows_verb(doc: Document, k: int) -> bool:
    """Whether a plain noun with the article stands right after a verb that carries its object ("أسقطتها المضادات")."""
    form, word = doc.finite(k), doc.norm(k + 1)
    taken = doc.mentioned(k + 1)
    plain = word.startswith("ال") and not taken and not doc.forms(k + 1) and doc.at(k + 1).kind == "word"
    return bool(form and form.enc) and plain and word not in doc.words["relatives"] and form.num == "s" and not any(
        doc.match(k + 1, doc.lexicon.phrases[name]) for name in ("adverbs", "full"))  # fmt: skip


def continues_verb(doc: Document, k: int, form: Form) -> bool:
    """Whether a verb goes on from the one before it: "وسيطرت", "ثم دخلت"."""
    before = doc.norm(k - 1)
    return bool({"و", "ف"} & set(form.pro)) or before == "و" or before.lstrip("و") in doc.words["and_then"]


def joined_by_adverb(doc: Document, k: int) -> bool:
    """ "شن X هجوما على مواقع Y، وفي المساء سيطر": whether "and" with a word of time or manner, and nothing that could
    be a subject, stands between the clause before and the verb at ``k``.
    """
    for m in range(k - 1, max(k - 1 - OPENING, doc.bounds(k)[0]), -1):
        word = doc.norm(m)
        auxiliary = doc.verb_group(m) == "be" and not word.startswith("و")  # "وبهذا تكون قد استعادت"
        if m in doc.actor_on or m in doc.place_on or doc.tokens[m].text in COMMAS:
            return False
        if doc.finite(m) and not auxiliary:
            return False
        if not word.startswith("و"):
            continue
        small = ("prepositions", "qad", "thereby", "soon", "next_then", "since")
        timed = m in doc.date_on or doc.match(m, doc.lexicon.phrases["adverbs"]) > 0
        if timed or word in doc.words["thereby"] or any(word[1:] in doc.words[name] for name in small):
            return True
    return False


def takes_side(doc: Document, form: Form) -> bool:
    """Whether the direct object of a verb is a side ("طرد X من Y")."""
    return any(frame.object == "losing" for frame in doc.lexicon.frames_of.get(form.lemma, ()))


def announces(doc: Document, actor: ActorAt, that: int) -> bool:
    """ "أعلن X أنه سيطر": the pronoun at ``that`` is the side that speaks, where its name follows the citing verb."""
    if doc.norm(that) not in doc.words["that_it"] or doc.sentence_of[that] != doc.sentence_of[actor.i]:
        return False
    verb = next((m for m in range(that - 1, doc.bounds(that)[0] - 1, -1) if doc.finite(m)), None)
    said = doc.verb_group(verb) == "cite"
    return said and stands_free(actor) and verb < actor.i and doc.touching(verb + 1, actor.i)


def only_adjuncts_between(doc: Document, i: int, j: int) -> bool:
    """Whether nothing but adjuncts, dates and small words stands between a verb and its subject."""
    words = gap(doc, i, j)
    upon = any(doc.norm(k) in doc.words["slot_upon"] for k in words)  # "يسيطر على مقار X": whose they are
    return len(words) <= 4 and not upon and not any(k in doc.place_on for k in words)


def behind_title(doc: Document, actor: ActorAt) -> bool:
    """Whether a side stands after the title of a person ("قائد الجيش"), who is the subject then; one with a pronoun
    has no side behind it ("رأى مراسلنا مقاتلي X").
    """
    word = doc.norm(actor.i - 1)
    titled = doc.match(actor.i - 1, doc.lexicon.phrases["sources"]) > 0
    return titled and word not in doc.words["statement"] and not word.endswith(OURS)


def had_done(doc: Document, k: int, form: Form) -> ActorAt | None:
    """ "كان X قد هاجم Y": the side between "was" and "had" does what the verb behind "had" at ``k - 1`` tells, whoever
    follows it, but for one whose deed comes back to that side by a pronoun ("كان X قد هاجمه Y")."""
    if doc.norm(k - 1) not in doc.words["qad"]:
        return None
    side = doc.actor_on.get(doc.word_before(k - 1))
    if side is None or not side.slug or doc.verb_group(doc.word_before(side.i)) != "be":
        return None
    other = doc.actor_on.get(k + 1)
    by_another = form.enc and other is not None and stands_free(other) and agrees(form, other, before=False)
    fits = agrees(form, side, before=True) or (side.people and form.gen == "f")  # "كانت عناصر X قد استولت"
    return side if fits and not by_another else None


def had_begun(doc: Document, k: int, form: Form) -> ActorAt | None:
    """ "كان X قد باغت Y وانتزع منها A": the side between "was" and "had" goes on, whatever the verb between is."""
    i = doc.bounds(k)[0]
    had = next((m for m in range(k - 1, i, -1) if doc.norm(m) in doc.words["qad"] or doc.tokens[m].text in STOPS), i)
    side = had_done(doc, had + 1, doc.finite(had + 1) or form)
    fits = side is not None and agrees(form, side, before=True)
    return side if fits and all(doc.finite(m) is None for m in range(had + 2, k)) else None
