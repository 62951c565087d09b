"""Where an offset of the text stands: in which section, note and table, and at which figure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from extract.document import Document
from patterns.claims import Claims, Figure


class Whereabouts:
    """Looks offsets up in a report; every list is sorted by position once."""

    def __init__(self, document: Document, claims: Claims) -> None:
        self._sections = claims.sections
        self._section_starts = [section.char_start for section in claims.sections]
        self._notes = document.notes
        self._note_starts = [note.label_start for note in document.notes]
        self._first_mark = {mark.label: mark.start for mark in reversed(document.marks)}
        self._tables = [table for table in document.tables if table.cells]
        self._table_starts = [table.cells[0].start for table in self._tables]
        self._table_ends = [max(cell.end for cell in table.cells) for table in self._tables]
        self._figures = sorted(claims.figures, key=lambda figure: figure.char_start)
        self._figure_starts = [figure.char_start for figure in self._figures]

    def section(self, offset: int) -> str:
        """Id of the innermost section, "" for none; what stands in a note belongs to the section of its mark."""
        label = self.note(offset)
        if label:
            offset = self._first_mark.get(label, -1)
        for at in range(bisect_right(self._section_starts, offset) - 1, -1, -1):
            if offset < self._sections[at].char_end:
                return self._sections[at].section_id
        return ""

    def note(self, offset: int) -> str:
        """Label of the note that holds the offset, "" in the body."""
        at = bisect_right(self._note_starts, offset) - 1
        return self._notes[at].label if at >= 0 and offset < self._notes[at].end else ""

    def table(self, offset: int) -> int | None:
        """Number of the table that holds the offset."""
        at = bisect_right(self._table_starts, offset) - 1
        return self._tables[at].number if at >= 0 and offset < self._table_ends[at] else None

    def figures_in(self, start: int, end: int) -> list[Figure]:
        """The figures that begin in `text[start:end]`."""
        return self._figures[bisect_left(self._figure_starts, start) : bisect_left(self._figure_starts, end)]
