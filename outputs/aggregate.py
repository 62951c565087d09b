"""Aggregates and histories as tables: long, wide, and in the columns of SDMX."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.history import Point
from corpus.observations import Observation
from outputs.csv_files import decimal_text
from outputs.sheets import Cell

LONG = (
    "indicator", "name", "unit", "level", "area", "area_code", "parent_area", "period_start", "period_end", "value",
    "estimate", "reports_differ", "figure_ids",
)  # fmt: skip
HISTORY = (
    "REF_AREA", "REF_AREA_NAME", "INDICATOR", "INDICATOR_NAME", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE",
    "OBS_STATUS", "FIGURE_IDS", "OTHER_VALUES",
)  # fmt: skip


def long_rows(found: Sequence[Observation]) -> list[list[Cell]]:
    """One row an observation."""
    return [
        [
            each.indicator, each.name, each.unit, each.level, each.area, each.area_code, each.parent_area,
            each.period_start, each.period_end, each.value, "true" if each.estimate else "false",
            "; ".join(map(decimal_text, each.other_values)), ";".join(each.figure_ids),
        ]
        for each in found
    ]  # fmt: skip


def wide_table(found: Sequence[Observation]) -> tuple[list[str], list[list[Cell]]]:
    """One row an indicator and time, one column a unit, in the order in which the units come."""
    areas = list(dict.fromkeys(each.area for each in found))
    rows: dict[tuple[str, ...], dict[str, Observation]] = {}
    for each in found:
        key = (each.indicator, each.name, each.unit, each.period_start, each.period_end)
        named = next((known for known in rows if known[0] == key[0] and known[2:] == key[2:]), key)
        rows.setdefault(named, {})[each.area] = each
    table: list[list[Cell]] = [
        [*key, *(cells[area].value if area in cells else None for area in areas)] for key, cells in sorted(rows.items())
    ]
    return ["indicator", "name", "unit", "period_start", "period_end", *areas], table


def history_rows(points: Sequence[Point]) -> list[list[Cell]]:
    """One row a point."""
    return [
        [
            each.REF_AREA, each.REF_AREA_NAME, each.INDICATOR, each.INDICATOR_NAME, each.TIME_PERIOD, each.OBS_VALUE,
            each.UNIT_MEASURE, each.OBS_STATUS, ";".join(each.FIGURE_IDS),
            "; ".join(map(decimal_text, each.OTHER_VALUES)),
        ]
        for each in points
    ]  # fmt: skip
