"""The private cluster's life: real servers, killed and started again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conflictmap.cluster import SOCKET_PATH_BYTES, Cluster, ClusterError, database_name

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("clone") / ".local"


@pytest.fixture(scope="module")
def cluster(home):
    cluster = Cluster(home)
    yield cluster
    cluster.destroy()
    assert not cluster.base.exists()


def server_pid(cluster):
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def wait_until_gone(pid):
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)


def test_starting_twice_gives_one_server_without_network(cluster):
    cluster.start()
    first = server_pid(cluster)
    cluster.start()
    assert server_pid(cluster) == first
    assert cluster.sql("SHOW listen_addresses") == ""
    assert cluster.sql("SHOW server_encoding") == "UTF8"


def test_only_the_servers_user_may_enter_the_socket_folder(cluster):
    cluster.start()
    assert cluster.socket_dir.stat().st_mode & 0o777 == 0o700
    assert len(os.fsencode(cluster.socket_dir / ".s.PGSQL.5432")) <= SOCKET_PATH_BYTES


def test_what_was_stored_survives_a_killed_server(cluster):
    cluster.start()
    cluster.create_database("kept")
    cluster.sql("CREATE TABLE IF NOT EXISTS note AS SELECT 7 AS number", "kept")
    os.kill(server_pid(cluster), signal.SIGKILL)
    cluster.start()
    assert cluster.sql("SELECT number FROM note", "kept") == "7"


def test_a_lock_whose_number_another_program_has_now_is_stale(cluster):
    cluster.start()
    pid = server_pid(cluster)
    lock = (cluster.data / "postmaster.pid").read_text()
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)
    # As after a reboot: the old number belongs to somebody else, here to this very test.
    (cluster.data / "postmaster.pid").write_text(lock.replace(str(pid), str(os.getpid()), 1))
    cluster.start()
    assert server_pid(cluster) not in {pid, os.getpid()}


def test_a_folder_that_a_killed_initdb_left_is_made_anew(tmp_path):
    cluster = Cluster(tmp_path / ".local")
    try:
        cluster._make_folders()
        (cluster.data / "half").mkdir()
        (cluster.data / "half" / "written").write_text("x")
        cluster.start()
        assert cluster.answers()
    finally:
        cluster.destroy()


def test_processes_that_start_it_together_agree(cluster, home):
    cluster.start()
    cluster.stop()
    assert not cluster.answers()
    code = f"from pathlib import Path; from conflictmap.cluster import Cluster; Cluster(Path({str(home)!r})).start()"
    runs = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(4)]
    assert [run.wait(60) for run in runs] == [0, 0, 0, 0]
    assert cluster.answers()


def test_stopping_twice_is_no_error(cluster):
    cluster.start()
    assert cluster.stop()
    assert not cluster.stop()


def test_two_clones_have_two_servers(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (Cluster(tmp_path / name / ".local") for name in ("one", "two"))
    assert one.data != two.data
    assert one.socket_dir != two.socket_dir


def test_a_long_path_gets_a_short_socket(tmp_path):
    far = tmp_path / ("very-long-folder-name-" * 8)
    far.mkdir()
    assert len(os.fsencode(Cluster(far, user=None).socket_dir / ".s.PGSQL.5432")) <= SOCKET_PATH_BYTES


def test_an_unfit_database_name_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setenv("DATABASE_NAME", "x; DROP")
    with pytest.raises(ClusterError, match="DATABASE_NAME='x; DROP' is not a word"):
        database_name()
