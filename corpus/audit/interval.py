"""A stated number as an interval: what it may have been before it was written down.

XBRL Calculations 1.1: a number stated to step u is [v - u/2, v + u/2] when rounded, [v, v + u) when truncated. Counts
are exact. Words move the bounds: "trên" opens upward, "gần" downward, "khoảng" widens by one unit of the last
significant digit.

>>> interval(Quantity(Decimal("88.5"), Decimal("0.1")), "rounding")
Interval(low=Decimal('88.45'), high=Decimal('88.55'), closed=True)
>>> interval(Quantity(Decimal("88.5"), Decimal("0.1")), "truncation")
Interval(low=Decimal('88.5'), high=Decimal('88.6'), closed=False)
>>> interval(Quantity(Decimal(58000), Decimal(1000)), "exact", "more_than")
Interval(low=Decimal('58000'), high=Decimal('Infinity'), closed=True)
>>> interval(Quantity(Decimal(1), Decimal(1), value_max=Decimal(2)), "exact")
Interval(low=Decimal('1'), high=Decimal('2'), closed=True)
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from patterns.claims import Quantity, plain

Reading = Literal["exact", "rounding", "truncation"]
READINGS: tuple[Reading, ...] = ("exact", "rounding", "truncation")

_ZERO = Decimal(0)
_ENDLESS = Decimal("Infinity")


@plain
class Interval:
    """From low to high; without high itself where `closed` is false."""

    low: Decimal
    high: Decimal
    closed: bool = True

    def __add__(self, other: Interval) -> Interval:
        """
        >>> Interval(Decimal(1), Decimal(2)) + Interval(Decimal(3), Decimal(5), closed=False)
        Interval(low=Decimal('4'), high=Decimal('7'), closed=False)
        """
        return Interval(self.low + other.low, self.high + other.high, self.closed and other.closed)

    def times(self, factor: int) -> Interval:
        """
        >>> Interval(Decimal(1), Decimal(2)).times(4)
        Interval(low=Decimal('4'), high=Decimal('8'), closed=True)
        >>> Interval(Decimal(1), Decimal(2)).times(-1)
        Interval(low=Decimal('-2'), high=Decimal('-1'), closed=True)
        """
        low, high = sorted((self.low * factor, self.high * factor))
        return Interval(low, high, self.closed)

    def over(self, base: Interval) -> Interval:
        """The rate in percent; both sides are not negative.

        >>> Interval(Decimal(1), Decimal(2)).over(Interval(Decimal(4), Decimal(4)))
        Interval(low=Decimal('25'), high=Decimal('50'), closed=True)
        """
        low = _ZERO if base.high in (_ENDLESS, _ZERO) else 100 * self.low / base.high
        high = _ENDLESS if base.low == 0 or self.high == _ENDLESS else 100 * self.high / base.low
        return Interval(low, high)

    def meets(self, other: Interval) -> bool:
        """True when some number lies in both.

        >>> Interval(Decimal(1), Decimal(2), closed=False).meets(Interval(Decimal(2), Decimal(3)))
        False
        """
        reaches = self.high > other.low or (self.high == other.low and (self.closed or self.low == self.high))
        reached = other.high > self.low or (other.high == self.low and (other.closed or other.low == other.high))
        return reaches and reached

    def exceeds(self, other: Interval) -> bool:
        """True when every number of this is greater than every number of the other."""
        return self.low > other.high


def interval(
    quantity: Quantity, reading: Reading, approx: str = "", step: Decimal | None = None, *, of: bool = False
) -> Interval:
    """What the number (or with `of` its denominator) may be, read so. `step` overrides the quantity's own."""
    low = quantity.of if of and quantity.of is not None else quantity.value
    high = low if of or quantity.value_max is None else quantity.value_max
    if not of:
        if approx in ("more_than", "at_least"):
            return Interval(low, _ENDLESS)
        if approx in ("nearly", "at_most"):
            return Interval(_ZERO, high)
        if approx == "about":
            width = last_digit(low)
            return Interval(max(_ZERO, low - width), high + width)
    unit = quantity.step if step is None else step
    if reading == "rounding":
        return Interval(low - unit / 2, high + unit / 2)
    if reading == "truncation":
        return Interval(low, high + unit, closed=False)
    return Interval(low, high)


def last_digit(value: Decimal) -> Decimal:
    """The worth of the last digit that is not zero.

    >>> last_digit(Decimal("1200")), last_digit(Decimal("14.20")), last_digit(Decimal(0))
    (Decimal('1E+2'), Decimal('0.1'), Decimal('1'))
    """
    if value == 0:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def meant_step(quantity: Quantity, finest: Decimal) -> Decimal:
    """The step that is meant beside finer numbers: writers drop zeros at the end, so three digits are taken for sure.

    >>> meant_step(Quantity(Decimal("1e9"), Decimal("1e9")), Decimal("1e6"))  # "1 tỷ" beside "2.150 triệu"
    Decimal('1E+7')
    >>> meant_step(Quantity(Decimal("21.65e9"), Decimal("1e7")), Decimal("1e6"))
    Decimal('1E+7')
    """
    if quantity.value == 0 or quantity.step <= finest:
        return quantity.step
    third = Decimal(1).scaleb(quantity.value.adjusted() - 2)
    return max(finest, min(quantity.step, third))
