"""What an office states of this year beside what it stated of the year before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.compare.comparable import alike, in_one_unit, rolls_up
from corpus.compare.pairing import Partner, Vocabulary, beside, matrix, neighbours, pair, surely
from corpus.compare.record import Claimed, Record

Code = Callable[[Claimed], str]

ALIKE = 55  # levels of two years are worded alike; below this a difference is no finding


@dataclass(frozen=True, slots=True)
class Level:
    """A level of this year and its partner in the report of the year before."""

    now: Claimed
    partners: Sequence[Partner]
    parts: Sequence[Claimed] = ()  # what the earlier report says of some of it

    @property
    def then(self) -> Claimed:
        return self.partners[0].claimed

    def against(self, partner: Partner) -> Level:
        """The same with another partner."""
        return Level(self.now, (partner,))

    @property
    def likeness(self) -> int:
        return self.partners[0].likeness


def left_standing(later: Record, earlier: Record, code: Code) -> frozenset[str]:
    """The levels that are those of the report of the year before, by figure_id."""
    found = set()
    for level in levels_of_both(later, earlier, code).values():
        now, then = in_one_unit([level.now.figure, level.then.figure])
        if level.likeness >= ALIKE and now.quantity.value == then.quantity.value >= 10:
            found.add(level.now.figure.figure_id)
    return frozenset(found)


def levels_of_both(later: Record, earlier: Record, code: Code) -> Mapping[str, Level]:
    """By figure_id the levels of the later report that the earlier one states, too."""
    words = Vocabulary([later, earlier])
    ours = [claimed for claimed in later.claims if rolls_up(later, claimed)]
    theirs = [claimed for claimed in earlier.claims if rolls_up(earlier, claimed)]
    likeness = matrix(ours, theirs, lambda one, other: words.likeness(one, other, code(one), code(other)))
    near = beside(likeness, surely(likeness), neighbours(later, ours), neighbours(earlier, theirs))
    pairs = pair(ours, theirs, near)
    return {
        claimed.figure.figure_id: Level(
            claimed, pairs[claimed.figure.figure_id], _parts(earlier, pairs[claimed.figure.figure_id][0].claimed)
        )
        for claimed in ours
        if claimed.figure.figure_id in pairs
    }


def _parts(earlier: Record, whole: Claimed) -> tuple[Claimed, ...]:
    return tuple(
        each
        for each in earlier.claims
        if each.whole == whole.figure.figure_id and alike(each.figure, whole.figure) and not each.figure.change
    )
