"""Ruled tables: cells from the ruling lines (pdfplumber's geometry), text from the characters in each cell."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extract.limits import Limits
from extract.pdf.columns import Region
from extract.pdf.drawn import Drawn
from extract.pdf.lines import Line, lines_of
from extract.pdf.page import Glyph, ListedPage, PageText
from extract.pdf.rebuilt import rebuilt

_SNAP = 3.0  # points: lines that are nearer are one
_PADDING = 6.0  # points between the ruling and the text of a cell, at most
_MOST_LINES = 3_000  # of one page
_MOST_PLACES = 200_000  # of one table; a drawing has more
_LAYOUT = re.compile(r"nơi nhận|cộng h[oò]à? xã hội|cộng h[òo]a|đảng cộng sản|^\s*(?:tm\.|t/m|kt\.|tl\.)", re.I | re.M)

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _Grid:
    """A ruled table: where its columns and rows are parted, and its cells as (row, column, row span, column span)."""

    xs: list[float]
    ys: list[float]
    cells: list[tuple[int, int, int, int]]

    @property
    def box(self) -> Box:
        """x0, top, x1, bottom of the whole table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def ruled_tables(
    page: PageText, drawn: Drawn, lines: list[Line], sideways: list[Line], limits: Limits
) -> tuple[list[Region], list[Line]]:
    """The tables that ruling lines make on the page, and the lines of the page outside them.

    What of `sideways` stands in a table is taken out of the list and into its cell.
    UnreadableError when there are more cells than `limits` allows.
    """
    if len(drawn.horizontal) < 2 or len(drawn.vertical) < 2:
        return [], lines
    grids = [grid for grid in _grids(drawn) if len(grid.cells) > 1 and len(grid.xs) * len(grid.ys) < _MOST_PLACES]
    limits.check("table_cells", sum(len(grid.cells) for grid in grids), "đọc văn bản")
    tables: list[Region] = []
    for grid in grids:
        inside = [line for line in lines if _holds(grid.box, line.middle, line.baseline - 0.3 * line.size)]
        if not inside:
            continue
        gone = {id(line) for line in inside}
        lines = [line for line in lines if id(line) not in gone]
        filled = _filled(page, grid, sideways)
        said = "\n".join(line.text for *_, cell in filled for line in cell)
        columns = max(column for _, column, *_ in filled)
        if columns <= 2 and len(filled) <= 6 and _LAYOUT.search(said):
            sides: list[list[Line]] = [[] for _ in range(columns)]
            for _, column, _, _, cell in filled:
                for line in cell:
                    line.left = line.right = 0.0  # typed line by line: no sentence runs on
                sides[column - 1] += cell
            tables.append(Region("cells", [side for side in sides if side]))
        else:
            tables.append(Region("table", cells=filled))
    return tables, lines


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _grids(drawn: Drawn) -> list[_Grid]:
    from pdfplumber import table as plumber  # slow to import, and few reports need it

    if len(drawn.horizontal) + len(drawn.vertical) > _MOST_LINES:
        return []
    vertical = drawn.vertical + _open_sides(drawn)
    edges = [_edge(box, "h") for box in drawn.horizontal] + [_edge(box, "v") for box in vertical]
    merged = plumber.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    cells = plumber.intersections_to_cells(plumber.edges_to_intersections(merged, _SNAP, _SNAP))
    return [_grid([tuple(map(float, cell)) for cell in table]) for table in plumber.cells_to_tables(cells)]


def _open_sides(drawn: Drawn) -> list[Box]:
    """The left and right border of tables that have none: where three level lines or more begin and end together."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for box in drawn.horizontal:
        groups.setdefault((round(box[0] / _SNAP), round(box[2] / _SNAP)), []).append(box)
    sides: list[Box] = []
    for boxes in groups.values():
        x0, top, x1, bottom = boxes[0][0], min(b[1] for b in boxes), boxes[0][2], max(b[3] for b in boxes)
        beside = [v for v in drawn.vertical if v[1] < bottom and top < v[3] and x0 - _SNAP < v[0] < x1 + _SNAP]
        if len(boxes) < 3 or not any(x0 + _SNAP < v[0] < x1 - _SNAP for v in beside):
            continue
        sides += [(x, top, x, bottom) for x in (x0, x1) if all(abs(v[0] - x) > _SNAP for v in beside)]
    return sides


def _edge(box: Box, orientation: str) -> dict[str, Any]:
    x0, top, x1, bottom = box
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": orientation,
        "object_type": "line",
    }


def _grid(boxes: list[Any]) -> _Grid:
    xs = sorted({box[0] for box in boxes} | {box[2] for box in boxes})
    ys = sorted({box[1] for box in boxes} | {box[3] for box in boxes})
    cells = []
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (box[1], box[0])):
        row, column = bisect_left(ys, top), bisect_left(xs, x0)
        spans = bisect_left(ys, bottom) - row, bisect_left(xs, x1) - column
        cells.append((row + 1, column + 1, *spans))
    return _Grid(xs, ys, cells)


def _owners(cells: list[tuple[int, int, int, int]]) -> dict[tuple[int, int], int]:
    """The cell that each row and column belongs to."""
    return {
        (r, c): n
        for n, (row, column, rows, columns) in enumerate(cells)
        for r in range(row, row + rows)
        for c in range(column, column + columns)
    }


def _filled(page: PageText, grid: _Grid, sideways: list[Line]) -> list[tuple[int, int, int, int, list[Line]]]:
    """The cells of the grid with the lines of the characters whose middle they hold."""
    owner = _owners(grid.cells)
    cells = grid.cells
    if unruled := _unruled(page, grid, owner):
        cells = sorted(cells + unruled)
        owner = _owners(cells)
    texts: list[list[str]] = [[] for _ in cells]
    glyphs: list[list[Glyph]] = [[] for _ in cells]
    for index, char in enumerate(page.text):
        if char.isspace():
            continue
        glyph = page.glyph(index)
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.baseline - 0.3 * glyph.size
        n = owner.get((bisect_right(grid.ys, y), bisect_right(grid.xs, x)))
        if n is not None:
            texts[n].append(char)
            glyphs[n].append(glyph)
    turned: list[list[Line]] = [[] for _ in cells]
    for line in sideways[:]:
        n = owner.get((bisect_right(grid.ys, (line.top + line.bottom) / 2), bisect_right(grid.xs, line.middle)))
        if n is not None:
            turned[n].append(line)
            sideways.remove(line)
    filled = []
    for cell, text, places, more in zip(cells, texts, glyphs, turned, strict=True):
        if not text and not more and cell in unruled:
            continue
        lines = lines_of(rebuilt(ListedPage(page.number, "".join(text), places))) if text else []
        x0, x1 = grid.xs[cell[1] - 1], grid.xs[cell[1] + cell[3] - 1]
        padding = min(max(0.0, min((line.x0 - x0 for line in lines), default=0.0)), _PADDING)
        for line in lines:
            line.left, line.right = x0 + padding, max(line.x1 + 0.1, x1 - padding)
        filled.append((*cell, lines + more))
    return filled


def _unruled(page: PageText, grid: _Grid, owned: Iterable[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Cells for the places of a table that ruling does not close in; text that runs over a border makes them one."""
    free = {(r, c) for r in range(1, len(grid.ys)) for c in range(1, len(grid.xs))} - set(owned)
    joined: set[tuple[int, int]] = set()  # with the place at their left
    if not free:
        return []
    for index, char in enumerate(page.text):
        if not char.isspace():
            glyph = page.glyph(index)
            row, column = bisect_right(grid.ys, glyph.baseline - 0.3 * glyph.size), bisect_right(grid.xs, glyph.x0)
            if {(row, column), (row, column + 1)} <= free and glyph.x1 > grid.xs[column]:
                joined.add((row, column + 1))
    cells: list[tuple[int, int, int, int]] = []
    for row, column in sorted(free):
        if (row, column) in joined:
            cells[-1] = (*cells[-1][:3], cells[-1][3] + 1)
        else:
            cells.append((row, column, 1, 1))
    return cells


def same_columns(above: Region, below: Region) -> bool:
    """The tables of two pages have as many columns, so that the second may go on with the first."""
    first, second = (max(column + span for _, column, _, span, _ in table.cells) for table in (above, below))
    return first == second


def go_on(above: Region, below: Region) -> str:
    """Adds the rows of the table below to the one above; returns the heading that they repeat, which is left out."""
    heads = [_first_row(table) for table in (above, below)]
    skip = 1 if heads[0] == heads[1] and any(heads[0]) else 0
    last = max(row + rows - 1 for row, _, rows, _, _ in above.cells)
    above.cells += [
        (row + last - skip, column, rows, span, cell) for row, column, rows, span, cell in below.cells if row > skip
    ]
    return " ".join(heads[1]) if skip else ""


def _first_row(table: Region) -> list[str]:
    return [" ".join(line.text for line in cell) for row, *_, cell in table.cells if row == 1]
