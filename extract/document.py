"""The one model of a report, whatever its format: a text, and what stands where in it.

`Document.text` is what `sokhop text` prints and what `texts/<report_id>.txt` holds: NFC, one paragraph (or paragraph
of a table cell) a line, in reading order; a footnote mark is `[^label]` where it stands; after the body one line
`[^label]: text` a note (the paragraphs of one note joined by a blank). Every offset of the program points into it.

What a report has thousands of is a named tuple: a frozen dataclass takes four times as long to make.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple


class Block(NamedTuple):
    """One line of the text: `text[start:end]`, without its newline; a note's line begins after `[^label]: `."""

    kind: Literal["paragraph", "cell", "note"]
    start: int
    end: int
    bold: bool = False  # the whole paragraph is set in bold
    centered: bool = False
    heading: int = 0  # outline level of the paragraph's style (Word "Heading 1" = 1), 0 = none
    automatic: int = 0  # so many first characters are a label that automatic numbering makes ("1. "), not typed text


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark in the text: `text[start:end] == f"[^{label}]"`."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote; `text[start:end]` is what it says, `label_start` where its `[^label]: ` begins."""

    label: str
    label_start: int
    start: int
    end: int


class Cell(NamedTuple):
    """A cell of a data table at (row, column), both from 1; a merged cell stands once, at its first place."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A data table. Layout tables (letterhead, signature) are no Table: their cells are plain paragraphs."""

    number: int  # from 1, in reading order
    caption: str
    cells: tuple[Cell, ...]  # row by row


class Place(NamedTuple):
    """Where characters stand on paper: page from 1, box in points from the page's top left."""

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text of the page and not of the report: page number, running head. Not in `Document.text`."""

    text: str
    page: int
    is_page_number: bool


@dataclass(frozen=True)
class Document:
    """A report as read. `places` is sorted by start: one a printed line, and finer ones for each run of digits."""

    text: str
    format: str  # docx, pdf, txt, md, doc, odt, rtf
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    tables: tuple[Table, ...] = ()
    lines: tuple[Place, ...] = ()  # printed lines, sorted by start (PDF)
    digits: tuple[Place, ...] = ()  # runs of digits, sorted by start (PDF)
    furniture: tuple[Furniture, ...] = ()
    pages: int | None = None  # None where the format has no pages
    ocr: bool = False
    warnings: tuple[str, ...] = field(default=())  # Vietnamese sentences

    @cached_property
    def pairs(self) -> tuple[tuple[Mark, Note], ...]:
        """Each mark with its note, by label: the k-th mark of a label with its k-th note, else with its last."""
        notes: dict[str, list[Note]] = {}
        for note in self.notes:
            notes.setdefault(note.label, []).append(note)
        seen: dict[str, int] = {}
        found = []
        for mark in self.marks:
            of_label = notes.get(mark.label)
            if of_label:
                number = seen.get(mark.label, 0)
                seen[mark.label] = number + 1
                found.append((mark, of_label[min(number, len(of_label) - 1)]))
        return tuple(found)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [place.start for place in self.lines]

    @cached_property
    def _digit_starts(self) -> list[int]:
        return [place.start for place in self.digits]

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) on which the character stands; None where the format has no pages."""
        if not self.lines:
            return None
        return self.lines[max(0, bisect_right(self._line_starts, offset) - 1)].page

    def locate(self, start: int, end: int) -> tuple[int, tuple[float, float, float, float]] | None:
        """Page and box (x0, top, x1, bottom; points) of `text[start:end]`: of its digits, else of its lines.

        What runs over a page break is located by its first page. None where the format has no geometry.
        """
        if not self.lines:
            return None
        found = _overlapping(self.digits, self._digit_starts, start, end) or _overlapping(
            self.lines, self._line_starts, start, end
        )
        if not found:
            return None
        page = found[0].page
        boxes = [place for place in found if place.page == page]
        return page, (
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )


def _overlapping(places: tuple[Place, ...], starts: list[int], start: int, end: int) -> list[Place]:
    near = places[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]
    return [place for place in near if place.end > start]


class UnreadableError(Exception):
    """A file that cannot be read. The message is one Vietnamese sentence: what is wrong and what to do.

    `stage` is where it failed: `mở tệp`, `giải nén`, `đọc văn bản`, `chuyển đổi`, `OCR`.
    """

    def __init__(self, stage: str, message: str) -> None:
        super().__init__(message)
        self.stage = stage
