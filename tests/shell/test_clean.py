"""``make clean`` leaves a clone as git would have made it."""

from conflictmap.setup.__main__ import remove_made

MADE = (
    ".venv/bin/python",
    "node_modules/x.js",
    ".pytest_cache/CACHEDIR.TAG",
    ".ruff_cache/0.1/x",
    ".hypothesis/x",
    "events/__pycache__/x.pyc",
    "locale/ar/LC_MESSAGES/django.mo",
)
KEPT = ("events/models.py", "locale/ar/LC_MESSAGES/django.po", "Makefile")


def test_what_was_made_goes_and_what_was_written_stays(tmp_path):
    for name in (*MADE, *KEPT):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    remove_made(tmp_path)
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == sorted(KEPT)
