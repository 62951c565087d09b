"""Text that does not lie level on a page whose other text does: heads of narrow columns, stamps in the margin, and
watermarks at a slant."""

from __future__ import annotations

import math

from extract.builder import clean
from extract.pdf.digits import DIGITS, placed_in
from extract.pdf.lines import Line
from extract.pdf.page import PdfiumPage

_QUARTER = math.pi / 2
_STRAIGHT = 0.02  # radians: text that slopes more runs neither up nor down
_SIDEWAYS, _SLANTED = 1, 2
_SLANT = 0.17  # radians: text that slopes less may be that of a scan that lies askew


def take_sideways(page: PdfiumPage) -> tuple[list[Line], list[Line]]:
    """Takes such text off the page, stretch by stretch; the rest of the page stays as it is.

    Returns what runs up or down, and what stands at a slant.
    """
    sideways: list[Line] = []
    slanted: list[Line] = []
    kept: list[int] = []
    last = begin = 0
    for said in page.text.replace("\r", "\n").split("\n"):
        first, end = begin + len(said) - len(said.lstrip()), begin + len(said.rstrip())
        turn = _turn(page, first) if end > first else 0
        if turn and turn == _turn(page, end - 1) and (turn == _SLANTED or end - first > 1):
            (slanted if turn == _SLANTED else sideways).append(_line(page, first, end))
            kept += range(last, begin)
            last = begin + len(said)
        begin += len(said) + 1
    if sideways or slanted:
        kept += range(last, len(page.text))
        page.retype("".join(page.text[index] for index in kept), kept)
    return sideways, slanted


def _turn(page: PdfiumPage, index: int) -> int:
    """How the character stands on the page: level (0), sideways, or at a slant."""
    angle = page.angle(index)
    if angle <= 0 and (angle < 0 or not page.frame.rotation):
        return 0  # as most text is
    turns = round(angle / _QUARTER)
    slope = abs(angle - turns * _QUARTER)
    if slope >= _STRAIGHT:
        return _SLANTED if slope > _SLANT else 0
    return _SIDEWAYS if (-turns - page.frame.rotation) % 2 == 1 else 0


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
