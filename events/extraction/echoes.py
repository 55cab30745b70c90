"""Claims of one text beside each other: the same change told twice, a state or an entry that says nothing new."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from events.extraction.place_kinds import BUILDINGS
from events.extraction.types import FAMILY, REAL, Claim, is_real_gain, medium_at_most
from events.extraction.winners import as_capture

STATES = ("under.holds", "holds.present", "holds.lasting")
DENIED, EXPECTED = "denied", "expected"
NOUN = ".noun"
MADE_BY = ("gain", "siege", "siege_broken", "advance", "repelled")  # families of changes that a side makes
SIEGES = ("siege", "siege_broken")
INSIDE = 15  # characters between a thing and the town that it is in: "في مدينة"
NEAR = timedelta(days=7)
TAKEN_OUT = "evacuate.noun"
HEAD = 3  # sentences at the head of a text: its outlet, its headline
LEAD = (1, 2)  # sentences from a headline to that which tells its news
ENTERED = ("enter.", "come-inside")
CLOSED_IN = "close-in.verb"
NOBODY, REFERRED = "the side is not named", "the side is a reference back"
PLAIN = "; place and side named in the clause"
IN_PART = "only a part is told of below"


def without_taken_strongholds(claims: list[Claim]) -> list[Claim]:
    """ "One of the last strongholds of X", of a place just taken, names the loser and is no claim of its own; nor is it
    of the town in which something was ("سيطر X على مقر Y في A، آخر معاقل Y")."""
    gains = [c for c in claims if is_real_gain(c)]
    taken = {c.place_id for c in gains}
    ends = {(c.losing, c.end) for c in gains}

    def inside(c: Claim) -> bool:
        return any((c.gaining, (c.place_start or 0) - n) in ends for n in range(INSIDE + 1))

    return [c for c in claims if c.rule != "stronghold" or not (c.place_id in taken or inside(c))]


def once_each(claims: list[Claim]) -> list[Claim]:
    """One claim for a place that one trigger reaches twice ("سيطروا على X، عاصمة ولاية Y"): the one named first."""
    first: dict[tuple, Claim] = {}
    for c in sorted(claims, key=lambda c: c.place_start or 0):
        key = (c.trigger_start, c.place_id or c.id, c.part, c.type, c.gaining, c.losing, c.modality)
        first.setdefault(key, c)
    kept = {c.id for c in first.values()}
    return [c for c in claims if c.id in kept]


def announced_captures(claims: list[Claim]) -> list[Claim]:
    """ "It announced that it controls X", beside "it took X" in the same text, tells the same change once more; "X,
    which it controls" announces nothing."""
    gains = {(c.place_id, c.gaining) for c in claims if is_real_gain(c) and c.place_id}
    present = [c for c in claims if c.rule == "holds.present"]
    triggers = {c.trigger_start for c in present if (c.place_id, c.gaining) in gains}

    def told(c: Claim) -> bool:
        new = c.modality == "claimed" and c.date_start is None and c.extent != "partial"
        named = c.place_start is not None and c.quote[c.place_start - c.start :].startswith(c.place_text or "")
        return (
            c.rule == "holds.present"
            and new
            and named
            and ((c.place_id, c.gaining) in gains or c.trigger_start in triggers)
        )

    return [as_capture(c) if told(c) else c for c in claims]


def without_own_sieges(claims: list[Claim]) -> list[Claim]:
    """ "انسحب X من A بعد حصار فرضته عليها": who leaves a place has not laid the siege to it that the sentence tells;
    who leaves its outskirts may have. "أطبق X على A التي بات يحكم سيطرته عليها": who closed in on it has taken it."""
    taken = {(c.sentence, c.place_id, c.gaining) for c in claims if c.place_id and is_real_gain(c)}
    claims = [c for c in claims if c.rule != CLOSED_IN or (c.sentence, c.place_id, c.gaining) not in taken]
    real = (c for c in claims if c.place_id and c.losing and c.modality in REAL and c.type not in SIEGES)
    left = {(c.sentence, c.place_id, c.losing) for c in real if c.extent != "partial" and c.part is None}
    claims = [c for c in claims if c.type != "siege" or (c.sentence, c.place_id, c.gaining) not in left or _named_by(c)]
    broken = {(c.sentence, c.place_id, c.part, c.gaining): c for c in claims if c.type == "siege_broken" and c.gaining}

    def of_before(c: Claim) -> bool:
        end = broken.get((c.sentence, c.place_id, c.part, c.gaining)) if c.type == "siege" else None
        return end is not None and c.rule.endswith(NOUN) and end.trigger_start < c.trigger_start

    return [_by_nobody(c) if of_before(c) else c for c in claims]


def _by_nobody(siege: Claim) -> Claim:
    """ "كسر X الحصار عن A بعد عامين من حصارها": who broke the siege has not laid it."""
    side = dict.fromkeys(("gaining", "gaining_ar", "gaining_en", "gaining_start", "gaining_end"))
    said = replace(siege, **side, reasons=f"rule {siege.rule}")
    return _lowered(said, NOBODY)


def left_by_taker(claims: list[Claim], by_men: Collection[str]) -> list[Claim]:
    """ "سيطر X على A. وقال سكان إن المسلحين انسحبوا من المدينة": nobody knows whether men of no name
    (``by_men``: ids of the claims told of such) who left what X has just taken are X's.
    """
    taken = {(c.place_id, c.gaining): c for c in reversed(claims) if c.place_id and is_real_gain(c) and c.gaining}

    def doubtful(c: Claim) -> bool:
        gain = taken.get((c.place_id, c.losing)) if c.id in by_men and FAMILY[c.type] == "leave" else None
        return gain is not None and gain.trigger_start < c.trigger_start

    return [_lowered(c, REFERRED) if doubtful(c) else c for c in claims]


def _named_by(siege: Claim) -> bool:
    """ "الحصار الذي تفرضه X على A": whether the verb of a siege has right behind it who laid it."""
    return siege.gaining_start is not None and 0 < siege.gaining_start - siege.trigger_end <= 1


def without_echoes(claims: list[Claim]) -> list[Claim]:
    """ "… which puts it under X's control", said of what X has just taken in the same text, tells nothing new.

    "Y is held by X, who took it in 2018" tells two things.
    """
    gains = [c for c in claims if is_real_gain(c) and c.place_id]
    taken = {(c.place_id, c.gaining): c for c in gains if c.date_start}
    lost = {(c.sentence, c.place_id, c.losing): c for c in gains if c.losing}

    def echo(c: Claim) -> bool:
        gain = taken.get((c.place_id, c.gaining))
        told = gain is not None and not (gain.sentence == c.sentence and gain.trigger_start > c.trigger_start)
        taken_off = lost.get((c.sentence, c.place_id, c.gaining))  # "استعاد X مدينة A، آخر مدينة لا تزال بيد Y"
        return told or (taken_off is not None and taken_off.trigger_start < c.trigger_start)

    return [c for c in claims if not (_plain_state(c) and echo(c))]


def headlines_of_parts(claims: list[Claim]) -> list[Claim]:
    """ "X تستعيد A" above a text that tells only of a part of A ("تحرير الجانب الأيسر من A"): medium, for a headline
    shortens."""

    def told(c: Claim) -> bool:
        return bool(c.place_id and c.gaining and c.modality in REAL and FAMILY[c.type] in ("gain", "advance"))

    gains = [c for c in claims if told(c)]
    parts = {(c.place_id, c.gaining): c.sentence for c in gains if _of_part(c)}
    whole = {(c.place_id, c.gaining): c.sentence for c in gains if is_real_gain(c) and not _of_part(c)}  # the last one

    def shortened(c: Claim) -> bool:
        key, stops = (c.place_id, c.gaining), c.sentence_text.rstrip().endswith(".")
        head = c.sentence < HEAD and not stops and is_real_gain(c) and not _of_part(c)
        return head and whole.get(key) == c.sentence < parts.get(key, -1)

    return [_lowered(c, IN_PART) if shortened(c) else c for c in claims]


def _lowered(claim: Claim, why: str) -> Claim:
    reasons = claim.reasons.removesuffix(PLAIN) + f"; {why}"
    return replace(claim, confidence=medium_at_most(claim), reasons=reasons)


def _of_part(c: Claim) -> bool:
    return c.extent == "partial" or c.part is not None


def entered_again(claims: list[Claim]) -> list[Claim]:
    """ "دخل X بلدة A وسيطر عليها", "تسلم X بلدة A التي دخلها": what a side takes in a sentence it has entered; "سيطر X
    على A بعد إخراج Y منها": and whom it takes out of it has lost it.
    "X يدخل A" at the head of a text that then tells of the taking is that.
    """
    gains = [c for c in claims if is_real_gain(c) and c.extent != "partial"]
    taken = {(c.sentence, c.place_id, c.gaining) for c in gains}
    lost = {(c.sentence, c.place_id, c.losing) for c in gains if c.losing}
    news = {(c.sentence, c.place_id, c.gaining) for c in gains if _of_these_days(c)}

    def again(c: Claim) -> bool:
        if c.place_id is None or c.modality not in REAL:
            return False
        whole = c.type == "advance" and c.extent is None and c.part is None
        taken_out = c.type == "evacuation" and c.rule == TAKEN_OUT and (c.sentence, c.place_id, c.losing) in lost
        head = c.date_start is None and c.sentence < HEAD
        headline = head and any((c.sentence + n, c.place_id, c.gaining) in news for n in LEAD)
        return (whole and (headline or (c.sentence, c.place_id, c.gaining) in taken)) or taken_out

    return [c for c in claims if not again(c)]


def _of_these_days(claim: Claim) -> bool:
    """Whether a change is told of a day of the week before it was known."""
    return None not in (claim.date_start, claim.known_on) and claim.known_on - claim.date_start <= NEAR


def denied_taking(claims: list[Claim]) -> list[Claim]:
    """ "نفت ادعاء دخولها X", told to be taken in the same text: what is denied of it is the taking."""
    taken = {c.place_id for c in claims if is_real_gain(c) and c.place_id}

    def meant(c: Claim) -> bool:
        return c.type == "advance" and c.modality == DENIED and c.rule.startswith(ENTERED) and c.place_id in taken

    return [as_capture(c) if meant(c) and c.place_kind in BUILDINGS else c for c in claims]


def denied_once(claims: list[Claim]) -> list[Claim]:
    """ "لم يسيطروا على X … ولم يدخلوا متراً واحداً منها": beside the denial of its taking that of an entry says the
    same once more."""
    denied = {c.place_id for c in claims if c.modality == DENIED and FAMILY[c.type] == "gain"}

    def again(c: Claim) -> bool:
        return c.type == "advance" and c.modality == DENIED and c.place_id is not None and c.place_id in denied

    return [c for c in claims if not again(c)]


def without_nameless(claims: list[Claim]) -> list[Claim]:
    """A change of a place told once without the side that made it, beside the same change told with it."""
    named: dict[tuple, set[tuple]] = {}  # the losers and days told of each
    for c in claims:
        if c.gaining and c.modality in REAL and c.place_id and c.extent != "partial":
            named.setdefault((c.place_id, FAMILY[c.type]), set()).add((c.losing, c.date_start))

    def again(c: Claim) -> bool:
        if c.gaining or c.modality not in REAL or c.extent == "partial" or FAMILY[c.type] not in MADE_BY:
            return False
        same = named.get((c.place_id, FAMILY[c.type]), ())
        return any(c.losing in (None, losing) and c.date_start in (None, day) for losing, day in same)

    return [c for c in claims if not again(c)]


def still_to_come(claims: list[Claim]) -> list[Claim]:
    """ "ساعة الصفر لانتزاع X قريبة … وبحثوا إعادة النازحين بعد طرد Y منها": a gain told by its noun alone, by nobody,
    of a place that the text tells to be taken yet and never to have been taken, is the one still to come."""

    def is_whole(c: Claim) -> bool:
        return bool(FAMILY[c.type] == "gain" and c.place_id and c.part is None)

    whole = [c for c in claims if is_whole(c)]
    ahead = {c.place_id for c in whole if c.modality == EXPECTED}
    done = {c.place_id for c in whole if c.modality in REAL and (c.gaining or not c.rule.endswith(NOUN))}

    def told(c: Claim) -> bool:
        nobody = is_whole(c) and c.modality in REAL and not c.gaining and c.rule.endswith(NOUN)
        return nobody and c.place_id in ahead and c.place_id not in done

    return [c for c in claims if not told(c)]


def _plain_state(claim: Claim) -> bool:
    """Whether a claim only says who holds a whole place, without a day."""
    plain = claim.extent is None and claim.date_start is None and claim.part is None
    return claim.type == "holds" and claim.rule in STATES and plain
