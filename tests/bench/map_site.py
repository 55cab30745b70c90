"""The project's own pages from a real server, with the made-up ledger as the map's data, and the peers' pages."""

from __future__ import annotations

import gzip
import json
import mimetypes
import socketserver
import threading
from collections.abc import Callable
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application

from events.compact import compact

HERE = Path(__file__).resolve().parent
ROOTS = {"/bench/pages/": HERE / "pages", "/bench/node_modules/": HERE.parents[1] / "node_modules"}
COMPRESSED = ("text/", "application/javascript", "application/json", "font/", "image/svg")


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args) -> None:
        """Say nothing: the table of figures is the output."""


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Site:
    """A server on a free port of this machine; ``use(answer)`` sets what ``/map/table`` answers."""

    def __init__(self) -> None:
        self.app = StaticFilesHandler(get_wsgi_application())
        self.table = b""
        self.kept: dict[str, tuple[str, list, bytes]] = {}
        self.server = make_server("127.0.0.1", 0, self, server_class=_Server, handler_class=_Quiet)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def use(self, answer: dict) -> None:
        """Answer the map's data with a made-up ledger, written and compressed as the server does."""
        body = json.dumps(compact(answer), ensure_ascii=False, separators=(",", ":")).encode()
        self.table = gzip.compress(body, 6)

    def close(self) -> None:
        """End the server."""
        self.server.shutdown()
        self.server.server_close()

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        path = environ["PATH_INFO"]
        if path == "/map/table":
            start_response("200 OK", [("Content-Type", "application/json"), ("Content-Encoding", "gzip")])
            return [self.table]
        if path.startswith(("/static/", "/bench/")):
            if path not in self.kept:
                self.kept[path] = self._file(path, environ)
            status, headers, body = self.kept[path]
            start_response(status, headers)
            return [body]
        return self.app(environ, start_response)

    def _file(self, path: str, environ: dict) -> tuple[str, list, bytes]:
        """A static file, compressed as in production."""
        for prefix, folder in ROOTS.items():
            if path.startswith(prefix):
                body = (folder / path.removeprefix(prefix)).read_bytes()
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                return "200 OK", [("Content-Type", kind)], body
        seen: list = []
        body = b"".join(self.app(environ, lambda status, headers, *_: seen.extend((status, headers))))
        status, headers = seen[0], [(name, value) for name, value in seen[1] if name != "Content-Length"]
        kind = dict(headers).get("Content-Type", "")
        if kind.startswith(COMPRESSED) or path.endswith(".ttf"):
            body = gzip.compress(body, 9)
            headers.append(("Content-Encoding", "gzip"))
        return status, headers, body
