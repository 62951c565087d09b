"""From lines to the builder's runs: marks cut out, every printed line and every run of digits with its place."""

from __future__ import annotations

from extract.builder import Paragraph, Run
from extract.document import Place
from extract.pdf.digits import Digits, cut_at
from extract.pdf.frame import Frame
from extract.pdf.lines import Line
from extract.pdf.notes import Marks
from extract.pdf.paragraphs import glue, is_centered
from extract.pdf.raised import exponent, raised_runs

_place = tuple.__new__  # Place(...) by its own __new__ takes twice as long
_RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def paragraph_of(lines: list[Line], marks: Marks | None, frames: dict[int, Frame]) -> Paragraph:
    """The paragraph that the lines make; `marks` is None inside notes."""
    paragraph = Paragraph(
        bold=all(line.bold for line in lines), centered=all(map(is_centered, lines)), heading=lines[0].heading
    )
    for n, line in enumerate(lines):
        found = marks.of(line) if marks is not None and line.mixed else []
        if line.mixed:
            keep_apart(line, found)
        end = glue(line.text, lines[n + 1].text) if n + 1 < len(lines) else ""
        _add_line(paragraph.runs, line, found, end, frames[line.page])
    return paragraph


def keep_apart(line: Line, marks: list[tuple[int, int, list[str]]]) -> None:
    """Raised digits that are no mark become superscripts: "m²", and no number runs into the one before it."""
    for run in raised_runs(line):
        if any(start <= run.start < end for start, end, _ in marks):
            continue
        if not run.small and not exponent(line, run):
            continue  # at full size only a note or a unit makes it more than text
        # an exponent may stand before a mark
        stop = next((start for start, end, _ in marks if run.start < start < run.end), run.end)
        start = run.start
        if start > 1 and line.text[start - 1] in "-−" and line.text[start - 2].isdigit():
            start -= 1
        if start:
            raised = line.text[start:stop].translate(_RAISED)
            line.text = line.text[:start] + raised + line.text[stop:]


def _add_line(runs: list[Run], line: Line, marks: list[tuple[int, int, list[str]]], end: str, frame: Frame) -> None:
    at, x0 = 0, line.x0
    for start, stop, names in marks:
        digits = cut_at(cut_at(line.digits, start)[1], stop)[0]
        if start > at:
            runs.append(_stretch(line, at, start, x0, digits[0].x0, "", frame))
        runs += [Run("", mark=name) for name in names]
        at, x0 = stop, digits[-1].x1
    if at < len(line.text):
        runs.append(_stretch(line, at, len(line.text), x0, line.x1, end, frame))
    elif end:
        runs.append(Run(end))


def _stretch(line: Line, start: int, stop: int, x0: float, x1: float, end: str, frame: Frame) -> Run:
    text = line.text[start:stop]
    page = line.page
    box = frame.page_box(x0, line.top, x1, line.bottom)
    place = _place(Place, (int(text.startswith(" ")), len(text) - int(text.endswith(" ")), page, *box))
    digits: list[Digits] = []
    for run in line.digits:
        first = run.start
        if not start <= first < stop or not "0" <= line.text[first] <= "9":
            continue
        if digits and digits[-1].end == first:
            digits[-1] = digits[-1]._replace(end=run.end, x1=run.x1)
        else:
            digits.append(run)
    places = [
        _place(Place, (at - start, last - start, page, *frame.page_box(left, top, right, bottom)))
        for at, last, left, top, right, bottom, _, _ in digits
    ]
    return Run(text + end, None, (place,), tuple(places))
