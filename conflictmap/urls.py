"""All addresses: the admin, the language switch, and everything else from ``events.urls``."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog

urlpatterns = [
    path("admin/", admin.site.urls),
    path("admin", RedirectView.as_view(pattern_name="admin:index")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("jsi18n", JavaScriptCatalog.as_view(), name="javascript-catalog"),
    path("", include("events.urls")),
]
