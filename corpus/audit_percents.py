"""Percents: a stated rate is the rate of the two numbers that the words name, rounded or cut to its last digit.

A base that the words do not name is never guessed into a mismatch; a base of the same unit that fits to the stated
digit confirms the percent all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

import regex

from corpus import wording
from corpus.check import Check
from corpus.facts import Facts
from corpus.interval import READINGS
from corpus.term import Term
from corpus.verdict import check
from patterns.claims import Figure
from patterns.compatible import alike, same_unit
from patterns.slip import is_exchange, is_slip

_OF_A_PLAN = regex.compile(
    r"[ ]*(?:so với )?(?:kế hoạch|kh|chỉ tiêu|dự toán|mục tiêu|nghị quyết|định mức|cùng kỳ|năm trước|năm \d{4})"
    r"(?!\p{L})"
)
_NOUN = regex.compile(r"[ ]+(?!và\b|so\b|với\b|trong\b|tổng\b|thì\b|là\b)\p{L}")
_NEAR = Decimal("0.25")
_TELLING = 3  # digits of a percent from which a base that fits is no chance


@dataclass(frozen=True, slots=True)
class Rate:
    """`part` in `base`; `named` says that the words leave no other base."""

    part: Term
    base: Term
    named: bool

    @property
    def percent(self) -> Decimal:
        return 100 * self.part.value / self.base.value


def percent_checks(facts: Facts) -> Iterator[Check]:
    """The checks of all percents that state the rate of a number."""
    cues = {link.whole: link.cue for link in facts.linked("rate")}
    for percent, rates in _rates(facts).items():
        stated = Term(facts.figure[percent])
        made = _check(facts, stated, rates, cues.get(percent, ""))
        if made:
            yield made


def rated(stated: Term, rate: Rate) -> str:
    """By which reading `stated` is the rate; "" when by none."""
    if not stated.figure.approx and 100 * rate.part.value == stated.value * rate.base.value:
        return "exact"
    whole = Decimal(0)
    true = rate.part.interval("rounding", whole).over(rate.base.interval("rounding", whole))
    for reading in READINGS:
        if (reading != "exact" or stated.figure.approx) and stated.interval(reading).meets(true):
            return "approximation" if stated.figure.approx else reading
    return ""


def _rates(facts: Facts) -> dict[str, list[Rate]]:
    """The rates that each percent may state, the best named first."""
    found: dict[str, list[Rate]] = {}
    for link in facts.linked("rate"):
        part = facts.figure[link.parts[0]]
        rates = found.setdefault(link.whole, _own(part))
        if len(link.parts) > 1:
            base = facts.figure[link.parts[1]]
            rates.append(Rate(Term(part), Term(base), named=bool(base.table) or base.figure_id in facts.roles))
    for figure in facts.figures:
        if figure.rate_of in facts.figure:
            part = facts.figure[figure.rate_of]
            rates = found.setdefault(figure.figure_id, _own(part))
            whole = part.part_of
            for _ in range(3):  # of its whole, or of what that is part of in turn
                if whole not in facts.figure:
                    break
                rates.append(Rate(Term(part), Term(facts.figure[whole]), named=False))
                whole = facts.figure[whole].part_of
    return {percent: found[percent] for percent in sorted(found, key=lambda one: facts.order[one])}


def _own(part: Figure) -> list[Rate]:
    """ "104/126" is a rate by itself."""
    return [] if part.quantity.of is None else [Rate(Term(part), Term(part, of=True), named=True)]


def _check(facts: Facts, stated: Term, rates: list[Rate], cue: str) -> Check | None:
    after = facts.text[stated.figure.char_end : stated.figure.char_end + 40]
    of_a_plan = bool(_OF_A_PLAN.match(after))
    rates = [r for r in rates if r.base.value and _alike(r) and (r.named or not (of_a_plan or stated.value > 100))]
    rates.sort(key=lambda rate: not rate.named)
    for rate in rates:
        if by := rated(stated, rate):
            return _fits(facts, stated, rate, by, cue)
    part = facts.figure.get(stated.figure.rate_of)
    if part and part.quantity.of is None and not of_a_plan and stated.value < 100:
        for base in _same_unit(facts, part, stated.figure):
            rate = Rate(Term(part), Term(base), named=False)
            near_by = base.sentence_start == stated.figure.sentence_start
            if _digits(stated) >= (_TELLING - 1 if near_by else _TELLING) and (by := rated(stated, rate)):
                return _fits(facts, stated, rate, by, cue)
            if not rates and is_exchange(round(rate.percent, _decimals(stated)), stated.value):
                return _differs(facts, stated, rate, cue, "mismatch")
    if not rates:
        return None
    rate = rates[0]
    own = rate.part.figure is rate.base.figure
    near = abs(rate.percent - stated.value) <= _NEAR * stated.value
    slip = is_slip(round(rate.percent, _decimals(stated)), stated.value)
    elsewhere = not rate.named and bool(_NOUN.match(after))  # "68,5% dân số": the words name another base
    if own or ((near or slip) and not elsewhere):
        return _differs(facts, stated, rate, cue, "mismatch")
    return _differs(facts, stated, rate, cue, "remark") if rate.named else None


def _same_unit(facts: Facts, part: Figure, percent: Figure) -> Iterator[Figure]:
    """What the percent may be a rate of: numbers of the part's unit, the last before it first, then those behind."""
    at = facts.order[percent.figure_id]
    for figure in chain(reversed(facts.figures[:at]), facts.figures[at + 1 :]):
        if (
            (figure.unit == part.unit or (figure.section_id == part.section_id and _counts_alike(figure, part)))
            and figure.kind == part.kind
            and not figure.change
            and not figure.approx
            and figure.figure_id != part.figure_id
            and figure.quantity.value > part.quantity.value
        ):
            yield figure


def _counts_alike(a: Figure, b: Figure) -> bool:
    return same_unit(a.unit, b.unit) or alike(a.unit, b.unit)


def _digits(stated: Term) -> int:
    return len(stated.figure.quantity.value.as_tuple().digits)


def _decimals(stated: Term) -> int:
    exponent = stated.figure.quantity.step.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _alike(rate: Rate) -> bool:
    a, b = rate.part.figure.kind, rate.base.figure.kind
    return a == b or {a, b} <= {"count", "other"}


def _formula(stated: Term, rate: Rate, by: str) -> str:
    exact = rate.percent == stated.value
    sign = "≈" if by else "≠"
    worked = "" if exact else f"{wording.percent(rate.percent)} {sign} "
    return f"{wording.shown(rate.part)} / {wording.shown(rate.base)} = {worked}{wording.shown(stated)}"


def _parts(rate: Rate) -> list[Term]:
    return [rate.part] if rate.part.figure is rate.base.figure else [rate.part, rate.base]


def _fits(facts: Facts, stated: Term, rate: Rate, by: str, cue: str) -> Check:
    formula = _formula(stated, rate, by)
    message = wording.percent_fits(facts.place(stated.figure), stated.figure, formula, by)
    return check(
        facts, "percent", "holds", stated, _parts(rate), expected=rate.percent, formula=formula, cue=cue,
        holds_by=by, weight=20, message=message,
    )  # fmt: skip


def _differs(facts: Facts, stated: Term, rate: Rate, cue: str, verdict: str) -> Check:
    formula = _formula(stated, rate, "")
    message = wording.percent_differs(facts.place(stated.figure), stated.figure, formula, rate.percent)
    sure = verdict == "mismatch"
    return check(
        facts, "percent", "mismatch" if sure else "remark", stated, _parts(rate), expected=rate.percent,
        formula=formula, cue=cue, weight=(80 if rate.named else 70) if sure else 30, message=message,
    )  # fmt: skip
