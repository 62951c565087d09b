"""Which figures of all the communes a district's total may be made of: the likeliest first, and which of them fits."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit.sums import adds_up
from corpus.audit.term import Term
from corpus.compare.causes import cause
from corpus.compare.comparable import in_one_unit
from corpus.compare.pairing import Partner
from corpus.compare.record import Claimed

_MOST = 60  # so many readings of one total are tried at most
_CHANCE = 50  # of so many values that a total could have, one reading may fit by chance
_TENS = 30  # a total from here on has two
_SLIPS = 50  # ... may look like a slip by chance
_FITTING, _FAR = 30, 20  # mean likeness from which a fit is none; of a total that has a thousand values
_THOUSAND = 1000
_SURELY = 45  # ... of what is not said to be a total of the communes at all
_COMMUNES = 3  # a slip is sought in the sum of no fewer

Reading = Mapping[str, Partner]
"""One figure of each commune, by its name."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A reading that adds up to the total."""

    claimed: Claimed
    reading: Reading

    @property
    def mean(self) -> int:
        return sum(partner.likeness for partner in self.reading.values()) // len(self.reading)


def readings(choices: Mapping[str, Sequence[Partner]]) -> Iterator[Reading]:
    """One of each commune's partners, which come best first; the readings that lose least likeness come first."""
    areas = [area for area in choices if choices[area]]
    start = (0,) * len(areas)
    heap, seen = [(0, start)], {start}
    while heap:
        loss, at = heapq.heappop(heap)
        yield {area: choices[area][n] for area, n in zip(areas, at, strict=True)}
        for k, area in enumerate(areas):
            if at[k] + 1 < len(choices[area]):
                after = (*at[:k], at[k] + 1, *at[k + 1 :])
                if after not in seen:
                    seen.add(after)
                    less = choices[area][at[k]].standing - choices[area][at[k] + 1].standing
                    heapq.heappush(heap, (loss + less, after))


def room(claimed: Claimed) -> int:
    """How many other values a total could as well have: so little is a fit by chance."""
    quantity = claimed.figure.quantity
    return 0 if claimed.figure.approx else int(quantity.value / quantity.step)


def enough(claimed: Claimed, mean: int) -> bool:
    """Whether figures that add up are so much alike that it is no chance."""
    return mean >= (_FAR if room(claimed) >= _THOUSAND else _FITTING)


def fit(claimed: Claimed, choices: Mapping[str, Sequence[Partner]]) -> Fit | None:
    """The likeliest reading that adds up, where it is not one of so many that one would by chance."""
    values = room(claimed)
    most = min(_MOST, max(2 if values >= _TENS else 1, values // _CHANCE))
    for n, reading in enumerate(readings(_smaller(claimed, choices))):
        if n == most or len(reading) < 2:
            return None
        total, *parts = in_one_unit([claimed.figure, *(partner.claimed.figure for partner in reading.values())])
        result = sum((Term(part).value for part in parts), Decimal(0))
        stated = Term(total).value
        near = abs(result - stated) * 50 <= stated
        if result == stated or (near and adds_up(Term(total), [Term(part) for part in parts])):
            found = Fit(claimed, reading)
            if enough(claimed, found.mean):
                return found
    return None


def surely_fit(claimed: Claimed, choices: Mapping[str, Sequence[Partner]]) -> Fit | None:
    """A fit of the same words in all communes: of what is said to be the district's own alone."""
    found = fit(claimed, choices)
    whole = found is not None and len(found.reading) == len(choices) >= _COMMUNES
    return found if found and whole and found.mean >= _SURELY else None


def slipped(claimed: Claimed, choices: Mapping[str, Sequence[Partner]]) -> Fit | None:
    """The likeliest reading of all communes that misses the total by a slip which is hardly one by chance."""
    values = room(claimed)
    areas = [area for area in choices if choices[area]]
    for n, reading in enumerate(readings(choices), 1):
        if n > min(_MOST, values // _SLIPS) or len(areas) < min(len(choices), _COMMUNES):
            return None
        total, *parts = in_one_unit([claimed.figure, *(partner.claimed.figure for partner in reading.values())])
        slip = cause(Term(total).value, {area: Term(part).value for area, part in zip(reading, parts, strict=True)})
        if slip and n * slip.others * _SLIPS <= values:
            found = Fit(claimed, reading)
            return found if found.mean >= _FAR else None
    return None


def _smaller(claimed: Claimed, choices: Mapping[str, Sequence[Partner]]) -> dict[str, list[Partner]]:
    """The partners that may be a part of the total at all: others are smaller."""
    made: dict[str, list[Partner]] = {}
    for area, partners in choices.items():
        made[area] = []
        for n, partner in enumerate(partners):
            total, part = in_one_unit([claimed.figure, partner.claimed.figure])
            # Of a nought that is not the likeliest, any sum would fit that leaves the commune out.
            if part.quantity.value < total.quantity.value and (part.quantity.value or not n):
                made[area].append(partner)
    return made


def settle(
    ours: Sequence[Claimed],
    choices: Mapping[str, Mapping[str, Sequence[Partner]]],
    search: Callable[[Claimed, Mapping[str, Sequence[Partner]]], Fit | None],
    speaking: Mapping[str, int],
) -> dict[str, Reading]:
    """The totals that have a reading, by figure_id, the likeliest first: what is part of one is no part of another.

    So many communes speak of each: a sum of fewer leaves one out.
    """

    def sought(figure_id: str, those: Mapping[str, Sequence[Partner]]) -> Fit | None:
        made = search(waiting[figure_id], those)
        return made if made and len(made.reading) >= speaking[figure_id] else None

    found: dict[str, Reading] = {}
    taken: dict[str, Decimal] = {}  # by a commune's figure: of what total it is
    waiting = {one.figure.figure_id: one for one in ours}
    fits = {figure_id: made for figure_id in waiting if (made := sought(figure_id, choices[figure_id]))}
    while fits:
        best = max(fits, key=lambda figure_id: (fits[figure_id].mean, figure_id))
        chosen = fits.pop(best)
        value = chosen.claimed.figure.quantity.value
        found[best] = chosen.reading
        taken.update({partner.claimed.figure.figure_id: value for partner in chosen.reading.values()})
        for figure_id in list(fits):
            again = waiting[figure_id].figure.quantity.value
            gone = {key for key, total in taken.items() if total != again}
            if any(partner.claimed.figure.figure_id in gone for partner in fits[figure_id].reading.values()):
                other = sought(figure_id, without(choices[figure_id], gone))
                if other:
                    fits[figure_id] = other
                else:
                    del fits[figure_id]
    return found


def without(choices: Mapping[str, Sequence[Partner]], gone: Container[str]) -> dict[str, list[Partner]]:
    """The partners that are not of another total."""
    return {
        area: [partner for partner in partners if partner.claimed.figure.figure_id not in gone]
        for area, partners in choices.items()
    }
