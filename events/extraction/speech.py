"""What is said by others: citing verbs, "according to", colons and nouns of telling, and how far each reaches."""

from __future__ import annotations

from dataclasses import replace

from events.extraction.citing import (
    accuser,
    announcement,
    behind_told_to,
    carried_from,
    cited_before,
    denies_back,
    heads_report,
    hearsay,
    only_told_of,
    reach_back,
    report_ends,
    report_follows,
    told_to,
)
from events.extraction.clause_bounds import announced_before, is_break
from events.extraction.document import Document
from events.extraction.marks import COMMAS
from events.extraction.sayings import Saying, names_side, saying_of, source_end
from events.extraction.source_words import by_saying, explained, only_small, source_before, told_that
from events.extraction.word_readings import CLOSE, OPEN

NOUNS = ("hearsay", "announcement", "accuses")  # lists of words that tell what is said without "that"
LONGEST_QUOTATION = 250  # tokens beyond the sentence


def _scope_stop(doc: Document, k: int, j: int) -> int:
    """Where what a citing verb at ``k`` reports ends: the sentence, a "while", or the end of a quotation it opens."""
    stop = j
    for m in doc.having("bound", k + 1, j):
        if doc.norm(m) in doc.words["whereas"] and is_break(doc, m):
            stop = m
            break
    quotes = doc.having("quote", k, stop)
    plain = sum(doc.tokens[m].text == '"' for m in quotes) % 2 == 1
    if quotes and (doc.tokens[quotes[-1]].text in OPEN or (plain and doc.tokens[quotes[-1]].text == '"')):
        after = doc.having("quote", stop, stop + LONGEST_QUOTATION)
        if after and (doc.tokens[after[0]].text in CLOSE or doc.tokens[after[0]].text == doc.tokens[quotes[-1]].text):
            return after[0]
    return stop


def _citing(doc: Document, k: int) -> bool | None:
    """True where token ``k`` is a denying verb, False where it is a citing one, None where it is neither."""
    form = doc.finite(k)
    if not form or doc.group(form) not in ("cite", "deny"):
        return None
    base = form.lemma
    here = doc.match(k, doc.lexicon.phrases["according"])  # "نقلا عن X"
    told = doc.norm(k - 1) in doc.words["as_told"] and not denies_back(doc, k)
    if here or told or doc.match(k - 1, doc.lexicon.phrases["according"]):
        return None  # "according to what X reported" is one act of citing
    if doc.norm(k).lstrip("و") in doc.words["worth_telling"] and form.asp == "i":
        return None  # "يذكر أن X سيطر": the outlet itself tells it; "دون قتال يذكر"
    between = doc.norm(k) in doc.words["not_citing_words"] and doc.norm(k) not in doc.words["explains"]
    if between or base in doc.words["not_citing"]:
        return None
    if base in doc.words["prone"] | doc.words["prone_that"] and not report_follows(doc, k):
        return None
    return doc.group(form) == "deny"


def find_sayings(doc: Document) -> tuple[Saying, ...]:
    """Return the acts of citing in the document, in order."""
    found: list[Saying] = []
    going: list[Saying] = []  # those that still go on
    speaker: tuple[int, int] | None = None
    colons = (k for k in doc.having("bound") if doc.tokens[k].text == ":")
    nouns = {k for name in NOUNS for k in doc.having(name)}
    that = {k for k in doc.having("bound") if doc.norm(k) in doc.words["complementizers"]}
    for k in sorted({*doc.having("report"), *doc.having("according"), *colons, *nouns, *that}):
        if doc.sentence_of[k] < 0:
            continue
        i, j = doc.bounds(k)
        going = [s for s in going if s.stop > k]
        saying = _cited_before(doc, k, i, j) or _verb_saying(doc, k, i, j, speaker) or _according(doc, k, i, j)
        saying = saying or _headed(doc, k, j) or (_told_in_noun(doc, k, j, going) if k in nouns else None)
        saying = saying or (_unlisted(doc, k, j, going) if k in that else None)
        if saying:
            found.append(saying)
            going.append(saying)
            if saying.j > saying.i and not (k in nouns and only_told_of(doc, k)):
                speaker = (saying.i, saying.j)
    return tuple(found)


def _unlisted(doc: Document, k: int, j: int, found: list[Saying]) -> Saying | None:
    """ "أردف المتحدث أن": the saying of "that" at ``k`` behind a source whose verb no list has."""
    source = None if any(s.start <= k < s.stop for s in found) else told_that(doc, k)
    reach = (k, _scope_stop(doc, k, j))
    return saying_of(doc, source[0], reach, source, denies=False, indirect=True) if source else None


def _cited_before(doc: Document, k: int, i: int, j: int) -> Saying | None:
    """ "…، كما ذكرت X", "…، وهو ما أكده X", "«…»، قال X"."""
    if doc.finite(k) is None:
        return None
    stop = source_end(doc, k + 1, j)
    if not cited_before(doc, k, stop):
        return None
    aside = stop < j and doc.tokens[stop].text in COMMAS  # "سيطر X، كما ذكر Y، على Z"
    reach = reach_back(doc, k - 2, i), j if aside else k + 1
    return saying_of(doc, k, reach, (k + 1, stop), denies=False, indirect=False)


def _headed(doc: Document, k: int, j: int) -> Saying | None:
    """ "X: …": the saying that a colon at ``k`` opens."""
    source = heads_report(doc, k) if doc.tokens[k].text == ":" else None
    return saying_of(doc, k, (k, _scope_stop(doc, k, j)), source, denies=False, indirect=True) if source else None


def _told_in_noun(doc: Document, k: int, j: int, found: list[Saying]) -> Saying | None:
    """The saying of a noun of telling at ``k``; what is denied stays so, whatever it is called."""
    if any(s.denies and s.start <= k < s.stop for s in found) and not announced_before(doc, k):
        return None
    if hearsay(doc, k) and not (doc.norm(k) in doc.words["news_item"] and any(s.start <= k < s.stop for s in found)):
        return saying_of(doc, k, (k, report_ends(doc, k + 1)), (k, k), denies=False, indirect=True)
    if (source := accuser(doc, k)) is not None:
        until = report_ends(doc, k + 1, until=doc.words["since"])
        return saying_of(doc, k, (k, until), source, denies=False, indirect=True)
    stop = source_end(doc, k + 1, j) if announcement(doc, k) else k
    if stop <= k + 1:
        return None
    return saying_of(doc, k, (k, report_ends(doc, stop)), (k + 1, stop), denies=False, indirect=True)


def _verb_saying(doc: Document, k: int, i: int, j: int, speaker: tuple[int, int] | None) -> Saying | None:
    """The saying that a verb or a participle of citing at ``k`` opens."""
    if doc.norm(k) in doc.words["by_saying"] or (doc.norm(k) in doc.words["explains"] and not doc.forms(k)):
        known = by_saying(doc, k, i) or explained(doc, k, source_end(doc, k + 1, j))
        return known and saying_of(doc, k, (k, _scope_stop(doc, k, j)), known, denies=False, indirect=True)
    lie = doc.at(k + 1).text in COMMAS and doc.match(k, doc.lexicon.phrases["belied"])  # "وهذا كذب، والمدينة بيد X"
    if lie or not doc.forms(k) or doc.match(k, doc.lexicon.phrases["denial_after"]):
        return None  # "… كذب محض": a judgement on what was said before it, and nobody's report
    denies = _citing(doc, k)
    citing = (f for f in doc.forms(k) if f.pos == "ap" and doc.group(f) in ("cite", "deny"))
    participle = next(citing, None) if denies is None else None
    if denies is None and not (participle and doc.norm(k).endswith(("ا", "ه", "ين")) and k not in doc.actor_on):
        return None
    if participle:
        denies = doc.group(participle) == "deny"
        return saying_of(doc, k, (k, _scope_stop(doc, k, j)), speaker or (k, k), denies=denies, indirect=True)
    first = behind_told_to(doc, k + 1, j)
    theirs = first == k + 1 and told_to(doc, first) and doc.finite(k).num != "s"  # "شهود أكدوا للجزيرة نت"
    stop = first if theirs else source_end(doc, first, j)
    if stop == first or all(doc.tokens[m].kind != "word" for m in range(first, stop)):
        goes_on = speaker is not None and speaker[0] >= i and {"و", "ف"} & set(doc.finite(k).pro)
        goes_on = goes_on or doc.norm(k) in doc.words["report_opens"]  # "نقلت X عن مصدر قوله إن"
        before = (k, k) if goes_on else source_before(doc, k, i)  # "نفت X … وأكدت أن"
        source = before if before[1] > before[0] and not only_small(doc, *before) else (speaker or (k, k))
    else:
        source = (first, stop)
    indirect = any(
        doc.norm(m) in doc.words["complementizers"] or (doc.tokens[m].text in '«“:"' and not names_side(doc, m))
        for m in range(k + 1, min(j, stop + 6))
    )
    reach = k, stop if denies_back(doc, k) else _scope_stop(doc, k, j)
    saying = saying_of(doc, k, reach, source, denies=bool(denies), indirect=indirect)
    told = carried_from(doc, stop, j)
    return replace(saying, actor=told) if told else saying


def _according(doc: Document, k: int, i: int, j: int) -> Saying | None:
    """ "According to X": the saying of the source behind the phrase at ``k``."""
    length = doc.match(k, doc.lexicon.phrases["according"])
    if length and any(doc.match(m, doc.lexicon.phrases["according"]) for m in range(max(i, k - 6), k)):
        return None  # "وفق ما نقل X عن مصدر": X carries it, whomever it quotes
    if not length or k in doc.place_on or k in doc.actor_on:
        return None
    start = k + length
    while start < j and doc.norm(start) in doc.words["told"]:
        start += 1
    if doc.norm(start).removeprefix("ل") in doc.words["no_sources"]:
        return None  # "وفق الاتفاق الموقع مع X": as agreed, and nobody's words
    stop = source_end(doc, start, j)
    begin = reach_back(doc, k, i)
    reach = begin, j if k - i < 4 else k + 1
    return saying_of(doc, k, reach, (start, stop), denies=False, indirect=False)


def by_sentence(doc: Document, sayings: tuple[Saying, ...]) -> dict[int, list[Saying]]:
    """The acts of citing that reach into each sentence."""
    found: dict[int, list[Saying]] = {}
    for saying in sayings:
        for number in {doc.sentence_of[k] for k in range(saying.start, saying.stop)}:
            found.setdefault(number, []).append(saying)
    return found


def saying_for(doc: Document, sayings: dict[int, list[Saying]], k: int) -> Saying | None:
    """The innermost act of citing that covers token ``k``, the citing verb itself standing before it or
    "according to".
    """
    covering = [s for s in sayings.get(doc.sentence_of[k], ()) if s.start <= k < s.stop and s.verb != k]
    return max(covering, key=lambda s: (s.verb <= k, s.verb)) if covering else None
