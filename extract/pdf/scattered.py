"""Pages that draw words or raised marks apart from the lines that they stand in, or a line twice."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from operator import eq

from extract.pdf.lines import Line, lines_of
from extract.pdf.page import PageText
from extract.pdf.rebuilt import rebuilt

_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[*†‡]{1,3}|[a-h]|[ivx]{1,4})[)\]]?(?:,\s?\d{1,3})*")
_LEVEL = 0.12  # type sizes: what stands higher is raised
_HIGHEST = 0.55  # type sizes by which a mark is raised at most
_JOINT = 0.5  # em: words that are no further apart are of one line
_FEWEST = 3  # joints, and their share of the lines: a table that is drawn column by column may have some
_SHARE = 0.25
_TWICE = 2.0  # points: words that begin so near to each other are one, drawn twice


def lines_in_place(page: PageText) -> list[Line]:
    """The lines of a page, put together by the places of the characters where it draws them apart."""
    lines = lines_of(page)
    return lines_of(rebuilt(page)) if _is_scattered(lines) or _has_doubles(page) else lines


def _is_scattered(lines: list[Line]) -> bool:
    joints = 0
    ordered = sorted(lines, key=lambda line: (round(line.baseline), line.x0))
    for n, line in enumerate(ordered, 1):
        size, baseline = line.size, line.baseline
        for other in islice(ordered, n, None):
            drop = other.baseline - baseline
            if drop > _HIGHEST * other.size:
                break
            if abs(drop) >= _LEVEL * size:
                if _is_mark_of(line, other):
                    return True
            elif other.x0 - line.x1 < _JOINT * min(size, other.size):
                if other.x0 < line.x1 - 0.4 * size and other.x1 > line.x0:
                    return True  # within the line, or over it
                joints += 1
    return joints >= max(_FEWEST, _SHARE * len(lines))


def _is_mark_of(mark: Line, line: Line) -> bool:
    """The first is small and stands higher than the second, within it or at its ends."""
    reach = 0.6 * line.size
    return (
        mark.size < 0.92 * line.size
        and _LEVEL * line.size < line.baseline - mark.baseline
        and line.x0 - reach < mark.x0
        and mark.x1 < line.x1 + reach
        and bool(_MARK.fullmatch(mark.text))
    )


def _has_doubles(page: PageText) -> bool:
    """A word is drawn twice in one place: of a line that is drawn twice pdfium leaves some words out, not all."""
    text = page.text
    words = text.split()
    if not any(map(eq, words, islice(words, 1, None))):
        return False
    for word in {word for word, after in pairwise(words) if word == after}:
        at = -1
        while (at := text.find(f"{word} {word}", at + 1)) >= 0:
            if abs(page.x(at + len(word) + 1) - page.x(at)) < _TWICE:
                return True
    return False
