"""A page put together anew from the places of its characters, where its stream does not follow the eye."""

from __future__ import annotations

from extract.builder import clean
from extract.pdf.page import Glyph, ListedPage, PageText

COLUMN_GAP = 1.0  # em: a wider gap may part two columns
BLANK_GAP = 0.15  # em: a wider gap is a blank
_TWICE = 0.15  # em: characters that are drawn again so near, to look bold, are one


def rebuilt(page: PageText) -> ListedPage:
    """The page put together from the places of its characters: lines by baseline, blanks from gaps only."""
    units: list[tuple[str, Glyph]] = []
    for index, char in enumerate(page.text):
        if char.isspace() or char in "\x02\ufffe\x00":
            if char in "\x02\ufffe":
                units.append(("-", page.glyph(index)))
            continue
        glyph = page.glyph(index)
        if units and clean("a" + char) != "a" + char and not char.isalnum():
            units[-1] = (units[-1][0] + char, units[-1][1])  # a combining accent keeps to its letter
        else:
            units.append((char, glyph))
    text: list[str] = []
    glyphs: list[Glyph] = []
    for row in _rows(units):
        if text:
            text += ("\r", "\n")
            glyphs += (row[0][1], row[0][1])
        before: Glyph | None = None
        for char, glyph in row:
            if before is not None:
                size = max(before.size, glyph.size)
                if glyph.x0 - before.x1 > COLUMN_GAP * size:
                    text += ("\r", "\n")
                    glyphs += (glyph, glyph)
                elif glyph.x0 - before.x1 > BLANK_GAP * size:
                    text.append(" ")
                    glyphs.append(before)
            text += char
            glyphs += [glyph] * len(char)
            before = glyph
    return ListedPage(page.number, "".join(text), glyphs)


def _left(unit: tuple[str, Glyph]) -> float:
    return unit[1].x0


def _tops(glyph: Glyph, row: list[tuple[str, Glyph]]) -> bool:
    """The character is smaller and stands a little higher than its neighbour in the row."""
    return any(
        glyph.size < 0.92 * other.size
        and 0 < other.baseline - glyph.baseline < 0.55 * other.size
        and min(abs(other.x1 - glyph.x0), abs(glyph.x1 - other.x0)) < 0.6 * other.size
        for _, other in row
    )


def _hangs(glyph: Glyph, row: list[tuple[str, Glyph]]) -> bool:
    """The character is much smaller and stands a little lower than its neighbour in the row, as the 2 of CO₂ does, or
    goes on with characters that do."""
    for _, other in row:
        if min(abs(other.x1 - glyph.x0), abs(glyph.x1 - other.x0)) < 0.3 * other.size:
            lower = glyph.baseline - other.baseline
            if glyph.size < 0.8 * other.size and 0 < lower < 0.35 * other.size:
                return True
            if other.size == glyph.size and abs(lower) < 0.1:
                return True
    return False


def _rows(units: list[tuple[str, Glyph]]) -> list[list[tuple[str, Glyph]]]:
    """Characters grouped by baseline, from the top, each row from the left; raised ones go to the row they top,
    lowered ones to the row they hang on."""
    rows: list[list[tuple[str, Glyph]]] = []
    for unit in sorted(units, key=lambda u: u[1].baseline):
        if rows and unit[1].baseline - rows[-1][-1][1].baseline < 0.12 * unit[1].size:
            rows[-1].append(unit)
        else:
            rows.append([unit])
    kept: list[list[tuple[str, Glyph]]] = []
    for n, row in enumerate(rows):
        stays: list[tuple[str, Glyph]] = []
        for unit in sorted(row, key=_left):
            home = next((below for below in rows[n + 1 : n + 5] if _tops(unit[1], below)), None)
            home = home or next((above for above in kept[:-5:-1] if _hangs(unit[1], above)), None)
            (stays if home is None else home).append(unit)
        if stays:
            kept.append(stays)
    for row in kept:
        row.sort(key=_left)
    return [_without_doubles(row) for row in kept]


def _without_doubles(row: list[tuple[str, Glyph]]) -> list[tuple[str, Glyph]]:
    """The row without characters that are drawn a second time in nearly the same place."""
    kept: list[tuple[str, Glyph]] = []
    for char, glyph in row:
        near = _TWICE * glyph.size
        if not any(char == other and glyph.x0 - before.x0 < near for other, before in kept[-3:]):
            kept.append((char, glyph))
    return kept
