"""Rows as a pandas frame, with the types that the table declares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from outputs.rows import Row, Value
from outputs.tables import Column, Table


def frame(table: Table, rows: Iterable[Row]) -> pd.DataFrame:
    """One column a declared column, missing where nothing is known; numbers are nullable floats, dates timestamps."""
    listed = list(rows)
    return pd.DataFrame(
        {column.name: _series(column, [row[column.name] for row in listed]) for column in table.columns}
    )


def _series(column: Column, values: list[Value]) -> Any:
    known: list[Any] = [None if value == "" else value for value in values]
    match column.type:
        case "date":
            return pd.to_datetime(pd.Series(known, dtype="object"), errors="coerce")
        case "number":
            return pd.array([None if value is None else float(value) for value in known], dtype="Float64")
        case "integer":
            return pd.array(known, dtype="Int64")
        case "boolean":
            return pd.array(known, dtype="boolean")
        case "string":
            return pd.array(known, dtype="string")
