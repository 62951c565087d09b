"""The corpus that grows: OUT/sokhop.duckdb holds every report ever read; the CSV files are its exports.

Every table of the output is kept as the text that its CSV shows (`kept.<table>`), so that an export is the same bytes
again; views of the same name give SQL users typed columns of the current reports. A report that was submitted again
replaces the old one, whose rows stay in `kept`, marked in `files` by the report that replaced it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Columns = Mapping[str, str]
"""The SQL type of every column of a table, in their order."""

_FILES = """
create table if not exists files (
    source varchar, sha256 varchar, reader varchar, report_id varchar, seq bigint,
    outcome varchar, record varchar, district varchar, year integer, office varchar, number_symbol varchar,
    date varchar, text varchar, replaced_by varchar
)
"""
_META = "create table if not exists meta (name varchar, value varchar)"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store knows of a report beside its rows."""

    source: str
    sha256: str
    reader: str  # what read it: another program or other options read it anew
    report_id: str
    outcome: str  # JSON of the frame's
    record: str  # JSON of the record
    district: str
    year: int
    office: str
    number_symbol: str
    date: str
    text: str


class StoreBusyError(Exception):
    """Another program has the store open."""


class Store:
    """The DuckDB file of a corpus. Changes are seen by others when they are committed."""

    def __init__(self, path: Path, tables: Mapping[str, Columns]) -> None:
        import duckdb  # takes its time to load: only where a corpus is opened

        try:
            self._db: Any = duckdb.connect(str(path))
        except duckdb.IOException as error:
            raise StoreBusyError(path) from error
        self._tables = tables
        self._db.execute("set threads to 2")
        self._db.execute("begin")
        self._db.execute(_FILES)
        self._db.execute(_META)
        self._db.execute("create schema if not exists kept")
        for name, columns in tables.items():
            self._prepare(name, columns)
        self._db.execute("commit")
        self._db.execute("begin")

    def _prepare(self, name: str, columns: Columns) -> None:
        """The table as it is written today; columns that it did not have yet are added, empty."""
        listed = ", ".join(f'"{column}" varchar' for column in columns)
        self._db.execute(f'create table if not exists kept."{name}" (kept_seq bigint, {listed})')
        there = {row[0] for row in self._db.execute(f'describe kept."{name}"').fetchall()}
        for column in columns:
            if column not in there:
                self._db.execute(f'alter table kept."{name}" add column "{column}" varchar')
        typed = ", ".join(f'try_cast("{column}" as {kind}) as "{column}"' for column, kind in columns.items())
        current = (
            "where kept_seq in (select seq from files where replaced_by is null)" if "report_id" in columns else ""
        )
        self._db.execute(f'create or replace view "{name}" as select {typed} from kept."{name}" {current}')

    def close(self, *, commit: bool) -> None:
        """Lets go of the file, with what was done or without."""
        self._db.execute("commit" if commit else "rollback")
        self._db.close()

    # -- what is there

    def unchanged(self, sha256: Iterable[str], reader: str) -> dict[str, Kept]:
        """The current reports whose file had one of these digests and was read by the same reader, by digest."""
        wanted = sorted(set(sha256))
        found = self._files("sha256 in (select unnest(?)) and reader = ? and replaced_by is null", [wanted, reader])
        return {kept.sha256: kept for kept in found}

    def current(self, report_ids: Iterable[str]) -> dict[str, Kept]:
        """The current reports of these ids."""
        found = self._files("report_id in (select unnest(?)) and replaced_by is null", [sorted(set(report_ids))])
        return {kept.report_id: kept for kept in found}

    def districts(self) -> list[str]:
        """What the current reports are grouped by, in order."""
        found = self._db.execute(
            "select distinct district from files where district <> '' and replaced_by is null order by district"
        )
        return [str(name) for (name,) in found.fetchall()]

    def neighbours(self, districts: Iterable[str], first: int, last: int) -> list[Kept]:
        """The current reports of these districts and years."""
        return self._files(
            "district in (select unnest(?)) and year between ? and ? and replaced_by is null",
            [sorted(set(districts)), first, last],
        )

    def submitted_before(self, kept: Kept) -> Kept | None:
        """A current report of the same office under the same number and year: the one that this was submitted for."""
        if not any(sign.isdigit() for sign in kept.number_symbol) or not kept.office or not kept.year:
            return None
        found = self._files(
            "office = ? and number_symbol = ? and year = ? and report_id <> ? and replaced_by is null",
            [kept.office, kept.number_symbol, kept.year, kept.report_id],
        )
        return found[-1] if found else None

    def _files(self, condition: str, values: Sequence[object]) -> list[Kept]:
        names = "source, sha256, reader, report_id, outcome, record, district, year, office, number_symbol, date, text"
        rows = self._db.execute(f"select {names} from files where {condition} order by seq", values).fetchall()
        return [Kept(*row) for row in rows]

    # -- what comes in

    def add(self, reports: Iterable[Kept]) -> None:
        """Puts reports on record, in this order."""
        first = self._db.execute("select coalesce(max(seq), 0) + 1 from files").fetchone()[0]
        for seq, kept in enumerate(reports, first):
            self._db.execute(
                "insert into files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
                [
                    kept.source, kept.sha256, kept.reader, kept.report_id, seq, kept.outcome, kept.record,
                    kept.district, kept.year, kept.office, kept.number_symbol, kept.date, kept.text,
                ],
            )  # fmt: skip

    def load(self, table: str, file: Path) -> None:
        """Rows of reports that are on record, from a CSV file without header."""
        if not file.stat().st_size:
            return
        columns = dict.fromkeys(self._tables[table], "VARCHAR")
        listed = ", ".join(f'"{column}"' for column in columns)
        numbered = (
            "select row_number() over () as line_no, * from "
            f"read_csv(?, header = false, columns = {columns!r}, delim = ',', quote = '\"', escape = '\"', "
            "nullstr = '', auto_detect = false, parallel = false, max_line_size = 64000000)"
        )
        joined = "join files on files.report_id = given.report_id and replaced_by is null"
        seq = "files.seq"
        if "report_id" not in columns:
            joined, seq = "", "null"
        picked = ", ".join(f'given."{column}"' for column in columns)
        self._db.execute(
            f'insert into kept."{table}" (kept_seq, {listed}) '
            f"select {seq}, {picked} from ({numbered}) as given {joined} order by line_no",
            [str(file)],
        )

    def count(self, table: str, reports: Iterable[str]) -> int:
        """Rows of these reports."""
        asked = f'select count(*) from kept."{table}" where report_id in (select unnest(?))'
        found = self._db.execute(asked, [list(reports)]).fetchone()
        return int(found[0]) if found else 0

    def drop_rows(self, table: str, column: str, values: Iterable[str], types: Sequence[str] = ()) -> None:
        """Takes the rows out that have one of the values; with `types` only those of these types."""
        of_type = "and type in (select unnest(?))" if types else ""
        given = [sorted(set(values)), list(types)] if types else [sorted(set(values))]
        self._db.execute(f'delete from kept."{table}" where "{column}" in (select unnest(?)) {of_type}', given)

    def replace(self, old: str, new: str) -> None:
        """The report `new` stands for `old` from now on; the rows of `old` stay in `kept`."""
        self._db.execute("update files set replaced_by = ? where report_id = ? and replaced_by is null", [new, old])

    def forget(self, report_id: str) -> None:
        """Takes a report out as if it had never come, to read it anew."""
        for table, columns in self._tables.items():
            if "report_id" in columns:
                self.drop_rows(table, "report_id", [report_id])
        self._db.execute("delete from files where report_id = ?", [report_id])

    def move(self, report_id: str, source: str, sha256: str) -> None:
        """A report that is known stands in another file now: moved, or saved again with the same text."""
        for table in ("files", "kept.reports"):
            self._db.execute(
                f"update {table} set source = ?, sha256 = ? where report_id = ?", [source, sha256, report_id]
            )

    # -- what goes out

    def rows(self, table: str, order: str = "kept_seq, rowid") -> Iterator[tuple[str | None, ...]]:
        """The rows of the current reports, as their CSV shows them."""
        listed = ", ".join(f'"{column}"' for column in self._tables[table])
        current = "where kept_seq in (select seq from files where replaced_by is null)"
        if "report_id" not in self._tables[table]:
            current = ""
        found = self._db.execute(f'select {listed} from kept."{table}" {current} order by {order}')
        while chunk := found.fetchmany(10_000):
            yield from chunk

    def across(self, report_ids: Iterable[str], types: Sequence[str]) -> list[tuple[str, str, str, str | None, str]]:
        """Report, verdict, message, page and weight of the reports' checks of these types."""
        found: list[tuple[str, str, str, str | None, str]] = self._db.execute(
            "select report_id, verdict, message, page, weight from kept.checks "
            "where report_id in (select unnest(?)) and type in (select unnest(?)) order by kept_seq, rowid",
            [sorted(set(report_ids)), list(types)],
        ).fetchall()
        return found

    def levels(self) -> Iterator[dict[str, str]]:
        """The figures of all current reports that state a level of the report's own time, with whose they are."""
        of_report = ("level", "area", "area_code", "parent_area", "issuer", "date", "title")
        of_figure = (
            "report_id", "figure_id", "kind", "value", "unit", "approx", "indicator", "indicator_code", "place",
            "period_start", "period_end", "part_of",
        )  # fmt: skip
        names = [*(f"kept.figures.{name}" for name in of_figure), *(f"kept.reports.{name}" for name in of_report)]
        # A commune's district may stand in its text and not in its letterhead.
        names[-4] = "coalesce(parent_area, case when level = 'xã' then district end)"
        found = self._db.execute(
            f"select {', '.join(names)} from kept.figures join kept.reports using (report_id) "
            "join files using (report_id) where replaced_by is null and change is null and value is not null "
            "and target <> 'true' and kept.figures.period_end between coalesce(kept.reports.period_start, '') "
            "and kept.reports.period_end order by files.seq, kept.figures.rowid"
        )
        while chunk := found.fetchmany(10_000):
            for row in chunk:
                yield {name: value or "" for name, value in zip((*of_figure, *of_report), row, strict=True)}

    def outcomes(self) -> Iterator[str]:
        """The outcomes of all current reports."""
        found = self._db.execute("select outcome from files where replaced_by is null order by seq")
        while chunk := found.fetchmany(10_000):
            yield from (row[0] for row in chunk)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Id and text of all current reports."""
        found = self._db.execute("select report_id, text from files where replaced_by is null order by seq")
        while chunk := found.fetchmany(1_000):
            yield from chunk

    def recall(self, name: str) -> str:
        """A note that an earlier run left; "" for none."""
        row = self._db.execute("select value from meta where name = ?", [name]).fetchone()
        return row[0] if row else ""

    def note(self, name: str, value: str) -> None:
        """Leaves a note for later runs."""
        self._db.execute("delete from meta where name = ?", [name])
        self._db.execute("insert into meta values (?, ?)", [name, value])
