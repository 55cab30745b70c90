"""Addresses of pages and API. None ends in a slash."""

from django.urls import include, path

from events import map_views, views

urlpatterns = [
    path("", map_views.map_page, name="map"),
    path("map/data", views.map_data, name="map-data"),
    path("map/place/<str:place_id>", views.map_place, name="map-place"),
    path("", include("gazetteer.urls")),
    path("healthz", views.healthz, name="healthz"),
]
