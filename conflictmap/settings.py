"""All settings, from the environment, with safe defaults. docs/settings.md lists them in words.

A missing or wrong value raises ImproperlyConfigured with one sentence that says how to mend it.
"""

from pathlib import Path

import fontpkg_ibm_plex_sans_arabic
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from conflictmap import cluster, environment

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = cluster.local_dir()

# --- Safety -------------------------------------------------------------------------------------------------------
DEBUG = environment.flag("DEBUG", False)
SECRET_KEY = environment.secret_key("SECRET_KEY", LOCAL_DIR / "secret-key")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS", [])
# Set behind a TLS proxy: cookies travel by https only, and plain http is redirected.
HTTPS = environment.flag("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 31_536_000  # a year: who chose a language need not choose it again
LOGIN_URL = LOGIN_REDIRECT_URL = "admin:index"
SECURE_HSTS_SECONDS = 86_400 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- The product --------------------------------------------------------------------------------------------------
EVENT_TYPES = (
    "capture recapture handover withdrawal surrender evacuation siege siege_broken advance repelled holds"
).split()
# Accept events by policy (docs: /method); people decide alone by default.
CONFLICTMAP_POLICY = environment.flag("CONFLICTMAP_POLICY", False)
# Hours for which events of a type stay out of the map, API, tiles and exports.
CONFLICTMAP_EMBARGO_HOURS = environment.hours_by_type("CONFLICTMAP_EMBARGO_HOURS", EVENT_TYPES)
# Whole article texts for readers who are not signed in; the manifest may open single articles.
CONFLICTMAP_OPEN_ARTICLES = environment.flag("CONFLICTMAP_OPEN_ARTICLES", False)
# Map tiles are a third party that learns what a reader looks at: none by default.
CONFLICTMAP_TILE_URL = environment.tile_url("CONFLICTMAP_TILE_URL")
CONFLICTMAP_TILE_ATTRIBUTION = environment.text("CONFLICTMAP_TILE_ATTRIBUTION")
CONFLICTMAP_MONTHS = environment.choice("CONFLICTMAP_MONTHS", ("levant", "gulf", "maghreb"), "levant")
CONFLICTMAP_DIGITS = environment.choice("CONFLICTMAP_DIGITS", ("arabic", "western"), "arabic")
# Articles marked synthetic in a manifest are refused unless this is set: invented news must not colour a real map.
CONFLICTMAP_ALLOW_SYNTHETIC = environment.flag("CONFLICTMAP_ALLOW_SYNTHETIC", False)
# The ledger of well-known changes of control that the project carries, shown beside what was read.
CONFLICTMAP_LEDGER_AVAILABLE = environment.flag("CONFLICTMAP_LEDGER_AVAILABLE", True)
CONFLICTMAP_SEEDS_DIR = BASE_DIR / "seeds"
CONFLICTMAP_LOCAL_DIR = LOCAL_DIR

# --- Django -------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "leaflet",
    "csp",
    "gazetteer",
    "events",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "conflictmap.language.ChosenLanguageMiddleware",
    "conflictmap.senseless.SenselessMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "conflictmap.urls"
WSGI_APPLICATION = "conflictmap.wsgi.application"
# Addresses below /api and of pages carry no trailing slash, and Django must not add one.
APPEND_SLASH = False
# Debian 12's GDAL is older than 3.9; no spatial reference ever comes from a reader.
# What else stands below the site's domain is its owner's to promise (HSTS for subdomains, preloading).
SILENCED_SYSTEM_CHECKS = ["gis.W001", "security.W005", "security.W021"]
# Articles that are too large are told so by the form or, above this, by the page for 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    }
]

DATABASES = {"default": environment.database_url("DATABASE_URL") or cluster.database()}
DATABASES["default"].setdefault("TEST", {})["NAME"] = environment.text("TEST_DATABASE_NAME") or None

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]

# --- Language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
# Beside the project's own words, some that Django's Arabic lacks, and the month names of the region that was chosen
# (Django's are those of the Gulf and Egypt).
LOCALE_PATHS = [BASE_DIR / "locale" / name for name in ("", "django", f"months/{CONFLICTMAP_MONTHS}")]
# Days in the admin as everywhere else: Django's Arabic puts the month first where a time stands beside it.
FORMAT_MODULE_PATH = ["conflictmap.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone("TIME_ZONE", "UTC")

# --- Static files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
# Arabic type from a Python package, at /static/fonts/…: pages ask no font service.
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", Path(fontpkg_ibm_plex_sans_arabic.__file__).parent / "files")]
STATIC_ROOT = LOCAL_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "conflictmap.staticfiles.HashedStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# --- Content security policy: nothing from anybody else, no inline script without the page's nonce -------------------
_IMAGES = [SELF, "data:"] + ([environment.tile_host(CONFLICTMAP_TILE_URL)] if CONFLICTMAP_TILE_URL else [])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": _IMAGES,
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Leaflet is django-leaflet's own copy; it must not add a tile layer by itself.
LEAFLET_CONFIG = {
    "TILES": [("", CONFLICTMAP_TILE_URL, {"attribution": CONFLICTMAP_TILE_ATTRIBUTION})]
    if CONFLICTMAP_TILE_URL
    else [],
    "DEFAULT_CENTER": (34.8, 39.0),
    "DEFAULT_ZOOM": 6,
    "ATTRIBUTION_PREFIX": "",
    "RESET_VIEW": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Addresses that do not exist and bad parameters are the client's matter.
    "loggers": {"django.request": {"level": "ERROR"}},
}
