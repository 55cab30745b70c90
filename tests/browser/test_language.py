"""Both languages are complete: every text of the pages has its Arabic, every plural its six forms."""

import re
from pathlib import Path

import pytest

LOCALE = Path(__file__).resolve().parents[2] / "locale" / "ar" / "LC_MESSAGES"


def entries(domain: str) -> list[str]:
    """The entries of a catalogue, its header and what is no longer used left out."""
    blocks = (LOCALE / f"{domain}.po").read_text(encoding="utf-8").split("\n\n")
    return [block for block in blocks[1:] if "msgid" in block and "#~" not in block]


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_arabic_text_is_missing_or_doubtful(domain):
    found = entries(domain)
    assert len(found) > 100
    empty = [b for b in found if re.search(r'^msgstr(\[\d\])? ""$(?!\n")', b, re.MULTILINE)]
    assert empty == []
    assert [b for b in found if re.search("^#,.*fuzzy", b, re.MULTILINE)] == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_plurals_have_six_forms_and_keep_their_placeholders(domain):
    for block in entries(domain):
        if "msgid_plural" in block:
            assert [f"msgstr[{i}]" in block for i in range(6)] == [True] * 6, block
        asked = set(re.findall(r"\{(\w+)\}", block.split("msgstr")[0]))
        given = set(re.findall(r"\{(\w+)\}", block.partition("msgstr")[2]))
        assert given <= asked, block
        if "msgid_plural" not in block:
            assert given == asked, block


@pytest.mark.parametrize("path", ["/", "/method", "/corrections"])
def test_no_english_is_left_on_an_arabic_page(page, site, path):
    page.context.add_cookies([{"name": "django_language", "value": "ar", "url": site}])
    page.goto(site + path)
    page.wait_for_timeout(800)
    text = page.evaluate(
        """() => { const body = document.body.cloneNode(true);
        body.querySelectorAll('code, script, noscript, [lang=en]').forEach(node => node.remove());
        return body.textContent; }"""
    )
    words = [w for w in re.findall(r"[A-Za-z]{4,}", text) if w not in {"GeoJSON", "github"}]
    assert page.get_attribute("html", "dir") == "rtl"
    assert words == [], words


@pytest.mark.parametrize(("language", "pattern"), [("ar", r"[٠-٩]+ (كم|م)"), ("en", r"[0-9]+ k?m")])
def test_the_bar_of_distance_speaks_the_page_s_language(map_page, language, pattern):
    page = map_page.open(lang=language).page
    assert re.fullmatch(pattern, page.locator(".leaflet-control-scale-line").inner_text())
