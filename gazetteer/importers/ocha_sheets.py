"""The sheets of an OCHA workbook, row by row. No Django."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from gazetteer.importers.files import checked_zip
from gazetteer.importers.ocha_columns import Row
from gazetteer.importers.records import ImportRefused

MAX_COLUMNS = 200


def _open(path: Path) -> openpyxl.Workbook:
    checked_zip(path)
    try:
        # From memory: sheets are read anew long after, and an open file would have to be closed by whoever is last.
        return openpyxl.load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile, ParseError):
        raise ImportRefused(f"{path}: cannot be read as an Excel workbook.") from None


def sheet_rows(path: Path) -> Iterator[tuple[str, tuple, Callable[[], Iterator[Row]]]]:
    """Yield (sheet, header, function that reads its rows anew) of every sheet."""
    book = _open(path)
    for name in book.sheetnames:
        header = next(book[name].iter_rows(max_row=1, max_col=MAX_COLUMNS, values_only=True), ())
        yield name, header, lambda name=name: _rows(path, book, name)


def _rows(path: Path, book: openpyxl.Workbook, name: str) -> Iterator[Row]:
    try:
        for n, values in enumerate(book[name].iter_rows(min_row=2, max_col=MAX_COLUMNS, values_only=True), 2):
            if any(value is not None for value in values):
                yield Row(f"sheet {name} row {n}", values)
    except (ParseError, zipfile.BadZipFile, ValueError, KeyError) as error:
        raise ImportRefused(f"{path}: sheet {name} is damaged ({error}).") from None
