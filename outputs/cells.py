"""Data tables in long form: each cell with the headers of its row and its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.document import Cell, Document, Table
from outputs.whereabouts import Whereabouts
from patterns.claims import Figure

_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class HeadedCell:
    """A cell with what its row and its column are called."""

    cell: Cell
    text: str
    row_header: str | None
    column_header: str | None
    figure: Figure | None  # the first one in the cell


def headed_cells(document: Document, table: Table, where: Whereabouts) -> Iterator[HeadedCell]:
    """The cells row by row. The rows above the first one that states a figure are the head of the table."""
    figures = [where.figures_in(cell.start, cell.end) for cell in table.cells]
    texts = [document.text[cell.start : cell.end] for cell in table.cells]
    first_row = min((cell.row for cell, found in zip(table.cells, figures, strict=True) if found), default=2)
    column_heads: dict[int, list[str]] = {}
    row_heads: dict[int, tuple[int, str]] = {}  # row → column and text of its first cell of words
    for cell, text, found in zip(table.cells, texts, figures, strict=True):
        if found or not _WORD.search(text):
            continue
        if cell.row < first_row:
            for column in range(cell.column, cell.column + cell.column_span):
                column_heads.setdefault(column, []).append(text)
        else:
            for row in range(cell.row, cell.row + cell.row_span):
                row_heads.setdefault(row, (cell.column, text))
    for cell, text, found in zip(table.cells, texts, figures, strict=True):
        below_head = cell.row >= first_row
        head_column, row_head = row_heads.get(cell.row, (cell.column, ""))
        yield HeadedCell(
            cell,
            text,
            row_head if below_head and head_column < cell.column else None,
            (" > ".join(column_heads.get(cell.column, ())) or None) if below_head else None,
            found[0] if found else None,
        )
