"""The workbook and the CSV for Excel: every row is there, numbers are numbers, and nothing is a formula."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import openpyxl
import pytest

from outputs.excel_csv import write_excel_csv
from outputs.stored import Shelf
from outputs.tables import TABLES
from outputs.workbook import write_workbook
from tests.test_review import HOSTILE, sokhop

SHEETS = ["Báo cáo", "Số liệu", "Kiểm tra", "Tổng hợp"]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(HOSTILE, encoding="utf-8")
    sokhop("run", tmp_path / "a.txt", "-o", tmp_path / "out")
    return tmp_path / "out"


def test_sheets_have_headers_filters_and_frozen_panes(example_output: Path) -> None:
    book = openpyxl.load_workbook(example_output / "sokhop.xlsx")
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(isinstance(cell.value, str) for cell in sheet[1])
    shelf = Shelf(example_output)
    for name, table in (("Báo cáo", "reports"), ("Số liệu", "figures"), ("Kiểm tra", "checks")):
        assert book[name].max_row - 1 == len(list(shelf.rows(table)))


def test_numbers_and_dates_are_what_they_are(example_output: Path) -> None:
    book = openpyxl.load_workbook(example_output / "sokhop.xlsx")
    figures = list(book["Số liệu"].iter_rows(values_only=True))
    head = figures[0]
    stated = list(Shelf(example_output).rows("figures"))
    for shown, figure in zip(figures[1:], stated, strict=True):
        assert shown[head.index("Giá trị")] == pytest.approx(float(figure["value"]), rel=1e-15)
        assert shown[head.index("Nguyên văn")] == figure["raw"]
        assert str(shown[head.index("Kỳ đến ngày")])[:10] == (figure["period_end"] or "None")
    value = book["Số liệu"].cell(2, head.index("Giá trị") + 1)
    assert value.number_format.startswith("#,##0")


def test_a_check_leads_to_its_figures(example_output: Path) -> None:
    book = openpyxl.load_workbook(example_output / "sokhop.xlsx")
    sheet, figures = book["Kiểm tra"], book["Số liệu"]
    head = [cell.value for cell in sheet[1]]
    verdicts = [row[head.index("Kết luận")].value for row in sheet.iter_rows(min_row=2)]
    assert verdicts[0] == "không khớp" and verdicts == sorted(verdicts, key="khớp".__eq__)
    raw = [cell.value for cell in figures[1]].index("Nguyên văn")
    links = 0
    for row in sheet.iter_rows(min_row=2):
        for cell in row[head.index("Số tổng") : head.index("Số 8") + 1]:
            if cell.hyperlink:
                name, _, place = cell.hyperlink.location.partition("!")
                assert name == "'Số liệu'"
                assert figures[place].offset(column=raw).value == cell.value
                links += 1
    assert links > 400


def test_nothing_is_a_formula(hostile: Path) -> None:
    book = openpyxl.load_workbook(hostile / "sokhop.xlsx")
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any("=HYPERLINK" in cell.value for cell in texts)
    assert not [cell for cell in texts if cell.data_type == "f"]
    links = [cell.hyperlink for cell in texts if cell.hyperlink]
    assert links and not [link for link in links if "example.invalid" in f"{link.target}{link.location}"]


def test_the_summary_puts_reports_side_by_side(example_output: Path) -> None:
    sheet = openpyxl.load_workbook(example_output / "sokhop.xlsx")["Tổng hợp"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert rows["Chỉ tiêu"][1:3] == ("huyện Mường Phiêng 2023", "huyện Mường Phiêng 2024")
    assert rows["đảng viên"] == ("đảng viên", 803, 835, 318, 231, 286)


def test_the_same_tables_give_the_same_bytes(example_output: Path) -> None:
    before = (example_output / "sokhop.xlsx").read_bytes()
    assert write_workbook(example_output).read_bytes() == before


@pytest.mark.program("localc")
def test_libreoffice_opens_it(hostile: Path, tmp_path: Path) -> None:
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
            "--outdir",
            tmp_path / "csv",
            hostile / "sokhop.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    made = {path.stem.partition("-")[2]: path for path in (tmp_path / "csv").glob("*.csv")}
    assert sorted(made) == sorted(SHEETS)
    figures = list(csv.DictReader(made["Số liệu"].open(encoding="utf-8")))
    assert len(figures) == len(list(Shelf(hostile).rows("figures")))
    assert any(row["Câu"].startswith('=HYPERLINK("http://example.invalid/"') for row in figures)


@pytest.mark.parametrize("separator", [",", ";"])
def test_csv_for_excel(hostile: Path, separator: str) -> None:
    folder = write_excel_csv(hostile, separator)  # type: ignore[arg-type]
    content = (folder / "figures.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    for table in TABLES:
        with (folder / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
            head, *shown = csv.reader(file, delimiter=separator)
        stored = list(Shelf(hostile).rows(table.name))
        assert head == [column.title for column in table.columns] and len(shown) == len(stored)
        for cells, row in zip(shown, stored, strict=True):
            for cell, column in zip(cells, table.columns, strict=True):
                if column.type == "number":
                    assert cell.replace(",", ".") == row[column.name] and ("." in cell) <= (separator == ",")
                elif column.type == "string":
                    assert cell[:1] not in set("=+-@\t\r") and cell.removeprefix("'") == row[column.name]
