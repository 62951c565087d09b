"""Raised digits, stars and letters of a line: which are exponents, which may be footnote marks, and of what notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.pdf.digits import Digits
from extract.pdf.lines import RAISED, Line

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNIT = re.compile(r"(?:^|[\d\s(/,.])[kcdmµ]?m$")  # "m²", "km²": the raised digit is a power
_POWER = re.compile(r"(?:[-−⁻+]|[x×.·*]\s?10)$")  # "10⁻³", "2×10³"
_HIGHEST = 0.6  # em that a mark is raised by at most
_ROMANS = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
_ROMANS += ["x" + one for one in _ROMANS]


@dataclass(slots=True)
class RaisedRun:
    """Digits, stars or letters that stand higher than their line, and most often smaller: `line.text[start:end]`."""

    start: int
    end: int
    value: str
    small: bool = True


def raised_runs(line: Line) -> list[RaisedRun]:
    """The runs of raised digits of a line, by size and by baseline, and of the signs that may be marks."""
    runs: list[RaisedRun] = []
    if not line.mixed:
        return runs
    for digits in line.digits:
        said = line.text[digits.start : digits.end]
        small = digits.size <= 0.92 * line.size and line.baseline - digits.baseline >= 0.12 * line.size
        if not small and said.isdecimal() and not _is_high(line, digits):
            continue
        said = said.translate(SUPERSCRIPTS)
        if runs and runs[-1].end == digits.start:
            runs[-1].end, runs[-1].value = digits.end, runs[-1].value + said
        else:
            runs.append(RaisedRun(digits.start, digits.end, said, small or not said.isdecimal()))
    return runs


def _is_high(line: Line, digits: Digits) -> bool:
    """Digits of the line's own size are raised and cling to a word, as marks do: a number filled into a form stands
    high too, but alone."""
    if not line.level or not RAISED * line.size <= line.baseline - digits.baseline <= _HIGHEST * line.size:
        return False
    return not line.text[: digits.start][-1:].isspace() and not line.text[digits.end :][:1].isdigit()


def exponent(line: Line, run: RaisedRun) -> int:
    """How many of the raised digits, from the first, are an exponent: of ten, or of a unit of length, which is of one
    digit; what follows that is a mark ("m²" with note 2 is "m²²")."""
    before = line.text[: run.start]
    if _POWER.search(before):
        return len(run.value)
    return 1 if run.value[0] in "23" and _UNIT.search(before) else 0


def following(label: str) -> str:
    """The label that comes after another, where they are counted; nothing where they are not."""
    if label.isdecimal():
        return str(int(label) + 1)
    return _ROMANS[_ROMANS.index(label) + 1] if label in _ROMANS[1:-1] else ""


def is_roman(label: str) -> bool:
    """The label is a small roman numeral, as those of endnotes are."""
    return label in _ROMANS[1:]


def readings(line: Line, run: RaisedRun) -> list[list[str]]:
    """The labels that the run may stand for, the likeliest first: "12" is note 12, or notes 1 and 2."""
    power = exponent(line, run)
    found: list[list[str]] = []
    for value in dict.fromkeys((run.value[power:], run.value)) if power < len(run.value) else ():
        found.append([value])
        if value.isdecimal() and (several := _counted(value)):
            found.append(several)
    return found


def _counted(value: str) -> list[str]:
    """The digits as two or more numbers that follow one another: 9 and 10 for "910"."""
    for cut in range(1, len(value) // 2 + 1):
        numbers = [value[:cut]]
        while (at := sum(map(len, numbers))) < len(value):
            numbers.append(following(numbers[-1]))
            if not value.startswith(numbers[-1], at):
                break
        else:
            return numbers if value[0] != "0" else []
    return []
