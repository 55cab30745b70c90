"""Addresses of pages and API. None ends in a slash."""

from django.urls import include, path, re_path

from events import api, map_views, pages, views

urlpatterns = [
    path("", map_views.map_page, name="map"),
    path("map/data", views.map_data, name="map-data"),
    path("map/table", map_views.map_table, name="map-table"),
    path("map/place/<str:place_id>", views.map_place, name="map-place"),
    path("", include("gazetteer.urls")),
    path("articles/<int:article_id>", pages.article, name="article"),
    path("places/<str:place_id>", pages.place, name="place"),
    path("method", pages.method, name="method"),
    path("corrections", pages.corrections, name="corrections"),
    path("api", api.landing, name="api"),
    path("api/conformance", api.conformance, name="api-conformance"),
    path("api/openapi", api.openapi, name="api-openapi"),
    path("api/collections", api.collections, name="api-collections"),
    path("api/collections/<str:name>", api.collection, name="api-collection"),
    path("api/collections/<str:name>/schema", api.schema, name="api-schema"),
    path("api/collections/<str:name>/queryables", api.schema, name="api-queryables"),
    path("api/collections/<str:name>/items", api.items, name="api-items"),
    path("api/collections/<str:name>/items/<str:feature_id>", api.item, name="api-item"),
    re_path(r"^api/", api.nothing),
    path("healthz", views.healthz, name="healthz"),
]
