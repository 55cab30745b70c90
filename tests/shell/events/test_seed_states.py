"""The two seed articles, read, merged, accepted by the policy and stored: whose each place is, on which day.

The rows are written by hand from the texts; nothing here is taken from what the program says.
"""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import call_command

from events.models import ControlPeriod
from gazetteer.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SEEDS = ("000_cbf533a2e96aa198.txt", "001_cc6b534295ab8a14.txt")
GOV, ISIS, SDF = "syrian-government", "isis", "sdf"
MAYADIN, BUKAMAL, RAQQA, TABQA, DEIR = "الميادين", "البوكمال", "الرقة", "الطبقة", "دير الزور"
STATES = [
    (MAYADIN, "2015-01-01", "unknown", set(), set()),
    (MAYADIN, "2017-10-10", "held", {ISIS}, set()),
    (MAYADIN, "2017-10-12", "held", {ISIS}, {GOV}),
    (MAYADIN, "2017-10-14", "held", {GOV}, set()),
    (MAYADIN, "2017-10-20", "held", {GOV}, set()),
    (BUKAMAL, "2016-01-01", "unknown", set(), set()),
    (BUKAMAL, "2017-10-15", "held", {ISIS}, set()),
    (RAQQA, "2017-10-15", "contested", {ISIS, SDF}, set()),
    (TABQA, "2017-05-09", "held", {ISIS}, set()),
    (TABQA, "2017-05-12", "unknown", set(), set()),
    (DEIR, "2016-06-01", "divided", {GOV}, {ISIS}),
    (DEIR, "2017-10-15", "divided", {ISIS, GOV}, {GOV}),
]


@pytest.fixture
def seeds(policy):
    """The seed articles as ``make demo`` stores them."""
    call_command("load_gazetteer", verbosity=0)
    call_command("ingest", *(str(Path(configured.CONFLICTMAP_SEEDS_DIR) / name) for name in SEEDS), verbosity=0)


def place(name):
    """Return the Syrian city of that name."""
    return Place.objects.get(name_ar=name, country="SY", kind="city")


def period(where, on, track="control"):
    """Return what a place is on a day, None where nothing is known."""
    return ControlPeriod.objects.filter(place=where, track=track, during__contains=on).first()


def test_the_seed_articles_colour_the_map_as_their_sentences_say(seeds):
    wrong = []
    for name, text, state, holders, besiegers in STATES:
        where, on = place(name), date.fromisoformat(text)
        control, siege = period(where, on), period(where, on, "siege")
        found = (
            control.state if control else "unknown",
            set(control.holders) if control else set(),
            set(siege.holders) if siege else set(),
        )
        if found != (state, holders, besiegers):
            wrong.append((name, text, found))
    assert wrong == []

    tabqa = place(TABQA)
    assert period(tabqa, date(2017, 5, 9)).inferred
    assert period(tabqa, date(2017, 5, 12)).left_by == ISIS
    shares = {tuple(share[1:3]) for share in period(place(DEIR), date(2017, 10, 15)).shares}
    assert {("w", GOV), ("e", ISIS)} <= shares

    never = ControlPeriod.objects.filter(place=place(RAQQA), state="held", holders=[SDF])
    assert not never.exists()
    governorate = Place.objects.get(name_ar__endswith=DEIR, country="SY", kind="governorate")
    assert period(governorate, date(2016, 6, 1)).holders == [ISIS]
    assert period(place(BUKAMAL), date(2016, 6, 1)) is None
