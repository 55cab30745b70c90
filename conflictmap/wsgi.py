"""The WSGI entry point: gunicorn conflictmap.wsgi."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictmap.settings")

application = get_wsgi_application()
# Load every view now, once for all workers, rather than while the first reader waits.
get_resolver().url_patterns  # noqa: B018
