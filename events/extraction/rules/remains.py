"""Rules for what a side still has: "Y معقل X", "لم يبق لـX سوى Y", "Y آخر ما تبقى بيد X"."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.announced import announced_places
from events.extraction.clause_bounds import left_bound, right_bound
from events.extraction.clauses import Found, actors_between, carried
from events.extraction.document import Document, PlaceAt
from events.extraction.lists import with_list
from events.extraction.marks import COMMAS, QUOTES
from events.extraction.modality import REAL, Stance, negated, verb_stance
from events.extraction.proclitics import ARTICLE
from events.extraction.referents import Hit, hit_at, itself, prep_at, pronoun_place
from events.extraction.relatives import located_by
from events.extraction.rules.draft import Draft
from events.extraction.rules.holders import by_pronoun, theirs
from events.extraction.rules.sides import government_at
from events.extraction.rules.state_places import state_verb
from events.extraction.rules.state_stance import stance_of

IN_WHICH = 8  # tokens from what is left to the place that it lies in
MADE = 8  # tokens from "makes it", over the side, to what it makes of the place
REACH = 18  # tokens from "there is not left" to "but"


def stronghold(doc: Document, k: int) -> list[Draft] | None:
    """Y، معقل X: Y is held by X; of a place just taken it only names the loser."""
    length = 0 if k in doc.place_on else doc.match(k, doc.lexicon.phrases["stronghold"])
    if not length:
        return None
    if any(doc.norm(m).lstrip("ولب") in doc.words["clearing"] for m in (k - 1, k - 2)):
        return []
    if any(doc.norm(m) in doc.words["gone_by"] for m in range(k + length, k + length + 2)):
        return []  # "معقله السابق"
    if any(doc.group(f) == "fall" for m in (k - 1, k - 2) for f in doc.forms(m)):
        return []  # "X.. سقوط آخر معاقل Y": it is not held any more
    owner = None
    for m in range(k + length, min(k + length + 5, len(doc.tokens))):
        if m in doc.actor_on:
            owner = Found(doc.actor_on[m], "near")
            break
        if code := prep_at(doc, m, doc.words["receives"]):
            owner = theirs(doc, k, code)
            break
        if m in doc.place_on or doc.tokens[m].text in "،." or doc.norm(m)[:1] in doc.words["receives"]:
            break  # "معقلا للطائفة التي ينتمي إليها الرئيس"
    if doc.norm(k + length - 1).endswith(tuple(doc.words["own_stronghold"])):
        owner = by_pronoun(doc, k, length)  # "معقله الأبرز": whoever is named behind it
        owner = owner or next((Found(a, "near") for a in actors_between(doc, k, doc.bounds(k)[1]) if a.slug), None)
    owner = _who_made_it(doc, k) or owner
    until = range(k + length, owner.actor.i) if owner is not None else ()
    if owner is None or any(doc.verb_group(m) == "be" and doc.finite(m).asp == "p" for m in until):
        return []  # "آخر جيب كان بيد X": so it was
    first = _first_rank(doc, k)
    place = _turned_into(doc, k)
    if place is None:
        place = _named_in(doc, k + length, owner) if _behind_preposition(doc, k) else _place_apposed_to(doc, first)
    if place is None:
        return []
    apposed = doc.tokens[first - 1].text in COMMAS and _up_to(doc, place, first - 1)  # "خطة لعزل X، معقل Y"
    if not apposed and _was(doc, place, k):
        return []  # "كانت X معقلا لY": so it was
    described = _told_in_relative(doc, place, k) and _counts_as(doc, k)
    stance = Stance(REAL) if apposed or described else stance_of(doc, left_bound(doc, k), k)
    plural = doc.norm(k).lstrip("و") in doc.words["plural_strongholds"]
    one = any(
        doc.norm(m).removeprefix("ال").startswith(tuple(doc.words["one_stronghold"])) for m in range(k, k + length)
    )
    same = () if one else doc.listed_with(place)  # one stronghold is one place
    hits = [Hit(itself(p), "near", None, None, p.i, k + length) for p in same or [place]]
    return [
        Draft("stronghold", "holds", k, k + length, h, owner, None, stance, weak=plural, since_holds=True) for h in hits
    ]


def _counts_as(doc: Document, k: int) -> bool:
    """ "تعهد X بأن تكون A، التي تعد معقل Y، وجهته": a relative clause of the present says what the place is,
    whatever is told of it outside."""
    verb = state_verb(doc, doc.bounds(k)[0], k)
    form = doc.finite(verb[0]) if verb else None
    now = form is not None and form.asp == "i" and not form.pro and negated(doc, verb[0]) is None
    return now and doc.norm(verb[0] - 1) in doc.words["relatives"]


def _was(doc: Document, place: PlaceAt, k: int) -> bool:
    """ "كانت X معقلا لY", "X التي كانت معقلا لY": whether "was" carries what is told of the place at ``k``."""
    verb = state_verb(doc, doc.bounds(k)[0], k)
    form = doc.finite(verb[0]) if verb else None
    told = form is not None and (place.j <= verb[0] or (verb[0] == place.i - 1 and not place.prep))
    return told and form.asp == "p" and form.lemma in doc.words["be"]


def _first_rank(doc: Document, k: int) -> int:
    """ "أحد آخر أكبر معاقل X": the first of the words that rank the stronghold at ``k``."""
    while k - 1 not in doc.place_on and doc.norm(k - 1).lstrip("و") in doc.words["last"]:
        k -= 1
    return k


def _behind_preposition(doc: Document, k: int) -> bool:
    """Whether a preposition stands before the stronghold: it is no apposition to the place before it."""
    word = doc.norm(k)
    return doc.norm(k - 1).lstrip("و") in doc.words["prepositions"] or word.startswith(tuple(doc.words["glued_to"]))


def _turned_into(doc: Document, k: int) -> PlaceAt | None:
    """ "تحولت X إلى معقل لY", "X التي تحولت إلى معقل لY": the place beside the verb of turning into."""
    if doc.norm(k - 1) not in doc.words["slot_to"]:
        return None
    verb = next(
        (m for m in range(k - 2, max(k - MADE, 0) - 1, -1) if doc.norm(m).lstrip("و") in doc.words["turned_into"]), None
    )
    if verb is None:
        return None
    place = doc.place_on.get(verb + 1) or doc.place_on.get(verb - 1 - (doc.norm(verb - 1) in doc.words["relatives"]))
    return place if place is not None and not place.prep and place.mention.status == "resolved" else None


def _named_in(doc: Document, k: int, owner: Found) -> PlaceAt | None:
    """ "من معقلهم في X": the settlement that "in" names right after the stronghold or its owner."""
    for m in range(k, min(max(k, owner.actor.j) + 4, len(doc.tokens))):
        place = doc.place_on.get(m)
        if place:
            wide = place.mention.place is not None and place.mention.place.kind in ("country", "governorate")
            at = place.mention.status != "non_place" and place.mention.relation == "at"
            return place if place.prep in doc.words["inside"] and at and not wide else None
        if doc.tokens[m].text in "،,." or doc.finite(m):
            return None
    return None


def _place_apposed_to(doc: Document, k: int) -> PlaceAt | None:
    """The place that a stronghold's name stands beside: just before it, with at most a few words between."""
    i, _ = doc.bounds(k)
    comma = doc.tokens[k - 1].text in COMMAS  # "بين X، معقل Y، وZ": beside the place, wherever that leads
    for m in range(k - 1, max(i - 1, k - 12), -1):
        place = doc.place_on.get(m)
        beside = place is not None and comma and _up_to(doc, place, k - 1)
        if (
            place
            and (beside or not place.mention.reference or _told_in_relative(doc, place, k))
            and (beside or place.mention.relation in ("at", "part") or _told_in_relative(doc, place, k))
            and (not place.prep or place.j >= k - 2 or _told_in_relative(doc, place, k))
        ):
            return located_by(doc, place) or place
        made = doc.norm(m) in doc.words["took_as"]
        if doc.finite(m) and not made and doc.verb_group(m) not in ("be", "stay", "become", "count_as"):
            return None
    return None


def _up_to(doc: Document, place: PlaceAt, k: int) -> bool:
    """Whether a place, with at most two adjectives ("شقرة الساحلية"), ends at ``k``."""
    between = range(place.j, k)
    plain = all(doc.norm(m).startswith("ال") and not doc.forms(m) and m not in doc.actor_on for m in between)
    return place.j <= k <= place.j + 2 and plain


def _who_made_it(doc: Document, k: int) -> Found | None:
    """ "X التي يتخذها Y معقلا له": who has made a stronghold of the place that the relative describes."""
    verb = next((m for m in range(k - 1, max(k - MADE, 0), -1) if doc.norm(m) in doc.words["took_as"]), None)
    if verb is None or doc.norm(verb - 1) not in doc.words["relatives"]:
        return None
    side = doc.actor_on.get(verb + 1)
    return Found(side, "near") if side is not None and side.i == verb + 1 and not side.prep else None


def _told_in_relative(doc: Document, place: PlaceAt, k: int) -> bool:
    """ "قرب X التي لا تزال معقلاً لY", "إلى X الساحلية التي": a relative clause right after the place is about it."""
    m = place.j + (doc.at(place.j).text in COMMAS)
    m += doc.norm(m).startswith(ARTICLE) and doc.norm(m) not in doc.words["relatives"] and not doc.mentioned(m)
    return m < k and doc.norm(m) in doc.words["relatives"]


def left_only(doc: Document, k: int) -> list[Draft] | None:
    """ "لم يبق لـX سوى Y", "لم يعد في يد X غير Y": all that X still holds."""
    length = 0 if k in doc.place_on else doc.match(k, doc.lexicon.phrases["not_left"])
    if not length:
        return None
    _, stop = doc.bounds(k)
    but = next((m for m in range(k + length, min(stop, k + REACH)) if _but(doc, m)), None)
    if but is None:
        return None
    owner = next((Found(a, "near") for a in actors_between(doc, k, but) if a.slug and not a.beside), None)
    owner = owner or _by_pronoun(doc, k + length, but) or _by_capital(doc, k + length, but)
    outside = _out_of_control(doc, k + length, but)
    first = next(
        (m for m in range(but + 1, stop) if doc.tokens[m].text not in QUOTES and not _number_or_part(doc, m)), but + 1
    )
    place = doc.place_on.get(first) or _in_which(doc, first, stop)
    named = place is not None and place.i == first and not place.prep  # "سوى A وأجزاء من B"
    hits = [] if named else announced_places(doc, but, stop)  # "سوى جيوب صغيرة: A وB", "سوى مدن منها A"
    if not hits and place is not None and place.mention.status != "non_place":
        at = not place.prep or place.prep in doc.words["inside_or_of"]  # "سوى 10 في المئة من X"
        hits = with_list(doc, hit_at(doc, place, but + 1, place.i), right_bound(doc, place.j - 1)) if at else []
        hits = [replace(hit, extent="partial") for hit in hits] if place.prep else hits
    hits = hits or _share_of_it(doc, first)
    if not (owner or outside) or not hits:
        return []
    owner = None if outside else owner  # "لم يبق خارج سيطرة X سوى Y": somebody else's
    again = hits[0].place.mention.status == "back"  # "سوى المدينة": which one is the less sure
    return [
        Draft("left-only", "holds", k, k + length, hit, owner, None, Stance(REAL), weak=again, since_holds=True)
        for hit in hits
    ]


def _but(doc: Document, m: int) -> bool:
    """ "But", or "does not exceed": "ما بقي بيد X لا يتجاوز ثلث Y"."""
    exceeds = doc.norm(m).lstrip("و") in doc.words["exceeds"] and doc.norm(m - 1) in doc.words["not"]
    return exceeds or doc.norm(m) in doc.words["but"]


def _share_of_it(doc: Document, m: int) -> list[Hit]:
    """ "سوى أجزاء منها": a share of the place that the pronoun right behind it stands for."""
    code = prep_at(doc, m, doc.words["from"])
    share = code and doc.match(m - 1, doc.lexicon.phrases["partial"])
    place = pronoun_place(doc, m, code) if share else None
    return [Hit(place, "pronoun", "partial", None, m - 1, m + 1)] if place else []


def _by_pronoun(doc: Document, i: int, j: int) -> Found | None:
    """ "لم يبق له سوى X", "في يده", "تحت سيطرتهم": the side that a pronoun between "is left" and "but" stands for."""
    for m in range(i, j):
        code = doc.lexicon.owners.get(doc.norm(m)) or prep_at(doc, m, doc.words["is_with"])
        if code:
            return carried(doc, m - 1, None, code)
    return None


def _by_capital(doc: Document, i: int, j: int) -> Found | None:
    """ "لم يبق لدمشق هناك سوى X": a capital stands for its government."""
    places = (p for m in range(i, j) if (p := doc.place_on.get(m)) is not None and p.i == m)
    seat = next((p for p in places if p.prep in doc.words["receives"] and p.mention.head is None), None)
    known = seat.mention.place if seat is not None and seat.mention.place is not None else None
    country = next((c for c in doc.names.words.countries if c.code == doc.country), None) if doc.names else None
    of_it = known is not None and country is not None and known.id == country.seat
    return government_at(doc, seat.i) if seat is not None and of_it else None


def _out_of_control(doc: Document, i: int, but: int) -> bool:
    """ "لم يبق خارج نفوذ X سوى Y", "لم يبق سوى Y خارج سيطرة X": what X has not got."""
    j = min(doc.bounds(i)[1], but + REACH)
    before = any(doc.norm(m) in doc.words["out_of"] for m in range(i, but))
    return before or any(doc.match(m, doc.lexicon.phrases["outside"]) for m in range(but, j))


def left_to_side(doc: Document, k: int) -> list[Draft] | None:
    """ "بقيت للمعارضة أحياء A وB", "وتبقى لX في Y بلدة Z": what is left to a side, told without "but"."""
    form = doc.finite(k)
    if form is None or form.lemma not in doc.words["is_left"] or doc.norm(k - 1) in doc.words["not"]:
        return None
    side = doc.actor_on.get(k + 1)
    if side is None or side.prep != "ل" or not side.slug:
        return None
    stop = right_bound(doc, k)
    for m in range(side.j, min(stop, side.j + REACH)):
        place = doc.place_on.get(m)
        if place is None or place.i != m:
            if doc.norm(m) in doc.words["but"]:
                return []
            continue
        if place.prep or place.mention.reference or place.mention.status == "non_place":
            continue
        hits, owner = with_list(doc, hit_at(doc, place, side.j, m), stop), Found(side, "near")
        stance = verb_stance(doc, k, form)
        return [Draft("left-only", "holds", k, k + 1, h, owner, None, stance, since_holds=True) for h in hits]
    return []


def _in_which(doc: Document, m: int, stop: int) -> PlaceAt | None:
    """ "سوى جيب صغير في Y", "سوى بضعة كيلومترات في Y": the place in which a little is left; a deed is nothing that is
    ("سوى الفرار من Y")."""
    if any(f.pos == "vn" and f.lemma in doc.lexicon.frames_of for f in doc.forms(m)):
        return None
    for n in range(m + 1, min(stop, m + IN_WHICH)):
        place = doc.place_on.get(n)
        if place is not None:
            lies = place.prep in doc.words["inside_or_of"]
            return place if lies and not place.mention.reference else None
        if doc.finite(n) or (doc.tokens[n].kind == "punct" and not _within_number(doc, n)):
            return None
    return None


def _within_number(doc: Document, n: int) -> bool:
    """Whether a mark is a quotation mark, or the comma of "19,5"."""
    number = n + 1 < len(doc.tokens) and all(doc.tokens[m].kind == "number" for m in (n - 1, n + 1))
    return number or doc.tokens[n].text in QUOTES


def _number_or_part(doc: Document, m: int) -> bool:
    """A number or a word of parts before the places ("سوى ثلاث بلدات هي …")."""
    return m not in doc.place_on and (doc.tokens[m].kind == "number" or doc.norm(m) in doc.lexicon.part_words)
