"""Sums: parts that exhaust their whole add up to it; parts that do not say so are no more than it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus import wording
from corpus.breakdown import Breakdown, Part, breakdowns
from corpus.check import Check
from corpus.exhaustion import exhaustion
from corpus.facts import Facts
from corpus.interval import READINGS
from corpus.term import Term, total_of
from corpus.verdict import check

SURE = 4  # evidence from which a sum that does not fit is a mismatch
OPEN = 3  # ... is worth a remark


@dataclass(frozen=True, slots=True)
class Run:
    """Parts `first` to `last` of a breakdown add up to its whole."""

    first: int
    last: int
    of: bool
    holds_by: str


def sum_checks(facts: Facts) -> Iterator[Check]:
    """The sums and bounds of all breakdowns."""
    found = [(breakdown, _runs(breakdown)) for breakdown in breakdowns(facts)]
    fitting = [_orders(facts, b.whole.figure_id, b.parts[r.first : r.last + 1]) for b, runs in found for r in runs]
    for breakdown, runs in found:
        for run in runs:
            yield _fits(facts, breakdown, run)
        covered = {n for run in runs for n in range(run.first, run.last + 1)}
        for left in _left_over(facts, breakdown, covered):
            yield from _left(facts, breakdown, left, runs, fitting)


def adds_up(total: Term, terms: Sequence[Term]) -> str:
    """By which reading the terms add up to the total; "" when by none."""
    finest = total.figure.quantity.step
    for reading in READINGS:
        if total.interval(reading).meets(total_of(terms, reading, finest)):
            exact = reading == "exact"
            return "approximation" if exact and any(t.figure.approx for t in (total, *terms)) else reading
    return ""


def _runs(breakdown: Breakdown) -> list[Run]:
    """The fewest neighbouring runs of parts that add up to the whole and cover the most parts."""
    parts, size = breakdown.parts, len(breakdown.parts)
    fields = [True] if breakdown.of else [False] if breakdown.whole.quantity.of is None else [False, True]
    best: list[tuple[int, int, list[Run]]] = [
        (0, 0, [])
    ]  # parts covered, borders of groups kept, runs; up to each part
    for last in range(size):
        choice = best[last]
        for first in range(last):
            terms = [part.term for part in parts[first : last + 1]]
            for of in fields:
                by = adds_up(Term(breakdown.whole, of), terms) if _may_add(breakdown, terms) else ""
                if by:
                    whole_group = len({part.group for part in parts[first : last + 1]}) == 1
                    covered, kept, runs = best[first]
                    choice = max(
                        choice,
                        (covered + last - first + 1, kept + whole_group, [*runs, Run(first, last, of, by)]),
                        key=lambda it: (it[0], it[1], -len(it[2])),
                    )
        best.append(choice)
    return best[size][2]


def _may_add(breakdown: Breakdown, terms: Sequence[Term]) -> bool:
    """Money adds to money, and what counts in one group of units to its like."""
    whole = breakdown.whole
    return all(term.figure.kind == whole.kind or {term.figure.kind, whole.kind} <= {"count", "other"} for term in terms)


def _orders(facts: Facts, whole: str, parts: Sequence[Part]) -> tuple[int, tuple[int, ...]]:
    return facts.order[whole], tuple(facts.order[part.term.figure.figure_id] for part in parts)


def _left_over(facts: Facts, breakdown: Breakdown, covered: set[int]) -> Iterator[list[Part]]:
    """The parts in no run, group by group."""
    groups: dict[int, list[Part]] = {}
    for n, part in enumerate(breakdown.parts):
        if n not in covered:
            groups.setdefault(part.group, []).append(part)
    yield from groups.values()


def _fits(facts: Facts, breakdown: Breakdown, run: Run) -> Check:
    parts = breakdown.parts[run.first : run.last + 1]
    total, terms = Term(breakdown.whole, run.of), [part.term for part in parts]
    result = sum((term.value for term in terms), Decimal(0))
    formula = wording.addition(terms, result, total)
    where = wording.place(total.figure, facts.document.page_at(total.figure.char_start))
    return check(
        facts, "sum", "holds", total, terms, expected=result, formula=formula, cue=breakdown.groups[parts[0].group].cue,
        weight=20, holds_by=run.holds_by, message=wording.sum_fits(where, total, formula),
    )  # fmt: skip


def _left(
    facts: Facts,
    breakdown: Breakdown,
    left: list[Part],
    runs: list[Run],
    fitting: list[tuple[int, tuple[int, ...]]],
) -> Iterator[Check]:
    """Parts that add up to nothing: a mismatch where the words say that they are all, else no more than the whole."""
    terms = [part.term for part in left]
    total = Term(breakdown.whole, breakdown.of)
    group = breakdown.groups[left[0].group]
    result = sum((term.value for term in terms), Decimal(0))
    where = wording.place(total.figure, facts.document.page_at(total.figure.char_start))
    if len(left) > 1 or terms[0].times > 1:
        if _may_add(breakdown, terms):
            sure = exhaustion(facts, breakdown, left, result, fitting)
            rest_of_a_run = any(breakdown.parts[run.first].group == left[0].group for run in runs)
            if sure >= OPEN and not rest_of_a_run:
                formula = wording.addition(terms, result, total)
                mismatch = sure >= SURE
                message = (wording.sum_differs if mismatch else wording.sum_open)(where, total, terms, result, formula)
                yield check(
                    facts, "sum", "mismatch" if mismatch else "remark", total, terms, expected=result, formula=formula,
                    cue=group.cue, weight=60 + 4 * sure if mismatch else 30, message=message,
                )  # fmt: skip
                if mismatch:
                    return
    for term in terms:
        yield bound(facts, total, term, group.cue)


def bound(facts: Facts, whole: Term, part: Term, cue: str) -> Check:
    """A part is no more than its whole."""
    where = wording.place(part.figure, facts.document.page_at(part.figure.char_start))
    room = max(whole.value, whole.figure.quantity.of or whole.value)
    too_much = part.interval("exact").exceeds(Term(whole.figure).interval("rounding")) and part.value > room
    if too_much and (part.figure.unit == whole.figure.unit or _begins(part.figure.unit, whole.figure.unit)):
        return check(
            facts, "bound", "mismatch", whole, [part], expected=part.value, weight=70, cue=cue,
            formula=f"{wording.shown(part)} > {wording.shown(whole)}", message=wording.bound_differs(where, whole, part),
        )  # fmt: skip
    verdict = "remark" if too_much else "holds"
    return check(
        facts, "bound", verdict, whole, [part], expected=part.value, weight=30 if too_much else 10, cue=cue,
        formula=f"{wording.shown(part)} {'>' if too_much else '≤'} {wording.shown(whole)}", holds_by="exact",
        message=(wording.bound_differs if too_much else wording.bound_fits)(where, whole, part),
    )  # fmt: skip


def _begins(unit: str, other: str) -> bool:
    return bool(unit and other) and (unit.startswith(other + " ") or other.startswith(unit + " "))
