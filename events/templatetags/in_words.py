"""Days, numbers and stored reasons as the reader's language has them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language

from events import wording

register = template.Library()

_ARABIC_DIGITS = {ord("0") + n: chr(0x0660 + n) for n in range(10)}


@register.filter
def numerals(text: Any) -> str:
    """Return the text with the numerals of the page: those of ``CONFLICTMAP_DIGITS`` in Arabic, western ones else."""
    arabic = get_language() == "ar" and settings.CONFLICTMAP_DIGITS == "arabic"
    return str(text).translate(_ARABIC_DIGITS) if arabic else str(text)


@register.filter
def day(value: date | None) -> str:
    """Return "14 October 2017", as the map writes it; month names follow ``CONFLICTMAP_MONTHS``."""
    return numerals(date_format(value, "j F Y")) if value else ""


@register.filter
def reasons(stored: Iterable[str]) -> str:
    """Return stored reasons in words, in a row."""
    return " · ".join(wording.in_words(stored))
