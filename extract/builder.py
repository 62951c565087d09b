"""Readers say what comes next; the builder keeps the text and the offsets, so that they agree by construction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from extract.document import Block, Cell, Document, Furniture, Mark, Note, Place, Table

_BLANKS = re.compile(r"[ \t\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\v\f\r\n]+")
_NOTHING = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f]")
_made = tuple.__new__  # Block(...), Cell(...) and Place(...) by their own __new__ take twice as long
_HYPHENS = str.maketrans("\u2010\u2011", "--")  # "14‑QC/HU": a hyphen that does not break is a hyphen


def clean(text: str) -> str:
    """NFC, runs of blanks made one, soft hyphens and zero-width characters off, hyphens one. Outer blanks stay."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text  # as numbers are
    if not text.isprintable() or "  " in text:  # what goes is not printable, but for a second blank
        text = _BLANKS.sub(" ", _NOTHING.sub("", text))
    if "\u2011" in text or "\u2010" in text:
        text = text.translate(_HYPHENS)
    return unicodedata.normalize("NFC", text)


@dataclass(slots=True)
class Run:
    """A stretch of text of one paragraph, with where it was printed; or, with `mark`, a footnote mark."""

    text: str
    mark: str | None = None
    places: tuple[Place, ...] = ()  # offsets relative to `text`, which must then be clean already
    digits: tuple[Place, ...] = ()


@dataclass(slots=True)
class Paragraph:
    runs: list[Run] = field(default_factory=list)
    bold: bool = False
    centered: bool = False
    heading: int = 0
    automatic: str = ""  # the label that automatic numbering makes, with its blank

    @property
    def empty(self) -> bool:
        for run in self.runs:
            if run.mark is not None or (run.text and not run.text.isspace()):
                return False
        return not self.automatic.strip()


class Builder:
    """Makes a Document from paragraphs, tables and notes given in reading order."""

    def __init__(self, format: str) -> None:
        self._format = format
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._marks: list[Mark] = []
        self._notes: list[Note] = []
        self._tables: list[Table] = []
        self._lines: list[Place] = []
        self._digits: list[Place] = []
        self.furniture: list[Furniture] = []
        self.warnings: list[str] = []

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _write(self, paragraph: Paragraph) -> tuple[int, int, int]:
        """Writes the runs; returns start, end and the length of the automatic label."""
        start = self._length
        if len(paragraph.runs) == 1 and not paragraph.automatic:
            run = paragraph.runs[0]
            if run.mark is None and not run.places:  # most cells of tables
                text = clean(run.text).strip(" ")
                self._parts.append(text)
                self._length = end = start + len(text)
                return start, end, 0
        label = clean(paragraph.automatic).lstrip() if paragraph.automatic else ""
        if label:
            self._add(label)
        at_start, blank = not label, bool(label) and label.endswith(" ")
        for run in paragraph.runs:
            if run.mark is not None:
                mark = f"[^{run.mark}]"
                if blank:  # a mark clings to the word before it
                    self._trim(start + len(label))
                self._marks.append(Mark(run.mark, self._length, self._length + len(mark)))
                self._add(mark)
                at_start, blank = False, False
                continue
            text = run.text if run.places else clean(run.text)
            if at_start or blank:
                stripped = text.lstrip(" ")
                cut = len(text) - len(stripped)
                text = stripped
            else:
                cut = 0
            if not text:
                continue
            at = self._length - cut
            self._add(text)
            at_start, blank = False, text.endswith(" ")
            for place in run.places:
                self._lines.append(_shifted(place, at))
            for place in run.digits:
                self._digits.append(_shifted(place, at))
        self._trim(start)
        return start, self._length, min(len(label), self._length - start)

    def _trim(self, floor: int) -> None:
        """Takes the blanks off the end of the text, as far back as `floor`."""
        while self._length > floor and self._parts[-1].endswith(" "):
            last = self._parts.pop()
            short = last.rstrip(" ")
            self._length -= len(last) - len(short)
            if short:
                self._parts.append(short)
                break

    def paragraph(
        self, paragraph: Paragraph, kind: Literal["paragraph", "cell"] = "paragraph"
    ) -> tuple[int, int] | None:
        """Adds a paragraph of the body (or of a cell); returns its span, None when it is empty."""
        if paragraph.empty:
            return None
        start, end, label = self._write(paragraph)
        set_as = paragraph.bold, paragraph.centered, paragraph.heading
        self._blocks.append(_made(Block, (kind, start, end, *set_as, label)))
        self._parts.append("\n")
        self._length += 1
        return start, end

    def table(self, caption: str, cells: Iterable[tuple[int, int, int, int, list[Paragraph]]]) -> None:
        """Adds a data table: (row, column, row span, column span, paragraphs) row by row, rows and columns from 1."""
        made: list[Cell] = []
        for row, column, row_span, column_span, paragraphs in cells:
            start = end = self._length
            for paragraph in paragraphs:
                if (span := self.paragraph(paragraph, "cell")) is not None:
                    end = span[1]
            made.append(_made(Cell, (row, column, start, end, row_span, column_span)))
        self._tables.append(Table(len(self._tables) + 1, caption, tuple(made)))

    def note(self, label: str, paragraphs: list[Paragraph]) -> None:
        """Adds a note, after the whole body; its paragraphs are joined by a blank."""
        label_start = self._length
        self._add(f"[^{label}]: ")
        joined = Paragraph()
        for paragraph in paragraphs:
            if not paragraph.empty:
                if joined.runs:
                    joined.runs.append(Run(" "))
                if paragraph.automatic:
                    joined.runs.append(Run(paragraph.automatic))
                joined.runs += paragraph.runs
        start, end, _ = self._write(joined)
        self._blocks.append(Block("note", start, end))
        self._notes.append(Note(label, label_start, start, end))
        self._add("\n")

    def document(self, *, pages: int | None = None, ocr: bool = False) -> Document:
        """The finished document."""
        return Document(
            text="".join(self._parts),
            format=self._format,
            blocks=tuple(self._blocks),
            marks=tuple(self._marks),
            notes=tuple(self._notes),
            tables=tuple(self._tables),
            lines=tuple(self._lines),
            digits=tuple(self._digits),
            furniture=tuple(self.furniture),
            pages=pages,
            ocr=ocr,
            warnings=tuple(self.warnings),
        )


def _shifted(place: Place, by: int) -> Place:
    start, end, page, x0, top, x1, bottom = place
    return _made(Place, (start + by, end + by, page, x0, top, x1, bottom))
