"""Features → CSV text (RFC 4180), plain for programs and with a byte-order mark for Excel.

A text that a spreadsheet would take for a formula gets an apostrophe before it, in both: news is written by strangers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import TextIO

from events import geojson

# Without the mark Excel takes UTF-8 for the code page of its machine, and Arabic turns into rubbish.
BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FORMS = ("csv", "csv-excel")


def write(
    file: TextIO,
    features: Iterable[Mapping],
    keys: Iterable[str],
    *,
    points: bool,
    form: str = "csv",
    also: Mapping[str, str] | None = None,
) -> None:
    """Write a header and a line for each feature: its properties by ``keys``, and what ``also`` says in every line.

    With ``points`` a point's degrees (``lon`` and ``lat``, WGS 84) are columns of their own.
    """
    also = dict(also or {})
    columns = list(dict.fromkeys([*keys, *geojson.DEGREES[: 2 * points], *also]))
    if form == "csv-excel":
        file.write(BYTE_ORDER_MARK)
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    for one in features:
        row = geojson.flat(one, columns) | also
        writer.writerow({name: disarmed(value) for name, value in row.items()})


def disarmed(value):
    """Return the value so that no spreadsheet runs it; numbers and days stay as they are.

    >>> disarmed('=HYPERLINK("x")'), disarmed(-4.5)
    ('\\'=HYPERLINK("x")', -4.5)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
