"""A stated number is an interval: counts exact, the rest rounded or cut, approximators open or widen it."""

from __future__ import annotations

import doctest
from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus.audit.coverage
import corpus.audit.interval
import corpus.audit.wording
import patterns.links.categories
import patterns.links.slip
from corpus.audit.interval import READINGS, interval, meant_step
from patterns.claims import Quantity

PERCENTS = st.decimals(0, 999, places=2)


@pytest.mark.parametrize(
    "module",
    [
        corpus.audit.interval,
        corpus.audit.wording,
        corpus.audit.coverage,
        patterns.links.slip,
        patterns.links.categories,
    ],
)
def test_documentation_runs(module: ModuleType) -> None:
    done = doctest.testmod(module)
    assert done.attempted and not done.failed


@pytest.mark.parametrize(
    ("stated", "step", "true", "by"),
    [
        ("125.5", "0.1", "125.567", "truncation"),  # 23.078/18.379 of the sample report
        ("125.6", "0.1", "125.567", "rounding"),
        ("73", "1", "73.118", "rounding"),
        ("100", "1", "100", "exact"),
        ("86.3", "0.1", "86.4028", ""),
    ],
)
def test_rounding_or_truncation(stated: str, step: str, true: str, by: str) -> None:
    quantity, exact = Quantity(Decimal(stated), Decimal(step)), interval(Quantity(Decimal(true), Decimal(0)), "exact")
    assert next((reading for reading in READINGS if interval(quantity, reading).meets(exact)), "") == by


@pytest.mark.parametrize(
    ("approx", "inside", "outside"),
    [
        ("more_than", "400", "389"),
        ("at_least", "390", "389"),
        ("nearly", "380", "391"),
        ("at_most", "390", "391"),
        ("about", "395", "405"),
    ],
)
def test_approximators(approx: str, inside: str, outside: str) -> None:
    stated = interval(Quantity(Decimal(390), Decimal(1)), "exact", approx)
    assert stated.meets(interval(Quantity(Decimal(inside), Decimal(1)), "exact"))
    assert not stated.meets(interval(Quantity(Decimal(outside), Decimal(1)), "exact"))


def test_money_is_exact_to_its_scale_word() -> None:
    stated = interval(Quantity(Decimal("122188000"), Decimal(1000)), "rounding")
    assert (stated.low, stated.high) == (Decimal("122187500"), Decimal("122188500"))


def test_a_round_number_beside_finer_ones_has_dropped_its_zeros() -> None:
    billion = Quantity(Decimal(10) ** 9, Decimal(10) ** 9)
    assert meant_step(billion, Decimal(10) ** 6) == Decimal(10) ** 7
    assert meant_step(billion, Decimal(10) ** 9) == Decimal(10) ** 9


@given(value=PERCENTS, places=st.integers(0, 2))
def test_what_is_rounded_or_cut_holds_its_number(value: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    exact = interval(Quantity(value, Decimal(0)), "exact")
    for mode in ("ROUND_HALF_UP", "ROUND_DOWN"):
        stated = Quantity(value.quantize(step, rounding=mode), step)
        assert any(interval(stated, reading).meets(exact) for reading in READINGS)


@given(a=PERCENTS, b=PERCENTS, c=PERCENTS)
def test_sums_of_intervals_hold_the_sums(a: Decimal, b: Decimal, c: Decimal) -> None:
    step = Decimal(1)
    for reading in ("rounding", "truncation"):
        mode = "ROUND_HALF_UP" if reading == "rounding" else "ROUND_DOWN"
        parts = [interval(Quantity(x.quantize(step, rounding=mode), step), reading) for x in (a, b, c)]
        assert (parts[0] + parts[1] + parts[2]).meets(interval(Quantity(a + b + c, Decimal(0)), "exact"))
