"""Figures in tables: their indicator is the headers of their column and row, their time what the column's says."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

import regex

from extract.document import Cell, Document, Table
from patterns.claims import Figure
from patterns.compiled import compiled
from patterns.phrases.claim_words import tidy
from patterns.phrases.period import Span, meant, shifted, whole_year

_NUMBERING = compiled(r"^(?:[\dIVXivx]+(?:\.\d+)*|[A-Za-zĐđ])[.)]?(?=\s|$)")
_UNIT = compiled(r"\([^()]*\)|\b(?:đvt|đơn vị)\b.*", regex.IGNORECASE)
_PLAIN_COLUMN = compiled(r"(?:số lượng|tổng số|kết quả|số liệu|giá trị|thực hiện|cộng)?", regex.IGNORECASE)
_TOTAL_ROW = compiled(r"(?:tổng(?: cộng| số)?|cộng|toàn (?:huyện|xã|tỉnh))", regex.IGNORECASE)
_AREA_ROW = compiled(r"(?:xã|thị trấn|phường|bản|thôn|ấp|huyện|tổ dân phố|khu phố)\s+\p{Lu}", regex.IGNORECASE)
_YEAR = r"(?:19|20)\d\d"
_TIME = compiled(
    rf"(?P<months>\d{{1,2}} tháng)(?: đầu)?(?: năm)?[ /]*(?P<of>{_YEAR})|(?:năm )?(?P<year>{_YEAR})(?![ ]?[-–/]?\d)"
    r"|(?P<then>cùng kỳ|(?:năm|kỳ) trước)",
    regex.IGNORECASE,
)
_WORD = compiled(r"[\p{L}][\p{L}²³&]*(?:/\p{L}+)*,?")


def in_tables(document: Document, figures: tuple[Figure, ...], report: Span) -> tuple[Figure, ...]:
    """The figures, those of tables named and dated by the headers of their cell; `report`: the report's own time."""
    if not any(figure.table for figure in figures):
        return figures
    tables = {table.number: _Headers(document.text, table, report) for table in document.tables}
    return tuple(tables[figure.table].named(figure) if figure.table in tables else figure for figure in figures)


class _Headers:
    """The headers of a table: of a row its first cell with words, of a column its cells with words above."""

    def __init__(self, text: str, table: Table, report: Span) -> None:
        self._text = text
        self._report = report
        self._cells = sorted(table.cells, key=lambda cell: cell.start)
        self._starts = [cell.start for cell in self._cells]
        self._rows: dict[int, str] = {}
        self._columns: dict[int, list[tuple[int, str]]] = {}
        first_figures = min((cell.row for cell in table.cells if _is_number(self._said(cell))), default=0)
        for cell in table.cells:
            said = self._said(cell)
            if _is_number(said) or not _WORD.search(said):
                continue
            if cell.row < first_figures or (first_figures == 0 and cell.row == 1):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._columns.setdefault(column, []).append((cell.row, said))
            else:
                named = _NUMBERING.sub("", said).strip()
                for row in range(cell.row, cell.row + cell.row_span):
                    if named and len(named) > len(self._rows.get(row, "")):
                        self._rows[row] = named

    def _said(self, cell: Cell) -> str:
        return self._text[cell.start : cell.end].replace("\n", " ").strip()

    def named(self, figure: Figure) -> Figure:
        """The figure with the indicator of its cell; the row's area is its place."""
        at = bisect_right(self._starts, figure.char_start) - 1
        if at < 0 or self._cells[at].end <= figure.char_start:
            return figure
        cell = self._cells[at]
        column = " ".join(_UNIT.sub("", said).strip() for _row, said in self._columns.get(cell.column, []))
        period = self._period(column) if not figure.change and not figure.target else None
        if period:
            figure = replace(figure, period_start=period.start, period_end=period.end)
            column = _TIME.sub("", column).strip()
        row = _UNIT.sub("", self._rows.get(cell.row, "")).strip()
        place = ""
        if _AREA_ROW.match(row):
            place, row = row[0].lower() + row[1:], ""
        elif _TOTAL_ROW.fullmatch(row):
            row = ""
        if row and _PLAIN_COLUMN.fullmatch(column.strip()):
            column = ""
        words = _WORD.findall(f"{column} {row}".lower())
        return replace(figure, indicator=tidy(words) or figure.indicator, place=place or figure.place)

    def _period(self, column: str) -> Span | None:
        """The time that the header of a column names: "Năm 2023", "9 tháng 2022", "Cùng kỳ"; None: it names none."""
        said = _TIME.search(column)
        if said is None or not self._report.end:
            return None
        if said["then"]:
            return shifted(self._report, -1)
        if said["months"]:
            return meant(f"{said['months']} đầu năm {said['of']}".lower(), (), self._report)
        own, year = int(self._report.end[:4]), int(said["year"])
        return shifted(self._report, year - own) if year <= own else whole_year(said["year"], self._report)


def _is_number(text: str) -> bool:
    return bool(text) and not regex.search(r"\p{L}", text) and bool(regex.search(r"\d", text))
