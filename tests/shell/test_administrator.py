"""The demo's first administrator."""

import stat

import pytest
from django.contrib.auth import authenticate, get_user_model

from conflictmap.setup import content, stamps

pytestmark = pytest.mark.django_db


@pytest.fixture
def local(tmp_path, monkeypatch):
    """A .local folder of its own; the database stays the test's."""
    for module in (content, stamps):
        monkeypatch.setattr(module, "LOCAL", tmp_path / ".local")
        monkeypatch.setattr(module, "ROOT", tmp_path)
    (tmp_path / ".local").mkdir()
    return tmp_path / ".local"


def test_the_password_is_made_once_and_kept_for_its_owner_only(local):
    first = content.administrator()
    file = local / "admin-password"
    password = file.read_text().strip()
    assert password in first
    assert authenticate(username="admin", password=password).is_superuser
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert content.administrator() == first
    assert get_user_model().objects.count() == 1


def test_an_administrator_who_is_there_is_left_alone(local):
    get_user_model().objects.create_superuser("amal", password="x")
    assert "one already" in content.administrator()
    assert not (local / "admin-password").exists()
