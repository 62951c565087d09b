"""What the corpus knows of an indicator, a unit and a time: one value, with the figures that state it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from corpus.compare.comparable import in_unit
from corpus.indicators import canonical_key, dictionary

_RATES = ("percent",)


@dataclass(frozen=True, slots=True)
class Observation:
    """`indicator` is a code of the dictionary, or a key that the same words share; values in base units."""

    indicator: str
    name: str
    unit: str
    level: str
    area: str
    area_code: str
    parent_area: str
    period_start: str
    period_end: str
    value: Decimal
    estimate: bool
    figure_ids: tuple[str, ...]
    other_values: tuple[Decimal, ...] = ()  # what other reports of the same unit and time say instead
    additive: bool = True

    @property
    def key(self) -> tuple[str, str, str, str, str, str]:
        """What an observation is of."""
        return self.indicator, self.level, self.parent_area, self.area, self.period_start, self.period_end


def observations(rows: Iterable[Mapping[str, str]]) -> list[Observation]:
    """One observation for every indicator, unit and time, from the figures that state levels (see Store.levels).

    A report that states it twice counts once, its first figure first; of several reports the latest goes.
    """
    stated: dict[tuple[str, str, str, str, str, str], dict[str, list[Mapping[str, str]]]] = {}
    for row in rows:
        indicator = row["indicator_code"] or canonical_key(row["indicator"], row["unit"])
        if not indicator or not row["area"] or not _of_the_whole(row):
            continue
        key = (indicator, row["level"], row["parent_area"], row["area"], row["period_start"], row["period_end"])
        stated.setdefault(key, {}).setdefault(row["report_id"], []).append(row)
    return [_observation(key, list(reports.values())) for key, reports in sorted(stated.items())]


def _of_the_whole(row: Mapping[str, str]) -> bool:
    """Whether the figure is of the reporting unit as a whole and no part of another figure without a code."""
    place = row["place"]
    mine = not place or place == row["area"] or (row["level"] == "huyện" and place == "cấp xã")
    return mine and (bool(row["indicator_code"]) or not row["part_of"])


def _observation(key: tuple[str, str, str, str, str, str], reports: list[list[Mapping[str, str]]]) -> Observation:
    indicator, level, parent_area, area, period_start, period_end = key
    reports.sort(key=lambda rows: (rows[0]["date"], rows[0]["report_id"]), reverse=True)
    first = reports[0][0]
    entry = dictionary().by_code.get(indicator)
    unit = entry.unit if entry else first["unit"]
    value = _value(first, unit)
    same = [row["figure_id"] for rows in reports for row in rows if _value(row, unit) == value]
    others = dict.fromkeys(_value(rows[0], unit) for rows in reports[1:])
    return Observation(
        indicator,
        entry.name if entry else first["indicator"],
        unit,
        level,
        area,
        first["area_code"],
        parent_area,
        period_start,
        period_end,
        value,
        bool(first["approx"]),
        tuple(dict.fromkeys(same)),
        tuple(other for other in others if other != value),
        first["kind"] not in _RATES,
    )


def _value(row: Mapping[str, str], unit: str) -> Decimal:
    value = Decimal(row["value"])
    found = in_unit(value, row["unit"], unit)
    return value if found is None else found


def totals(found: Iterable[Observation]) -> Iterator[Observation]:
    """For every indicator and time the sum over the units of one level below one unit, where that adds up."""
    groups: dict[tuple[str, str, str, str, str, str], list[Observation]] = {}
    for each in found:
        if each.additive and each.parent_area:
            key = (each.indicator, each.unit, each.level, each.parent_area, each.period_start, each.period_end)
            groups.setdefault(key, []).append(each)
    for key, parts in sorted(groups.items()):
        indicator, unit, level, parent_area, period_start, period_end = key
        yield Observation(
            indicator,
            parts[0].name,
            unit,
            level,
            f"{len(parts)} {level} của {parent_area}",
            "",
            parent_area,
            period_start,
            period_end,
            sum((part.value for part in parts), Decimal(0)),
            any(part.estimate for part in parts),
            tuple(figure_id for part in parts for figure_id in part.figure_ids[:1]),
        )
