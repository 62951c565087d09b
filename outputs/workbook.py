"""`OUT/sokhop.xlsx`: the tables for an office. What a report says is written as text, never as formula or address."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.decisions import FILE, Decision, read_decisions
from outputs import wording
from outputs.series import Series
from outputs.stored import Shelf, Stored
from outputs.tables import CHECKS, FIGURES, REPORTS, Table

NAME = "sokhop.xlsx"

_ROWS = 1_048_576  # of a sheet, as Excel has it
_LINKS = 65_000  # Excel holds 65,530 a sheet
_LONGEST_TEXT = 32_767
_DIGITS = 15  # of a number; a longer one would be rounded, and is written as text
_PARTS = 8  # linked figures of a check
_WRAPPED = 50  # a column that is so wide holds sentences
_MADE = datetime(2000, 1, 1)  # always the same, so that the same tables give the same bytes
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}

_REPORT_COLUMNS = (
    ("area", 24), ("level", 8), ("issuer", 30), ("title", 50), ("number_symbol", 16), ("date", 11),
    ("period_start", 11), ("period_end", 11), ("signatory", 20), ("source", 34), ("format", 8), ("pages", 8),
    ("warnings", 40),
)  # fmt: skip
_FIGURE_COLUMNS = (
    ("figure_id", 19), ("section_path", 22), ("footnote", 8), ("indicator", 34), ("value", 15), ("value_max", 11),
    ("of", 10), ("unit", 16), ("kind", 10), ("approx", 10), ("change", 9), ("baseline", 14), ("target", 9),
    ("actor", 24), ("place", 20), ("period_start", 11), ("period_end", 11), ("raw", 16), ("sentence", 70), ("page", 7),
)  # fmt: skip
_CHECK_COLUMNS = (
    ("verdict", 12), ("type", 14), ("formula", 34), ("message", 70), ("expected", 15), ("stated", 15),
    ("difference", 13), ("weight", 9), ("page", 7), ("cue", 24),
)  # fmt: skip
_WORDS: dict[tuple[str, str], Mapping[str, str]] = {
    ("figures", "kind"): wording.KINDS,
    ("figures", "approx"): {
        "more_than": "trên", "nearly": "gần", "about": "khoảng", "at_least": "ít nhất", "at_most": "không quá",
    },
    ("figures", "change"): {"increase": "tăng", "decrease": "giảm"},
    ("figures", "target"): {"true": "mục tiêu", "false": ""},
    ("checks", "verdict"): wording.VERDICTS,
    ("checks", "type"): wording.CHECK_TYPES,
}  # fmt: skip


def write_workbook(out: Path, review: bool = True) -> Path:
    """Writes the workbook from the tables of `out`; it appears whole or not at all.

    `review`: whether each report has its page in the review, to which the workbook then has links.
    """
    import xlsxwriter

    path = out / NAME
    partial = out / f".{NAME}.partial"
    sheets = out / f".{NAME}.sheets"  # not where all programs of the machine put theirs: it holds reports
    shutil.rmtree(sheets, ignore_errors=True)
    sheets.mkdir()
    book = xlsxwriter.Workbook(partial, {**_OPTIONS, "tmpdir": str(sheets)})
    try:
        book.set_properties({"title": "Số khớp", "created": _MADE})
        _Writer(book, Shelf(out), review).write()
    finally:
        book.close()
        shutil.rmtree(sheets)
    return partial.replace(path)


@dataclass(slots=True)
class _Sheet:
    """A sheet that is filled from the top down, which is what constant memory asks for."""

    sheet: Any
    width: int
    row: int = 0
    links: int = 0

    @property
    def full(self) -> bool:
        return self.row >= _ROWS - 1

    def close(self) -> None:
        """The filter goes over what was written."""
        self.sheet.autofilter(0, 0, max(self.row, 1), self.width - 1)


class _Writer:
    def __init__(self, book: Any, shelf: Shelf, review: bool) -> None:
        self._book = book
        self._shelf = shelf
        self._review = review
        self._decisions = read_decisions(shelf.out / FILE)
        self._head = book.add_format({"bold": True, "bg_color": "#DCE6F0", "border": 1, "text_wrap": True})
        self._text = book.add_format({"valign": "top"})
        self._long = book.add_format({"valign": "top", "text_wrap": True})
        self._number = book.add_format({"valign": "top", "num_format": "#,##0.########"})
        self._whole = book.add_format({"valign": "top", "num_format": "#,##0"})
        self._date = book.add_format({"valign": "top", "num_format": "dd/mm/yyyy"})
        self._link = book.add_format({"valign": "top", "font_color": "#0B5394", "underline": 1})
        self._verdicts = {
            "mismatch": book.add_format({"valign": "top", "font_color": "#A63603", "bg_color": "#FDEEE4"}),
            "remark": book.add_format({"valign": "top", "font_color": "#6B4E00", "bg_color": "#FDF5D9"}),
            "holds": book.add_format({"valign": "top", "font_color": "#00664A"}),
        }
        self._row_of: dict[str, tuple[int, str]] = {}  # figure → its row, from 1, and how it is printed

    def write(self) -> None:
        reports = self._sheet("Báo cáo", _titles(REPORTS, _REPORT_COLUMNS, (("Trang xem", 11),)))
        figures = self._sheet("Số liệu", _titles(FIGURES, _FIGURE_COLUMNS, (("Báo cáo", 30), ("Địa bàn", 22))))
        linked = (("Số tổng", 13), *((f"Số {at}", 13) for at in range(1, _PARTS + 1)))
        more = (*linked, ("Báo cáo", 30), ("Địa bàn", 22), ("Quyết định", 12), ("Ghi chú", 40))
        checks = self._sheet("Kiểm tra", _titles(CHECKS, _CHECK_COLUMNS, more))
        about = {row["report_id"]: row for row in self._shelf.rows("reports")}
        for row in about.values():
            self._report(reports, row)
        series = Series()
        for row in about.values():
            stated = self._shelf.of_report("figures", row["report_id"])
            series.add(row, stated)
            for figure in stated:
                self._figure(figures, figure, row)
        for wanted in (False, True):  # what does not hold comes first
            for check in self._shelf.rows("checks"):
                if (check["verdict"] == "holds") is wanted:
                    self._check(checks, check, about[check["report_id"]])
        for sheet in (reports, figures, checks):
            sheet.close()
        self._summary(series)

    def _sheet(self, name: str, columns: Sequence[tuple[str, int]]) -> _Sheet:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for at, (title, width) in enumerate(columns):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, title, self._head)
        return _Sheet(sheet, len(columns))

    def _report(self, sheet: _Sheet, row: Stored) -> None:
        at = self._begin(sheet, REPORTS, _REPORT_COLUMNS, row)
        if at is not None and self._review:
            self._linked(sheet, at, f"external:review/{row['report_id']}.html", "mở trang")

    def _figure(self, sheet: _Sheet, figure: Stored, report: Stored) -> None:
        at = self._begin(sheet, FIGURES, _FIGURE_COLUMNS, figure)
        if at is not None:
            self._row_of[figure["figure_id"]] = sheet.row + 1, figure["raw"]
            self._string(sheet, at, report["source"])
            self._string(sheet, at + 1, report["area"])

    def _check(self, sheet: _Sheet, check: Stored, report: Stored) -> None:
        at = self._begin(sheet, CHECKS, _CHECK_COLUMNS, check)
        if at is None:
            return
        compared = dict.fromkeys([check["total_id"], *check["part_ids"].split(";")])
        for place, key in zip(range(at, at + _PARTS + 1), compared, strict=False):
            if key in self._row_of:
                row, raw = self._row_of[key]
                self._linked(sheet, place, f"internal:'Số liệu'!A{row}", raw)
        at += _PARTS + 1
        decision = self._decisions.get(check["check_id"], Decision("", ""))
        for text in (report["source"], report["area"], decision.verdict, decision.note if decision.verdict else ""):
            self._string(sheet, at, text)
            at += 1

    def _begin(self, sheet: _Sheet, table: Table, columns: Sequence[tuple[str, int]], row: Stored) -> int | None:
        """Writes the declared columns into the next row and gives the place behind them; None on a full sheet."""
        if sheet.full:
            return None
        sheet.row += 1
        kinds = {column.name: column.type for column in table.columns}
        for at, (name, width) in enumerate(columns):
            words = _WORDS.get((table.name, name))
            if name == "verdict":
                sheet.sheet.write_string(sheet.row, at, wording.VERDICTS[row[name]], self._verdicts[row[name]])
            elif words is not None:
                self._string(sheet, at, words.get(row[name], row[name]))
            else:
                self._value(sheet, at, row[name], kinds[name], wrapped=width >= _WRAPPED)
        return len(columns)

    def _value(self, sheet: _Sheet, at: int, text: str, kind: str, *, wrapped: bool) -> None:
        if not text:
            return
        if kind in ("number", "integer") and len(text.lstrip("-").replace(".", "")) <= _DIGITS:
            shown = self._number if "." in text else self._whole
            sheet.sheet.write_number(sheet.row, at, float(text), shown)
        elif kind == "date":
            sheet.sheet.write_datetime(sheet.row, at, date.fromisoformat(text), self._date)
        else:
            self._string(sheet, at, text, self._long if wrapped else self._text)

    def _string(self, sheet: _Sheet, at: int, text: str, shown: Any = None) -> None:
        if text:
            sheet.sheet.write_string(sheet.row, at, text[:_LONGEST_TEXT], shown or self._text)

    def _linked(self, sheet: _Sheet, at: int, target: str, text: str) -> None:
        if sheet.links < _LINKS:
            sheet.links += 1
            sheet.sheet.write_url(sheet.row, at, target, self._link, text[:255])
        else:
            self._string(sheet, at, text)

    def _summary(self, series: Series) -> None:
        """An indicator a row, a report a column: what at least two reports state."""
        places = series.sorted_columns()
        titles = [f"{area} {year}" for area, year in places]
        sheet = self._sheet("Tổng hợp", [("Chỉ tiêu", 40), ("Đơn vị", 18), *((title, 18) for title in titles)])
        column_of = {place: at for at, place in enumerate(places, start=2)}
        for line in series.shared():
            if sheet.full:
                break
            sheet.row += 1
            self._string(sheet, 0, line.name)
            self._string(sheet, 1, line.unit)
            for at, point in sorted(_placed(line.points, column_of)):
                self._value(sheet, at, point, "number", wrapped=False)
        sheet.close()


def _placed(points: Sequence[Any], column_of: Mapping[tuple[str, str], int]) -> Iterator[tuple[int, str]]:
    """Column and value, one a column: the first report of an area and year counts."""
    taken: set[int] = set()
    for point in points:
        at = column_of[point.area, point.year]
        if at not in taken:
            taken.add(at)
            yield at, point.value


def _titles(table: Table, columns: Sequence[tuple[str, int]], more: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    title = {column.name: column.title for column in table.columns}
    return [*((title[name], width) for name, width in columns), *more]
