"""Addresses of the gazetteer; none ends in a slash."""

from django.urls import path

from gazetteer import views

app_name = "gazetteer"
urlpatterns = [path("map/search", views.map_search, name="search")]
