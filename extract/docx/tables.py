"""Tables of a Word file: their grid with merged cells, and whether they hold data or only lay out a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.docx.drafts import Cell, Draft, Grid
from extract.docx.styles import VAL, W, children_of
from extract.docx.walk import Walk

_TR, _TC, _TCPR, _SPAN, _VMERGE = W + "tr", W + "tc", W + "tcPr", W + "gridSpan", W + "vMerge"
_HMERGE, _BORDERS, _CELL_GONE = W + "hMerge", W + "tcBorders", W + "cellDel"
_WIDEST = 1000  # columns that one cell may span
_INSIDE = {W + "insideH", W + "insideV"}
_NO_LINE = {"none", "nil", None}
_DIGITS = re.compile(r"[+-]?\d[\d.,/%\s]*")
_LETTERHEAD = re.compile(
    r"CỘNG H[ÒO][ÀA] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|ĐẢNG CỘNG SẢN VIỆT NAM|Nơi nhận|^(?:T/?M|KT|TL|TUQ)\.? ",
    re.MULTILINE,
)
_CONTENT = {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}


# What the properties of a cell say: its columns, the merge of rows (`restart` begins, `continue` goes on), whether it
# goes on with the cell on its left, its borders, whether it is deleted.
_Said = tuple[int, str, bool, bool | None, bool]
_NOTHING_SAID: _Said = (1, "", False, None, False)


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
    for tr in _below(table, _TR):
        before, deleted = _row(tr)
        if deleted:
            continue
        row += 1
        column = 1 + before
        beside: Cell | None = None
        for tc in _below(tr, _TC):
            children = children_of(tc)
            properties = children.pop(0) if children and children[0].tag == _TCPR else None
            span, merge, goes_on_sideways, borders, gone = (
                _said(properties) if properties is not None else _NOTHING_SAID
            )
            if gone:
                continue
            opened = above.get(column)
            items = walk.among(children)
            if goes_on_sideways and beside is not None:
                beside.column_span += span
                beside.items += _filled(items)
            elif merge == "continue" and opened is not None and opened.last_row == row - 1:
                opened.cell.row_span = row - opened.cell.row + 1
                opened.cell.items += _filled(items)  # Word hides what a continued cell holds; it is not lost here
                opened.last_row = row
                beside = None
            else:
                beside = Cell(row, column, 1, span, items, borders)
                cells.append(beside)
                if merge:
                    above[column] = _Open(beside, row)
            column += span
    return Grid(cells, _table_borders(walk, table))


def is_data(grid: Grid) -> bool:
    """Whether the table holds data: ruled, or with numbers in most of its inner cells; else it only lays out."""
    rows = len({cell.row for cell in grid.cells})
    columns = len({cell.column for cell in grid.cells})
    if rows < 2 or columns < 2:
        return False
    if rows <= 6 and columns <= 3 and any(_LETTERHEAD.search(_text(cell)) for cell in grid.cells):
        return False
    said = [cell.borders for cell in grid.cells if cell.borders is not None]
    ruled = sum(said) > len(grid.cells) / 2 if len(said) > len(grid.cells) / 2 else grid.borders
    if ruled:
        return True
    inner = [text for cell in grid.cells if cell.column > 1 and cell.row > 1 and (text := _text(cell))]
    numbers = sum(bool(_DIGITS.fullmatch(text)) for text in inner)
    return rows >= 3 and len(inner) >= 2 and numbers >= len(inner) / 2


def drafts(items: list[Draft | Grid]) -> list[Draft]:
    """All paragraphs of a cell, those of tables inside it too, in reading order."""
    found: list[Draft] = []
    for item in items:
        if isinstance(item, Draft):
            found.append(item)
        else:
            for cell in item.cells:
                found += drafts(cell.items)
    return found


def _text(cell: Cell) -> str:
    return "\n".join(draft.text for draft in drafts(cell.items)).strip()


def _filled(items: list[Draft | Grid]) -> list[Draft | Grid]:
    return [item for item in items if isinstance(item, Grid) or item.text.strip() or item.label]


def _below(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table, cells of a row, through content controls and the like."""
    for child in children_of(parent):
        if child.tag == tag:
            yield child
        elif child.tag in _CONTENT:
            yield from _below(child, tag)


def _row(tr: etree._Element) -> tuple[int, bool]:
    """How many columns a row leaves empty before its first cell, and whether a tracked change deletes it."""
    before, deleted = 0, False
    for properties in tr.iterchildren(W + "trPr"):
        for item in properties:
            if item.tag == W + "gridBefore":
                before = _number(item, 0)
            elif item.tag == W + "del":
                deleted = True
    return before, deleted


def _said(properties: etree._Element) -> _Said:
    """What the properties of a cell say."""
    span, merge, goes_on_sideways, borders, deleted = _NOTHING_SAID
    for item in children_of(properties):
        tag = item.tag
        if tag == _SPAN:
            span = max(1, min(_number(item, 1), _WIDEST))
        elif tag == _VMERGE:
            merge = "restart" if item.get(VAL) == "restart" else "continue"
        elif tag == _BORDERS:
            borders = any(line.get(VAL) not in _NO_LINE for line in item) if len(item) else None
        elif tag == _HMERGE:
            goes_on_sideways = item.get(VAL) != "restart"
        elif tag == _CELL_GONE:
            deleted = True
    return span, merge, goes_on_sideways, borders, deleted


def _number(item: etree._Element, otherwise: int) -> int:
    value = item.get(VAL) or ""
    return int(value) if value.isdecimal() and len(value) < 5 else otherwise


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
