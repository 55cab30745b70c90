"""Marks of places: written beside periods, so that a reader sees at a glance which places changed, and the version."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from django.db import connection

from events.models import ControlEvent, PlaceMark

# Digests sort by their letters whatever language the database speaks.
_RENEW = f"""
WITH told AS (
    SELECT place_id AS id,
        string_agg(digest, '' ORDER BY digest COLLATE "C") FILTER (WHERE NOT ledger) AS news,
        string_agg(digest, '' ORDER BY digest COLLATE "C") AS "both"
    FROM "{ControlEvent._meta.db_table}" WHERE status = 'accepted' AND place_id = ANY(%(places)s) GROUP BY place_id
)
INSERT INTO "{PlaceMark._meta.db_table}" AS old (place_id, number, news, "both")
SELECT place.id, %(number)s, coalesce(encode(sha256(news::bytea), 'hex'), ''),
    coalesce(encode(sha256("both"::bytea), 'hex'), '')
FROM unnest(%(places)s::text[]) AS place(id) LEFT JOIN told USING (id)
ON CONFLICT (place_id) DO UPDATE SET number = excluded.number, news = excluded.news, "both" = excluded."both"
WHERE (old.news, old."both") <> (excluded.news, excluded."both") OR old.place_id = ANY(%(changed)s)
"""


def renew_all() -> None:
    """Give every place a new number: something that is told of all of them changed."""
    PlaceMark.objects.update(number=secrets.randbelow(2**63 - 1) + 1)


def renew(*, places: Collection[str], changed: Collection[str]) -> None:
    """Bring the marks of ``places`` up to date; those whose periods ``changed`` get a new number in any case.

    Call it inside ``writing()``, after every change to an accepted event.
    """
    if places:
        values = {"places": list(places), "changed": list(changed), "number": secrets.randbelow(2**63 - 1) + 1}
        with connection.cursor() as cursor:
            cursor.execute(_RENEW, values)
