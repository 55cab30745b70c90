"""How far a claim may be trusted unseen: hand-written cases."""

from datetime import date
from pathlib import Path

import pytest

from events.extraction.types import REAL

HERE = Path(__file__).parent
RECOLOURS = ("capture", "recapture", "handover", "withdrawal")
ROWS = [
    [cell.strip() for cell in line.split(" | ")]
    for line in (HERE / "confidence_cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("row", ROWS, ids=[row[1] for row in ROWS])
def test_how_sure_a_claim_is(read, row):
    published, text, place, confidence, words = row
    claims = read(text.replace("\\n", "\n"), published=date.fromisoformat(published))
    wanted = None if place == "-" else place
    found = [c for c in claims if c.type in RECOLOURS and c.place_ar == wanted and c.modality in REAL]
    assert [c.confidence for c in found[-1:]] == [confidence], [(c.type, c.place_ar, c.confidence) for c in claims]
    assert words == "-" or words in found[-1].reasons


@pytest.mark.parametrize(
    ("kind", "text", "confidence"),
    [
        # a siege that was is not sure to go on
        ("siege", "عاد السكان إلى مدينة منبج التي كانت تحاصرها قوات سوريا الديمقراطية.", "medium"),
        ("siege", "أنهى الجيش السوداني حصارا فرضته قوات الدعم السريع على مدينة الأبيض.", "medium"),
        ("siege", "تحاصر قوات الدعم السريع مدينة الأبيض.", "high"),
        # who moves towards a place need not have come to it
        ("advance", "تقدمت القوات العراقية نحو مدينة تلعفر.", "medium"),
        ("advance", "تتقدم ألوية العمالقة باتجاه مدينة الحديدة.", "medium"),
        ("advance", "تقدم الجيش السوداني في اتجاه ولاية الجزيرة.", "medium"),
        ("advance", "تقدم الجيش السوداني إلى مدينة سنجة.", "high"),
    ],
)
def test_how_sure_a_siege_or_an_advance_is(read, kind, text, confidence):
    claims = read(text, published=date(2025, 2, 24))
    assert [c.confidence for c in claims if c.type == kind] == [confidence]
