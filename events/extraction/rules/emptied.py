"""Rules for places that are told to be free: "خالية من X", "خلو Y من X", "باتت Y محررة"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.clause_bounds import is_break, left_bound, right_bound
from events.extraction.clauses import Found
from events.extraction.degree import extent_between
from events.extraction.document import ActorAt, Document, PlaceAt
from events.extraction.endings import HER, HIM, PRONOUNS
from events.extraction.genders import FEMININE, can_refer
from events.extraction.hedges import in_accord
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS
from events.extraction.modality import EXPECTED, REAL, Stance, verb_stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, hit_at, itself, pronoun_hits
from events.extraction.rules.draft import Draft
from events.extraction.rules.holders import holder_after
from events.extraction.rules.line_heads import heading
from events.extraction.rules.sides import agent_after
from events.extraction.rules.state_places import behind_verb, state_verb, topic
from events.extraction.rules.state_shares import owned_in_state
from events.extraction.rules.state_stance import stance_of
from events.extraction.rules.words import is_headline
from events.extraction.subjects import subject_of

DECLARED = 9  # tokens from "declared", "asks for" to the place or to its being free
BY = 2  # words of "by" before the side
SINCE = 5  # tokens from "freed" over "wholly" to the day
OPENS = frozenset(':«"\u201c')


def emptied(doc: Document, k: int) -> list[Draft] | None:
    """باتت خالية من X، خلو Y من X: X has left."""
    length = 0 if k in doc.place_on else doc.match(k, doc.lexicon.phrases["empty_of"]) or _empty_later(doc, k)
    if not length:
        return None
    if doc.norm(k + length) in doc.words["agency"]:
        return None  # "محررة من قبل X": who freed it
    i = left_bound(doc, k)
    left = holder_after(doc, k + length) or _of_terror(doc, k + length)
    between = left is None
    if between:
        left = _after_place(doc, k)
    if left is None:
        return []
    named = _become(doc, i, k)
    if named == []:
        return []  # "تكون المحافظة خالية من X" of one that is not known
    verb = state_verb(doc, max(i - 1, 0), k)
    if verb and verb[1] in doc.words["no_longer"] and doc.norm(verb[0] - 1) in doc.words["not"]:
        return []  # "لم تعد X خالية من Y"
    hits = not between and (_of_pronoun(doc, k) or named or topic(doc, i, k) or heading(doc, i, k))
    hits = hits or _inside(doc, k, left)
    hits = owned_in_state(doc, hits, state_verb(doc, i, k), k)
    whole = extent_between(doc, k, k, left.actor.j)
    hits = [replace(hit, extent=hit.extent or whole) for hit in hits]
    taken = doc.norm(k).lstrip("و") in doc.words["made_free"]  # "محررة من X": not left, but taken from X
    borne = bool(doc.said("convoys", *doc.bounds(k)))  # "خالية من X بعد مغادرة آخر حافلة": they were taken out
    type_ = "capture" if taken else "evacuation" if borne else "withdrawal"
    declared = _declared(doc, k) if taken else None  # "أعلن X مدينة Y محررة من Z"
    by = declared[1] if declared else None
    stance = _asked(doc, k) or stance_of(doc, i, k)
    return [Draft("emptied", type_, k, k + length, hit, by, left, stance) for hit in hits]


def _of_terror(doc: Document, m: int) -> Found | None:
    """ "أعلنت القيادة X خالية من الإرهاب": by what a government calls whoever fights it, at ``m``, no side is named."""
    told = doc.norm(m) in doc.words["terror"] and doc.at(m + 1).kind != "word"
    return Found(ActorAt(m, m + 1, None, "m", False, None, "", False), "near") if told else None


def _of_pronoun(doc: Document, k: int) -> list[Hit]:
    """ "بعد خلوها من X": the place that the pronoun on the noun at ``k`` stands for."""
    word = doc.norm(k).removeprefix("ب")
    nouns = doc.words["emptiness"]
    code = next((code for end, code in PRONOUNS.items() if word.endswith(end) and word.removesuffix(end) in nouns), "")
    return pronoun_hits(doc, k, code, k, k + 1)


def _asked(doc: Document, k: int) -> Stance | None:
    """ "تضمن الاتفاق خلو Y من X", "يشترط خلو Y من X": that it be free is agreed on or asked for, not yet so."""
    if doc.norm(k).lstrip("وب") not in doc.words["emptiness"] and not _of_pronoun(doc, k):
        return None
    agreed = in_accord(doc, k)
    asked = (
        next(reversed(doc.said("wished", max(doc.bounds(k)[0], k - DECLARED), k)), None) if agreed is None else agreed
    )
    return (
        None
        if asked is None
        else Stance(EXPECTED, None, asked, "agreed for later" if agreed is not None else "intended")
    )


def _become(doc: Document, i: int, k: int) -> list[Hit] | None:
    """ "حرر X أحياء A وB، لتصبح C خالية من Y": what stands behind the verb that carries the state, as
    ``behind_verb``."""
    verb = state_verb(doc, i, k)
    if verb is None:
        return None
    named = behind_verb(doc, verb[0], k)
    if named is None and doc.verb_group(verb[0]) == "become":
        return topic(doc, verb[0] + 1, k) or None
    return named


def _after_place(doc: Document, k: int) -> Found | None:
    """ "خلو Y من X", "خلو مدن Y وZ من X", "خلو Y من أي وجود لX": who has left stands behind
    the places, after their "من"."""
    if k + 1 not in doc.place_on and k + 2 not in doc.place_on:
        return None
    for m in range(k + 1, min(doc.bounds(k)[1], k + 16)):
        actor = doc.actor_on.get(m)
        if actor:
            return Found(actor, "near") if actor.prep in doc.words["from"] or _any_of(doc, k, actor) else None
        if doc.finite(m) or is_break(doc, m):
            return None
    return None


def _any_of(doc: Document, k: int, actor: ActorAt) -> bool:
    """ "من أي وجود لX", "من أي تواجد عسكري لX": nothing of the side that begins behind "from" is left."""
    start = next((m for m in range(actor.i - 1, k, -1) if doc.norm(m) in doc.words["from"]), None)
    words = [doc.norm(m) for m in range(start + 1, actor.i)] if start is not None else []
    return any(word in doc.words["presence"] | doc.words["any_at_all"] for word in words)


def _empty_later(doc: Document, k: int) -> int:
    """ "خالية تماماً من X": an adverb between."""
    if doc.norm(k) not in doc.words["empty"]:
        return 0
    later = next((m for m in range(k + 1, k + 4) if doc.norm(m) in doc.words["from"]), k)
    but = any(doc.match(m, doc.lexicon.phrases["except"]) for m in range(k + 1, later))  # "خالية إلا من المقاتلين"
    return 0 if later == k or but else later - k + 1


def _inside(doc: Document, k: int, left: Found) -> list[Hit]:
    """ "خلو Y من X": the place stands between the noun and the side."""
    for m in range(k + 1, left.actor.i):
        place = doc.place_on.get(m)
        if place:
            return with_list(doc, hit_at(doc, place, k + 1, m), left.actor.i)
    return []


def made_free(doc: Document, k: int) -> list[Draft] | None:
    """باتت X محررة، أصبحت X مؤمنة، "X محررة": taken from whoever was there, by whom the text has told before."""
    word = doc.norm(k)
    if k in doc.place_on or k in doc.actor_on:
        return None
    if word.startswith(ARTICLE):
        return _freed_on_a_day(doc, k)
    if word not in doc.words["made_free"]:
        return None
    verb = state_verb(doc, doc.bounds(k)[0], k)
    by = agent_after(doc, k, right_bound(doc, k)) if word in doc.words["secured"] else None  # "مؤمنة من قبل X"
    if hits := _secured(doc, k, word, led=by is not None):
        return [Draft("made-free", "holds", k, k + 1, hit, by, None, Stance(REAL), weak=True) for hit in hits]
    if declared := _declared(doc, k):
        place, by, said = declared
        hits = _of_list(doc, place)
        return [Draft("made-free", "capture", k, k + 1, hit, by, None, said, weak=True) for hit in hits]
    by = agent_after(doc, k, doc.bounds(k)[1])  # "محررة من قبل X"
    if hits := _nominal(doc, k, by):
        type_ = "holds" if word in doc.words["secured"] else "capture"  # "X آمنة": nobody says that it was taken
        return [Draft("made-free", type_, k, k + 1, hit, by, None, Stance(REAL), weak=True) for hit in hits]
    if verb is None or doc.verb_group(verb[0]) != "become" or k - verb[0] > 14:
        return None
    hits = topic(doc, verb[0], k) or topic(doc, left_bound(doc, verb[0]), k)
    stance = stance_of(doc, left_bound(doc, verb[0]), k)
    type_ = "holds" if word in doc.words["secured"] and _since(doc, k) else "capture"
    return [Draft("made-free", type_, k, k + 1, hit, by, None, stance, weak=True) for hit in hits]


def _freed_on_a_day(doc: Document, k: int) -> list[Draft] | None:
    """ "ناحية X المحررة منذ آذار الماضي", "بلدة X المحررة أمس من Y": a place that is called freed, with its day."""
    place, agree = doc.place_on.get(k - 1), HER if doc.norm(k).endswith(FEMININE) else HIM
    day = next((doc.date_on[m] for m in (k + 1, k + 2) if m in doc.date_on), None)
    if day is None or place is None or place.mention.status != "resolved" or not can_refer(place, agree):
        return None
    by, from_ = agent_after(doc, k, right_bound(doc, k)), doc.actor_on.get(day.j + 1) or doc.actor_on.get(day.j)
    of = Found(from_, "near") if from_ is not None and from_.slug and from_.prep in doc.words["from"] else None
    hit = Hit(itself(place), "relative", None, None, place.i, k + 1)
    return [Draft("made-free", "capture", k, k + 1, hit, by, of, Stance(REAL), weak=True)]


def _since(doc: Document, k: int) -> bool:
    """ "باتت X مؤمنة بالكامل منذ الأسبوع الماضي": whether it is told since when it has been so."""
    return any(d.kind == "since" for d in doc.dates_in(k, right_bound(doc, k)))


def _secured(doc: Document, k: int, word: str, *, led: bool) -> list[Hit]:
    """ "مؤكدا أن X مؤمنة بالكامل", "X آمنة": said of a place right behind "that" or what opens a line, it is held;
    ``led``: at the head of a sentence that says by whom ("X ممسوكة من قبل Y")."""
    place = doc.place_on.get(k - 1) if word in doc.words["secured"] else None
    if place is None or place.prep or place.conj or place.mention.status == "non_place" or place.mention.reference:
        return []
    before = doc.norm(place.i - 1)
    opens = before in doc.words["complementizers"] or doc.tokens[place.i - 1].text in OPENS
    opens = opens or (led and all(doc.tokens[m].kind in ("punct", "number") for m in range(doc.bounds(k)[0], place.i)))
    return [hit_at(doc, place, place.i, k)] if opens else []


def _declared(doc: Document, k: int) -> tuple[PlaceAt, Found, Stance] | None:
    """ "أعلن X مدينة Y محررة", "أعلنت X قضاء Y منطقة محررة": who declares a place free has taken it."""
    m = k - 1 - any(doc.match(k - 1, doc.lexicon.phrases[name]) > 0 for name in ("areas", "plural_heads"))
    m -= doc.norm(m) in doc.words["ranked"] | doc.words["ordinals"]  # "X أول محافظة محررة"
    place = doc.place_on.get(m)
    verb = next((n for n in range(m - 1, max(m - DECLARED, doc.bounds(k)[0] - 1), -1) if doc.finite(n)), None)
    if place is None or place.prep or place.mention.status != "resolved" or verb is None:
        return None
    form, place = doc.finite(verb), _first_of_list(doc, place)
    between = [n for n in range(verb + 1, place.i) if n not in doc.actor_on and n not in doc.date_on]
    plain = all(doc.match(n, doc.lexicon.phrases["areas"]) or doc.tokens[n].kind == "punct" for n in between)
    by = subject_of(doc, verb, form, place.i) if form.lemma in doc.words["declares"] and plain else None
    if by is None and plain and form.lemma in doc.words["declares"] and verb + 1 in doc.actor_on:
        by = Found(doc.actor_on[verb + 1], "near")  # who only speaks for his side
    return (place, by, verb_stance(doc, verb, form)) if by is not None and by.actor.slug else None


def _first_of_list(doc: Document, place: PlaceAt) -> PlaceAt:
    """The first of the places that ``place`` is listed with."""
    return next(iter(doc.listed_with(place)), place) if place.conj else place


def _of_list(doc: Document, place: PlaceAt) -> list[Hit]:
    """Hits on ``place`` and those listed with it."""
    listed = [p for p in doc.listed_with(place) if p.mention.status != "non_place"] or [place]
    return [hit_at(doc, p, p.i, p.i) for p in listed]


def _nominal(doc: Document, k: int, by: Found | None) -> list[Hit]:
    """ "X محررة", "أعلن Y: X محررة بالكامل": a headline whose last word says that the places before it are free; with
    the day since when ("X محررة منذ أمس") a sentence as well.
    """
    place = doc.place_on.get(k - 1)
    place = _first_of_list(doc, place) if place is not None else None
    if place is None or place.prep or place.conj or place.mention.status == "non_place":
        return []
    i, j = doc.bounds(k)
    said = place.i > i and doc.tokens[place.i - 1].text == ":"
    j = next((m for m in range(k + 1, j) if doc.tokens[m].text in COMMAS), j)
    wholly = doc.match(k + 1, doc.lexicon.phrases["full"]) > 0  # "X محررة بالكامل."
    dated = any(m in doc.date_on for m in range(k + 1, min(k + SINCE, j)))
    if not (said or wholly or dated or is_headline(doc, k)):
        return []
    j = next((m for m in range(k + 1, j) if doc.norm(m)[:1] in doc.words["and"] and m in doc.actor_on), j)
    j = j if by is None else min(j, by.actor.i - BY)
    plain = (doc.lexicon.phrases["full"], doc.lexicon.phrases["adverbs"])
    rest = [m for m in range(k + 1, j) if doc.tokens[m].kind == "word" and m not in doc.date_on]
    rest = [m for m in rest if m + 1 not in doc.date_on or not doc.preposition(m)]  # "من يوم الجمعة"
    before = doc.finite(place.i - 1)
    shouted = all(doc.norm(m) in doc.words["shouts"] or doc.tokens[m].kind == "punct" for m in range(i, place.i))
    opens = (
        shouted or said or place.i == max(left_bound(doc, k), i) or (before is not None and doc.group(before) == "cite")
    )
    if not opens or place.mention.reference or any(not any(doc.match(m, words) for words in plain) for m in rest):
        return []
    return _of_list(doc, place)
