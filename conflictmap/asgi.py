"""The ASGI entry point. Prefer WSGI workers: GEOS has been seen to keep memory under ASGI (Django ticket 29878)."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictmap.settings")

application = get_asgi_application()
