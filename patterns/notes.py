"""Footnotes with the words that they explain."""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Document, Mark
from patterns.claims import Section
from patterns.compiled import compiled
from patterns.outline import locator

_SHORTEST = 14  # letters: a shorter anchor goes back to the clause before
_FARTHEST = 400  # characters
_STOPS = compiled(r"(?r)(?:\[\^[^\]\n]*\]|[\s.,;:])+")  # stops and other marks before a mark, read backwards
# Where a clause begins: after a semicolon, a colon, a full stop, a bracket list's end, or the mark of another note.
_BREAK = compiled(r"(?<=[;:…]|[.!?](?=\s)|\[\^[^\]\n]*\][.,;:]?)\s+|(?<=\[\^[^\]\n]*\])(?=\S)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A note and where its mark stands: `text[anchor_start : anchor_start + len(anchor)] == anchor`."""

    label: str
    text: str
    section_id: str  # of the innermost section that holds the mark, "" for none
    anchor: str  # the words of the clause before the mark, "" where a note has no mark
    anchor_start: int | None
    mark_start: int | None


def anchors(document: Document, sections: tuple[Section, ...] = ()) -> tuple[Anchor, ...]:
    """Every note in order, with the clause before its first mark."""
    first: dict[str, Mark] = {}
    for each in document.marks:
        first.setdefault(each.label, each)
    made, locate = [], locator(sections)
    for note in document.notes:
        mark: Mark | None = first.get(note.label)
        start, end = clause_before(document, mark) if mark else (0, 0)
        section = locate(mark.start) if mark else None
        made.append(
            Anchor(
                label=note.label,
                text=document.text[note.start : note.end],
                section_id=section.section_id if section else "",
                anchor=document.text[start:end],
                anchor_start=start if mark else None,
                mark_start=mark.start if mark else None,
            )
        )
    return tuple(made)


def clause_before(document: Document, mark: Mark) -> tuple[int, int]:
    """Where the clause that a mark stands behind begins and ends, without the marks and the stops between."""
    text = document.text
    line = max(text.rfind("\n", 0, mark.start) + 1, mark.start - _FARTHEST)
    behind = _STOPS.match(text, line, mark.start)
    end = behind.start() if behind else mark.start
    start = line
    for found in _BREAK.finditer(text, line, end):
        if sum(map(str.isalnum, text[found.end() : end])) < _SHORTEST:
            break
        start = found.end()
    return start, max(start, end)
