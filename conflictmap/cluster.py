"""The project's private PostGIS cluster under .local/: a unix socket, no network port, no password.

    python -m conflictmap.cluster start | stop | status | psql | destroy

Starting is idempotent, safe when several processes try at once, and survives a killed server and a stale lock.
As root the server runs as the ``postgres`` user. Only the standard library is used: set-up calls this before Django
is there.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

EXTENSIONS = ("postgis", "btree_gist", "pg_trgm")
ROLE = "conflictmap"
PORT = 5432
# The longest path that a unix socket's address can hold, without its closing zero byte.
SOCKET_PATH_BYTES = 107
START_SECONDS = 60
SERVER_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}


class ClusterError(Exception):
    """The cluster cannot be used; the message is one sentence that says how to mend it."""


def local_dir() -> Path:
    """The folder for everything that belongs to this clone and is not committed."""
    return Path(__file__).resolve().parent.parent / ".local"


def database_name() -> str:
    """The database's name: DATABASE_NAME, else ``conflictmap``. Raises ClusterError for an unfit name."""
    name = os.environ.get("DATABASE_NAME", "").strip() or "conflictmap"
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise ClusterError(f"DATABASE_NAME={name!r} is not a word of a-z, 0-9 and _; set it to one, or unset it.")
    return name


def database() -> dict:
    """Django's database dictionary for the private cluster. Starts nothing: the first connection does."""
    return {
        "ENGINE": "conflictmap.database",
        "NAME": database_name(),
        "USER": ROLE,
        "HOST": str(Cluster(local_dir()).socket_dir),
        "PORT": str(PORT),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"client_encoding": "UTF8"},
    }


def ensure() -> None:
    """Start this clone's cluster where it is not running and make its database where it is missing."""
    cluster = Cluster(local_dir())
    cluster.start()
    cluster.create_database(database_name())


@dataclass
class Cluster:
    """One PostgreSQL cluster that belongs to the clone whose ``.local`` folder is ``home``."""

    home: Path
    user: str | None = field(default_factory=lambda: "postgres" if os.geteuid() == 0 else None)

    @cached_property
    def tag(self) -> str:
        """Ten letters that differ between clones."""
        return hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:10]

    @cached_property
    def base(self) -> Path:
        """The folder of data and log: below ``home``, or, where the server's user may not enter that, in /var/lib."""
        if self.user and not _may_enter(self.home.resolve().parent):
            return Path("/var/lib") / f"conflictmap-{self.tag}"
        return self.home / "postgres"

    @cached_property
    def data(self) -> Path:
        return self.base / "data"

    @cached_property
    def log(self) -> Path:
        return self.base / "server.log"

    @cached_property
    def socket_dir(self) -> Path:
        """A folder that only the server's user may enter, with a path short enough for a socket."""
        near = self.base / "run"
        if len(os.fsencode(near / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_BYTES:
            return near
        return Path("/tmp") / f"conflictmap-{os.geteuid()}-{self.tag}"

    @cached_property
    def bin(self) -> Path:
        """The folder of the server's programs. Raises ClusterError where PostGIS is not installed."""
        found = postgis_bin(self._version_on_disk())
        if found is None:
            raise ClusterError(
                "PostgreSQL with PostGIS 3 was not found; run `make setup`, or install postgresql and postgis."
            )
        return found

    def _version_on_disk(self) -> str | None:
        try:
            return (self.data / "PG_VERSION").read_text().strip()
        except OSError:
            return None

    # --- Life ---------------------------------------------------------------------------------------------------------
    def start(self) -> None:
        """Make the cluster where there is none, and start it where it does not answer. Raises ClusterError."""
        if self.answers():
            return
        with self._lock():
            if self.answers():
                return
            self._make_folders()
            if not (self.data / "PG_VERSION").exists():
                self._initialise()
            self._start_server()

    def stop(self) -> bool:
        """Stop the server. Returns whether one was running."""
        if self._version_on_disk() is None:
            return False
        with self._lock():
            if self._server_pid() is None:
                return False
            done = self._run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "-t", START_SECONDS, "stop")
            if done.returncode:
                raise ClusterError(f"the private cluster does not stop: {_last_line(done.stderr)}; see {self.log}.")
            return True

    def destroy(self) -> None:
        """Stop the server and remove its data for good."""
        self.stop()
        for folder in (self.base, self.socket_dir):
            shutil.rmtree(folder, ignore_errors=True)

    def answers(self) -> bool:
        """Whether a server takes connections on the socket."""
        if not (self.socket_dir / f".s.PGSQL.{PORT}").exists():
            return False
        return self._run("pg_isready", "-h", self.socket_dir, "-p", PORT, "-t", 5, "-q").returncode == 0

    def create_database(self, name: str) -> bool:
        """Make the database ``name`` from the prepared template. Returns whether it was missing."""
        if self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == "1":
            return False
        with self._lock():
            if self.sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == "1":
                return False
            self.sql(f'CREATE DATABASE "{name}"')
        return True

    def identity(self, name: str) -> str:
        """A word that changes when the cluster or the database ``name`` is made anew."""
        return self.sql(
            f"SELECT system_identifier || '-' || (SELECT oid FROM pg_database WHERE datname = '{name}')"
            " FROM pg_control_system()"
        )

    def sql(self, statement: str, database: str = "postgres") -> str:
        """The first column of the answer, as text. Raises ClusterError."""
        done = self._run(
            "psql", "-XqtA", "-v", "ON_ERROR_STOP=1",
            "-h", self.socket_dir, "-p", PORT, "-U", ROLE, "-d", database, "-c", statement,
        )  # fmt: skip
        if done.returncode:
            raise ClusterError(f"the private cluster refuses a statement: {_last_line(done.stderr)}; see {self.log}.")
        return done.stdout.strip()

    # --- Steps --------------------------------------------------------------------------------------------------------
    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One process at a time; the lock goes with its holder, so a killed one leaves nothing behind."""
        self.home.mkdir(parents=True, exist_ok=True)
        with open(self.home / "cluster.lock", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _make_folders(self) -> None:
        for folder in (self.base, self.data, self.socket_dir):
            folder.mkdir(parents=True, exist_ok=True)
            if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), self._uid()}:
                raise ClusterError(f"{folder} belongs to somebody else; remove it.")
            if self.user:
                shutil.chown(folder, self.user, self.user)
            folder.chmod(0o700)

    def _initialise(self) -> None:
        # A folder left by an initdb that was killed half-way has no PG_VERSION or no template; begin again.
        for child in self.data.iterdir():
            shutil.rmtree(child) if child.is_dir() else child.unlink()
        done = self._run(
            "initdb", "-D", self.data, "-U", ROLE, "--auth-local=trust", "--auth-host=reject",
            "--locale=C.UTF-8", "--encoding=UTF8",
        )  # fmt: skip
        if done.returncode:
            raise ClusterError(
                f"the private cluster cannot be made: {_last_line(done.stderr)}; mend that and try again."
            )

    def _start_server(self) -> None:
        self._drop_stale_locks()
        options = {**SERVER_OPTIONS, "unix_socket_directories": str(self.socket_dir)}
        switches = " ".join(f"-c {key}='{value}'" for key, value in options.items()) + f" -p {PORT}"
        deadline = time.monotonic() + START_SECONDS
        # After a kill -9 the old server's children hold its memory for some moments and a start is refused: try again.
        while True:
            done = self._run(
                "pg_ctl", "-D", self.data, "-l", self.log, "-w", "-t", START_SECONDS, "-o", switches, "start"
            )  # fmt: skip
            if done.returncode == 0 or self.answers():
                break
            if time.monotonic() > deadline:
                raise ClusterError(f"the private cluster does not start; the end of {self.log} says why.")
            time.sleep(0.5)
            self._drop_stale_locks()
        self._prepare_template()

    def _prepare_template(self) -> None:
        """Extensions in template1: every database made from it, a test's too, has them at once."""
        wanted = "".join(f'CREATE EXTENSION IF NOT EXISTS "{name}";' for name in EXTENSIONS)
        if self.sql("SELECT count(*) FROM pg_extension", "template1") != "4":
            self.sql("SET client_min_messages = warning;" + wanted, "template1")

    def _drop_stale_locks(self) -> None:
        """Remove lock files of a server that is gone, also where another program has its process number now."""
        if self._server_pid() is None:
            for file in (self.data / "postmaster.pid", self.socket_dir / f".s.PGSQL.{PORT}.lock"):
                file.unlink(missing_ok=True)
            (self.socket_dir / f".s.PGSQL.{PORT}").unlink(missing_ok=True)

    def _server_pid(self) -> int | None:
        """The process number of the running server of this cluster, from its lock file, or None."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            os.kill(pid, 0)
        except (OSError, ValueError, IndexError):
            return None
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return pid  # no /proc: PostgreSQL's own check decides
        return pid if os.fsencode(self.data) in command else None

    def _uid(self) -> int:
        return pwd.getpwnam(self.user).pw_uid if self.user else os.geteuid()

    def _run(self, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's user."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        identity = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        return subprocess.run(
            [self.bin / program, *map(str, arguments)],
            cwd="/", env={**environment, "LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, **identity,
        )  # fmt: skip


def postgis_bin(version: str | None = None) -> Path | None:
    """The programs of PostgreSQL ``version`` (else the newest) that has PostGIS, or None."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    for folder in folders:
        shared = Path("/usr/share/postgresql") / folder.parent.name / "extension" / "postgis.control"
        if version in {None, folder.parent.name} and (folder / "initdb").exists() and shared.exists():
            return folder
    # Elsewhere than on Debian the programs are on the search path.
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb and not folders else None


def _may_enter(folder: Path) -> bool:
    """Whether any user may pass through ``folder`` and all folders above it."""
    return all(path.stat().st_mode & 0o001 for path in (folder, *folder.parents))


def _last_line(output: str) -> str:
    lines = [line for line in output.strip().splitlines() if line.strip()]
    return lines[-1].strip().rstrip(".") if lines else "no reason given"


def main(arguments: list[str]) -> None:
    """The command line; exits with 1 and one sentence where the cluster cannot be used."""
    cluster = Cluster(local_dir())
    match arguments:
        case ["start"]:
            ensure()
            print(f"The private cluster answers in {cluster.socket_dir}.")
        case ["stop"]:
            print("The private cluster is stopped." if cluster.stop() else "The private cluster was not running.")
        case ["status"]:
            print("running" if cluster.answers() else "stopped")
        case ["psql", *rest]:
            ensure()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            program = [cluster.bin / "psql", "-h", cluster.socket_dir, "-U", ROLE, "-d", database_name(), *rest]
            sys.exit(subprocess.run(program, check=False).returncode)
        case ["destroy"]:
            cluster.destroy()
        case _:
            sys.exit("python -m conflictmap.cluster start | stop | status | psql [ARGUMENT …] | destroy")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ClusterError as error:
        sys.exit(f"conflictmap: {error}")
