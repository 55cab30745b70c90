"""Months, numerals and titles on pages: the words of the settings, and what a reader would call an article."""

import ast
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.utils import translation

from events import actions, wording_claims
from events.models import Article
from events.templatetags.in_words import day, numerals
from tests.corpus.reading_support import OWN_RULES, entries
from tests.shell.events.factories import claim, event, in_language, ingested, reader, sentence

ROOT = Path(__file__).parents[3]
REGIONS = ("levant", "gulf", "maghreb")
BODY = "عنوان الخبر الأول\n\nمقدمة. خبر عاجل. saf capture gn1 rsf أمس. انتهى الخبر هنا اليوم."


def months_of_the_map(region: str) -> list[str]:
    """Return the month names that the map's own list has for a region."""
    names = (ROOT / "static/map/calendar-names.js").read_text(encoding="utf-8")
    return re.findall('"(.*?)"', re.search(rf"{region}: \[(.*?)\]", names).group(1))


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_pages_and_map_have_the_same_month_names(region, domain):
    text = (ROOT / f"locale/months/{region}/ar/LC_MESSAGES/{domain}.po").read_text(encoding="utf-8")
    named = dict(re.findall(r'msgid "(\w+)"\nmsgstr "(.*)"', text))
    english = [date(2017, month, 1).strftime("%B") for month in range(1, 13)]
    assert [named[name] for name in english] == months_of_the_map(region)


def test_the_chosen_region_names_the_months_of_every_page():
    assert configured.CONFLICTMAP_MONTHS == "levant"
    with translation.override("ar"):
        assert day(date(2017, 10, 14)) == "١٤ تشرين الأول ٢٠١٧"
    with translation.override("en"):
        assert day(date(2017, 10, 14)) == "14 October 2017"


def test_numerals_follow_the_setting(settings):
    settings.CONFLICTMAP_DIGITS = "western"
    with translation.override("ar"):
        assert numerals("2017") == "2017"


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "shown"), [("ar", "١٥ تشرين الأول ٢٠١٧"), ("en", "15 October 2017")])
def test_an_article_says_its_day_as_the_map_does(client, world, language, shown):
    html = in_language(client, language).get(f"/articles/{ingested(claim()).pk}").content.decode()
    assert shown in html


@pytest.mark.parametrize(
    ("title", "text", "called", "cited"),
    [
        ("العنوان", "السطر الأول", "العنوان", "العنوان"),
        ("", "عنوان قصير\n\nنص الخبر هنا.", "عنوان قصير", "عنوان قصير"),
        ("", "خبر كامل في سطر واحد.", "خبر كامل في سطر واحد.", "مقال بلا عنوان"),
        ("", "كلمة " * 40 + "\nبقية", ("كلمة " * 18).strip() + " …", "مقال بلا عنوان"),
    ],
)
def test_an_article_is_called_by_its_title_or_its_first_line(title, text, called, cited):
    with translation.override("ar"):
        article = Article(title=title, text=text, name="000_cbf533.txt")
        assert (str(article), article.cited) == (called, cited)


@pytest.mark.django_db
def test_evidence_without_an_outlet_carries_the_headline_never_the_file(client, world, curator):
    ingested(claim(text=BODY), text=BODY, outlet=None, name="000_cbf533.txt")
    actions.decide(event=event(), by=curator, verdict="accepted")
    (told,) = client.get("/map/place/gn1").json()["events"][0]["claims"]
    assert told["heading"] == "عنوان الخبر الأول"
    html = client.get("/places/gn1").content.decode()
    assert "عنوان الخبر الأول" in html
    assert "000_cbf533" not in html


@pytest.mark.django_db
def test_rule_27_a_closed_text_gives_no_sentence_away_as_its_title(client, world, curator):
    article = ingested(claim(), outlet=None, text=sentence().replace("خبر عاجل", "سر خفي"))
    actions.decide(event=event(), by=curator, verdict="accepted")
    assert "<h1" in client.get(f"/articles/{article.pk}").content.decode().partition("سر خفي")[0]
    assert "مقال بلا عنوان" in client.get("/places/gn1").content.decode()
    client.force_login(reader())
    assert "سر خفي" in client.get(f"/articles/{article.pk}").content.decode().partition("</h1>")[0]


def reasons_of_the_code() -> set[str]:
    """Return the words with which reading says why a statement is no plain fact, or no sure one."""
    found = set()
    for path in (ROOT / "events/extraction").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Stance"
            if named and len(node.args) > 3 and isinstance(node.args[3], ast.Constant):
                found.add(node.args[3].value)
            doubt = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append"
            if doubt and path.stem == "confidence" and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if text.startswith(("the winner is", "the side is", "the unit is", "; the winner is")):
                found.add(text.removeprefix("; "))
    return found - {""}


def untold(words: Iterable[str]) -> list[str]:
    """Return what Arabic readers get in Latin letters."""
    return [one for one in words if re.search("[A-Za-z]", one)]


def test_every_reason_of_a_claim_is_told_in_arabic():
    with translation.override("ar"):
        assert untold(wording_claims.reasons_in_words("rule take.verb; " + "; ".join(wording_claims.REASONS))) == []
        stances = wording_claims.reasons_in_words("; ".join(reasons_of_the_code()))
    assert len(stances) > 40
    assert untold(stances) == []


def test_every_rule_goes_by_a_word_in_arabic():
    from events.readers import lexicon

    own = {name for name in entries(lexicon()) if name in OWN_RULES or name.startswith("light-verb")} - {"passive"}
    frames = {frame.id + form for frame in lexicon().frames for form in (".verb", ".noun", ".passive")}
    with translation.override("ar"):
        assert untold(map(wording_claims.rule_in_words, frames | set(wording_claims.RULES))) == []
        assert len(untold(map(wording_claims.rule_in_words, own))) <= len(own) / 10
    with translation.override("en"):
        assert wording_claims.rule_in_words("take.verb") == "take.verb"
