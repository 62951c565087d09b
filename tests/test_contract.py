"""A real run over the examples: what the contract promises of its tables, whatever the reports say."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from outputs.tables import TABLES
from sokhop.inputs import find_inputs
from sokhop.run import Options, run

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
Tables = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    run(find_inputs([EXAMPLES]), folder, Options(workers=2, timeout=120))
    return folder


@pytest.fixture(scope="module")
def tables(out: Path) -> Tables:
    return {table.name: read(out, table.name) for table in TABLES}


@pytest.fixture(scope="module")
def texts(out: Path) -> dict[str, str]:
    return {path.stem: path.read_bytes().decode("utf-8") for path in (out / "texts").iterdir()}


def read(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_example_is_read_and_gives_something(tables: Tables, texts: dict[str, str]) -> None:
    assert len(tables["reports"]) == len(list(EXAMPLES.iterdir())) >= 5
    assert not tables["errors"]
    assert {row["report_id"] for row in tables["reports"]} == texts.keys()
    for name in ("sections", "footnotes", "numerals", "figures", "citations", "cells", "checks"):
        assert tables[name], name


def test_every_digit_of_the_text_is_in_exactly_one_row(tables: Tables, texts: dict[str, str]) -> None:
    for report_id, text in texts.items():
        owners = Counter(
            offset
            for row in tables["numerals"]
            if row["report_id"] == report_id and row["char_start"]
            for offset in range(int(row["char_start"]), int(row["char_end"]))
            if text[offset].isdecimal()
        )
        assert set(owners) == {offset for offset, sign in enumerate(text) if sign.isdecimal()}  # "m²" holds none
        assert set(owners.values()) == {1}


def test_every_offset_points_at_what_the_row_says(tables: Tables, texts: dict[str, str]) -> None:
    for name in ("numerals", "figures", "citations"):
        for row in tables[name]:
            if row["char_start"]:
                assert texts[row["report_id"]][int(row["char_start"]) : int(row["char_end"])] == row["raw"]


def test_figures_of_the_ledger_and_of_the_table_are_the_same(tables: Tables) -> None:
    ledger = [row["figure_id"] for row in tables["numerals"] if row["class"] == "figure"]
    assert Counter(ledger) == Counter(row["figure_id"] for row in tables["figures"])
    assert not any(row["figure_id"] for row in tables["numerals"] if row["class"] != "figure")


def test_rows_are_in_reading_order(tables: Tables) -> None:
    order = {row["report_id"]: n for n, row in enumerate(tables["reports"])}
    assert [row["source"] for row in tables["reports"]] == sorted(row["source"] for row in tables["reports"])
    for name in ("sections", "figures", "citations"):
        places = [(order[row["report_id"]], int(row["char_start"])) for row in tables[name]]
        assert places == sorted(places), name


def test_values_are_written_as_declared(tables: Tables) -> None:
    forms = {
        "integer": r"\d+",
        "number": r"-?(0|[1-9]\d*)(\.\d*[1-9])?",
        "boolean": r"true|false",
        "date": r"\d{4}-\d{2}-\d{2}",
    }
    for table in TABLES:
        for column in table.columns:
            for row in tables[table.name]:
                value = row[column.name]
                assert value not in ("nan", "None", "NaT")
                if value and column.type in forms:
                    assert re.fullmatch(forms[column.type], value), (table.name, column.name, value)
                if value and column.values:
                    assert value in column.values, (table.name, column.name, value)


def test_a_difference_is_stated_minus_expected(tables: Tables) -> None:
    for row in tables["checks"]:
        assert Decimal(row["stated"]) - Decimal(row["expected"]) == Decimal(row["difference"])
        assert row["message"].endswith(".")


def test_frictionless_accepts_a_real_run(out: Path) -> None:
    from frictionless import Package

    report = Package(str(out / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "title", "message"])


def test_a_second_run_writes_the_same_bytes(out: Path, tmp_path: Path) -> None:
    run(find_inputs([EXAMPLES]), tmp_path, Options(workers=1, timeout=120))
    for path in (path for path in sorted(out.rglob("*.*")) if path.suffix != ".duckdb"):
        assert path.read_bytes() == (tmp_path / path.relative_to(out)).read_bytes(), path.name


def test_hostile_cells_are_harmless(samples: Path, tmp_path: Path) -> None:
    run(find_inputs([samples / "bad" / "formula.docx"]), tmp_path, Options(workers=1, timeout=60))
    assert {"91", "4353"} <= {row["value"] for row in read(tmp_path, "figures")}
    for path in tmp_path.glob("*.csv"):
        for row in read(tmp_path, path.stem):
            for name, value in row.items():
                if value[:1] in ("=", "+", "-", "@"):
                    assert re.fullmatch(r"[-+]?[\d.,]+", value) or name == "raw", (path.name, name, value)


def test_bad_files_are_said_in_seconds(samples: Path, tmp_path: Path) -> None:
    bad = samples / "bad"
    summary = run(find_inputs([bad]), tmp_path, Options(workers=2, timeout=60))
    errors = {row["source"]: row["error"] for row in read(tmp_path, "errors")}
    assert summary.inputs == summary.reports + len(errors) == len(list(bad.iterdir()))
    unreadable = (
        "truncated.docx zip-not-docx.docx empty.pdf truncated.pdf password.pdf billion-laughs.docx zip-bomb.docx"
    )
    assert set(unreadable.split()) <= errors.keys()
    for error in errors.values():
        assert error.endswith(".") and "Traceback" not in error
    assert not list(Path("/tmp").glob("sokhop-traversal-*"))
