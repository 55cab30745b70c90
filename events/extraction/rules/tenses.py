"""What the tense of a verb tells: news, or how things stand."""

from __future__ import annotations

from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.lexicon import Frame
from events.extraction.modality import REAL, Stance, but_for, verb_stance
from events.extraction.noun_stance import noun_stance
from events.extraction.relatives import side_described_before
from events.extraction.rules.held_for import held_for
from events.extraction.rules.old_holders import off_another
from events.extraction.rules.words import after_event, began_just_now, is_headline, lasting
from events.extraction.subject_signs import continues_verb
from events.extraction.those import nth, of_greatest

CHARGE = "take-charge"
WAS_BESIEGED = "siege.past"
JOINED = 2  # tokens before a clause in which the verb that it goes on from may stand
LINE = 22  # tokens of a line that tells one thing
LAYS = "lay-hand"
GRIPS = ("grip", "run")
HELD = "seize"
REINS = ("take-reins", "reins-of")
WAS, WAS_FAR = 4, 9  # tokens from "was" to the verb: over anything, in one clause
BEFORE_VERB = 7  # tokens from "has come to", over its subject, to the verb
LASTS = ("occupy", "hoist", HELD)  # what a force may go on doing to a place
HEADING = 3  # tokens from the place that heads a line to its colon
STANDS = ("be", "become", "stay", "under", "control", "presence", "holding")  # groups of verbs of how things stand
DASHES = frozenset("-\u2013\u2014*\u2022\u00b7")
KEEPS = ("secure",)  # in the present: what a force does day by day where it is


def _gone(doc: Document, m: int) -> bool:
    """Whether the departure told by the noun at ``m`` has come to pass ("تطالب Y بإخراج X": it has not)."""
    form = next((f for f in doc.forms(m) if f.pos == "vn"), None)
    return form is None or noun_stance(doc, m, form, None).kind == REAL


def _left(doc: Document, k: int) -> bool:
    """ "أخلى X مواقعه في A فانتشرت فيها Y", "انتشرت Y في A بعدما أخلاها X": whether the verb before the one at
    ``k``, or one behind "after", tells that another left."""
    before = next((m for m in reversed(doc.having("verb", doc.bounds(k)[0], k)) if doc.finite(m)), None)
    behind = (m for m in doc.having("verb", k + 1, doc.bounds(k)[1]) if doc.finite(m) and _after_it(doc, m))
    for m in (before, next(behind, None)):
        if m is not None and doc.verb_group(m) in ("leave", "evacuate"):
            return verb_stance(doc, m, doc.finite(m)).kind == REAL
    return False


def _after_it(doc: Document, m: int) -> bool:
    """ "بعد أن تركتها Y", "بعدما أخلاها Y": whether what the verb at ``m`` tells came before the rest."""
    then = doc.norm(m - 1) in doc.words["an"] and doc.norm(m - 2).lstrip("و") in doc.words["after"]
    return then or doc.norm(m - 1).lstrip("و") in doc.words["after_which"]


def type_by_tense(doc: Document, k: int, form: Form, frame: Frame, stance: Stance) -> tuple[str | None, str]:
    """The present of "control" tells who holds; in a headline, and of other verbs, it tells news. (None, why) where the
    tense tells neither.
    """
    was = _was(doc, k) if form.asp == "i" and "ل" not in form.pro else None  # "كان قد استغل الفراغ ليسيطر على X"
    rule = f"{frame.id}.verb"
    if nth(doc, k) and stance.kind == REAL and frame.type != "holds":
        return frame.type, rule
    present = form.asp == "i" and stance.kind == REAL
    if frame.type == "capture" and present and doc.norm(k - 1) in doc.words["does_not"] and but_for(doc, k):
        return "holds", "holds.present"  # "لا يمسك X بغير Y"
    if frame.id == "take" and present and not _subjunctive(doc, k, form):
        return _of_taking(doc, k, form, frame, was)
    if was is not None and frame.type == "siege" and not (_had_it(doc, k, was) or _since(doc, k)):
        return frame.type, WAS_BESIEGED
    if was is not None and frame.type == "withdrawal" and _last_of_them(doc, was):
        return frame.type, rule
    if was is not None and frame.type != "siege":
        own = was == k - 1 or any(m in doc.actor_on for m in range(was - 1, k))  # "كان والي X يدير المدينة": no side
        grips = frame.id == GRIPS[0] or (frame.id in GRIPS and lasting(doc, k, right_bound(doc, k)))
        had = own and grips and _had_it(doc, k, was)
        return ("holds", "holds.past") if had else (None, "past-habit")  # "كان X يمسك بY"
    if present and (state := _goes_on(doc, k, form, frame)) is not None:
        return state
    if form.lemma in doc.words["ruled"] and form.asp == "p" and held_for(doc, k, doc.bounds(k)[1]):
        return "holds", "holds.past"
    if frame.id == "deploy":
        return _of_deploying(doc, k, form, frame), rule
    if form.lemma in doc.words["sweeps"] and doc.said("plunder", k, doc.bounds(k)[1]):
        return "advance", rule  # "اجتاحت X القرى ونهبت …"
    if frame.id in GRIPS and stance.kind == REAL and _has_gripped(doc, k, form):
        return "capture", rule
    if frame.type == "holds" and form.asp == "p" and form.lemma in doc.words["stands_fast"]:
        return None, "past"
    return frame.type, rule


def _of_taking(doc: Document, k: int, form: Form, frame: Frame, was: int | None) -> tuple[str | None, str]:
    """What "controls" in the present tells: behind "was" who had it, behind "has come to", with news beside it or in a
    headline who takes it, else who has it.
    """
    if was is not None:
        return ("holds" if _had_it(doc, k, was) else None), "holds.past"
    if _become(doc, k) or "ل" in form.pro:  # "عاد X ليسيطر على Y"
        return frame.type, "take.become"
    stop = right_bound(doc, k)
    if lasting(doc, k, stop):
        return "holds", "holds.lasting"
    describes = doc.norm(k - 1) in doc.words["relatives"] | doc.words["several_towns"]  # "مدن تسيطر عليها X"
    if describes or of_greatest(doc, k):
        return "holds", "holds.present"
    if began_just_now(doc, k, stop) or _dispatch(doc, k) or after_event(doc, k, stop) or off_another(doc, k, stop):
        return frame.type, "take.news"
    headed = doc.sentence_of[k] in doc.headed
    if not headed and (not is_headline(doc, k) or _before_its_side(doc, k)):
        return "holds", "holds.present"
    return frame.type, "take.headline"


def _before_its_side(doc: Document, k: int) -> bool:
    """ "يسيطر X على A": a headline that tells news has its side before the verb."""
    side = doc.actor_on.get(k + 1)
    return side is not None and side.i == k + 1 and not side.prep and doc.actor_on.get(k - 1) is None


def _goes_on(doc: Document, k: int, form: Form, frame: Frame) -> tuple[str | None, str] | None:
    """What a present tense of another verb tells where it goes on: who holds a place, or nothing; None: it is news."""
    if form.lemma in doc.words["occupies"] and doc.sentence_of[k] > 1:
        return "holds", "holds.lasting"  # "تركيا تحتل X وتقيم فيها …", but for the headline
    if frame.id == HELD and doc.norm(k - 1) in doc.words["relatives"]:
        return "holds", f"{frame.id}.verb"  # "القوة التي تمسك X"
    grips = any(other.id in GRIPS for other in doc.lexicon.frames_of.get(form.lemma, ()))
    if frame.id == CHARGE or (frame.id in REINS and grips):
        return "holds", f"{frame.id}.verb"  # "تتولى X إدارة Y", "تمسك X بزمام الأمور"
    if frame.id in LASTS and lasting(doc, k, right_bound(doc, k)):
        return "holds", "holds.lasting"  # "ظلت X تحتلها"
    if frame.id in KEEPS and not is_headline(doc, k):
        return None, "keeps"
    stop = right_bound(doc, k) if frame.id == LAYS else k
    if frame.id == LAYS and (lasting(doc, k, stop) or stands_so(doc, k, form, stop)):
        return "holds", "holds.present"  # "ما دام X يضع يده على Y"
    return None


def _of_deploying(doc: Document, k: int, form: Form, frame: Frame) -> str:
    """Who is spread out there has it; who spread out where another left ("لتنتشر", "قبل أن تنتشر") has taken it."""
    gone = doc.words["departures"] | doc.words["taken_away"]
    left = any(doc.norm(m).lstrip("وب") in gone and _gone(doc, m) for m in range(*doc.bounds(k))) or _left(doc, k)
    then = "ل" in form.pro or (doc.norm(k - 1) in doc.words["an"] and doc.norm(k - 2) in doc.words["before"])
    if form.asp == "i" and not (left and then):
        return "holds"
    return "capture" if left else frame.type


def _has_gripped(doc: Document, k: int, form: Form) -> bool:
    """ "أمسكت X بY", "باتت X تتحكم بY": whether a side has come to hold a place, by a verb that tells of holding."""
    if form.asp == "i" and _become(doc, k):
        return True
    if form.lemma not in doc.words["grips"]:
        return False
    return form.asp == "p" or (is_headline(doc, k) and not lasting(doc, k, right_bound(doc, k)))


def _was(doc: Document, k: int) -> int | None:
    """The token of "was" before a present tense at ``k``, over a side and what may be told of it ("كان X في أوج قوته
    يسيطر على Y"); "كان X الذي يسيطر على Y قد هاجم" tells who has it.
    """
    if doc.norm(k - 1) in doc.words["relatives"]:
        return None
    was, ends = tuple(doc.words["was_prefixes"]), doc.words["relatives"] | doc.words["complementizers"]
    ended = False
    for m in range(k - 1, max(0, k - WAS_FAR) - 1, -1):
        if m not in doc.date_on and doc.norm(m).lstrip("و").startswith(was):  # "في كانون الأول تسيطر X"
            return m
        ended = ended or doc.finite(m) is not None or doc.norm(m) in ends or doc.tokens[m].kind == "punct"
        if ended and k - m >= WAS:
            return None
    return None


def _last_of_them(doc: Document, was: int) -> bool:
    """ "مع المساء كان آخر الجنود يغادرون X": whether the last of them, right behind "was", are told to be leaving."""
    return doc.norm(was + 1) in doc.words["the_last"]


def _had_it(doc: Document, k: int, was: int) -> bool:
    """ "كان X يسيطر على Y": who had a place when what is told began. What only describes another thing ("مناطق كان X
    يسيطر عليها") does not tell it, but for "since", nor how far a side once reached ("في أوج قوته")."""
    peak = any(_at_its_peak(doc, m) for m in range(*doc.bounds(k)))
    describes = any(doc.norm(m) in doc.words["relatives"] for m in (was - 1, was - 2))
    return not peak and (not describes or lasting(doc, k, right_bound(doc, k)))


def _since(doc: Document, k: int) -> bool:
    """ "التي كانت تحاصرها X منذ بدء الحرب": whether it is told since when what was so had been so."""
    return any(doc.norm(m) in doc.words["since_then"] for m in range(k + 1, min(right_bound(doc, k), k + WAS_FAR)))


def _at_its_peak(doc: Document, m: int) -> bool:
    """ "في قمة قوته", but "على قمة جبل X": whether a word at ``m`` tells when a side was at its greatest."""
    word = doc.norm(m) in doc.words["peaks"] and not doc.mentioned(m)
    return word and doc.norm(m - 1) not in doc.words["slot_upon"]


def stands_so(doc: Document, k: int, form: Form, stop: int) -> bool:
    """ "يبسط X نفوذه على Y": a present tense in the body of a text, or before its side, that goes on from nothing tells
    how things stand."""
    opens = (doc.sentence_of[k] == 0 or _line(doc, k)) and k > doc.bounds(k)[0]
    news = opens or is_headline(doc, k) or doc.sentence_of[k] in doc.headed or _dispatch(doc, k)
    also = doc.norm(k - 1) in doc.words["and_then"]  # "كذلك تضع X يدها على Y", at the head of its sentence
    goes_on = k - also > doc.bounds(k)[0] and continues_verb(doc, k, form)
    return not (news or goes_on or after_event(doc, k, stop) or _subjunctive(doc, k, form) or _become(doc, k))


def _dispatch(doc: Document, k: int) -> bool:
    """ "الرقة: الجيش الحر يسيطر على X" among lines of news by place: the side before its verb, a place and a colon at
    the head of the line, or on a line above it; lines without an event beside them are a table of who holds what."""
    i, j = doc.bounds(k)
    if not (_headed(doc, i, j) or _listed_below(doc, i)):
        return False
    before = next((m for m in reversed(doc.having("verb", i, k)) if doc.finite(m)), None)
    if before is not None and doc.norm(k)[:1] in doc.words["and"]:
        return _event(doc, before) and not is_headline(doc, k)  # "X: الجيش يهاجم A ويسيطر على B"
    if k - 1 not in doc.actor_on:
        return False
    return bool(doc.once(_items_of_news) - {i})


def _items_of_news(doc: Document) -> frozenset[int]:
    """Where the items of a text begin that tell of an event or a fight."""
    items = [(i, j) for i, j in doc.sentences if _item(doc, i, j)]
    return frozenset(
        i
        for i, j in items
        if any(_event(doc, m) for m in doc.having("verb", i, j))
        or any(doc.norm(m) in doc.words["fights"] for m in range(i, j))
    )


def _event(doc: Document, m: int) -> bool:
    """Whether the verb at ``m`` tells what has happened: a past tense, or a change of another kind than "controls"."""
    form = doc.finite(m)
    if form is None or form.asp == "p":
        return form is not None
    frames = doc.lexicon.frames_of.get(form.lemma, ())
    state = any(f.type in ("holds", "siege") or f.id in ("take", "deploy") for f in frames)
    return not state and doc.group(form) not in STANDS


def _item(doc: Document, i: int, j: int) -> bool:
    return _headed(doc, i, j) or _bullet(doc, i)


def _listed_below(doc: Document, i: int) -> bool:
    """Whether the line that begins at token ``i`` is a bullet below a line that is a place and a colon alone."""
    number = doc.sentence_of[i]
    while number > 0 and _bullet(doc, doc.sentences[number][0]):
        number -= 1
    first, last = doc.sentences[number]
    place = doc.place_on.get(first)
    head = place is not None and number < doc.sentence_of[i] and _headed(doc, first, last)
    return head and all(doc.tokens[m].kind != "word" for m in range(place.j, last))


def _bullet(doc: Document, i: int) -> bool:
    """Whether a line begins at token ``i`` with a dash, a dot or the like."""
    return doc.tokens[i].text in DASHES and (i == 0 or doc.tokens[i - 1].kind == "newline")


def _headed(doc: Document, i: int, j: int) -> bool:
    """Whether a place and a colon begin the sentence ``[i, j)``."""
    i += _bullet(doc, i)
    place = doc.place_on.get(i)
    near = range(place.j, min(j, place.j + HEADING)) if place is not None else ()
    return any(doc.tokens[m].text == ":" and not doc.finite(m - 1) for m in near)  # "دمشق وريفها: …"


def _line(doc: Document, k: int) -> bool:
    """Whether the sentence of the verb at ``k`` is a short line that opens with its side: one of a communiqué's."""
    i, j = doc.bounds(k)
    ends = {doc.tokens[m].kind for m in (j - 1, j) if m < len(doc.tokens)}
    alone = "newline" in ends and (i == 0 or doc.tokens[i - 1].kind == "newline")
    return alone and j - i <= LINE and i in doc.actor_on and not doc.actor_on[i].prep


def _subjunctive(doc: Document, k: int, form: Form) -> bool:
    """Whether a verb stands behind "an", or goes on from one that does, or from one that tells what came of something:
    "قبل أن يتقدم ويسيطر على X", "انسحب Y من X ليدخلها Z ويسيطر عليها".
    """
    if doc.norm(k - 1) in doc.words["an"]:
        return True
    before = next((m for m in range(k - 1, left_bound(doc, k) - JOINED, -1) if doc.finite(m)), None)
    goes_on = before is not None and continues_verb(doc, k, form) and doc.finite(before).asp == "i"
    return goes_on and (doc.norm(before - 1) in doc.words["an"] or "ل" in doc.finite(before).pro)


def _become(doc: Document, k: int) -> bool:
    """Whether the verb at ``k`` tells what somebody "has come to" do: "باتت X تسيطر", "صاروا يمسكون"."""
    side = side_described_before(doc, k)  # "باتت قوات X، التي تضم …، تسيطر"
    last = side.i if side is not None else k
    for m in range(last - 1, max(last - BEFORE_VERB, doc.bounds(k)[0] - 1), -1):
        form = doc.finite(m)
        if form is not None:
            return doc.group(form) == "become"
        passed = m in doc.actor_on or m in doc.date_on or doc.match(m, doc.lexicon.phrases["adverbs"])
        if not passed and doc.tokens[m].kind != "punct":
            return False
    return False
