"""What a database refuses, told in one sentence that says how to mend it."""

from __future__ import annotations

from django.db import DatabaseError, OperationalError
from psycopg import errors

_EXTENSIONS = "postgis, btree_gist and pg_trgm"


def in_a_sentence(error: DatabaseError) -> str | None:
    """Return what its operator can do about the error; None where only the program's authors can."""
    cause = error.__cause__
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if isinstance(cause, errors.InsufficientPrivilege):
        return f"the database's role may not do this ({reason}); let a superuser create the extensions {_EXTENSIONS}."
    if isinstance(cause, errors.UndefinedTable):
        return f"the database is not prepared ({reason}); run make setup, or manage.py migrate."
    if isinstance(error, OperationalError):
        return f"the database does not do its part ({reason}); start it, or mend DATABASE_URL."
    return None
