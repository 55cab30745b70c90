"""What is celebrated was told before: the towns of the sentence are where people celebrate it."""

from __future__ import annotations

from itertools import takewhile

from gazetteer.matching.drafts import Draft
from gazetteer.matching.scan import TextView

REACH = 5  # tokens from the celebration to the town that is celebrated, over who took it


def before_celebration(fitting: list[Draft], draft: Draft, view: TextView) -> list[Draft]:
    """ "خرجت مسيرات في B وC احتفالا بدخول الجيش المدينة": of the mentions that a reference may mean, those of the
    sentences before, where it tells what is celebrated and there are any.
    """
    near = takewhile(view.is_word, range(draft.i - 1, max(draft.i - 1 - REACH, -1), -1))
    joy = next((k for k in near if view.listed(k, "celebrating")), None)
    if joy is None or not any(view.within(k, "governors") for k in range(joy + 1, draft.i)):
        return fitting
    return [d for d in fitting if view.ends_between(d.i, draft.i)] or fitting
