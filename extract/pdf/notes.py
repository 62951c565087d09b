"""Footnotes: the zone at the foot of a page, the notes in it, and their marks in the body."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from itertools import pairwise

from extract.pdf.digits import Digits
from extract.pdf.lines import Line

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNIT = re.compile(r"(?:^|[\d\s(/,.])[kcdmµ]?m$")  # "m²", "km²": the raised digit is a power
_POWER = re.compile(r"(?:[-−⁻+]|[x×.·*]\s?10)$")  # "10⁻³", "2×10³"
_LONGEST_LABEL = 4  # characters: "viii"
_LONGEST_RULE = 0.7  # of the width of the page or column that the separator of notes stands in
_SMALL = 0.93  # note text is at most so large beside the body


@dataclass(slots=True)
class NoteText:
    """A note as printed: its label, the page it begins on, its lines without the label."""

    label: str  # as printed
    page: int
    name: str  # the label, made unlike those of earlier notes where the numbering starts anew
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class RaisedRun:
    """Digits, stars or letters that stand smaller and higher than their line: `line.text[start:end]`."""

    start: int
    end: int
    value: str


def raised_runs(line: Line) -> list[RaisedRun]:
    """The runs of raised digits of a line, by size and by baseline, and of the signs that may be marks."""
    runs: list[RaisedRun] = []
    if not line.mixed:
        return runs
    for digits in line.digits:
        said = line.text[digits.start : digits.end]
        small = digits.size <= 0.92 * line.size and line.baseline - digits.baseline >= 0.12 * line.size
        if not small and said.isdecimal():
            continue
        said = said.translate(SUPERSCRIPTS)
        if runs and runs[-1].end == digits.start:
            runs[-1].end, runs[-1].value = digits.end, runs[-1].value + said
        else:
            runs.append(RaisedRun(digits.start, digits.end, said))
    return runs


def is_power(line: Line, run: RaisedRun) -> bool:
    """The raised digits are an exponent: of a unit of length, or of ten."""
    before = line.text[: run.start]
    return bool(_POWER.search(before)) or (run.value in ("2", "3") and bool(_UNIT.search(before)))


class Notes:
    """Collects the notes of a report, page after page."""

    def __init__(self, body_size: float) -> None:
        self._body_size = body_size
        self._open = False  # the last page ended in a note
        self._names: set[str] = set()
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
        labels = {id(line): label for line in lines if line.mixed and (label := _label(line)) is not None}
        start = self._zone_start(lines, labels, rules, sides)
        if not any(id(line) in labels for line in lines[start:]):
            labels = self._plain_labels(lines, page)
            start = self._zone_start(lines, labels, rules, sides)
        for line in lines[start:]:
            label = labels.get(id(line))
            if label is None:
                self.found[-1].lines.append(line)
                continue
            name = f"{label[0]}-tr{line.page}" if label[0] in self._names else label[0]
            self._names.add(name)
            self.found.append(NoteText(label[0], line.page, name, [_without(line, label[1])]))
        self._open = start < len(lines)
        return lines[:start]

    def _plain_labels(self, lines: list[Line], page: list[Line]) -> dict[int, tuple[str, int]]:
        """Labels that are not raised: small lines that begin with the marks of the page's body, in their order."""
        labels: dict[int, tuple[str, int]] = {}
        wanted = [run.value for line in page for run in raised_runs(line) if not is_power(line, run)]
        right = max((line.x1 for line in page), default=0.0)
        for before, line in pairwise([None, *lines]):
            if line is None or not self._may_be_note(line):
                continue
            full = before is not None and before.size <= line.size and before.x1 + line.head + 0.3 * line.size > right
            for n, value in enumerate(wanted):
                said = re.escape(value)
                found = re.match(rf"[(\[]?{said}(?![\d/%*]|[.,]\d)[)\].:]?\s*|{said}(?=0\d )", line.text)
                # below a full line a figure may begin the line: a label clings to its note, or follows a full stop
                clings = re.match(rf"{said}[^\W\d_]", line.text) or (before and before.text.endswith("."))
                if found and (clings or not full):
                    labels[id(line)] = value, found.end()
                    del wanted[: n + 1]
                    break
        return labels

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
        if ruled is not None and (id(lines[ruled]) in labels or (ruled >= start and self._open)):
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


def _label(line: Line) -> tuple[str, int] | None:
    """Label of the note that begins with the line, and where its text begins."""
    for run in raised_runs(line)[:1]:
        if run.start <= 1 and len(run.value) <= _LONGEST_LABEL and not line.text[: run.start].strip("([ "):
            end = run.end
            while end < len(line.text) and line.text[end] in ")] ":
                end += 1
            return run.value, end
    return None


def _without(line: Line, start: int) -> Line:
    """The line from `start` on; its box stays that of the printed line."""
    kept: list[Digits] = []
    for run in line.digits:
        if run.end > start:
            cut = max(0, start - run.start)  # digits of a label that run into those of the note; they are of one width
            x0 = run.x0 + (run.x1 - run.x0) * cut / (run.end - run.start)
            kept.append(run._replace(start=run.start + cut - start, end=run.end - start, x0=x0))
    line.digits = kept
    line.text = line.text[start:]
    return line


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
            if is_power(line, run):
                continue
            # the notes at the foot of the page, and those of the next that its own do not stand for
            near = self._of_page.get(line.page + 1, {}) | self._of_page.get(line.page, {})
            labels = _split(run.value, near, self._last + 1)
            if labels is None:
                labels = _split(run.value, self._free, self._last + 1) or []
                near = {label: next(reversed(self._free[label])) for label in labels}
            if labels:
                names = [near[label] for label in labels]
                self._claim(labels, names)
                marks.append((run.start, run.end, names))
        return marks

    def _claim(self, labels: list[str], names: list[str]) -> None:
        for label, name in zip(labels, names, strict=True):
            self._claimed.add(name)
            free = self._free.get(label, {})
            free.pop(name, None)
            if not free:
                self._free.pop(label, None)
        self._last = int(labels[-1]) if labels[-1].isdecimal() else self._last

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
