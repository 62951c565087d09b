"""From lines to paragraphs: over page breaks, around notes, with line-end hyphens."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from extract.pdf.lines import Line

_BULLET = re.compile(r"(?:[-+•*–·]|\(?[a-zđ]\)|\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[IVX]{1,5}[.)]|[a-zđ]\.)\s")
_ENDED = re.compile(r"[.;:!?…][”\"')\]]*(?:\d{1,3})?$")
_SYMBOL_END = re.compile(r"[\d\w][-–]$")
_SLASH_END = re.compile(r"[\dA-ZĐ]/$")
_SYMBOL_START = re.compile(r"[\dA-ZĐÐ]")
_TALL = re.compile("[ẢẤẦẨẪẮẰẲẴẺẼẾỀỂỄỈỎỐỒỔỖỚỜỞỠỦỨỪỬỮỶỸ]")  # LaTeX sets a line with such a letter lower
_SHORT = 0.6  # of the page's width
_FULL_SUPPORT = 3.0  # points: lines that end so near to each other end at the margin


def glue(before: str, after: str) -> str:
    """What stands between two printed lines of one paragraph: a blank, or nothing after the hyphen of a symbol."""
    if before[-1:] not in "-–/":
        return " "
    if _SYMBOL_END.search(before):
        return ""
    if _SLASH_END.search(before) and _SYMBOL_START.match(after):
        return ""
    return " "


def margins(lines: list[Line], fallback: tuple[float, float] | None = None) -> tuple[float, float]:
    """Left and right margin of a column, by the lines that agree on them; those of `fallback` where too few do."""
    left, right = _edge([line.x0 for line in lines]), _edge([-line.x1 for line in lines])
    if fallback is not None:
        return (left if left is not None else fallback[0], -right if right is not None else fallback[1])
    return (
        left if left is not None else min(line.x0 for line in lines),
        -right if right is not None else max(line.x1 for line in lines),
    )


def _edge(values: list[float]) -> float | None:
    """The smallest value that three lines and a twelfth of all share; None where there is none."""
    ordered = sorted(values)
    enough = max(3, len(ordered) // 12)
    for n in range(len(ordered) - enough + 1):
        if ordered[n + enough - 1] - ordered[n] <= _FULL_SUPPORT:
            return ordered[n]
    return None


def breaks_lines(lines: list[Line], width: float) -> bool:
    """The lines end where their sentences do, far from the right of the page: what they agree on is no margin."""
    return max(line.x1 for line in lines) < _SHORT * width and all(_ENDED.search(line.text) for line in lines)


def is_centered(line: Line) -> bool:
    """The line stands in the middle of its column, clear of both margins."""
    left, right, size = line.left, line.right, line.size
    if line.x0 - left <= size or right - line.x1 <= size:
        return False
    return abs(line.middle - (left + right) / 2) < max(3.0, 0.012 * (right - left))


def pitches(lines: list[Line]) -> dict[int, float]:
    """The usual distance between two lines of a paragraph, in points, for each type size (in half points)."""
    counts: dict[int, Counter[float]] = {}
    for before, line in itertools.pairwise(lines):
        if before.page == line.page and before.x0 < line.x1 and line.x0 < before.x1:
            step = round(2 * (line.baseline - before.baseline)) / 2
            if 0.8 * line.size < step < 3 * line.size:
                size = round(2 * line.size)
                if size not in counts:
                    counts[size] = Counter()
                counts[size][step] += 1
    return {size: min(s for s, n in c.items() if n >= 0.3 * max(c.values())) for size, c in counts.items()}


def sets_in(lines: list[Line]) -> bool:
    """The report sets the first lines of its paragraphs in: most lines that follow a short one are."""
    set_in = flush = 0
    for before, line in pairwise(lines):
        if not is_centered(line) and before.right - before.x1 > line.head + line.size:
            if line.x0 - line.left > 0.5 * line.size:
                set_in += 1
            else:
                flush += 1
    return set_in > 1.5 * flush


def paragraphs_of(lines: Iterable[Line], pitch: dict[int, float], set_in: bool) -> list[list[Line]]:
    """The lines of the body as paragraphs, joined over columns and pages.

    `pitch` is the usual distance of lines (see `pitches`), `set_in` whether first lines are set in (see `sets_in`).
    """
    made: list[list[Line]] = []
    for line in lines:
        if made and not _begins(made[-1], line, pitch, set_in):
            made[-1].append(line)
        else:
            made.append([line])
    return made


def _begins(paragraph: list[Line], line: Line, pitch: dict[int, float], set_in: bool) -> bool:
    """The line begins a new paragraph."""
    before = paragraph[-1]
    if before.element and line.element:
        return before.element != line.element
    if abs(before.size - line.size) > 0.08 * before.size:
        return True
    if before.bold and not line.bold and all(other.bold for other in paragraph):
        return True
    room = before.right - before.x1
    centered = is_centered(before)
    if centered:
        room += before.x0 - before.left
    if room > 0.22 * line.size + line.head + 0.5:
        return True  # the first word would have fitted above: the break was meant
    if centered and is_centered(line):
        return before.bold != line.bold
    lower = line.text[:1].islower()
    if lower and before.x0 - before.left > 0.3 * line.size and is_centered(line) and _same_middle(before, line):
        return False  # a heading whose first line nearly fills the column
    if line.page == before.page and line.baseline > before.baseline:
        usual = pitch.get(round(2 * line.size), 1.5 * line.size)
        step = line.baseline - before.baseline - (0.15 * line.size if _TALL.search(line.text) else 0.0)
        if step > (1.7 if lower or set_in else 1.2) * usual:
            return True
    if line.x0 - line.left > 0.5 * line.size:
        if abs((line.x0 - line.left) - (before.x0 - before.left)) < 0.3 * line.size:
            # both are set in: a paragraph of one full line and the next, or an indented block
            return not lower and (set_in or bool(_ENDED.search(before.text)) or bool(_BULLET.match(line.text)))
        return not _hanging(paragraph[0], line)
    return bool(_BULLET.match(line.text) and _ENDED.search(before.text))


def _same_middle(before: Line, line: Line) -> bool:
    near = line.page == before.page and 0 < line.baseline - before.baseline < 2 * line.size
    return near and before.bold == line.bold and abs(before.middle - line.middle) < 1.5


def _hanging(first: Line, line: Line) -> bool:
    """The line goes on a list item: it begins below the item's text, right of its label."""
    return (
        bool(_BULLET.match(first.text)) and abs((line.x0 - line.left) - (first.second - first.left)) < 0.35 * line.size
    )


def cell_paragraphs(lines: list[Line]) -> list[list[Line]]:
    """The lines of a cell of letterhead, signature or table as paragraphs.

    In a ruled cell a line goes on where its first word had no room above. How wide another cell is cannot be seen:
    there only a line that plainly goes on is joined.
    """
    made: list[list[Line]] = []
    width = max((line.x1 - line.x0 for line in lines), default=0.0)
    for line in lines:
        if made and _goes_on(made[-1][-1], line, width):
            made[-1].append(line)
        else:
            made.append([line])
    return made


def _goes_on(before: Line, line: Line, width: float) -> bool:
    near = line.baseline - before.baseline < 2 * line.size
    if not near or before.bold != line.bold or _BULLET.match(line.text):
        return False
    if before.right > before.x1:
        return _no_room(before, line)
    plain = line.text[:1].islower() or line.text[:1].isdigit() or glue(before.text, line.text) == ""
    return plain and before.x1 - before.x0 > 0.6 * width


def _no_room(before: Line, line: Line) -> bool:
    """The first word of the line would not have fitted on the line before."""
    room = before.right - before.x1
    if room > 0.5 * line.size and abs((before.x0 - before.left) - room) < 0.4 * line.size:
        room *= 2  # set in the middle of its cell
    return room < 0.22 * line.size + line.head
