"""PostGIS, except that a connection which fails starts the private cluster and tries once more.

So every command, server and test finds its database from any shell, and a server that was killed comes back.
"""

from django.contrib.gis.db.backends.postgis import base
from psycopg import OperationalError

from conflictmap import cluster


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostGIS backend for the private cluster under .local/."""

    def get_new_connection(self, conn_params):
        """A connection as Django's backend makes it. Raises ClusterError where the cluster cannot be started."""
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            cluster.ensure()
            return super().get_new_connection(conn_params)
