"""Rows as CSV: UTF-8, comma, newline, RFC 4180 quoting, the same bytes for the same rows."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import itemgetter

from outputs.rows import Row, Value
from outputs.tables import Column, Table

csv.field_size_limit(2**31 - 1)  # whoever reads these tables: a cell holds what the report holds

_QUOTED = '",\r\n'
"""A cell that holds one of these stands in quotes."""
_OBEYED = frozenset("=+-@\t\r")
"""A spreadsheet takes a cell that begins so for a formula: text is kept from that by a leading apostrophe."""
_FIRST = itemgetter(slice(1))


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
    if isinstance(value, str):
        return harmless(value) if is_guarded(column) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


def harmless(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text[:1] in _OBEYED else text


def unguarded(cell: str) -> str:
    """The text of a guarded cell as it was before it was made harmless."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in _OBEYED else cell


def csv_lines(table: Table, rows: Iterable[Row]) -> str:
    """The rows as CSV text, without the header."""
    columns = zip(*map(itemgetter(*table.header), rows), strict=True)
    cells = [_written(values, column) for values, column in zip(columns, table.columns, strict=False)]
    return "".join([",".join(row) + "\n" for row in zip(*cells, strict=True)])


def is_guarded(column: Column) -> bool:
    """Whether the texts of the column are made harmless."""
    return column.type == "string" and not column.verbatim


def _written(values: Sequence[Value], column: Column) -> list[str]:
    """The cells of a column, in quotes where they need them: a column at a time, as in most of them none does."""
    if column.type in ("number", "boolean"):
        return ["" if value is None else cell_text(value, column) for value in values]
    texts = [value if isinstance(value, str) else "" if value is None else str(value) for value in values]
    if is_guarded(column) and not _OBEYED.isdisjoint(map(_FIRST, texts)):
        texts = [harmless(text) if text[:1] in _OBEYED else text for text in texts]
    together = "".join(texts)
    asking = [sign for sign in _QUOTED if sign in together]
    return [_quoted(text, asking) for text in texts] if asking else texts


def _quoted(text: str, asking: list[str]) -> str:
    for sign in asking:
        if sign in text:
            return '"' + text.replace('"', '""') + '"'
    return text


def csv_header(table: Table) -> str:
    """The header row."""
    return ",".join(table.header) + "\n"
