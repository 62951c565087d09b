"""Check boxes and radio buttons of a form: put on the page as text, ☒ or ☐, where they stand.

pdfium draws them as pictures, if at all. As characters of the page they come in reading order like any other.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_NEAR = 2.0  # heights of a box from which on text does not belong to it
_EDGE = 2.0  # points by which a printed square may stand out of the box that lies over it
# No font that every file may count on has ☐ and ☒. One is loaded anew with two codes that are told to mean them: what
# they look like, nobody will see.
_FONT, _WIDTH = b"Courier", 0.6  # em
_EMPTY, _TICKED = 1, 2
_GLYPHS = bytes((0, 0, 0, 1, 0, 1))  # two bytes a code: both are the first glyph
_MEANINGS = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> "
    b"endcodespacerange 2 beginbfchar <0001> <2610> <0002> <2612> endbfchar endcmap end end"
)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A check box or radio button in points of the page, y upwards."""

    left: float
    bottom: float
    right: float
    top: float
    ticked: bool

    @property
    def middle(self) -> Point:
        """Its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the character of a box is to stand."""

    index: int  # behind so many of the things that are drawn on the page
    ahead: float  # how far along the line
    x: float
    y: float
    along: Point  # which way the text runs, and which way is up
    up: Point
    size: float
    ticked: bool


def boxes_of(page: Any, fields: list[int], form: Any) -> list[Box]:
    """The boxes that are seen among these annotations of the page."""
    raw.FORM_OnAfterLoadPage(page, form)  # before that pdfium does not know what is ticked
    found = []
    for at in fields:
        annotation = raw.FPDFPage_GetAnnot(page, at)
        rect = raw.FS_RECTF()
        if not raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN and raw.FPDFAnnot_GetRect(annotation, rect):
            x0, x1 = sorted((rect.left, rect.right))
            y0, y1 = sorted((rect.bottom, rect.top))
            if x0 < x1 and y0 < y1:
                found.append(Box(x0, y0, x1, y1, bool(raw.FPDFAnnot_IsChecked(form, annotation))))
        raw.FPDFPage_CloseAnnot(annotation)
    raw.FORM_OnBeforeClosePage(page, form)
    return found


def write_boxes(document: pdfium.PdfDocument, page: Any, boxes: list[Box]) -> None:
    """Puts a character for each box on the open page; squares that are printed under them go."""
    with _text_of(page) as text:
        printed = {_address(thing): thing for box in boxes if (thing := _printed(text, box)) is not None}
    for thing in printed.values():
        raw.FPDFPage_RemoveObject(page, thing)
        raw.FPDFPageObj_Destroy(thing)
    with _text_of(page) as text:
        count = raw.FPDFPage_CountObjects(page)
        order = {_address(raw.FPDFPage_GetObject(page, n)): n for n in range(count)}
        spots = [_spot(text, box, order) for box in boxes]
    font = _font(document)
    # the last first, so that the places of the others hold
    for spot in sorted(spots, key=lambda spot: (spot.index, spot.ahead), reverse=True):
        made = raw.FPDFPageObj_CreateTextObj(document.raw, font, spot.size)
        raw.FPDFText_SetCharcodes(made, (ctypes.c_uint32 * 1)(_TICKED if spot.ticked else _EMPTY), 1)
        raw.FPDFPageObj_Transform(made, *spot.along, *spot.up, spot.x, spot.y)
        raw.FPDFPage_InsertObjectAtIndex(page, made, spot.index)
    raw.FPDFFont_Close(font)


@contextmanager
def _text_of(page: Any) -> Iterator[Any]:
    """pdfium's text of the page as it is at present."""
    text = raw.FPDFText_LoadPage(page)
    try:
        yield text
    finally:
        raw.FPDFText_ClosePage(text)


def _font(document: pdfium.PdfDocument) -> Any:
    """The font of the characters."""
    standard = raw.FPDFText_LoadStandardFont(document.raw, _FONT)
    size = ctypes.c_size_t()
    raw.FPDFFont_GetFontData(standard, None, 0, size)
    data = (ctypes.c_uint8 * size.value)()
    raw.FPDFFont_GetFontData(standard, data, size.value, size)
    raw.FPDFFont_Close(standard)
    glyphs = (ctypes.c_uint8 * len(_GLYPHS))(*_GLYPHS)
    return raw.FPDFText_LoadCidType2Font(document.raw, data, size.value, _MEANINGS, glyphs, len(_GLYPHS))


def _printed(text: Any, box: Box) -> Any:
    """What is printed inside the box and is neither letter nor digit: the square that the form was made from."""
    index = raw.FPDFText_GetCharIndexAtPos(text, *box.middle, 0.0, 0.0)
    thing = raw.FPDFText_GetTextObject(text, index) if index >= 0 else None
    edges = [ctypes.c_float() for _ in range(4)]
    if not thing or not raw.FPDFPageObj_GetBounds(thing, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    inside = left > box.left - _EDGE and right < box.right + _EDGE and bottom > box.bottom - _EDGE
    return thing if inside and top < box.top + _EDGE and not _has_word(thing, text) else None


def _has_word(thing: Any, text: Any) -> bool:
    length = raw.FPDFTextObj_GetText(thing, text, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFTextObj_GetText(thing, text, buffer, length)
    return any(letter.isalnum() for letter in bytes(buffer).decode("utf-16-le", "replace"))


def _spot(text: Any, box: Box, order: dict[int, int]) -> _Spot:
    """The spot of a box: in its middle, but on the line of the text beside it, and drawn before or behind that."""
    height = box.top - box.bottom
    reach = box.right - box.left + 2 * _NEAR * height
    index = raw.FPDFText_GetCharIndexAtPos(text, *box.middle, reach, height)
    thing = raw.FPDFText_GetTextObject(text, index) if index >= 0 else None
    place, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    if thing and raw.FPDFText_GetMatrix(text, index, place) and raw.FPDFText_GetCharOrigin(text, index, x, y):
        wide, high = math.hypot(place.a, place.b), math.hypot(place.c, place.d)
    else:
        wide = high = 0.0
    at = len(order)
    if wide and high:
        along, up = (place.a / wide, place.b / wide), (place.c / high, place.d / high)
        size = raw.FPDFText_GetFontSize(text, index) * high
        line = x.value, y.value
        at = order.get(_address(thing), at)
        if at < len(order) and _dot(box.middle, along) > _dot((place.e, place.f), along):
            at += 1
    else:
        along, up, size, line = (1.0, 0.0), (0.0, 1.0), height, (box.left, box.bottom + 0.2 * height)
    rise = _dot(line, up) - _dot(box.middle, up)
    back = size * _WIDTH / 2
    return _Spot(
        at,
        _dot(box.middle, along),
        box.middle[0] + rise * up[0] - back * along[0],
        box.middle[1] + rise * up[1] - back * along[1],
        along,
        up,
        size,
        box.ticked,
    )


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1]


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
