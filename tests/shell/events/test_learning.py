"""What curators teach the gazetteer reaches the texts: claims that nobody decided on are read again."""

from datetime import date

import pytest

from events import actions, readers
from events.documents import Document
from events.models import Claim
from gazetteer import actions as gazetteer_actions
from gazetteer.models import UnknownName
from tests.shell.events.factories import place

pytestmark = pytest.mark.django_db

TEXT = "سيطرت قوات سوريا الديمقراطية أمس على بلدة الفلفولية بعد معارك عنيفة. وقال شهود إن الهدوء عاد إلى السوق."


@pytest.fixture
def story(db):
    """An article about a town that the gazetteer does not know, and the town under another name."""
    actions.load_actors()
    town = place("gn7", lon=40.4, lat=35.3)
    found = Document(name="a.txt", text=TEXT, published=date(2017, 10, 15), outlet="صحيفة", country="SY")
    actions.ingest(document=found, names=readers.names())
    return town


def test_a_new_alias_resolves_the_claims_that_waited_for_it(story, curator, django_capture_on_commit_callbacks):
    assert Claim.objects.get().place is None
    with django_capture_on_commit_callbacks(execute=True):
        gazetteer_actions.decide_alias(unknown=UnknownName.objects.get(), place=story, by=curator)
    assert Claim.objects.live().get().place == story


def test_a_refused_name_takes_its_undecided_claims_away(story, curator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        gazetteer_actions.decide_alias(unknown=UnknownName.objects.get(), place=story, by=curator)
    alias = story.names.get(name=Claim.objects.live().get().place_text.split()[-1])
    with django_capture_on_commit_callbacks(execute=True):
        gazetteer_actions.refuse_name(name=alias, by=curator)
    assert not Claim.objects.live().filter(place=story).exists()
