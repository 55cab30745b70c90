"""Why a claim was read so, and by which rule, in the reader's language. Claims store English words and rule names."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gazetteer.matching.arabic import fold

# By the words that ``events.extraction.confidence`` and ``modality`` store.
REASONS = {
    "place and side named in the clause": _("place and side are named in the clause"),
    "a curated fact with its reference": _("a fact of the historical ledger with its reference"),
    "place tied": _("several places fit the name"),
    "place unresolved": _("the place is not in the gazetteer"),
    "place unverified": _("no record confirms the position of the place"),
    "said of what is near the place": _("said of what lies near the place"),
    "said of what is around the place": _("said of the surroundings of the place"),
    "said of what is along the place": _("said of what lies along the place"),
    "place named by a pronoun": _("a pronoun stands for the place"),
    "the side is not named": _("the side is not named"),
    "the side is carried over from an earlier clause": _("the side is taken from an earlier clause"),
    "the side is only told to take part": _("the side is only told to take part, the taker may be another"),
    "the winner is the side told to attack or besiege the place": _("taken to be won by who attacked or besieged it"),
    "the winner is the side that had lost the place": _("the winner is the side that had lost the place"),
    "the winner is the side that lost the place later": _("the winner is the side that lost the place later"),
    "the unit is taken for the only army that the text names": _("the unit is taken for the only army in the text"),
    "the winner is the side that tells of it": _("the winner is the side that tells of it"),
    "the winner is the other side of the attack": _("the winner is the other side of the attack"),
    "the side is a reference back": _("the side is named by a reference back"),
    "a campaign made ready": _("a campaign that is only being prepared"),
    "not told to be done": _("not told to have been done"),
    "only towards the place": _("told to move towards the place, not to have come to it"),
    "a judgement": _("a judgement, no report"),
    "called a lie": _("the text calls it a lie"),
    "a thing in the place": _("said of a thing in the place, not of the place"),
    "a word that also tells how things stand": _("the word may also tell how things stand"),
    "only alleged": _("only alleged"),
    "told in a question": _("a question that takes it for known"),
    "told as known, without a day": _("recalled as known, without a day"),
    "the title of another article": _("it stands in the title of another article"),
    "only a part is told of below": _("a headline, and the text below it tells only of a part of the place"),
    "people without arms are told of": _("the sentence tells of people without arms"),
    "place named by a wider word": _("the place is named by a wider word"),
    "the place stands only at the head of the line": _("the place stands only at the head of the line"),
    "the place is a reference back, and others are named beside it": _(
        "the place is named by a reference back, and other places stand beside it"
    ),
    "who left which place is told by nouns and pronouns": _("who left which place is told by nouns and pronouns only"),
    "the winner is the side that takes in the sentence before": _(
        "the winner is the side that takes places in the sentence before"
    ),
    "the winner is the one named elsewhere in the text": _("the winner is the one that the text names elsewhere"),
    "the winner is the one told to enter or take it beside": _(
        "the winner is the side told beside it to enter or take the place"
    ),
    "the winner is the only one that the text expects": _("the winner is the only one that the text expects"),
    "the winner is the only one that the text has": _("the winner is the only one in the text"),
    "the winner is the only other side that the text names": _("the winner is the only other side that the text names"),
    "the winner is the side in whose voice the text speaks": _("the winner is the side in whose voice the text speaks"),
    "what governs the noun is not known to tell of it as done": _(
        "the words before the noun may not tell that it was done"
    ),
    "what was entered is taken to be held": _(
        "a building that was entered, or a town that others had left, is taken to be held"
    ),
    "one of the positions that were left": _("it is named only as one of the positions that were left"),
    "entered after it was emptied or given up": _("it was entered after its fighters had left or given it up"),
    "a side that takes no places itself": _("this side helps from the air and takes no places itself"),
    "a whole country": _("nobody takes or leaves a whole country at once"),
    "a whole governorate": _("a governorate is often named for its capital or for most of it"),
    "a loss that names no winner": _("a loss is told without saying when, or who won"),
    "the side belongs to another country": _("the side fights its war in another country"),
    "a word with other meanings": _("the telling word has other meanings too"),
    "words of sport, fire, market or history in the sentence": _(
        "the sentence has words of sport, fire, markets or history"
    ),
    "several doubts": _("several doubts together"),
    "denied by another in the text": _("somebody else in the text denies it"),
    "a command": _("a command"),
    "denied by another": _("somebody else denies it"),
    "agreed for later": _("agreed for later"),
    "alleged": _("alleged"),
    "before or after which": _("told as before or after something else"),
    "denied": _("denied"),
    "denied or failed": _("denied, or it failed"),
    "future": _("told of the future"),
    "guess or condition": _("a guess or a condition"),
    "intended": _("intended"),
    "name of a campaign": _("the name of a campaign"),
    "negated": _("negated"),
    "not announced": _("not announced"),
    "the next goal": _("the next goal of a side"),
    "not confirmed": _("not confirmed"),
    "purpose": _("told as a purpose"),
    "report denied": _("the report is denied"),
    "still to come": _("still to come"),
    "subordinate wish": _("told as a wish"),
    "until it comes to pass": _("told as what has yet to come to pass"),
    "what it would mean": _("told as what it would mean"),
    "without": _("told as not having happened"),
    "expected": _("expected"),
}
# Rules that no frame of the lexicon makes.
RULES = {
    "ledger": _("an entry of the historical ledger"),
    "control.noun": _("the noun “control”"),
    "take.news": _("news in the present tense"),
    "take.headline": _("a headline in the present tense"),
    "holds.present": _("a verb of control in the present tense"),
    "holds.lasting": _("a verb of control in the present tense, with “still” or “since”"),
    "holds.past": _("a verb of control in the present tense, after “was”"),
    "siege.past": _("a verb of besieging of a siege that is over, or after “was”"),
    "lose.to": _("“lost … to”"),
    "surrender.arms": _("“laid down their arms”"),
    "light-verb.recapture": _("“regained control”"),
    "light-verb.capture": _("“imposed control”"),
    "light-verb.lose": _("“lost control”"),
    "light-verb.advance": _("“extended control”"),
    "light-verb.holds": _("“strengthened control”"),
    "under.holds": _("“under the control of”"),
    "under.capture": _("“came under the control of”"),
    "under.recapture": _("“came back under the control of”"),
    "under.left": _("“no longer under the control of”"),
    "made-free": _("“free of”, “cleared of”"),
    "besieged": _("“besieged by”"),
    "siege-laid": _("“under siege by”"),
    "left-only": _("“nothing is left to … but”"),
    "followed": _("a place told to have followed the one before"),
    "siege-over": _("a siege told to have ended"),
    "shared": _("“share control of”"),
    "region": _("an area that “takes in”"),
    "table": _("a line of a table of who holds what"),
    "flight": _("an escape that tells of a loss"),
    "driven-off": _("who is driven from what he had taken"),
    "made-base": _("a base that a side has made of a place"),
    "next-goal": _("the next goal of a side"),
    "failed-attack": _("an attack that failed"),
    "come-to": _("“came (back) to” a side"),
    "outside": _("“outside the control of”"),
    "emptied": _("“was emptied of”"),
    "stronghold": _("“stronghold of”"),
    "convoy": _("a convoy that takes people out"),
    "fighters-of": _("the fighters of a place are taken out"),
    "cleared-out": _("“emptied of” its fighters"),
    "still-in": _("a force that is “still in” a place"),
    "lived-under": _("people who live “under” a side in a place"),
    "none-left": _("“none is left” in a place"),
    "stands-fast": _("a place that “holds out”"),
    "at-gates": _("a force “at the gates of” a place"),
    "come-inside": _("a force that came to be in a place"),
    "arrival": _("a force that came to a place"),
    "master": _("a side that “has the say” in a place"),
    "replaced": _("a side that “took the place of” another"),
    "back-again": _("a force that came back to where another had been"),
    "annexed": _("a place added to those that a side has"),
    "road-cut": _("a road that was cut"),
    "standing": _("sides and the places they are in, without a verb"),
}
_FORMS = {
    "verb": _("the verb “%(word)s”"),
    "noun": _("the verbal noun “%(word)s”"),
    "passive": _("the passive of “%(word)s”"),
}
_VOWELS = re.compile("[\u064b-\u0652]")


def reasons_in_words(stored: str) -> list[str]:
    """Return a claim's stored reasons in the active language; the rule's name, which stands first, is left out."""
    parts = [part for part in stored.split("; ") if part and not part.startswith("rule ")]
    return [str(REASONS.get(part, part)) for part in parts]


def rule_in_words(rule: str) -> str:
    """Return what a rule goes by, in the active language: its Arabic word, else the name of the rule itself."""
    if rule in RULES:
        return str(RULES[rule])
    frame, _dot, form = rule.rpartition(".")
    word = _words(Path(settings.CONFLICTMAP_SEEDS_DIR) / "lexicon").get((frame, "noun" if form == "noun" else "verb"))
    if word is None or form not in _FORMS or get_language() != "ar":
        return rule
    return str(_FORMS[form]) % {"word": word}


@lru_cache(maxsize=2)
def _words(folder: Path) -> dict[tuple[str, str], str]:
    """Return (frame, "verb" or "noun") → its first word, spelt as in a dictionary without vowels."""
    verbs = yaml.safe_load((folder / "verbs.yml").read_text(encoding="utf-8"))["verbs"]
    spelt = {fold(verb["lemma"].partition("_")[0]): verb for verb in reversed(verbs)}
    found = {}
    for frame in yaml.safe_load((folder / "frames.yml").read_text(encoding="utf-8"))["frames"]:
        lemma = frame["lemmas"][0].partition("_")[0]
        verb = spelt.get(fold(lemma), {"lemma": lemma})
        found[frame["id"], "verb"] = _VOWELS.sub("", verb["lemma"].partition("_")[0])
        found[frame["id"], "noun"] = _VOWELS.sub("", (verb.get("vn") or [lemma])[0])
    return found
