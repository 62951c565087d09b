"""The checks of single reports, printed for a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from extract.document import UnreadableError
from sokhop.pipeline import Report, read_report

_SIGNS = {"holds": "✓", "mismatch": "✗", "remark": "?"}


def audit_lines(report: Report, *, everything: bool) -> Iterator[str]:
    """One line a check, the weightiest first; by default only what does not hold."""
    shown = [check for check in report.checks if everything or check.verdict != "holds"]
    for check in sorted(shown, key=lambda check: -check.weight):
        yield f"{_SIGNS[check.verdict]} {check.message}"
        yield f"    {check.formula}    «{check.cue}»"


def audit_file(path: Path, *, everything: bool) -> tuple[list[str], bool]:
    """The lines for one file, and whether all is well with it."""
    try:
        report = read_report(path)
    except UnreadableError as error:
        return [f"✗ {error}"], False
    wrong = any(check.verdict == "mismatch" for check in report.checks)
    return list(audit_lines(report, everything=everything)), not wrong
