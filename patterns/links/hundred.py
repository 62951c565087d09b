"""Shares that make a hundred: "thu đảng phí 128,4 triệu, nộp cấp trên 30% là 38,5 triệu, để lại 70% là 89,9 triệu".

What they are shares of is all there is, whether or not the numbers add up to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from patterns.claims import Figure, Link
from patterns.links.compatible import adds_up_but_for_a_slip, same_unit, summable

_HUNDRED = Decimal(100)
_MOST = 6  # shares of one whole
_BACK = 6  # figures before the first of them among which the whole is sought
_NEAR = Decimal("0.1")


def hundred_links(figures: Sequence[Figure], links: Sequence[Link]) -> Iterator[Link]:
    """A breakdown for each run of percents of one sentence, of numbers counted alike, that add up to a hundred."""
    order = {figure.figure_id: n for n, figure in enumerate(figures)}
    broken = {part for link in links if link.type == "breakdown" for part in link.parts}
    part_of = {link.whole: link.parts[0] for link in links if link.type == "rate"}
    part_of |= {figure.figure_id: figure.rate_of for figure in figures if figure.rate_of}
    shares = [
        (figure, figures[order[part_of[figure.figure_id]]])
        for figure in figures
        if figure.figure_id in part_of and not figure.change and not figure.table
    ]
    for n, (share, part) in enumerate(shares):
        total, parts = share.quantity.value, [part]
        for other, its in shares[n + 1 : n + _MOST]:
            alike = same_unit(its.unit, part.unit) and its.kind == part.kind and its not in parts
            if other.sentence_start != share.sentence_start or not alike:
                break
            total += other.quantity.value
            parts.append(its)
            if abs(total - _HUNDRED) <= (_NEAR if share.quantity.step < 1 else 0):
                first = min(order[one.figure_id] for one in parts)
                whole = _whole(figures[max(0, first - _BACK) : first], parts)
                if whole and not any(one.figure_id in broken for one in parts):
                    names = tuple(one.figure_id for one in parts)
                    yield Link("breakdown", whole.figure_id, names, "100%", "stated")
                break


def _whole(before: Sequence[Figure], parts: Sequence[Figure]) -> Figure | None:
    for figure in reversed(before):
        greater = all(figure.quantity.value > part.quantity.value for part in parts)
        if figure.kind != "percent" and not figure.change and greater and summable(parts[0], figure):
            fits = same_unit(figure.unit, parts[0].unit) and figure.footnote == parts[0].footnote
            total = sum(part.quantity.value for part in parts)
            if fits and (total == figure.quantity.value or adds_up_but_for_a_slip(list(parts), figure)):
                return figure
    return None
