"""What the two seed articles say, as facts read by a person (both published on Sunday 2017-10-15).

One line per statement: article, offset, type, place, gaining, losing, day, day after the last, further fields.
"""

from __future__ import annotations

from events.extraction.types import Claim
from tests.core.control.factories import GOV, ISIS, SDF, claim, place

RAQQA, MAYADIN, BUKAMAL, TABQA, DEIR, DEIR_GOV = "raqqa", "mayadin", "bukamal", "tabqa", "deir", "deir-governorate"
PLACES = {
    node.id: node
    for node in (
        place(DEIR_GOV, "governorate"),
        place("raqqa-governorate", "governorate"),
        place(RAQQA, parent="raqqa-governorate"),
        place(TABQA, parent="raqqa-governorate"),
        place(MAYADIN, parent=DEIR_GOV),
        place(BUKAMAL, parent=DEIR_GOV),
        place(DEIR, parent=DEIR_GOV),
    )
}
COALITION_SAYS = {"modality": "claimed", "attribution": "coalition", "attribution_actor": "coalition"}
MONITOR_SAYS = {"modality": "claimed", "attribution": "syrian observatory", "origin": "syrian observatory"}
AGENCY_SAYS = {"modality": "claimed", "attribution": "sana", "origin": "sana", "attribution_actor": GOV}
OFFICIAL_SAYS = {"modality": "claimed", "attribution": "a local official", "origin": "a local official"}
SOME_SAY = {"modality": "claimed", "attribution": "sources", "named_origin": False}
SOME_OF_THEM, OF_A_PART = {"of_force": "partial"}, {"extent": "partial"}
EXPECTED, DENIED = {"modality": "expected"}, {"modality": "denied"}
EAST = {"part": "الأحياء الشرقية", "part_code": "e"}
WEST = {"part": "الأحياء الغربية", "part_code": "w"}

STATEMENTS = (
    ("A", 0, "surrender", RAQQA, None, ISIS, None, None, {**COALITION_SAYS, **SOME_OF_THEM}),
    ("A", 52, "recapture", MAYADIN, GOV, ISIS, None, None, {}),
    ("A", 156, "recapture", MAYADIN, GOV, ISIS, "2017-10-14", None, {}),
    ("A", 288, "surrender", RAQQA, None, ISIS, "2017-10-13", "2017-10-15", {**COALITION_SAYS, **SOME_OF_THEM}),
    ("A", 512, "recapture", MAYADIN, GOV, ISIS, None, None, AGENCY_SAYS),
    ("A", 774, "siege", MAYADIN, GOV, None, "2017-10-11", None, {}),
    ("A", 871, "advance", MAYADIN, GOV, None, None, None, {"part": "الأحياء الجنوبية الشرقية", "part_code": "se"}),
    ("A", 930, "capture", MAYADIN, GOV, None, None, None, {}),
    ("A", 1136, "holds", BUKAMAL, ISIS, None, None, None, {}),
    ("A", 1203, "withdrawal", RAQQA, None, ISIS, None, None, EXPECTED),
    ("A", 1360, "siege", MAYADIN, GOV, None, "2017-10-13", None, {}),
    ("A", 1457, "holds", None, ISIS, None, None, None, {}),
    ("A", 1539, "surrender", RAQQA, None, ISIS, "2017-10-13", "2017-10-15", {**COALITION_SAYS, **SOME_OF_THEM}),
    ("A", 1870, "evacuation", RAQQA, None, ISIS, None, None, {**MONITOR_SAYS, **SOME_OF_THEM}),
    ("A", 1986, "evacuation", RAQQA, None, ISIS, "2017-10-10", "2017-10-16", {**MONITOR_SAYS, **SOME_OF_THEM}),
    ("A", 2278, "holds", DEIR_GOV, ISIS, None, None, None, {**MONITOR_SAYS, **OF_A_PART}),
    ("A", 2414, "evacuation", RAQQA, None, ISIS, None, None, {**DENIED, **SOME_OF_THEM}),
    ("A", 2550, "recapture", RAQQA, None, ISIS, None, None, EXPECTED),
    ("A", 2703, "capture", RAQQA, None, ISIS, None, None, EXPECTED),
    ("A", 2769, "withdrawal", RAQQA, None, ISIS, None, None, {**SOME_SAY, "extent": "full"}),
    ("A", 2832, "surrender", RAQQA, SDF, ISIS, None, None, {**SOME_SAY, **SOME_OF_THEM}),
    ("A", 3068, "evacuation", RAQQA, None, ISIS, None, None, MONITOR_SAYS),
    ("B", 55, "evacuation", RAQQA, None, None, None, None, EXPECTED),
    ("B", 160, "capture", RAQQA, SDF, ISIS, None, None, EXPECTED),
    ("B", 375, "capture", MAYADIN, GOV, ISIS, "2017-10-14", None, {}),
    ("B", 560, "evacuation", RAQQA, None, None, "2017-10-14", None, EXPECTED),
    ("B", 821, "holds", RAQQA, ISIS, None, None, None, OF_A_PART),
    ("B", 1285, "surrender", RAQQA, None, ISIS, "2017-10-13", "2017-10-15", {**COALITION_SAYS, **SOME_OF_THEM}),
    ("B", 1391, "evacuation", RAQQA, None, ISIS, None, None, {**DENIED, **SOME_OF_THEM}),
    ("B", 1486, "surrender", RAQQA, SDF, ISIS, None, None, {**OFFICIAL_SAYS, **SOME_OF_THEM}),
    ("B", 1751, "surrender", RAQQA, None, ISIS, None, None, {**DENIED, **SOME_OF_THEM}),
    ("B", 1832, "evacuation", RAQQA, None, ISIS, "2017-10-10", "2017-10-16", {**MONITOR_SAYS, **SOME_OF_THEM}),
    ("B", 2160, "holds", DEIR_GOV, ISIS, None, None, None, {**MONITOR_SAYS, **OF_A_PART}),
    ("B", 2293, "evacuation", TABQA, None, ISIS, "2017-05-10", None, {"of_force": "all"}),
    ("B", 2407, "evacuation", None, None, ISIS, "2017-08-21", "2017-09-01", SOME_OF_THEM),
    ("B", 2695, "holds", RAQQA, ISIS, None, None, None, {**OF_A_PART, "part": "المستشفى الوطني"}),
    ("B", 2976, "advance", RAQQA, SDF, ISIS, None, None, {**OF_A_PART, "percent": 90}),
    ("B", 3335, "capture", MAYADIN, GOV, None, "2017-10-14", None, AGENCY_SAYS),
    ("B", 3612, "holds", BUKAMAL, ISIS, None, None, None, {}),
    ("B", 3689, "advance", DEIR_GOV, GOV, None, None, None, EXPECTED),
    ("B", 3743, "holds", DEIR_GOV, ISIS, None, "2014-01-01", "open", OF_A_PART),
    ("B", 3831, "siege", DEIR, GOV, ISIS, "2017-10-14", None, {**AGENCY_SAYS, **EAST}),
    ("B", 3982, "siege_broken", DEIR, GOV, ISIS, "2017-09-01", "2017-10-01", WEST),
    ("B", 3985, "siege", DEIR, ISIS, GOV, "2014-01-01", "2015-01-01", WEST),
    ("B", 4028, "holds", DEIR, GOV, None, None, None, {**OF_A_PART, **WEST}),
)


def seed_claims(changes: dict[tuple[str, int], dict] | None = None) -> tuple[Claim, ...]:
    """Return the claims; ``changes`` maps (article, offset) to fields read in another defensible way."""
    found = []
    for article, start, type_, where, gaining, losing, on, to, fields in STATEMENTS:
        fields = {**fields, **(changes or {}).get((article, start), {})}
        type_ = fields.pop("type", type_)
        losing, on, to = fields.pop("losing", losing), fields.pop("on", on), fields.pop("to", to)
        fields |= {"article": article, "start": start, "outlet": f"paper {article}"}
        found.append(claim(type_, where, gaining, losing, on, to, **fields))
    return tuple(found)
