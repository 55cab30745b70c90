#!/usr/bin/env python
"""Django's command line, with configuration mistakes told in one sentence instead of a traceback."""

import os
import sys


def main() -> None:
    """Run one management command. Exits with 1 and one sentence where a setting is missing or wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictmap.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        sys.exit("Django is not installed for this Python: run `make setup`, then use .venv/bin/python manage.py.")
    from conflictmap.cluster import ClusterError

    try:
        # Read them before a command does: Django itself hides a broken settings file from `help`.
        from django.conf import settings

        settings.INSTALLED_APPS  # noqa: B018
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, ClusterError) as error:
        sys.exit(f"conflictmap: {error}")


if __name__ == "__main__":
    main()
