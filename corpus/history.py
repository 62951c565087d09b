"""One indicator over many years: observations in the columns of SDMX, with a mark where a series breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from corpus.observations import Observation
from corpus.territory import REFORM, Area, predecessors, unchanged

NORMAL, ESTIMATE, BREAK = "A", "E", "B"


@dataclass(frozen=True, slots=True)
class Point:
    """One row of the history, under the names of SDMX."""

    REF_AREA: str  # official code, or the name as printed where there is none
    REF_AREA_NAME: str
    INDICATOR: str
    INDICATOR_NAME: str
    TIME_PERIOD: str
    OBS_VALUE: Decimal
    UNIT_MEASURE: str
    OBS_STATUS: str
    FIGURE_IDS: tuple[str, ...]
    OTHER_VALUES: tuple[Decimal, ...] = ()


def history(
    found: Iterable[Observation],
    joined: Mapping[str, str] | None = None,
    become: Callable[[str], Area | None] = unchanged,
) -> list[Point]:
    """The observations as series: a unit of before the reform goes on in a new one only where that is it, whole.

    `joined` gives further codes of old units with the code of the unit that their series is to go on in.
    """
    series: dict[tuple[str, str], list[Observation]] = {}
    names: dict[str, str] = {}
    for each in sorted(found, key=lambda one: (one.indicator, one.period_end, one.period_start, one.area)):
        area = _area(each, joined or {}, become)
        names[area] = each.area
        series.setdefault((each.indicator, area), []).append(each)
    return [
        point
        for (_indicator, area), observed in sorted(series.items())
        for point in _points(area, names[area], observed)
    ]


def _area(each: Observation, joined: Mapping[str, str], become: Callable[[str], Area | None]) -> str:
    """What the series is of: today's code of the unit."""
    if not each.area_code:
        return f"{each.area} ({each.parent_area})" if each.parent_area else each.area
    if each.area_code in joined and each.period_end < REFORM:
        return joined[each.area_code]
    new = become(each.area_code) if each.period_end < REFORM else None
    return new.code if new else _key(each)


def _key(each: Observation) -> str:
    """Old codes were given to new units: a code of a unit that ended is marked."""
    return each.area_code if each.period_end >= REFORM else f"{each.area_code}@2025-06-30"


def _points(area: str, name: str, observed: list[Observation]) -> Iterator[Point]:
    before: Observation | None = None
    for each in observed:
        status = ESTIMATE if each.estimate else NORMAL
        if _breaks(each, before):
            status = BREAK
        yield Point(
            area, name, each.indicator, each.name, time_period(each.period_start, each.period_end), each.value,
            each.unit, status, each.figure_ids, each.other_values,
        )  # fmt: skip
        before = each


def _breaks(each: Observation, before: Observation | None) -> bool:
    """The first value behind the reform of a unit that is not wholly what it was, or that is measured otherwise."""
    if before is None:
        new = each.period_end >= REFORM and bool(each.area_code)
        return new and len(predecessors(each.area_code)) > 0
    over_the_reform = before.period_end < REFORM <= each.period_end
    return before.unit != each.unit or (over_the_reform and not _same(before, each))


def _same(before: Observation, each: Observation) -> bool:
    new = unchanged(before.area_code) if before.area_code else None
    return new is not None and new.code == each.area_code


def time_period(start: str, end: str) -> str:
    """A time as SDMX writes it: a year, a half, a quarter, a month, else its first day and how long it is.

    >>> time_period("2024-01-01", "2024-12-31"), time_period("2023-12-15", "2024-12-14")
    ('2024', '2024')
    >>> time_period("2024-01-01", "2024-06-30"), time_period("2024-07-01", "2024-09-30")
    ('2024-S1', '2024-Q3')
    >>> time_period("2024-05-01", "2024-05-31"), time_period("2024-01-01", "2024-09-30")
    ('2024-05', '2024-01-01/P9M')
    """
    if not start:
        return end
    first, after = date.fromisoformat(start), date.fromisoformat(end) + timedelta(days=1)
    months = 12 * (after.year - first.year) + after.month - first.month
    if months == 12 and (first.month, first.day) in ((1, 1), (12, 15)):
        return str(date.fromisoformat(end).year)
    if first.day == after.day == 1:
        if months == 6 and first.month in (1, 7):
            return f"{first.year}-S{first.month // 6 + 1}"
        if months == 3 and first.month % 3 == 1:
            return f"{first.year}-Q{first.month // 3 + 1}"
        if months == 1:
            return f"{first.year}-{first.month:02d}"
        return f"{start}/P{months}M"
    return f"{start}/P{(after - first).days}D"
