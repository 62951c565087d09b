"""Plain text and Markdown reports: paragraphs, raised footnote marks, notes among the pages, pipe tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.builder import Builder, Paragraph, Run
from extract.document import Document, Furniture
from extract.plain.encoding import decoded
from extract.plain.lines import unwrapped, without_page_numbers
from extract.plain.markdown import BOLD_OFF, BOLD_ON, lines_of_cell, unescaped, without_emphasis, without_markup
from extract.plain.typed_notes import Item, Notes, link, unmarked

_DIGITS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_MARKS = re.compile(r"\[\^([^\]\s]{1,20})\]|([¹²³⁰⁴-⁹]+)|\[(\d{1,3})\]")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]:\s*(.*)")
_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_QUOTE = re.compile(r"\s*>\s?")
_PIPE = re.compile(r"(?<!\\)\|")
_CAPTION = re.compile(r"(?:Bảng|Biểu|Phụ biểu|Phụ lục)\b", re.IGNORECASE)
_ORPHAN = re.compile(r"\s*[\ufffd\x02]\s")
_STOPS = {".", ";", ",", ":"}


@dataclass(slots=True)
class _PipeTable:
    rows: list[list[str]]


@dataclass(slots=True)
class _Reading:
    """What was found in a text, as far as it was read."""

    markdown: bool
    labels: set[str]  # of notes written as `[^1]: text`
    items: list[Item]
    notes: Notes


def read_text(data: bytes, format: str) -> Document:
    """The document of a `txt` or `md` file. UnreadableError when its encoding is not known."""
    text, warnings = decoded(data)
    builder = Builder(format)
    builder.warnings += warnings
    text = without_emphasis(re.sub("\r\n?|[\f\u0085\u2028\u2029]", "\n", text))
    if format == "md":
        text = without_markup(text)
    lines, numbers = without_page_numbers(text.split("\n"))
    builder.furniture += [Furniture(line.strip(), page, True) for page, line in enumerate(numbers, start=1)]
    reading = _read(unwrapped(lines), markdown=format == "md")
    orphans = _orphans(reading.items)
    body, typed = link(reading.items, cuts=True)
    _write(builder, body)
    for label, paragraphs in reading.notes + typed + orphans:
        builder.note(label, paragraphs)
    return builder.document()


def _read(lines: list[str], *, markdown: bool) -> _Reading:
    """Paragraphs and pipe tables in order; notes written as `[^1]: text` apart, each with its indented paragraphs."""
    labels = {found[1] for line in lines if (found := _NOTE.match(line.strip()))}
    reading = _Reading(markdown, labels, [], [])
    bold, in_note, at = False, False, 0
    while at < len(lines):
        line = lines[at]
        end = _table_end(lines, at)
        if end > at:
            rows = [lines[at], *lines[at + 2 : end]]
            reading.items.append(_PipeTable([_cells(row) for row in rows]))
            at, in_note = end, False
            continue
        at += 1
        if not line.strip() or (markdown and _RULE.fullmatch(line)):
            continue
        whole, bold = _is_bold(line, bold)
        line = line.replace(BOLD_ON, "").replace(BOLD_OFF, "")
        if found := _NOTE.match(line.strip()):
            reading.notes.append((found[1], [unmarked(Paragraph(_runs(found[2], reading)))]))
            in_note = True
        elif in_note and line[:1] in " \t":
            reading.notes[-1][1].append(unmarked(Paragraph(_runs(line, reading))))
        else:
            reading.items.append(_paragraph(line, whole, reading))
            in_note = False
    return reading


def _paragraph(line: str, bold: bool, reading: _Reading) -> Paragraph:
    paragraph = Paragraph(bold=bold)
    if reading.markdown:
        line = _QUOTE.sub("", line, count=1) if _QUOTE.match(line) else line
        if heading := _HEADING.match(line.strip()):
            paragraph.heading, line = len(heading[1]), heading[2]
    paragraph.runs = _runs(line, reading)
    return paragraph


def _is_bold(line: str, bold: bool) -> tuple[bool, bool]:
    """Whether all letters of the line are bold, and whether the next line begins in bold."""
    whole = True
    for letter in line:
        if letter in (BOLD_ON, BOLD_OFF):
            bold = letter == BOLD_ON
        elif not letter.isspace():
            whole = whole and bold
    return whole, bold


def _runs(line: str, reading: _Reading) -> list[Run]:
    """The line cut at what may be a mark. `[^n]` is a mark when there is a note of that name."""
    runs, done = [], 0
    for found in _MARKS.finditer(line):
        if found[1] is not None and found[1] not in reading.labels:
            continue
        if before := line[done : found.start()]:
            runs.append(Run(unescaped(before) if reading.markdown else before))
        if found[1] is not None:
            runs.append(Run("", mark=found[1]))
        else:
            runs.append(Run(found[0], mark=found[3] or "".join(_DIGITS[digit] for digit in found[2])))
        done = found.end()
    if rest := line[done:]:
        runs.append(Run(unescaped(rest) if reading.markdown else rest))
    return runs


def _table_end(lines: list[str], at: int) -> int:
    """Where the pipe table that begins here ends; here, when none begins."""
    if "|" not in lines[at] or at + 1 >= len(lines):
        return at
    if "|" not in lines[at + 1] or not _DELIMITER.fullmatch(lines[at + 1].strip()):
        return at
    end = at + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _cells(row: str) -> list[str]:
    row = row.replace(BOLD_ON, "").replace(BOLD_OFF, "").strip().removeprefix("|")
    row = row if row.endswith("\\|") else row.removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(row)]


def _orphans(items: list[Item]) -> Notes:
    """Notes whose marks an export lost: paragraphs that begin with the character it left for the number.

    They are given back to their places when as many places are left: where a stop stands alone on a line.
    """
    texts = ["".join(run.text for run in item.runs) if isinstance(item, Paragraph) else "" for item in items]
    first = next((at for at, text in enumerate(texts) if _ORPHAN.match(text)), len(items))
    starts = {at for at in range(first, len(items)) if _ORPHAN.match(texts[at])}
    places = [at for at in range(1, first) if texts[at].strip() in _STOPS]
    if not starts or len(places) != len(starts):
        return []
    notes: Notes = []
    for at, item in enumerate(items[first:], start=first):
        if not isinstance(item, Paragraph):
            return []
        if at in starts:
            notes.append((str(len(notes) + 1), []))
            item.runs = [Run(texts[at].lstrip()[1:])]
        notes[-1][1].append(unmarked(item))
    for label, at in enumerate(places, start=1):
        before, stop = items[at - 1], items[at]
        if isinstance(before, Paragraph) and isinstance(stop, Paragraph):
            before.runs += [Run("", mark=str(label)), *stop.runs]
    gone = {*places, *range(first, len(items))}
    items[:] = [item for at, item in enumerate(items) if at not in gone]
    return notes


def _write(builder: Builder, items: list[Item]) -> None:
    before = ""
    for item in items:
        if isinstance(item, Paragraph):
            if builder.paragraph(item):
                before = "".join(run.text for run in item.runs).strip()
        elif isinstance(item, _PipeTable):
            builder.table(before if _CAPTION.match(before) else "", _grid(item))
            before = ""


def _grid(table: _PipeTable) -> list[tuple[int, int, int, int, list[Paragraph]]]:
    return [
        (row, column, 1, 1, [Paragraph([Run(unescaped(text))]) for text in lines_of_cell(cell)])
        for row, cells in enumerate(table.rows, start=1)
        for column, cell in enumerate(cells, start=1)
    ]
