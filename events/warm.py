"""What a server makes once, made before the first reader comes: no reader then waits for it."""

from __future__ import annotations

import logging
from datetime import date

from django.db import DatabaseError, connections

from events import map_answers, mapdata, outlines
from events.asked import Asked
from events.whole_day import WholeDay

_log = logging.getLogger(__name__)


def warm() -> bool:
    """Fill the process's memory with outlines, the days' index and the map's data; return whether that was possible.

    Without a database, or before it was migrated, nothing is filled: the first reader's request will say what is wrong.
    Connections are closed again, since a server may fork its workers from this process.
    """
    try:
        outlines.countries()
        asked = Asked()
        if asked.plain:
            WholeDay(asked, date.today()).encoded(0, None)
            map_answers.kept(asked, "table", lambda: mapdata.table(asked))
    except DatabaseError as error:
        _log.warning("Nothing is prepared for the first reader: %s", error)
        return False
    finally:
        connections.close_all()
    return True
