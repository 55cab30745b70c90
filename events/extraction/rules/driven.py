"""Who drives out whom: "طرد X Y من Z", "طُردت Y من Z", "أخرج X مسلحي Y من Z"."""

from __future__ import annotations

from events.extraction.clauses import Found, actors_between
from events.extraction.document import Document
from events.extraction.forms import Form
from events.extraction.proclitics import ARTICLE
from events.extraction.reference_words import attacks
from events.extraction.referents import Hit
from events.extraction.rules.sides import agent_after
from events.extraction.rules.taken_out import led_away
from events.extraction.rules.words import plain_noun
from events.extraction.subjects import doer_and_done

OBLIQUE = "ين"  # the end of a plural that is no subject
PEOPLE = ("ين", "ي")  # ends of people without an article, whom a side drives out
TAKEN = ("control", "fall")  # groups of words that tell that a place was taken
ADJECTIVE = ("ه", "ين", "ون", "ي")  # ends of words that describe the side before them


def does_it(doc: Document, k: int, side: Found, hit: Hit) -> bool:
    """ "أخرج الجيش المدنيين من X", "أزاحت الحكومة الستار": the only side, right behind the verb, does it to others."""
    if side.how != "near" or side.actor.people or not doc.touching(k + 1, side.actor.i):
        return False
    place = max(hit.place.i, side.actor.j)
    others = doc.said("civilians", side.actor.j, place) or doc.said("wounded", side.actor.j, place)
    word = doc.norm(side.actor.j)
    thing = word.startswith(ARTICLE) and not word.endswith(ADJECTIVE) and plain_noun(doc, side.actor.j)
    return bool(others) or thing or before_people(doc, side)


def before_people(doc: Document, side: Found) -> bool:
    """ "طرد X صحفيين من Y", "طرد X موظفي منظمة من Y": whether people without an article stand right behind a side."""
    word = doc.norm(side.actor.j)
    return not word.startswith(ARTICLE) and word.endswith(PEOPLE) and plain_noun(doc, side.actor.j)


def driver_and_driven(doc: Document, k: int, form: Form, hit: Hit, stop: int) -> tuple[Found | None, Found | None]:
    """Who drives out whom: sides before the place, else those after it ("طردوا منها X")."""
    agent = agent_after(doc, k, stop)
    end = max(_last_from(doc, k, hit), k + 1) if hit.how == "near" else stop
    doer, done = doer_and_done(doc, k, form, end)
    if done is None and hit.how == "near":
        doer, done = doer_and_done(doc, k, form, stop)
    if doer is None and done is not None and (behind := _behind_place(doc, k, done, hit)) is not None:
        doer, done = done, behind
    if doer is None and done is not None and done.actor.j <= k and unnamed_object(doc, k, form):
        doer, done = done, None  # "هاجم X المدينة وطردوا المسلحين منها"
    told = doer is not None and doer.how == "near" and doer.actor.slug
    return (doer if told else agent or doer), done


def _behind_place(doc: Document, k: int, first: Found, hit: Hit) -> Found | None:
    """ "طرد X من مدينة A تنظيم Y", "X طرد من A Y": the foe right behind the place, where the only side before it did
    it."""
    side = doc.actor_on.get(hit.place.j) if hit.how == "near" and k < hit.place.i else None
    own = side is not None and side.i == hit.place.j and not (side.prep or side.conj or side.beside)
    return Found(side, "near") if own and side.slug not in (None, first.actor.slug) else None


def only_attacked(doc: Document, k: int, out: Found | None) -> bool:
    """ "طرد X المهاجمين من A", "دحر القوة المهاجمة من A": who is driven out by the word at ``k`` is only told to
    attack, and the text does not tell there that anybody had taken the place: their attack was beaten back.
    """
    if out is None or out.how != "near" or not attacks(doc, out.actor):
        return False
    number = doc.sentence_of[k]
    first, stop = doc.sentences[max(number - 1, 0)][0], doc.sentences[number][1]
    near = (m for m in doc.having("trigger", first, stop) if m != k)
    return not any(doc.group(form) in TAKEN for m in near for form in doc.forms(m))


def unnamed_object(doc: Document, k: int, form: Form) -> bool:
    """ "طردوا جماعة Y منها", "طردت المسلحين منها": whether a noun that is no side is the object of the verb at ``k``,
    told by a verb that has its subject in itself or by the noun's case."""
    foes = doc.norm(k + 1) in doc.words["evil_ones"] and doc.norm(k + 1).endswith(OBLIQUE)
    foes = foes or bool(doc.match(k + 1, doc.lexicon.phrases["civilians"]))
    return not form.enc and (
        foes or (form.num == "p" and doc.norm(k + 1).startswith(ARTICLE) and plain_noun(doc, k + 1))
    )


def _last_from(doc: Document, k: int, hit: Hit) -> int:
    """Where the place's own "from" stands: another one may stand before it ("طردت X مدعومة من Z تنظيم Y من A")."""
    between = range(hit.place.i - 1, max(k, hit.start), -1)
    own = next((m for m in between if doc.norm(m) in doc.words["from"]), hit.start)
    return own if any(not a.beside and not a.prep for a in actors_between(doc, hit.start, own)) else hit.start


def drives_out(doc: Document, k: int, hit: Hit, by: Found | None, out: Found | None) -> bool:
    """ "أخرجت X مسلحي Y من Z": a side that takes its foe out, or whom it calls evil, has driven it out, unless an
    agreement or buses are told of, or where they are taken to.
    """
    if by is None or not by.actor.slug:
        return False
    named = out is not None and out.actor.slug and out.actor.slug != by.actor.slug
    if out is not None and any(
        doc.norm(m) in doc.words["scores"] or doc.tokens[m].kind == "number" for m in range(k + 1, out.actor.i)
    ):
        return False  # "أخرج X مئة من مقاتلي Y من Z": others of them may be there
    called = doc.norm(k + 1 if out is None or out.actor.slug else out.actor.i)
    if not named and called not in doc.words["evil_ones"] and not (out is not None and attacks(doc, out.actor)):
        return False  # "أخرجتهم X من Y" may be people of the town
    i, j = doc.bounds(k)
    agreed = any(doc.norm(m).lstrip("ولب") in doc.words["no_sources"] for m in range(i, j))
    led = led_away(doc, hit.place.j, j) if hit.how == "near" else led_away(doc, k + 1, j)
    return not (agreed or led or doc.said("convoys", i, j))
