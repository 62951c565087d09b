"""What holds for every document that was read from a PDF."""

from __future__ import annotations

import re

from extract.document import Document
from extract.pdf.read import read_pdf

_RUN = re.compile(r"[0-9]+")
_MARK = re.compile(r"\[\^[^\]]+\]:?")


def check_places(document: Document) -> None:
    """Every run of digits has its place, every line holds what it says, all in order."""
    text = document.text
    plain = _MARK.sub(lambda m: "_" * len(m.group()), text)
    placed = [(place.start, place.end) for place in document.digits]
    assert placed == sorted(placed)
    assert placed == [m.span() for m in _RUN.finditer(plain)]
    starts = [place.start for place in document.lines]
    assert starts == sorted(starts)
    for place in (*document.lines, *document.digits):
        assert place.start < place.end <= len(text)
        assert "\n" not in text[place.start : place.end]
        assert place.x0 < place.x1
        assert place.top < place.bottom
    for mark in document.marks:
        assert text[mark.start : mark.end] == f"[^{mark.label}]"
    assert {mark.label for mark in document.marks} <= {note.label for note in document.notes}


def read(data: bytes) -> Document:
    """The document of a PDF, checked."""
    document = read_pdf(data)
    check_places(document)
    return document
