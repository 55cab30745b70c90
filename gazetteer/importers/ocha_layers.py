"""The layers of OCHA's geodata: shapefile, file geodatabase or GeoPackage, zipped or not. No Django.

Geometries come out as WGS 84, in two dimensions and valid.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from gazetteer.importers.files import checked_zip
from gazetteer.importers.ocha_columns import Row
from gazetteer.importers.records import ImportRefused

CHUNK = 500
# First bytes by which a file proves its kind. GDAL goes by content, and some of its formats fetch what they name.
_MAGIC = {".shp": b"\x00\x00\x27\x0a", ".gpkg": b"SQLite format 3\x00"}


def _sources(path: Path) -> list[str]:
    """Return what GDAL shall open: the file itself, or the data sets inside an archive."""
    suffix = path.suffix.lower()
    if path.is_dir():
        return [str(path)]
    if suffix in _MAGIC:
        with path.open("rb") as file:
            _check_magic(path, suffix, file.read(16))
        return [str(path)]
    if suffix != ".zip":
        raise ImportRefused(f"{path}: OCHA's data is read from .xlsx, .gpkg, .shp, .gdb or a .zip of these.")
    inside = _inside(path)
    if not inside:
        raise ImportRefused(f"{path}: the archive holds no shapefile, file geodatabase or GeoPackage.")
    return [f"/vsizip/{{{path.resolve()}}}/{name}" for name in inside]


def _check_magic(path: Path, suffix: str, start: bytes) -> None:
    if not start.startswith(_MAGIC[suffix]):
        raise ImportRefused(f"{path}: the content is not that of a {suffix} file.")


def _inside(path: Path) -> list[str]:
    found: dict[str, None] = {}
    entries = checked_zip(path)
    with zipfile.ZipFile(path) as archive:
        for entry in entries:
            parts = PurePosixPath(entry.filename).parts
            folder = next((i for i, part in enumerate(parts) if part.lower().endswith(".gdb")), None)
            suffix = PurePosixPath(entry.filename).suffix.lower()
            if folder is not None and folder < len(parts) - 1:
                if not parts[-1].lower().endswith(".gdbtable"):
                    continue
                found["/".join(parts[: folder + 1])] = None
            elif suffix in _MAGIC:
                with archive.open(entry) as file:
                    _check_magic(path / entry.filename, suffix, file.read(16))
                found[entry.filename] = None
    return list(found)


def layer_rows(path: Path) -> Iterator[tuple[str, list[str], Callable[[], Iterator[Row]]]]:
    """Yield (layer, header, function that reads its rows anew), polygons before points of the same columns."""
    found = []
    for source in _sources(path):
        try:
            for layer, geometry in pyogrio.list_layers(source):
                if geometry is not None and "Line" in str(geometry):
                    continue  # borders as lines name no place
                info = pyogrio.read_info(source, layer=layer)
                read = lambda s=source, name=layer, n=info: _rows(path, s, name, n)  # noqa: E731
                found.append(("Polygon" not in str(geometry), layer, list(info["fields"]), read))
        except (DataSourceError, DataLayerError) as error:
            raise ImportRefused(f"{path}: cannot be read ({str(error).splitlines()[0][:120]}).") from None
    for _, layer, header, read in sorted(found, key=lambda item: item[:2]):
        yield layer, header, read


def _rows(path: Path, source: str, layer: str, info: dict) -> Iterator[Row]:
    to_wgs84 = _transform(path, info["crs"])
    for start in range(0, max(info["features"], 0), CHUNK):
        try:
            _, _, geometry, fields = pyogrio.raw.read(
                source, layer=layer, skip_features=start, max_features=CHUNK, force_2d=True, datetime_as_string=True
            )
        except (DataSourceError, DataLayerError, UnicodeDecodeError) as error:
            raise ImportRefused(f"{path}: layer {layer} is damaged ({str(error).splitlines()[0][:120]}).") from None
        shapes = to_wgs84(shapely.from_wkb(geometry, on_invalid="ignore")) if geometry is not None else []
        for i, values in enumerate(zip(*fields, strict=True)):
            point, area = _spot_and_area(shapes[i] if len(shapes) else None)
            yield Row(f"layer {layer} row {start + i + 1}", values, point, area)


def _transform(path: Path, crs: str | None) -> Callable:
    """Return a function from the layer's coordinates to WGS 84, longitude first."""
    if crs in (None, "EPSG:4326", "OGC:CRS84"):
        return lambda shapes: shapes
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    try:
        to_wgs84 = Transformer.from_crs(CRS.from_user_input(crs), "EPSG:4326", always_xy=True)
    except ProjError:
        raise ImportRefused(f"{path}: the coordinate system {crs[:60]!r} is unknown.") from None
    return lambda shapes: shapely.transform(shapes, to_wgs84.transform, interleaved=False)


def _spot_and_area(shape: shapely.Geometry | None) -> tuple[tuple[float, float] | None, bytes | None]:
    """Return a point in the shape (lon, lat) and, for an area, its WKB as a valid multipolygon."""
    if shape is None or shape.is_empty:
        return None, None
    if shape.geom_type == "Point":
        return (shape.x, shape.y), None
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
    polygons = [part for part in _parts(shape) if part.geom_type == "Polygon"]
    if not polygons:
        return None, None
    area = shapely.MultiPolygon(polygons)
    point = area.representative_point()
    return (point.x, point.y), area.wkb


def _parts(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    for part in getattr(shape, "geoms", [shape]):
        if hasattr(part, "geoms"):
            yield from _parts(part)
        else:
            yield part
