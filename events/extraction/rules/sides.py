"""Who won and who helped: the sides around a trigger beside its subject; who lost stands in old_holders.py."""

from __future__ import annotations

from events.extraction.clause_bounds import joined_to, left_bound, right_bound
from events.extraction.clauses import Found, actors_between, carried, stands_free
from events.extraction.document import ActorAt, Document
from events.extraction.endings import PRONOUNS
from events.extraction.forms import Form
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.meanings import exists
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit
from events.extraction.rules.inner_deeds import of_inner_deed
from events.extraction.word_readings import REPORTS

WINDOW = 14
ASIDE, HANDS = 4, 3  # tokens of "which was so and so", of a comma and "in the hands of"
SOURCE = 6  # tokens from a verb of saying to its "that"
RANKED = 6  # tokens from "the last" to the noun that a clause describes ("آخر مدينة ساحلية كبيرة كانت")


def words_before(doc: Document, m: int) -> tuple[str, str]:
    """The word before token ``m`` and the one before that, quotation marks passed over ("بيد «X»")."""
    found: list[str] = []
    n = m - 1
    while n >= 0 and len(found) < 2:
        if doc.tokens[n].text not in QUOTES:
            found.append(doc.norm(n))
        n -= 1
    one, two = (*found, "", "")[:2]
    return one, two


def allies(doc: Document, k: int, stop: int, gaining: Found | None) -> tuple[str, ...]:
    """The sides that stand beside the subject: supporters, and those coordinated with it."""
    if gaining is None:
        return ()
    found = []
    i, _ = doc.bounds(k)
    last = gaining.actor
    for actor in actors_between(doc, i, stop):
        if not actor.slug or actor.slug == gaining.actor.slug:
            continue
        joined = actor.conj and last.j <= actor.i and joined_to(doc, actor.i) <= last.j + 1 and stands_free(actor)
        if joined:
            last = actor
        if joined or (actor.beside and abs(actor.i - gaining.actor.j) < 14):
            found.append(actor.slug)
    return tuple(dict.fromkeys(found))


def agent_after(doc: Document, k: int, stop: int, *, lost: bool = False) -> Found | None:
    """The doer of a passive or of a verbal noun: "من قبل X", "على يد X", "بيد X", "لصالح X"."""
    for m in range(k + 1, stop):
        if m > k + 2 and (doc.norm(m) in doc.words["that_it"] or _says(doc, k, m) or _stays(doc, m)):
            return None  # what is told of it then is another statement
        if doc.tokens[m].text in COMMAS and _another_item(doc, k, m + 1):
            return None
        actor = doc.actor_on.get(m)
        if not actor or actor.i != m:
            continue
        lost = lost or any(f.lemma in doc.words["lost_to"] for f in doc.forms(k))
        if lost and (actor.prep in doc.words["in_front_of"] or _onslaught_of(doc, actor)):
            return Found(actor, "near")  # "خسرت X أمام Y", "أمام تقدم Y"
        one, two = words_before(doc, m)
        if agent_words(doc, one, two) and not (of_participle(doc, k, m) or _was_held(doc, k, m)):
            return None if of_inner_deed(doc, k, m) else Found(actor, "near")
    return _in_hands(doc, k, stop)


def _another_item(doc: Document, k: int, m: int) -> bool:
    """ "تحرير A، سقوط B بيد X": whether another change told by a noun begins at ``m``, behind a noun at ``k``."""
    noun = doc.finite(k) is None and any(f.pos == "vn" for f in doc.forms(k))
    return noun and any(f.pos == "vn" and not f.definite and f.lemma in doc.lexicon.frames_of for f in doc.forms(m))


def _onslaught_of(doc: Document, actor: ActorAt) -> bool:
    """ "خسر X مدينة A أمام تقدم Y", "تحت ضربات Y": whether a side's advance is what the place was lost to."""
    m = actor.i - 1
    before = doc.words["in_front_of"] | doc.words["under_blows"]
    return not actor.prep and doc.norm(m) in doc.words["onslaughts"] and doc.norm(m - 1) in before


def in_favour(doc: Document, m: int) -> Found | None:
    """ "انسحب X من Y لصالح Z", "لمصلحة Z": for whom the place that ends at ``m`` is left."""
    side = doc.actor_on.get(m + 1) if doc.norm(m) in doc.words["in_favour"] else None
    return Found(side, "near") if side is not None and side.slug else None


def _says(doc: Document, k: int, m: int) -> bool:
    """ "وهو ما نفته مصادر", "أعلن X السيطرة على A، لكن Y قالت إن A بيد جنودها": whether a report begins at ``m``."""
    if doc.norm(m) in doc.words["complementizers"]:
        return any(doc.verb_group(n) in REPORTS for n in range(max(k + 1, m - SOURCE), m))
    return doc.norm(m - 1) in doc.words["what"] and doc.verb_group(m) in REPORTS


def _stays(doc: Document, m: int) -> bool:
    """ "سيطرت عليها، ومع ذلك بقيت مواقع في يد X": what has stayed as it was is told at ``m``."""
    before = {doc.norm(m - 1), doc.norm(m - 2)}
    whoever = doc.words["relatives"] | doc.words["from"] | doc.words["what"]  # "لاذ من تبقى من X"
    return doc.verb_group(m) == "stay" and before.isdisjoint(whoever)


def of_last_town(doc: Document, i: int, m: int) -> bool:
    """ "سقطت A، آخر مدينة (رئيسية) بيد Y، بيد X": whether the side at ``m`` is whose last town, without the article, it
    was: nothing but an adjective stands before whose hands it was in."""
    near = range(m - 1, max(m - RANKED, i), -1)
    last = next((x for x in near if doc.norm(x) in doc.words["the_last"]), None)
    if last is None or doc.norm(last + 1) not in doc.words["last_town"]:
        return False
    between = range(last + 2, m)
    return not any(doc.norm(x).startswith(ARTICLE) or doc.mentioned(x) or doc.finite(x) for x in between) and not any(
        doc.tokens[x].text in COMMAS for x in between
    )


def _was_held(doc: Document, k: int, m: int) -> bool:
    """Whether the side at ``m`` is only who had the place before ("سيطرة X على Y الذي كان، أو ظل، تحت يد Z"), unlike
    what follows an aside ("سقطت Y، التي كانت تؤوي نازحين، بيد Z")."""
    if told_of_last(doc, k + 1, m) or of_last_town(doc, k + 1, m):
        return True
    held = [x for x in range(k + 1, m - 1) if doc.norm(x) in doc.words["relatives"]]
    shut = [x for x in range(held[-1] + ASIDE, m) if doc.tokens[x].text in COMMAS] if held else []
    if shut and m - shut[-1] <= HANDS and doc.tokens[held[-1] - 1].text in COMMAS:
        return doc.tokens[held[-1] + 2].text in COMMAS
    verbs = (held[-1] + 1, held[-1] + 2) if held else ()  # "التي لا تزال"
    was = any(doc.verb_group(x) in ("be", "stay") for x in verbs)
    return was and not actors_between(doc, held[-1], m)


def told_of_last(doc: Document, i: int, j: int) -> bool:
    """ "تحرير A، آخر بلدة كانت بيد X", "وهي آخر معقل (لا يزال) يسيطر عليه X": whether a clause in ``[i, j)`` describes
    an indefinite noun of places, told with its rank, by what was and not by what came to be.
    """
    for x in doc.having("verb", i, j):
        form = doc.finite(x)
        was = form is not None and doc.group(form) in ("be", "stay")
        has = form is not None and form.asp == "i" and doc.group(form) in ("control", "presence", "under")
        if not (was or has) or form.pro:
            continue
        noun = x - 1 - (doc.norm(x - 1) in doc.words["not"])
        ranked = any(doc.norm(n) in doc.words["superlatives"] for n in range(max(i, noun - RANKED), noun))
        plain = not any(doc.norm(noun) in doc.words[name] for name in ("relatives", "complementizers", "an"))
        if ranked and plain and not actors_between(doc, x, j)[:-1]:
            return True
    return False


def _in_hands(doc: Document, k: int, stop: int) -> Found | None:
    """ "سقطت المدينة بيدها", "في أيديهم": whose hands it fell into, by a pronoun."""
    falls = any(doc.group(f) in ("fall", "handover") for f in doc.forms(k))
    for m in range(k + 1, min(stop, k + WINDOW) if falls else k):
        word = doc.norm(m)
        if word in doc.words["their_hands"] and (
            word[:1] in doc.words["at"] or doc.norm(m - 1) in doc.words["before_hands"]
        ):
            code = next(code for ending, code in PRONOUNS.items() if word.endswith(ending))
            left = left_bound(doc, k)
            that = doc.norm(left - 1) in doc.words["complementizers"]  # "قالت X إن الفرقة 22 سقطت في يدها"
            fell = that and any(stands_free(a) for a in actors_between(doc, left, k))
            return carried(doc, left - 1 if fell else k - 1, None, code)
        if doc.finite(m):
            return None
    return None


def of_participle(doc: Document, k: int, m: int) -> bool:
    """Whether the doer at ``m`` is a participle's that stands after the trigger ("عن X المحاصرة من قبل Y")."""
    besieging = doc.words["besiege"] | doc.words["impose"]
    return any(f.pos == "pp" and f.lemma in besieging for x in range(k + 1, m) for f in doc.forms(x))


def agent_words(doc: Document, one: str, two: str) -> bool:
    """Whether the words ``two one`` before a side say that it did it."""
    words = doc.words
    return (
        one in words["winner_alone"]
        or (one in words["own_foes"] and two in words["in_favour"])
        or (one in words["hands"] and two in words["before_hands"])
        or (one in words["agency"] and two in words["from"])
        or (one in words["control"] and two in words["under"])
    )


def launched_by(doc: Document, k: int) -> Found | None:
    """ "هجوماً على X شنته Y": whose attack or siege it was, told after the place at ``k``."""
    stop = min(right_bound(doc, k), k + WINDOW) if k < len(doc.tokens) else k
    for m in range(k + 1, stop):
        actor = doc.actor_on.get(m)
        if actor and actor.slug and doc.norm(m - 1) in doc.words["launched"]:
            return Found(actor, "near")
    return None


def receiver(doc: Document, k: int, stop: int) -> Found | None:
    """The side after "إلى/ل" within the clause: who receives."""
    for actor in actors_between(doc, k + 1, stop):
        if actor.prep in doc.words["receives"] and actor.slug:
            return Found(actor, "near")
    return _given_to(doc, k, stop)


def _given_to(doc: Document, k: int, stop: int) -> Found | None:
    """ "سلمت X Y مدينة Z": of two sides right behind the verb, the second receives."""
    sides = [a for a in actors_between(doc, k + 1, stop) if a.slug and stands_free(a) and not a.conj]
    placed = next((m for m in range(k + 1, stop) if m in doc.place_on), stop)
    two = len(sides) > 1 and sides[0].i == k + 1 and sides[1].i == sides[0].j and sides[1].j <= placed
    return Found(sides[1], "near") if two and sides[0].slug != sides[1].slug else None


def attacker(doc: Document, k: int, stop: int) -> Found | None:
    """Whose attack was beaten back: the side after the noun of attack, and not who beat it back."""
    told = [(m, form) for m in range(k + 1, min(stop + 6, len(doc.tokens))) if (form := doc.finite(m))]
    opens, back = doc.words["an"] | doc.words["after_which"], doc.words["beats_back"]
    end = next((m for m, form in told if doc.norm(m - 1) in opens or form.lemma in back), stop + 6)
    found = [a for a in actors_between(doc, k, end) if a.prep == "ل" or (a.slug and not _attacked(doc, a))]
    if found:
        return Found(found[0], "near") if found[0].slug else None
    return launched_by(doc, stop)


def _attacked(doc: Document, actor: ActorAt) -> bool:
    """Whether a side stands behind "upon", alone or with its positions ("هجوم على نقاط X"), or it failed before it."""
    upon = doc.words["slot_upon"]
    held = doc.norm(actor.i - 1) in doc.words["positions"] and doc.norm(actor.i - 2) in upon
    return held or actor.prep in upon or actor.prep in doc.words["in_front_of"]


def driven_out(doc: Document, k: int, form: Form, hit: Hit) -> Found | None:
    """Who is driven out by what a noun tells: the side before the place, or the pronoun's."""
    end = hit.place.i if hit.how == "near" else max(hit.start, hit.stop - 1)  # "طرد X منها"
    told = actors_between(doc, k + 1, max(end, k + 1))
    if len(told) > 1 and not told[0].prep and told[1].prep in doc.words["receives"] and told[1].slug != told[0].slug:
        return Found(told[1], "near")  # "إخراج X لمسلحي Y من Z"
    between = [a for a in told if not a.prep]
    if len(between) > 1 and between[1].slug not in (None, between[0].slug) and not between[1].conj:
        return Found(between[1], "near")  # "طرد X Y من Z"
    if between:
        return Found(between[0], "near")
    if form.enc:
        return carried(doc, k - 1, None, form.enc)
    return None


def cleared_of(doc: Document, hit: Hit, stop: int) -> Found | None:
    """ "أخلى المدينة من المسلحين": a place emptied "of" a side has not been left by who emptied it."""
    if hit.how != "near":
        return None
    after = [a for a in actors_between(doc, hit.place.j, min(stop, hit.place.j + 4)) if a.prep in doc.words["from"]]
    return Found(after[0], "near") if after else None


def government_at(doc: Document, m: int) -> Found | None:
    """The government of the story's country on its day, told at token ``m`` by "the state" or one of its offices; in a
    text of a side that is the state to its own people, that side."""
    rivals = doc.lexicon.forces["rival_states"].get(doc.country, ())
    own = [slug for slug in rivals if slug in doc.leans] if len(doc.leans) == 1 else []
    slugs = own or doc.lexicon.forces["governments"].get(doc.country, ())
    slug = next((s for s in slugs if exists(doc.lexicon.actor[s], doc.published)), None)
    return Found(ActorAt(m, m + 1, slug, "f", False, None, "", False, anaphor=True), "near") if slug else None
