"""Names to places: candidates with scores and reasons, as JSON lines."""

from __future__ import annotations

import json
import math
import sys

from django.core.management.base import BaseCommand, CommandError

from gazetteer.countries import is_country
from gazetteer.documents import UnreadableText, read_text
from gazetteer.matching.document import find_mentions, resolve_name
from gazetteer.matching.types import Candidate, PlaceMention
from gazetteer.models import Place
from gazetteer.store import load_index


def _near(text: str) -> tuple[float, float]:
    """Return (longitude, latitude) in degrees of ``LON,LAT``."""
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        raise CommandError(f"--near {text!r} is not LON,LAT, such as 40.15,35.33.") from None
    if not (math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90):
        raise CommandError(f"--near {text!r} lies outside the globe: longitude -180 to 180, latitude -90 to 90.")
    return lon, lat


def _country(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise CommandError(f"--country {text!r} is not a code of two letters, such as SY.")
    if not is_country(code):
        raise CommandError(f"--country {text!r} is the code of no country (ISO 3166-1, such as SY).")
    return code


def candidate_line(candidate: Candidate) -> dict:
    """Return a candidate as it is printed."""
    place = candidate.place
    return {
        "place_id": place.id, "name_ar": place.name_ar, "name_en": place.name_en, "kind": place.kind,
        "admin1_en": place.admin1_en, "country": place.country, "lat": place.lat, "lon": place.lon,
        "score": round(candidate.score, 3), "reasons": list(candidate.reasons),
    }  # fmt: skip


def mention_line(text: str, mention: PlaceMention) -> dict:
    """Return a mention as it is printed; ``start`` and ``end`` are code points of ``name`` in the text."""
    place = mention.place
    return {
        "name": text[mention.name_start : mention.name_end],
        "decision": place.id if place else None,
        "candidates": [candidate_line(candidate) for candidate in mention.candidates],
        "start": mention.name_start,
        "end": mention.name_end,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "kind": place.kind if place else None,
        "status": mention.status,
        "relation": mention.relation,
        "reasons": list(mention.reasons),
    }


def is_place(mention: PlaceMention) -> bool:
    """Names that are no places here, and "the city" that refers to none, are not reported."""
    return mention.status != "non_place" and not (mention.status == "back" and mention.place is None)


class Command(BaseCommand):
    """Resolve names by themselves, or every place in a text."""

    help = "Resolve place names: JSON lines with the decision and the candidates, their scores and reasons."

    def add_arguments(self, parser) -> None:
        """Names or a text, and what is known about where it is."""
        parser.add_argument("names", nargs="*", metavar="NAME")
        parser.add_argument("--text", metavar="FILE", help="resolve every place in this text (- reads standard input)")
        parser.add_argument("--near", metavar="LON,LAT", help="a point nearby, in degrees")
        parser.add_argument("--country", metavar="CC", help="the country that the text is about, such as SY")

    def handle(self, *, names: list[str], text: str | None, near: str | None, country: str | None, **options) -> None:
        """Print one JSON line per name or mention."""
        if bool(names) == bool(text):
            raise CommandError("Give names to resolve, or one text with --text FILE.")
        if text and near:
            raise CommandError("--near goes with names; a text says itself where it is.")
        where = _near(near) if near else None
        code = _country(country) if country else None
        if not Place.objects.exists():
            raise CommandError("The gazetteer is empty; fill it with: manage.py load_gazetteer")
        if text:
            self._text(text, code)
        else:
            self._names(names, where, code)

    def _names(self, names: list[str], near: tuple[float, float] | None, country: str | None) -> None:
        empty = [name for name in names if not name.strip() or "\0" in name or len(name) > 500]
        good = [name for name in names if name not in empty]
        if good:
            index = load_index()
            for name in good:
                place, candidates = resolve_name(name, index, near=near, country=country)
                self._print(
                    {
                        "name": name,
                        "decision": place.id if place else None,
                        "candidates": [candidate_line(candidate) for candidate in candidates],
                    }
                )
        if empty:
            raise CommandError(f"{empty[0][:60]!r} is not a name.")

    def _text(self, file: str, country: str | None) -> None:
        try:
            text = read_text(file)
        except UnreadableText as error:
            raise CommandError(str(error)) from None
        for mention in find_mentions(text, load_index(), country=country):
            if is_place(mention):
                self._print(mention_line(text, mention))

    def _print(self, line: dict) -> None:
        self.stdout.write(json.dumps(line, ensure_ascii=False))
        if self.stdout.isatty():
            sys.stdout.flush()
