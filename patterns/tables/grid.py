"""The grid of a data table: its head, the row of column numbers, and what each column is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import regex

from extract.document import Document, Table
from patterns.compiled import compiled
from patterns.tables.cells import Entry, entry, is_year
from patterns.tables.units import stated_unit

Role = Literal["ordinal", "label", "unit", "data", "year", "code", "rank", "text"]

_ORDINAL_HEAD = compiled(r"(?:s(?:ố)?[ ./]?tt|t[ ./]?t|số thứ tự|stt)\.?", regex.IGNORECASE)
_UNIT_HEAD = compiled(r"(?:đơn vị(?: tính)?|đvt|đv tính|đ\.?v\.?t\.?|dvt)", regex.IGNORECASE)
_YEAR_HEAD = compiled(r"năm\b(?!.*(?:kế hoạch|thực hiện|dự toán))", regex.IGNORECASE)
_TIME_HEAD = compiled(r"tháng|quý|tuần", regex.IGNORECASE)
_CODE_HEAD = compiled(
    r"\b(?:điện thoại|số đt|sđt|đtdđ|mã(?: số)?|số hiệu|cccd|cmnd|căn cước|tài khoản|số ký hiệu|tuổi|thửa|tờ bản đồ)\b",
    regex.IGNORECASE,
)
_RANK_HEAD = compiled(r"\b(?:xếp (?:thứ|hạng|loại)|thứ hạng|vị thứ|hạng)\b", regex.IGNORECASE)
_LABEL = compiled(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,6}|[A-ZĐ]|[a-zđ])(?:\.\d{1,2})*[.):]?|[-+*•–]+")
_COLUMN_NUMBER = compiled(
    r"\(?(?P<number>\d{1,2}|\p{L})\)?[ ]?(?:=(?P<formula>[\d\s()+\-–*x×/:%.]+))?"
    r"|\(?(?P<number>\d{1,2})[ ]?=(?P<formula>[\d\s+\-–*x×/:%.]+)\)"
)
_MEASURED = compiled(r"\d[\d.,]*[ ]?(?P<unit>\D+)")
_FORMULA_IN_HEAD = compiled(
    r"\(?\b(?P<number>\d{1,2})\)?[ ]?=[ ]?(?P<formula>\(?\d{1,2}\)?(?:[ ]?[-–+*x×/:][ ]?\(?\d{1,3}%?\)?)+)"
)


@dataclass(frozen=True)
class Grid:
    """A table as a grid; a merged cell stands at all its places."""

    table: Table
    entries: tuple[Entry, ...]

    @cached_property
    def at(self) -> dict[tuple[int, int], Entry]:
        """Entries by row and column."""
        places: dict[tuple[int, int], Entry] = {}
        for one in self.entries:
            cell = one.cell
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    places.setdefault((row, column), one)
        return places

    @cached_property
    def by_row(self) -> dict[int, tuple[Entry, ...]]:
        """The cells that begin in each row."""
        rows: dict[int, list[Entry]] = {}
        for one in self.entries:
            rows.setdefault(one.cell.row, []).append(one)
        return {row: tuple(found) for row, found in sorted(rows.items())}

    @cached_property
    def columns(self) -> int:
        """How many columns there are."""
        return max((one.cell.column + one.cell.column_span - 1 for one in self.entries), default=0)

    @cached_property
    def number_row(self) -> int:
        """The row that numbers the columns: "A B 1 2 3=2/1"; 0 if none."""
        for row, found in self.by_row.items():
            if row > 8:
                break
            if _numbers_columns(found):
                return row
        return 0

    @cached_property
    def head_rows(self) -> int:
        """How many rows from the top are the head."""
        if self.number_row:
            return self.number_row
        first, head = self.title_rows + 1, self.title_rows
        for row, found in self.by_row.items():
            if row > max(first, head) and not self._goes_on(found):
                break
            if row == first and any(_states(one) for one in found[1:]):
                break
            head = max([head, row, *(one.cell.row + one.cell.row_span - 1 for one in found if row == first)])
        return min(head, max(self.by_row, default=0) - 1)

    @cached_property
    def title_rows(self) -> int:
        """How many rows from the top hold a title of the table and no headers: one cell says something."""
        rows = list(self.by_row.items())
        titles = 0
        while titles < len(rows) - 2 and self.columns > 1 and sum(bool(one.text) for one in rows[titles][1]) == 1:
            titles += 1
        return titles

    def _goes_on(self, found: tuple[Entry, ...]) -> bool:
        """Whether a row below the first still belongs to the head: words above the data, and no label of its own."""
        said = [one for one in found if one.text]
        if not said or any(one.numeral and not is_year(one.numeral) for one in said):
            return False
        return said[0].cell.column > 1 and said[0].cell.column_span < self.columns

    @cached_property
    def repeated(self) -> frozenset[int]:
        """Rows below the head that say the head again, after a page break."""
        head = {tuple(one.text for one in self.by_row[row]) for row in self.by_row if row <= self.head_rows}
        return frozenset(
            row
            for row, found in self.by_row.items()
            if row > self.head_rows and tuple(one.text for one in found) in head
        )

    @cached_property
    def body_rows(self) -> tuple[int, ...]:
        """The rows below the head."""
        return tuple(row for row in self.by_row if row > self.head_rows and row not in self.repeated)

    @cached_property
    def heads(self) -> dict[int, tuple[str, ...]]:
        """The path of header texts of each column, outermost first."""
        made: dict[int, tuple[str, ...]] = {}
        last = self.head_rows - 1 if self.number_row else self.head_rows
        for column in range(1, self.columns + 1):
            path: list[str] = []
            for row in range(self.title_rows + 1, last + 1):
                text = self._head_text(row, column, last)
                if text and (not path or path[-1] != text):
                    path.append(text)
            made[column] = tuple(path)
        return made

    def _head_text(self, row: int, column: int, last: int) -> str:
        """The header at the place; an empty one above a filled one is merged on paper with its left neighbour."""
        one = self.at.get((row, column))
        if one is None or one.text:
            return one.text if one and one.cell.column_span < self.columns else ""
        below = any((e := self.at.get((r, column))) and e.text for r in range(row + 1, last + 1))
        above = any((e := self.at.get((r, column))) and e.text for r in range(self.title_rows + 1, row))
        if not below or above:
            return ""
        for left in range(column - 1, 0, -1):
            if (one := self.at.get((row, left))) and one.text:
                if one.cell.column_span > 1:
                    return ""  # the file says how far it is merged
                # a neighbour that has nothing below it is not merged over this column
                spread = any((e := self.at.get((r, left))) and e.text for r in range(row + 1, last + 1))
                return one.text if spread else ""
        return ""

    @cached_property
    def roles(self) -> dict[int, Role]:
        """What each column is for."""
        made: dict[int, Role] = {}
        for column in range(1, self.columns + 1):
            made[column] = self._role(column)
        first = min((c for c, role in made.items() if role == "data"), default=self.columns + 1)
        return {c: "label" if role == "text" and c < first else role for c, role in made.items()}

    def _role(self, column: int) -> Role:
        leaf = self.heads[column][-1] if self.heads[column] else ""
        cells = [one for row in self.body_rows if (one := self.at.get((row, column))) and one.cell.column == column]
        said = [one for one in cells if not one.empty]
        if _ORDINAL_HEAD.fullmatch(leaf) or (column == 1 and self._counts_rows(said)):
            return "ordinal"
        if _UNIT_HEAD.fullmatch(leaf) and (leaf.lower() != "đơn vị" or self._names_units(said)):
            return "unit"
        numbers = [one for one in said if one.numeral]
        years = bool(said) and all(is_year(one.numeral) for one in said)
        months = [one.numeral.digits for one in said if one.numeral]
        if _TIME_HEAD.fullmatch(leaf) and months and all(digits.isdecimal() and len(digits) < 3 for digits in months):
            return "year"
        if years and (_YEAR_HEAD.match(leaf) or column == 1):
            return "year"
        if numbers and _CODE_HEAD.search(leaf):
            return "code"
        if numbers and _RANK_HEAD.search(leaf) and not leaf.lower().startswith("số"):
            return "rank"
        if column > 1:
            numbers = [one for one in said if one.begins_with_number]
        return "data" if len(numbers) * 2 >= len(said) and numbers else "text"

    @staticmethod
    def _names_units(said: list[Entry]) -> bool:
        """Whether a column headed "Đơn vị" holds units of measurement; else it names bodies."""
        return sum(stated_unit(one.text) is not None for one in said) * 2 > len(said)

    def _counts_rows(self, said: list[Entry]) -> bool:
        """Whether a first column without a header of its own holds labels that count the rows from 1."""
        if not said or not all(_LABEL.fullmatch(one.text) for one in said):
            return False
        numbers = [one.text.strip("().: ") for one in said]
        counted = [int(text) for text in numbers if text.isdecimal()]
        words = any((one := self.at.get((row, 2))) and regex.search(r"\p{L}{2}", one.text) for row in self.body_rows)
        return words and (counted[:2] == [1, 2] or counted == [1] or not counted) and numbers[0][:1] in "1IAa"

    @cached_property
    def data_columns(self) -> tuple[int, ...]:
        """The columns of figures."""
        return tuple(column for column, role in self.roles.items() if role == "data")

    def label(self, row: int) -> str:
        """The words that name a row, without its ordinal."""
        said: list[str] = []
        for column, role in self.roles.items():
            one = self.at.get((row, column))
            named = role in ("label", "year") or (role == "ordinal" and one and not _LABEL.fullmatch(one.text))
            if named and one and not one.empty and one.text not in said:
                said.append(one.text)
        if not said and (one := self.at.get((row, 1))) and not one.numeral and one.cell.column_span > 1:
            said.append(one.text)
        return " / ".join(said)

    def ordinal(self, row: int) -> str:
        """The ordinal of a row as printed."""
        for column, role in self.roles.items():
            one = self.at.get((row, column))
            if role == "ordinal" and one and one.cell.column == column and _LABEL.fullmatch(one.text):
                return one.text
        return ""

    @cached_property
    def formulas(self) -> dict[int, str]:
        """The formula of a column in terms of columns: {5: "{3}/{4}"}, from the row of numbers or from its header."""
        numbered: dict[str, int] = {}
        stated: dict[int, str] = {}
        for one in self.by_row.get(self.number_row, ()):
            if match := _COLUMN_NUMBER.fullmatch(one.text):
                numbered[match["number"]] = one.cell.column
                if match["formula"]:
                    stated[one.cell.column] = match["formula"]
        for column, path in self.heads.items():
            if path and (match := _FORMULA_IN_HEAD.search(path[-1])):
                stated.setdefault(column, match["formula"])
                if not self.number_row:  # numbered without a row: by the distance to the column that says so
                    shift = column - int(match["number"])
                    numbered |= {str(c - shift): c for c in range(1, self.columns + 1)}
        return {c: f for c, formula in stated.items() if (f := _in_columns(formula, numbered))}


def _states(one: Entry) -> bool:
    """Whether a cell of the first row states a figure, so that the table has no head: "120", "12,5 ha"."""
    if one.numeral:
        return not is_year(one.numeral)
    match = _MEASURED.fullmatch(one.text)
    return match is not None and stated_unit(match["unit"]) is not None


def _numbers_columns(found: tuple[Entry, ...]) -> bool:
    matches = [_COLUMN_NUMBER.fullmatch(one.text) for one in found if one.text]
    if len(matches) < 3 or not all(matches):
        return False
    numbers = [m["number"] for m in matches if m]
    counted = [int(number) for number in numbers if number.isdecimal()]
    return len(counted) >= 2 and counted == list(range(counted[0], counted[0] + len(counted))) and counted[0] <= 3


def _in_columns(formula: str, numbered: dict[str, int]) -> str:
    """ "(4)/(3)*100%" with numbers of columns → "{4}/{3}"; "" where a number names no column."""
    plain = regex.sub(r"[\s()]|[*x×]100%?|%", "", formula).replace("–", "-").replace(":", "/")
    parts = regex.split(r"([-+/])", plain)
    if any(part not in numbered for part in parts[::2]):
        return ""
    return "".join(f"{{{numbered[part]}}}" if n % 2 == 0 else part for n, part in enumerate(parts))


def grid(document: Document, table: Table) -> Grid:
    """The grid of a table."""
    return Grid(table, tuple(entry(document, cell) for cell in table.cells))
