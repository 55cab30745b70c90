"""How the web server runs: a few processes with threads, each replaced now and then so that none grows for ever."""

import os

from conflictmap.setup import LOCAL, server

workers = server.workers()
worker_class = "gthread"
threads = 4
preload_app = True
timeout = 120
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    """Say where the map is, and write down which process serves it."""
    host, port = server.LISTENERS[0].sock.getsockname()[:2]
    server.pidfile_of_clone = LOCAL / f"server-{port}.pid"
    server.pidfile_of_clone.write_text(str(os.getpid()))
    print(f"ConflictMap: http://{host}:{port}/   (Ctrl-C ends it)", flush=True)


def on_exit(server):
    """Forget the process number; the database cluster stays, `make stop` ends it."""
    server.pidfile_of_clone.unlink(missing_ok=True)
