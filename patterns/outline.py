"""The numbered sections of a report as a tree.

Decided by the text alone, so that a report has one outline in every format: a label counts when it continues a
sequence that is open (a stack of styles, no fixed levels) or begins one. Slips are borne where the paragraph looks
like a heading or the sequence goes on: a number left out, a number used twice. A lone wrong label is no section.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.document import Document
from patterns.claims import Section
from patterns.structure.closing import body_end, closing_start
from patterns.structure.headings import Title, looks_like_heading, title_of
from patterns.structure.labels import Label, Reading, label_at

# Styles of an outer row are never below those of an inner one; within a row the order of appearance decides.
_RANKS = {"phần": 0, "chương": 1, "mục": 2, "roman": 2, "letter": 2, "điều": 3, "number": 3}
_LAST_RANK = 4
_AHEAD = 200  # labels that are looked through for the continuation of a list


def _rank(style: str) -> int:
    return 3 if style.startswith("many") else _RANKS.get(style, _LAST_RANK)


@dataclass(frozen=True, slots=True)
class _Open:
    """A section on the stack."""

    reading: Reading
    index: int  # of its section
    label: Label

    @property
    def name(self) -> str:
        """What labels below it call it: "2" of "2." and "02.", "2.1" of "2.1."."""
        return self.reading.value if self.reading.style == "number" else self.label.text


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a label would go: below the first `depth` open sections. `sure` asks for no further evidence."""

    depth: int
    reading: Reading
    sure: bool


def outline(document: Document) -> tuple[Section, ...]:
    """The sections in reading order."""
    found: list[tuple[Label, int, int, Title]] = []  # label, parent, level, title
    paths: list[str] = []
    stop = min(closing_start(document), body_end(document))
    for label, parent, level in _Outliner(document, _labels(document, stop)).run():
        paths.append(f"{paths[parent]} > {label.text}" if parent >= 0 else label.text)
        found.append((label, parent, level, title_of(document, label.block, label.end, stop)))
    ends = _ends([(label.start, level) for label, _, level, _ in found], len(document.text[:stop].rstrip()))
    return tuple(
        Section(
            section_id=f"s{number}",
            parent_id=f"s{parent + 1}" if parent >= 0 else "",
            level=level,
            label=label.text,
            title=title.text,
            path=path,
            char_start=label.start,
            char_end=len(document.text[label.start : end].rstrip()) + label.start,
            label_end=label.end,
            title_start=title.start,
            title_end=title.end,
        )
        for number, ((label, parent, level, title), path, end) in enumerate(zip(found, paths, ends, strict=True), 1)
    )


def locator(sections: tuple[Section, ...]) -> Callable[[int], Section | None]:
    """A function that gives the innermost section at an offset."""
    starts = [section.char_start for section in sections]
    by_id = {section.section_id: section for section in sections}

    def locate(offset: int) -> Section | None:
        section = sections[at - 1] if (at := bisect_right(starts, offset)) else None
        while section is not None and offset >= section.char_end:
            section = by_id.get(section.parent_id)
        return section

    return locate


def _labels(document: Document, stop: int) -> list[Label]:
    text = document.text
    return [
        label
        for index, block in enumerate(document.blocks)
        if block.kind == "paragraph" and block.start < block.end <= stop and (label := label_at(text, index, block))
    ]


def _ends(starts: list[tuple[int, int]], last: int) -> list[int]:
    """Where each section (start, level) ends: where the next one of its level or of an outer one begins."""
    ends: list[int] = []
    following: list[int] = []  # following[level]: the start of the next section of that level or an outer one
    for start, level in reversed(starts):
        following += [following[-1] if following else last] * (level + 1 - len(following))
        ends.append(following[level])
        following[level:] = [start]
    return ends[::-1]


class _Outliner:
    """Goes through the labels with the stack of open sections."""

    def __init__(self, document: Document, labels: list[Label]) -> None:
        self._text = document.text
        self._blocks = document.blocks
        self._labels = labels
        self._stack: list[_Open] = []
        self._last: dict[str, str] = {}  # the last number of each style: articles are numbered through all chapters
        self._below: set[tuple[str, str]] = set()  # (outer style, inner style) as seen before
        self._next = _next_of_style(labels)

    def run(self) -> Iterator[tuple[Label, int, int]]:
        """Each label that is a section, with the index of its parent and its level."""
        index = 0
        for position, label in enumerate(self._labels):
            place = self._place(position, label)
            if place is None:
                continue
            del self._stack[place.depth :]
            parent = self._stack[-1].index if self._stack else -1
            yield label, parent, place.depth + 1
            self._last[place.reading.style] = place.reading.value
            if self._stack:
                self._below.add((self._stack[-1].reading.style, place.reading.style))
            self._stack.append(_Open(place.reading, index, label))
            index += 1

    def _place(self, position: int, label: Label) -> _Place | None:
        places = [place for reading in label.readings if (place := self._fit(position, reading))]
        # The reading that continues a sequence ("I" after "H") goes before the one that begins a new one.
        for place in sorted(places, key=lambda place: not place.sure):
            if place.sure or self._goes_on(position, place.reading) or self._is_heading(label):
                return place
        return None

    def _is_heading(self, label: Label) -> bool:
        return looks_like_heading(self._text, label.end, self._blocks[label.block].end)

    def _goes_on(self, position: int, reading: Reading) -> bool:
        following = self._next[position].get(reading.style)
        return following is not None and following.above == reading.above and following.follows(reading.value)

    def _fit(self, position: int, reading: Reading) -> _Place | None:
        """Where a label would go by its number alone; None where it fits nowhere."""
        depth = self._open_depth(reading)
        if depth is not None:
            value = self._stack[depth].reading.value
            if reading.follows(value):
                return _Place(depth, reading, sure=True)
            slip = reading.first or reading.value == value or reading.follows(value, 2) or reading.follows(value, 3)
            return _Place(depth, reading, sure=False) if slip else None
        if reading.first and (not reading.above.isalpha() or self._named(reading.above)):
            return _Place(self._depth_of_new(position, reading), reading, sure=False)
        through = reading.style in self._last and reading.follows(self._last[reading.style])
        if through or self._goes_on(position, reading) or (_rank(reading.style) <= 2 and reading.value in ("2", "b")):
            return _Place(self._depth_of_new(position, reading), reading, sure=False)
        return None

    def _open_depth(self, reading: Reading) -> int | None:
        """The depth of the open section of this style; "2.1" only below what is called "2", or after another "2.…"."""
        for depth in range(len(self._stack) - 1, -1, -1):
            other = self._stack[depth].reading
            if other.style == reading.style:
                same = not reading.above or other.above == reading.above
                return depth if same else None
        return None

    def _named(self, name: str) -> int:
        """The depth below the open section that is called so; 0 for none."""
        return next((depth for depth in range(len(self._stack), 0, -1) if name == self._stack[depth - 1].name), 0)

    def _depth_of_new(self, position: int, reading: Reading) -> int:
        """Below which open sections a new sequence stands."""
        if reading.above and (depth := self._named(reading.above)):
            return depth
        depth, rank = len(self._stack), _rank(reading.style)
        while depth:
            top = self._stack[depth - 1].reading
            # Once "1." was seen below a heading "a)", it is so further on.
            known = (
                rank > 2
                and (top.style, reading.style) in self._below
                and self._is_heading(self._stack[depth - 1].label)
            )
            inner = _rank(top.style) > rank and not known
            if top.style == reading.style or (inner and not self._resumes(position, top, rank)):
                depth -= 1
            else:
                break
        return depth

    def _resumes(self, position: int, top: Reading, rank: int) -> bool:
        """Whether a list ("a)") goes on after the sequence that begins here ("1.") and so is above it."""
        if rank <= 2:
            return False
        for label in self._labels[position + 1 : position + _AHEAD]:
            if any(reading.style == top.style and reading.follows(top.value) for reading in label.readings):
                return True
            if any(
                _rank(reading.style) < rank or (reading.style == top.style and reading.first)
                for reading in label.readings
            ):
                return False
        return False


def _next_of_style(labels: list[Label]) -> list[dict[str, Reading]]:
    """For each label and each of its styles the reading of the next label that has that style."""
    ahead: dict[str, Reading] = {}
    result: list[dict[str, Reading]] = []
    for label in reversed(labels):
        result.append({reading.style: ahead[reading.style] for reading in label.readings if reading.style in ahead})
        ahead.update((reading.style, reading) for reading in label.readings)
    return result[::-1]
