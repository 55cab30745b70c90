"""Many files → documents → claims, in one process or several; one bad file never stops the others."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from events import readers
from events.actions import read_claims
from events.documents import STDIN, Document, Unreadable, read, texts
from events.extraction.types import Claim
from events.manifests import astray, described, manifest
from gazetteer.models import Place


class NoGazetteer(RuntimeError):
    """There are no places to read against."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a batch: the document, or the sentence that says why there is none. ``shown`` is as it was named."""

    shown: str
    document: Document | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading an input gave: claims, or the sentence that says why not."""

    source: Input
    claims: tuple[Claim, ...] = ()
    failure: str | None = None


def inputs(
    paths: Iterable[str],
    *,
    published: date | None = None,
    outlet: str | None = None,
    notice: Callable[[str], object] = lambda said: None,
) -> Iterator[Input]:
    """Yield each file of the paths in order, folders opened, with what a manifest beside it says.

    ``published`` and ``outlet`` overrule the manifest. ``notice`` is told of what a folder's manifest says in vain.
    """
    given = {name: value for name, value in (("published", published), ("outlet", outlet)) if value}
    manifests: dict[Path, dict[str, dict] | None] = {}
    for path in paths:
        try:
            files, entries = _opened(Path(path), manifests)
        except (Unreadable, ValueError) as error:
            yield Input(path, failure=str(error))
            continue
        if entries is None:
            continue  # what is wrong with the manifest was told with the first path of its folder
        if entries and Path(path).is_dir():
            for said in astray(Path(path), entries, files):
                notice(said)
        for file in files:
            yield _input(file, entries.get(file.name), given)


def _opened(path: Path, manifests: dict[Path, dict | None]) -> tuple[list[Path], dict[str, dict] | None]:
    """Return a path's files and what their manifest says (each manifest is read once). Raises Unreadable."""
    if str(path) == STDIN:
        return [path], {}
    files = texts(path)
    folder = files[0].parent
    if folder not in manifests:
        manifests[folder] = None
        manifests[folder] = manifest(folder)
    return files, manifests[folder]


def _input(file: Path, entry: dict | None, given: dict) -> Input:
    shown = str(file)
    try:
        document = read(file)
        if entry:
            document = described(document, entry, shown=shown)
    except Unreadable as error:
        return Input(shown, failure=str(error))
    return Input(shown, replace(document, **given))


def readings(sources: Sequence[Input], *, jobs: int = 1) -> Iterator[Reading]:
    """Yield the reading of each input in order, in ``jobs`` processes. Raises NoGazetteer."""
    if not any(source.document for source in sources):
        yield from (Reading(source, failure=source.failure) for source in sources)
        return
    if not Place.objects.exists():
        raise NoGazetteer("The gazetteer is empty; load it with: manage.py load_gazetteer")
    lexicon, names = readers.lexicon(), readers.names()
    if jobs <= 1 or len(sources) < 2:
        _remember(lexicon, names)
        yield from map(_read, sources)
        return
    try:
        with ProcessPoolExecutor(jobs, initializer=_remember, initargs=(lexicon, names)) as pool:
            yield from pool.map(_read, sources, chunksize=max(1, min(16, len(sources) // (4 * jobs))))
    except BrokenProcessPool as error:
        raise RuntimeError("A reading process died (out of memory?); try fewer --jobs.") from error


# What each process reads with: sent once, not with every article.
_tools: dict = {}


def _remember(lexicon, names) -> None:
    _tools.update(lexicon=lexicon, names=names)
    # What is loaded stays for good, as in conflictmap.wsgi: without this the garbage collector walks through all of it
    # (0.1 s) again and again while texts are read.
    gc.collect()
    gc.freeze()


def _read(source: Input) -> Reading:
    if source.document is None:
        return Reading(source, failure=source.failure)
    try:
        return Reading(source, read_claims(source.document, **_tools))
    except Exception as error:  # whatever one text does to the rules, the others must be read
        return Reading(source, failure=f"{source.shown}: could not be read ({type(error).__name__}: {error}).")
