"""What the policy and the timeline found, in the reader's language. They store codes with English words behind them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

REASONS = {
    "asserted": _("the outlet says it itself"),
    "against_interest": _("the side that loses by it says so"),
    "independent_origins": _("two or more independent named origins say so"),
    "named_origin": _("one named origin is enough for a siege, which makes no new holder"),
    "not_real": _("expected or denied, not said to have happened"),
    "confidence": _("no claim of high confidence"),
    "unnamed_source": _("the source is not named"),
    "single_origin": _("only one named origin, and not the side that loses by it"),
    "place_unresolved": _("the place is not in the gazetteer"),
    "place_tied": _("several places fit the name"),
    "place_unverified": _("no record confirms the position of the place"),
    "relation": _("said of the surroundings or of a part, not of the place"),
    "actor_unresolved": _("a side is named that could not be resolved"),
    "no_side": _("the side that the change needs is not said"),
    "told_in_pieces": _("no claim that may speak for the event says by itself who, and how much"),
    "no_day": _("neither a day nor a day of speech is known"),
    "denied": _("the same change is denied within three days"),
    "expected": _("the same change was still expected the same day or later"),
    "other_bloc": _("within three days another bloc is said to have gained or to hold the whole place"),
}
TIMELINE = {
    "chain gap": _("the place is taken from a side that we do not have there"),
    "contradiction": _("speaks of another side there than the one that we have"),
    "no day": _("neither a day nor a day of speech is known"),
}
# What else the log says why: the words are followed by what is behind the code (a number, a name).
LOG = {
    "merged_into": _("into event"),
    "took": _("took in event"),
    "split_into": _("into the new event"),
    "split_from": _("out of event"),
    "replaced_by": _("replaced by article"),
    "no_standing_article": _("the article no longer stands:"),
}
PLAIN = {
    "rejected_before": _("a curator rejected the same change before"),
    "unfound": _("the rules no longer find any of its claims"),
}


def in_words(stored: Iterable[str]) -> list[str]:
    """Return stored reasons and problems ("code: words") in the active language; what is not known stays as it is."""
    return [_told(*str(text).partition(":")) for text in stored]


def _told(code: str, colon: str, rest: str) -> str:
    if code in LOG and colon:
        return f"{LOG[code]} {rest.strip()}"
    return str((REASONS | TIMELINE | PLAIN).get(code, code + colon + rest))
