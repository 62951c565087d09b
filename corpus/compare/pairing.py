"""Which figure of another report states the same as one of this: each with its best partner, one to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.compare.comparable import alike, in_a_hamlet, planned
from corpus.compare.likeness import Bag, Rarity, bag
from corpus.compare.record import Claimed, Record

_LEAST = 25  # below this two figures have nothing to do with one another
_FAINT = 15
# How much less alike two figures are of which one is a part, of a hamlet only, or stands in a table.
_PART, _HAMLET, _TABLE = 8, 12, 2


@dataclass(frozen=True, slots=True)
class Partner:
    """A figure of the other report, and how much it is like ours (0-100)."""

    claimed: Claimed
    likeness: int
    ahead: int = 0  # of the next best pair that one of the two could be of

    @property
    def sureness(self) -> int:
        """Likeness, and more where there is nothing else that it could be."""
        return min(100, self.likeness + 2 * self.ahead // 3)


class Vocabulary:
    """The bags of the figures of several reports, weighed against each other."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._bags: dict[str, Bag] = {
            claimed.figure.figure_id: bag(record, claimed) for record in records for claimed in record.claims
        }
        self._rarity = Rarity(self._bags.values())

    def likeness(self, one: Claimed, other: Claimed, code: str = "", other_code: str = "") -> int:
        """How much two figures say the same, 0 to 100; their codes in the dictionary weigh in."""
        if not alike(one.figure, other.figure) or planned(one.figure) != planned(other.figure):
            return 0
        found = self._rarity.likeness(self._bags[one.figure.figure_id], self._bags[other.figure.figure_id])
        for weight, differs in (
            (_PART, bool(one.figure.part_of) != bool(other.figure.part_of)),
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
    alike = [
        (-found, n, m)
        for n, one in enumerate(ours)
        for m, other in enumerate(theirs)
        if (found := likeness(one, other)) >= _FAINT
    ]
    alike.sort()
    mine: dict[int, tuple[int, int]] = {}  # by ours: theirs and how alike they are
    taken: dict[int, int] = {}  # by theirs: how alike it is to what it goes to
    for negative, n, m in alike:
        if -negative >= _LEAST and n not in mine and m not in taken:
            mine[n] = (m, -negative)
            taken[m] = -negative
    rivals: dict[int, int] = {}  # by ours: how alike the next best pair is that either of the two could be of
    others: dict[int, list[Partner]] = {}
    by_theirs = {m: n for n, (m, _found) in mine.items()}
    for negative, n, m in alike:
        if n in mine and m != mine[n][0]:
            if -negative >= _LEAST:
                others.setdefault(n, []).append(Partner(theirs[m], -negative))
            if taken.get(m, 0) <= -negative:
                rivals[n] = max(rivals.get(n, 0), -negative)
        if m in by_theirs and by_theirs[m] != n and mine.get(n, (0, 0))[1] <= -negative:
            rivals[by_theirs[m]] = max(rivals.get(by_theirs[m], 0), -negative)
    return {
        ours[n].figure.figure_id: (
            Partner(theirs[m], found, max(0, found - max(_FAINT, rivals.get(n, 0)))),
            *others.get(n, ()),
        )
        for n, (m, found) in sorted(mine.items())
    }
