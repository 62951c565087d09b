"""A run: inputs → worker processes → spooled rows → every table of the output, in the order of the sources."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.submission import outstanding
from corpus.territory import Area
from extract.limits import Limits
from outputs.atomic import Staging
from outputs.csv_files import csv_header, csv_lines
from outputs.datapackage import datapackage
from outputs.rows import Row
from outputs.summary import Summary
from outputs.tables import COVERAGE, ERRORS, REPORT_TABLES
from sokhop.given import Given
from sokhop.inputs import Input
from sokhop.work import Outcome, Task
from sokhop.workers import read_all


@dataclass(frozen=True, slots=True)
class Options:
    """How to read."""

    workers: int
    timeout: float  # seconds for one document
    password: str | None = None
    limits: Limits | None = None
    given: Given | None = None


def run(
    inputs: Sequence[Input], out: Path, options: Options, advance: Callable[[str], None] = lambda source: None
) -> Summary:
    """Reads every input and writes every table to `out`; `advance` is called with each source that is done.

    Raises BusyError when another run writes to `out`, OSError when `out` cannot be written.
    """
    staging = Staging(out)
    staging.open()
    try:
        outcomes = _read(inputs, staging.folder("spool"), options, advance)
        result = _write(inputs, outcomes, staging, options.given or Given())
        staging.commit()
    finally:
        staging.close()
    return result


def _spool(folder: Path, at: int) -> Path:
    return folder / f"{at:08d}.json"


def _read(inputs: Sequence[Input], spool: Path, options: Options, advance: Callable[[str], None]) -> list[Outcome]:
    outcomes: dict[int, Outcome] = {}
    tasks: list[Task] = []
    positions: list[int] = []
    for at, entry in enumerate(inputs):
        if entry.refusal:
            outcomes[at] = Outcome(entry.source, stage="mở tệp", error=entry.refusal)
            advance(entry.source)
        else:
            positions.append(at)
            tasks.append(
                Task(entry.source, entry.path, _spool(spool, at), options.password, options.limits, options.given)
            )
    if tasks:
        from sokhop.pipeline import warm_up

        warm_up()
        for n, outcome in read_all(tasks, options.workers, options.timeout):
            outcomes[positions[n]] = outcome
            advance(outcome.source)
    return [outcomes[at] for at in range(len(inputs))]


def _write(inputs: Sequence[Input], outcomes: Sequence[Outcome], staging: Staging, given: Given) -> Summary:
    """Puts the spooled rows together in the order of the inputs, one report in memory at a time."""
    result = Summary(staging.out, inputs=len(inputs))
    spool = staging.folder("spool")
    source_of: dict[str, str] = {}
    came: list[Area] = []
    staging.replace_folder("texts")
    files = {table.name: staging.file(f"{table.name}.csv") for table in (*REPORT_TABLES, ERRORS)}
    try:
        for table in (*REPORT_TABLES, ERRORS):
            files[table.name].write(csv_header(table))
        for at, outcome in enumerate(outcomes):
            if outcome.error:
                result.errors.append(_error(outcome, outcome.stage, outcome.error))
                continue
            first = source_of.setdefault(outcome.report_id, outcome.source)
            if first != outcome.source:
                said = f"Nội dung trùng hoàn toàn với báo cáo đã đọc từ {first} nên không tính lần nữa."
                result.errors.append(_error(outcome, "trùng", said))
                continue
            spooled = json.loads(_spool(spool, at).read_text(encoding="utf-8"))
            for table in REPORT_TABLES:
                files[table.name].write(spooled["tables"][table.name])
            with staging.file(f"texts/{outcome.report_id}.txt") as text:
                text.write(spooled["text"])
            _count(result, outcome)
            if outcome.area and (outcome.due or not given.outline):
                came.append(outcome.area)
        if given.expected is not None:
            late = outstanding(given.expected, came)
            result.expected, result.late = len(given.expected), [_full_name(area) for area in late]
            files[COVERAGE.name].write(csv_lines(COVERAGE, map(_late, late)))
        files[ERRORS.name].write(csv_lines(ERRORS, result.errors))
    finally:
        for file in files.values():
            file.close()
    with staging.file("datapackage.json") as file:
        file.write(datapackage())
    if result.reports + len(result.errors) != len(inputs):
        raise AssertionError(f"{len(inputs)} inputs, but {result.reports} reports and {len(result.errors)} errors")
    return result


def _error(outcome: Outcome, stage: str, error: str) -> Row:
    return {"source": outcome.source, "sha256": outcome.sha256, "stage": stage, "error": error}


def _full_name(area: Area) -> str:
    return f"{area.name} ({area.parent})" if area.parent else area.name


def _late(area: Area) -> Row:
    """A report that did not come is a missing answer to the whole outline; it has no report_id."""
    code = f", mã {area.code}" if area.code else ""
    return {
        "outline_item": None,
        "item_path": None,
        "requirement": f"Báo cáo của {area.name}",
        "report_id": None,
        "status": "missing",
        "section_id": None,
        "evidence": f"Chưa nhận được báo cáo của {_full_name(area)}{code}.",
        "figure_ids": None,
    }


def _count(result: Summary, outcome: Outcome) -> None:
    result.reports += 1
    result.numbers += outcome.numbers
    result.figures += outcome.figures
    result.not_understood += outcome.not_understood
    result.checks += outcome.checks
    result.mismatches += outcome.mismatches
    result.add_findings(outcome.findings)
    result.due += outcome.due
    result.gaps += [(outcome.source, gap) for gap in outcome.gaps]
