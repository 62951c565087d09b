"""Cells of data tables: their text, and what a cell of digits alone is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extract.document import Cell, Document
from patterns.compiled import compiled

MARK = compiled(r"\[\^[^\]\n]*\]")
_DIGITS = r"\d+(?:[.,]\d+)*|\d{1,3}(?:[ ]\d{3})+(?:,\d+)?"
_NUMBER = compiled(rf"(?P<open>\()?[ ]?(?P<sign>[-+−–])?[ ]?(?P<digits>{_DIGITS})[ ]?(?P<percent>[%‰])?[ ]?(?(open)\))")
_NOTHING = compiled(r"[-–—−.…_xX*/\s]*")
_NUMBERED = compiled(r"[≥≤<>~(+-]{0,2}[ ]?(?!\d+/\d+/)(?!\d[\d.]*[.)][ ]\D)\d.{0,24}")
YEAR = compiled(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A cell that holds one number and nothing else; `text[start:end]` is the number with its sign and "%"."""

    start: int
    end: int
    digits: str
    sign: str = ""  # "+", "-", "(" for a number in brackets
    percent: str = ""  # "%", "‰"


@dataclass(frozen=True)
class Entry:
    """A cell with its text; footnote marks are blanked out, so that offsets stay."""

    cell: Cell
    raw: str

    @cached_property
    def text(self) -> str:
        """The text on one line."""
        return " ".join(self.raw.split())

    @cached_property
    def empty(self) -> bool:
        """Nothing is stated: no text, "-", "…", "x"."""
        return _NOTHING.fullmatch(self.raw) is not None

    @cached_property
    def numeral(self) -> Numeral | None:
        """The one number that the cell is, if it is one."""
        lead = len(self.raw) - len(self.raw.lstrip())
        match = _NUMBER.fullmatch(self.raw.strip())
        if match is None:
            return None
        at = self.cell.start + lead
        sign = "(" if match["open"] else (match["sign"] or "").replace("−", "-").replace("–", "-")
        start = match.start("sign") if match["sign"] else match.start("digits")
        end = match.end("percent") if match["percent"] else match.end("digits")
        return Numeral(at + start, at + end, match["digits"], sign, match["percent"] or "")

    @cached_property
    def begins_with_number(self) -> bool:
        """Whether the cell is a number with a few words: "12 hộ", "≥ 80%", "3/5", "10 (2 nữ)"; no date, no list."""
        return self.numeral is not None or _NUMBERED.fullmatch(self.text) is not None


def entry(document: Document, cell: Cell) -> Entry:
    """The cell with its text."""
    text = document.text[cell.start : cell.end]
    return Entry(cell, MARK.sub(lambda m: " " * len(m[0]), text) if "[^" in text else text)


def is_year(found: Numeral | None) -> bool:
    """Whether the number is written as a year."""
    return found is not None and not found.sign and not found.percent and YEAR.fullmatch(found.digits) is not None
