#!/usr/bin/env python3
"""Django's command line, with configuration mistakes told in one sentence instead of a traceback."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run one management command. Exits with 1 and one sentence where a setting is missing or wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictmap.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import DatabaseError
    except ModuleNotFoundError:
        _use_the_projects_python()
    from conflictmap.cluster import ClusterError

    try:
        # Read them before a command does: Django itself hides a broken settings file from `help`.
        from django.conf import settings

        settings.INSTALLED_APPS  # noqa: B018
        execute_from_command_line(sys.argv)
    except BrokenPipeError:
        # The reader of our output (head, less) went away: that is its good right. Nothing is left to flush at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except (ImproperlyConfigured, ClusterError) as error:
        sys.exit(f"conflictmap: {error}")
    except DatabaseError as error:
        from conflictmap.database.sentences import in_a_sentence

        if (told := in_a_sentence(error)) is None:
            raise
        sys.exit(f"conflictmap: {told}")


def _use_the_projects_python() -> None:
    """Start again with .venv's Python, so that any shell will do."""
    python = Path(__file__).resolve().parent / ".venv/bin/python"
    if not python.exists() or Path(sys.prefix) == python.parent.parent:
        sys.exit("conflictmap: Django is not installed; run `make setup` first.")
    os.execv(python, [str(python), *sys.argv])


if __name__ == "__main__":
    main()
