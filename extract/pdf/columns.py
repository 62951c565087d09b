"""Reading order of a page: what stands side by side is read column by column, or is a table without ruling."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from extract.pdf.lines import Line

_LABEL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ][.)]|[IVX]{1,5}[.)]|[-+•*–·o])")
_SIGNATURE = re.compile(r"Nơi nhận|(?:T/?M|KT|TL|TUQ)\.? [A-ZĐ]|NGƯỜI LẬP")
_NUMBER = re.compile(r"[\d.,%/+ \-–]*\d[\d.,%/+ \-–]*")
_PROSE_CHARACTERS = 22  # a column of prose has lines of at least so many characters on average
_PARTED = 3.0  # em: two parts of a single line that are further apart are two columns
_WIDEST_BLANK = 2.5  # em: the widest that blanks of a justified line become
_FAR = 4.0  # em: side by side lines that are further apart down the page are two regions
_NAME_ROOM = 9.0  # em: room for a signature above the name


@dataclass(slots=True)
class Region:
    """A stretch of a page. `columns` holds one list of lines for the body, one a column for what stands side by side.

    `cells` of a table are (row, column, row span, column span, lines), from 1, row by row.
    """

    kind: Literal["body", "cells", "prose", "table"]
    columns: list[list[Line]] = field(default_factory=list)
    cells: list[tuple[int, int, int, int, list[Line]]] = field(default_factory=list)

    @property
    def flow(self) -> list[Line]:
        """The lines that flow from column to column and from page to page; none of cells and tables."""
        return [line for column in self.columns for line in column] if self.kind in ("body", "prose") else []

    @property
    def top(self) -> float:
        """Where it begins, in points from the top."""
        lines = [line for column in self.columns for line in column] + [line for c in self.cells for line in c[4]]
        return min((line.top for line in lines), default=0.0)


def _upper(line: Line) -> float:
    return line.baseline - 0.7 * line.size


def _lower(line: Line) -> float:
    return line.baseline + 0.2 * line.size


def _beside(a: Line, b: Line) -> bool:
    """The two stand side by side: they share height, and one ends before the other begins."""
    shared = min(_lower(a), _lower(b)) - max(_upper(a), _upper(b))
    return shared > 0.25 * 0.9 * min(a.size, b.size) and (a.x1 <= b.x0 or b.x1 <= a.x0)


def regions_of(lines: list[Line]) -> list[Region]:
    """The lines of a page (without page number and running head) in the order in which they are read."""
    ordered = sorted(lines, key=lambda line: (line.baseline, line.x0))
    paired = _paired(ordered)
    if not paired:
        return [Region("body", [ordered])] if ordered else []
    regions: list[Region] = []
    body: list[Line] = []
    at = 0
    while at < len(ordered):
        if not paired[at]:
            body.append(ordered[at])
            at += 1
            continue
        end = _grown(ordered, paired, at)
        made = _region(ordered[at:end])
        at = end
        if made.kind == "body":
            body += made.columns[0]
            continue
        at += _trailing(made, ordered[at:])
        if body:
            regions.append(Region("body", [body]))
            body = []
        regions.append(made)
    if body:
        regions.append(Region("body", [body]))
    return regions


def _paired(ordered: list[Line]) -> list[bool]:
    paired = [False] * len(ordered)
    for i, line in enumerate(ordered):
        limit = _lower(line)
        for j in range(i + 1, len(ordered)):
            other = ordered[j]
            if other.baseline - 0.7 * other.size >= limit:
                break
            if _beside(line, other):
                paired[i] = paired[j] = True
    return paired


def _grown(ordered: list[Line], paired: list[bool], start: int) -> int:
    """Index after the last line that shares the columns of the region that begins at `start`."""
    region = [ordered[start]]
    end = start + 1
    waiting: list[Line] = []
    for at in range(start + 1, len(ordered)):
        line = ordered[at]
        if _upper(line) - max(_lower(other) for other in region) > _FAR * line.size:
            break
        if (not paired[at] and _crosses(region, line)) or _signs(region, line):
            break
        waiting.append(line)
        if paired[at]:
            region += waiting
            waiting = []
            end = at + 1
    rows = _rows(region)
    if max(map(len, rows)) > 2 and (len(rows) > 1 or _nearest(rows[0]) > _PARTED / 2 * rows[0][0].size):
        # a last cell whose text goes on below it
        while end < len(ordered) and not _crosses(region, ordered[end]) and _below(region, ordered[end]):
            region.append(ordered[end])
            end += 1
    return end


def _below(region: list[Line], line: Line) -> bool:
    """The line goes on right below one of the last lines of the region, within its width."""
    return any(
        0 < _upper(line) - _lower(other) < 0.6 * line.size
        and other.x0 - 2 <= line.x0
        and line.x1 <= other.x1 + line.size
        for other in region[-8:]
    )


def _signs(region: list[Line], line: Line) -> bool:
    """The line begins the signature block, which is no part of a table above it."""
    return bool(_SIGNATURE.match(line.text)) and not any(
        _SIGNATURE.match(other.text) or line.baseline - other.baseline < line.size for other in region[-4:]
    )


def _crosses(region: list[Line], line: Line) -> bool:
    """The line runs over every gutter between the lines that stand side by side above it."""
    gutters = [(a.x1 + b.x0) / 2 for row in _rows(region) for a, b in pairwise(row)]
    return bool(gutters) and all(line.x0 + line.size < gutter < line.x1 - line.size for gutter in gutters)


def _columns(lines: list[Line]) -> list[tuple[float, float]]:
    """The stretches across the page that are covered by lines, from the left, parted by white gutters."""
    covered: list[tuple[float, float]] = []
    gutter = 0.1 * min(line.size for line in lines)
    for x0, x1 in sorted((line.x0, line.x1) for line in lines):
        if covered and x0 < covered[-1][1] + gutter:
            covered[-1] = (covered[-1][0], max(covered[-1][1], x1))
        else:
            covered.append((x0, x1))
    return covered


def _rows(lines: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and line.baseline - rows[-1][0].baseline < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _region(lines: list[Line]) -> Region:
    rows = [_labelled(row) for row in _rows(lines)]
    lines = [line for row in rows for line in row]
    if all(len(row) == 1 for row in rows):
        return Region("body", [lines])
    spans = _table_spans(rows) or _columns(lines)
    if len(spans) > 1:
        rows = [_whole(row, spans) for row in rows]
        columns = _by_spans([line for row in rows for line in row], spans)
    elif max(len(row) for row in rows) == 2:
        columns = _by_order(rows)
    else:
        return Region("body", [[joined(row) for row in rows]])
    if len(rows) == 1 and _nearest(rows[0]) < (_PARTED if len(columns) == 2 else _PARTED / 2) * lines[0].size:
        return Region("body", [[joined(rows[0])]])  # one line with wide blanks
    widest = max((b.x0 - a.x1 for row in rows for a, b in pairwise(row)), default=0.0)
    if widest < _WIDEST_BLANK * lines[0].size and (len(columns) == 2 or len(rows) == 2):
        return Region("body", [[joined(row) for row in rows]])  # justified lines with few words
    if len(columns) >= 3 or (_numeric(columns[1]) and len(columns[1]) >= 3):
        return Region("table", cells=_cells(rows, spans))
    characters = [sum(len(line.text) for line in column) / len(column) for column in columns]
    prose = min(characters) >= _PROSE_CHARACTERS and min(len(column) for column in columns) >= 4
    return Region("prose" if prose else "cells", columns)


def _table_spans(rows: list[list[Line]]) -> list[tuple[float, float]]:
    """The columns of a table, by its common rows: heads that reach over several columns say nothing of them."""
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    usual = max(lengths, key=lambda length: (lengths[length], length))
    spans = _columns([line for row in rows if len(row) >= usual for line in row])
    return spans if usual >= 3 and len(spans) >= usual else []


def _nearest(row: list[Line]) -> float:
    return min(b.x0 - a.x1 for a, b in pairwise(row))


def _span(line: Line, spans: list[tuple[float, float]]) -> int:
    return next((n for n, (_, x1) in enumerate(spans) if line.x0 <= x1), len(spans) - 1)


def _whole(row: list[Line], spans: list[tuple[float, float]]) -> list[Line]:
    """The row with what wide blanks parted within one column joined again."""
    groups: dict[int, list[Line]] = {}
    for line in row:
        groups.setdefault(_span(line, spans), []).append(line)
    return [joined(group) for group in groups.values()]


def _by_spans(lines: list[Line], spans: list[tuple[float, float]]) -> list[list[Line]]:
    columns: list[list[Line]] = [[] for _ in spans]
    for line in lines:
        columns[_span(line, spans)].append(line)
    return columns


def _by_order(rows: list[list[Line]]) -> list[list[Line]]:
    """Two columns that reach over each other: left and right as they stand in each row, the rest by their middle."""
    pairs = [row for row in rows if len(row) == 2]
    middles = [sum(row[side].middle for row in pairs) / len(pairs) for side in (0, 1)]
    columns: list[list[Line]] = [[], []]
    for row in rows:
        if len(row) == 2:
            columns[0].append(row[0])
            columns[1].append(row[1])
        else:
            columns[abs(row[0].middle - middles[0]) > abs(row[0].middle - middles[1])].append(row[0])
    return columns


def _numeric(column: list[Line]) -> bool:
    return sum(bool(_NUMBER.fullmatch(line.text)) for line in column) >= 0.7 * len(column)


def _labelled(row: list[Line]) -> list[Line]:
    """A label and its text, parted by a tab, are one line."""
    if len(row) == 2 and _LABEL.fullmatch(row[0].text) and row[1].x0 - row[0].x1 < _FAR * row[0].size:
        return [joined(row)]
    return row


def joined(row: list[Line]) -> Line:
    """Lines of one height as one line."""
    first = row[0]
    if len(row) == 1:
        return first
    text, digits = "", []
    for line in row:
        text += " " if text else ""
        digits += [(len(text) + at, glyph) for at, glyph in line.digits]
        text += line.text
    return Line(
        first.page,
        text,
        first.x0,
        min(line.top for line in row),
        row[-1].x1,
        max(line.bottom for line in row),
        first.baseline,
        max(line.size for line in row),
        all(line.bold for line in row),
        first.head,
        row[1].x0 if first.second >= first.x1 else first.second,
        first.tag,
        mixed=any(line.mixed for line in row),
        digits=digits,
    )


def _trailing(region: Region, following: list[Line]) -> int:
    """Takes the lines below columns that still belong to one of them; returns how many."""
    taken = 0
    if region.kind == "prose":
        for line in following:
            for column in region.columns:
                x0, x1 = min(other.x0 for other in column), max(other.x1 for other in column)
                if x0 - 2 <= line.x0 and line.x1 <= x1 + 2 and _upper(line) - _lower(column[-1]) < line.size:
                    column.append(line)
                    taken += 1
                    break
            else:
                break
        return taken
    if region.kind != "cells" or len(region.columns) != 2:
        return 0
    left, right = region.columns
    for line in following:
        gutter = max(other.x1 for other in left), min(other.x0 for other in right)
        if line.x1 < gutter[1] and _same_column(left, line) and _upper(line) - _lower(left[-1]) < 1.2 * line.size:
            left.append(line)
        elif (
            line.x0 > gutter[0]
            and _same_column(right, line)
            and _upper(line) - _lower(right[-1]) < (_NAME_ROOM * line.size)
        ):
            right.append(line)
        else:
            break
        taken += 1
    return taken


def _same_column(column: list[Line], line: Line) -> bool:
    last = column[-1]
    middles = abs(line.middle - (min(o.x0 for o in column) + max(o.x1 for o in column)) / 2) < 1.5 * line.size
    edges = abs(line.x0 - last.x0) < 0.5 * line.size
    return (middles or edges) and abs(line.size - last.size) < 0.15 * last.size


def _cells(rows: list[list[Line]], spans: list[tuple[float, float]]) -> list[tuple[int, int, int, int, list[Line]]]:
    """Rows and columns of a table without ruling; a row that lacks its first cell goes on the row above."""
    grid: list[dict[int, list[Line]]] = []
    for row in rows:
        placed: dict[int, list[Line]] = {}
        for line in row:
            placed.setdefault(_span(line, spans), []).append(line)
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
    return all(_upper(cell[0]) - _lower(above[column][-1]) < 0.6 * cell[0].size for column, cell in placed.items())
