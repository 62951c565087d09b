"""Lines of a page side by side: which share a row, which white gutters part them."""

from __future__ import annotations

from itertools import pairwise

from extract.pdf.lines import Line


def upper(line: Line) -> float:
    """The top of the line's small letters, by its type size."""
    return line.baseline - 0.7 * line.size


def lower(line: Line) -> float:
    """The foot of the line, by its type size."""
    return line.baseline + 0.2 * line.size


def beside(a: Line, b: Line) -> bool:
    """The two stand side by side: they share height, and one ends before the other begins."""
    shared = min(lower(a), lower(b)) - max(upper(a), upper(b))
    return shared > 0.25 * 0.9 * min(a.size, b.size) and (a.x1 <= b.x0 or b.x1 <= a.x0)


def columns_of(lines: list[Line]) -> list[tuple[float, float]]:
    """The stretches across the page that are covered by lines, from the left, parted by white gutters."""
    covered: list[tuple[float, float]] = []
    gutter = 0.1 * min(line.size for line in lines)
    for x0, x1 in sorted((line.x0, line.x1) for line in lines):
        if covered and x0 < covered[-1][1] + gutter:
            covered[-1] = (covered[-1][0], max(covered[-1][1], x1))
        else:
            covered.append((x0, x1))
    return covered


def rows_of(lines: list[Line]) -> list[list[Line]]:
    """The lines by height, each row from the left."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and line.baseline - rows[-1][0].baseline < 0.5 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def nearest(row: list[Line]) -> float:
    """The narrowest gap between two lines of a row."""
    return min(b.x0 - a.x1 for a, b in pairwise(row))


def joined(row: list[Line]) -> Line:
    """Lines of one height as one line."""
    first = row[0]
    if len(row) == 1:
        return first
    text, digits = "", []
    for line in row:
        text += " " if text else ""
        at = len(text)
        digits += [run._replace(start=run.start + at, end=run.end + at) for run in line.digits]
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
