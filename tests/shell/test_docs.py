"""Documentation and program say the same: commands, targets, settings, files."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = (ROOT / "docs/commands.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
# Django's own that the documents speak of.
DJANGOS = {"check", "migrate", "createsuperuser", "makemessages", "changepassword"}


def own_commands():
    return {name for name, app in get_commands().items() if app in {"events", "gazetteer"}}


def targets():
    return set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)) - {"help"}


def said(pattern):
    """Everything that a pattern finds in any document, with the document's name."""
    return sorted({(match, file.name) for file in DOCS for match in re.findall(pattern, file.read_text())})


@pytest.mark.parametrize("name", sorted(own_commands()))
def test_every_command_is_documented(name):
    assert f"manage.py {name}" in COMMANDS


@pytest.mark.parametrize(("name", "file"), said(r"manage\.py ([a-z_]+)"))
def test_every_documented_command_exists(name, file):
    assert name in own_commands() | DJANGOS, file


@pytest.mark.parametrize("name", sorted(targets()))
def test_every_target_is_documented(name):
    assert f"`make {name}`" in COMMANDS


@pytest.mark.parametrize(("name", "file"), said(r"(?:`|^ {4})make ([a-z]+)"))
def test_every_documented_target_exists(name, file):
    assert name in targets(), file


def test_every_module_of_reading_has_its_step_and_no_other_is_named():
    table = re.search(r"^\| step.*?\n\n", (ROOT / "docs/reading.md").read_text(), re.MULTILINE | re.DOTALL).group()
    named = {name for name in re.findall(r"`([a-z_/]+)`", table) if not name.startswith("gazetteer/")}
    folder = ROOT / "events/extraction"
    modules = {str(file.relative_to(folder).with_suffix("")) for file in folder.rglob("*.py")} - {"__init__"}
    dated = {name for name in modules if name.startswith("date_")}  # named together, as `date_*`
    assert named | dated == modules


def test_every_setting_is_in_the_readme_and_every_setting_named_there_is_read():
    sources = "".join((ROOT / "conflictmap" / name).read_text() for name in ("settings.py", "cluster.py"))
    sources += "".join(file.read_text() for file in (ROOT / "conflictmap/setup").glob("*.py"))
    read = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"|environ\.get\("([A-Z_]+)"', sources))
    read = {one or other for one, other in read} - {"PATH", "UPGRADE", "CHROMIUM"}
    table = re.search(r"^\| variable.*?\n\n", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL).group()
    named = {name for row in table.strip().splitlines() for name in re.findall(r"`([A-Z_]{4,})`", row.split("|")[1])}
    assert named == read


@pytest.mark.parametrize(("target", "file"), said(r"\]\(((?!https?:)[^)#]+)"))
def test_every_link_leads_somewhere(target, file):
    folder = next(document.parent for document in DOCS if document.name == file)
    assert (folder / target).exists()


def test_the_changelog_begins_with_what_is_not_released():
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE).group(1)
    assert headings[1].startswith(version)
