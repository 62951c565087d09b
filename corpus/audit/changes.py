"""Changes inside a report: the level now, the level then, and the stated difference or growth."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.facts import Facts
from corpus.audit.percents import Rate, rated
from corpus.audit.sums import adds_up
from corpus.audit.term import Term
from corpus.audit.verdict import Verdict, check
from corpus.check import Check
from patterns.claims import Figure
from patterns.links.compatible import same_unit
from patterns.links.slip import is_slip

_REACH, _CHANCE = 6, 10  # figures around a level; a smaller number may be the right one by chance
_FURTHER = 12  # figures before a change among which the level now is sought that fits
_NEAR, _NEAR_GROWTH = Decimal("0.2"), Decimal("0.75")


def change_checks(facts: Facts) -> Iterator[Check]:
    """Differences as sums of levels ("25 + 09 = 34"), growth as a percent of the level then."""
    named: dict[tuple[str, ...], str] = {}  # the first change that is stated between two levels
    for link in facts.linked("change"):
        named.setdefault(link.parts[:2], link.whole)
    for link in facts.linked("change"):
        change, now, then = (facts.figure[name] for name in (link.whole, *link.parts[:2]))
        if change.kind == "percent" and then.kind != "percent":
            counted = facts.figure[named[link.parts[:2]]]
            yield from _growth(facts, change, now, then, link.cue, counted if counted is not change else None)
        else:
            yield _difference(facts, change, now, then, link.cue)


def _difference(facts: Facts, change: Figure, now: Figure, then: Figure, cue: str) -> Check:
    """The greater level is the smaller one and the change; "(18/15)" states both levels."""
    level, earlier = _levels(facts, change, now, then)
    total, terms = (level, [earlier, Term(change)]) if change.change == "increase" else (earlier, [level, Term(change)])
    by = adds_up(total, terms)
    result = sum((term.value for term in terms), Decimal(0))
    formula = wording.addition(terms, result, total)
    near = abs(result - total.value) <= _NEAR * result or is_slip(result, total.value)
    verdict: Verdict = "holds" if by else "mismatch" if near else "remark"
    where = facts.place(change)
    message = wording.change_fits(where, change, formula) if by else wording.change_differs(where, change, formula)
    return check(
        facts, "sum", verdict, total, terms, expected=result, formula=formula, cue=cue, holds_by=by,
        weight={"holds": 20, "mismatch": 70, "remark": 30}[verdict], message=message,
    )  # fmt: skip


def _levels(facts: Facts, change: Figure, now: Figure, then: Figure) -> tuple[Term, Term]:
    """The two levels; where they do not fit, others near them that do: the words leave open which is meant."""
    if then is now:
        return Term(now), Term(then, of=True)
    fitting = _fitting(facts, change, now, then)
    if fitting is not then or now.kind == "percent":
        return Term(now), Term(fitting)
    sign = 1 if change.change == "increase" else -1
    wanted = then.quantity.value + sign * change.quantity.value
    at = facts.order[change.figure_id]
    for other in reversed(facts.figures[max(0, at - _FURTHER) : at]):
        near = other.section_id == change.section_id and other.footnote == change.footnote and not other.change
        near = near and other.figure_id not in facts.roles  # a plan is no level that was reached
        if near and other.quantity.value == wanted >= _CHANCE and same_unit(other.unit, then.unit):
            return Term(other), Term(then)
    return Term(now), Term(then)


def _fitting(facts: Facts, change: Figure, now: Figure, then: Figure) -> Figure:
    """The level then, or another one of the sentence that the difference is from: "loại 02 tuyến còn 24 tuyến"."""
    wanted = now.quantity.value + (change.quantity.value if change.change == "decrease" else -change.quantity.value)
    clings = facts.order[then.figure_id] == facts.order[change.figure_id] + 1 and then.figure_id in facts.roles
    if then.quantity.value == wanted or clings:  # "tăng 34 ca so với cùng kỳ (82 ca)" leaves nothing open
        return then
    at = facts.order[now.figure_id]
    for other in facts.figures[max(0, at - _REACH) : at + _REACH]:
        level = not other.change and other.sentence_start == change.sentence_start and same_unit(other.unit, then.unit)
        level = level and facts.roles.get(other.figure_id) != "plan"
        if level and other is not now and other.quantity.value == wanted >= _CHANCE:
            return other
    return then


def _growth(
    facts: Facts, change: Figure, now: Figure, then: Figure, cue: str, counted: Figure | None
) -> Iterator[Check]:
    """ "giảm 188 ca, tương đương 31,3%": of the level then; `counted` is the difference where it is stated, too."""
    if not then.quantity.value:
        return
    difference = abs(now.quantity.value - then.quantity.value)
    expected = 100 * difference / then.quantity.value
    stated = Term(change)
    level = 100 + stated.value if change.change == "increase" else 100 - stated.value
    step = change.quantity.step
    off = abs(100 * now.quantity.value / then.quantity.value - level)
    by = "rounding" if off <= step / 2 else "truncation" if off < step else ""
    ways = [(by, expected, [Term(now), Term(then)], f"|{wording.shown(Term(now))} - {wording.shown(Term(then))}|")]
    if counted is not None:
        share = 100 * counted.quantity.value / then.quantity.value
        of_counted = rated(stated, Rate(Term(counted), Term(then), named=True))
        by_difference = (of_counted, share, [Term(counted), Term(then)], wording.shown(Term(counted)))
        ways = [way for way in (*ways, by_difference) if way[0]] or [by_difference]
    for by, true, parts, top in ways:
        near = abs(true - stated.value) <= _NEAR_GROWTH * stated.value
        if not (by or near or is_slip(true.quantize(step), stated.value)):
            continue
        formula = f"{top} / {wording.shown(Term(then))} = {wording.percent(true)} {'≈' if by else '≠'} {change.raw}"
        where = facts.place(change)
        message = (
            wording.percent_fits(where, change, formula, by)
            if by
            else wording.percent_differs(where, change, formula, true)
        )
        yield check(
            facts, "percent", "holds" if by else "mismatch", stated, parts, expected=true, formula=formula, cue=cue,
            holds_by=by, weight=20 if by else 65, message=message,
        )  # fmt: skip
