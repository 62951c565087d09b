"""Levels of an earlier time that a report states, against the report of that time: "25 vụ (năm 2020: 34 vụ)"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.audit import wording
from corpus.audit.sums import adds_up
from corpus.audit.term import Term
from corpus.check import Check
from corpus.compare.across import across, where
from corpus.compare.comparable import alike, in_one_unit
from corpus.compare.pairing import Partner
from corpus.compare.record import Claimed, Record

_ALIKE = 55  # below this a difference is no finding
_NEARLY_AS_GOOD = 12
_NEAR = 3  # so many figures on may stand the level that it is the earlier one of

Partners = Callable[[Claimed], Sequence[Partner]]
"""The figures of the earlier report that a level of the later one may be compared with, the best first."""


def baselines(later: Record, year: int) -> list[Claimed]:
    """The levels of that year that the report states beside its own."""
    return [
        claimed
        for claimed in later.claims
        if (said := later.earlier.get(claimed.figure.figure_id)) and said.comparable and said.year == year
    ]


def level_of(later: Record, baseline: Claimed) -> Claimed | None:
    """The level that the earlier one stands beside: the one before it; of "từ 30 lên 34" the next."""
    at = later.order[baseline.figure.figure_id]
    before, behind = later.claims[max(0, at - _NEAR - 1) : at], later.claims[at + 1 : at + 2]
    rising = baseline.clause.endswith(("từ ", "so với "))
    for claimed in [*behind, *reversed(before)] if rising else reversed(before):
        figure = claimed.figure
        own = not figure.change and figure.figure_id not in later.earlier and figure.kind != "percent"
        if own and figure.sentence_start == baseline.figure.sentence_start and alike(figure, baseline.figure):
            return claimed
    return None


def restated_checks(later: Record, year: int, partners: Partners, told: set[str]) -> Iterator[Check]:
    """The earlier levels as stated against the earlier report; those that are `told` are spoken of already."""
    for baseline in baselines(later, year):
        level = level_of(later, baseline)
        found = partners(level) if level else ()
        if not found or level is None or level.figure.figure_id in told:
            continue
        near = [each.claimed for each in found if each.likeness >= found[0].likeness - _NEARLY_AS_GOOD]
        same = next((each for each in near if _same(baseline, each)), None)
        if same:
            yield _check(baseline, same, year, holds=True)
        elif found[0].sureness >= _ALIKE and alike(baseline.figure, near[0].figure):
            yield _check(baseline, near[0], year, holds=False)


def _same(baseline: Claimed, then: Claimed) -> bool:
    if not alike(baseline.figure, then.figure):
        return False
    said, was = in_one_unit([baseline.figure, then.figure])
    return bool(adds_up(Term(said), [Term(was)]))


def _check(baseline: Claimed, then: Claimed, year: int, *, holds: bool) -> Check:
    said, was = in_one_unit([baseline.figure, then.figure])
    shown, known = wording.said(Term(baseline.figure)), wording.said(Term(then.figure))
    if holds:
        message = f"{where(baseline)}: mức năm {year} được nêu lại ({shown}) khớp với báo cáo kỳ đó."
    else:
        message = (
            f"{where(baseline)}: báo cáo nêu lại mức năm {year} là {shown}, nhưng báo cáo kỳ đó ghi {known}; số kỳ "
            "trước đã bị đổi mà không nêu lý do; đề nghị rà soát, làm rõ."
        )
    return across(
        "change", "holds" if holds else "mismatch", baseline, [then.figure], stated=said.quantity.value,
        expected=was.quantity.value, formula=f"{shown} {'=' if holds else '≠'} {known}", message=message,
        holds_by="exact", weight=20 if holds else 80,
    )  # fmt: skip
