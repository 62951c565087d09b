"""Numbers of a bracket that leave unit and scale to the one before: "184.652 triệu đồng (cũ 131.907, mới 52.745)"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from patterns.claims import Figure, Quantity, changed
from patterns.compiled import compiled
from patterns.rules.notation import scale

_OPENS = compiled(r"[^,;.()\d]{0,40}\(")
_SCALE = compiled(r"(?:nghìn|ngàn|triệu|tỷ|tỉ)(?: (?:tỷ|tỉ|đồng))?")
_BARE = compiled(r"[ ]*(?:[,;)]|và\b|đồng\b)")
_MOST = 10  # figures behind the amount that its bracket may hold
_NEAR = Decimal("0.25")  # by so much a list with a slip may miss what it breaks down


def in_scale(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures; bare numbers of a bracket that nearly add up to the amount before it are of its unit and scale."""
    done = list(figures)
    for n, whole in enumerate(figures):
        opens = _OPENS.match(text, whole.char_end) if whole.kind not in ("count", "percent", "other") else None
        if opens is None or whole.table or not whole.quantity.value:
            continue
        end = text.find(")", opens.end(), whole.sentence_start + len(whole.sentence) + 1)
        inside = [part for part in figures[n + 1 : n + _MOST] if part.char_end <= end]
        bare = all(part.kind == "count" and not part.unit and _BARE.match(text, part.char_end) for part in inside)
        if len(inside) < 2 or not bare:
            continue
        words = _SCALE.search(whole.raw.lower())
        worth = scale(words[0].replace(" đồng", "")) if words else Decimal(1)
        total = sum((part.quantity.value for part in inside), Decimal(0)) * worth
        if abs(total - whole.quantity.value) > _NEAR * whole.quantity.value:
            continue
        for at, part in enumerate(inside, n + 1):
            quantity = Quantity(part.quantity.value * worth, part.quantity.step * worth)
            done[at] = changed(part, quantity=quantity, kind=whole.kind, unit=whole.unit)
    return done
