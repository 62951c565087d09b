"""Sums: parts that exhaust their whole add up to it; parts that do not say so are no more than it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from corpus.audit import wording
from corpus.audit.breakdown import Breakdown, Part, breakdowns
from corpus.audit.exhaustion import exhaustion
from corpus.audit.facts import Facts
from corpus.audit.interval import Interval, Reading
from corpus.audit.term import Term, readings, total_of
from corpus.audit.verdict import Verdict, check
from corpus.check import Check
from patterns.claims import plain
from patterns.compiled import compiled
from patterns.links.categories import overlapping
from patterns.links.compatible import alike, same_unit
from patterns.links.slip import may_stand_for

SURE = 4  # evidence from which a sum that does not fit is a mismatch
OPEN = 3  # ... is worth a remark
_LONG = 4  # digits of a number that is the sum of others by no chance
_BROKEN_OFF = 4  # less of it where the list goes on behind them
_TWICE = 3  # less of it where the whole is broken down by others already
_INNER = compiled(r"[^;.\n]*(?:trong đó|trong số đó|riêng|, có|\()[^;.\n]*")


@plain
class Run:
    """Parts `first` to `last` of a breakdown add up to its whole."""

    first: int
    last: int
    of: bool
    holds_by: str


def sum_checks(facts: Facts) -> Iterator[Check]:
    """The sums and bounds of all breakdowns."""
    found = [(breakdown, _sound(facts, breakdown, _runs(breakdown))) for breakdown in breakdowns(facts)]
    fitting = [_orders(facts, b.whole.figure_id, b.parts[r.first : r.last + 1]) for b, runs in found for r in runs]
    explained = {p.term.figure.figure_id for b, runs in found for r in runs for p in b.parts[r.first : r.last + 1]}
    undecided = []
    for breakdown, runs in found:
        total, groups = Term(breakdown.whole, breakdown.of), breakdown.groups
        for run in runs:
            parts = breakdown.parts[run.first : run.last + 1]
            terms = [part.term for part in parts]
            yield _fits(facts, Term(breakdown.whole, run.of), terms, run.holds_by, groups[parts[0].group].cue)
        done = {breakdown.parts[run.first].group for run in runs}
        for left in _left_over(breakdown, runs):
            terms = completion(facts, total, [part.term for part in left]) or _outer(facts, total, left)
            if terms:
                explained |= {term.figure.figure_id for term in terms}
                yield _fits(facts, total, terms, adds_up(total, terms), groups[left[0].group].cue)
            else:
                undecided.append((breakdown, left, left[0].group in done))
    for breakdown, left, done_before in undecided:
        yield from _left(facts, breakdown, left, fitting, explained, done_before)


def adds_up(total: Term, terms: Sequence[Term]) -> str:
    """By which reading the terms add up to the total; "" when by none."""
    finest = total.figure.quantity.step
    for reading in readings((total, *terms)):
        if total.interval(reading).meets(total_of(terms, reading, finest)):
            exact = reading == "exact"
            return "approximation" if exact and any(t.figure.approx for t in (total, *terms)) else reading
    return ""


def _read(total: Term, parts: Sequence[Part]) -> dict[Reading, list[Interval]]:
    """What the total and the parts behind it may be, by each reading."""
    finest = total.figure.quantity.step
    return {
        reading: [total.interval(reading), *[part.term.interval(reading, finest) for part in parts]]
        for reading in readings((total, *(part.term for part in parts)))
    }


def _sums_back(total: Term, parts: Sequence[Part], last: int, read: dict[Reading, list[Interval]]) -> dict[int, str]:
    """By which reading the parts from one to the last add up to the total: `adds_up` for all first ones at once.

    Each sum is the next one and one term more, and ends where it is too great: to add every run of a long list anew
    would take its cube.
    """
    found: dict[int, str] = {}
    for reading, (wanted, *each) in read.items():
        made = Interval(Decimal(0), Decimal(0))
        approx = bool(total.figure.approx)
        for first in range(last, -1, -1):
            made += each[first]
            if made.low > wanted.high:
                break
            approx = approx or bool(parts[first].term.figure.approx)
            if first not in found and wanted.meets(made):
                found[first] = "approximation" if reading == "exact" and approx else reading
    return found


def completion(facts: Facts, total: Term, terms: list[Term]) -> list[Term]:
    """The terms with figures between or just behind them that no link names, where all of them add up; else none."""
    orders = [facts.order[term.figure.figure_id] for term in terms]
    first, last = min(orders), max(orders)
    sentence = facts.figures[last].sentence_start
    listed = first == last or ";" in facts.text[facts.figures[first].char_end : facts.figures[last].char_start]
    free = []
    for n in range(first + 1, min(last + 3, len(facts.figures))):
        figure = facts.figures[n]
        if n > last and not listed and ";" in facts.text[facts.figures[last].char_end : figure.char_start]:
            break  # "huyện 08 cuộc, cơ sở 34 cuộc; chủ trì giám sát 03 cuộc": of something else
        if n in orders or figure.sentence_start != sentence or figure.change or figure.figure_id in facts.roles:
            continue
        counted = {figure.kind, total.figure.kind} <= {"count", "other"}
        wholes = [facts.figure[whole] for whole, _ in facts.wholes.get(figure.figure_id, ())]
        inside = figure.figure_id == total.figure.figure_id or any(
            whole.unit == figure.unit and figure.quantity.value <= whole.quantity.value
            for whole in wholes
            if whole.figure_id != total.figure.figure_id
        )
        units = {term.figure.unit for term in (*terms, total)}
        kin = (
            n < last
            or not figure.unit
            or any(same_unit(figure.unit, unit) or alike(figure.unit, unit) for unit in units)
        )
        if not inside and kin and (figure.kind == total.figure.kind or counted):
            free.append(Term(figure))
    for size in range(1, min(3, len(free)) + 1):
        for more in combinations(free[:8], size):
            together = sorted([*terms, *more], key=lambda term: facts.order[term.figure.figure_id])
            if len(together) > 1 and total.value == sum((term.value for term in together), Decimal(0)):
                return together
    return []


def _outer(facts: Facts, total: Term, left: Sequence[Part]) -> list[Term]:
    """ "37 đơn vị: … 21, trong đó 03 đã nộp; … 09; … 07": without the part that is one of another; none if no such."""
    for n in range(1, len(left) if len(left) > 2 else 0):
        before, inner = left[n - 1].term, left[n].term
        nested = _INNER.fullmatch(facts.text, before.figure.char_end, inner.figure.char_start)
        rest = [part.term for part in left if part is not left[n]]
        if nested and inner.value <= before.value and adds_up(total, rest):
            return rest
    return []


def _runs(breakdown: Breakdown) -> list[Run]:
    """The fewest neighbouring runs of parts that add up to the whole and cover the most parts."""
    parts, size = breakdown.parts, len(breakdown.parts)
    if size < 2:
        return []
    fields = [True] if breakdown.of else [False] if breakdown.whole.quantity.of is None else [False, True]
    best: list[tuple[int, int, list[Run]]] = [
        (0, 0, [])
    ]  # parts covered, borders of groups kept, runs; up to each part
    totals = {of: Term(breakdown.whole, of) for of in fields}
    read = {of: _read(total, parts) for of, total in totals.items()}
    for last in range(size):
        choice = best[last]
        sums = {of: _sums_back(total, parts, last, read[of]) for of, total in totals.items()}
        for first in sorted({first for found in sums.values() for first in found if first < last}):
            terms = [part.term for part in parts[first : last + 1]]
            for of in fields:
                if first not in sums[of] or not _whole_groups(breakdown, first, last):
                    continue
                if of and not breakdown.of and not _out_of(breakdown, parts[first : last + 1]):
                    continue
                by = sums[of][first] if _may_add(breakdown, terms) else ""
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


def _sound(facts: Facts, breakdown: Breakdown, runs: list[Run]) -> list[Run]:
    """Without a run that is some of a list said to be all, where the rest of the list is little or stands before it.

    "64 văn bản, gồm: 12 kế hoạch, 08 hướng dẫn, 29 công văn, 35 báo cáo": 29 + 35 are 64 because 15 was written 35.
    """
    kept = []
    for run in runs:
        group = breakdown.parts[run.first].group
        listed = [part.term for part in breakdown.parts if part.group == group]
        inside = [other for other in runs if breakdown.parts[other.first].group == group]
        some = len(inside) == 1 and len(listed) > run.last - run.first + 1
        rest = sum((term.value for term in listed), Decimal(0)) - Term(breakdown.whole, run.of).value
        labels = facts.labels(term.figure for term in listed)
        stated = breakdown.groups[group].exhaustive == "stated" and not overlapping(labels)
        little = stated and 0 < 10 * rest <= breakdown.whole.quantity.value
        chance = _by_a_slip(facts, breakdown, run, rest) and not overlapping(labels)
        if not (some and (little or chance)):
            kept.append(run)
    return kept


def _by_a_slip(facts: Facts, breakdown: Breakdown, run: Run, rest: Decimal) -> bool:
    """Whether the list begins before the run, and one slip in the run is as much as stands there."""
    parts, group = breakdown.parts, breakdown.groups[breakdown.parts[run.first].group]
    first = run.first - 1
    listed = group.exhaustive != "open" and first >= 0 and parts[first].group == parts[run.first].group
    if not listed or rest <= 0:
        return False
    inside = parts[run.first : run.last + 1]
    between = facts.text[parts[first].term.figure.char_end : inside[0].term.figure.char_start]
    within = facts.text[inside[0].term.figure.char_end : inside[-1].term.figure.char_start]
    if ";" in between and ";" not in within:
        return False
    return any(part.term.value > rest and may_stand_for(part.term.value, part.term.value - rest) for part in inside)


def _whole_groups(breakdown: Breakdown, first: int, last: int) -> bool:
    """True for parts of one group, or for all parts of several."""
    parts = breakdown.parts
    inside = {part.group for part in parts[first : last + 1]}
    outside = {part.group for part in (*parts[:first], *parts[last + 1 :])}
    return len(inside) == 1 or not inside & outside


def _out_of(breakdown: Breakdown, parts: Sequence[Part]) -> bool:
    """True when parts may break down the denominator: it is no plan that is exceeded, and they are a whole group."""
    quantity, group = breakdown.whole.quantity, parts[0].group
    whole_group = [part for part in breakdown.parts if part.group == group]
    return quantity.of is not None and quantity.value <= quantity.of and len(whole_group) == len(parts)


def _may_add(breakdown: Breakdown, terms: Sequence[Term]) -> bool:
    """Money adds to money, and what counts in one group of units to its like."""
    whole = breakdown.whole
    return all(term.figure.kind == whole.kind or {term.figure.kind, whole.kind} <= {"count", "other"} for term in terms)


def _orders(facts: Facts, whole: str, parts: Sequence[Part]) -> tuple[int, tuple[int, ...]]:
    return facts.order[whole], tuple(facts.order[part.term.figure.figure_id] for part in parts)


def _left_over(breakdown: Breakdown, runs: list[Run]) -> Iterator[list[Part]]:
    """The parts in no run, group by group; a run parts what stands before it from what stands behind."""
    covered = {n for run in runs for n in range(run.first, run.last + 1)}
    groups: dict[tuple[int, int], list[Part]] = {}
    for n, part in enumerate(breakdown.parts):
        if n not in covered:
            behind = sum(run.last < n and breakdown.parts[run.last].group == part.group for run in runs)
            groups.setdefault((part.group, behind), []).append(part)
    yield from groups.values()


def _fits(facts: Facts, total: Term, terms: list[Term], by: str, cue: str) -> Check:
    result = sum((term.value for term in terms), Decimal(0))
    formula = wording.addition(terms, result, total)
    return check(
        facts, "sum", "holds", total, terms, expected=result, formula=formula, cue=cue, weight=20, holds_by=by,
        message=wording.sum_fits(facts.place(total.figure), total, formula),
    )  # fmt: skip


def _left(
    facts: Facts,
    breakdown: Breakdown,
    left: list[Part],
    fitting: list[tuple[int, tuple[int, ...]]],
    explained: set[str],
    done_before: bool,
) -> Iterator[Check]:
    """Parts that add up to nothing: a mismatch where the words say that they are all, else no more than the whole.

    `done_before`: others of the same list add up to the whole, so that nothing says that these do once more.
    """
    total, cue = Term(breakdown.whole, breakdown.of), breakdown.groups[left[0].group].cue
    left = _without_inner(left)
    terms = [part.term for part in left]
    if len(left) > 1 and (by := adds_up(total, terms)):  # columns of a table that stand apart
        yield _fits(facts, total, terms, by, cue)
        return
    if (len(left) > 1 or terms[0].times > 1) and _may_add(breakdown, terms):
        sure, meant = _meant(facts, breakdown, left, fitting)
        sure -= _TWICE if done_before else 0
        if sure >= OPEN:
            yield _differs(facts, total, [part.term for part in meant], cue, sure)
        if sure >= SURE:
            terms = [part.term for part in left if part not in meant]
    elif len(left) == 1 and _beside_a_run(facts, breakdown, left[0], explained):
        siblings = [p.term for p in breakdown.parts if p.group == left[0].group]
        yield _differs(facts, total, siblings, cue, OPEN)
    for term in terms:
        yield from bound(facts, total, term, cue, explained)


def _without_inner(left: list[Part]) -> list[Part]:
    """ "thóc 3.550,5 tấn, ngô 835,8 tấn. Cụ thể: … 1.854,8 tấn, … 1.695,7 tấn": without those that make up another."""
    for n, part in enumerate(left if len(left) > 2 else ()):
        for first in range(len(left)):
            total = Decimal(0)
            for last in range(first, len(left)):
                if last == n:
                    break
                total += left[last].term.value
                if last > first and total == part.term.value and len(total.normalize().as_tuple().digits) >= _LONG:
                    return _without_inner(left[:first] + left[last + 1 :])
    return left


def _meant(
    facts: Facts, breakdown: Breakdown, left: list[Part], fitting: list[tuple[int, tuple[int, ...]]]
) -> tuple[int, list[Part]]:
    """All the parts that are left, or those neighbours among them that are more surely meant to add up; with points."""
    best = exhaustion(facts, breakdown, left, fitting), left
    for first in range(len(left)):
        for last in range(first + 1, len(left)):
            run = left[first : last + 1]
            if len(run) < len(left) and best[0] < SURE:
                points = exhaustion(facts, breakdown, run, fitting) - (
                    _BROKEN_OFF if _goes_on(facts, left, last) else 1
                )
                best = (points, run) if points >= SURE else best
    return best


def _goes_on(facts: Facts, left: list[Part], last: int) -> bool:
    """Whether the list goes on behind that part with what is counted alike: nothing says that it ends there."""
    if last + 1 == len(left):
        return False
    this, following = left[last].term.figure, left[last + 1].term.figure
    return this.unit == following.unit and ";" not in facts.text[this.char_end : following.char_start]


def _beside_a_run(facts: Facts, breakdown: Breakdown, part: Part, explained: set[str]) -> bool:
    """ "97 vụ, trong đó: khởi tố 68; hành chính 29; chuyển 01": two readings, and only one of them adds up."""
    siblings = [other.term.figure for other in breakdown.parts if other.group == part.group]
    others = [figure for figure in siblings if figure.figure_id != part.term.figure.figure_id]
    last = siblings[-1].figure_id == part.term.figure.figure_id
    stated = breakdown.groups[part.group].exhaustive != "open" and part.term.figure.unit == breakdown.whole.unit
    whole = len(others) > 1 and all(figure.figure_id in explained for figure in others)
    slight = 0 < part.term.value <= breakdown.whole.quantity.value / 20
    return last and stated and whole and slight and not overlapping(facts.labels(siblings))


def _differs(facts: Facts, total: Term, terms: list[Term], cue: str, sure: int) -> Check:
    result = sum((term.value for term in terms), Decimal(0))
    formula = wording.addition(terms, result, total)
    message = wording.sum_differs if sure >= SURE else wording.sum_open
    return check(
        facts, "sum", "mismatch" if sure >= SURE else "remark", total, terms, expected=result, formula=formula, cue=cue,
        weight=60 + 4 * sure if sure >= SURE else 30,
        message=message(facts.place(total.figure), total, terms, result, formula),
    )  # fmt: skip


def bound(facts: Facts, whole: Term, part: Term, cue: str, explained: set[str]) -> Iterator[Check]:
    """A part is no more than its whole; what is greater and adds up elsewhere is no part of this one."""
    room = max(whole.value, whole.figure.quantity.of or whole.value)
    too_much = part.value > room and part.interval("exact").exceeds(Term(whole.figure).interval("rounding"))
    if too_much and part.figure.figure_id in explained:
        return
    one_unit = part.figure.unit == whole.figure.unit or _begins(part.figure.unit, whole.figure.unit)
    verdict: Verdict = "holds" if not too_much else "mismatch" if one_unit else "remark"
    message = wording.bound_differs if too_much else wording.bound_fits
    yield check(
        facts, "bound", verdict, whole, [part], expected=part.value, cue=cue, holds_by="exact",
        weight={"holds": 10, "mismatch": 70, "remark": 30}[verdict],
        formula=f"{wording.shown(part)} {'>' if too_much else '≤'} {wording.shown(whole)}",
        message=message(facts.place(part.figure), whole, part),
    )  # fmt: skip


def _begins(unit: str, other: str) -> bool:
    return bool(unit and other) and (unit.startswith(other + " ") or other.startswith(unit + " "))
