"""What a worker does with one input: read it, lay its rows down as CSV, and say in a few words how it went."""

from __future__ import annotations

import errno
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path

from corpus.outline.answered import gaps
from extract import progress
from extract.document import UnreadableError
from extract.limits import Limits
from outputs.summary import Finding
from sokhop.accounting import unaccounted
from sokhop.confine import MEMORY_BYTES
from sokhop.given import Given
from sokhop.identity import file_sha256
from sokhop.outcome import Outcome
from sokhop.spool import SpoolError, put, spooled, temporary

__all__ = ["FINDINGS_KEPT", "Outcome", "Task", "unread", "work"]

FINDINGS_KEPT = 20
"""So many findings of one report, the weightiest, go to the summary; checks.csv has them all."""


@dataclass(frozen=True, slots=True)
class Task:
    """One input; `spool` is the file that takes its rows, named by all that decides how it is read but its bytes."""

    source: str
    path: Path
    spool: Path
    password: str | None = None
    limits: Limits | None = None
    given: Given | None = None
    stall: float = 120.0  # seconds without progress after which the worker is ended
    memory: int = MEMORY_BYTES
    draws: int = 0  # a PDF of up to so many pages is drawn, too, for the review page
    url: str = ""  # where a node of a cluster fetches it, when it is no file of this machine


def work(task: Task) -> Outcome:
    """Reads one input, unless a run that was ended had read it. Never raises: the outcome says what goes wrong."""
    try:
        tempfile.tempdir = str(temporary(task.spool))  # nothing is written outside the output folder
        progress.watch(task.stall)
        return spooled(task.spool, task.path) or _read(task)
    except SpoolError as error:
        return Outcome(task.source, stage="ghi", error=str(error), unwritable=error.errno or errno.EIO)
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
    finally:
        progress.unwatch()


def unread(task: Task, stage: str, error: str, *, again: bool = False) -> Outcome:
    """The outcome of an input that gave no report."""
    try:
        sha256 = file_sha256(task.path) if not task.url and task.path.is_file() else ""
    except OSError:
        sha256 = ""
    return Outcome(task.source, sha256, "", stage, error, again)


def _read(task: Task) -> Outcome:
    from corpus.compare.shelf import packed
    from outputs.csv_files import csv_lines
    from outputs.tables import REPORT_TABLES
    from patterns.compiled import keep
    from sokhop.pipeline import read_report

    report = read_report(task.path, source=task.source, password=task.password, limits=task.limits, given=task.given)
    rows = {name: list(made) for name, made in report.rows.named().items()}
    progress.advance()
    tables = {table.name: csv_lines(table, rows[table.name]) for table in REPORT_TABLES}
    wrong = sorted((check for check in report.checks if check.verdict == "mismatch"), key=lambda check: -check.weight)
    outcome = Outcome(
        source=task.source,
        sha256=report.sha256,
        report_id=report.report_id,
        numbers=len(report.claims.mentions),
        numerals=len(rows["numerals"]),
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
        fault=unaccounted(report.document, report.claims.mentions, rows["numerals"]),
    )
    put(task.spool, outcome, {"text": report.text, "tables": tables, "record": packed(report.record)})
    if not sys.dont_write_bytecode:
        keep()
    return outcome
