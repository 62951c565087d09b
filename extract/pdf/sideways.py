"""Text that runs up or down a page whose other text is upright: heads of narrow columns, stamps in the margin."""

from __future__ import annotations

import math

from extract.builder import clean
from extract.pdf.digits import DIGITS, placed_in
from extract.pdf.lines import Line
from extract.pdf.page import PdfiumPage

_QUARTER = math.pi / 2
_STRAIGHT = 0.02  # radians: text that slopes more is a watermark, and is left where it is


def take_sideways(page: PdfiumPage) -> list[Line]:
    """Takes such text off the page, stretch by stretch, and returns it; the rest of the page stays as it is."""
    lines: list[Line] = []
    kept: list[int] = []
    last = begin = 0
    for said in page.text.replace("\r", "\n").split("\n"):
        first, end = begin + len(said) - len(said.lstrip()), begin + len(said.rstrip())
        if end - first > 1 and _is_sideways(page, first) and _is_sideways(page, end - 1):
            lines.append(_line(page, first, end))
            kept += range(last, begin)
            last = begin + len(said)
        begin += len(said) + 1
    if lines:
        kept += range(last, len(page.text))
        page.retype("".join(page.text[index] for index in kept), kept)
    return lines


def _is_sideways(page: PdfiumPage, index: int) -> bool:
    angle = page.angle(index)
    if not angle and not page.frame.rotation:
        return False  # as most text is
    turns = round(angle / _QUARTER)
    return angle >= 0 and abs(angle - turns * _QUARTER) < _STRAIGHT and (-turns - page.frame.rotation) % 2 == 1


def _line(page: PdfiumPage, first: int, end: int) -> Line:
    said = page.text[first:end]
    glyphs = [page.glyph(index) for index in range(first, end) if not page.text[index].isspace()]
    text = clean(said).strip()
    digits = [
        (len(found.group()), page.glyph(first + found.start()), page.glyph(first + found.end() - 1))
        for found in DIGITS.finditer(said)
    ]
    bottom = max(glyph.bottom for glyph in glyphs)
    return Line(
        page.number,
        text,
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        bottom,
        bottom,
        glyphs[0].size,
        all(glyph.bold for glyph in glyphs),
        digits=placed_in(text, digits),
    )
