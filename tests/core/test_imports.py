"""Who may import whom. The core runs with Django blocked, in a process of its own."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CORE_FOLDERS = ("events/extraction", "gazetteer/matching")
CORE_FILES = ("merging*", "timeline*", "areas", "geojson", "params", "ledger", "policy")


def core_modules():
    files = [file for folder in CORE_FOLDERS for file in (ROOT / folder).rglob("*.py")]
    files += [file for name in CORE_FILES for file in (ROOT / "events").glob(f"{name}.py")]
    return sorted(".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in files)


def imported(file):
    """The absolute names of all modules that a file imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.relative_to(ROOT)} has a relative import"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def files_of(*folders):
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def test_the_core_is_where_it_is_looked_for():
    names = core_modules()
    assert {"gazetteer.matching.arabic", "events.extraction.types", "events.ledger"} <= set(names)


def test_the_core_imports_with_django_blocked():
    lines = "\n".join(f"import {name}" for name in core_modules())
    code = f"import sys\nsys.modules['django'] = None\n{lines}\n"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_block_would_be_felt():
    code = "import sys\nsys.modules['django'] = None\nimport events.models\n"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0


@pytest.mark.parametrize("file", files_of("gazetteer"), ids=lambda file: str(file.relative_to(ROOT)))
def test_the_gazetteer_knows_nothing_of_events(file):
    assert not {name for name in imported(file) if name.split(".")[0] == "events"}


@pytest.mark.parametrize("file", files_of("gazetteer", "events"), ids=lambda file: str(file.relative_to(ROOT)))
def test_apps_import_neither_the_project_nor_the_tests(file):
    assert not {name for name in imported(file) if name.split(".")[0] in {"conflictmap", "tests"}}


@pytest.mark.parametrize("file", files_of("gazetteer", "events"), ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_imports_admin_views_or_commands(file):
    fronts = {"admin", "views", "management"}
    if fronts & set(file.relative_to(ROOT).with_suffix("").parts) or file.name == "urls.py":
        return
    own = {name for name in imported(file) if name.split(".")[0] in {"gazetteer", "events"}}
    assert not {name for name in own if fronts & set(name.split(".")[1:2])}


def test_app_packages_import_nothing_by_themselves():
    assert not imported(ROOT / "events/__init__.py")
    assert not imported(ROOT / "gazetteer/__init__.py")
