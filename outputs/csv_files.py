"""Rows as CSV: UTF-8, comma, newline, RFC 4180 quoting, the same bytes for the same rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from outputs.rows import Row, Value
from outputs.tables import Column, Table

_OBEYED = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula: text is kept from that by a leading apostrophe."""


def decimal_text(number: Decimal) -> str:
    """Plain notation: no exponent, no zeros behind the last decimal that says something, no minus zero."""
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell_text(value: Value, column: Column) -> str:
    """What stands in the CSV cell; the empty string where nothing is known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, int):
        return str(value)
    if column.type == "string" and not column.verbatim and value.startswith(_OBEYED):
        return f"'{value}"
    return value


def csv_lines(table: Table, rows: Iterable[Row]) -> str:
    """The rows as CSV text, without the header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([cell_text(row[column.name], column) for column in table.columns])
    return out.getvalue()


def csv_header(table: Table) -> str:
    """The header row."""
    return ",".join(table.header) + "\n"
