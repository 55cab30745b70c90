"""Kinds of places, as the gazetteer names them, by what people do in them."""

TOWNS = ("city", "town", "village", "neighbourhood", "camp", "island")  # people live there
SETTLED = (*TOWNS, "district", "subdistrict")  # a town, or the district that news calls by its town's name
HOLDABLE = (*SETTLED, "governorate", "area")  # may be held, unlike a road or a building
BUILDINGS = ("facility", "base")  # who has entered one is taken to hold it
