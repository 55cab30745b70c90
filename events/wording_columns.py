"""Stored values of events by column → "what: value" in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.formats import date_format
from django.utils.translation import gettext

from events.models import Actor, Article, ControlEvent
from events.models.choices import PartCode
from events.wording import in_words
from gazetteer.models import Place

# Names of the rows' own making, which say nothing to a reader.
_SILENT = {"key", "family"}


def columns_in_words(values: Mapping[str, Any]) -> list[str]:
    """Return what stored values say; columns without a value are left out."""
    said = [name for name in sorted(values) if name not in _SILENT and values[name] not in (None, "", False, [], {})]
    return [f"{_name(name)}: {_value(name, values[name])}" for name in said]


def _field(name: str) -> Field | None:
    for model in (ControlEvent, Article):
        try:
            return model._meta.get_field(name.removesuffix("_id"))
        except FieldDoesNotExist:
            continue
    return None


def _name(name: str) -> str:
    if name == "reasons":
        return gettext("reasons")
    field = _field(name)
    return str(getattr(field, "verbose_name", name))


def _value(name: str, value: Any) -> str:
    if name == "reasons":
        return " · ".join(in_words(value))
    if name in ("gaining_id", "losing_id"):
        return sides_in_words([value])
    if name == "place_id":
        return str(Place.everything.filter(pk=value).first() or value)
    if name in ("gaining_with", "losing_with"):
        return sides_in_words(str(value).split())
    if value is True:
        return gettext("yes")
    if name == "part_code":
        return str(dict(PartCode.choices).get(value, value))
    field = _field(name)
    if words := dict(getattr(field, "flatchoices", None) or ()):
        return str(words.get(value, value))
    if name.startswith("date_") or name == "known_on":
        return day_in_words(value)
    return gettext(", ").join(map(str, value)) if isinstance(value, list) else str(value)


def day_in_words(value: date | str | None) -> str:
    """Return a day as lists show it, by its ISO text or as a date."""
    if not value:
        return "–"
    return date_format(value if isinstance(value, date) else date.fromisoformat(value), "j F Y")


def sides_in_words(slugs: list[str]) -> str:
    """Return the sides' names in the active language, in a row; a slug that no side has stays as it is."""
    known = {actor.pk: str(actor) for actor in Actor.objects.filter(pk__in=slugs)}
    return gettext(", ").join(known.get(slug, slug) for slug in slugs)
