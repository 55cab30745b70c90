"""The world that most tests of stored events start from."""

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
def policy(settings):
    """Acceptance by policy, switched on."""
    settings.CONFLICTMAP_POLICY = True
