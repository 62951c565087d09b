"""The report as Word saves it as PDF: each line a text object with its blank at the end, marked content, a tree."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from .content import MARK, Report
from .drawn import LEFT, RIGHT, register

_BODY, _NOTE, _TOP, _FOOT = 13.0, 10.0, 780.0, 60.0

Word = list[tuple[str, bool]]  # its stretches, and whether they are raised


@dataclass(slots=True)
class _Element:
    """An element of the structure tree: its role, and its marked content as (page, id)."""

    role: str
    content: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    canvas: Canvas
    elements: list[_Element]
    number: int = 1
    next_id: int = 0
    y: float = _TOP
    notes: list[tuple[str, str]] = field(default_factory=list)  # that stand at its foot

    def line(self, words: list[Word], element: _Element, x: float, size: float, full: bool) -> None:
        """Writes a line; its blanks are widened where it is full, and one follows it."""
        room = RIGHT - x - sum(_width(word, size) for word in words)
        blank = room / max(1, len(words) - 1) if full else 0.3 * size
        element.content.append((self.number, self.next_id))
        self.canvas._code.append(f"/{element.role} <</MCID {self.next_id}>> BDC")  # type: ignore[attr-defined]
        for word in words:
            for text, raised in word:
                height = 0.62 * size if raised else size
                self.canvas.setFont("Serif", height)
                self.canvas.drawString(x, self.y + (size / 3 if raised else 0), text)
                x += pdfmetrics.stringWidth(text, "Serif", height)
            self.canvas.setFont("Serif", size)
            self.canvas.drawString(x, self.y, " ")
            x += blank
        self.canvas._code.append("EMC")  # type: ignore[attr-defined]
        self.next_id += 1

    def end(self) -> None:
        """Writes the rule and the notes at the foot, and begins the next page."""
        self.y = _FOOT + sum(
            13 * len(list(_lines(_words(f"[^{label}] {text}"), _NOTE, 0))) for label, text in self.notes
        )
        if self.notes:
            self.canvas.rect(LEFT, self.y + 12, 144, 0.5, stroke=0, fill=1)
        for label, text in self.notes:
            element = _Element("Footnote")
            self.elements.append(element)
            for words, last in _lines(_words(f"[^{label}] {text}"), _NOTE, 0):
                self.line(words, element, LEFT, _NOTE, not last)
                self.y -= 13
        self.canvas.showPage()
        self.number, self.next_id, self.y, self.notes = self.number + 1, 0, _TOP, []


def _width(word: Word, size: float) -> float:
    return sum(pdfmetrics.stringWidth(text, "Serif", 0.62 * size if raised else size) for text, raised in word)


def _words(text: str) -> list[Word]:
    return [[(part, n % 2 == 1) for n, part in enumerate(MARK.split(word)) if part] for word in text.split()]


def _lines(words: list[Word], size: float, indent: float) -> Iterator[tuple[list[Word], bool]]:
    """The words of each line, and whether it is the last."""
    line: list[Word] = []
    room = RIGHT - LEFT - indent
    for word in words:
        if line and room - _width(word, size) < 0:
            yield line, False
            line, room = [], RIGHT - LEFT
        line.append(word)
        room -= _width(word, size) + 0.25 * size
    yield line, True


def print_word(report: Report) -> bytes:
    """The PDF that Word would save of the report's title and body."""
    register()
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=A4)
    page = _Page(canvas, [])
    for text in [*report.title, *report.body]:
        element = _Element("P")
        page.elements.append(element)
        for n, (words, last) in enumerate(_lines(_words(text), _BODY, 30)):
            marks = [stretch for word in words for stretch, raised in word if raised]
            if page.y < _FOOT + 60 + 45 * (len(page.notes) + len(marks)):
                page.end()
            page.line(words, element, LEFT + (0 if n else 30), _BODY, not last)
            page.notes += [(label, report.notes[label]) for label in marks]
            page.y -= 18
        page.y -= 6
    page.end()
    _add_tree(canvas, page.elements)
    canvas.save()
    return made.getvalue()


def _add_tree(canvas: Canvas, elements: list[_Element]) -> None:
    def reference(page: int, content: int) -> pdfdoc.PDFDictionary:
        name = pdfdoc.PDFObjectReference(f"Page{page}")
        return pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("MCR"), "Pg": name, "MCID": content})

    kids = [
        pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("StructElem"),
                "S": pdfdoc.PDFName(element.role),
                "K": pdfdoc.PDFArray([reference(*spot) for spot in element.content]),
            }
        )
        for element in elements
    ]
    roles = pdfdoc.PDFDictionary({"Footnote": pdfdoc.PDFName("Note"), "Endnote": pdfdoc.PDFName("Note")})
    tree = {"Type": pdfdoc.PDFName("StructTreeRoot"), "RoleMap": roles, "K": pdfdoc.PDFArray(kids)}
    catalog = canvas._doc.Catalog
    catalog.StructTreeRoot = pdfdoc.PDFDictionary(tree)
    catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "MarkInfo"]
