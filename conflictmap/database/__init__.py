"""Django's PostGIS backend over the project's private cluster."""
