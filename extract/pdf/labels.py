"""Labels of notes at the foot of a page: raised ones, and plain ones that answer the marks of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.pdf.digits import cut_at
from extract.pdf.lines import Line
from extract.pdf.raised import raised_runs, readings

_LONGEST_LABEL = 4  # characters: "viii"


def raised_label(line: Line) -> tuple[str, int] | None:
    """Label of the note that begins with the line, and where its text begins."""
    for run in raised_runs(line)[:1]:
        if run.start <= 1 and len(run.value) <= _LONGEST_LABEL and not line.text[: run.start].strip("([ "):
            end = run.end
            while end < len(line.text) and line.text[end] in ")] ":
                end += 1
            return run.value, end
    return None


def plain_label(line: Line, values: list[str], before: Line | None, full: bool) -> tuple[str, int] | None:
    """Which of the values is the label, not raised, of the note that the line begins, and where the note's text begins;
    None where the line is no such note.

    `before` is the line above, `full` whether its end leaves no room for the first word of this one.
    """
    for value in filter(None, values):
        said = re.escape(value)
        if value.isalpha():
            found = re.match(rf"[(\[]?{said}(?!\w)[)\].:]?\s*", line.text)
        else:
            found = re.match(rf"[(\[]?{said}(?![\d/%*]|[.,]\d)[)\].:]?\s*|{said}(?=0\d )", line.text)
        # below a full line a figure may begin the line: a label clings to its note, or follows a full stop
        if found and (not full or re.match(rf"{said}[^\W\d_]", line.text) or (before and before.text.endswith("."))):
            return value, found.end()
    return None


def next_label(line: Line, values: list[str], before: Line | None, full: bool) -> tuple[str, int] | None:
    """As `plain_label`, where the values are only the numbers that come next and no mark asks for them: what may be a
    figure in the middle of a note ("2 xã", "2 960 hộ") is not taken for a label."""
    found = plain_label(line, values, before, full)
    if found is None:
        return None
    said = line.text[found[1] :].lstrip('“‘"(')
    return found if said[:1].isupper() or re.match(r"0\d", said) else None


class Wanted:
    """The marks of a page that notes are wanted for, in their order."""

    def __init__(self, page: Iterable[Line]) -> None:
        self._marks = [options for line in page for run in raised_runs(line) if (options := readings(line, run))]

    def labels(self) -> list[str]:
        """The labels that may come next, those of the marks that come first before others."""
        return list(dict.fromkeys(labels[0] for options in self._marks for labels in options))

    def answer(self, label: str) -> None:
        """A note with the label is found: it answers the first mark that asks for it, and those before go without."""
        for n, options in enumerate(self._marks):
            for labels in options:
                if labels[0] == label:
                    self._marks[: n + 1] = [[[later]] for later in labels[1:]]
                    return


def without(line: Line, start: int) -> Line:
    """The line from `start` on; its box stays that of the printed line."""
    line.digits = [run._replace(start=run.start - start, end=run.end - start) for run in cut_at(line.digits, start)[1]]
    line.text = line.text[start:]
    return line
