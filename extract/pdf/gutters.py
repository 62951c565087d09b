"""Columns of unruled tables that stand so near to each other in some rows that their words were taken for one line."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from extract.pdf.lines import Line, lines_of
from extract.pdf.page import Glyph, ListedPage, PageText
from extract.pdf.rebuilt import rebuilt
from extract.pdf.rows import rows_of

_FEWEST = 3  # rows with so many parts, one below the other, are a table
_PARTS = 3
_BLANK = 0.45  # em: a gap that is wider is no blank between two words
_WHITE = 0.3  # em: white space over all rows that parts two columns
_NEAR = 3.0  # type sizes between rows of one table

Unit = tuple[str, Glyph]


def parted_by_gutters(page: PageText, lines: list[Line]) -> list[Line]:
    """The lines, those of unruled tables cut at the white gutters that run through all full rows."""
    heights = Counter([round(line.baseline) for line in lines])
    if sum(count >= _PARTS for count in heights.values()) < _FEWEST - 1:
        return lines  # as of most pages
    rows = rows_of(sorted(lines, key=lambda line: line.baseline))
    tables = _tables(rows)
    if not tables:
        return lines
    units: dict[int, list[Unit]] = {}
    for index, char in enumerate(page.text):
        if not char.isspace():
            glyph = page.glyph(index)
            units.setdefault(round(glyph.baseline), []).append((char, glyph))
    cut: dict[int, list[Line]] = {}
    for table in tables:
        full = [[_units_of(line, units) for line in row] for row in table if len(row) >= _PARTS]
        gutters = _gutters([[glyph for part in row for _, glyph in part] for row in full], table[0][0].size)
        for line in (line for row in table for line in row):
            if parts := _cut(line, _units_of(line, units), gutters):
                cut[id(line)] = [made for part in parts for made in lines_of(_page(line.page, part))]
    return [part for line in lines for part in cut.get(id(line), [line])]


def _page(number: int, units: list[Unit]) -> PageText:
    return rebuilt(ListedPage(number, "".join(char for char, _ in units), [glyph for _, glyph in units]))


def _tables(rows: list[list[Line]]) -> list[list[list[Line]]]:
    """Full rows one below the other, with the row above them: the parts of a heading may be joined."""
    tables: list[list[list[Line]]] = []
    current: list[list[Line]] = []
    before: list[Line] = []
    for row in [*rows, []]:
        near = bool(row and before) and row[0].baseline - before[0].baseline < _NEAR * row[0].size
        if len(row) >= _PARTS and (near or not current):
            current += [row] if current or not near or len(before) < 2 else [before, row]
        elif current:
            if sum(len(one) >= _PARTS for one in current) >= _FEWEST:
                tables.append(current)
            current = [row] if len(row) >= _PARTS else []
        before = row
    return tables


def _units_of(line: Line, units: dict[int, list[Unit]]) -> list[Unit]:
    """The characters of a line without raised ones, from the left; none where some are not found."""
    found = [
        unit
        for height in range(round(line.baseline) - 1, round(line.baseline) + 2)
        for unit in units.get(height, ())
        if abs(unit[1].baseline - line.baseline) < 0.5 and line.x0 - 0.1 <= unit[1].x0 and unit[1].x1 <= line.x1 + 0.1
    ]
    found.sort(key=lambda unit: unit[1].x0)
    return found if "".join(char for char, _ in found) == line.text.replace(" ", "") else []


def _gutters(rows: list[list[Glyph]], size: float) -> list[tuple[float, float]]:
    """White stretches across the page that no row covers, and that are no blank between two words of any row."""
    covered: list[tuple[float, float]] = []
    for x0, x1 in sorted((glyph.x0, glyph.x1) for row in rows for glyph in row):
        if covered and x0 - covered[-1][1] < _WHITE * size:
            covered[-1] = covered[-1][0], max(covered[-1][1], x1)
        else:
            covered.append((x0, x1))
    return [(a[1], b[0]) for a, b in pairwise(covered)]


def _cut(line: Line, units: list[Unit], gutters: list[tuple[float, float]]) -> list[list[Unit]]:
    """The characters of the line, parted where it has a gap at a gutter; none where it has no such gap."""
    parts: list[list[Unit]] = [units[:1]]
    for before, unit in pairwise(units):
        left, right = before[1].x1, unit[1].x0
        wide = right - left > _BLANK * line.size
        if wide and any(left < x1 and x0 < right for x0, x1 in gutters):
            parts.append([])
        parts[-1].append(unit)
    return parts if len(parts) > 1 else []
