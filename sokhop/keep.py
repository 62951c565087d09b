"""What has been read goes to the store, is judged with what is there, and the tables are brought up to date.

The long tables grow at their end, so that a hundred new reports cost the same however many there are; they are written
anew from the store where a report was replaced or a file is not as the last run left it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from corpus.compare.judge import YEARS_BACK, group, is_stray, judge
from corpus.compare.record import Record
from corpus.compare.shelf import unpacked
from corpus.store import Kept
from corpus.territory import Area
from outputs.atomic import Staging
from outputs.csv_files import csv_header, csv_lines
from outputs.rows import Row, check_row
from outputs.summary import Finding
from outputs.tables import CHECKS, COVERAGE, ERRORS, REPORT_TABLES, REPORTS, Table
from sokhop.accounting import unledgered
from sokhop.given import Given
from sokhop.known import STORE, open_store, outcome_of, same_content
from sokhop.outcome import Outcome
from sokhop.spool import Spool

ACROSS = ("rollup", "change")
"""The types of checks that take several reports."""

_FEW = 20  # districts that are all judged anew while communes are here that name none
_SHORT = (REPORTS, CHECKS, COVERAGE, ERRORS)  # written anew by every run
_LONG = tuple(table for table in REPORT_TABLES if table not in _SHORT)


class Corpus:
    """The store of an output folder while a run writes to it."""

    def __init__(self, staging: Staging, reader: str) -> None:
        self._staging = staging
        self._reader = reader
        self._store = open_store(staging.staged(STORE).parent)
        self._anew = not all(
            self._store.recall(f"size of {table.name}") == str(_size(staging.out / f"{table.name}.csv"))
            for table in _LONG
        )
        self.fault = ""  # what is wrong with our own books of what was taken
        self._touched: set[tuple[str, int]] = set()  # district and year of what is new: records are large

    def take(
        self, fresh: Sequence[Outcome], sources: frozenset[str], spool: Spool
    ) -> tuple[list[Outcome], list[tuple[Outcome, str, str]]]:
        """Puts the reports that were read, and whose rows are in the spool, into the store.

        Gives back those that count, and those that do not with stage and reason.
        """
        current = self._store.current(outcome.report_id for outcome in fresh)
        counted: dict[str, tuple[Outcome, Kept]] = {}  # without texts and records, which are large
        papers: dict[tuple[str, str, int], str] = {}
        refused: list[tuple[Outcome, str, str]] = []
        same: list[Outcome] = []
        spooled = spool.reports([outcome.source for outcome in fresh])
        for outcome, (said, packed) in zip(fresh, spooled, strict=True):
            old = current.get(outcome.report_id)
            if old and old.source != outcome.source and old.reader == self._reader and old.source not in sources:
                refused.append((outcome, "trùng", same_content(old.source)))
                continue
            if old and old.source == outcome.source and old.reader == self._reader:
                self.move(outcome)
                same.append(outcome)
                continue
            if old:
                self._store.forget(old.report_id)
                self._anew = True
            record = unpacked(packed)
            kept = self._kept(outcome, record, packed, said)
            late = counted[papers[paper]][1] if (paper := _paper(kept)) in papers else None
            before = late or self._store.submitted_before(kept)
            if before and (before.date or "") > (kept.date or ""):
                refused.append((outcome, "thay thế", f"Đã có bản nộp sau của báo cáo này từ {before.source}."))
                continue
            if before and late:
                first, _kept = counted.pop(before.report_id)
                refused.append((first, "thay thế", _replaced_by(outcome.source)))
            elif before:
                self._replace(before, kept)
                refused.append((outcome_of(before, before.source), "thay thế", _replaced_by(outcome.source)))
            counted[kept.report_id] = (outcome, replace(kept, text="", record=""))
            if paper:
                papers[paper] = kept.report_id
            self._touched.add((kept.district, kept.year))
        taken = [outcome.source for outcome, _kept in counted.values()]
        self._store.add(self._whole([kept for _outcome, kept in counted.values()], spool.reports(taken)))
        self._load(taken, spool)
        self.fault = unledgered(
            sum(outcome.numerals for outcome, _kept in counted.values()), self._store.count("numerals", counted)
        )
        return [*same, *(outcome for outcome, _kept in counted.values())], refused

    def _whole(self, reports: Iterable[Kept], spooled: Iterable[tuple[str, str]]) -> Iterator[Kept]:
        """The reports with their texts and records, one by one; the texts are staged on the way."""
        for kept, (said, packed) in zip(reports, spooled, strict=True):
            with self._staging.file(f"texts/{kept.report_id}.txt") as text:
                text.write(said)
            yield replace(kept, text=said, record=packed)

    def move(self, outcome: Outcome) -> None:
        """A report that is known by its content has another path or other bytes now."""
        self._store.move(outcome.report_id, outcome.source, outcome.sha256)

    def source_of(self, report_id: str) -> str:
        """The path that a report is known by; "" where it is not known."""
        kept = self._store.current([report_id]).get(report_id)
        return kept.source if kept else ""

    def judge(self) -> None:
        """Compares the new reports with their neighbours: the same district, the years around theirs."""
        years = [year for _district, year in self._touched if year]
        if not years:
            return
        for districts in self._to_judge():
            self._judge(districts, min(years), max(years) + YEARS_BACK)

    def _to_judge(self) -> list[list[str]]:
        """The groups of the new reports, each judged alone.

        Communes that name no district go with the only one that is here, and by themselves once there are more.
        """
        groups = self._store.districts()
        strays = [name for name in groups if is_stray(name)]
        named = [name for name in groups if not is_stray(name)]
        if strays and len(named) == 1:
            return [groups]
        if strays and len(named) <= _FEW:
            return [[name] for name in groups]
        return [[name] for name in sorted({district for district, _year in self._touched} - {""})]

    def _judge(self, districts: Sequence[str], first: int, last: int) -> None:
        near = self._store.neighbours(districts, first - YEARS_BACK, last)
        records = {kept.report_id: unpacked(kept.record) for kept in near if len(near) > 1}  # alone there is no other
        about = {kept.report_id for kept in near if kept.year >= first}
        found = judge(records.values(), about)
        raw_of = {
            claimed.figure.figure_id: claimed.figure.raw for record in records.values() for claimed in record.claims
        }
        rows = [check_row(kept.report_id, check, raw_of) for kept in near for check in found.get(kept.report_id, ())]
        self._store.drop_rows("checks", "report_id", about, ACROSS)
        self._load_lines(CHECKS, csv_lines(CHECKS, rows))

    def across(self, outcomes: Sequence[Outcome]) -> list[tuple[str, str, Finding]]:
        """Report, verdict and finding of the checks over several reports."""
        source_of = {outcome.report_id: outcome.source for outcome in outcomes}
        return [
            (key, verdict, Finding(source_of[key], message, int(page) if page else None, int(weight)))
            for key, verdict, message, page, weight in self._store.across(source_of, ACROSS)
        ]

    def came(self, given: Given) -> list[Area]:
        """The units of all current reports that the outline asks for, or of all where there is none."""
        outcomes = [json.loads(said) for said in self._store.outcomes()]
        return [Area(**said["area"]) for said in outcomes if said["area"] and (said["due"] or not given.outline)]

    def write(self, errors: Sequence[Row], settled: Sequence[str], late: Sequence[Row]) -> None:
        """Stages every table. `settled` are the sources of which an earlier error no longer holds."""
        self._store.drop_rows("errors", "source", [*settled, *(str(error["source"]) for error in errors)])
        self._load_lines(ERRORS, csv_lines(ERRORS, errors))
        for table in _SHORT:
            self._write(
                table,
                "source" if table is ERRORS else "kept_seq, rowid",
                csv_lines(table, late) if table is COVERAGE else "",
            )
        for table in _LONG:
            if self._anew:
                self._write(table, "kept_seq, rowid")
            self._store.note(f"size of {table.name}", str(self._size_after(table)))
        if self._anew:
            self._texts_anew()

    def close(self, *, commit: bool) -> None:
        self._store.close(commit=commit)

    def _kept(self, outcome: Outcome, record: Record, packed: str, text: str) -> Kept:
        said = asdict(replace(outcome, source="", sha256=""))
        return Kept(
            outcome.source,
            outcome.sha256,
            self._reader,
            outcome.report_id,
            json.dumps({name: value for name, value in said.items() if name not in ("source", "sha256", "unchanged")}),
            packed,
            group(record),
            record.year,
            f"{record.issuer} | {record.area}".casefold(),
            record.number_symbol,
            record.date,
            text,
        )

    def _replace(self, old: Kept, new: Kept) -> None:
        self._store.replace(old.report_id, new.report_id)
        self._staging.remove(f"texts/{old.report_id}.txt")
        self._touched.add((old.district, old.year))
        self._anew = True

    def _load(self, sources: Sequence[str], spool: Spool) -> None:
        folder = self._staging.folder("load")
        spool.lay(sources, folder)
        for table in REPORT_TABLES:
            lines = folder / f"{table.name}.csv"
            if not lines.exists():
                continue
            self._store.load(table.name, lines)
            if table in _LONG and not self._anew:
                lines.replace(self._staging.more(f"{table.name}.csv"))

    def _load_lines(self, table: Table, lines: str) -> None:
        path = self._staging.folder("load") / f"{table.name}.csv"
        path.write_text(lines, encoding="utf-8", newline="")
        self._store.load(table.name, path)

    def _write(self, table: Table, order: str, more: str = "") -> None:
        with self._staging.file(f"{table.name}.csv") as file:
            file.write(csv_header(table))
            csv.writer(file, lineterminator="\n").writerows(self._store.rows(table.name, order))
            file.write(more)

    def _size_after(self, table: Table) -> int:
        """The size that the table's file will have."""
        name = f"{table.name}.csv"
        staged = self._staging.staged(name)
        return _size(staged) if staged.exists() else _size(self._staging.out / name) + _size(self._staging.more(name))

    def _texts_anew(self) -> None:
        names = set()
        for report_id, said in self._store.texts():
            names.add(f"{report_id}.txt")
            with self._staging.file(f"texts/{report_id}.txt") as text:
                text.write(said)
        folder = self._staging.out / "texts"
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name not in names:
                self._staging.remove(f"texts/{path.name}")


def _replaced_by(source: str) -> str:
    return f"Báo cáo này đã được thay bằng bản nộp lại từ {source}; số liệu của bản cũ vẫn giữ trong {STORE}."


def _paper(kept: Kept) -> tuple[str, str, int] | None:
    """What versions of one report share: office, number and year; None where a report has no number."""
    if not any(sign.isdigit() for sign in kept.number_symbol):
        return None
    return kept.office, kept.number_symbol, kept.year


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
