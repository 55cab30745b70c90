"""Programs and libraries of the operating system: looked for by what they can do, installed by apt where missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from ctypes.util import find_library

from conflictmap.cluster import postgis_bin
from conflictmap.setup import SetupError

PYTHONS = ((3, 11), (3, 12), (3, 13))


def check_python() -> None:
    """Raises SetupError for a Python that has no pinned requirements."""
    if sys.version_info[:2] not in PYTHONS:
        here = ".".join(map(str, sys.version_info[:2]))
        raise SetupError(f"Python {here} is not supported; run `make PYTHON=python3.11 …` (3.11, 3.12 or 3.13).")


def missing(*, tests: bool) -> list[str]:
    """Debian's names of the packages whose programs or libraries are not there."""
    needs = {
        "postgresql-postgis": postgis_bin() is not None,
        "gdal-bin": all(find_library(name) for name in ("gdal", "geos_c", "proj")),
        "gettext": shutil.which("msgfmt") is not None,
        "python3-venv": importlib.util.find_spec("ensurepip") is not None,
    }
    if tests:
        needs["chromium"] = shutil.which(os.environ.get("CHROMIUM") or "chromium") is not None
    return [package for package, there in needs.items() if not there]


def install(packages: list[str]) -> None:
    """Install Debian packages. Raises SetupError naming them where neither apt nor sudo is to be had."""
    names = " ".join(packages)
    apt = shutil.which("apt-get")
    if apt is None:
        raise SetupError(
            f"these packages are missing and there is no apt-get here; install what Debian calls: {names}."
        )
    prefix = _as_root(names)
    print(f"Installing system packages: {names}", flush=True)
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    # An update that fails for one of several sources need not matter: the install says whether it did.
    subprocess.run([*prefix, *environment, apt, "update", "-qq"], stdout=subprocess.DEVNULL, check=False)
    command = [*prefix, *environment, apt, "install", "-y", "-qq", "--no-install-recommends", *packages]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        print(done.stdout[-3000:])
        raise SetupError(f"apt-get could not install {names}; install them by hand and try again.")


def _as_root(names: str) -> list[str]:
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        raise SetupError(f"these packages are missing; as root run: apt-get install {names}")
    # Without a terminal nobody can type a password: fail at once instead of waiting.
    return [sudo] if sys.stdin.isatty() else [sudo, "-n"]


def ensure(*, tests: bool) -> None:
    """Make sure that the operating system has what is needed. Raises SetupError."""
    check_python()
    packages = missing(tests=tests)
    if packages:
        install(packages)
        left = missing(tests=tests)
        if left:
            raise SetupError(f"installed, but still not found: {', '.join(left)}; see the README on other systems.")
