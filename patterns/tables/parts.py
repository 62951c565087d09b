"""Which cells of a table are the parts of which: total rows, groups, total columns - by label, level and arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from patterns.claims import Figure
from patterns.tables.columns import Layout
from patterns.tables.rows import Row

Place = tuple[int, int]  # row and column
Exhaustive = Literal["stated", "likely", "open"]


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and its parts, by place."""

    whole: Place
    parts: tuple[Place, ...]
    cue: str
    exhaustive: Exhaustive


def signed(figure: Figure) -> Decimal:
    """The value, negative for a decrease."""
    return -figure.quantity.value if figure.change == "decrease" else figure.quantity.value


class Sums:
    """The breakdowns of one table."""

    def __init__(self, layout: Layout, cells: dict[Place, Figure]) -> None:
        self._layout = layout
        self._cells = cells
        self._tree = layout.tree
        self._order = list(self._tree)
        self._children: dict[int, list[Row]] = {}
        for row in self._tree.values():
            if row.parent != row.row:
                self._children.setdefault(row.parent, []).append(row)

    def rows(self) -> Iterator[Parts]:
        """Groups over their rows and totals over their columns."""
        for whole, parts, is_open in self._families():
            columns = [c for c in self._layout.grid.data_columns if self._column(whole, parts, c)]
            fits = sum(self._fits((whole, c), self._column(whole, parts, c)) for c in columns)
            for column in columns:
                found = self._column(whole, parts, column)
                row = self._tree[whole]
                exhaustive: Exhaustive = "open"
                if not is_open and (row.total or fits * 2 >= len(columns)):
                    exhaustive = "stated"
                elif not is_open and fits:
                    exhaustive = "likely"
                yield Parts((whole, column), tuple(found), row.label, exhaustive)

    def _families(self) -> Iterator[tuple[int, list[int], bool]]:
        """Wholes with their rows, and whether these are only some of the whole's."""
        for number, row in self._tree.items():
            if row.numbers:
                below = self._children.get(number, [])
                for is_open in (False, True):
                    chosen = self._with_numbers([r.row for r in below if r.open is is_open])
                    if chosen:
                        yield number, chosen, is_open
        for number, row in self._tree.items():
            if row.numbers and (row.total or row.named_total) and number not in self._children:
                chosen = self._scope(row)
                if chosen:
                    yield number, chosen, False

    def _with_numbers(self, numbers: Sequence[int]) -> list[int]:
        """Rows that state figures; a heading that states none stands for the rows below it."""
        made: list[int] = []
        for number in numbers:
            if self._tree[number].numbers:
                made.append(number)
            else:
                made += self._with_numbers([r.row for r in self._children.get(number, []) if not r.open])
        return made

    def _scope(self, row: Row) -> list[int]:
        """The rows that a total adds up: those below it or above it, whichever the numbers fit."""
        totals = [r for r in self._order if self._is_total(r)]
        at = self._order.index(row.row)
        before = max((self._order.index(t) for t in totals if self._order.index(t) < at), default=-1)
        after = min((self._order.index(t) for t in totals if self._order.index(t) > at), default=len(self._order))
        below = self._tops(self._order[at + 1 : after])
        above = self._tops(self._order[before + 1 : at])
        near = self._nearest(self._order[before + 1 : at])
        everything = self._tops([r for r in self._order[:at] if r not in totals])
        rest = self._tops([r for r in self._order[at + 1 :] if r not in totals])
        earlier = [t for t in totals if self._order.index(t) < at]
        first = at == 0 or (before == at - 1 and bool(below))
        choices = [below, above] if first else [above, below]
        choices += [near, earlier if len(earlier) > 1 else [], everything, rest]
        choices = [c for c in choices if c and row.row not in c]
        if not choices:
            return []
        best = max(choices, key=lambda c: (self._fit_count(row.row, c), -choices.index(c)))
        if not row.total and not self._fit_count(row.row, best):
            return []  # "Tổng diện tích" among other rows: a total only where the numbers say so
        return best

    def _is_total(self, number: int) -> bool:
        row = self._tree[number]
        return row.numbers and row.total and number not in self._children

    def _tops(self, numbers: Sequence[int]) -> list[int]:
        """The outermost of the rows."""
        inside = set(numbers)
        tops = [n for n in numbers if self._tree[n].parent not in inside]
        return self._with_numbers([n for n in tops if not self._tree[n].open])

    def _nearest(self, numbers: Sequence[int]) -> list[int]:
        """The last run of rows of one parent: what "Cộng" below a group adds up."""
        if not numbers:
            return []
        parent = self._tree[numbers[-1]].parent
        return self._with_numbers([n for n in numbers if self._tree[n].parent == parent]) if parent else []

    def _fit_count(self, whole: int, parts: Sequence[int]) -> int:
        columns = self._layout.grid.data_columns
        return sum(self._fits((whole, c), self._column(whole, parts, c)) for c in columns)

    def _column(self, whole: int, parts: Sequence[int], column: int) -> list[Place]:
        """The parts of a column that can be added: of the whole's unit, no rates."""
        return self._alike((whole, column), [(part, column) for part in parts])

    def _alike(self, whole: Place, parts: Sequence[Place]) -> list[Place]:
        total = self._cells.get(whole)
        if total is None or total.kind == "percent" or (total.kind == "other" and total.unit != "điểm"):
            return []
        found = [p for p in parts if (f := self._cells.get(p)) and f.kind == total.kind and _same_unit(f, total)]
        changes = {f.change for p in (whole, *found) if (f := self._cells[p]).quantity.value}
        return found if len(changes) <= 1 else []  # increases and decreases are no parts of one whole

    def _fits(self, whole: Place, parts: Sequence[Place]) -> bool:
        if not parts:
            return False
        total, figures = self._cells[whole], [self._cells[p] for p in parts]
        stated = sum((f.quantity.value for f in figures), Decimal(0))
        step = max(f.quantity.step for f in (total, *figures))
        slack = Decimal(0) if total.kind == "count" and step == 1 else step * (len(figures) + 1) / 2
        return abs(total.quantity.value - stated) <= slack

    def columns(self) -> Iterator[Parts]:
        """Total columns over the columns beside them: "Tổng số" over "Nam" and "Nữ"."""
        for total in self._layout.total_columns:
            for beside, is_open in self._layout.columns_of(total):
                yield from self._across(total, beside, is_open)
        for column, (wholes, signs) in self._layout.sum_formulas.items():
            if set(signs) == {"+"}:
                yield from self._across(column, wholes, is_open=False, stated=True)

    def _across(self, total: int, beside: Sequence[int], is_open: bool, *, stated: bool = False) -> Iterator[Parts]:
        groups = [(row, self._alike((row, total), [(row, c) for c in beside])) for row in self._order]
        groups = [(row, parts) for row, parts in groups if parts]
        fits = sum(self._fits((row, total), parts) for row, parts in groups)
        within = all(
            self._cells[p].quantity.value <= self._cells[row, total].quantity.value for row, ps in groups for p in ps
        )
        exhaustive: Exhaustive = "open"
        if stated or (fits * 2 > len(groups) and (not is_open or fits >= 2)):
            exhaustive = "stated"
        path = self._layout.grid.heads[total]
        named = len(path) > 1 or path[-1].lower().startswith("tổng số")
        if exhaustive == "open" and not is_open and not (within and named and min(beside) > total):
            return  # columns beside a total that are no parts of it
        for row, parts in groups:
            yield Parts((row, total), tuple(parts), self._layout.grid.heads[total][-1], exhaustive)


def _same_unit(one: Figure, other: Figure) -> bool:
    return one.unit == other.unit or one.unit.startswith(f"{other.unit} ") or other.unit.startswith(f"{one.unit} ")
