"""Builds the Check of figures of several reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from corpus.audit import wording
from corpus.audit.verdict import check_id
from corpus.check import Check
from corpus.compare.record import Claimed
from patterns.claims import Figure

Verdict = Literal["holds", "mismatch", "remark"]


def across(
    type: Literal["rollup", "change"],
    verdict: Verdict,
    total: Claimed,
    parts: Sequence[Figure],
    *,
    stated: Decimal,
    expected: Decimal,
    message: str,
    formula: str,
    holds_by: str = "",
    weight: int,
) -> Check:
    """A check whose total stands in one report and whose parts stand in others."""
    return Check(
        check_id=check_id(type, [total.figure, *parts]),
        type=type,
        verdict=verdict,
        expected=_plain(expected),
        stated=_plain(stated),
        difference=_plain(stated - expected),
        total_id=total.figure.figure_id,
        part_ids=tuple(dict.fromkeys(part.figure_id for part in parts)),
        message=message,
        formula=formula,
        cue=" ".join(f"{total.before} {total.figure.raw} {total.after}".split()),
        holds_by=holds_by if verdict == "holds" else "",
        weight=weight,
        page=total.page,
    )


def named_apart(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Where the same words are compared twice, their checks are numbered from the second on."""
    seen: Counter[str] = Counter()
    named = []
    for check in checks:
        seen[check.check_id] += 1
        count = seen[check.check_id]
        named.append(check if count == 1 else replace(check, check_id=f"{check.check_id}-{count}"))
    return tuple(named)


def where(claimed: Claimed) -> str:
    """Where the figure stands, for the beginning of a sentence."""
    return wording.place(claimed.figure, claimed.page)


def counted(value: Decimal, figure: Figure) -> str:
    """A value with the figure's unit, large money in millions as reports write it."""
    if figure.kind == "money" and abs(value) >= 1_000_000:
        return f"{wording.number(value / 1_000_000)} triệu đồng"
    return wording.amount(value, figure)


def _plain(value: Decimal) -> Decimal:
    return Decimal(format(value.normalize(), "f"))
