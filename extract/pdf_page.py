"""One page of a PDF through pdfium: its text, and the geometry of those characters that are asked for.

Asking pdfium for every character is four times as slow as reading the text, so callers ask for line ends, samples
and digits only. Coordinates are points in the reading frame: from the top left, text upright, y downwards.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import pypdfium2.raw as raw

_BOLD_WEIGHT = 600
_FONT_NAME_BYTES = 256


class Glyph(NamedTuple):
    """A character on paper: its box, the line it stands on, its size in points, its font, its tag."""

    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    tag: int = -1  # marked content id, -1 = none


class PageText(Protocol):
    """Text of a page whose characters can be asked for their place; lines end in `\\r\\n`."""

    number: int
    text: str

    def glyph(self, index: int) -> Glyph:
        """Box, baseline and size of `text[index]`."""

    def x(self, index: int) -> float:
        """Where `text[index]` begins, from the left."""


@dataclass(slots=True)
class ListedPage:
    """A page whose characters are all known: put together anew from pdfium's, or read by OCR."""

    number: int
    text: str
    glyphs: list[Glyph]

    def glyph(self, index: int) -> Glyph:
        """Box, baseline and size of `text[index]`."""
        return self.glyphs[index]

    def x(self, index: int) -> float:
        """Where `text[index]` begins, from the left."""
        return self.glyphs[index].x0


@dataclass(frozen=True, slots=True)
class Frame:
    """How user space maps to the reading frame, and the reading frame to the page as it is shown."""

    left: float
    bottom: float
    width: float  # of the page box in user space, unrotated
    height: float
    rotation: int  # quarter turns clockwise that make the text upright
    shown: int  # quarter turns clockwise with which the page is shown
    skew: float = 0.0  # degrees counter-clockwise by which a scan was turned to lie straight

    def read(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space in the reading frame."""
        return _turned(x - self.left, y - self.bottom, self.width, self.height, self.rotation)

    def size(self) -> tuple[float, float]:
        """Width and height of the page in the reading frame."""
        return (self.height, self.width) if self.rotation % 2 else (self.width, self.height)

    def page_box(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box of the reading frame as a box of the page as it is shown, from its top left."""
        width, height = self.size()
        if self.skew:
            sine, cosine = math.sin(math.radians(self.skew)), math.cos(math.radians(self.skew))
            x, y = (x0 + x1 - width) / 2, (top + bottom - height) / 2
            x, y = x * cosine - y * sine - x, x * sine + y * cosine - y
            x0, top, x1, bottom = x0 + x, top + y, x1 + x, bottom + y
        turn = (self.shown - self.rotation) % 4
        if not turn:
            return x0, top, x1, bottom
        ax, ay = _turned(x0, height - top, width, height, turn)
        bx, by = _turned(x1, height - bottom, width, height, turn)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _turned(x: float, y: float, width: float, height: float, turns: int) -> tuple[float, float]:
    """A point (y upwards) of a sheet after quarter turns clockwise, y downwards."""
    if turns == 0:
        return x, height - y
    if turns == 1:
        return y, x
    if turns == 2:
        return width - x, y
    return height - y, width - x


@dataclass(slots=True)
class PdfiumPage:
    """An open page. Close the text page after use; handles are pdfium's own."""

    number: int
    text: str
    frame: Frame
    handle: Any
    indices: list[int] | None = None  # pdfium's index of each character of the text, where they differ
    lost: int = 0  # characters that have no Unicode value
    _objects: dict[int | None, tuple[float, bool, int]] = field(default_factory=dict)
    _fonts: dict[int | None, bool] = field(default_factory=dict)
    _rect: Any = field(default_factory=raw.FS_RECTF)
    _x: Any = field(default_factory=ctypes.c_double)
    _y: Any = field(default_factory=ctypes.c_double)
    _refs: tuple[Any, Any, Any] = ()  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self._refs = (ctypes.byref(self._rect), ctypes.byref(self._x), ctypes.byref(self._y))

    def x(self, index: int) -> float:
        """Where `text[index]` begins, from the left."""
        if self.indices is not None:
            index = self.indices[index]
        raw.FPDFText_GetCharOrigin(self.handle, index, self._refs[1], self._refs[2])
        frame = self.frame
        if not frame.rotation:
            return float(self._x.value) - frame.left
        return frame.read(self._x.value, self._y.value)[0]

    def glyph(self, index: int) -> Glyph:
        """Box, baseline and size of `text[index]`."""
        if self.indices is not None:
            index = self.indices[index]
        handle, rect, frame = self.handle, self._rect, self.frame
        to_rect, to_x, to_y = self._refs
        thing = raw.FPDFText_GetTextObject(handle, index)
        address = ctypes.cast(thing, ctypes.c_void_p).value
        known = self._objects.get(address)
        if known is None:
            known = self._objects[address] = self._style(thing, index)
        raw.FPDFText_GetLooseCharBox(handle, index, to_rect)
        raw.FPDFText_GetCharOrigin(handle, index, to_x, to_y)
        if not frame.rotation:
            left, up = frame.left, frame.bottom + frame.height
            return Glyph(
                rect.left - left, up - rect.top, rect.right - left, up - rect.bottom, up - self._y.value, *known
            )
        ax, ay = frame.read(rect.left, rect.top)
        bx, by = frame.read(rect.right, rect.bottom)
        baseline = frame.read(self._x.value, self._y.value)[1]
        return Glyph(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), baseline, *known)

    def _style(self, thing: Any, index: int) -> tuple[float, bool, int]:
        """Size in points, bold, marked content id of a text object."""
        if not thing:
            return 1.0, False, -1  # a blank that pdfium made up
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.handle, index, matrix)
        scale = math.hypot(matrix.c, matrix.d)
        size = abs(raw.FPDFText_GetFontSize(self.handle, index) * scale)
        font = raw.FPDFTextObj_GetFont(thing)
        address = ctypes.cast(font, ctypes.c_void_p).value
        bold = self._fonts.get(address)
        if bold is None:
            bold = self._fonts[address] = _is_bold(font)
        if not bold and raw.FPDFTextObj_GetTextRenderMode(thing) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE:
            bold = True  # Word and Chromium draw a missing bold face as filled and stroked
        return size, bold, raw.FPDFPageObj_GetMarkedContentID(thing)


def _is_bold(font: Any) -> bool:
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    raw.FPDFFont_GetBaseFontName(font, name, _FONT_NAME_BYTES)
    lower = name.value.decode("latin-1").lower()
    return "bold" in lower or "black" in lower or "heavy" in lower or raw.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT


def open_page(page: Any, handle: Any, number: int) -> PdfiumPage:
    """The page's text with its frame; `page` and `handle` are pdfium's page and text page."""
    count = max(0, raw.FPDFText_CountChars(handle))
    frame = _frame(page, handle, count)
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    taken = raw.FPDFText_GetText(handle, 0, count, buffer) if count else 0
    text = bytes(buffer)[: 2 * max(0, taken - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return PdfiumPage(number, text, frame, handle)
    # pdfium leaves out of the text what has no Unicode value: go by character
    kept, indices = [], []
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code and not 0xD800 <= code < 0xE000:
            kept.append(chr(code))
            indices.append(index)
    return PdfiumPage(number, "".join(kept), frame, handle, indices, count - len(kept))


def _frame(page: Any, handle: Any, count: int) -> Frame:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPage_GetCropBox(page, left, bottom, right, top):
        raw.FPDFPage_GetMediaBox(page, left, bottom, right, top)
    x0, x1 = sorted((left.value, right.value))
    y0, y1 = sorted((bottom.value, top.value))
    shown = raw.FPDFPage_GetRotation(page) % 4
    if x1 - x0 < 1 or y1 - y0 < 1:  # no box on the page itself: pdfium knows the inherited one
        wide, high = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        x0, y0 = 0.0, 0.0
        x1, y1 = (high, wide) if shown % 2 else (wide, high)
    turns = [0, 0, 0, 0]
    for index in range(0, count, max(1, count // 24)):
        angle = raw.FPDFText_GetCharAngle(handle, index)
        if angle >= 0:
            turns[-round(angle / (math.pi / 2)) % 4] += 1  # pdfium measures the angle clockwise
    upright = turns.index(max(turns)) if sum(turns) else shown
    return Frame(x0, y0, x1 - x0, y1 - y0, upright, shown)
