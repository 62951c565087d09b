"""How much speaks for it that the parts named of a whole are all of it. Points, so that each reason can be seen."""

from __future__ import annotations

from decimal import Decimal

from corpus.breakdown import Breakdown, Part
from corpus.facts import Facts
from patterns.categories import excluding, has_rest, overlapping
from patterns.slip import is_slip

_WORDING = {"stated": 3, "likely": 2, "open": 1}
_NEAR, _NEARISH, _WIDE, _FAR = Decimal("0.05"), Decimal("0.15"), Decimal("0.25"), Decimal("0.4")
_SHORT = 7  # words of a label in which a category is its name and not mentioned by the way


def exhaustion(
    facts: Facts,
    breakdown: Breakdown,
    parts: list[Part],
    fitting: list[tuple[int, tuple[int, ...]]],
) -> int:
    """Points for it. `fitting`: the breakdowns that do add up, as places of the whole and of its parts."""
    whole = breakdown.whole.quantity.of if breakdown.of else breakdown.whole.quantity.value
    assert whole is not None
    result = sum((part.term.value for part in parts), Decimal(0))
    labels = facts.labels(part.term.figure for part in parts)
    points = _WORDING[breakdown.groups[parts[0].group].exhaustive]
    if breakdown.groups[parts[0].group].cue == "":
        points -= 1
    if excluding(labels) and all(label.count(" ") < _SHORT for label in labels):
        points += 3
    elif overlapping(labels):
        points -= 5
    if has_rest(labels[-1:]):
        points += 3
    in_step = _beside_one_that_fits(facts, breakdown, parts, fitting)
    if in_step:
        points += 3
    gap = abs(result - whole) / whole if whole else Decimal(1)
    if gap <= _NEAR or is_slip(result, whole):
        points += 2
    elif gap <= _NEARISH:
        points += 1
    if result > whole:
        points += 1
    elif not in_step:
        points -= 4 if gap > _FAR else 2 if gap > _WIDE else 0
    return points


def _beside_one_that_fits(
    facts: Facts, breakdown: Breakdown, parts: list[Part], fitting: list[tuple[int, tuple[int, ...]]]
) -> bool:
    """ "13 vụ/19 đối tượng; 12 vụ/18 đối tượng": where the cases add up, the persons are meant to."""
    whole = facts.order[breakdown.whole.figure_id]
    mine = [facts.order[part.term.figure.figure_id] for part in parts]
    return any(
        0 < abs(other - whole) <= 3
        and len(theirs) == len(mine)
        and all(0 < abs(a - b) <= 3 for a, b in zip(mine, theirs, strict=True))
        for other, theirs in fitting
    )
