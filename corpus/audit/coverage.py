"""What of a report could be checked at all: a verdict without its coverage says little."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.check import Check
from extract.document import Document
from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.find import Prose

_TOTAL = compiled(r"(?:tổng số|tổng cộng|tổng|toàn huyện có|toàn xã có)[^,;.:\d]{0,40}$")


@dataclass(frozen=True, slots=True)
class AuditCoverage:
    """How many there are, and how many of them were checked."""

    totals: int
    totals_checked: int
    percents: int
    percents_checked: int
    breakdowns: int
    breakdowns_checked: int

    def sentence(self) -> str:
        """For people.

        >>> AuditCoverage(4, 3, 10, 9, 6, 6).sentence()
        'Đã kiểm tra 3/4 số tổng, 9/10 tỷ lệ phần trăm, 6/6 chỗ chia chi tiết.'
        """
        return (
            f"Đã kiểm tra {self.totals_checked}/{self.totals} số tổng, "
            f"{self.percents_checked}/{self.percents} tỷ lệ phần trăm, "
            f"{self.breakdowns_checked}/{self.breakdowns} chỗ chia chi tiết."
        )


def audit_coverage(
    document: Document, figures: Iterable[Figure], links: Iterable[Link], checks: Iterable[Check]
) -> AuditCoverage:
    """Totals, percents and breakdowns that the text holds, and those that some check concerns."""
    text = Prose.of(document).lower
    figures, checks = tuple(figures), tuple(checks)
    concerned = {name for check in checks for name in (check.total_id, *check.part_ids)}
    totals = {
        figure.figure_id
        for figure in figures
        if figure.kind != "percent" and _TOTAL.search(text[max(0, figure.char_start - 60) : figure.char_start])
    }
    percents = {f.figure_id for f in figures if f.kind == "percent" and not f.change and not f.target}
    rated = {check.total_id for check in checks if check.type == "percent"}
    wholes = {link.whole for link in links if link.type == "breakdown"} | {f.part_of for f in figures if f.part_of}
    broken_down = {check.total_id for check in checks if check.type in ("sum", "bound")}
    return AuditCoverage(
        totals=len(totals),
        totals_checked=len(totals & concerned),
        percents=len(percents),
        percents_checked=len(percents & rated),
        breakdowns=len(wholes),
        breakdowns_checked=len(wholes & broken_down),
    )
