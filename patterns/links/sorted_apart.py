"""A number sorted in a sentence of its own: "… 21 vụ. … Phân theo mức độ: 01 vụ rất nghiêm trọng, 07 vụ …, 03 vụ …".

The words name no whole: it is the last number of the unit before it that the list adds up to, or would but for a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.bases import Role
from patterns.links.compatible import same_unit, summable
from patterns.links.slip import is_slip

_OPENS = compiled(
    r"(?P<cue>(?:nếu )?(?:phân|chia|xét|tính|xếp)(?: loại| ra)? theo|theo|về|cơ cấu|hình thức|nguyên nhân)"
    r"(?: \p{L}+){0,6}[ ]*:[^\d;.]{0,60}"
)
_BACK = 24  # figures before the list among which its whole is sought
_FEW = Decimal(10)  # of fewer things two others are the sum by chance
_MANY = Decimal(20)  # fewer may be meant to be another number


def sorted_links(
    figures: Sequence[Figure], text: str, named: Mapping[str, Role], links: Sequence[Link]
) -> Iterator[Link]:
    """The breakdowns of lists none of whose figures a link names as a part."""
    parts = {part for link in links if link.type == "breakdown" for part in link.parts}
    at = 0
    for start, said in groupby(figures, key=lambda figure: figure.sentence_start):
        sentence, first = list(said), at
        at += len(sentence)
        opens = _OPENS.fullmatch(text, start, sentence[0].char_start)
        if not opens or sentence[0].table:
            continue
        unit = sentence[0].unit
        listed = [f for f in sentence if f.kind == sentence[0].kind and not f.change and _outside(f, text)]
        if len(listed) < 2 or not unit or any(f.unit != unit or f.figure_id in parts | named.keys() for f in listed):
            continue
        if whole := _whole(figures[max(0, first - _BACK) : first], listed, named):
            yield Link("breakdown", whole.figure_id, tuple(f.figure_id for f in listed), opens["cue"], "likely")


def _outside(figure: Figure, text: str) -> bool:
    before = text[figure.sentence_start : figure.char_start]
    return before.count("(") == before.count(")")


def _whole(before: Sequence[Figure], listed: Sequence[Figure], named: Mapping[str, Role]) -> Figure | None:
    """The nearest that fits; one that misses by a slip only where it is the last of the unit."""
    total = sum((figure.quantity.value for figure in listed), Decimal(0))
    kin = [
        figure
        for figure in reversed(before)
        if figure.section_id == listed[0].section_id and figure.footnote == listed[0].footnote
        and not figure.change and figure.figure_id not in named
        and same_unit(figure.unit, listed[0].unit) and summable(listed[0], figure)
    ]  # fmt: skip
    fits = next((figure for figure in kin if figure.quantity.value == total), None)
    if fits and (len(listed) > 2 or total >= _FEW):
        return fits
    last = kin[0] if kin else None
    slip = last is not None and total >= _MANY and len(listed) > 2 and is_slip(total, last.quantity.value)
    return last if slip else None
