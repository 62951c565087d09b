"""What a person, or with --json a program, reads when a run has ended."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from outputs.rows import Row

_SHOWN = 10
_WIDTH = 24


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not hold."""

    source: str
    message: str
    page: int | None
    weight: int


@dataclass(slots=True)
class Summary:
    """What a run found, in numbers; the tables hold the rest."""

    out: Path
    inputs: int = 0
    reports: int = 0
    numbers: int = 0
    figures: int = 0
    not_understood: int = 0
    checks: int = 0
    mismatches: int = 0
    findings: list[Finding] = field(default_factory=list)  # the weightiest
    errors: list[Row] = field(default_factory=list)
    due: int = 0  # reports that the outline asks for
    gaps: list[tuple[str, str]] = field(default_factory=list)  # (source, item of the outline that it does not answer)
    expected: int | None = None  # units that were to report
    faults: list[str] = field(default_factory=list)  # where our own books do not balance: errors of this program
    late: list[str] = field(default_factory=list)  # those of which no report was read

    @property
    def clean(self) -> bool:
        return not (self.faults or self.mismatches or self.errors or self.gaps or self.late)

    def add_findings(self, findings: tuple[Finding, ...]) -> None:
        """Keeps the weightiest of all that were added, the earlier one where two weigh the same."""
        self.findings = heapq.nsmallest(_SHOWN, [*self.findings, *findings], key=lambda finding: -finding.weight)

    def lines(self, say: Callable[..., str]) -> Iterator[str]:
        """The summary as lines of text; `say` gives the words of a language."""
        yield _line(say("reports"), say("of_inputs", reports=self.reports, inputs=self.inputs))
        yield _line(say("figures"), say("of_numbers", figures=self.figures, numbers=self.numbers))
        yield _line(say("not_understood"), say("of_figures", not_understood=self.not_understood))
        yield _line(say("checks"), say("of_checks", checks=self.checks, mismatches=self.mismatches))
        yield _line(say("unread"), str(len(self.errors)))
        if self.due:
            yield _line(say("outline"), say("of_due", due=self.due, reports=self.reports, gaps=len(self.gaps)))
        if self.expected is not None:
            yield _line(
                say("expected"), say("of_expected", came=self.expected - len(self.late), expected=self.expected)
            )
        if self.findings:
            yield ""
            yield f"{say('findings')}:"
            for finding in self.findings:
                yield f"  {finding.source}: {finding.message}"
            if self.mismatches > len(self.findings):
                yield "  " + say("more", count=self.mismatches - len(self.findings), file="checks.csv")
        if self.errors:
            yield ""
            yield f"{say('unread')}:"
            for error in self.errors[:_SHOWN]:
                yield f"  {error['source']}: {error['error']}"
            if len(self.errors) > _SHOWN:
                yield "  " + say("more", count=len(self.errors) - _SHOWN, file="errors.csv")
        gaps = [f"{source}: {gap}" for source, gap in self.gaps]
        yield from _listed(say, say("gaps"), gaps, "coverage.csv")
        yield from _listed(say, say("late"), self.late, "coverage.csv")
        yield from _listed(say, say("faults"), self.faults, "numerals.csv")
        yield ""
        yield say("look", out=self.out)

    def json(self) -> str:
        """The summary as one JSON object."""
        return json.dumps(
            {
                "out": str(self.out),
                "inputs": self.inputs,
                "reports": self.reports,
                "numbers": self.numbers,
                "figures": self.figures,
                "not_understood": self.not_understood,
                "checks": self.checks,
                "mismatches": self.mismatches,
                "findings": [
                    {"source": f.source, "page": f.page, "weight": f.weight, "message": f.message}
                    for f in self.findings
                ],
                "errors": [dict(error) for error in self.errors],
                "due": self.due,
                "gaps": [{"source": source, "item": gap} for source, gap in self.gaps],
                "expected": self.expected,
                "late": self.late,
                "faults": self.faults,
            },
            ensure_ascii=False,
            indent=2,
        )


def _listed(say: Callable[..., str], title: str, entries: list[str], file: str) -> Iterator[str]:
    if entries:
        yield ""
        yield f"{title}:"
        yield from (f"  {entry}" for entry in entries[:_SHOWN])
        if len(entries) > _SHOWN:
            yield "  " + say("more", count=len(entries) - _SHOWN, file=file)


def _line(name: str, value: str) -> str:
    return f"{name:<{_WIDTH}}{value}"
