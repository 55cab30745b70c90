"""What `make` does around the product: stamps, ports, missing packages, reports. No Django."""

import json
import socket
from argparse import Namespace

import pytest

from conflictmap.setup import SetupError, server, stamps, system
from tests import report


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project folder that stamps look at."""
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    monkeypatch.setattr(stamps, "LOCAL", tmp_path / ".local")
    return tmp_path


def test_a_fingerprint_follows_content_and_names_only(project):
    (project / "a.csv").write_text("1")
    first = stamps.fingerprint(["*.csv"])
    assert stamps.fingerprint(["*.csv"]) == first
    (project / "other.txt").write_text("2")
    assert stamps.fingerprint(["*.csv"]) == first
    (project / "a.csv").write_text("3")
    changed = stamps.fingerprint(["*.csv"])
    assert changed != first
    (project / "a.csv").rename(project / "b.csv")
    assert stamps.fingerprint(["*.csv"]) not in {first, changed}


def test_a_step_is_done_for_one_fingerprint(project):
    assert not stamps.is_done("load", "x")
    stamps.keep("load", "x")
    assert stamps.is_done("load", "x")
    assert not stamps.is_done("load", "y")


@pytest.mark.parametrize("value", ["0", "65536", "eighty", "-1"])
def test_a_port_that_is_none_is_told_in_one_sentence(value, monkeypatch):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(SetupError, match=f"PORT='{value}' is not a number"):
        server.port()


def test_a_taken_port_is_told_in_one_sentence(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(SetupError, match="try another: make demo PORT=8001"):
            server.port()


def test_where_there_is_no_apt_the_packages_are_named(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="no apt-get here; install what Debian calls: gettext chromium"):
        system.install(["gettext", "chromium"])


def test_a_program_that_is_not_there_is_missed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert "gettext" in system.missing(tests=False)
    assert "chromium" not in system.missing(tests=False)
    assert "chromium" in system.missing(tests=True)


@pytest.fixture
def parts(tmp_path, monkeypatch):
    """A folder of score parts, importable as tests.<folder>.<part>: one that measures, one that breaks."""
    import tests

    (tmp_path / "tests" / "parts").mkdir(parents=True)
    folder = tmp_path / "tests" / "parts"
    row = {"name": "reading: recall", "value": 0.5, "unit": "", "bar": ">= 0.4", "holds": True}
    (folder / "score_good.py").write_text(f"def rows(args):\n    return [{row!r}]\n")
    (folder / "score_bad.py").write_text("def rows(args):\n    raise ValueError('no corpus')\n")
    monkeypatch.setattr(report, "ROOT", tmp_path)
    monkeypatch.setattr(tests, "__path__", [*tests.__path__, str(tmp_path / "tests")])
    return tmp_path


def test_a_part_that_breaks_is_reported_and_stops_nothing(parts, capsys):
    target = parts / ".local/score.json"
    assert report.run("parts", "score", Namespace(only=""), target) == 1
    rows = json.loads(target.read_text())
    assert [(row["name"], row["holds"]) for row in rows] == [("score_bad failed", False), ("reading: recall", True)]
    assert "no corpus" in capsys.readouterr().out


def test_all_bars_held_is_success(parts):
    assert report.run("parts", "score", Namespace(only="good"), parts / ".local/score.json") == 0


def test_no_part_at_all_is_no_success(parts):
    assert report.run("parts", "score", Namespace(only="none"), parts / ".local/score.json") == 1
