"""What the Makefile calls: python -m conflictmap.setup base | dev | demo | serve | basemap | stop | clean."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from conflictmap.cluster import Cluster, ClusterError, local_dir
from conflictmap.setup import LOCAL, ROOT, VENV_PYTHON, SetupError, packages, server, system

# Folders that setting up, testing and linting leave in the clone, beside .local.
MADE = (".venv", "node_modules", "conflictmap/basemap/node_modules", ".pytest_cache", ".ruff_cache", ".hypothesis")


def base() -> None:
    """All that running needs: system packages, Python packages, database, gazetteer."""
    _install(tests=False)
    _content("site")


def dev() -> None:
    """All that testing needs: also Chromium, Node and the test packages, but no content."""
    _install(tests=True)
    packages.ensure_node_packages()
    _content("tests")


def demo() -> None:
    """Set up, fill the map from the two seed articles, serve. Acceptance by policy is on unless it was set."""
    os.environ.setdefault("CONFLICTMAP_POLICY", "1")
    number = server.port()
    _install(tests=False)
    _content("demo")
    server.replace_this_process(number)


def serve() -> None:
    """Set up and serve what the database holds."""
    number = server.port()
    base()
    server.replace_this_process(number)


def basemap() -> None:
    """Derive the base map from Natural Earth's npm packages (about 100 MB, which nothing else needs)."""
    folder = ROOT / "conflictmap/basemap"
    packages.ensure_node_packages(folder)
    if subprocess.run([packages.node_program(), folder / "build.mjs"], cwd=folder, check=False).returncode:
        raise SetupError("the base map was not made; mend what stands above and run make basemap again.")


def stop() -> None:
    """End this clone's web servers and its private cluster."""
    servers = server.stop_all()
    stopped = Cluster(local_dir()).stop()
    print(f"Stopped: {servers} web server(s), {'the' if stopped else 'no'} private cluster.")


def clean() -> None:
    """Remove what was made: the private cluster with all decisions in it, .venv, .local, node_modules, caches."""
    if sys.stdin.isatty() and LOCAL.exists():
        answer = input("This removes the private database with every decision in it. Type yes to go on: ")
        if answer.strip() != "yes":
            raise SetupError("nothing was removed.")
    server.stop_all()
    Cluster(local_dir()).destroy()
    remove_made(ROOT)
    shutil.rmtree(LOCAL, ignore_errors=True)


def remove_made(root: Path) -> None:
    """Remove environments, caches and compiled files from a clone."""
    for name in MADE:
        shutil.rmtree(root / name, ignore_errors=True)
    # Only now: the folders above hold thousands of them.
    for folder in [*root.rglob("__pycache__")]:
        shutil.rmtree(folder, ignore_errors=True)
    for file in (root / "locale").rglob("*.mo"):
        file.unlink()


def _install(*, tests: bool) -> None:
    system.ensure(tests=tests)
    packages.ensure(tests=tests)


def _content(purpose: str) -> None:
    """Run the Django steps for ``purpose`` with the virtual environment's Python."""
    command = [VENV_PYTHON, "-m", "conflictmap.setup.content", purpose]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetupError("set-up stopped there; mend what the line above says and run make again.")


def main(arguments: list[str]) -> None:
    """Run one of the verbs above; exits with 1 and one sentence where it cannot be done."""
    verbs = {verb.__name__: verb for verb in (base, dev, demo, serve, basemap, stop, clean)}
    if len(arguments) != 1 or arguments[0] not in verbs:
        sys.exit(__doc__)
    try:
        verbs[arguments[0]]()
    except (SetupError, ClusterError) as error:
        sys.exit(f"conflictmap: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1:])
