"""What a worker does with one input: read it, lay its rows down as CSV, and say in a few words how it went."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass
from pathlib import Path

from corpus.coverage import gaps
from corpus.territory import Area
from extract.document import UnreadableError
from extract.limits import Limits
from outputs.summary import Finding
from sokhop.given import Given
from sokhop.identity import file_sha256

FINDINGS_KEPT = 20
"""So many findings of one report, the weightiest, go to the summary; checks.csv has them all."""


@dataclass(frozen=True, slots=True)
class Task:
    """One input; `spool` is the file that takes its rows."""

    source: str
    path: Path
    spool: Path
    password: str | None = None
    limits: Limits | None = None
    given: Given | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one input went. Small, because it goes through a pipe and is kept; the rows are in the spool."""

    source: str
    sha256: str = ""
    report_id: str = ""
    stage: str = ""  # where it failed, "" for a report that was read
    error: str = ""
    again: bool = False  # it may go better alone in a fresh process
    numbers: int = 0
    figures: int = 0
    not_understood: int = 0  # figures of which it is not known what they count
    checks: int = 0
    mismatches: int = 0
    findings: tuple[Finding, ...] = ()
    area: Area | None = None
    due: bool = False  # whether the outline asks for it
    gaps: tuple[str, ...] = ()  # items of the outline that it does not answer
    unchanged: bool = False  # known from an earlier run by its bytes, and not read again


def work(task: Task) -> Outcome:
    """Reads one input. Never raises: what goes wrong is said in the outcome."""
    try:
        return _read(task)
    except UnreadableError as error:
        return unread(task, error.stage, str(error), again=isinstance(error.__cause__, MemoryError))
    except MemoryError:
        return unread(task, "bộ nhớ", "Tệp cần nhiều bộ nhớ hơn mức cho phép nên đã dừng đọc.", again=True)
    except OSError as error:
        return unread(task, "mở tệp", f"Không đọc được tệp: {error.strerror or error}.")
    except Exception as error:  # a fault of ours must not cost the other reports
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(at.filename).parent.name}/{Path(at.filename).name}:{at.lineno}"
        return unread(
            task,
            "xử lý",
            f"Lỗi của chương trình ({type(error).__name__} tại {where}); xin báo cho người bảo trì kèm tệp này.",
        )


def unread(task: Task, stage: str, error: str, *, again: bool = False) -> Outcome:
    """The outcome of an input that gave no report."""
    try:
        sha256 = file_sha256(task.path) if task.path.is_file() else ""
    except OSError:
        sha256 = ""
    return Outcome(task.source, sha256, "", stage, error, again)


def _read(task: Task) -> Outcome:
    from corpus.shelf import packed
    from outputs.csv_files import csv_lines
    from outputs.tables import REPORT_TABLES
    from sokhop.pipeline import read_report

    report = read_report(task.path, source=task.source, password=task.password, limits=task.limits, given=task.given)
    rows = report.rows.named()
    spooled = {table.name: csv_lines(table, rows[table.name]) for table in REPORT_TABLES}
    with task.spool.open("w", encoding="utf-8") as file:
        kept = {"text": report.text, "tables": spooled, "record": packed(report.record)}
        json.dump(kept, file, ensure_ascii=False)
    wrong = sorted((check for check in report.checks if check.verdict == "mismatch"), key=lambda check: -check.weight)
    return Outcome(
        source=task.source,
        sha256=report.sha256,
        report_id=report.report_id,
        numbers=len(report.claims.mentions),
        figures=len(report.figures),
        not_understood=sum(not figure.unit for figure in report.figures),
        checks=len(report.checks),
        mismatches=len(wrong),
        findings=tuple(
            Finding(task.source, check.message, check.page, check.weight) for check in wrong[:FINDINGS_KEPT]
        ),
        area=report.area,
        due=bool(report.coverage),
        gaps=gaps(report.coverage),
    )
