"""The checks of single reports, for a person or for a machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.audit.coverage import AuditCoverage, audit_coverage
from corpus.check import Check
from corpus.decisions import Decision, undecided
from extract.document import UnreadableError
from sokhop.pipeline import Report, read_report
from sokhop.workers import apart

_SIGNS = {"holds": "✓", "mismatch": "✗", "remark": "?"}
_LIGHTS = {"red": "🔴", "yellow": "🟡", "green": "🟢"}
_AROUND = 60  # letters of a quote on either side of its number


@dataclass(frozen=True, slots=True)
class Audit:
    """What the audit of one file says."""

    report: Report
    shown: Sequence[Check]
    coverage: AuditCoverage

    @property
    def light(self) -> str:
        """Red where something does not hold, yellow where something is to be looked at again, else green."""
        verdicts = {check.verdict for check in self.shown}
        return "red" if "mismatch" in verdicts else "yellow" if "remark" in verdicts else "green"

    def lines(self) -> Iterator[str]:
        """For a person: the light, then each check with its arithmetic and the words of the report."""
        count = {verdict: sum(check.verdict == verdict for check in self.report.checks) for verdict in _SIGNS}
        yield (
            f"{_LIGHTS[self.light]} {count['mismatch']} chỗ không khớp, {count['remark']} chỗ cần xem lại, "
            f"{count['holds']} chỗ khớp. {self.coverage.sentence()}"
        )
        for check in self.shown:
            yield f"{_SIGNS[check.verdict]} {check.message}"
            yield f"    {check.formula}    «{check.cue}»"
            if check.verdict != "holds":
                yield from (f"    {quote}" for quote in quotes(self.report, check))

    def data(self) -> dict[str, Any]:
        """For a machine; numbers as text, so that none is rounded."""
        return {
            "source": self.report.source,
            "report_id": self.report.report_id,
            "light": self.light,
            "coverage": {name: getattr(self.coverage, name) for name in self.coverage.__slots__},
            "checks": [
                {
                    "check_id": check.check_id,
                    "type": check.type,
                    "verdict": check.verdict,
                    "expected": format(check.expected, "f"),
                    "stated": format(check.stated, "f"),
                    "difference": format(check.difference, "f"),
                    "message": check.message,
                    "formula": check.formula,
                    "cue": check.cue,
                    "holds_by": check.holds_by,
                    "weight": check.weight,
                    "page": check.page,
                    "quotes": list(quotes(self.report, check)),
                }
                for check in self.shown
            ],
        }


def quotes(report: Report, check: Check) -> Iterator[str]:
    """The words around each figure of the check, with its page."""
    places = {figure.figure_id: (figure.char_start, figure.char_end) for figure in report.figures}
    for name in dict.fromkeys((check.total_id, *check.part_ids)):
        start, end = places[name]
        before = report.text[max(0, start - _AROUND) : start].rpartition("\n")[2]
        after = report.text[end : end + _AROUND].partition("\n")[0]
        page = report.document.page_at(start)
        yield f"{f'[trang {page}] ' if page else ''}“…{before}{report.text[start:end]}{after}…”"


def audit_file(path: Path, *, everything: bool, decisions: Mapping[str, Decision] | None = None) -> Audit:
    """The audit of one file; what is decided already is left out. Raises UnreadableError."""
    report: Report = apart(read_report, path)
    checks = list(report.checks) if everything else undecided(report.checks, decisions or {})
    claims = report.claims
    coverage = audit_coverage(report.document, claims.figures, claims.links, report.checks)
    return Audit(report, checks, coverage)


__all__ = ["Audit", "UnreadableError", "audit_file", "quotes"]
