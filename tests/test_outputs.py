"""The tables: as the contract names them, as CSV, as a data package, as frames."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

import handmade
from outputs.column_docs import column_dictionary
from outputs.csv_files import cell_text, csv_header, csv_lines, decimal_text
from outputs.datapackage import datapackage
from outputs.frames import frame
from outputs.tables import ERRORS, REPORT_TABLES, TABLES, Column

# The contract's columns, written down a second time on purpose: a changed declaration must be seen.
CONTRACT = {
    "reports": "report_id source sha256 format pages issuer level area area_code parent_area number_symbol place date "
    "title period_start period_end signatory signer_role ocr warnings",
    "sections": "report_id section_id parent_id level label title path outline_item page char_start char_end",
    "footnotes": "report_id label text section_id anchor anchor_start page",
    "numerals": "report_id numeral_id raw class figure_id section_id footnote table page char_start char_end",
    "figures": "report_id figure_id section_id section_path footnote table footnote_refs kind value value_max of unit "
    "approx change baseline indicator indicator_code actor place period_start period_end part_of rate_of raw sentence "
    "page bbox char_start char_end rule",
    "citations": "report_id section_id footnote type number_symbol date issuer title raw page char_start char_end",
    "cells": "report_id table caption row column row_header column_header text figure_id page",
    "checks": "report_id check_id type verdict expected stated difference total_id part_ids message page",
    "coverage": "outline_item item_path requirement report_id status section_id evidence",
    "errors": "source sha256 stage error",
}


@pytest.fixture(scope="module")
def rows() -> dict[str, list[dict[str, object]]]:
    return {name: [dict(row) for row in found] for name, found in handmade.rows().named().items()}


def test_columns_are_the_contracts_first() -> None:
    assert [table.name for table in TABLES] == list(CONTRACT)
    for table in TABLES:
        wanted = CONTRACT[table.name].split()
        assert list(table.header[: len(wanted)]) == wanted


def test_every_row_has_exactly_the_declared_columns(rows: dict[str, list[dict[str, object]]]) -> None:
    for table in REPORT_TABLES:
        assert rows[table.name], f"the handmade report has no row of {table.name}"
        for row in rows[table.name]:
            assert tuple(row) == table.header


def test_every_column_has_a_vietnamese_title_and_description() -> None:
    for table in TABLES:
        for column in table.columns:
            assert column.title and column.description.endswith((".", "…")), (table.name, column.name)


def test_references_point_to_keys() -> None:
    keys = {table.name: table.key for table in TABLES}
    for table in TABLES:
        for reference in table.references:
            assert reference.column in table.header
            assert keys[reference.table] == (reference.target,)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("0E+3", "0"),
        ("1E+6", "1000000"),
        ("88.50", "88.5"),
        ("4353", "4353"),
        ("100", "100"),
        ("0.00000001", "0.00000001"),
        ("122188000.000", "122188000"),
        ("-1.10", "-1.1"),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.1"),
    ],
)
def test_decimals_are_plain(number: str, text: str) -> None:
    assert decimal_text(Decimal(number)) == text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+1", "@SUM(1,1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_obey_is_made_harmless(text: str) -> None:
    words, raw = Column("sentence", "", ""), Column("raw", "", "", verbatim=True)
    assert cell_text(text, words) == f"'{text}"
    assert cell_text(text, raw) == text
    assert cell_text(Decimal(-1), Column("difference", "", "", "number")) == "-1"


def test_csv_is_read_back_as_it_was(rows: dict[str, list[dict[str, object]]]) -> None:
    figures = REPORT_TABLES[4]
    row = rows["figures"][0] | {"unit": 'lời "nói",\nhai dòng', "value": Decimal("1E+3")}
    text = csv_header(figures) + csv_lines(figures, [row])
    assert "\r" not in text
    [read] = csv.DictReader(io.StringIO(text, newline=""))
    assert read["unit"] == 'lời "nói",\nhai dòng'
    assert read["value"] == "1000"
    assert read["value_max"] == "" and read["target"] == "false"
    assert read["sentence"] == "'" + handmade.SENTENCE  # it begins with a dash
    assert read["bbox"] == "56.7 140.0 500.2 154.0"


def test_where_things_stand(rows: dict[str, list[dict[str, object]]]) -> None:
    by_raw = {row["raw"]: row for row in rows["numerals"]}
    assert by_raw["30"]["section_id"] == f"{handmade.REPORT_ID}-s1"
    assert by_raw["30"]["figure_id"] == f"{handmade.REPORT_ID}-0001"
    assert (by_raw["27"]["footnote"], by_raw["27"]["section_id"]) == ("1", f"{handmade.REPORT_ID}-s1")
    assert by_raw["1.250"]["table"] == 1 and by_raw["30"]["table"] is None
    assert by_raw["2"]["class"] == "page_number" and by_raw["2"]["char_start"] is None
    assert len({row["numeral_id"] for row in rows["numerals"]}) == len(rows["numerals"])


def test_cells_know_their_headers(rows: dict[str, list[dict[str, object]]]) -> None:
    cell = rows["cells"][-1]
    assert (cell["row"], cell["column"], cell["text"]) == (2, 2, "1.250")
    assert (cell["row_header"], cell["column_header"]) == ("Suối Mơ", "Số hộ")
    assert cell["figure_id"] == f"{handmade.REPORT_ID}-0003"
    assert rows["cells"][0]["column_header"] is None


def test_footnote_has_its_anchor(rows: dict[str, list[dict[str, object]]]) -> None:
    [note] = rows["footnotes"]
    assert note["text"] == handmade.NOTE
    assert str(note["anchor"]).endswith("30 hội nghị")


def test_check_quotes_its_figures(rows: dict[str, list[dict[str, object]]]) -> None:
    assert rows["checks"][0]["quotes"] == "30 | 02 | 27"


def write_package(folder: Path, rows: dict[str, list[dict[str, object]]]) -> Path:
    for table in REPORT_TABLES:
        text = csv_header(table) + csv_lines(table, rows[table.name])  # type: ignore[arg-type]
        (folder / f"{table.name}.csv").write_text(text, encoding="utf-8", newline="")
    (folder / "errors.csv").write_text(csv_header(ERRORS), encoding="utf-8")
    (folder / "datapackage.json").write_text(datapackage(), encoding="utf-8")
    return folder / "datapackage.json"


def test_frictionless_accepts_the_package(tmp_path: Path, rows: dict[str, list[dict[str, object]]]) -> None:
    from frictionless import Package

    report = Package(str(write_package(tmp_path, rows))).validate()
    assert report.valid, report.flatten(["type", "title", "message"])


def test_frictionless_sees_a_broken_key(tmp_path: Path, rows: dict[str, list[dict[str, object]]]) -> None:
    from frictionless import Package

    broken = rows | {"figures": [row | {"part_of": "nowhere-0001"} for row in rows["figures"]]}
    report = Package(str(write_package(tmp_path, broken))).validate()
    assert not report.valid


def test_package_describes_every_table() -> None:
    package = json.loads(datapackage())
    assert [resource["name"] for resource in package["resources"]] == list(CONTRACT)


def test_frames_have_types(rows: dict[str, list[dict[str, object]]]) -> None:
    figures = frame(REPORT_TABLES[4], rows["figures"])  # type: ignore[arg-type]
    assert list(figures.columns) == list(REPORT_TABLES[4].header)
    assert figures["value"].sum() == 30 + 88.5 + 1250 + 2 + 27
    assert figures["value_max"].isna().all() and figures["change"].isna().all()
    reports = frame(REPORT_TABLES[0], rows["reports"])  # type: ignore[arg-type]
    assert reports["date"].dt.year.tolist() == [2023]


def test_column_dictionary_is_what_the_tables_say() -> None:
    written = Path(__file__).parents[1] / "docs" / "columns.md"
    assert written.read_text(encoding="utf-8") == column_dictionary(), "run `make docs`"
