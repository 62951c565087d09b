"""Tables of a Word file: their grid with merged cells, and whether they hold data or only lay out a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.docx_styles import VAL, W
from extract.docx_walk import Cell, Draft, Grid, Walk

_INSIDE = {W + "insideH", W + "insideV"}
_NO_LINE = {"none", "nil", None}
_DIGITS = re.compile(r"[+-]?\d[\d.,/%\s]*")
_LETTERHEAD = re.compile(
    r"CỘNG H[ÒO][ÀA] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM|Nơi nhận|^(?:T/?M|KT|TL|TUQ)\.? ",
    re.MULTILINE,
)
_CONTENT = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}


@dataclass(slots=True)
class _Open:
    """A cell that rows below may still continue."""

    cell: Cell
    last_row: int


def grid(walk: Walk, table: etree._Element) -> Grid:
    """The cells of a table, each once, row by row; deleted rows and cells are not there."""
    cells: list[Cell] = []
    above: dict[int, _Open] = {}
    row = 0
    for tr in _below(table, "tr"):
        properties = tr.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        row += 1
        column = 1 + _number(properties, "gridBefore", 0)
        beside: Cell | None = None
        for tc in _below(tr, "tc"):
            of_cell = tc.find(W + "tcPr")
            if of_cell is not None and of_cell.find(W + "cellDel") is not None:
                continue
            span = max(1, min(_number(of_cell, "gridSpan", 1), 1000))
            merge = of_cell.find(W + "vMerge") if of_cell is not None else None
            sideways = of_cell.find(W + "hMerge") if of_cell is not None else None
            goes_on = merge is not None and merge.get(VAL) != "restart"
            opened = above.get(column)
            items = walk.items(tc)
            if sideways is not None and sideways.get(VAL) != "restart" and beside is not None:
                beside.column_span += span
                beside.items += _filled(items)
            elif goes_on and opened is not None and opened.last_row == row - 1:
                opened.cell.row_span = row - opened.cell.row + 1
                opened.cell.items += _filled(items)  # Word hides what a continued cell holds; it is not lost here
                opened.last_row = row
                beside = None
            else:
                beside = Cell(row, column, 1, span, items, _cell_borders(of_cell))
                cells.append(beside)
                if merge is not None:
                    above[column] = _Open(beside, row)
            column += span
    return Grid(cells, _table_borders(walk, table))


def is_data(grid: Grid) -> bool:
    """Whether the table holds data: ruled, or with numbers in most of its inner cells; else it only lays out."""
    rows = len({cell.row for cell in grid.cells})
    columns = len({cell.column for cell in grid.cells})
    if rows < 2 or columns < 2:
        return False
    texts = ["\n".join(d.text for d in drafts(cell.items)).strip() for cell in grid.cells]
    if rows <= 6 and columns <= 3 and any(_LETTERHEAD.search(text) for text in texts):
        return False
    said = [cell.borders for cell in grid.cells if cell.borders is not None]
    ruled = sum(said) > len(grid.cells) / 2 if len(said) > len(grid.cells) / 2 else grid.borders
    inner = [t for t, cell in zip(texts, grid.cells, strict=True) if cell.column > 1 and cell.row > 1 and t]
    numbers = sum(bool(_DIGITS.fullmatch(text)) for text in inner)
    if ruled:
        return True
    return rows >= 3 and len(inner) >= 2 and numbers >= len(inner) / 2


def drafts(items: list[Draft | Grid]) -> Iterator[Draft]:
    """All paragraphs of a cell, those of tables inside it too, in reading order."""
    for item in items:
        if isinstance(item, Draft):
            yield item
        else:
            for cell in item.cells:
                yield from drafts(cell.items)


def _filled(items: list[Draft | Grid]) -> list[Draft | Grid]:
    return [item for item in items if isinstance(item, Grid) or item.text.strip() or item.label]


def _below(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table, cells of a row, through content controls and the like."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in _CONTENT:
            yield from _below(child, name)


def _number(properties: etree._Element | None, name: str, otherwise: int) -> int:
    child = properties.find(W + name) if properties is not None else None
    value = (child.get(VAL) or "") if child is not None else ""
    return int(value) if value.isdecimal() and len(value) < 5 else otherwise


def _cell_borders(properties: etree._Element | None) -> bool | None:
    borders = properties.find(W + "tcBorders") if properties is not None else None
    if borders is None or not len(borders):
        return None
    return any(line.get(VAL) not in _NO_LINE for line in borders)


def _table_borders(walk: Walk, table: etree._Element) -> bool:
    """Whether the table has inner lines, by its own word, else by its style's."""
    properties = table.find(W + "tblPr")
    if properties is None:
        return False
    borders = properties.find(W + "tblBorders")
    if borders is not None and len(borders):
        inside = [line for line in borders if line.tag in _INSIDE]
        return any(line.get(VAL) not in _NO_LINE for line in inside or borders)
    style = properties.find(W + "tblStyle")
    return style is not None and walk.styles.ruled(style.get(VAL) or "")
