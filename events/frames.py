"""Features → GeoPackage and GeoParquet, by geopandas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import geopandas
import pandas
import pyarrow
from shapely.geometry import shape

from events.collections import Collection
from events.schemas import schema

_TYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "string": "string"}


def write_frame(features: Iterable[dict], each: Collection, path: Path, *, form: str, version: str) -> None:
    """Write features with a typed column for every key, and the ledger's version in each row. CRS: WGS 84.

    A column keeps its type where all values are null, so that files of different days fit together.
    """
    rows, shapes = [], []
    for one in features:
        rows.append(one["properties"] | {"ledger_version": version})
        shapes.append(shape(one["geometry"]) if one["geometry"] else None)
    keys = [*each.keys, "ledger_version"]
    properties = schema(each, "")["properties"]
    columns = {key: _column([row[key] for row in rows], properties.get(key, {"type": "string"})) for key in keys}
    frame = geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(shapes, crs=4326), crs=4326)
    if form == "parquet":
        frame.to_parquet(path, index=False)
    else:
        # Only by way of Arrow does a day stay a day; this version of the format is one that Debian 12's QGIS knows.
        how = {"engine": "pyogrio", "use_arrow": True, "dataset_options": {"VERSION": "1.2"}}
        frame.to_file(path, layer=each.id, driver="GPKG", geometry_type=each.geometry, **how)


def _column(values: list, kind: dict) -> pandas.Series:
    if kind.get("format") == "date":
        days = [None if value is None else date.fromisoformat(str(value)) for value in values]
        return pandas.Series(days, dtype=pandas.ArrowDtype(pyarrow.date32()))
    if kind["type"] == "string":
        values = [None if value is None else str(value) for value in values]
    return pandas.Series(values, dtype=_TYPES[kind["type"]])
