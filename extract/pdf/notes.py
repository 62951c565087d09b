"""Footnotes: the zone at the foot of a page, the notes in it, and their marks in the body."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from itertools import pairwise

from extract.pdf.labels import Wanted, next_label, plain_label, raised_label, without
from extract.pdf.lines import Line
from extract.pdf.raised import exponent, following, is_roman, raised_runs
from extract.pdf.rows import beside

_LONGEST_RULE = 0.7  # of the width of the page or column that the separator of notes stands in
_SMALL = 0.93  # note text is at most so large beside the body


@dataclass(slots=True)
class NoteText:
    """A note as printed: its label, the page it begins on, its lines without the label."""

    label: str  # as printed
    page: int
    name: str  # the label, made unlike those of earlier notes where the numbering starts anew
    lines: list[Line] = field(default_factory=list)


class Notes:
    """Collects the notes of a report, page after page."""

    def __init__(self, body_size: float) -> None:
        self._body_size = body_size
        self._open = False  # the last page ended in a note
        self._large = False  # which was as large as the body, below a separator
        self._names: set[str] = set()
        self._endnotes: set[str] = set()  # raised roman numerals of the pages so far: their notes may stand at the end
        self.found: list[NoteText] = []

    def take(
        self,
        lines: list[Line],
        page: list[Line],
        rules: list[tuple[float, float, float]],
        sides: tuple[float, float],
    ) -> list[Line]:
        """Takes the notes off the foot of a page or column; returns the lines of the body.

        `lines` are in reading order, `page` are all lines of the page, `rules` its horizontal rules (x0, x1, height
        from the top), `sides` the left and right of the page or column.
        """
        labels = {id(line): label for line in lines if line.mixed and (label := raised_label(line)) is not None}
        start = self._zone_start(lines, labels, rules, sides)
        if start == len(lines) and labels:
            start = _own_size_start(lines, labels, page)
        if not any(id(line) in labels for line in lines[start:]):
            labels = self._plain_labels(lines, page, self._ruled_start(lines, rules, sides))
            start = self._zone_start(lines, labels, rules, sides)
        for line in lines[start:]:
            label = labels.get(id(line))
            if label is None:
                self.found[-1].lines.append(line)
                continue
            name = f"{label[0]}-tr{line.page}" if label[0] in self._names else label[0]
            self._names.add(name)
            self.found.append(NoteText(label[0], line.page, name, [without(line, label[1])]))
        self._open = start < len(lines)
        self._large = self._open and not self._may_be_note(lines[start])
        return lines[:start]

    def _plain_labels(self, lines: list[Line], page: list[Line], ruled: int | None) -> dict[int, tuple[str, int]]:
        """Labels that are not raised: lines that begin with the marks of the page's body, in their order, and are small
        or stand below the separator.

        Where a mark was not recognised (in "m²²", say), its note is that whose number comes next: after a note of this
        page, or below the separator, the line `ruled`.
        """
        labels: dict[int, tuple[str, int]] = {}
        wanted = Wanted(page)
        self._endnotes.update(filter(is_roman, wanted.labels()))
        right = max((line.x1 for line in page), default=0.0)
        roman = following(next((note.label for note in self.found[::-1] if is_roman(note.label)), "")) or "i"
        due = self._due() if ruled is not None and self._is_small_print(lines[ruled:]) else []
        asked = _asked_above(lines[ruled], page) if ruled is not None else []
        begun = ruled is not None and self._goes_on(lines[ruled])  # notes as large as the body, below the separator
        for n, line in enumerate(lines):
            large = not self._may_be_note(line)
            if large and (ruled is None or n < ruled or (n > ruled and not begun)):
                continue
            before = lines[n - 1] if n else None
            full = before is not None and before.size <= line.size and before.x1 + line.head + 0.3 * line.size > right
            values = asked if large and n == ruled else wanted.labels() + sorted(self._endnotes & {roman})
            found = plain_label(line, values, before, full)
            if found is None and (labels or (ruled is not None and n >= ruled)):
                found = next_label(line, due, before, full)
            if found is not None:
                labels[id(line)] = found
                begun = begun or n == ruled
                wanted.answer(found[0])
                if is_roman(found[0]):
                    roman = following(found[0])
                else:
                    due = [following(found[0])]
        return labels

    def _due(self) -> list[str]:
        """The labels that the next note may have: the one after the last, or the first of all."""
        numbers = [note.label for note in self.found[-1:] if note.label.isdecimal()]
        return [following(label) for label in numbers] + ["1"]

    def _is_small_print(self, lines: list[Line]) -> bool:
        """All lines are as small as notes, and none stands beside another, as in a table."""
        return all(map(self._may_be_note, lines)) and not any(beside(a, b) for a, b in pairwise(lines))

    def _zone_start(
        self,
        lines: list[Line],
        labels: dict[int, tuple[str, int]],
        rules: list[tuple[float, float, float]],
        sides: tuple[float, float],
    ) -> int:
        """Index of the first line of the notes, `len(lines)` where there are none."""
        start = len(lines)
        while start and self._may_be_note(lines[start - 1]):
            start -= 1
        ruled = self._ruled_start(lines, rules, sides)
        if ruled is not None and (
            id(lines[ruled]) in labels or (ruled >= start and self._open) or self._goes_on(lines[ruled])
        ):
            return ruled
        labelled = next((n for n in range(start, len(lines)) if id(lines[n]) in labels), len(lines))
        if not self._open or labelled == start or start == len(lines):
            return labelled
        for at in range(labelled - 1, start, -1):
            if lines[at].baseline - lines[at - 1].baseline > 1.9 * lines[at].size:
                start = at  # above is small print of the body
                break
        return start if self._like_note(lines[start:]) else labelled

    def _may_be_note(self, line: Line) -> bool:
        """The line is a note by the structure tree, or by its type size where the tree says nothing."""
        return line.note > 0 or (not line.note and line.size <= _SMALL * self._body_size)

    def _like_note(self, zone: list[Line]) -> bool:
        """Lines without a label that go on a note of the page before: of its size."""
        size = self.found[-1].lines[-1].size
        return all(abs(line.size - size) < 0.06 * size for line in zone[:1])

    def _goes_on(self, line: Line) -> bool:
        """The line below a separator goes on a note of the page before that is as large as the body."""
        return self._large and self._like_note([line])

    def _ruled_start(
        self, lines: list[Line], rules: list[tuple[float, float, float]], sides: tuple[float, float]
    ) -> int | None:
        """Index of the first line below the separator of notes: a short rule at the left with text below it."""
        left, width = sides[0], sides[1] - sides[0]
        for x0, x1, y in sorted(rules, key=lambda rule: -rule[2]):
            if not 0.1 * width < x1 - x0 < _LONGEST_RULE * width or not -1 < x0 - left < 0.3 * width:
                continue
            below = next((n for n, line in enumerate(lines) if line.baseline > y), None)
            if below is None or any(line.size > 1.02 * self._body_size for line in lines[below:]):
                continue
            if all(line.baseline > y for line in lines[below:]):
                return below
        return None


def _asked_above(line: Line, page: list[Line]) -> list[str]:
    """The labels that marks above the line ask for."""
    return Wanted(other for other in page if other.baseline < line.baseline).labels()


def _own_size_start(lines: list[Line], labels: dict[int, tuple[str, int]], page: list[Line]) -> int:
    """Index of the first of notes as large as the body, without a separator: their labels are raised, follow one
    another and answer marks above, and nothing else stands below."""
    body = [line for line in page if id(line) not in labels]
    for start in (n for n, line in enumerate(lines) if id(line) in labels):
        zone = lines[start:]
        found = [labels[id(line)][0] for line in zone if id(line) in labels]
        asked = _asked_above(zone[0], body)
        if (
            found[0] in asked
            and all(b == following(a) or b in asked for a, b in pairwise(found))
            and all(abs(line.size - zone[0].size) < 0.03 * line.size and not line.bold for line in zone)
            and not any(beside(a, b) for a, b in pairwise(zone))
        ):
            return start
    return len(lines)


class Marks:
    """Which raised digits of the body are marks: those that have a note."""

    def __init__(self, notes: list[NoteText]) -> None:
        self._notes = notes
        self._last = 0
        self._claimed: set[str] = set()
        self._of_page: dict[int, dict[str, str]] = {}  # label and name of the notes of a page
        self._free: dict[str, dict[str, None]] = {}  # label and names of the notes that no mark claims, in order
        for note in notes:
            self._of_page.setdefault(note.page, {})[note.label] = note.name
            self._free.setdefault(note.label, {})[note.name] = None

    def of(self, line: Line) -> list[tuple[int, int, list[str]]]:
        """The marks of a line: start and end in its text, names of their notes. Ask for lines in reading order."""
        if not self._notes:
            return []
        marks = []
        for run in raised_runs(line):
            power = exponent(line, run)
            if power == len(run.value):
                continue
            found, start = self._known(run.value[power:], line.page), run.start + power
            if power and (not found or self._is_due(run.value)):
                whole = self._known(run.value, line.page)  # "dài 20 m" with note 22
                found, start = (whole, run.start) if whole else (found, start)
            if found:
                self._claim(found)
                end = run.end
                if line.text[start - 1 : start] + line.text[end : end + 1] in ("()", "[]"):
                    start, end = start - 1, end + 1  # the brackets are the mark's
                marks.append((start, end, [name for _, name in found]))
        return marks

    def _known(self, value: str, page: int) -> list[tuple[str, str]]:
        """Labels and names of the notes that a run of raised digits stands for; none where it is no mark."""
        # the notes at the foot of the page, and those of the next that its own do not stand for
        near = self._of_page.get(page + 1, {}) | self._of_page.get(page, {})
        labels = _split(value, near, self._last + 1)
        if labels is None:
            labels = _split(value, self._free, self._last + 1) or []
            near = {label: next(reversed(self._free[label])) for label in labels}
        return [(label, near[label]) for label in labels]

    def _is_due(self, value: str) -> bool:
        return value == str(self._last + 1)

    def _claim(self, found: list[tuple[str, str]]) -> None:
        for label, name in found:
            self._claimed.add(name)
            free = self._free.get(label, {})
            free.pop(name, None)
            if not free:
                self._free.pop(label, None)
        last = found[-1][0]
        self._last = int(last) if last.isdecimal() else self._last

    def unclaimed(self) -> list[str]:
        """Labels of the notes whose mark was not seen."""
        return [note.label for note in self._notes if note.name not in self._claimed]


def _split(value: str, labels: Container[str], expected: int) -> list[str] | None:
    """The labels that a run of raised digits stands for ("12" may be note 12, or notes 1 and 2); None = no mark."""
    whole = [value] if value in labels else None
    if not value.isdecimal():
        return whole
    if whole and (int(value) == expected or len(value) == 1):
        return whole
    for cut in range(1, len(value)):
        head, tail = value[:cut], value[cut:]
        if head in labels:
            rest = _split(tail, labels, int(head) + 1)
            if rest is not None and int(rest[0]) == int(head) + 1:
                return [head, *rest]
    return whole
