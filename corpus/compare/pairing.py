"""Which figure of another report states the same as one of this: each with its best partner, one to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.compare.comparable import alike, in_a_hamlet, planned
from corpus.compare.likeness import bag, weighed
from corpus.compare.record import Claimed, Record

LEAST = 25  # below this two figures are no partners by their words alone
FAINT = 15  # below this they have nothing to do with one another
TRACE = 8  # ... unless they stand beside others that are the same, or add up
_SURE = 40  # from here on two are surely the same, so that what stands beside them is so, too
_BESIDE, _NEXT = 12, 2  # so much more; so many figures away is still beside
Alike = Mapping[tuple[int, int], int]
"""How much figures of two reports are alike, by their places in both."""
Neighbour = tuple[int, int, int]
"""The place of a figure, that of one beside it in the same sentence, and how many figures away."""
# How much less alike two figures are of which one is a part, of a hamlet, done with others, or stands in a table.
_PART, _HAMLET, _WITH, _TABLE = 8, 12, 14, 2


@dataclass(frozen=True, slots=True)
class Partner:
    """A figure of the other report, and how much it is like ours (0-100)."""

    claimed: Claimed
    likeness: int
    ahead: int = 0  # of the next best pair that one of the two could be of; less than none where that is better

    @property
    def sureness(self) -> int:
        """Likeness, and more where there is nothing else that it could be."""
        return min(100, self.likeness + 2 * max(0, self.ahead) // 3)

    @property
    def standing(self) -> int:
        """Likeness, and less where it is more like something else."""
        return self.likeness + min(0, self.ahead)


class Vocabulary:
    """The bags of the figures of several reports, weighed against each other."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._bags = weighed(
            {claimed.figure.figure_id: bag(record, claimed) for record in records for claimed in record.claims}
        )

    def likeness(self, one: Claimed, other: Claimed, code: str = "", other_code: str = "") -> int:
        """How much two figures say the same, 0 to 100; their codes in the dictionary weigh in."""
        if not alike(one.figure, other.figure):
            return 0
        found = self._bags[one.figure.figure_id].likeness(self._bags[other.figure.figure_id])
        for weight, differs in (
            (_PART, bool(one.figure.part_of) != bool(other.figure.part_of)),
            (_HAMLET, in_a_hamlet(one.figure) != in_a_hamlet(other.figure)),
            (_WITH, ("phối hợp" in one.before) != ("phối hợp" in other.before)),
            (_TABLE, bool(one.figure.table) != bool(other.figure.table)),
        ):
            found -= weight if differs else 0
        if planned(one.figure) != planned(other.figure):
            found //= 3
        if code and other_code:
            found = (found + 100) // 2 if code == other_code else found * 2 // 3
        return max(0, found)


def matrix(ours: Sequence[Claimed], theirs: Sequence[Claimed], likeness: Callable[[Claimed, Claimed], int]) -> Alike:
    """How much every two figures are alike, by their places; without such as have nothing in common."""
    return {
        (n, m): found
        for n, one in enumerate(ours)
        for m, other in enumerate(theirs)
        if (found := likeness(one, other)) >= TRACE
    }


def neighbours(record: Record, claims: Sequence[Claimed]) -> list[Neighbour]:
    """The figures of one sentence that stand beside one another, stated changes and percents aside."""
    places = {claimed.figure.figure_id: n for n, claimed in enumerate(claims)}
    levels = [each for each in record.claims if not each.figure.change and each.figure.kind != "percent"]
    near: list[Neighbour] = []
    for at, one in enumerate(levels):
        for away in range(1, _NEXT + 1):
            other = levels[at + away] if at + away < len(levels) else None
            if other is None or other.figure.sentence_start != one.figure.sentence_start:
                break
            n, m = places.get(one.figure.figure_id), places.get(other.figure.figure_id)
            if n is not None and m is not None:
                near += [(n, m, away), (m, n, -away)]
    return near


def surely(alike: Alike) -> dict[int, int]:
    """By ours theirs that are surely the same, one to one."""
    return {n: m for n, m, found in _greedy(alike) if found >= _SURE}


def beside(alike: Alike, pairs: Mapping[int, int], ours: Sequence[Neighbour], theirs: Sequence[Neighbour]) -> Alike:
    """More alike are two figures that stand beside two that are the same: "182 buổi cho 12.533 lượt người"."""
    near: dict[tuple[int, int], int] = {}
    theirs_by: dict[int, list[tuple[int, int]]] = {}
    for m, other, away in theirs:
        theirs_by.setdefault(m, []).append((other, away))
    for n, one, away in ours:
        for other, as_far in theirs_by.get(pairs.get(n, -1), ()):
            if (one, other) in alike:
                more = _BESIDE if away == as_far else _BESIDE // 2
                near[one, other] = max(near.get((one, other), 0), more)
    return {both: min(100, found + near.get(both, 0)) for both, found in alike.items()}


def _greedy(alike: Alike) -> list[tuple[int, int, int]]:
    """One to one, the most alike first."""
    made: list[tuple[int, int, int]] = []
    mine: set[int] = set()
    taken: set[int] = set()
    for found, n, m in sorted((-found, n, m) for (n, m), found in alike.items() if found >= LEAST):
        if n not in mine and m not in taken:
            mine.add(n)
            taken.add(m)
            made.append((n, m, -found))
    return made


def alone(alike: Alike) -> Alike:
    """As alike as partners are two of which ours has nothing else that it could be, and theirs nothing better."""
    only = Counter(n for n, _m in alike)
    best: dict[int, int] = {}
    for (_n, m), found in alike.items():
        best[m] = max(best.get(m, 0), found)
    return {
        (n, m): max(found, LEAST) if only[n] == 1 and best[m] == found >= FAINT else found
        for (n, m), found in alike.items()
    }


def pair(ours: Sequence[Claimed], theirs: Sequence[Claimed], alike: Alike) -> Mapping[str, tuple[Partner, ...]]:
    """The best partner of each of ours, one to one, then others that are nearly as good; by figure_id."""
    mine = {n: (m, found) for n, m, found in _greedy(alike)}  # by ours: theirs and how alike they are
    taken = dict(mine.values())  # by theirs: how alike it is to what it goes to
    rivals: dict[int, int] = {}  # by ours: how alike the next best pair is that either of the two could be of
    others: dict[int, list[Partner]] = {}
    by_theirs = {m: n for n, (m, _found) in mine.items()}
    for (n, m), found in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        if found < FAINT:
            break
        if n in mine and m != mine[n][0]:
            if found >= LEAST:
                others.setdefault(n, []).append(Partner(theirs[m], found))
            if taken.get(m, 0) <= found:
                rivals[n] = max(rivals.get(n, 0), found)
        if m in by_theirs and by_theirs[m] != n and mine.get(n, (0, 0))[1] <= found:
            rivals[by_theirs[m]] = max(rivals.get(by_theirs[m], 0), found)
    return {
        ours[n].figure.figure_id: (
            Partner(theirs[m], found, max(0, found - max(FAINT, rivals.get(n, 0)))),
            *others.get(n, ()),
        )
        for n, (m, found) in sorted(mine.items())
    }
