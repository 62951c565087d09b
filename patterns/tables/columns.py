"""What each cell of a data table measures: its unit, whether it is a change or a target, by columns and rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import regex

from extract.document import Document
from patterns.compiled import compiled
from patterns.tables import units
from patterns.tables.grid import Grid
from patterns.tables.rows import TOTAL, Row, rows
from patterns.tables.units import CellUnit

_UP = compiled(r"\btăng(?! cường)\b|\(\+\)", regex.IGNORECASE)
_DOWN = compiled(r"\bgiảm(?! nghèo| thiểu| nhẹ)\b|\(-\)", regex.IGNORECASE)
_DIFFERENCE = compiled(r"\b(?:chênh lệch|biến động)\b|^±|\+/-", regex.IGNORECASE)
_COMPARES = compiled(
    r"\bso (?:sánh|với)\b|^so [\p{Lu}]|/ ?(?:KH|DT|CK|kế hoạch|dự toán|cùng kỳ|chỉ tiêu)"
    r"|(?:TH|ƯTH|Ước TH)[^/]*/|^đạt\b.*(?:KH|kế hoạch|dự toán)",
    regex.IGNORECASE,
)
_BASELINE = compiled(r"\bso(?: sánh)?(?: với)? (?P<what>[^()%]+)", regex.IGNORECASE)
_TARGET = compiled(r"\b(?:kế hoạch|kh|dự toán|dt|chỉ tiêu|mục tiêu|định mức)\b", regex.IGNORECASE)
_RESULT = compiled(r"\b(?:thực hiện|th|ước|kết quả|đạt|giải ngân|so|vượt)\b", regex.IGNORECASE)
_WHOLE = compiled(r"(?:tổng|cộng|cả năm)\b", regex.IGNORECASE)
_SOME = compiled(r"(?:trong|tr\.?) ?đó\b", regex.IGNORECASE)
_BROKEN_DOWN = compiled(r"(?:(?:trong|tr\.?) ?đó|chia ra|chia theo|bao gồm|gồm)\b", regex.IGNORECASE)
_OTHER_TIME = compiled(
    r"\b(?:(?:năm|kỳ) trước(?! chuyển)|cùng kỳ|kế hoạch|kh|dự toán|chỉ tiêu|(?:19|20)\d\d)\b", regex.IGNORECASE
)
_TERM = compiled(r"([-+/]?)\{(\d+)\}")
_DITTO = compiled(r"[\"”″'’´`]+|-?\s?n\.?t\.?\s?-?|như trên", regex.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """A table with its rows as a tree and the meaning of its columns."""

    document: Document
    grid: Grid

    @cached_property
    def tree(self) -> dict[int, Row]:
        """The rows of the body."""
        return rows(self.grid)

    def head(self, column: int) -> str:
        """The column's header: the path of its headers."""
        return " / ".join(self.grid.heads.get(column, ()))

    @cached_property
    def signed(self) -> frozenset[int]:
        """Columns in which a number has a sign."""
        return frozenset(
            column
            for column in self.grid.data_columns
            for row in self.grid.body_rows
            if (one := self.grid.at.get((row, column))) and (found := one.numeral) and found.sign in ("+", "-")
        )

    @cached_property
    def _changes(self) -> dict[int, tuple[bool, bool]]:
        return {column: self._change_of(column) for column in self.grid.heads}

    def changes(self, column: int) -> tuple[bool, bool]:
        """Whether the column holds increases, and whether it holds decreases."""
        return self._changes[column]

    def _change_of(self, column: int) -> tuple[bool, bool]:
        head = self.head(column)
        up, down = _UP.search(head) is not None, _DOWN.search(head) is not None
        both = _DIFFERENCE.search(head) is not None or "-" in self.grid.formulas.get(column, "")
        if both or (_COMPARES.search(head) and column in self.signed):
            return True, True
        return up, down

    def change(self, column: int, sign: str, *, zero: bool) -> str:
        """`increase` or `decrease` where the figure is a difference."""
        up, down = self.changes(column)
        if not (up or down) or (zero and up and down):
            return ""
        if up and down:
            return "decrease" if sign in ("-", "(") else "increase"
        if sign in ("-", "("):
            return "decrease"
        return "increase" if up else "decrease"

    def baseline(self, column: int) -> str:
        """What a change is measured against."""
        match = _BASELINE.search(self.head(column))
        return regex.sub(r"^năm (?=\d{4})", "", match["what"].split(" / ")[0].strip(" ,;.")) if match else ""

    def target(self, column: int) -> bool:
        """Whether the column holds plans and no results."""
        head = self.head(column)
        return bool(_TARGET.search(head)) and not _RESULT.search(head) and not any(self.changes(column))

    def compares(self, column: int) -> bool:
        """Whether the header compares two columns."""
        return _COMPARES.search(self.head(column)) is not None

    @cached_property
    def stated(self) -> list[CellUnit]:
        """The units that the table states for all its cells."""
        texts = [one.text for row, found in self.grid.by_row.items() if row <= self.grid.head_rows for one in found]
        return units.table_units(self.document, self.grid.table, texts)

    @cached_property
    def _by_column(self) -> dict[int, CellUnit | None]:
        return {column: self._column_unit(column) for column in self.grid.data_columns}

    def _column_unit(self, column: int) -> CellUnit | None:
        path = self.grid.heads[column][::-1]
        for text in path:
            if unit := units.unit_in_words(text):
                return unit
        if self.compares(column) and not any(self.changes(column)):
            return units.PERCENT
        return None

    @cached_property
    def _unit_columns(self) -> list[int]:
        return [column for column, role in self.grid.roles.items() if role == "unit"]

    @cached_property
    def _in_unit_column(self) -> dict[int, CellUnit]:
        """By row; an empty cell takes the unit of the group above it, a ditto mark that of the row above."""
        made: dict[int, CellUnit] = {}
        before: CellUnit | None = None
        for row in self.grid.body_rows:
            one = next((e for c in self._unit_columns if (e := self.grid.at.get((row, c)))), None)
            text = one.text if one else ""
            if _DITTO.fullmatch(text):
                unit = before
            elif text.strip("-– "):
                unit = units.cell_of_unit_column(text)
            else:
                unit = made.get(self.tree[row].parent)
            if unit:
                made[row] = before = unit
        return made

    @cached_property
    def _row_units(self) -> dict[int, tuple[CellUnit | None, int]]:
        made: dict[int, tuple[CellUnit | None, int]] = {}
        for row in self.tree:
            made[row] = self._row_unit(row, made)
        return made

    def _row_unit(self, row: int, known: dict[int, tuple[CellUnit | None, int]]) -> tuple[CellUnit | None, int]:
        """The unit of a row by its label or the labels above it, and how sure: 2 stated, 1 counted, 0 a mere noun."""
        one = self.tree.get(row)
        if one is None:
            return None, 0
        if unit := units.unit_in_words(one.label):
            return unit, 2
        if unit := units.noun_in_words(one.label, counted=True):
            return unit, 1
        above, sure = known.get(one.parent, (None, 0))
        if above and sure == 2 and above.kind != "percent":
            return above, 2
        if unit := units.noun_in_words(one.label, counted=False):
            return unit, 0
        return above, sure

    def unit(self, row: int, column: int, percent: str = "") -> CellUnit:
        """The unit of a cell: its own sign, its column's, its row's, the table's, or the noun that is counted."""
        if percent:
            return CellUnit(percent, "percent")
        if by_column := self._by_column.get(column):
            return by_column
        if row in self._in_unit_column:
            return self._in_unit_column[row]
        by_row, sure = self._row_units.get(row, (None, 0))
        if by_row and sure == 2:
            return by_row
        path = self.grid.heads.get(column, ())[::-1]
        counted = next((unit for text in path if (unit := units.noun_in_words(text, counted=True))), None)
        if counted:
            return counted
        amount = any(units.is_amount(text) for text in path)
        for unit in self.stated:
            if unit.kind != "percent" and (not amount or unit.kind == "money"):
                return unit
        if amount:
            return CellUnit("đồng", "money")
        some = any(_SOME.match(text) for text in path)  # "Nữ", "Dân tộc" below "Trong đó" count what the whole counts
        order = path[::-1][:1] if some else path
        noun = next((unit for text in order if (unit := units.noun_in_words(text, counted=False))), None)
        if by_row and sure:
            return by_row
        return (
            noun
            or self._beside(column)
            or by_row
            or next((unit for text in path if (unit := units.score(text) or units.open_noun(text))), None)
            or self._of_caption()
            or (self.stated[0] if self.stated else CellUnit("", "count"))
        )

    def _beside(self, column: int) -> CellUnit | None:
        """ "Nam" and "Nữ" count what the column of their total counts, the nearest one on the left, else the right."""
        for left in (*range(column - 1, 0, -1), *range(column + 1, self.grid.columns + 1)):
            for text in self.grid.heads.get(left, ())[::-1] if left in self.grid.data_columns else ():
                unit = units.noun_in_words(text, counted=True) or units.noun_in_words(text, counted=False)
                if unit:
                    return unit
        return None

    def _of_caption(self) -> CellUnit | None:
        texts = [
            self.grid.table.caption,
            *(self.document.text[a:b] for a, b in units.lines_above(self.document, self.grid.table, 1)),
        ]
        return next((unit for text in texts if (unit := units.noun_in_words(text, counted=True))), None)

    def is_total(self, column: int) -> bool:
        """Whether the column holds totals of other columns."""
        return column in self.total_columns

    @cached_property
    def total_columns(self) -> tuple[int, ...]:
        """The columns of totals: "Tổng số", "Tổng số hộ", "Cộng"."""
        return tuple(
            column
            for column in self.grid.data_columns
            if (path := self.grid.heads[column])
            and (TOTAL.fullmatch(path[-1]) or _WHOLE.match(path[-1]) or self._broken_down(column))
            and column not in self.formulas
            and self._by_column[column] != units.PERCENT
            and not any(self.changes(column))
        )

    def _broken_down(self, column: int) -> bool:
        """Whether the next column stands below "Trong đó" or "Chia ra", and this one does not."""
        here, there = self.grid.heads[column], self.grid.heads.get(column + 1, ())
        return any(_BROKEN_DOWN.match(text) for text in there) and not any(_BROKEN_DOWN.match(text) for text in here)

    def columns_of(self, total: int) -> list[tuple[list[int], bool]]:
        """The columns that a total may add up, group by group, and whether the group is only some of it."""
        above = self.grid.heads[total][:-1]
        levels = [
            column
            for column in self.grid.data_columns
            if column != total
            and not any(self.changes(column))
            and not self.compares(column)
            and self._by_column[column] != units.PERCENT
            and (_OTHER_TIME.search(self.head(column)) is None or _OTHER_TIME.search(self.head(total)) is not None)
            and self.grid.heads[column][: len(above)] == above
        ]
        bounds = [c for c in self.total_columns if c != total and self.grid.heads[c][: len(above)] == above]
        after = min((c for c in bounds if c > total), default=self.grid.columns + 1)
        before = max((c for c in bounds if c < total), default=0)
        right = [c for c in levels if total < c < after]
        left = [c for c in levels if before < c < total]
        groups = []
        for side in (right, left):
            named = [c for c in side if any(_BROKEN_DOWN.match(text) for text in self.grid.heads[c])]
            if named and named[0] == total + 1:
                side = named  # the table says itself what the parts are
            some = [c for c in side if any(_SOME.match(text) for text in self.grid.heads[c])]
            groups += [([c for c in side if c not in some], False), (some, True)]
        return [(columns, is_open) for columns, is_open in groups if columns]

    @cached_property
    def formulas(self) -> dict[int, list[tuple[str, int]]]:
        """The formulas of columns as signs and columns: {5: [("", 4), ("/", 3)]}."""
        return {
            column: [(sign, int(number)) for sign, number in _TERM.findall(formula)]
            for column, formula in self.grid.formulas.items()
            if column in self.grid.data_columns
        }

    @cached_property
    def sum_formulas(self) -> dict[int, tuple[list[int], list[str]]]:
        """Columns that add up others by their formula, with the signs."""
        return {
            column: ([c for _sign, c in terms], [sign or "+" for sign, _c in terms])
            for column, terms in self.formulas.items()
            if len(terms) > 1 and all(sign in ("", "+", "-") for sign, _c in terms)
        }
