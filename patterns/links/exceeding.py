"""Parts that a slip of the pen has made too great for their whole: their neighbours say that they are parts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from patterns.claims import Figure
from patterns.lexicon import HEADS
from patterns.links.compatible import adds_up, adds_up_but_for_a_slip, alike, same_unit, summable
from patterns.links.slip import is_slip

_FEW = 10
_MANY = 50  # fewer things are the sum of some by chance


def parts_meant(whole: Figure, parts: Sequence[Figure], loose: Sequence[Figure], *, listed: bool) -> list[Figure]:
    """Those of the loose figures of a bracket, a clause or a list (`listed`) that are parts beside its other parts."""
    mine = [figure for figure in loose if _one_of_them(figure, whole, parts, listed=listed)]
    if len(mine) == 1:
        return mine
    # "dưới 03 tháng: 21 đơn vị; từ 03 tháng: 09 đơn vị": more than one are no slip, unless all count the same things
    return [figure for figure in mine if _counted_like(figure, whole, parts)]


def all_too_great(whole: Figure, loose: Sequence[Figure]) -> bool:
    """ "01 văn bản (02 nghị quyết, 06 quyết định)": a list of the whole's things, and it is the whole that is wrong."""
    return len(loose) > 1 and all(
        summable(figure, whole)
        and bool(figure.unit)
        and figure.quantity.value > whole.quantity.value
        and _counted_like(figure, whole, loose)
        for figure in loose
    )


def loose_parts(whole: Figure, known: list[Figure], loose: list[Figure], *, announced: bool) -> list[Figure]:
    """The figures of a list that fit the whole by no unit, and are its parts beside the `known` by what they add up to.

    `announced`: the words say that the list names all.
    """
    if adds_up([*known, *loose], whole):
        return loose
    if not known and whole.quantity.value >= _MANY:
        for length in range(2, len(loose)):  # "1.328 xe, gồm 116 ô tô và 1.212 mô tô, nâng tổng số lên 48.652 xe"
            if adds_up(loose[:length], whole):
                return loose[:length]
    mine = [figure for figure in loose if summable(figure, whole)]
    return mine if list_but_for_a_slip([*known, *mine], whole, announced=announced) else []


def list_but_for_a_slip(parts: list[Figure], whole: Figure, *, announced: bool) -> bool:
    """ "946 phương tiện (18 ô tô, 921 mô tô, 70 phương tiện khác)": things of one sort that add up but for a slip.

    Of any sorts where the list is `announced`: "05 mô hình, cụ thể: 02 HTX, 01 tổ hợp tác và 01 tổ liên kết".
    """
    sorts = {HEADS.get(figure.unit) for figure in (*parts, whole)} - {None}
    counted = all(summable(part, whole) and part.quantity.of is None for part in parts)
    if len(parts) < 3 or not counted or not (announced or len(sorts) < 2):
        return False
    value, total = whole.quantity.value, sum((part.quantity.value for part in parts), Decimal(0))
    if value < _FEW:  # few things nearly add up by chance
        return announced and abs(value - total) <= 1
    return adds_up_but_for_a_slip(parts, whole)


def _one_of_them(part: Figure, whole: Figure, parts: Sequence[Figure], *, listed: bool) -> bool:
    if not summable(part, whole):
        return False
    if listed:  # an item says more than its part: only a slip makes one of what is too great
        others = sum((other.quantity.value for other in parts), Decimal(0))
        slip = is_slip(whole.quantity.value - others, part.quantity.value)
        return len(parts) > 1 and slip and all(other.unit == part.unit for other in parts)
    like = bool(parts) and bool(part.unit) and alike(part.unit, whole.unit)
    return like or any(other.unit == part.unit for other in parts) or _counted_like(part, whole, parts)


def _counted_like(part: Figure, whole: Figure, parts: Sequence[Figure]) -> bool:
    return bool(part.unit) and (same_unit(part.unit, whole.unit) or (len(parts) > 1 and alike(part.unit, whole.unit)))
