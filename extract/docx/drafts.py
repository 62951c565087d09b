"""What a walk finds in a Word file: paragraphs and tables, their text not yet decoded."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.docx.styles import Look, Setting

_STANDARD = Setting()


@dataclass(slots=True)
class Piece:
    """A stretch of one kind of text; with `mark`, a footnote mark."""

    text: str
    look: Look
    mark: str | None = None


@dataclass(slots=True)
class Draft:
    """A paragraph as it was found, its text not yet decoded."""

    pieces: list[Piece] = field(default_factory=list)
    setting: Setting = _STANDARD
    bold: bool = False
    contents: bool = False  # a line of a table of contents
    label: Piece | None = None  # what automatic numbering writes before the text

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Cell:
    """A cell of a table, merged cells once."""

    row: int
    column: int
    row_span: int
    column_span: int
    items: list[Draft | Grid]
    borders: bool | None  # None: as the table says


@dataclass(slots=True)
class Grid:
    """A table as it was found: whether data or layout, is not yet said."""

    cells: list[Cell]
    borders: bool
