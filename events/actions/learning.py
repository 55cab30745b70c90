"""The gazetteer learned a name or a place → the texts concerned are read again, where nobody has decided yet."""

from __future__ import annotations

import logging

from django.db.models import Q

from events.actions.articles import reread
from events.models import Article, Claim
from gazetteer.rereading import Learned

_log = logging.getLogger(__name__)


def read_what_was_learned(learned: Learned) -> int:
    """Read the articles again that hold the names concerned or undecided claims at the places; return how many.

    The gazetteer's change is stored by then: a text that fails is told in the server's log and keeps its claims.
    """
    places = {*learned.places, *(old for old, _ in learned.gone)}
    undecided = Claim.objects.live().filter(place__in=places).exclude(event__decided_by="person")
    concerned = Q(sha256__in=learned.articles) | Q(pk__in=undecided.values("article"))
    done = 0
    for article in Article.objects.filter(concerned, superseded=False, ledger=False).select_related("outlet"):
        try:
            reread(article=article)
            done += 1
        except Exception:
            _log.exception("Article %s could not be read again.", article.pk)
    return done
