"""What is committed: no registry addresses, no unfinished work, no room too big to read."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = (".py", ".js", ".mjs", ".css", ".html", ".toml", ".md", ".yml", ".json", ".txt", ".in", ".sh")
# Spelt so that this file does not hold what it looks for.
UNFINISHED = re.compile(
    "TO" + "DO|FIX" + "ME|raise NotImplemented" + r"Error|pytest\.mark\.(skip|xfail)|pytest\.skip\("
)


def files(*endings):
    """Files of the project, committed or about to be, by how their names end."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:  # an archive without its repository
        found = [path for path in ROOT.rglob("*") if not {".venv", ".local", "node_modules"} & set(path.parts)]
    else:
        found = [ROOT / name for name in done.stdout.splitlines()]
    return sorted(path for path in found if path.is_file() and path.name.endswith(endings))


def test_lock_files_name_no_registry():
    locks = [*files("package-lock.json"), *(ROOT / "requirements").glob("*.txt")]
    assert len(locks) >= 8
    for lock in locks:
        assert not re.search(r'"resolved"|https?://(?!opencollective|github\.com|tidelift)|file:', _lock_text(lock)), (
            lock
        )


def _lock_text(lock):
    """A lock file without the addresses where npm packages ask for money."""
    if lock.suffix != ".json":
        return lock.read_text()
    packages = json.loads(lock.read_text())["packages"].values()
    return json.dumps([{key: value for key, value in package.items() if key != "funding"} for package in packages])


@pytest.mark.parametrize("version", ["311", "312", "313"])
@pytest.mark.parametrize("level", ["base", "dev"])
def test_every_pinned_package_has_a_hash_and_no_neural_model_comes_along(version, level):
    text = (ROOT / f"requirements/py{version}-{level}.txt").read_text()
    pins = re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==\S+ \\\n +--hash=sha256:", text, re.MULTILINE)
    assert len(pins) == text.count("==")
    assert {"django", "psycopg", "geopandas", "camel-tools"} <= set(pins)
    assert not {"torch", "transformers", "camel-kenlm"} & set(pins)


@pytest.mark.parametrize("name", ["base.in", "dev.in"])
def test_every_dependency_says_why(name):
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", "-r"))]
    assert packages
    assert [line for line in packages if not re.fullmatch(r"\S+ +# \S.+", line)] == []


def test_nothing_is_left_unfinished_or_skipped():
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in files(".py", ".js", ".mjs")
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_no_room_is_too_big_to_read():
    sizes = {
        str(file.relative_to(ROOT)): len(file.read_text().splitlines())
        for file in files(".py", ".js", ".mjs", ".css", ".html")
        if not {"migrations", "vendor", "corpus"} & set(file.parts)
    }
    assert {name: size for name, size in sizes.items() if size > 350} == {}


def test_no_drawer_for_everything():
    assert [file for file in files(".py", ".js") if file.stem in {"utils", "helpers", "misc"}] == []


def test_the_seed_articles_are_as_they_came():
    for name in ("000_cbf533a2e96aa198.txt", "001_cc6b534295ab8a14.txt"):
        raw = (ROOT / "seeds" / name).read_bytes()
        assert raw.decode("utf-8")
        assert b"\0" not in raw


def test_text_files_are_utf_8_with_unix_line_ends():
    for file in files(*OURS):
        raw = file.read_bytes()
        raw.decode("utf-8")
        assert b"\r\n" not in raw or file.parent == ROOT / "seeds", file
