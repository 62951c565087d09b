"""One page of a PDF through pdfium: its text, and the geometry of those characters that are asked for.

Asking pdfium for every character is four times as slow as reading the text, so callers ask for line ends, samples
and digits only. Coordinates are points in the reading frame: from the top left, text upright, y downwards.
"""

from __future__ import annotations

import ctypes
import struct
from dataclasses import dataclass
from math import hypot, pi
from typing import Any, NamedTuple, Protocol

import pypdfium2.raw as raw

from extract.pdf.frame import Frame

_BOLD_WEIGHT = 600
_FONT_NAME_BYTES = 256
_STROKED = raw.FPDF_TEXTRENDERMODE_FILL_STROKE  # how Word and Chromium draw a bold face that they do not have
_LEVEL = 0.001  # slope up to which text is level or upright


def plain_call(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function of pdfium without what ctypes does around a call: one then takes half as long, or a third
    where no arguments are declared. Undeclared ones are numbers (of C's `int`) and what `pointer_to` gives."""
    return ctypes.cast(function, ctypes.PYFUNCTYPE(result, *arguments))


def pointer_to(handle: Any) -> Any:
    """A handle of pdfium, ready to be given to calls over and over."""
    return _at(ctypes.cast(handle, ctypes.c_void_p).value)


_TO, _INT = ctypes.c_void_p, ctypes.c_int
_unicode = plain_call(raw.FPDFText_GetUnicode, ctypes.c_uint)
_angle = plain_call(raw.FPDFText_GetCharAngle, ctypes.c_float)
_origin = plain_call(raw.FPDFText_GetCharOrigin, None)  # None: whether it fails is not asked, to be quick
_loose_box = plain_call(raw.FPDFText_GetLooseCharBox, None)
_text_object = plain_call(raw.FPDFText_GetTextObject, _TO)
_matrix = plain_call(raw.FPDFText_GetMatrix, None)
_font_size = plain_call(raw.FPDFText_GetFontSize, ctypes.c_double)
_font = plain_call(raw.FPDFTextObj_GetFont, _TO)
_font_name = plain_call(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _TO, _TO, ctypes.c_size_t)
_font_weight = plain_call(raw.FPDFFont_GetWeight, _INT, _TO)
_render_mode = plain_call(raw.FPDFTextObj_GetTextRenderMode, _INT)
_content_id = plain_call(raw.FPDFPageObj_GetMarkedContentID, _INT)
_at = ctypes.c_void_p.from_param  # an address, ready to be given to calls
_floats = struct.Struct("4f").unpack  # an array is unpacked five times as fast as it is iterated over
_matrix_of = struct.Struct("6f").unpack

Style = tuple[float, float, bool, int, int]  # baseline, size, bold, tag, source
_glyph = tuple.__new__  # Glyph(...) by its own __new__ takes twice as long


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
    source: int = 0  # the text object that it is drawn by, one line of one font; 0 = not known


class PageText(Protocol):
    """Text of a page whose characters can be asked for their place; lines end in `\\r\\n`."""

    number: int
    text: str

    def glyph(self, index: int, known: Style | None = None) -> Glyph:
        """Box, baseline and size of `text[index]`; faster where its style is known."""

    def x(self, index: int) -> float:
        """Where `text[index]` begins, from the left."""

    def baseline(self, index: int) -> float:
        """Where the line of `text[index]` stands, from the top."""

    def style(self, index: int) -> Style:
        """Baseline, size, bold, tag and source of `text[index]`."""


@dataclass(slots=True)
class ListedPage:
    """A page whose characters are all known: put together anew from pdfium's, or read by OCR."""

    number: int
    text: str
    glyphs: list[Glyph]

    def glyph(self, index: int, known: Style | None = None) -> Glyph:
        """Box, baseline and size of `text[index]`."""
        return self.glyphs[index]

    def x(self, index: int) -> float:
        """Where `text[index]` begins, from the left."""
        return self.glyphs[index].x0

    def baseline(self, index: int) -> float:
        """Where the line of `text[index]` stands, from the top."""
        return self.glyphs[index].baseline

    def style(self, index: int) -> Style:
        """Baseline, size, bold, tag and source of `text[index]`."""
        return self.glyphs[index][4:]


class PdfiumPage:
    """An open page of pdfium. Do not ask it for anything after its text page is closed."""

    def __init__(
        self, number: int, text: str, frame: Frame, handle: Any, indices: list[int] | None, lost: int, tagged: bool
    ) -> None:
        self.number = number
        self.text = text
        self.frame = frame
        self.lost = lost  # characters that have no Unicode value
        self._tagged = tagged  # its content may be marked for a structure tree
        self._indices = indices  # pdfium's index of each character of the text, where they differ
        self._handle = pointer_to(handle)
        self._objects: dict[int | None, Style] = {}
        self._fonts: dict[int | None, bool] = {}
        self._rect, self._place = (ctypes.c_float * 4)(), (ctypes.c_float * 6)()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._to_rect, self._to_place = ctypes.byref(self._rect), ctypes.byref(self._place)
        self._to_x, self._to_y = ctypes.byref(self._x), ctypes.byref(self._y)
        self._right, self._down = -frame.left, frame.bottom + frame.height
        self._turned = frame.rotation != 0

    def x(self, index: int) -> float:
        """Where `text[index]` begins, from the left."""
        if self._indices is not None:
            index = self._indices[index]
        _origin(self._handle, index, self._to_x, self._to_y)
        if self._turned:
            return self.frame.read(self._x.value, self._y.value)[0]
        return self._x.value + self._right

    def baseline(self, index: int) -> float:
        """Where the line of `text[index]` stands, from the top."""
        if self._indices is not None:
            index = self._indices[index]
        _origin(self._handle, index, self._to_x, self._to_y)
        return self.frame.read(self._x.value, self._y.value)[1] if self._turned else self._down - self._y.value

    def glyph(self, index: int, known: Style | None = None) -> Glyph:
        """Box, baseline and size of `text[index]`; faster where its style is known."""
        if self._indices is not None:
            index = self._indices[index]
        if known is None:
            address = _text_object(self._handle, index)
            known = self._objects.get(address) or self._style(address, index)
        _loose_box(self._handle, index, self._to_rect)
        left, top, right, bottom = _floats(self._rect)
        if self._turned:
            ax, ay = self.frame.read(left, top)
            bx, by = self.frame.read(right, bottom)
            return Glyph(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), *known)
        over, down = self._right, self._down
        return _glyph(Glyph, (left + over, down - top, right + over, down - bottom, *known))

    def style(self, index: int) -> Style:
        """Baseline, size, bold, tag and source of `text[index]`."""
        if self._indices is not None:
            index = self._indices[index]
        address = _text_object(self._handle, index)
        return self._objects.get(address) or self._style(address, index)

    def angle(self, index: int) -> float:
        """By how much `text[index]` is turned clockwise on the page, in radians; below 0 where it is not known."""
        return float(_angle(self._handle, index if self._indices is None else self._indices[index]))

    def font(self, index: int) -> str:
        """Name of the font of `text[index]`, without the tag of a subset."""
        if self._indices is not None:
            index = self._indices[index]
        address = _text_object(self._handle, index)
        return _name(_font(_at(address))).rpartition("+")[2] if address else ""

    def retype(self, text: str, origin: list[int]) -> None:
        """Gives the page another text; `origin` says for each of its characters at which one of the old it stands."""
        self._indices = origin if self._indices is None else [self._indices[index] for index in origin]
        self.text = text

    def _style(self, address: int | None, index: int) -> Style:
        """What all characters of a text object share: it is one line of one font."""
        if not address:
            return self._height(index), 1.0, False, -1, 0  # a blank that pdfium made up
        handle = self._handle
        _matrix(handle, index, self._to_place)
        a, b, c, d, _, height = _matrix_of(self._place)
        size = abs(_font_size(handle, index) * hypot(c, d))
        text_object = _at(address)
        font = _font(text_object)
        bold = self._fonts.get(font)
        if bold is None:
            bold = self._fonts[font] = _is_bold(font)
        bold = bold or _render_mode(text_object) == _STROKED
        tag = _content_id(text_object) if self._tagged else -1
        level = not b and not self._turned
        baseline = self._down - height if level else self._height(index)
        if not level and abs(b * a) > _LEVEL * (a**2 + b**2):
            return baseline, size, bold, tag, 0  # text that slopes: each character has its baseline
        style = self._objects[address] = baseline, size, bold, tag, address
        return style

    def _height(self, index: int) -> float:
        _origin(self._handle, index, self._to_x, self._to_y)
        return self.frame.read(self._x.value, self._y.value)[1] if self._turned else self._down - self._y.value


def _name(font: int | None) -> str:
    name = ctypes.create_string_buffer(_FONT_NAME_BYTES)
    _font_name(font, ctypes.addressof(name), _FONT_NAME_BYTES)
    return name.value.decode("latin-1")


def _is_bold(font: int | None) -> bool:
    lower = _name(font).lower()
    return "bold" in lower or "black" in lower or "heavy" in lower or bool(_font_weight(font) >= _BOLD_WEIGHT)


def open_page(page: Any, handle: Any, number: int, tagged: bool) -> PdfiumPage:
    """The page's text with its frame; `page` and `handle` are pdfium's page and text page.

    `tagged` says whether the document has a structure tree, whose marks are then asked for.
    """
    count = max(0, raw.FPDFText_CountChars(handle))
    frame = _frame(page, handle, count)
    buffer = bytearray(4 * count + 4)  # four bytes for a character beyond U+FFFF; an array of C would be a type a page
    taken = raw.FPDFText_GetText(handle, 0, count, ctypes.c_ushort.from_buffer(buffer)) if count else 0
    text = buffer[: 2 * max(0, taken - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return PdfiumPage(number, text, frame, handle, None, 0, tagged)
    # pdfium leaves out of the text what has no Unicode value: go by character
    kept, indices = [], []
    address = pointer_to(handle)
    for index in range(count):
        code = _unicode(address, index)
        if code and not 0xD800 <= code < 0xE000:
            kept.append(chr(code))
            indices.append(index)
    return PdfiumPage(number, "".join(kept), frame, handle, indices, count - len(kept), tagged)


def _frame(page: Any, handle: Any, count: int) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)  # what is shown of the page, also where the box is inherited
    x0, x1 = sorted((box.left, box.right))
    y0, y1 = sorted((box.bottom, box.top))
    shown = raw.FPDFPage_GetRotation(page) % 4
    turns = [0, 0, 0, 0]
    address = pointer_to(handle)
    for index in range(0, count, max(1, count // 12)):
        angle = _angle(address, index)
        if angle >= 0:
            turns[-round(angle / (pi / 2)) % 4] += 1  # pdfium measures the angle clockwise
    upright = turns.index(max(turns)) if sum(turns) else shown
    return Frame(x0, y0, x1 - x0, y1 - y0, upright, shown)
