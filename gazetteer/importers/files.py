"""Files that users hand in, opened with care: size caps, archives that unpack to too much, wrong encodings."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from gazetteer.importers.records import ImportRefused, Refusal

MEGABYTE = 1_000_000
MAX_BYTES = 2_000 * MEGABYTE  # GeoNames' alternateNamesV2.txt, the largest file of use, is some 700 MB
MAX_UNPACKED = 3_000 * MEGABYTE
MAX_RATIO = 100  # text and geodata shrink to a tenth; a bomb to a thousandth
MAX_ENTRIES = 10_000
MAX_LINE = 200_000
# So many undecodable rows before a good one, and the whole file is in another encoding.
BAD_START = 20


def checked_file(raw: str | Path) -> Path:
    """Return the path of a readable, non-empty file (or file-geodatabase folder) of acceptable size."""
    if str(raw).startswith("/vsi") or "://" in str(raw):
        raise ImportRefused(f"{raw}: only files on this machine are read.")
    path = Path(raw)
    if path.is_dir() and path.suffix.lower() == ".gdb":
        return path
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise ImportRefused(f"{path}: cannot be read ({error.strerror}).") from None
    if size == 0:
        raise ImportRefused(f"{path}: the file is empty.")
    if size > MAX_BYTES:
        raise ImportRefused(f"{path}: {size // MEGABYTE:,} MB is more than the {MAX_BYTES // MEGABYTE:,} MB allowed.")
    return path


def checked_zip(path: Path) -> list[zipfile.ZipInfo]:
    """Return the files of an archive after its directory has been checked; nothing is unpacked.

    Refused are archives that unpack to too much, hold too many files, lead out of themselves or are encrypted.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        raise ImportRefused(f"{path}: the archive is damaged or not a zip file.") from None
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED or (total > 20 * MEGABYTE and total > MAX_RATIO * packed):
        raise ImportRefused(f"{path}: the archive would unpack to {total // MEGABYTE:,} MB; it is not opened.")
    for entry in entries:
        if entry.filename.startswith("/") or ".." in Path(entry.filename).parts:
            raise ImportRefused(f"{path}: the archive names a file outside itself ({entry.filename[:80]!r}).")
        if entry.flag_bits & 1:
            raise ImportRefused(f"{path}: the archive is encrypted.")
    return entries


def _raw_lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a text file, or of the one text file of that name in an archive."""
    if path.suffix.lower() != ".zip":
        with path.open("rb") as file:
            yield from iter(lambda: file.readline(MAX_LINE), b"")
        return
    texts = [
        e
        for e in checked_zip(path)
        if e.filename.lower().endswith((".txt", ".csv")) and "readme" not in e.filename.lower()
    ]
    if len(texts) != 1:
        raise ImportRefused(f"{path}: the archive should hold one text file and holds {len(texts)}.")
    with zipfile.ZipFile(path) as archive, archive.open(texts[0]) as file:
        try:
            yield from iter(lambda: file.readline(MAX_LINE), b"")
        except zipfile.BadZipFile:
            raise ImportRefused(f"{path}: the archive is damaged.") from None


def text_lines(path: Path) -> Iterator[tuple[int, str] | Refusal]:
    """Yield (line number, text) of a UTF-8 file; a line in another encoding or with NUL is a refusal.

    A file that begins with nothing but such lines is refused as a whole.
    """
    good, bad = 0, 0
    for n, raw in enumerate(_raw_lines(path), 1):
        if n == 1:
            if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise ImportRefused(f"{path}: the file is UTF-16; save it as UTF-8.")
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            bad += 1
            if bad >= BAD_START and good <= 1:
                raise ImportRefused(f"{path}: the file is not UTF-8.") from None
            yield Refusal(f"line {n}", "not UTF-8")
            continue
        if "\0" in text:
            yield Refusal(f"line {n}", "holds NUL characters")
        elif len(raw) >= MAX_LINE:
            yield Refusal(f"line {n}", f"longer than {MAX_LINE:,} bytes")
        else:
            good += 1
            yield n, text
