"""Reading order of a page: what stands side by side is read column by column, or is a table without ruling."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from extract.pdf.lines import Line
from extract.pdf.rows import beside, columns_of, joined, lower, nearest, rows_of, upper
from extract.pdf.unruled import by_spans, cells_of, numeric, table_spans, whole

_LABEL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ][.)]|[IVX]{1,5}[.)]|[-+•*–·o])")
_SPACED = re.compile(r"[^\W\d_](?: [^\W\d_])+")  # a word whose letters are set apart
_SIGNATURE = re.compile(r"Nơi nhận|(?:T/?M|KT|TL|TUQ)\.? [A-ZĐ]|NGƯỜI LẬP")
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


def regions_of(lines: list[Line]) -> list[Region]:
    """The lines of a page (without page number and running head) in the order in which they are read."""
    ordered = _unspaced(sorted(lines, key=lambda line: (line.baseline, line.x0)))
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


def _unspaced(ordered: list[Line]) -> list[Line]:
    """The lines with letter-spaced words of one height as one: "B Á O   C Á O" has a gap, but no columns."""
    made: list[Line] = []
    for line in ordered:
        if made and _SPACED.fullmatch(line.text) and _SPACED.fullmatch(made[-1].text):
            before = made[-1]
            if before.baseline == line.baseline and 0 < line.x0 - before.x1 < _PARTED * line.size:
                made[-1] = joined([before, line])
                continue
        made.append(line)
    return made


def _paired(ordered: list[Line]) -> list[bool]:
    paired = [False] * len(ordered)
    for i, line in enumerate(ordered):
        limit = line.baseline + 0.2 * line.size  # `lower`, without a call for every line
        for j in range(i + 1, len(ordered)):
            other = ordered[j]
            if other.baseline - 0.7 * other.size >= limit:
                break
            if beside(line, other):
                paired[i] = paired[j] = True
    return paired


def _grown(ordered: list[Line], paired: list[bool], start: int) -> int:
    """Index after the last line that shares the columns of the region that begins at `start`."""
    region = [ordered[start]]
    end = start + 1
    waiting: list[Line] = []
    foot = lower(ordered[start])
    for at in range(start + 1, len(ordered)):
        line = ordered[at]
        if upper(line) - foot > _FAR * line.size:
            break
        if (not paired[at] and _crosses(region, line)) or _signs(region, line):
            break
        waiting.append(line)
        if paired[at]:
            region += waiting
            waiting = []
            end = at + 1
        if paired[at] or _flows(region, line):
            foot = max(foot, lower(line))
    rows = rows_of(region)
    if max(map(len, rows)) > 2 and (len(rows) > 1 or nearest(rows[0]) > _PARTED / 2 * rows[0][0].size):
        # a last cell whose text goes on below it
        while end < len(ordered) and not _crosses(region, ordered[end]) and _below(region, ordered[end]):
            region.append(ordered[end])
            end += 1
    return end


def _flows(region: list[Line], line: Line) -> bool:
    """The line goes on a column that is longer than the one beside it: it is as wide as the lines above."""
    return any(abs(line.x0 - other.x0) < 2 * line.size and abs(line.x1 - other.x1) < line.size for other in region)


def _below(region: list[Line], line: Line) -> bool:
    """The line goes on right below one of the last lines of the region, within its width."""
    return any(
        0 < upper(line) - lower(other) < 0.6 * line.size and other.x0 - 2 <= line.x0 and line.x1 <= other.x1 + line.size
        for other in region[-8:]
    )


def _signs(region: list[Line], line: Line) -> bool:
    """The line begins the signature block, which is no part of a table above it."""
    return bool(_SIGNATURE.match(line.text)) and not any(
        _SIGNATURE.match(other.text) or line.baseline - other.baseline < line.size for other in region[-4:]
    )


def _crosses(region: list[Line], line: Line) -> bool:
    """The line runs over every gutter between the lines that stand side by side above it."""
    gutters = [(a.x1 + b.x0) / 2 for row in rows_of(region) for a, b in pairwise(row)]
    return bool(gutters) and all(line.x0 + line.size < gutter < line.x1 - line.size for gutter in gutters)


def _region(lines: list[Line]) -> Region:
    rows = [_labelled(row) for row in rows_of(lines)]
    lines = [line for row in rows for line in row]
    if all(len(row) == 1 for row in rows):
        return Region("body", [lines])
    spans = table_spans(rows) or columns_of(lines)
    if len(spans) > 1:
        rows = [whole(row, spans) for row in rows]
        columns = by_spans([line for row in rows for line in row], spans)
    elif max(len(row) for row in rows) == 2:
        columns = _by_order(rows)
    else:
        return Region("body", [[joined(row) for row in rows]])
    if len(rows) == 1 and nearest(rows[0]) < (_PARTED if len(columns) == 2 else _PARTED / 2) * lines[0].size:
        return Region("body", [[joined(rows[0])]])  # one line with wide blanks
    if len(rows) == 1 and len(rows[0]) > 2 and _is_sentence(rows[0]):
        return Region("body", [[joined(rows[0])]])
    widest = max((b.x0 - a.x1 for row in rows for a, b in pairwise(row)), default=0.0)
    if widest < _WIDEST_BLANK * lines[0].size and (len(columns) == 2 or len(rows) == 2):
        return Region("body", [[joined(row) for row in rows]])  # justified lines with few words
    if len(columns) >= 3 or (numeric(columns[1]) and len(columns[1]) >= 3):
        return Region("table", cells=cells_of(rows, spans))
    characters = [sum(len(line.text) for line in column) / len(column) for column in columns]
    prose = min(characters) >= _PROSE_CHARACTERS and min(len(column) for column in columns) >= 4
    return Region("prose" if prose else "cells", columns)


def _is_sentence(row: list[Line]) -> bool:
    """What stands on one line goes on as a sentence does: values were filled into its blanks."""
    starts = [line.text[0] for line in row[1:]]
    return any(map(str.islower, starts)) and all(start.islower() or start.isdigit() for start in starts)


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


def _labelled(row: list[Line]) -> list[Line]:
    """A label and its text, parted by a tab, are one line."""
    if len(row) == 2 and _LABEL.fullmatch(row[0].text) and row[1].x0 - row[0].x1 < _FAR * row[0].size:
        return [joined(row)]
    return row


def _trailing(region: Region, following: list[Line]) -> int:
    """Takes the lines below columns that still belong to one of them; returns how many."""
    taken = 0
    if region.kind == "prose":
        for line in following:
            for column in region.columns:
                x0, x1 = min(other.x0 for other in column), max(other.x1 for other in column)
                if x0 - 2 <= line.x0 and line.x1 <= x1 + 2 and upper(line) - lower(column[-1]) < line.size:
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
        if line.x1 < gutter[1] and _same_column(left, line) and upper(line) - lower(left[-1]) < 1.2 * line.size:
            left.append(line)
        elif (
            line.x0 > gutter[0]
            and _same_column(right, line)
            and upper(line) - lower(right[-1]) < (_NAME_ROOM * line.size)
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
