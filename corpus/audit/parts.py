"""What the sums and percents of a report tell of its figures: what they are parts or rates of, though no word says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.check import Check
from extract.document import Document
from patterns.claims import Figure

_TELLING = 100


def with_parts(document: Document, figures: tuple[Figure, ...], checks: Sequence[Check]) -> tuple[Figure, ...]:
    """The figures; those without a whole are part of what they add up to, in their paragraph, section or at their note.

    A percent that turned out to be a rate of a number is one of it. Of several sums the one of most parts tells. What
    is worked out from levels and changes is no breakdown.
    """
    by_name = {figure.figure_id: figure for figure in figures}
    whole_of: dict[str, str] = {}
    rated = {
        check.total_id: check.part_ids[0]
        for check in checks
        if check.type == "percent"
        and check.verdict == "holds"
        and by_name[check.total_id].kind == "percent"
        and not by_name[check.total_id].change
    }
    for check in sorted(checks, key=lambda check: (-len(check.part_ids), check.total_id, check.part_ids)):
        if check.type != "sum" or check.verdict != "holds" or len(check.part_ids) < 2:
            continue
        total, parts = by_name[check.total_id], [by_name[name] for name in check.part_ids]
        if sum(part.quantity.value for part in parts) != check.expected:
            continue  # a movement: what went is no part
        if total in parts or total.change or any(part.change or part.table for part in parts):
            continue
        for part in parts:
            near = _near(document.text, part, total) or (len(parts) > 2 and _of_one_section(part, total))
            if near and part.quantity.value <= total.quantity.value:
                whole_of.setdefault(part.figure_id, total.figure_id)
    return tuple(_told(figure, whole_of, rated) for figure in figures)


def _told(figure: Figure, whole_of: dict[str, str], rated: dict[str, str]) -> Figure:
    name = figure.figure_id
    if name in whole_of and not figure.part_of and figure.kind != "percent":
        return replace(figure, part_of=whole_of[name])
    if name in rated and not figure.rate_of:
        return replace(figure, rate_of=rated[name])
    return figure


def _of_one_section(part: Figure, total: Figure) -> bool:
    """A list of three and more that adds up to a great number does not do so by chance."""
    return part.section_id == total.section_id and total.quantity.value >= _TELLING and not total.footnote


def _near(text: str, part: Figure, total: Figure) -> bool:
    if part.footnote and not total.footnote:
        return True
    first, last = sorted((part.char_start, total.char_start))
    return part.footnote == total.footnote and "\n" not in text[first:last]
