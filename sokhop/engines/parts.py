"""The spool of a distributed run: each batch comes back as Parquet, a file a table; DuckDB merges the parts.

Cells are the texts that the CSV will show, as in the store, so that what comes through Parquet is the same bytes. Two
columns stand before those of a table: `part`, which names the part and the document, and `line`, the row's place there.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from outputs.tables import REPORT_TABLES
from sokhop.outcome import Outcome
from sokhop.work import Task

_READ = "read"
"""The table of the documents themselves: part, outcome, text, record."""
_MERGE_MEMORY = "1GB"  # what is more goes to the disk
_ROWS = 1_000  # held at a time


def packed(name: str, read: Sequence[tuple[Task, Outcome]], work: Path) -> dict[str, bytes]:
    """The spooled reports as Parquet, by table."""
    import duckdb

    csv.field_size_limit(sys.maxsize)  # a cell holds what the report holds
    made: dict[str, bytes] = {}
    with duckdb.connect(config={"threads": 1}) as db:
        db.execute("create table read (part varchar, outcome varchar, text varchar, record varchar)")
        lines: dict[str, io.StringIO] = {table.name: io.StringIO(newline="") for table in REPORT_TABLES}
        for task, outcome in read:
            key = f"{name}/{task.spool.stem}"
            said = json.loads(task.spool.read_text(encoding="utf-8"))
            told = json.dumps(outcome.packed(), ensure_ascii=False)
            db.execute("insert into read values (?, ?, ?, ?)", [key, told, said["text"], said["record"]])
            for table, rows in said["tables"].items():
                cells = csv.reader(io.StringIO(rows, newline=""))
                csv.writer(lines[table]).writerows((key, line, *row) for line, row in enumerate(cells))
        made[_READ] = _parquet(db, "from read", [], work)
        for table in REPORT_TABLES:
            if not (text := lines[table.name].getvalue()):
                continue
            (work / "rows.csv").write_text(text, encoding="utf-8", newline="")
            columns = {"part": "VARCHAR", "line": "BIGINT", **dict.fromkeys(table.header, "VARCHAR")}
            made[table.name] = _parquet(
                db,
                f"from read_csv(?, header = false, columns = {columns!r}, delim = ',', quote = '\"', escape = '\"', "
                "nullstr = '', auto_detect = false, parallel = false, max_line_size = 64000000)",
                [str(work / "rows.csv")],
                work,
            )
    return made


def _parquet(db: Any, rows: str, values: Sequence[str], work: Path) -> bytes:
    file = work / "part.parquet"
    named = str(file).replace("'", "''")
    db.execute(f"copy ({rows}) to '{named}' (format parquet, compression zstd)", values)
    return file.read_bytes()


class Parts:
    """The parts that have come, in the folder of the spool."""

    def __init__(self, spool: Path) -> None:
        self._folder = spool / "parts"
        self._part_of: dict[str, str] = {}  # source → what the column `part` says

    def add(self, name: str, tables: Mapping[str, bytes]) -> None:
        """Lays a part down, whole or not at all."""
        half = self._folder / f"{name}.half"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        for table, data in tables.items():
            (half / f"{table}.parquet").write_bytes(data)
        half.rename(self._folder / name)

    def note(self, source: str, part: str) -> None:
        """The rows of a source stand in this part."""
        self._part_of[source] = part

    def kept(self) -> dict[str, tuple[str, Outcome]]:
        """What an earlier run that was ended had read: the name in the spool → part and outcome."""
        import duckdb

        found: dict[str, tuple[str, Outcome]] = {}
        for file in sorted(self._folder.glob(f"*/{_READ}.parquet")):
            try:
                rows = duckdb.connect().execute("select part, outcome from read_parquet(?)", [str(file)]).fetchall()
            except duckdb.Error:  # power failed while it was written: it counts for nothing
                shutil.rmtree(file.parent)
                continue
            for part, told in rows:
                found[part.partition("/")[2]] = (part, Outcome.unpacked(json.loads(told)))
        return found

    def reports(self, sources: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Text and record of each of the reports, in this order."""
        yield from self._merged(_READ, ("text", "record"), sources)

    def lay(self, sources: Sequence[str], folder: Path) -> None:
        """Writes the rows of these reports, in this order, to `folder`/<table>.csv, without headers."""
        for table in REPORT_TABLES:
            with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(self._merged(table.name, table.header, sources))

    def _merged(self, table: str, columns: Sequence[str], sources: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        import duckdb

        files = [str(file) for file in sorted(self._folder.glob(f"*/{table}.parquet"))]
        if not files or not sources:
            return
        listed = ", ".join(f'"{column}"' for column in columns)
        order = "rank" if table == _READ else "rank, line"
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": 2,
            "memory_limit": _MERGE_MEMORY,
            "temp_directory": str(self._folder / "merge"),
        }
        with duckdb.connect(config=config) as db:
            found = db.execute(
                f"select {listed} from read_parquet($files) "  # noqa: S608 - names of outputs/tables.py
                "join (select unnest($parts) as part, unnest(range(len($parts))) as rank) using (part) "
                f"order by {order}",
                {"files": files, "parts": [self._part_of[source] for source in sources]},
            )
            while rows := found.fetchmany(_ROWS):
                yield from rows
