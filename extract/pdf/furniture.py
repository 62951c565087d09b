"""Page numbers and running heads: what is of the page and not of the report."""

from __future__ import annotations

import re
from collections import Counter

from extract.document import Furniture
from extract.pdf.lines import Line

_OF = r"(?:\s*(?:/|trên(?:\s+tổng\s+số)?|of)\s*\d{1,4}(?:\s+trang)?)?"  # how many pages there are
_NUMBER = re.compile(
    rf"(?:[-–—.|(\[]\s*)?(?:trang|tr\.|page)?\s*(\d{{1,4}}){_OF}\s*(?:[-–—.|)\]]|\|\s*(?:trang|page))?", re.I
)
_ROMAN = re.compile(r"(?:[-–—]\s*)?(?:trang\s+)?([ivx]{1,6})(?:\s*[-–—])?")
_ONES = "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"
_ROMANS = {"x" * tens + one: 10 * tens + n for tens in range(4) for n, one in enumerate(_ONES)}
# A page number on one line with the words of a running head: it is named, or a stroke parts it from them.
_NAMED = rf"(?:trang|tr\.|page)\s*(\d{{1,3}}){_OF}"
_BEHIND = re.compile(
    rf"\W*\b{_NAMED}\s*[-–—|)\]]?$|\s[-–—|•·]\s*(\d{{1,3}}){_OF}$|\s(\d{{1,3}})\s*/\s*\d{{1,3}}$", re.I
)
_AHEAD = re.compile(rf"{_NAMED}\W+|(\d{{1,3}}){_OF}\s*[|•·]\s*", re.I)
_LONGEST = 120  # characters of a running head
_DIGITS = re.compile(r"\d+")
_EDGE = 2  # so many rows at the top and at the foot may be furniture
_SAME_PLACE = 4.0  # points: heads of different pages that stand at the same height
_GAP = 1.35  # type sizes between the baselines of furniture and text, at least
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
    counted: Counter[tuple[str, int, int]] = Counter()
    for sides, number in zip(edges, numbers, strict=True):
        rows = [row for side, _ in sides for row in side]
        for row in rows:
            heads.update(_keys(row))
        # a page with few lines has them at the top and at the foot: they count once
        offsets.update({printed - number for row in rows if (printed := _printed(row)) is not None})
        counted.update({key for row in rows for key in _counting(row, number)})
    offset, times = offsets.most_common(1)[0] if offsets else (0, 0)
    offset = 0 if times < 2 and offsets[0] else offset
    enough = max(3, round(0.3 * len(pages)))
    kept, furniture = [], []
    for lines, sides, number in zip(pages, edges, numbers, strict=True):
        gone: set[int] = set()
        for rows, inner in sides:
            found = []
            for row in rows:
                printed = _printed(row)
                is_number = printed is not None and (printed - number == offset or printed == number)
                counts = None
                if not is_number:
                    counts = next((key for key in _counting(row, number) if counted[key] > 1), None)
                is_number = is_number or (counts is not None and not counts[0])
                if not is_number and counts is None and not any(heads[key] >= enough for key in _keys(row)):
                    break
                found.append((row, is_number))
            while found:
                inside = rows[len(found)] if len(found) < len(rows) else inner
                if _apart(found[-1][0], inside) or (times > 1 and len(found) == 1 and found[0][1]):
                    break
                found.pop()
            for row, is_number in found:
                if id(row[0]) not in gone:
                    gone.update(id(line) for line in row)
                    furniture.append(Furniture(" ".join(line.text for line in row), number, is_number))
        kept.append([line for line in lines if id(line) not in gone] if gone else lines)
    return kept, furniture


def _edge_rows(lines: list[Line], height: float) -> list[tuple[list[list[Line]], list[Line]]]:
    """For the top and the foot of a page: the outer rows that stand in its band, from outside, and the next row."""
    found = []
    ordered = sorted(lines, key=lambda line: line.baseline)
    for side in (ordered, ordered[::-1]):
        rows: list[list[Line]] = []
        for line in side:
            if rows and abs(line.baseline - rows[-1][0].baseline) < 0.5 * line.size:
                rows[-1].append(line)
            elif len(rows) > _EDGE:
                break
            else:
                rows.append([line])
        at = next((n for n, row in enumerate(rows) if not _in_band(row[0], height)), min(len(rows), _EDGE))
        found.append(([sorted(row, key=lambda line: line.x0) for row in rows[:at]], rows[at] if at < len(rows) else []))
    return found


def _in_band(line: Line, height: float) -> bool:
    return min(line.baseline, height - line.baseline) < _BAND * height


def _apart(row: list[Line], inner: list[Line]) -> bool:
    """White space parts the furniture from the text."""
    return not inner or abs(row[0].baseline - inner[0].baseline) > _GAP * max(row[0].size, inner[0].size)


def _printed(row: list[Line]) -> int | None:
    """The page number that stands alone on the row."""
    if len(row) != 1:
        return None
    found = _NUMBER.fullmatch(row[0].text)
    return int(found.group(1)) if found else None


def _keys(row: list[Line]) -> list[tuple[str, int]]:
    """What makes rows of two pages the same head: the words without figures, and the height on the page."""
    text = _DIGITS.sub("#", " ".join(line.text for line in row)).casefold()
    step = int(row[0].baseline // _SAME_PLACE)
    return [(text, step), (text, step + 1)]


def _counting(row: list[Line], page: int) -> list[tuple[str, int, int]]:
    """What makes rows of two pages one head that counts the pages: the words, all figures but the page number
    included, by how much that differs from the page, and the height. Such a head is known by two pages already."""
    found = _numbered(row)
    if found is None:
        return []
    words, number = found
    step = int(row[0].baseline // _SAME_PLACE)
    return [(words, number - page, step), (words, number - page, step + 1)]


def _numbered(row: list[Line]) -> tuple[str, int] | None:
    """The words of the row without its page number, and that: it stands apart from them, or is named."""
    for n, line in enumerate(row):
        words = " ".join(other.text for other in (*row[:n], *row[n + 1 :])).casefold()
        if found := _NUMBER.fullmatch(line.text):
            return words, int(found.group(1))
        if (found := _ROMAN.fullmatch(line.text)) and found.group(1) in _ROMANS:
            return words, _ROMANS[found.group(1)]
    text = row[0].text.casefold()
    if len(row) == 1 and len(text) < _LONGEST and (found := _BEHIND.search(text) or _AHEAD.match(text)):
        return text[: found.start()] + text[found.end() :], int(next(filter(None, found.groups())))
    return None
