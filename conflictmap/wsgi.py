"""The WSGI entry point: gunicorn conflictmap.wsgi."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictmap.settings")

application = get_wsgi_application()
# Load every view now, once for all workers, rather than while the first reader waits.
get_resolver().url_patterns  # noqa: B018
import_string("events.warm.warm")()
# What is loaded stays for good: without this the garbage collector walks through all of it in the midst of answers,
# and in workers forked from here it would copy the memory that they share.
gc.collect()
gc.freeze()
