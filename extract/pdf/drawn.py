"""What is drawn on a page besides text: ruling lines and pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

from extract.pdf.frame import Frame
from extract.pdf.page import plain_call, pointer_to

_THIN = 3.0  # points: what is not thicker is a ruling line
_SHORT = 6.0  # points: shorter strokes rule nothing
_MOST_OBJECTS = 20_000  # of one page; a map or a chart has more, and rules no table
_MOST_SEGMENTS = 2_000  # of one path
_MOST_NESTED = 3  # forms within forms

_thing = plain_call(raw.FPDFPage_GetObject, ctypes.c_void_p)
_TEXT = raw.FPDF_PAGEOBJ_TEXT
_kind = plain_call(raw.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """Ruling lines as boxes (x0, top, x1, bottom) in the reading frame, and the share of the page under pictures."""

    horizontal: list[tuple[float, float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: float = 0.0  # 0 to 1
    objects: int = 0

    def add(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Takes a stroke or a filled box: a thin one is a line, a larger one is the lines around it."""
        if x1 - x0 <= _THIN and bottom - top >= _SHORT:
            self.vertical.append((x0, top, x1, bottom))
        elif bottom - top <= _THIN and x1 - x0 >= _SHORT:
            self.horizontal.append((x0, top, x1, bottom))


def drawn_on(page: Any, frame: Frame) -> Drawn:
    """The ruling lines and pictures of pdfium's page."""
    drawn = Drawn()
    width, height = frame.size()
    edges = [ctypes.c_float() for _ in range(4)]
    for thing, kind, matrix in _objects(page, drawn):
        if not raw.FPDFPageObj_GetBounds(thing, *edges):
            continue
        left, low, right, high = (edge.value for edge in edges)
        x0, top, x1, bottom = _box(left, low, right, high, matrix, frame)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            shown = max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))
            drawn.pictures += shown / (width * height)
        elif min(x1 - x0, bottom - top) <= _THIN:
            drawn.add(x0, top, x1, bottom)
        else:
            _add_segments(drawn, thing, matrix, frame)
    return drawn


def _objects(page: Any, drawn: Drawn) -> Iterator[tuple[Any, int, Matrix]]:
    """The paths and pictures of a page with what maps them to the page, also those within forms."""
    drawn.objects = raw.FPDFPage_CountObjects(page)
    address = pointer_to(page)
    things = map(_thing, repeat(address), range(min(drawn.objects, _MOST_OBJECTS)))
    for n in [n for n, kind in enumerate(map(_kind, things)) if kind != _TEXT]:
        yield from _nested(raw.FPDFPage_GetObject(page, n), _SAME, 0)


def _nested(thing: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
        yield thing, kind, matrix
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MOST_NESTED:
        own = _matrix(thing)
        inner = _times(own, matrix)
        for n in range(min(raw.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)):
            yield from _nested(raw.FPDFFormObj_GetObject(thing, n), inner, depth + 1)


def _matrix(thing: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point(x: float, y: float, matrix: Matrix, frame: Frame) -> tuple[float, float]:
    if matrix is not _SAME:
        a, b, c, d, e, f = matrix
        x, y = a * x + c * y + e, b * x + d * y + f
    return frame.read(x, y)


def _box(
    left: float, bottom: float, right: float, top: float, matrix: Matrix, frame: Frame
) -> tuple[float, float, float, float]:
    corners = [_point(x, y, matrix, frame) for x in (left, right) for y in (bottom, top)]
    return (
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
    )


def _add_segments(drawn: Drawn, thing: Any, matrix: Matrix, frame: Frame) -> None:
    """The level and upright strokes of a path: grids and boxes are often drawn as one path."""
    own = _matrix(thing)
    whole = _times(own, matrix) if own != _SAME else matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    for n in range(min(raw.FPDFPath_CountSegments(thing), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(thing, n)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _point(x.value, y.value, whole, frame)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            _add_stroke(drawn, last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            _add_stroke(drawn, last, start)


def _add_stroke(drawn: Drawn, a: tuple[float, float], b: tuple[float, float]) -> None:
    drawn.add(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
