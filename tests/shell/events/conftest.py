"""The world that most tests of stored events start from."""

from datetime import date

import pytest


@pytest.fixture
def world(db):
    """Two sides and three places."""
    from tests.shell.events import factories  # Django is not configured yet when this file is read

    for slug in ("saf", "rsf", "isis"):
        factories.actor(slug)
    return [factories.place(f"gn{n}", lon=40 + n / 10, lat=35 + n / 10) for n in (1, 2, 3)]


@pytest.fixture
def curator(db):
    """A person who may review."""
    from tests.shell.events import factories

    return factories.curator()


@pytest.fixture
def admin(client, curator):
    """A curator, signed in."""
    client.force_login(curator)
    return client


@pytest.fixture
def policy(settings):
    """Acceptance by policy, switched on."""
    settings.CONFLICTMAP_POLICY = True


@pytest.fixture
def ledger(world, curator):
    """Three accepted changes on three days at three places, one suggested, one rejected."""
    from events import actions
    from tests.shell.events.factories import claim, event, ingested

    ingested(
        claim(),
        claim("siege", at="gn2", gaining="isis", losing=None, date_start=date(2017, 10, 11)),
        claim("holds", at="gn3", gaining="rsf", losing=None, date_start=None, modality="claimed"),
        claim("advance", at="gn1", gaining="isis", losing="saf", date_start=date(2017, 10, 15)),
        claim("withdrawal", at="gn3", gaining=None, losing="rsf", date_start=date(2017, 9, 1)),
    )
    for kind in ("capture", "siege", "holds"):
        actions.decide(event=event(type=kind), by=curator, verdict="accepted")
    actions.decide(event=event(type="withdrawal"), by=curator, verdict="rejected")
