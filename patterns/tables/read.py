"""Data tables → mentions: what the numbers of a table are, which the general rules of running text cannot tell.

Cells of digits are figures with the unit of their column, their row or the table; ordinals, column numbers and codes
are `other`; years in headers are periods. Cells of words keep what the general rules read in them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

import regex

from extract.document import Document, Table
from patterns.claims import Kind, Mention, MentionClass
from patterns.compiled import compiled
from patterns.find import Prose
from patterns.tables.cells import YEAR, Entry, Numeral, is_year
from patterns.tables.columns import Layout
from patterns.tables.grid import grid
from patterns.tables.notation import Votes, decimal_sign, read, votes
from patterns.tables.rows import path, prefix
from patterns.tables.units import CellUnit, in_base_units, lines_above, unit_line

_DAY_MONTH = compiled(r"\d{1,2}[ ]?/[ ]?\d{1,2}")
_DATE_HEAD = compiled(r"\b(?:ngày|thời gian|thời điểm|thời hạn)\b", regex.IGNORECASE)
_CLASSES: dict[str, MentionClass] = {"year": "period", "code": "other", "rank": "ordinal"}
_COLUMNS_BY_YEAR = compiled(r"(?:19|20)\d\d[ ]?/[ ]?(?:[\p{L} ]{0,20}[ ])?(?:(?:19|20)\d\d)?\p{L}*")
_OWN_UNIT = compiled(r"[ ]{0,3}[\p{L}%‰]")


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a table says of a figure in one of its cells."""

    table: int
    row: int
    column: int
    row_header: str  # the labels from the outermost group down to the row, joined by " / "
    column_header: str  # the headers from the outermost down, joined by " / "
    unit: str
    kind: Kind
    change: str = ""  # increase, decrease
    baseline: str = ""
    target: bool = False
    total: bool = False  # of a row or column of totals


def layouts(document: Document) -> tuple[Layout, ...]:
    """The tables of a document with the meaning of their rows and columns."""
    return tuple(Layout(document, grid(document, table)) for table in document.tables)


def read_tables(
    document: Document, prose: Prose, mentions: tuple[Mention, ...]
) -> tuple[tuple[Mention, ...], dict[int, CellReading]]:
    """The mentions, corrected for the cells of data tables, and what the table says of each figure, by its start."""
    if not document.tables:
        return mentions, {}
    made: list[Mention] = []
    readings: dict[int, CellReading] = {}
    starts = [mention.start for mention in mentions]
    at = 0
    for layout in layouts(document):
        table = _Table(layout, prose.habit.decimal_point)
        for start, end in _unit_lines(document, layout.grid.table):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            made += mentions[at:first]
            made += [_other(m, "table_unit") if m.cls == "figure" else m for m in mentions[first:last]]
            at = max(at, last)
        for one in layout.grid.entries:
            first, last = bisect_left(starts, one.cell.start), bisect_left(starts, max(one.cell.start, one.cell.end))
            if first < at:  # a table inside a cell of another: its outer cell was read already
                continue
            made += mentions[at:first]
            made += table.cell(one, mentions[first:last])
            at = last
        readings |= table.readings
    made += mentions[at:]
    return tuple(made), readings


def _unit_lines(document: Document, table: Table) -> list[tuple[int, int]]:
    """Where the lines above the table give its unit: "ĐVT: 1.000 đồng" claims nothing."""
    spans = []
    for start, end in lines_above(document, table):
        if match := unit_line(document.text[start:end]):
            spans.append((start + match.start(), start + match.end()))
    return sorted(spans)


def _other(mention: Mention, rule: str) -> Mention:
    return Mention(mention.start, mention.end, "other", rule)


class _Table:
    """Reads the cells of one table."""

    def __init__(self, layout: Layout, point: bool) -> None:
        self._layout = layout
        self._grid = layout.grid
        self.readings: dict[int, CellReading] = {}
        columns = {column: self._votes(column) for column in self._grid.data_columns}
        whole = Votes()
        for one in columns.values():
            whole.decimal.update(one.decimal)
            whole.groups.update(one.groups)
        self._signs = {column: decimal_sign(one, whole, point=point) for column, one in columns.items()}

    def _votes(self, column: int) -> Votes:
        cells = [self._grid.at.get((row, column)) for row in self._grid.body_rows]
        return votes(found.digits for one in cells if one and (found := one.numeral))

    def cell(self, one: Entry, mentions: tuple[Mention, ...]) -> list[Mention]:
        """The mentions of a cell, given what the general rules found in it."""
        kept = list(mentions)
        if not any(mention.cls != "footnote_mark" for mention in kept):
            return kept
        row, column = one.cell.row, one.cell.column
        if row <= self._grid.head_rows or row in self._grid.repeated:
            return self._head(one, kept)
        found, role = one.numeral, self._grid.roles.get(column, "text")
        if role == "ordinal":
            return _whole(one, kept, "other", "table_ordinal")
        if role == "unit":
            return [_other(m, "table_unit") if m.cls == "figure" else m for m in kept]
        if found and role in ("year", "code", "rank"):
            return _whole(one, kept, _CLASSES[role], f"table_{role}")
        if role == "data":
            return self._figure(one, found, kept) if found else [self._said(one, m) for m in kept]
        if role == "label":
            return _labelled(one, kept)
        if _DAY_MONTH.fullmatch(one.text) and _DATE_HEAD.search(self._layout.head(column)):
            return _whole(one, kept, "date", "table_date")
        return kept

    def _head(self, one: Entry, mentions: list[Mention]) -> list[Mention]:
        if one.cell.row == self._grid.number_row:
            return _whole(one, mentions, "other", "table_column_number")
        if is_year(one.numeral):
            return _whole(one, mentions, "period", "table_year")
        return [made for mention in mentions for made in _in_head(one, mention)]

    def _figure(self, one: Entry, found: Numeral, mentions: list[Mention]) -> list[Mention]:
        """A cell of digits: one figure."""
        row, column = one.cell.row, one.cell.column
        unit = self._layout.unit(row, column, found.percent)
        sign = self._signs[column]
        value, step = read(found.digits, sign, whole=unit.whole, percent=unit.kind == "percent")
        change = self._layout.change(column, found.sign, zero=value == 0)
        if found.sign == "-" and not change:
            value = -value
        quantity = in_base_units(value, step, unit)
        made = Mention(found.start, found.end, "figure", "table_cell", quantity, unit.unit, unit.kind, found.end)
        self.readings[found.start] = self._reading(one, unit, change)
        return sorted([*(m for m in mentions if m.cls == "footnote_mark"), made], key=lambda m: m.start)

    def _said(self, one: Entry, mention: Mention) -> Mention:
        """A figure among words in a column of figures: "trên 50", "12/15"; its column gives the unit it lacks."""
        if mention.cls != "figure" or mention.quantity is None:
            return mention
        column = one.cell.column
        unit = self._layout.unit(one.cell.row, column)
        change = self._layout.change(column, "", zero=False)
        follows = _OWN_UNIT.match(one.raw, mention.end - one.cell.start) is not None
        own = follows or bool(mention.unit) or mention.kind != "count" or not unit.unit
        if own:
            unit = CellUnit(mention.unit, mention.kind)
        self.readings[mention.start] = self._reading(one, unit, change)
        if own:
            return mention
        numbers = mention.quantity
        quantity = replace(
            numbers,
            value=numbers.value * unit.scale,
            step=numbers.step * unit.scale,
            value_max=None if numbers.value_max is None else numbers.value_max * unit.scale,
            of=None if numbers.of is None else numbers.of * unit.scale,
        )
        return replace(mention, quantity=quantity, unit=unit.unit, kind=unit.kind)

    def _reading(self, one: Entry, unit: CellUnit, change: str) -> CellReading:
        row, column = one.cell.row, one.cell.column
        place = self._layout.tree.get(row)
        return CellReading(
            table=self._grid.table.number,
            row=row,
            column=column,
            row_header=path(self._layout.tree, row),
            column_header=self._layout.head(column),
            unit=unit.unit,
            kind=unit.kind,
            change=change,
            baseline=self._layout.baseline(column) if change else "",
            target=self._layout.target(column),
            total=bool(place and place.total) or self._layout.is_total(column),
        )


def _whole(one: Entry, mentions: list[Mention], cls: MentionClass, rule: str) -> list[Mention]:
    """One mention for the whole cell, marks of footnotes apart; several where a mark stands between."""
    marks = [m for m in mentions if m.cls == "footnote_mark"]
    rest = [m for m in mentions if m.cls != "footnote_mark"]
    if not rest:
        return mentions
    if any(rest[0].start < mark.start < rest[-1].end for mark in marks):
        return [m if m.cls == "footnote_mark" else Mention(m.start, m.end, cls, rule) for m in mentions]
    return sorted([*marks, Mention(rest[0].start, rest[-1].end, cls, rule)], key=lambda m: m.start)


def _in_head(one: Entry, mention: Mention) -> list[Mention]:
    """A number in a header claims nothing; "TH 2023/TH 2022" names two columns and looks like a document's number."""
    if mention.cls == "figure":
        return [_other(mention, "table_head")]
    first, last = mention.start - one.cell.start, mention.end - one.cell.start
    if mention.cls == "citation" and _COLUMNS_BY_YEAR.fullmatch(one.raw[first:last]):
        spans = [(one.cell.start + y.start(), one.cell.start + y.end()) for y in YEAR.finditer(one.raw, first, last)]
        return [Mention(start, end, "period", "table_year") for start, end in spans]
    return [mention]


def _labelled(one: Entry, mentions: list[Mention]) -> list[Mention]:
    """The label of a row: an ordinal before its words is no figure."""
    lead = len(one.raw) - len(one.raw.lstrip())
    label, _rest = prefix(one.raw.lstrip())
    if not regex.search(r"\d", label):
        return mentions
    start = one.cell.start + lead
    end = start + len(label)
    first = next((m for m in mentions if m.cls != "footnote_mark"), None)
    if first is None or first.start >= end:
        return mentions
    inside = [m for m in mentions if m.start < end]
    if inside[-1].end > end:  # the general rules saw a longer number: leave it
        return mentions
    made = Mention(first.start, inside[-1].end, "other", "table_ordinal")
    return [made, *mentions[len(inside) :]]
