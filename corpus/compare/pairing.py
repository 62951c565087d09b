"""Which figure of another report states the same as one of this: each with its best partner, one to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.compare.comparable import alike, in_a_hamlet, planned
from corpus.compare.likeness import Bag, Rarity, bag
from corpus.compare.record import Claimed, Record

_LEAST = 25  # below this two figures have nothing to do with one another
# How much less alike two figures are of which one is a part, a plan, of a hamlet only, or stands in a table.
_PART, _PLAN, _HAMLET, _TABLE = 8, 12, 12, 2


@dataclass(frozen=True, slots=True)
class Partner:
    """A figure of the other report, and how much it is like ours (0-100)."""

    claimed: Claimed
    likeness: int


class Vocabulary:
    """The bags of the figures of several reports, weighed against each other."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._bags: dict[str, Bag] = {
            claimed.figure.figure_id: bag(record, claimed) for record in records for claimed in record.claims
        }
        self._rarity = Rarity(self._bags.values())

    def likeness(self, one: Claimed, other: Claimed, code: str = "", other_code: str = "") -> int:
        """How much two figures say the same, 0 to 100; their codes in the dictionary weigh in."""
        if not alike(one.figure, other.figure):
            return 0
        found = self._rarity.likeness(self._bags[one.figure.figure_id], self._bags[other.figure.figure_id])
        for weight, differs in (
            (_PART, bool(one.figure.part_of) != bool(other.figure.part_of)),
            (_PLAN, planned(one.figure) != planned(other.figure)),
            (_HAMLET, in_a_hamlet(one.figure) != in_a_hamlet(other.figure)),
            (_TABLE, bool(one.figure.table) != bool(other.figure.table)),
        ):
            found -= weight if differs else 0
        if code and other_code:
            found = (found + 100) // 2 if code == other_code else found * 2 // 3
        return max(0, found)


def pair(
    ours: Sequence[Claimed],
    theirs: Sequence[Claimed],
    likeness: Callable[[Claimed, Claimed], int],
) -> Mapping[str, tuple[Partner, ...]]:
    """The best partner of each of ours, one to one, then others that are nearly as good; by figure_id."""
    pairs = []
    options: dict[str, list[tuple[int, int]]] = {}
    for n, one in enumerate(ours):
        for m, other in enumerate(theirs):
            found = likeness(one, other)
            if found >= _LEAST:
                pairs.append((-found, n, m))
                options.setdefault(one.figure.figure_id, []).append((-found, m))
    pairs.sort()
    taken_ours: dict[int, tuple[int, int]] = {}
    taken_theirs: set[int] = set()
    for negative, n, m in pairs:
        if n not in taken_ours and m not in taken_theirs:
            taken_ours[n] = (m, -negative)
            taken_theirs.add(m)
    made = {}
    for n, one in enumerate(ours):
        if n not in taken_ours:
            continue
        best, found = taken_ours[n]
        others = [Partner(theirs[m], -negative) for negative, m in sorted(options[one.figure.figure_id]) if m != best]
        made[one.figure.figure_id] = (Partner(theirs[best], found), *others)
    return made
