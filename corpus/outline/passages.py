"""The passages of a report that can answer an outline: each paragraph with its notes, each row of a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.outline.content import content
from extract.document import Document
from patterns.claims import Claims, Figure
from patterns.compiled import compiled
from patterns.outline import locator
from patterns.structure.closing import closing_start

_MARK = compiled(r"\[\^(?P<label>[^\]\n]*)\]")
_SENTENCE_END = compiled(r"(?<=[.!?…])\s+(?=[\p{Lu}\d“\"(-])|(?<=;)\s+")  # clauses between semicolons, too


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a report, with the notes whose marks stand in it."""

    section_id: str
    sentences: tuple[str, ...]  # of the paragraph, then of its notes; without marks
    figures: tuple[tuple[Figure, ...], ...]  # of each sentence
    words: frozenset[str]  # with those of the heading


def passages(document: Document, claims: Claims) -> tuple[Passage, ...]:
    """In reading order, without headings, letterhead and closing."""
    locate = locator(claims.sections)
    headings = {section.char_start: section.title_end for section in claims.sections}
    notes = {note.label: (note.start, note.end) for note in document.notes}
    figures = sorted(claims.figures, key=lambda figure: figure.char_start)
    starts = [figure.char_start for figure in figures]
    first = claims.sections[0].char_start if claims.sections else claims.letterhead.title_span[1]
    closing = closing_start(document)
    heading_end = 0  # a heading may have several lines
    made = []
    for start, end, is_row in _pieces(document):
        heading_end = headings.get(start, heading_end)
        begin = max(start, heading_end)
        if start < first or begin >= end or (start >= closing and not is_row):  # an annex may hold tables
            continue
        section = locate(start)
        spans = [(begin, end)]
        spans += [notes[label] for label in _MARK.findall(document.text[begin:end]) if label in notes]
        sentences, held = [], []
        for low, high in (sentence for span in spans for sentence in _sentences(document.text, *span)):
            plain = " ".join(_MARK.sub("", document.text[low:high]).split())
            if any(map(str.isalpha, plain)):
                sentences.append(plain)
                held.append(tuple(figures[bisect_left(starts, low) : bisect_left(starts, high)]))
        if sentences:
            heading = section.title if section else ""
            words = content("\n".join([heading, *sentences]))
            made.append(Passage(section.section_id if section else "", tuple(sentences), tuple(held), words))
    return tuple(made)


def _pieces(document: Document) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs and rows of tables, in order, and which of them are rows."""
    rows: dict[tuple[int, int], tuple[int, int]] = {}
    for table in document.tables:
        for cell in table.cells:
            low, high = rows.get((table.number, cell.row), (cell.start, cell.end))
            rows[table.number, cell.row] = min(low, cell.start), max(high, cell.end)
    paragraphs = [(block.start, block.end, False) for block in document.blocks if block.kind == "paragraph"]
    yield from sorted([*paragraphs, *((start, end, True) for start, end in rows.values())])


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _SENTENCE_END.finditer(text, start, end):
        yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end
