"""The text of a report as HTML: its lines, headings and tables, notes beside their marks, every figure marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from outputs.stored import Stored

_MARK = re.compile(r"\[\^([^\]\n]+)\]")
_NOTE_LINE = re.compile(r"\[\^([^\]\n]+)\]: ?")
_CHUNK = 25  # lines that the browser lays out together, and only when they come into sight
_HEADLINE = 90  # characters at most of a line of the letterhead


def short(figure_id: str) -> str:
    """The part of a figure's id that is its own within its report."""
    return figure_id.rpartition("-")[2]


class ReportText:
    """One report's text, ready to be written as HTML. Everything that comes from the report is escaped."""

    def __init__(
        self, text: str, figures: Sequence[Stored], sections: Sequence[Stored], cells: Sequence[Stored]
    ) -> None:
        self._text = text
        self._figures = sorted(figures, key=lambda row: (int(row["char_start"]), -int(row["char_end"])))
        self._starts = [int(row["char_start"]) for row in self._figures]
        self._sections = {int(row["char_start"]): row for row in reversed(sections)}
        self._first_section = min(self._sections, default=0)
        self._body_end, self._notes = _notes(text)
        self._tables = dict(_tables(text, cells))
        self._shown: set[int] = set()  # notes that stand beside a mark
        self._marks: dict[str, int] = {}  # label → how many marks of it have been met

    def html(self) -> str:
        """The whole text."""
        rows = [*self._rows(), *self._rest()]
        chunks = (rows[at : at + _CHUNK] for at in range(0, len(rows), _CHUNK))
        return "\n".join('<div class="chunk">' + "\n".join(chunk) + "</div>" for chunk in chunks)

    def _rows(self) -> Iterator[str]:
        at = 0
        while at < self._body_end:
            if at in self._tables:
                end, cells = self._tables[at]
                yield self._row(self._table(cells), at, end)
            else:
                end = self._text.find("\n", at)
                end = self._body_end if end < 0 else min(end, self._body_end)
                if self._text[at:end].strip():
                    yield self._row(self._paragraph(at, end), at, end)
            at = end + 1

    def _row(self, body: str, start: int, end: int) -> str:
        beside = "".join(self._note(at) for at in self._notes_of(start, end))
        aside = f'<div class="notes" role="note" aria-label="Chú thích">{beside}</div>' if beside else ""
        return f'<div class="row">{body}{aside}</div>'

    def _paragraph(self, start: int, end: int) -> str:
        inside = self._marked(start, end)
        section = self._sections.get(start)
        if section is None:
            head = start < self._first_section and end - start < _HEADLINE
            return f'<p class="head">{inside}</p>' if head else f"<p>{inside}</p>"
        key = short(section["section_id"])
        alone = end - start <= len(section["label"]) + len(section["title"]) + 4  # no text behind the title
        if not alone:
            return f'<p id="{key}">{inside}</p>'
        level = min(int(section["level"]) + 1, 6)
        return f'<h{level} id="{key}">{inside}</h{level}>'

    def _table(self, cells: Sequence[tuple[int, int, Stored]]) -> str:
        lines = []
        width = max(int(cell["column"]) for _, _, cell in cells)
        for _, row in groupby(cells, key=lambda cell: cell[2]["row"]):
            filled = {int(cell["column"]): (start, end) for start, end, cell in row}
            inside = "".join(f"<td>{self._cell(filled.get(column))}</td>" for column in range(1, width + 1))
            lines.append(f"<tr>{inside}</tr>")
        label = escape(cells[0][2]["caption"] or "Bảng")
        table = f"<table>{''.join(lines)}</table>"
        return f'<div class="table" tabindex="0" role="group" aria-label="{label}">{table}</div>'

    def _cell(self, span: tuple[int, int] | None) -> str:
        return self._marked(*span).replace("\n", "<br>") if span else ""

    def _marked(self, start: int, end: int) -> str:
        """`text[start:end]` with its figures and note marks."""
        made: list[str] = []
        at = start
        for figure in self._figures[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            first, last = int(figure["char_start"]), min(int(figure["char_end"]), end)
            if first < at:  # inside the figure before it: reached through that one's card
                continue
            made.append(self._plain(at, first))
            key = short(figure["figure_id"])
            made.append(
                f'<b class="f {figure["kind"]}" id="f{key}" tabindex="0" role="button">{self._plain(first, last)}</b>'
            )
            at = last
        made.append(self._plain(at, end))
        return "".join(made)

    def _plain(self, start: int, end: int) -> str:
        made: list[str] = []
        at = start
        for mark in _MARK.finditer(self._text, start, end):
            made.append(escape(self._text[at : mark.start()]))
            number = self._note_of(mark[1], count=True)
            label = escape(mark[1])
            made.append(f'<sup><a href="#n{number}">{label}</a></sup>' if number >= 0 else f"<sup>{label}</sup>")
            at = mark.end()
        made.append(escape(self._text[at:end]))
        return "".join(made)

    def _note_of(self, label: str, *, count: bool) -> int:
        """The k-th mark of a label points to its k-th note, else to its last; -1 where there is none."""
        candidates = [at for at, (name, _, _) in enumerate(self._notes) if name == label]
        met = self._marks.get(label, 0)
        if count:
            self._marks[label] = met + 1
        return candidates[min(met, len(candidates) - 1)] if candidates else -1

    def _notes_of(self, start: int, end: int) -> list[int]:
        """The notes whose marks stand in `text[start:end]` and that are not shown yet; called once it is marked."""
        found = []
        labels = list(dict.fromkeys(mark[1] for mark in _MARK.finditer(self._text, start, end)))
        for label in labels:
            met = self._marks.get(label, 0)
            candidates = [at for at, (name, _, _) in enumerate(self._notes) if name == label]
            found += [at for at in candidates[:met] if at not in self._shown]
        self._shown.update(found)
        return found

    def _note(self, at: int) -> str:
        label, start, end = self._notes[at]
        return f'<p class="note" id="n{at}"><sup>{escape(label)}</sup> {self._marked(start, end)}</p>'

    def _rest(self) -> Iterator[str]:
        """Notes without a mark."""
        for at in range(len(self._notes)):
            if at not in self._shown:
                yield f'<div class="row">{self._note(at)}</div>'


def _notes(text: str) -> tuple[int, list[tuple[str, int, int]]]:
    """Where the body ends, and the notes behind it: label, start, end."""
    end = len(text.rstrip("\n"))
    notes: list[tuple[str, int, int]] = []
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        found = _NOTE_LINE.match(text, start, end)
        if not found:
            break
        notes.append((found[1], found.end(), end))
        end = max(start - 1, 0)
    return end, notes[::-1]


def _tables(text: str, cells: Sequence[Stored]) -> Iterator[tuple[int, tuple[int, list[tuple[int, int, Stored]]]]]:
    """Start → end and cells with their offsets. A table whose cells are not found one after another stays lines."""
    cursor = 0
    for _, group in groupby(cells, key=lambda cell: cell["table"]):
        found: list[tuple[int, int, Stored]] = []
        filled = [cell for cell in group if cell["text"]]
        if not filled:
            continue
        at = _find_run(text, [cell["text"] for cell in filled], cursor)
        if at < 0:
            continue
        cursor = at
        for cell in filled:
            start = text.index(cell["text"], cursor)
            cursor = start + len(cell["text"])
            found.append((start, cursor, cell))
        yield at, (cursor, found)


def _find_run(text: str, pieces: Sequence[str], begin: int) -> int:
    """Where the pieces stand as lines one after another, blank lines between them not counted; -1 for nowhere."""
    run = re.compile(r"^" + r"\n+".join(map(re.escape, pieces)) + r"$", re.MULTILINE)
    found = run.search(text, begin)
    return found.start() if found else -1
