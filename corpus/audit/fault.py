"""Which figure is wrong: the one whose change repairs the most broken relations and breaks the fewest that hold.

After Fellegi and Holt (1976): of all changes of one figure, the smallest that makes the report agree with itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from heapq import heappop, heappush

from corpus.audit.percents import Rate, rated
from corpus.audit.term import Term
from corpus.check import Check
from patterns.claims import Figure
from patterns.links.slip import is_exchange

_MOVED = ("sum", "equal")
_TELLING = 100  # a small number is stated twice by chance


@dataclass(frozen=True, slots=True)
class Fault:
    """A figure that is likely to be wrong, and what would make the relations in `repairs` hold."""

    figure_id: str
    stated: Decimal
    should_be: Decimal
    repairs: tuple[str, ...]  # check_ids
    breaks: tuple[str, ...]  # check_ids of relations that hold as stated

    @property
    def sure(self) -> bool:
        """True when it repairs several relations, or only exchanges two digits, and breaks none."""
        return not self.breaks and (len(self.repairs) > 1 or is_exchange(self.stated, self.should_be))


def faults(figures: Iterable[Figure], checks: Sequence[Check]) -> tuple[Fault, ...]:
    """One fault for each group of broken relations that a single figure explains better than any other does."""
    by_name = {figure.figure_id: figure for figure in figures}
    checked = [check for check in checks if check.type in (*_MOVED, "percent")]
    broken = _concerned(check for check in checked if check.verdict == "mismatch")
    told = (check for check in checked if check.type != "equal" or check.stated >= _TELLING)
    holding = _concerned(check for check in told if check.verdict == "holds")
    # A table that was misread has hundreds of mismatches: what was worked out for a figure is kept while it stands.
    place = {name: n for n, name in enumerate(broken)}
    worked_out = dict.fromkeys(broken, 0)  # how often; what was worked out before counts no more
    heap: list[tuple[int, bool, int, int, int, Fault]] = []

    def work_out(name: str) -> None:
        worked_out[name] += 1
        for n, ((repaired, exchange), fault) in enumerate(
            _candidates(by_name, name, broken[name], holding.get(name, {}))
        ):
            heappush(heap, (-repaired, not exchange, place[name], n, worked_out[name], fault))

    def outdated() -> bool:
        return heap[0][4] != worked_out[heap[0][5].figure_id]

    for name in broken:
        work_out(name)
    found: list[Fault] = []
    while heap:
        *rank, _place, _n, _times, best = heappop(heap)
        while heap and outdated():
            heappop(heap)
        if not heap or rank < [*heap[0][:2]]:
            found.append(best)
        for name in {name for key in best.repairs for name in _names(broken[best.figure_id][key])}:
            for key in best.repairs:
                broken[name].pop(key, None)
            work_out(name)
        while heap and outdated():
            heappop(heap)
    return tuple(found)


def _names(check: Check) -> tuple[str, ...]:
    return tuple(dict.fromkeys((check.total_id, *check.part_ids)))


def _concerned(checks: Iterable[Check]) -> dict[str, dict[str, Check]]:
    """The checks by each figure that they compare, and by their own id."""
    found: dict[str, dict[str, Check]] = defaultdict(dict)
    for check in checks:
        for name in _names(check):
            found[name][check.check_id] = check
    return found


def _rank(fault: Fault) -> tuple[int, bool]:
    return len(fault.repairs) - len(fault.breaks), is_exchange(fault.stated, fault.should_be)


def _candidates(
    figures: dict[str, Figure], name: str, broken: dict[str, Check], holding: dict[str, Check]
) -> list[tuple[tuple[int, bool], Fault]]:
    """What the figure might have to be instead, each with its rank."""
    shifts = {move for check in broken.values() if (move := _move(figures, check, name))}
    value = figures[name].quantity.value
    found = []
    for shift in sorted(shifts):
        if value + shift < 0:
            continue
        repairs = tuple(key for key, check in broken.items() if _holds_after(figures, check, name, shift))
        breaks = tuple(key for key, check in holding.items() if not _holds_after(figures, check, name, shift))
        fault = Fault(name, value, value + shift, repairs, breaks)
        if repairs:
            found.append((_rank(fault), fault))
    return found


def _concerns(check: Check, name: str) -> bool:
    return name == check.total_id or name in check.part_ids


def _move(figures: dict[str, Figure], check: Check, name: str) -> Decimal | None:
    """By how much the figure would have to change for the relation to hold; None where that is not one number."""
    if check.type in _MOVED:
        if name == check.total_id:
            return -check.difference if check.stated == figures[name].quantity.value else None
        return check.difference if f"× {figures[name].raw}" not in check.formula else None
    if name == check.total_id:
        step = figures[name].quantity.step
        return check.expected.quantize(step) - check.stated
    return None


def _holds_after(figures: dict[str, Figure], check: Check, name: str, shift: Decimal) -> bool:
    """Whether the relation holds when the figure is moved; one that the figure is not in stays as it is."""
    if not _concerns(check, name):
        return check.verdict == "holds"
    if check.type in _MOVED:
        return _move(figures, check, name) == shift if check.verdict == "mismatch" else shift == 0
    terms = [Term(figures[part]) for part in check.part_ids]
    stated = Term(figures[check.total_id])
    part, base = terms[0], terms[1] if len(terms) > 1 else Term(terms[0].figure, of=True)
    moved = {check.total_id: stated, part.figure.figure_id: part}
    if len(terms) > 1:
        moved[base.figure.figure_id] = base
    if name in moved:
        moved[name] = _shifted(moved[name], shift)
    part = moved[part.figure.figure_id]
    base = moved.get(base.figure.figure_id, base) if len(terms) > 1 else base
    return bool(base.value) and bool(rated(moved[check.total_id], Rate(part, base, named=True)))


def _shifted(term: Term, shift: Decimal) -> Term:
    quantity = replace(term.figure.quantity, value=term.figure.quantity.value + shift)
    return replace(term, figure=replace(term.figure, quantity=quantity))
