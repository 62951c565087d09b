"""Plain text and Markdown reports: paragraphs, raised footnote marks, notes among the pages, pipe tables."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from extract.builder import Builder, Paragraph, Run
from extract.document import Document, Furniture
from extract.encoding import decoded
from extract.typed_notes import Item, Notes, link

_DIGITS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_MARKS = re.compile(r"\[\^([^\]\s]{1,20})\]|([¹²³⁰⁴-⁹]+)")
_BOLD = re.compile(r"(?<!\*)\*\*(?=[^\s*])((?:(?!\n\s*\n).)+?)(?<=[^\s])\*\*(?!\*)", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s])\*(?![\w*])")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]:\s*(.*)")
_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<&])")
_PIPE = re.compile(r"(?<!\\)\|")
_CAPTION = re.compile(r"(?:Bảng|Biểu)\b", re.IGNORECASE)
_LONE_NUMBER = re.compile(r"\s*(?:[-–]\s*|Trang\s+)?(\d{1,4})(?:\s*[-–]|\s*/\s*\d{1,4})?\s*")
_NEW = re.compile(r"\s*(?:[-–+•*#|>]|\[\^|[¹²³⁰⁴-⁹]|[IVXLC]+\.\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s)|\s{4,}")
_ORPHAN = re.compile(r"\s*[\ufffd\x02]\s")
_STOPS = {".", ";", ",", ":"}
_PAGE_LENGTH = 400  # two page numbers have at least so many characters between them
_ON, _OFF = "\ue000", "\ue001"  # where bold begins and ends, while the lines are cut


@dataclass(slots=True)
class _PipeTable:
    rows: list[list[str]]


def read_text(data: bytes, format: str) -> Document:
    """The document of a `txt` or `md` file. UnreadableError when its encoding is not known."""
    text, warnings = decoded(data)
    builder = Builder(format)
    builder.warnings += warnings
    text = _BOLD.sub(lambda found: f"{_ON}{found[1]}{_OFF}", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ITALIC.sub(r"\1", text)
    lines = [line for page in text.split("\f") for line in page.split("\n")]
    lines, numbers = _without_page_numbers(lines)
    builder.furniture += [Furniture(line.strip(), page, True) for page, line in enumerate(numbers, start=1)]
    items, notes = _items(_unwrapped(lines), format)
    orphans = _orphans(items)
    body, typed = link(items, cuts=True)
    _write(builder, body)
    for label, paragraphs in notes + typed + orphans:
        builder.note(label, paragraphs)
    return builder.document()


def _items(lines: list[str], format: str) -> tuple[list[Item], Notes]:
    """Paragraphs and pipe tables in order; notes written as `[^1]: text` apart, each with its indented paragraphs."""
    items: list[Item] = []
    notes: Notes = []
    labels = {found[1] for line in lines if (found := _NOTE.match(line.strip()))}
    bold, in_note, at = False, False, 0
    while at < len(lines):
        line = lines[at]
        if "|" in line and at + 1 < len(lines) and "-" in lines[at + 1] and _DELIMITER.fullmatch(lines[at + 1].strip()):
            end = at + 2
            while end < len(lines) and "|" in lines[end]:
                end += 1
            items.append(_PipeTable([_cells(row) for row in [line, *lines[at + 2 : end]]]))
            at, in_note = end, False
            continue
        at += 1
        if not line.strip() or (format == "md" and _RULE.fullmatch(line)):
            continue
        if found := _NOTE.match(line.strip()):
            notes.append((found[1], [Paragraph(_runs(found[2], format, labels))]))
            in_note = True
            continue
        if in_note and line[:1] in " \t":
            notes[-1][1].append(Paragraph(_runs(line, format, labels)))
            continue
        in_note = False
        paragraph = Paragraph()
        if format == "md" and (heading := _HEADING.match(line.strip())):
            paragraph.heading, line = len(heading[1]), heading[2]
        elif format == "md":
            line = re.sub(r"^\s*>\s?", "", line)
        paragraph.bold, bold = _is_bold(line, bold)
        paragraph.runs = _runs(line.replace(_ON, "").replace(_OFF, ""), format, labels)
        items.append(paragraph)
    return items, notes


def _is_bold(line: str, bold: bool) -> tuple[bool, bool]:
    """Whether all letters of the line are bold, and whether the next line begins in bold."""
    whole = True
    for letter in line:
        if letter in (_ON, _OFF):
            bold = letter == _ON
        elif not letter.isspace():
            whole = whole and bold
    return whole, bold


def _runs(line: str, format: str, labels: set[str]) -> list[Run]:
    """The line cut at what may be a mark. `[^n]` is a mark when there is a note of that name."""
    runs, done = [], 0
    for found in _MARKS.finditer(line):
        before = line[done : found.start()]
        if found[1] is not None and found[1] not in labels:
            continue
        if before:
            runs.append(Run(_unescaped(before, format)))
        if found[1] is not None:
            runs.append(Run("", mark=found[1]))
        else:
            runs.append(Run(found[2], mark="".join(_DIGITS[digit] for digit in found[2])))
        done = found.end()
    if line[done:]:
        runs.append(Run(_unescaped(line[done:], format)))
    return runs


def _unescaped(text: str, format: str) -> str:
    return _ESCAPE.sub(r"\1", text) if format == "md" else text


def _cells(row: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(row.strip().removeprefix("|").removesuffix("|"))]


def _without_page_numbers(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines without those that only number pages (each one more than the last, far apart), and these."""
    found: list[tuple[int, int]] = []
    length, since = 0, 0
    for at, line in enumerate(lines):
        number = _LONE_NUMBER.fullmatch(line)
        if number and (not found or (int(number[1]) == found[-1][1] + 1 and length - since >= _PAGE_LENGTH)):
            if found or int(number[1]) <= 2:
                found.append((at, int(number[1])))
                since = length
        length += len(line)
    if len(found) < 2:
        return lines, []
    places = {at for at, _ in found}
    return [line for at, line in enumerate(lines) if at not in places], [lines[at] for at, _ in found]


def _unwrapped(lines: list[str]) -> list[str]:
    """The lines, those of one paragraph made one where the text is wrapped at a margin."""
    lengths = sorted(len(line) for line in lines if line.strip())
    margin = lengths[len(lengths) * 19 // 20] if lengths else 0
    followed = [a for a, b in itertools.pairwise(lines) if a.strip() and b.strip()]
    full = sum(len(line) >= margin * 0.8 for line in followed)
    if not 40 <= margin <= 130 or len(followed) < 5 or full < len(followed) * 0.5:
        return lines
    joined: list[str] = []
    wraps = False
    for line in lines:
        if wraps and line.strip() and not _NEW.match(line):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
        wraps = len(line) >= margin * 0.7 and "|" not in line
    return joined


def _orphans(items: list[Item]) -> Notes:
    """Notes whose marks an export lost: paragraphs that begin with the character it left for the number.

    They are given back to their places when as many places are left, where the character or a stop stands alone.
    """
    texts = ["".join(run.text for run in item.runs) if isinstance(item, Paragraph) else "" for item in items]
    first = next((at for at, text in enumerate(texts) if _ORPHAN.match(text)), len(items))
    starts = [at for at in range(first, len(items)) if _ORPHAN.match(texts[at])]
    places = [at for at in range(1, first) if texts[at].strip() in _STOPS]
    if not starts or len(places) != len(starts):
        return []
    notes: Notes = []
    for at in range(first, len(items)):
        item = items[at]
        if not isinstance(item, Paragraph):
            return []
        if at in starts:
            notes.append((str(len(notes) + 1), []))
            item.runs = [Run(texts[at].lstrip()[1:])]
        notes[-1][1].append(item)
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
            span = builder.paragraph(item)
            before = "".join(run.text for run in item.runs).strip() if span else before
        elif isinstance(item, _PipeTable):
            cells = [
                (row, column, 1, 1, [Paragraph([Run(text)]) for text in re.split(r"<br\s*/?>", cell)])
                for row, texts in enumerate(item.rows, start=1)
                for column, cell in enumerate(texts, start=1)
            ]
            builder.table(before if _CAPTION.match(before) else "", cells)
            before = ""
