"""What the gazetteer refuses and records, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gazetteer.importers.records import BadRow
from gazetteer.models import Kind, Place, UnknownName

# By the template of ``BadRow``: what the importers' checks say of a place that a person enters.
REFUSALS = {
    "a place needs a name": _("a place needs a name"),
    "unknown kind {kind!r}": _("unknown kind {kind!r}"),
    "country {code!r} is not a code of two letters": _("country {code!r} is not a code of two letters"),
    "there is no country with the code {code!r}": _("there is no country with the code {code!r}"),
    "{what} {text!r} was saved in another encoding than it is read in": _(
        "{what} {text!r} was saved in another encoding than it is read in"
    ),
    "{what} {text!r} holds control characters": _("{what} {text!r} holds control characters"),
    "{what} of {number} characters is longer than {most}": _("{what} of {number} characters is longer than {most}"),
    "latitude {lat:g} and longitude {lon:g} look swapped: the other way round they lie in {country}": _(
        "latitude {lat:g} and longitude {lon:g} look swapped: the other way round they lie in {country}"
    ),
    "coordinates out of range: latitude {lat:g}, longitude {lon:g}": _(
        "coordinates out of range: latitude {lat:g}, longitude {lon:g}"
    ),
    "latitude 0, longitude 0 stands for unknown coordinates": _(
        "latitude 0, longitude 0 stands for unknown coordinates"
    ),
}
WHAT = {"name": _("the name")}
# Keys of ``PlaceChange.detail``.
DETAIL = {
    "before": _("before"), "after": _("after"), "merged": _("merged"), "name": _("name"), "kind": _("kind"),
    "reason": _("reason"), "confirmed": _("confirmed"), "status": _("status"), "point": _("point"),
    "source": _("source"), "read": _("read"), "added": _("added"), "changed": _("changed"), "refused": _("refused"),
    "removed": _("removed"), "unchanged": _("unchanged"), "names_added": _("names added"),
    "names_removed": _("names removed"), "kept_by_people": _("kept as people set them"),
}  # fmt: skip
_POINT = re.compile(r"(?:SRID=\d+;)?POINT \(([-\d.]+) ([-\d.]+)\)")  # longitude, latitude
_WORDS = {**dict(Kind.choices), **dict(UnknownName.Status.choices), **dict(Place._meta.get_field("quality").choices)}


def refusal(reason: BadRow) -> str:
    """Return in words why a place cannot be as a person wants it."""
    values = {name: WHAT.get(value, value) for name, value in reason.values.items()}
    return f"{REFUSALS.get(reason.template, reason.template)}".format(**values) + "."


def detail_in_words(detail: Mapping[str, Any]) -> str:
    """Return what a row of the record holds, in words; numbers that are 0 are left out."""
    return " · ".join(f"{_key(key)}: {_value(value)}" for key, value in detail.items() if value not in (None, "", 0))


def _key(key: str) -> str:
    if key in DETAIL:
        return str(DETAIL[key])
    names = {field.name: field.verbose_name for field in Place._meta.fields}
    return str(names.get(key, key))


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return " · ".join(f"{_key(key)}: {_value(one)}" for key, one in value.items())
    if value is True:
        return gettext("yes")
    if value is None or value == "":
        return "–"
    if isinstance(value, str) and (spot := _POINT.fullmatch(value)):
        return f"{float(spot[2]):.4f}, {float(spot[1]):.4f}"
    return str(_WORDS.get(value, value)) if isinstance(value, str) else str(value)
