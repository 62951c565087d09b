"""The tables of an output folder read back, report by report, without holding them in memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from outputs.csv_files import is_guarded, unguarded
from outputs.tables import TABLES, Table

Stored = dict[str, str]
"""A row as text: what the CSV cell holds, without the apostrophe that guards it; "" where nothing is known."""

_TABLES = {table.name: table for table in TABLES}


class Shelf:
    """The tables below `out`. Where the rows of a report stand in a file is noted once; they are read when asked."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._places: dict[str, dict[str, list[tuple[int, int]]]] = {}

    def rows(self, name: str) -> Iterator[Stored]:
        """All rows of a table, in their order."""
        with self._path(name).open(encoding="utf-8", newline="") as file:
            yield from _rows(file, _TABLES[name])

    def of_report(self, name: str, report_id: str) -> list[Stored]:
        """The rows of one report."""
        if name not in self._places:
            self._places[name] = _report_places(self._path(name))
        found: list[Stored] = []
        with self._path(name).open("rb") as file:
            header = file.readline()
            for start, end in self._places[name].get(report_id, ()):
                file.seek(start)
                text = (header + file.read(end - start)).decode("utf-8")
                found += _rows(io.StringIO(text, newline=""), _TABLES[name])
        return found

    def text(self, report_id: str) -> str:
        """The text that the offsets of a report point into."""
        return (self.out / "texts" / f"{report_id}.txt").read_bytes().decode("utf-8")

    def _path(self, name: str) -> Path:
        return self.out / f"{name}.csv"


def _rows(file: TextIO, table: Table) -> Iterator[Stored]:
    lines = csv.reader(file)
    names = next(lines)
    may_be = {column.name for column in table.columns if is_guarded(column)}
    guarded = [at for at, name in enumerate(names) if name in may_be]
    for cells in lines:
        for at in guarded:
            if cells[at][:1] == "'":
                cells[at] = unguarded(cells[at])
        yield dict(zip(names, cells, strict=True))


def _report_places(path: Path) -> dict[str, list[tuple[int, int]]]:
    """Report → the stretches of bytes that hold its rows."""
    places: dict[str, list[tuple[int, int]]] = {}
    with path.open("rb") as file:
        read = len(header := file.readline())
        column = header.decode("utf-8").rstrip("\n").split(",").index("report_id")

        def lines() -> Iterator[str]:
            nonlocal read
            for line in file:
                read += len(line)
                yield line.decode("utf-8")

        start = read
        for row in csv.reader(lines()):
            stretches = places.setdefault(row[column], [])
            if stretches and stretches[-1][1] == start:
                stretches[-1] = (stretches[-1][0], read)
            else:
                stretches.append((start, read))
            start = read
    return places
