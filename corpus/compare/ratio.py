"""Stated ratios to an earlier level: "100 mắt camera, gấp 1,6 lần cùng kỳ năm 2023", "bằng 98,4% so với năm 2020"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.term import Term
from corpus.check import Check
from corpus.compare.across import across, where
from corpus.compare.comparable import in_one_unit, rolls_up
from corpus.compare.pairing import Partner
from corpus.compare.record import Claimed, Record
from patterns.compiled import compiled

_ALIKE = 55  # below this a difference is no finding
_NEARLY_AS_GOOD = 12
_TIMES = compiled(r"(?:gấp|bằng)(?: khoảng| hơn| gần| trên)?$")
_RATE = compiled(r"(?:bằng|đạt)(?: khoảng| hơn| gần| trên)?$")
_BASE = compiled(
    r"(?:lần )?(?:so với |của |mức )?(?:(?P<same>cùng kỳ)(?: năm (?P<of>(?:19|20)\d\d|trước|ngoái))?"
    r"|năm (?P<year>(?:19|20)\d\d|trước|ngoái))(?!\p{L})"
)

Partners = Callable[[Claimed], Sequence[Partner]]


def ratio_checks(later: Record, year: int, partners: Partners) -> Iterator[Check]:
    """The ratios to that year's levels against the two reports; the level stands right before the ratio."""
    for claimed in later.claims:
        level = later.by_id.get(claimed.follows)
        if level is None or not _is_ratio(later, claimed, year) or not rolls_up(later, level):
            continue
        near = partners(level)
        near = [each for each in near if each.likeness >= near[0].likeness - _NEARLY_AS_GOOD]
        fitting = next((each.claimed for each in near if _fits(claimed, level, each.claimed)), None)
        if fitting:
            yield _check(claimed, level, fitting, holds=True)
        elif near and near[0].likeness >= _ALIKE and near[0].claimed.figure.quantity.value:
            yield _check(claimed, level, near[0].claimed, holds=False)


def _is_ratio(later: Record, claimed: Claimed, year: int) -> bool:
    figure = claimed.figure
    cue = {"%": _RATE, "lần": _TIMES}.get(figure.unit)
    if cue is None or figure.change or figure.table or not cue.search(claimed.before):
        return False
    base = _BASE.match(claimed.after)
    if base is None:
        return False
    named = base["of"] or base["year"] or ""
    said = int(named) if named.isdigit() else later.year - 1
    return said == year and (later.months == 12 or bool(base["same"]))


def _ratio(claimed: Claimed, level: Claimed, then: Claimed) -> Decimal:
    now, before = in_one_unit([level.figure, then.figure])
    scale = 100 if claimed.figure.unit == "%" else 1
    return scale * now.quantity.value / before.quantity.value


def _fits(claimed: Claimed, level: Claimed, then: Claimed) -> bool:
    if not then.figure.quantity.value:
        return False
    step = claimed.figure.quantity.step
    apart = abs(_ratio(claimed, level, then) - claimed.figure.quantity.value)
    return apart <= step if claimed.figure.approx else apart < step


def _check(claimed: Claimed, level: Claimed, then: Claimed, *, holds: bool) -> Check:
    ratio = round(_ratio(claimed, level, then), 4)
    now, before = wording.shown(Term(level.figure)), wording.shown(Term(then.figure))
    value = f"{wording.number(round(ratio, 2))}{'%' if claimed.figure.unit == '%' else ' lần'}"
    said = wording.said(Term(claimed.figure))
    formula = f"{now} / {before} = {value}" + ("" if holds else f" ≠ {said}")
    if holds:
        message = f"{where(claimed)}: {said} so với kỳ trước khớp với báo cáo kỳ trước ({formula})."
    else:
        message = (
            f"{where(claimed)}: báo cáo ghi bằng {said} kỳ trước, nhưng theo báo cáo kỳ trước ({before}) và báo cáo "
            f"này ({now}) thì bằng {value}; đề nghị rà soát, làm rõ."
        )
    return across(
        "change", "holds" if holds else "mismatch", claimed, [level.figure, then.figure],
        stated=claimed.figure.quantity.value, expected=ratio, formula=formula, message=message,
        holds_by="rounding", weight=20 if holds else 80,
    )  # fmt: skip
