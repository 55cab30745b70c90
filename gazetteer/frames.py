"""Rough frames of countries, for doubts about coordinates. No Django."""

# Rough frames (west, south, east, north) of the countries that the default data covers, with a margin.
# They catch swapped and mistyped coordinates where no polygon of the country is stored; they are no borders.
COUNTRY_FRAMES = {
    "SY": (35.4, 32.2, 42.5, 37.4),
    "IQ": (38.6, 28.9, 48.9, 37.5),
    "LB": (35.0, 33.0, 36.7, 34.8),
    "JO": (34.8, 29.1, 39.4, 33.5),
    "YE": (41.5, 11.8, 54.8, 19.1),
    "LY": (9.2, 19.4, 25.3, 33.4),
    "SD": (21.7, 8.5, 38.8, 22.4),
    "TR": (25.5, 35.7, 45.0, 42.3),
}
