"""What the sums of a report tell of its figures: a part that no word links to its whole is one all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.check import Check
from extract.document import Document
from patterns.claims import Figure

_TELLING = 100


def with_parts(document: Document, figures: tuple[Figure, ...], checks: Iterable[Check]) -> tuple[Figure, ...]:
    """The figures; those without a whole are part of the one that they add up to, in their paragraph or at their note.

    Of several sums the one of the most parts tells. What is worked out from levels and changes is no breakdown.
    """
    by_name = {figure.figure_id: figure for figure in figures}
    whole_of: dict[str, str] = {}
    for check in sorted(checks, key=lambda check: (-len(check.part_ids), check.total_id, check.part_ids)):
        if check.type != "sum" or check.verdict != "holds" or len(check.part_ids) < 2:
            continue
        total, parts = by_name[check.total_id], [by_name[name] for name in check.part_ids]
        if sum(part.quantity.value for part in parts) != check.expected:
            continue  # a movement: what went is no part
        if total in parts or total.change or any(part.change or part.table for part in parts):
            continue
        for part in parts:
            if ((len(parts) > 2 and _of_one_section(part, total)) or _near(document.text, part, total)) and part.quantity.value <= total.quantity.value:
                whole_of.setdefault(part.figure_id, total.figure_id)
    return tuple(
        replace(figure, part_of=whole_of[figure.figure_id])
        if figure.figure_id in whole_of and not figure.part_of and figure.kind != "percent"
        else figure
        for figure in figures
    )


def _of_one_section(part: Figure, total: Figure) -> bool:
    """A list of three and more that adds up to a great number does not do so by chance."""
    return part.section_id == total.section_id and total.quantity.value >= _TELLING and not total.footnote


def _near(text: str, part: Figure, total: Figure) -> bool:
    if part.footnote and not total.footnote:
        return True
    first, last = sorted((part.char_start, total.char_start))
    return part.footnote == total.footnote and "\n" not in text[first:last]
