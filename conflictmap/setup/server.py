"""Starting and stopping the web server of this clone."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path

from conflictmap.setup import LOCAL, ROOT, VENV_PYTHON, SetupError

HOST = "127.0.0.1"


def port() -> int:
    """The port that PORT names, else 8000. Raises SetupError where it is no port or taken."""
    value = os.environ.get("PORT") or "8000"
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise SetupError(f"PORT={value!r} is not a number from 1 to 65535; set it to one, or unset it.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(value)))
        except OSError as error:
            raise SetupError(
                f"port {value} cannot be used ({error.strerror}); try another: make demo PORT=8001"
            ) from error
    return int(value)


def workers() -> int:
    """The number of processes that WEB_CONCURRENCY names, else 2. Raises SetupError for what is no number."""
    value = os.environ.get("WEB_CONCURRENCY") or "2"
    if not value.isdecimal() or not 1 <= int(value) <= 256:
        raise SetupError(f"WEB_CONCURRENCY={value!r} is not a number from 1 to 256; set it to one, or unset it.")
    return int(value)


def replace_this_process(number: int) -> None:
    """Become the web server; it prints its address once it answers."""
    workers()  # a wrong number is told here in a sentence, by gunicorn in a traceback
    os.chdir(ROOT)
    program = VENV_PYTHON.parent / "gunicorn"
    os.execv(
        program,
        [
            str(program),
            "--config",
            "python:conflictmap.setup.gunicorn",
            "--bind",
            f"{HOST}:{number}",
            "conflictmap.wsgi",
        ],
    )


def stop_all() -> int:
    """End the servers that this clone started. Returns their number."""
    ended = 0
    for file in LOCAL.glob("server-*.pid"):
        pid = _server_pid(file)
        if pid is not None:
            os.kill(pid, signal.SIGTERM)
            _wait(pid)
            ended += 1
        file.unlink(missing_ok=True)
    return ended


def _server_pid(file: Path) -> int | None:
    """The process that wrote ``file``, if it still is a web server of this clone."""
    try:
        pid = int(file.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        here = Path(f"/proc/{pid}/cwd").resolve() == ROOT
    except (OSError, ValueError):
        return None
    return pid if here and b"conflictmap.wsgi" in command else None


def _wait(pid: int, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
