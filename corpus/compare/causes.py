"""What may have gone wrong where a district's total is not its communes' sum, and how much else would look like it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from patterns.links.slip import is_exchange, is_slip

Kind = Literal["left out", "twice", "comma", "instead", "unit", "stale", "exchange", "digit"]

_UNITS = [Decimal(10) ** power for power in (-3, -2, -1, 1, 2, 3)]


@dataclass(frozen=True, slots=True)
class Cause:
    """`area` is the commune whose figure it is about; of so many `others` totals the same would be said by chance."""

    kind: Kind
    others: int
    area: str = ""


def cause(
    stated: Decimal,
    terms: Mapping[str, Decimal],
    *,
    own: Decimal = Decimal(0),
    instead: Mapping[str, Sequence[Decimal]] | None = None,
    stale: bool = False,
) -> Cause | None:
    """The slip that most likely made the stated total of the communes' figures, if any.

    `own` is the district's part; `instead` are figures of a commune that may have been taken in place of its own.

    >>> cause(Decimal(712), {"Khe": Decimal(3140), "Bản": Decimal(3980)}).kind
    'comma'
    """
    return min(
        _causes(stated, terms, own, instead or {}, stale=stale), key=lambda each: (each.others, each.area), default=None
    )


def _causes(
    stated: Decimal,
    terms: Mapping[str, Decimal],
    own: Decimal,
    instead: Mapping[str, Sequence[Decimal]],
    *,
    stale: bool,
) -> Iterator[Cause]:
    result = sum(terms.values(), own)
    if stale:
        yield Cause("stale", 1)
    for area, term in terms.items():
        if term and stated == result - term:
            yield Cause("left out", len(terms), area)
        if term and stated == result + term:
            yield Cause("twice", len(terms), area)
        if term and any(stated == result - term + term * unit for unit in _UNITS):
            yield Cause("unit", len(_UNITS) * len(terms), area)
        if any(stated == result - term + other for other in instead.get(area, ())):
            yield Cause("instead", sum(map(len, instead.values())), area)
    digits = len(stated.normalize().as_tuple().digits)
    if moved_comma(stated, result):
        yield Cause("comma", len(_UNITS))
    if is_exchange(stated, result):
        yield Cause("exchange", max(1, digits * (digits - 1) // 2))
    elif is_slip(stated, result):
        yield Cause("digit", 20 * digits)  # another digit in its place, one too many or one lost


def moved_comma(stated: Decimal, result: Decimal) -> bool:
    """Whether only the decimal comma or some noughts are wrong."""
    one, other = stated.normalize().as_tuple(), result.normalize().as_tuple()
    return one.digits == other.digits and one.exponent != other.exponent and stated != result
