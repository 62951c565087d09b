"""The way through: file → document → claims → checks → rows."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.audit.parts import with_parts
from corpus.audit.report import audit
from corpus.check import Check
from corpus.compare.record import Record, record
from corpus.indicators import dictionary
from corpus.outline.answered import UNASKED, Answers, Coverage
from corpus.territory import NOWHERE, Area, locate
from extract import progress
from extract.builder import Builder, Paragraph, Run
from extract.document import Document
from extract.limits import Limits
from extract.read import read
from outputs.rows import ReportRows
from patterns import read_claims
from patterns.claims import Citation, Claims, Figure, Letterhead, Section
from patterns.rules.table import RULES
from sokhop.given import Given
from sokhop.identity import file_sha256, report_id

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Report:
    """A report that has been read: its text, what it claims, and what arithmetic says of that."""

    report_id: str
    source: str
    sha256: str
    document: Document
    claims: Claims
    checks: tuple[Check, ...]
    area: Area = NOWHERE
    answers: Answers = UNASKED  # which items of the outline its sections answer
    coverage: tuple[Coverage, ...] = ()  # how it answers them; empty where no outline asks for it

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.claims.figures

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.claims.sections

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.claims.citations

    @cached_property
    def rows(self) -> ReportRows:
        """The report as rows of the output tables."""
        return ReportRows(
            self.report_id,
            self.source,
            self.sha256,
            self.document,
            self.claims,
            self.checks,
            self.area,
            self.answers,
            self.coverage,
            dictionary().codes(self.record),
        )

    @cached_property
    def record(self) -> Record:
        """What the corpus keeps of the report."""
        area, parent = self.area.code, self.area.parent_code
        return record(self.report_id, self.document, self.claims, area_code=area, parent_code=parent)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table of the report as a pandas frame, under its name in the output."""
        from outputs.frames import frame
        from outputs.tables import REPORT_TABLES

        rows = self.rows.named()
        return {table.name: frame(table, rows[table.name]) for table in REPORT_TABLES}

    def figures_frame(self) -> pd.DataFrame:
        """The figures as a pandas frame."""
        return self.frames()["figures"]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Garbage in circles waits: what reading makes lives as long as the report, and to go over it takes a tenth."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def read_report(
    path: str | Path,
    *,
    source: str | None = None,
    password: str | None = None,
    limits: Limits | None = None,
    given: Given | None = None,
) -> Report:
    """Reads one report. Raises UnreadableError with a sentence that says why, where it cannot be read."""
    path = Path(path)
    document = read(path, password=password, limits=limits)
    progress.advance()
    key = report_id(document.text)
    claims = read_claims(document, key)
    progress.advance()
    claims, checks = _audited(document, claims)
    progress.advance()
    area = locate(claims.letterhead, extra=given.areas if given else ())
    report = Report(key, source or path.name, file_sha256(path), document, claims, checks, area)
    if given is None or given.outline is None or not given.outline.asks(claims.letterhead):
        return report
    from corpus.outline.coverage import coverage

    answered, covered = coverage(given.outline, document, claims)
    return replace(report, answers=answered, coverage=covered)


def read_text(text: str) -> Report:
    """Reads a text as if it were a report of one paragraph a line."""
    builder = Builder("txt")
    for line in text.splitlines():
        builder.paragraph(Paragraph([Run(line)]))
    document = builder.document()
    key = report_id(document.text)
    claims, checks = _audited(document, read_claims(document, key))
    return Report(key, "", "", document, claims, checks)


def _audited(document: Document, claims: Claims) -> tuple[Claims, tuple[Check, ...]]:
    """The claims, with the wholes of parts that only their sums tell, and the checks."""
    checks = audit(document, claims)
    return replace(claims, figures=with_parts(document, claims.figures, checks)), checks


def warm_up() -> None:
    """Loads what is loaded on first use (lexicons, patterns, spaCy, the gazetteer), so that forked workers share it."""
    for rule in RULES:
        _ = rule.compiled
    locate(Letterhead(area="tỉnh Lai Châu", level="tỉnh"))
    read_text("I. KẾT QUẢ\nTổ chức 02 hội nghị, gồm 01 hội nghị cấp xã, đạt 100% (tăng 5% so với năm 2022).")
