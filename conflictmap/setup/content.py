"""The database and what is in it, in one Django process; each step only where its inputs changed.

.venv/bin/python -m conflictmap.setup.content [demo]
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from conflictmap import cluster
from conflictmap.setup import LOCAL, ROOT, SetupError, stamps

PACKAGES = "requirements/py3*-base.txt"
GAZETTEER = ("seeds/gazetteer/**/*", "gazetteer/**/*.py", PACKAGES)
READING = ("seeds/lexicon/**/*", "events/**/*.py")


@dataclass(frozen=True)
class Step:
    """One thing to do: what it is called, what it reads, and how it is done."""

    name: str
    says: str
    inputs: tuple[str, ...]
    run: Callable[[], None]
    in_database: bool = True


def _command(name: str, *arguments: str) -> Callable[[], None]:
    def run() -> None:
        from django.core.management import call_command

        call_command(name, *arguments)

    return run


def _compile_messages() -> None:
    """Compile the project's own translations (Django's command would walk through .venv as well)."""
    import subprocess

    for source in sorted((ROOT / "locale").rglob("*.po")):
        target = source.with_suffix(".mo")
        done = subprocess.run(["msgfmt", "--check-format", "-o", target, source], check=False)
        if done.returncode:
            raise SetupError(f"{source.relative_to(ROOT)} is not a valid translation; mend the line named above.")


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", "--noinput", "--clear", verbosity=0)


MESSAGES = Step("messages", "Compiling translations", ("locale/**/*.po",), _compile_messages, in_database=False)
STATIC = Step(
    "static",
    "Collecting static files",
    ("static/**/*", "conflictmap/settings.py", "conflictmap/staticfiles.py", PACKAGES),
    _collect_static,
    in_database=False,
)
MIGRATE = Step(
    "migrate", "Preparing the database", ("*/migrations/*.py", PACKAGES), _command("migrate", "--verbosity=0")
)
GAZETTEER_STEP = Step("gazetteer", "Loading the gazetteer", GAZETTEER, _command("load_gazetteer"))
LEDGER = Step(
    "ledger",
    "Loading the ledger of known changes",
    ("seeds/ledger/**/*", *GAZETTEER, *READING),
    _command("load_ledger", "seeds/ledger"),
)
ARTICLES = Step(
    "articles",
    "Reading the seed articles",
    ("seeds/*.txt", "seeds/manifest.json", *GAZETTEER, *READING),
    _command("ingest", "seeds"),
)
SITE = (MESSAGES, STATIC, MIGRATE, GAZETTEER_STEP)
# The ledger is data that a clone may do without.
DEMO = (*SITE, *([LEDGER] if any((ROOT / "seeds/ledger").glob("*.csv")) else []), ARTICLES)
# Tests fill a database of their own.
TESTS = (MESSAGES,)


def run(steps: tuple[Step, ...]) -> None:
    """Do the steps whose inputs changed since they were last done. Raises SetupError or ClusterError."""
    identity = _database_identity()
    due = [(step, mark) for step in steps if not stamps.is_done(step.name, mark := _mark(step, identity))]
    if due:
        _start_django()
    for step, mark in due:
        print(step.says, flush=True)
        step.run()
        stamps.keep(step.name, mark)


def _mark(step: Step, identity: str) -> str:
    policy = os.environ.get("CONFLICTMAP_POLICY", "")
    return stamps.fingerprint(step.inputs, [identity, policy] if step.in_database else [])


def _database_identity() -> str:
    """A word for the database that the steps fill. The user's own may change behind our back: never the same twice."""
    if os.environ.get("DATABASE_URL"):
        return secrets.token_hex(8)
    cluster.ensure()
    return cluster.Cluster(cluster.local_dir()).identity(cluster.database_name())


def _start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictmap.settings")
    os.chdir(ROOT)
    django.setup()


def administrator() -> str:
    """Make the demo's administrator where there is none, and say how to sign in."""
    file = LOCAL / "admin-password"
    mark = stamps.fingerprint(words=[_database_identity()])
    if not (file.exists() and stamps.is_done("administrator", mark)):
        _start_django()
        from django.contrib.auth import get_user_model

        people = get_user_model().objects
        if people.filter(is_superuser=True).exists():
            return "Administrator: there is one already; sign in at /admin/."
        password = secrets.token_urlsafe(12)
        _write_secret(file, password)
        people.create_superuser("admin", password=password)
        stamps.keep("administrator", mark)
    return f"Administrator: admin, first password {file.read_text().strip()} (also in {file.relative_to(ROOT)})"


def _write_secret(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(text + "\n")


def main(purpose: str) -> None:
    """Run the steps that ``purpose`` needs: site, demo or tests."""
    run({"site": SITE, "demo": DEMO, "tests": TESTS}[purpose])
    if purpose == "demo":
        print(administrator(), flush=True)


if __name__ == "__main__":
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError
    from django.db import DatabaseError

    from conflictmap.database.sentences import in_a_sentence

    try:
        main(*sys.argv[1:])
    except (SetupError, cluster.ClusterError, ImproperlyConfigured, CommandError) as problem:
        sys.exit(f"conflictmap: {problem}")
    except DatabaseError as problem:
        if (told := in_a_sentence(problem)) is None:
            raise
        sys.exit(f"conflictmap: {told}")
