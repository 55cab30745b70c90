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
    ("text", "confidence"),
    [
        ("عاد السكان إلى مدينة منبج التي كانت تحاصرها قوات سوريا الديمقراطية.", "medium"),
        ("أنهى الجيش السوداني حصارا فرضته قوات الدعم السريع على مدينة الأبيض.", "medium"),
        ("تحاصر قوات الدعم السريع مدينة الأبيض.", "high"),
    ],
)
def test_a_siege_that_was_is_not_sure_to_go_on(read, text, confidence):
    claims = read(text, published=date(2025, 2, 24))
    assert [c.confidence for c in claims if c.type == "siege"] == [confidence]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("تقدمت القوات العراقية نحو مدينة تلعفر.", "medium"),
        ("تتقدم ألوية العمالقة باتجاه مدينة الحديدة.", "medium"),
        ("تقدم الجيش السوداني في اتجاه ولاية الجزيرة.", "medium"),
        ("تقدم الجيش السوداني إلى مدينة سنجة.", "high"),
    ],
)
def test_who_moves_towards_a_place_need_not_have_come_to_it(read, text, confidence):
    claims = read(text, published=date(2024, 10, 24))
    assert [c.confidence for c in claims if c.type == "advance"] == [confidence]
