"""What a percent whose base no word names may be a rate of: numbers near it, of the unit of what it rates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal

from corpus.audit.interval import READINGS
from corpus.audit.term import Term
from patterns.claims import Figure, Kind
from patterns.links.compatible import alike, same_unit

_REACH = 1000  # figures before and behind a percent among which its base is sought
_SLACK = Decimal("0.01")  # of a base: it may be rounded itself
_ENDLESS = Decimal("Infinity")

Range = tuple[Decimal, Decimal]


class Bases:
    """The numbers of a report by value: to try each of a thousand numbers for every percent takes too long."""

    def __init__(self, figures: tuple[Figure, ...], without: Container[str]) -> None:
        """`without`: the figures that no percent is a rate of unless its words say so, as plans are."""
        self._figures = figures
        self._order = {figure.figure_id: n for n, figure in enumerate(figures)}
        self._places: dict[tuple[Kind, Decimal], list[int]] = {}
        self._ranges: dict[Kind, list[int]] = {}  # "từ 8 đến 12" has no one value
        for n, figure in enumerate(figures):
            # "1271/1284 hộ": what is done of them is no base of another rate
            if figure.change or figure.approx or figure.quantity.of is not None or figure.figure_id in without:
                continue
            if figure.quantity.value_max is None:
                self._places.setdefault((figure.kind, figure.quantity.value), []).append(n)
            else:
                self._ranges.setdefault(figure.kind, []).append(n)
        self._values: dict[Kind, list[Decimal]] = {}
        for kind, value in sorted(self._places):
            self._values.setdefault(kind, []).append(value)

    def near(self, percent: Figure, part: Figure, wanted: Iterable[Range]) -> Iterator[Figure]:
        """The numbers in one of the ranges that are greater than the part: the last one before the percent first."""
        at = self._order[percent.figure_id]
        found = set(_around(at, self._ranges.get(part.kind, [])))
        values = self._values.get(part.kind, [])
        for low, high in wanted:
            first = bisect_left(values, low * (1 - _SLACK))
            for value in values[first : bisect_right(values, high * (1 + _SLACK))]:
                found.update(_around(at, self._places[part.kind, value]))
        for n in sorted(found - {at}, key=lambda n: (n > at, abs(n - at))):
            figure = self._figures[n]
            if (
                (figure.unit == part.unit or (figure.section_id == part.section_id and _kin(figure, part)))
                and figure.figure_id != part.figure_id
                and figure.quantity.value > part.quantity.value
            ):
                yield figure


def _around(at: int, places: list[int]) -> list[int]:
    """Those of the places that are in reach."""
    return places[bisect_left(places, at - _REACH) : bisect_left(places, at + _REACH)]


def stated_by(stated: Term, part: Term) -> Range:
    """The bases of which the part may be the stated percent, by any reading."""
    inside = part.interval("rounding", Decimal(0))
    readings = [stated.interval(reading) for reading in READINGS]
    return _base(inside.low, max(one.high for one in readings))[0], _base(inside.high, min(o.low for o in readings))[1]


def exchanged_by(stated: Decimal, decimals: int, part: Decimal) -> Iterator[Range]:
    """The bases of which the part is a percent that is written as the stated one with two digits exchanged."""
    digits = f"{stated:.{decimals}f}"
    places = [n for n, sign in enumerate(digits) if sign != "."]
    half = Decimal(5).scaleb(-decimals - 1)
    for k, n in enumerate(places):
        for m in places[k + 1 :]:
            other = list(digits)
            other[n], other[m] = other[m], other[n]
            meant = Decimal("".join(other))
            yield _base(part, meant + half)[0], _base(part, meant - half)[1]


def _base(part: Decimal, percent: Decimal) -> Range:
    """What the part is that percent of; without bounds where it is none."""
    if percent <= 0:
        return Decimal(0), _ENDLESS
    return 100 * part / percent, 100 * part / percent


def _kin(a: Figure, b: Figure) -> bool:
    return same_unit(a.unit, b.unit) or alike(a.unit, b.unit)
