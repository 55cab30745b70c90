"""Real texts with facts: a folder of ``NNN.txt`` and a ``facts.json`` (there, or beside the folder), as items to score.

A fact names its sides in English words. ``SIDES`` says which slugs are right for them; where none of its words is met,
the side is not scored, and neither is a side or a day that the fact leaves open. Coordinates decide where names differ.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from tests.corpus.reading_corpus import Item, Wanted

# (countries, words of which one must be in the side's English name, right slugs); the first line that fits decides.
SIDES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("SY", ("transitional",), ("syria-transitional",)),
    ("SY", ("sdf",), ("sdf",)),
    ("SY IQ YE LY SD", ("isis",), ("isis",)),
    ("SY", ("ypg",), ("ypg", "sdf")),
    ("SY", ("nusra", "hts", "deterrence", "military operations"), ("hts", "nusra", "syrian-opposition")),
    ("SY", ("united states",), ("usa", "coalition")),
    ("SY", ("turk", "national army", "olive branch"), ("sna", "turkey", "syrian-opposition")),
    ("SY", ("opposition", "rebel", "free syrian", "armed groups"), ("syrian-opposition", "sna", "hts", "nusra")),
    ("SY", ("government",), ("syrian-government",)),
    ("IQ", ("peshmerga", "kurdish"), ("peshmerga",)),
    ("IQ", ("popular mobili", "pmf", "government", "federal", "police", "army"), ("iraqi-government", "pmf")),
    ("LY", ("haftar", "lna", "national army"), ("lna",)),
    ("LY", ("gna", "accord"), ("gna", "gnu")),
    ("SD", ("rapid", "rsf"), ("rsf",)),
    ("SD", ("army",), ("saf",)),
    ("YE", ("al-qaeda", "aqap"), ("aqap",)),
    ("YE", ("houthi",), ("houthis",)),
    ("YE", ("southern transitional", "stc"), ("stc",)),
    ("YE", ("giants", "joint"), ("giants", "yemeni-government", "saudi-coalition")),
    ("YE", ("government",), ("yemeni-government",)),
)  # fmt: skip
NEAR_KM, WIDE_KM = 8.0, 60.0
GOVERNORATE_HEADS = ("\u0645\u062d\u0627\u0641\u0638\u0629 ", "\u0648\u0644\u0627\u064a\u0629 ")
WIDE_HEADS = ("\u0631\u064a\u0641 ", "\u0625\u0642\u0644\u064a\u0645 ")


def slugs(name: str | None, country: str) -> tuple[str, ...]:
    """The slugs that are right for a side's English name; none where the words say nothing."""
    words = (name or "").lower()
    for countries, marks, right in SIDES:
        if country in countries.split() and any(mark in words for mark in marks):
            return right
    return ()


def _wanted(event: dict, country: str) -> Wanted:
    values = {"type": event["type"], "place": event["place_ar"], "modality": event["modality"]}
    accept: dict[str, tuple] = {}
    for name in ("gaining", "losing"):
        if right := slugs(event.get(f"actor_{name}"), country):
            values[name], accept[name] = right[0], right[1:]
    if event.get("date"):
        values["date_start"] = date.fromisoformat(event["date"])
    for name in ("extent", "percent"):
        if event.get(name) not in (None, "full"):
            values[name] = event[name]
    wide = event["place_ar"].startswith(GOVERNORATE_HEADS + WIDE_HEADS)
    if not wide:  # what kind it is, is not said: only that it is no governorate and no district
        values["kind"] = "town"
    elif event["place_ar"].startswith(GOVERNORATE_HEADS):
        values["kind"] = "governorate"
    near = (event["lat"], event["lon"], WIDE_KM if wide else NEAR_KM) if event.get("lat") is not None else None
    return Wanted(values, accept, near=near)


def load_real(folder: Path) -> tuple[Item, ...]:
    """Read facts and texts; a fact without its text is left out. Raises FileNotFoundError without facts.json."""
    facts = next((path for path in (folder / "facts.json", folder.parent / "facts.json") if path.exists()), None)
    if facts is None:
        raise FileNotFoundError(f"no facts.json in or beside {folder}")
    found = []
    for row in json.loads(facts.read_text(encoding="utf-8")):
        text = folder / f"{row['id']}.txt"
        if text.exists():
            published = date.fromisoformat(row["published"]) if row.get("published") else None
            claims = tuple(_wanted(event, row["country"]) for event in row["events"])
            words = text.read_text(encoding="utf-8-sig")
            found.append(
                Item(row["id"], row["country"], published, None, row.get("negative_kind") or "real", words, claims)
            )
    return tuple(found)
