"""How the numbers of a table are written: one column is written one way, and decides what "1.250" is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(slots=True)
class Votes:
    """What numbers say of the sign before decimals; `groups` counts single signs before three digits."""

    decimal: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)

    def add(self, digits: str) -> None:
        """Counts one number as it is written."""
        dots, commas = digits.count("."), digits.count(",")
        if dots and commas:
            self.decimal["," if digits.rindex(",") > digits.rindex(".") else "."] += 1
        elif dots > 1 or commas > 1:
            self.decimal["," if dots else "."] += 1
        elif dots or commas:
            sign = "." if dots else ","
            head, tail = digits.split(sign)
            if len(tail) == 3 and len(head) <= 3 and head[0] != "0":
                self.groups[sign] += 1
            else:
                self.decimal[sign] += 1

    @property
    def decided(self) -> str:
        """The sign before decimals, "" where nothing speaks or both speak alike."""
        if self.decimal["."] == self.decimal[","]:
            return ""
        return max(".,", key=lambda sign: self.decimal[sign])


def votes(numbers: Iterable[str]) -> Votes:
    """The votes of many numbers."""
    made = Votes()
    for digits in numbers:
        made.add(digits)
    return made


def decimal_sign(column: Votes, table: Votes, *, point: bool) -> str:
    """The sign before decimals in a column: its own habit, the table's, else the document's.

    Where every comma of a table stands before three digits, and more than one does, commas group: "12,500", "9,800".
    """
    said = column.decided or table.decided
    if said:
        return said
    if table.groups[","] >= 2 and not table.groups["."]:
        return "."
    return "." if point else ","


def read(digits: str, sign: str, *, whole: bool, percent: bool) -> tuple[Decimal, Decimal]:
    """Value and step of a number, `sign` being what stands before decimals in its column.

    A `whole` number has no decimals: three digits after one sign are a group. A percent has hardly ever thousands.

    >>> read("1.250", ",", whole=False, percent=False), read("1,250", ".", whole=False, percent=False)
    ((Decimal('1250'), Decimal('1')), (Decimal('1250'), Decimal('1')))
    >>> read("12.5", ",", whole=False, percent=False), read("1,250", ",", whole=True, percent=False)
    ((Decimal('12.5'), Decimal('0.1')), (Decimal('1250'), Decimal('1')))
    """
    compact = digits.replace(" ", "")
    dots, commas = compact.count("."), compact.count(",")
    if dots and commas:
        sign = "," if compact.rindex(",") > compact.rindex(".") else "."
    elif dots + commas > 1:
        sign = ""
    elif dots or commas:
        written = "." if dots else ","
        head, tail = compact.split(written)
        groups = len(tail) == 3 and len(head) <= 3 and head[0] != "0" and not percent
        sign = "" if groups and (whole or written != sign) else written
    if not sign or sign not in compact:
        return Decimal(compact.replace(".", "").replace(",", "")), Decimal(1)
    integer, fraction = compact.rsplit(sign, 1)
    return Decimal(f"{integer.replace('.', '').replace(',', '')}.{fraction}"), Decimal(1).scaleb(-len(fraction))
