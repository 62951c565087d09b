"""CSV for Excel: UTF-8 with BOM, Vietnamese headers, no cell that a spreadsheet would obey; numbers stay numbers."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal

from outputs.csv_files import harmless
from outputs.stored import Shelf
from outputs.tables import TABLES, Column

Separator = Literal[",", ";"]
FOLDER = "excel"


def write_excel_csv(out: Path, separator: Separator) -> Path:
    """Writes every table of `out` to `out/excel`.

    With `;` decimals have a comma: Excel expects both together, or neither, from the settings of the machine.
    """
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    shelf = Shelf(out)
    for table in TABLES:
        partial = folder / f".{table.name}.csv.partial"
        with partial.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
            writer.writerow([column.title for column in table.columns])
            for row in shelf.rows(table.name):
                writer.writerow([_cell(row[column.name], column, separator) for column in table.columns])
        partial.replace(folder / f"{table.name}.csv")
    return folder


def _cell(text: str, column: Column, separator: Separator) -> str:
    if column.type == "number":
        return text.replace(".", ",") if separator == ";" else text
    return harmless(text) if column.type == "string" else text
