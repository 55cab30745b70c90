"""The project's settings as tests run them: the same, with plain static files and fast password hashes."""

import os
from pathlib import Path

# What a developer's shell sets must not change what tests see; the database may be chosen.
for _name in [name for name in os.environ if name.startswith("CONFLICTMAP_")] + ["DEBUG", "HTTPS", "ALLOWED_HOSTS"]:
    os.environ.pop(_name, None)

from conflictmap.settings import *  # noqa: E402, F403
from conflictmap.settings import DATABASES, STORAGES  # noqa: E402

SECRET_KEY = "only-for-tests-" + "0" * 40
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT = None
# Nothing of a test's database must survive a power cut.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CONFLICTMAP_SEEDS_DIR = Path(__file__).resolve().parent.parent / "seeds"
