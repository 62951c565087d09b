"""From characters to printed lines: geometry as pure functions over a page's text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter

from extract.builder import clean
from extract.pdf.digits import DIGITS, Digits, digits_of, placed_in, signs_of
from extract.pdf.page import Glyph, PageText, Style
from extract.pdf.rebuilt import BLANK_GAP, COLUMN_GAP, rebuilt

_SEGMENT = re.compile("[^\r\n\x02\ufffe]+[\x02\ufffe]?")  # pdfium writes U+0002 for a hyphen that ends a line
_SUPERSCRIPT = re.compile("[⁰¹²³⁴-⁹]")
_LONG = 60  # characters
_CHARACTER = 0.56  # em: the widest average of a line in small letters
_SAMPLES = 6  # stretches of a line between samples
_BY_SIZE = itemgetter(1, 0)  # of styles: the largest, then the lowest
_SIZE, _BASELINE = attrgetter("size"), attrgetter("baseline")
RAISED = 0.2  # em above the line from which on digits of its size are raised


@dataclass(slots=True)
class Line:
    """A printed line, or the part of one that stands in one column. Boxes in points of the reading frame."""

    page: int
    text: str  # clean, no outer blanks
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    head: float = 0.0  # width of the first word
    second: float = 0.0  # where the second word begins, from the left of the page
    tag: int = -1  # marked content id of its first characters
    element: int = 0  # the paragraph of the structure tree that it belongs to, 0 = not known
    heading: int = 0  # level that the structure tree gives it
    note: int = 0  # the note of the structure tree that it belongs to; -1 = none, 0 = not known
    left: float = 0.0  # margins of the column that the line stands in, set once the page is laid out
    right: float = 0.0
    mixed: bool = False  # some of its digits are smaller than the rest, or superscripts
    digits: list[Digits] = field(default_factory=list)
    level: bool = False  # it does not slope, so that digits on a higher baseline are raised, even at full size

    @property
    def middle(self) -> float:
        """The middle of the line, from the left."""
        return (self.x0 + self.x1) / 2


class DisorderError(Exception):
    """The characters of the page do not come in the order in which they are seen."""


@dataclass(slots=True)
class _Atom:
    """A stretch of the page's text on one line: first and last character that show."""

    first: int
    last: int
    start: Glyph
    end: Glyph


def lines_of(page: PageText) -> list[Line]:
    """The lines of a page, cut where a gap may part columns.

    They come in the order in which the page draws them, or from the top where it draws characters out of order.
    """
    try:
        return _lines(page, ordered=True)
    except DisorderError:
        return _lines(rebuilt(page), ordered=False)


def _lines(page: PageText, ordered: bool) -> list[Line]:
    made: list[list[_Atom]] = []
    for atom in _atoms(page, ordered):
        if made:
            current = made[-1]
            if _continues(current, atom):
                current.append(atom)
                continue
            if ordered and _inside(current, atom):
                raise DisorderError
        made.append([atom])
    return [_line(page, atoms) for atoms in made]


def _atoms(page: PageText, ordered: bool) -> list[_Atom]:
    atoms = []
    text = page.text
    for found in _SEGMENT.finditer(text):
        raw = found.group()
        left = len(raw) - len(raw.lstrip())
        right = len(raw.rstrip())
        if left < right:
            first, last = found.start() + left, found.start() + right - 1
            atoms += _parted(page, first, last, ordered)
    return atoms


def _parted(page: PageText, first: int, last: int, ordered: bool) -> list[_Atom]:
    """The stretch cut at gaps that are wider than blanks; the order of its characters is checked by samples."""
    start, end = page.glyph(first), page.glyph(last)
    whole = [_Atom(first, last, start, end)]
    if last - first < 2 or (start.source and start.source == end.source and _is_prose(whole[0])):
        return whole
    size = max(start.size, end.size)
    stretches, widest = _stretches(page, whole[0], size, ordered)
    # the usual width of a character in this line, without its widest stretch, in which a gap may lie
    i, j, wide = stretches[widest]
    usual = (end.x0 - start.x0 - wide) / max(1, last - first - (j - i))
    cuts: list[tuple[int, int, Glyph, Glyph]] = []
    for i, j, width in stretches:
        if width > usual * (j - i) + 0.55 * size or len(stretches) < 4:
            cuts += _gaps(page, i, j, size)
    if not cuts:
        return whole
    parts = []
    for before, after, left, right in cuts:
        parts.append(_Atom(first, before, start, left))
        first, start = after, right
    parts.append(_Atom(first, last, start, end))
    return parts


def _is_prose(atom: _Atom) -> bool:
    """A long line in one text object, which draws its characters in order, no wider than its characters need."""
    count = atom.last - atom.first
    return count >= _LONG and atom.end.x0 - atom.start.x0 < _CHARACTER * atom.start.size * count


def _stretches(page: PageText, atom: _Atom, size: float, ordered: bool) -> tuple[list[tuple[int, int, float]], int]:
    """Stretches of a line between samples: first and last character, width; and which is the widest.

    DisorderError when a sample should stand right of the one before and does not.
    """
    text, x_of = page.text, page.x
    first, last = atom.first, atom.last
    stride = max(1, (last - first) // _SAMPLES)
    found: list[tuple[int, int, float]] = []
    before, x, widest, most = first, atom.start.x0, 0, 0.0
    for index in (*range(first + stride, last - stride // 2, stride), last):
        if text[index] == " ":
            index += 1
            if text[index] == " " or index >= last:
                continue
        if index == before:
            continue
        next_x = x_of(index) if index < last else atom.end.x0
        width = next_x - x
        if ordered and width <= -0.1 * size:
            raise DisorderError
        if width > most:
            widest, most = len(found), width
        found.append((before, index, width))
        before, x = index, next_x
    return found, widest


def _gaps(page: PageText, i: int, j: int, size: float) -> list[tuple[int, int, Glyph, Glyph]]:
    found = []
    text = page.text
    at = text.find(" ", i, j)
    while at >= 0:
        after = at
        while text[after] == " ":
            after += 1
        if page.x(after) - page.x(at - 1) > (COLUMN_GAP + 0.2) * size:
            left, right = page.glyph(at - 1), page.glyph(after)
            if right.x0 - left.x1 > COLUMN_GAP * size:
                found.append((at - 1, after, left, right))
        at = text.find(" ", after, j)
    return found


def _overlap(a: Glyph, b: Glyph) -> float:
    """How much of the smaller of two characters stands beside the other, 0 to 1, by their type size."""
    top = max(a.baseline - 0.7 * a.size, b.baseline - 0.7 * b.size)
    bottom = min(a.baseline + 0.2 * a.size, b.baseline + 0.2 * b.size)
    return (bottom - top) / (0.9 * min(a.size, b.size) or 1.0)


def _continues(current: list[_Atom], atom: _Atom) -> bool:
    last = current[-1].end
    size = max(last.size, atom.start.size)
    gap = atom.start.x0 - last.x1
    return -0.4 * size < gap < COLUMN_GAP * size and (
        _overlap(last, atom.start) > 0.35 or _overlap(current[0].start, atom.start) > 0.35
    )


def _inside(current: list[_Atom], atom: _Atom) -> bool:
    """The atom stands on the line, but left of its end: drawn later than what follows it."""
    first, last = current[0].start, current[-1].end
    return first.x0 < atom.start.x0 < last.x1 - 0.4 * last.size and _overlap(first, atom.start) > 0.6


def _line(page: PageText, atoms: list[_Atom]) -> Line:
    text = page.text
    parts: list[tuple[str, int]] = []  # stretches of text, and where they begin in that of the page
    digits: list[tuple[int, Glyph, Glyph]] = []  # how many, the first, the last
    samples: list[Style] = []
    for n, atom in enumerate(atoms):
        if n:
            gap = atom.start.x0 - atoms[n - 1].end.x1
            if gap > BLANK_GAP * max(atom.start.size, atoms[n - 1].end.size):
                parts.append((" ", -1))
        raw = text[atom.first : atom.last + 1]
        if raw[-1] in "\x02\ufffe":
            raw = raw[:-1] + "-"
        parts.append((raw, atom.first))
        # a stretch that begins and ends in one text object is of one style throughout
        style = atom.start[4:] if atom.start.source and atom.start.source == atom.end.source else None
        for found in DIGITS.finditer(raw):
            digits += digits_of(page, atom.first + found.start(), atom.first + found.end(), style)
        if style is not None:
            samples.append(style)
            continue
        middle = (atom.first + atom.last) // 2
        while text[middle] == " ":
            middle += 1
        samples += (atom.start[4:], page.style(middle), atom.end[4:])
    first, last = atoms[0].start, atoms[-1].end
    baseline, size, _, tag, _ = max(samples, key=_BY_SIZE)
    full = clean("".join([raw for raw, _ in parts])).strip()
    second = _second_word(page, atoms[0])
    placed = placed_in(full, digits) if digits else []
    signs = signs_of(page, parts, size, baseline) if len(samples) > 1 or "*" in full else []
    bold = True
    for _, style_size, is_bold, _, _ in samples:
        if not is_bold and style_size > 0.85 * size:
            bold = False
            break
    level = all(source for *_, source in samples)
    raised = bool(placed) and (min(map(_SIZE, placed)) <= 0.92 * size or bool(_SUPERSCRIPT.search(full)))
    if not raised and level and len(samples) > 1 and placed:
        raised = baseline - min(map(_BASELINE, placed)) >= RAISED * size
    return Line(
        page.number,
        full,
        first.x0,
        min(first.top, last.top),
        last.x1,
        max(first.bottom, last.bottom),
        baseline,
        size,
        bold,
        second - first.x0 - (0.25 * size if second < last.x1 else 0.0),
        second,
        tag,
        mixed=raised or bool(signs),
        digits=sorted(placed + signs) if signs else placed,
        level=level,
    )


def _second_word(page: PageText, atom: _Atom) -> float:
    """Where the second word begins, in points from the left; the end of the line where there is none."""
    text = page.text
    after = text.find(" ", atom.first, atom.last)
    if after < 0:
        return atom.end.x1
    while text[after] == " ":
        after += 1
    return page.x(after)
