"""White space as outlets leave it: an "and" that stands alone, doubled and hard spaces change no claim."""

import re
from datetime import date

import pytest

TEXTS = {
    "SY": "سيطرت قوات النظام على تدمر وتوغلت في السخنة، وانسحب تنظيم داعش من القريتين وترك مطارها.",
    "YE": "أعلن الجيش اليمني استعادة مدينة حيس ومديرية الجراحي من الحوثيين وتطهير المخا وميناء الحديدة.",
    "SD": "استعاد الجيش السوداني مدينة بارا وبلدة كازقيل، وسيطر الدعم السريع على النهود والخوي.",
}
CHANGES = {
    "and alone": lambda text: re.sub(r" و(?=\S{3})", " و ", text),
    "and before two spaces": lambda text: re.sub(r" و(?=\S{3})", " و  ", text),
    "two spaces": lambda text: text.replace(" ", "  "),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
}


def told(claims):
    return sorted((c.type, c.place_ar or c.place_text, c.gaining or "", c.losing or "", c.place_text) for c in claims)


@pytest.mark.parametrize("country", TEXTS)
@pytest.mark.parametrize("change", CHANGES)
def test_spacing_changes_no_claim(read, country, change):
    text = CHANGES[change](TEXTS[country])
    wanted = read(TEXTS[country], published=date(2020, 1, 5), country=country)
    claims = read(text, published=date(2020, 1, 5), country=country)
    assert len(wanted) >= 3
    assert told(claims) == told(wanted)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote == claim.quote.strip()
        assert claim.trigger == claim.trigger.strip()
