"""For every test: Django only where it is wanted, and no network beyond this machine."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

# A machine that is busy must not fail a property: speed is measured by `make bench`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# These run without Django: the core must not need it, and a broken model must not hide a broken rule.
WITHOUT_DJANGO = tuple(Path(__file__).parent / name for name in ("core", "corpus"))
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def pytest_configure(config):
    """Name the settings before pytest-django looks for them, unless only Django-free tests were asked for."""
    paths = [(config.invocation_params.dir / argument.split("::")[0]).resolve() for argument in config.args]
    if not all(any(path.is_relative_to(room) for room in WITHOUT_DJANGO) for path in paths):
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        # The browser tests' driver runs an event loop in this thread, beside Django's synchronous queries.
        os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        import django

        django.setup()


class NetworkBlockedError(RuntimeError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Refuse every connection but unix sockets and this machine's own addresses."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise NetworkBlockedError(f"tests must not connect to {address!r}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield
