"""Figures of data tables → links: totals of columns and rows, percents and differences of columns."""

from __future__ import annotations

from collections.abc import Mapping

from extract.document import Document
from patterns.claims import Figure, Link
from patterns.tables.columns import Layout
from patterns.tables.parts import Parts, Place, Sums
from patterns.tables.rates import Rates
from patterns.tables.read import CellReading, layouts


def table_links(
    document: Document, figures: tuple[Figure, ...], readings: Mapping[int, CellReading]
) -> tuple[dict[str, str], tuple[Link, ...]]:
    """Which figure is part of which (by figure_id), and the links of all tables."""
    by_table: dict[int, dict[Place, Figure]] = {}
    for figure in figures:
        if reading := readings.get(figure.char_start):
            by_table.setdefault(reading.table, {}).setdefault((reading.row, reading.column), figure)
    part_of: dict[str, str] = {}
    links: list[Link] = []
    for layout in layouts(document):
        cells = by_table.get(layout.grid.table.number)
        if cells:
            links += _links(layout, cells, part_of)
    return part_of, tuple(links)


def _links(layout: Layout, cells: dict[Place, Figure], part_of: dict[str, str]) -> list[Link]:
    sums = Sums(layout, cells)
    down = list(sums.rows())
    links = [link for one in (*down, *sums.columns()) for link in _breakdown(one, cells, part_of)]
    wholes = {part: one.whole for one in down for part in one.parts}
    rates = Rates(layout, cells, wholes)
    for column, pair in rates.pairs():
        cue = layout.head(column)
        for row in layout.tree:
            places = rates.operands(row, column, pair)
            if places is None or places[0] == places[1]:
                continue
            first, second = (cells[place].figure_id for place in places)
            stated = cells[row, column].figure_id
            links.append(Link("rate" if pair.how == "rate" else "change", stated, (first, second), cue))
    return links


def _breakdown(one: Parts, cells: dict[Place, Figure], part_of: dict[str, str]) -> list[Link]:
    whole = cells[one.whole].figure_id
    ids = tuple(cells[place].figure_id for place in one.parts)
    for part in ids:
        part_of.setdefault(part, whole)
    if one.exhaustive == "open":  # women and young people overlap: each is some of the whole, on its own
        return [Link("breakdown", whole, (part,), one.cue) for part in ids]
    return [Link("breakdown", whole, ids, one.cue, one.exhaustive)]
