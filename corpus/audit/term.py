"""A figure as it enters a relation: its value or its denominator, once or several times."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from corpus.audit.interval import READINGS, Interval, Reading, interval, meant_step
from patterns.claims import Figure, plain

_SCALED = ("money", "area", "length", "mass", "volume", "percent")


@plain
class Term:
    """`figure.quantity.value`, or with `of` its denominator, `times` over."""

    figure: Figure
    of: bool = False
    times: int = 1

    @property
    def value(self) -> Decimal:
        """The number as stated, all times together."""
        quantity = self.figure.quantity
        number = quantity.of if self.of and quantity.of is not None else quantity.value
        return number if self.times == 1 else number * self.times

    @property
    def counted(self) -> bool:
        """True for a count in whole numbers, which nobody rounds."""
        if self.figure.kind in _SCALED or self.figure.quantity.step > 1:
            return False
        value = self.value
        return value == value.to_integral_value()

    def interval(self, reading: Reading, finest: Decimal | None = None) -> Interval:
        """What the number may be; with `finest`, beside numbers that are stated to that step."""
        quantity = self.figure.quantity
        approx = self.figure.approx
        if self.counted:
            made = interval(quantity, "exact", approx, of=self.of)
            return made if self.times == 1 else made.times(self.times)
        step = None if finest is None else meant_step(quantity, finest)
        return interval(quantity, reading, approx, step, of=self.of).times(self.times)


def readings(terms: Iterable[Term]) -> tuple[Reading, ...]:
    """The readings by which the terms differ: numbers that nobody rounds are the same by each."""
    return READINGS[:1] if all(term.counted for term in terms) else READINGS


def total_of(terms: Iterable[Term], reading: Reading, finest: Decimal | None = None) -> Interval:
    """The sum of the terms."""
    made = Interval(Decimal(0), Decimal(0))
    for term in terms:
        made += term.interval(reading, finest)
    return made
