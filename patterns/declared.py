"""Units that a paragraph or a note declares for all its bare numbers: "(ĐVT: triệu đồng): Dự án 1: 78.420; …"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from extract.document import Document
from patterns.claims import Figure
from patterns.tables.units import in_base_units, stated_unit, unit_line


def declared_units(document: Document, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures, counts without a unit given the one that their own block declares before them, in base units."""
    declared = {}
    for block in document.blocks:
        match = unit_line(document.text[block.start : block.end]) if block.kind != "cell" else None
        unit = stated_unit(match["unit"]) if match else None
        if match and unit:
            declared[block.start] = block.start + match.end(), unit
    if not declared:
        return figures
    starts = [block.start for block in document.blocks]
    done = []
    for figure in figures:
        start, unit = declared.get(starts[bisect_right(starts, figure.char_start) - 1], (0, None))
        if unit and figure.char_start >= start and figure.kind == "count" and not figure.unit and not figure.table:
            quantity = figure.quantity
            scaled = in_base_units(quantity.value, quantity.step, unit)
            of = quantity.of * unit.scale if quantity.of is not None else None
            figure = replace(
                figure,
                quantity=replace(quantity, value=scaled.value, step=scaled.step, of=of),
                kind=unit.kind,
                unit=unit.unit,
            )
        done.append(figure)
    return tuple(done)
