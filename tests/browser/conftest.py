"""A real Chromium against a real server over a real PostGIS that holds the two seed articles."""

import os
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.reading import MapPage

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page that asks anybody else must fail here, as it would on a plane.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / ".local" / "screenshots"


def pytest_collection_modifyitems(items):
    """Say that these tests need the database: pytest-django makes none for tests that do not ask for it."""
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, or the one that CHROMIUM names."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(executable).exists():
        pytest.fail("Chromium was not found; run `make test`, which installs it, or set CHROMIUM to its path.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker):
    """The address of a server whose ledger is made of the two seed articles, accepted by policy."""
    call_command("compilemessages", ignore=[".venv", "node_modules"], verbosity=0)
    with django_db_blocker.unblock(), override_settings(CONFLICTMAP_POLICY=True):
        call_command("load_gazetteer", verbosity=0)
        call_command("ingest", str(ROOT / "seeds"), verbosity=0)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        # Playwright's loop has a database connection of its own, and a database in use cannot be dropped.
        connection.close()


@pytest.fixture
def context(chromium, request):
    """A fresh profile; ``@pytest.mark.parametrize("context", [{…}], indirect=True)`` changes its window."""
    options = {"viewport": {"width": 1440, "height": 900}, "locale": "ar", "reduced_motion": "no-preference"}
    context = chromium.new_context(**(options | getattr(request, "param", {})))
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context):
    """A page whose uncaught errors and policy violations fail the test at its end."""
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield page
    expected = getattr(page, "expected_problems", ())
    assert [text for text in problems if not any(words in text for words in expected)] == []


@pytest.fixture
def map_page(page, site):
    """The map with words for what a reader does with it."""
    return MapPage(page, site, SHOTS)
