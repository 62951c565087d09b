"""Which columns of a table compute which: percents of two columns or of the total row, differences of two columns.

A formula ("5=4/3") or a header that names its columns ("TH/KH", "So với dự toán") says so; else that pair of columns is
taken that the numbers of most rows fit. It is taken for all rows then, so that a wrong cell shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Literal

from patterns.claims import Figure
from patterns.compiled import compiled
from patterns.tables.columns import Layout
from patterns.tables.parts import Place, signed

_HUNDRED = Decimal(100)
_WORD = compiled(r"\p{L}+|\d{4}")
_FILLER = frozenset(
    [
        "so",
        "với",
        "sánh",
        "đạt",
        "tỷ",
        "tỉ",
        "lệ",
        "năm",
        "tính",
        "của",
        "và",
        "trên",
        "các",
        "số",
        "theo",
        "được",
        "tăng",
        "giảm",
        "trọng",
        "thực",
        "hiện",
    ]
)
_SHORT = {
    "kh": "kế hoạch",
    "th": "thực hiện",
    "dt": "dự toán",
    "ck": "cùng kỳ",
    "ct": "chỉ tiêu",
    "uth": "ước thực hiện",
    "ưth": "ước thực hiện",
}
_RESULT = compiled(r"\b(?:thực hiện|ước|kết quả|giải ngân|đạt)\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """How a column is computed: `first` over (or minus) `second`; second 0 is the total row's cell of `first`."""

    first: int
    second: int
    how: Literal["rate", "growth", "difference"]


def _words(header: str) -> set[str]:
    lower = " ".join(_SHORT.get(word, word) for word in _WORD.findall(header.lower()))
    return set(lower.split())


class Rates:
    """The computed columns of one table."""

    def __init__(self, layout: Layout, cells: dict[Place, Figure], wholes: dict[Place, Place]) -> None:
        self._layout = layout
        self._cells = cells
        self._wholes = wholes  # the total of a cell in its column
        self._rows = list(layout.tree)

    def pairs(self) -> Iterator[tuple[int, Pair]]:
        """The computed columns, each with what it is computed from."""
        for column in self._layout.grid.data_columns:
            if pair := self._pair(column):
                yield column, pair

    def operands(self, row: int, column: int, pair: Pair) -> tuple[Place, Place] | None:
        """The two cells that a cell is computed from, where the table states both."""
        first = (row, pair.first)
        second = (row, pair.second) if pair.second else self._share_base(row, pair.first)
        if (row, column) in self._cells and first in self._cells and second is not None and second in self._cells:
            return first, second
        return None

    def _share_base(self, row: int, column: int) -> Place | None:
        """The outermost total of a cell; a grand total is the share of itself."""
        place: Place = (row, column)
        if place not in self._wholes:
            return place if place in self._wholes.values() else None
        while place in self._wholes:
            place = self._wholes[place]
        return place

    def _percent(self, column: int) -> bool:
        kinds = [f.kind for row in self._rows if (f := self._cells.get((row, column)))]
        return bool(kinds) and kinds.count("percent") * 2 > len(kinds)

    def _pair(self, column: int) -> Pair | None:
        percent, change = self._percent(column), any(self._layout.changes(column))
        if terms := self._layout.formulas.get(column):
            signs = [sign for sign, _c in terms]
            columns = [c for _sign, c in terms]
            if signs == ["", "/"] and percent:
                hinted = Pair(columns[0], columns[1], "rate")
                grown = Pair(columns[0], columns[1], "growth")  # "tăng (%) 5=4/3" is meant less 100
                return max((hinted, grown), key=lambda p: self._fit(column, p)) if change else hinted
            return Pair(columns[0], columns[1], "difference") if signs == ["", "-"] else None
        if not percent and not change:
            return None
        if not percent or not change:
            choices = self._choices(column, ("rate",) if percent else ("difference",))
        else:
            choices = self._choices(column, ("growth", "difference", "rate"))
        stated = [row for row in self._rows if (row, column) in self._cells]
        scored = [(self._fit(column, pair), self._hint(column, pair), pair) for pair in choices]
        scored = [one for one in scored if one[0]]
        if not scored:
            return None
        fits, hint, best = max(scored, key=lambda one: (one[0] + (one[1] > 0), one[1], -self._distance(column, one[2])))
        enough = (fits >= 2 and fits * 2 >= len(stated)) or (len(stated) <= 2 and fits == len(stated))
        return best if enough or (hint > 0 and fits * 3 >= len(stated)) else None

    def _choices(self, column: int, ways: tuple[Literal["rate", "growth", "difference"], ...]) -> Iterator[Pair]:
        columns = [c for c in self._layout.grid.data_columns if c != column]
        levels = [c for c in columns if not self._percent(c) and not any(self._layout.changes(c))]
        for how in ways:
            for first, second in product(levels, levels):
                if first != second:
                    yield Pair(first, second, how)
            if how == "rate":
                yield from (Pair(first, 0, how) for first in levels)
            if how == "difference" and self._percent(column):
                rates = [c for c in columns if self._percent(c)]
                yield from (Pair(a, b, how) for a, b in product(rates, rates) if a != b)

    def _fit(self, column: int, pair: Pair) -> int:
        """In how many rows the numbers fit."""
        rows = [row for row in self._rows if (row, column) in self._cells]
        fits = 0
        for number, row in enumerate(rows):
            if number == 8 and not fits:
                break
            places = self.operands(row, column, pair)
            if places and _holds(self._cells[row, column], self._cells[places[0]], self._cells[places[1]], pair.how):
                # a share of itself is 100 % under any reading
                fits += places[0] != places[1]
        return fits

    def _hint(self, column: int, pair: Pair) -> int:
        """How well the header names the two columns."""
        head = self._layout.grid.heads[column][-1] if self._layout.grid.heads[column] else ""
        before, slash, after = head.partition("/")
        base = self._layout.head(pair.second) if pair.second else "tổng"
        if slash:
            return len(_words(after) & _words(base)) + len(_words(before) & _words(self._layout.head(pair.first)))
        named = (_words(self._layout.head(column)) - _FILLER) & _words(base)
        return len(named) + bool(named and _RESULT.search(self._layout.head(pair.first).lower()))

    @staticmethod
    def _distance(column: int, pair: Pair) -> int:
        """How far the columns stand; what is computed stands behind what it is computed from."""
        first, second = column - pair.first, column - (pair.second or pair.first)
        return (first if first > 0 else 50 - first) + (second if second > 0 else 50 - second)


def _holds(stated: Figure, first: Figure, second: Figure, how: str) -> bool:
    a, b = first.quantity, second.quantity
    step = stated.quantity.step
    if how == "difference":
        if first.kind != second.kind or stated.kind != first.kind:
            return False
        off = abs(a.value - b.value - signed(stated))
        return off <= (0 if stated.kind == "count" and step == 1 else max(step, a.step, b.step))
    if b.value <= 0 or a.value < 0:
        return False
    if first.kind != second.kind and not (first.kind in ("count", "other") and second.kind in ("count", "other")):
        return False
    value = stated.quantity.value if how == "rate" else signed(stated)
    exact = _HUNDRED * a.value / b.value - (0 if how == "rate" else _HUNDRED)
    off = exact - value
    return abs(off) <= step / 2 or 0 <= off < step
