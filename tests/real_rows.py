"""The rows that the README shows: one of each table, of a real run over `examples/`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import shorten

from outputs.stored import Shelf, Stored
from outputs.tables import TABLES

ROOT = Path(__file__).parents[1]
COMMAND = (
    "sokhop run examples/reports examples/source/template -o out --outline examples/de-cuong-2024.docx "
    "--no-review --no-xlsx --quiet"
)
_WIDEST = 92  # letters of a value
_FORMULA = "04 + 03 + 01 = 8 ≠ 09"  # the slip that the rows belong to, as far as they can


def run_examples(out: Path) -> None:
    """The run whose rows are shown."""
    arguments = COMMAND.replace(" out ", f" {out} ").split()[1:]
    done = subprocess.run([sys.executable, "-m", "sokhop", *arguments], cwd=ROOT, check=False)
    assert done.returncode == 1  # the examples have findings on purpose


def real_rows(out: Path) -> str:
    """The rows as the README shows them: what is empty is left out, what is long is cut."""
    shelf = Shelf(out)
    check = next(row for row in shelf.rows("checks") if row["formula"] == _FORMULA)
    figure = next(row for row in shelf.rows("figures") if row["figure_id"] == check["total_id"])
    report = check["report_id"]
    wanted: dict[str, Callable[[Stored], bool]] = {
        "reports": lambda row: row["report_id"] == report,
        "sections": lambda row: row["section_id"] == figure["section_id"],
        "footnotes": lambda row: row["report_id"] == report and row["label"] == figure["footnote"],
        "numerals": lambda row: row["figure_id"] == figure["figure_id"],
        "figures": lambda row: row["figure_id"] == figure["figure_id"],
        "citations": lambda row: row["report_id"] == report and bool(row["date"]),
        "checks": lambda row: row["check_id"] == check["check_id"],
        "cells": lambda row: bool(row["row_header"] and row["column_header"] and row["figure_id"]),
        "coverage": lambda row: row["status"] == "present" and bool(row["figure_ids"]),
    }
    shown = []
    for table in TABLES:
        row = next(row for row in shelf.rows(table.name) if wanted.get(table.name, bool)(row))
        filled = [column.name for column in table.columns if row[column.name]]
        width = max(map(len, filled))
        lines = [f"  {name:<{width}}  {shorten(row[name], _WIDEST, placeholder=' …')}" for name in filled]
        shown.append("\n".join([f"{table.name}.csv", *lines]))
    return "\n\n".join(shown)
