"""Percents: a stated rate is the rate of the two numbers that the words name, rounded or cut to its last digit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus import wording
from corpus.check import Check
from corpus.facts import Facts
from corpus.interval import READINGS
from corpus.term import Term
from corpus.verdict import check


def percent_checks(facts: Facts) -> Iterator[Check]:
    """The checks of all percents whose base the report names."""
    linked: dict[str, list[tuple[Term, Term]]] = {}
    cues: dict[str, str] = {}
    for link in facts.linked("rate"):
        figures = [facts.figure[part] for part in link.parts]
        linked.setdefault(link.whole, [])
        cues.setdefault(link.whole, link.cue)
        if figures[0].quantity.of is not None:
            linked[link.whole].append((Term(figures[0]), Term(figures[0], of=True)))
        if len(figures) > 1:
            linked[link.whole].append((Term(figures[0]), Term(figures[1])))
    for figure in facts.figures:
        if figure.rate_of in facts.figure and figure.figure_id not in linked:
            part = facts.figure[figure.rate_of]
            if part.quantity.of is not None:
                linked[figure.figure_id] = [(Term(part), Term(part, of=True))]
            elif part.part_of in facts.figure:
                linked[figure.figure_id] = [(Term(part), Term(facts.figure[part.part_of]))]
    for percent in sorted(linked, key=lambda one: facts.order[one]):
        bases = [(a, b) for a, b in linked[percent] if b.value and _comparable(a, b)]
        if bases and not facts.figure[percent].change:
            yield _percent(facts, Term(facts.figure[percent]), bases, cues.get(percent, ""))


def _comparable(a: Term, b: Term) -> bool:
    counted = {"count", "other"}
    return a.figure.kind == b.figure.kind or {a.figure.kind, b.figure.kind} <= counted


def rated(stated: Term, a: Term, b: Term) -> str:
    """By which reading `stated` is the rate of a in b; "" when by none."""
    for reading in READINGS:
        if reading == "exact" and stated.figure.approx == "":
            if 100 * a.value == stated.value * b.value:
                return "exact"
            continue
        operands = "rounding" if reading == "exact" else reading
        if stated.interval(reading).meets(a.interval("rounding", Decimal(0)).over(b.interval("rounding", Decimal(0)))):
            return "approximation" if operands != reading or stated.figure.approx else reading
    return ""


def _percent(facts: Facts, stated: Term, bases: list[tuple[Term, Term]], cue: str) -> Check:
    where = wording.place(stated.figure, facts.document.page_at(stated.figure.char_start))
    fitting = [(a, b, by) for a, b in bases if (by := rated(stated, a, b))]
    a, b, by = fitting[0] if fitting else (*bases[0], "")
    expected = 100 * a.value / b.value
    sign = ("=" if expected == stated.value else "≈") if by else "≠"
    rate = "" if expected == stated.value else f"{wording.percent(expected)} {sign} "
    formula = f"{wording.shown(a)} / {wording.shown(b)} = {rate}{wording.shown(stated)}"
    parts = [a] if a.figure is b.figure else [a, b]
    if by:
        return check(
            facts, "percent", "holds", stated, parts, expected=expected, formula=formula, cue=cue, holds_by=by,
            weight=20, message=wording.percent_fits(where, stated.figure, formula, by),
        )  # fmt: skip
    return check(
        facts, "percent", "mismatch", stated, parts, expected=expected, formula=formula, cue=cue, weight=75,
        message=wording.percent_differs(where, stated.figure, formula, expected),
    )  # fmt: skip
