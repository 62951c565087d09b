"""Tables without ruling: their columns by white gutters, their cells row by row."""

from __future__ import annotations

import re
from collections import Counter

from extract.pdf.lines import Line
from extract.pdf.rows import columns_of, joined, lower, upper

_NUMBER = re.compile(r"[\d.,%/+ \-–]*\d[\d.,%/+ \-–]*")


def table_spans(rows: list[list[Line]]) -> list[tuple[float, float]]:
    """The columns of a table, by its common rows: heads that reach over several columns say nothing of them."""
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    usual = max(lengths, key=lambda length: (lengths[length], length))
    spans = columns_of([line for row in rows if len(row) >= usual for line in row])
    return spans if usual >= 3 and len(spans) >= usual else []


def span(line: Line, spans: list[tuple[float, float]]) -> int:
    """The column in which the line begins."""
    return next((n for n, (_, x1) in enumerate(spans) if line.x0 <= x1), len(spans) - 1)


def whole(row: list[Line], spans: list[tuple[float, float]]) -> list[Line]:
    """The row with what wide blanks parted within one column joined again."""
    groups: dict[int, list[Line]] = {}
    for line in row:
        groups.setdefault(span(line, spans), []).append(line)
    return [joined(group) for group in groups.values()]


def by_spans(lines: list[Line], spans: list[tuple[float, float]]) -> list[list[Line]]:
    """The lines column by column."""
    columns: list[list[Line]] = [[] for _ in spans]
    for line in lines:
        columns[span(line, spans)].append(line)
    return columns


def numeric(column: list[Line]) -> bool:
    """Most lines of the column are figures."""
    return sum(bool(_NUMBER.fullmatch(line.text)) for line in column) >= 0.7 * len(column)


def cells_of(rows: list[list[Line]], spans: list[tuple[float, float]]) -> list[tuple[int, int, int, int, list[Line]]]:
    """Rows and columns of a table without ruling; a row that lacks its first cell goes on the row above."""
    grid: list[dict[int, list[Line]]] = []
    for row in rows:
        placed: dict[int, list[Line]] = {}
        for line in row:
            placed.setdefault(span(line, spans), []).append(line)
        if grid and _wrapped(grid[-1], placed):
            for column, lines in placed.items():
                grid[-1].setdefault(column, []).extend(lines)
        else:
            grid.append(placed)
    for placed in grid:
        for column, lines in placed.items():
            right = spans[column + 1][0] - 0.5 * lines[0].size if column + 1 < len(spans) else spans[column][1]
            for line in lines:
                line.left, line.right = spans[column][0], max(right, line.x1 + 0.1)
    return [
        (r, c + 1, 1, max(1, sum(x0 < max(line.x1 for line in cell) for x0, _ in spans[c:])), cell)
        for r, placed in enumerate(grid, 1)
        for c, cell in sorted(placed.items())
    ]


def _wrapped(above: dict[int, list[Line]], placed: dict[int, list[Line]]) -> bool:
    if 0 in placed or not set(placed) <= set(above) or any(_NUMBER.fullmatch(c[0].text) for c in placed.values()):
        return False
    return all(upper(cell[0]) - lower(above[column][-1]) < 0.6 * cell[0].size for column, cell in placed.items())
