"""Page numbers and running heads: what is of the page and not of the report."""

from __future__ import annotations

import re
from collections import Counter

from extract.builder import clean
from extract.document import Furniture
from extract.pdf_lines import Line

_NUMBER = re.compile(
    r"(?:[-–—.|(\[]\s*)?(?:trang|tr\.|page)?\s*(\d{1,4})(?:\s*(?:/|trên|of)\s*\d{1,4})?\s*[-–—.|)\]]?", re.I
)
_DIGITS = re.compile(r"\d+")
_EDGE = 2  # so many rows at the top and at the foot may be furniture
_SAME_PLACE = 4.0  # points: heads of different pages that stand at the same height
_BAND = 0.12  # of the page's height: page numbers and heads stand in it, at the top and at the foot


def without_furniture(
    pages: list[list[Line]], heights: list[float], numbers: list[int]
) -> tuple[list[list[Line]], list[Furniture]]:
    """The lines of each page without its furniture, and the furniture in reading order.

    `heights` are the pages' heights in points, `numbers` their page numbers from 1.
    """
    edges = [_edge_rows(lines, height) for lines, height in zip(pages, heights, strict=True)]
    offsets: Counter[int] = Counter()
    heads: Counter[tuple[str, int]] = Counter()
    for rows, number in zip(edges, numbers, strict=True):
        for row in rows:
            if (printed := _printed(row)) is not None:
                offsets[printed - number] += 1
            heads.update(_keys(row))
    offset, times = offsets.most_common(1)[0] if offsets else (0, 0)
    if times < 2 and offsets[0]:
        offset = 0
    enough = max(2, round(0.3 * len(pages)))
    kept, furniture = [], []
    for lines, rows, number in zip(pages, edges, numbers, strict=True):
        gone: set[int] = set()
        for row in rows:
            printed = _printed(row)
            if printed is not None and (printed - number == offset or printed == number):
                is_number = True
            elif len(pages) > 2 and any(heads[key] >= enough for key in _keys(row)):
                is_number = False
            else:
                continue
            gone.update(id(line) for line in row)
            furniture.append(Furniture(" ".join(line.text for line in row), number, is_number))
        kept.append([line for line in lines if id(line) not in gone] if gone else lines)
    return kept, furniture


def _edge_rows(lines: list[Line], height: float) -> list[list[Line]]:
    """The first and last rows of the page that stand in its upper or lower band."""
    if not lines:
        return []
    found: list[list[Line]] = []
    ordered = sorted(lines, key=lambda line: line.baseline)
    for side in (ordered, ordered[::-1]):
        rows: list[list[Line]] = []
        for line in side:
            if min(line.baseline, height - line.baseline) > _BAND * height:
                break
            if rows and abs(line.baseline - rows[-1][0].baseline) < 0.5 * line.size:
                rows[-1].append(line)
            elif len(rows) == _EDGE:
                break
            else:
                rows.append([line])
        found += [sorted(row, key=lambda line: line.x0) for row in rows if row not in found]
    return found


def _printed(row: list[Line]) -> int | None:
    """The page number that stands alone on the row."""
    if len(row) != 1:
        return None
    found = _NUMBER.fullmatch(clean(row[0].text).strip())
    return int(found.group(1)) if found else None


def _keys(row: list[Line]) -> list[tuple[str, int]]:
    """What makes rows of two pages the same head: the words without figures, and the height on the page."""
    text = _DIGITS.sub("#", " ".join(line.text for line in row)).casefold()
    step = int(row[0].baseline // _SAME_PLACE)
    return [(text, step), (text, step + 1)]
