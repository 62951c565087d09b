"""Parts that are said well behind their whole: "toàn huyện tiếp 486 lượt. … tiếp định kỳ 97 lượt, thường xuyên 389".

Such a run only ever confirms: where it makes no number that stands before it, nothing is linked. The more digits the
number has, the farther off it may stand, as fewer sums make it by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.bases import Role
from patterns.links.compatible import alike, same_unit, summable

_LONGEST = 8  # parts of a run
_REACH = 40  # figures before a run among which its whole is sought
_REST = compiled(r"(?<!\p{L})(?:còn|không|chưa|đang|trực tiếp)(?!\p{L})[^,;.()\d]{0,40}$")
# from the end, where "lên" stands or does not
_RAISED = compiled(r"(?r)(?<!\p{L})(?:nâng|đưa)(?: tổng)? (?:số|vốn|diện tích)[^;.()\d]{0,60} lên[ ]*$")
_WORDS = 90  # letters before a number in which it is said to be raised
_FEW, _SOME, _MANY, _TELLING = 20, 50, 100, 1000


def resumed_links(
    figures: Sequence[Figure], named: dict[str, Role], text: str, links: Sequence[Link]
) -> Iterator[Link]:
    """A breakdown of an earlier number into neighbouring numbers of one sentence that add up to it."""
    broken, listed = set[str](), defaultdict[str, list[set[str]]](list)
    for link in links:
        if link.type == "breakdown":
            broken.update(part for part in link.parts if len(link.parts) > 1)
            for part in link.parts:
                listed[part].append({*link.parts, link.whole})
    countable = [f for f in figures if not (f.table or f.change or f.approx or f.kind == "percent") and f.unit]
    countable = [f for f in countable if f.figure_id not in named and f.quantity.value_max is None]
    at = {figure.figure_id: n for n, figure in enumerate(countable)}
    for _, said in groupby(countable, key=lambda figure: figure.sentence_start):
        sentence = list(said)
        for first in range(len(sentence) - 1):
            for parts in _runs(sentence[first : first + _LONGEST], listed):
                names = {part.figure_id for part in parts}
                if any(names <= one for part in names for one in listed[part]) or names <= broken:
                    continue
                whole = _whole(countable[max(0, at[parts[0].figure_id] - _REACH) : at[parts[0].figure_id]], parts, text)
                if whole:
                    broken |= names
                    yield Link("breakdown", whole.figure_id, tuple(part.figure_id for part in parts), "", "open")


def raised_links(figures: Sequence[Figure], text: str) -> Iterator[Link]:
    """ "15/19 tiêu chí. … thêm 02 tiêu chí, nâng tổng số lên 17 tiêu chí": an earlier number and what is added."""
    countable = [f for f in figures if not (f.table or f.approx or f.kind == "percent") and f.unit]
    for n, raised in enumerate(countable):
        start = max(raised.sentence_start, raised.char_start - _WORDS)
        if raised.change or not _RAISED.search(text, start, raised.char_start):
            continue
        near = [f for f in countable[max(0, n - _LONGEST) : n] if f.sentence_start == raised.sentence_start]
        for added in reversed([figure for figure in near if _like(figure, raised)]):
            earlier = raised.quantity.value - added.quantity.value
            for figure in reversed(countable[max(0, n - _REACH) : n + 2]):
                if (
                    figure is not raised
                    and figure.quantity.value == earlier > 0
                    and figure is not added
                    and _like(figure, raised)
                ):
                    names = figure.figure_id, added.figure_id
                    yield Link("movement", raised.figure_id, names, "lên", "open", multipliers=(1, 1))
                    break
            else:
                continue
            break


def _like(figure: Figure, other: Figure) -> bool:
    return summable(figure, other) and (same_unit(figure.unit, other.unit) or alike(figure.unit, other.unit))


def _runs(figures: Sequence[Figure], listed: dict[str, list[set[str]]]) -> Iterator[list[Figure]]:
    """The longest first: neighbouring figures from the first one on that are counted alike, none in another's list."""
    like = [figures[0]]
    for figure in figures[1:]:
        inside = any(other.figure_id in one for one in listed[figure.figure_id] for other in like)
        if inside and figure.part_of:
            continue
        if not same_unit(figure.unit, figures[0].unit) or not summable(figure, figures[0]):
            break
        like.append(figure)
    for size in range(len(like), 1, -1):
        yield like[:size]


def _whole(before: Sequence[Figure], parts: Sequence[Figure], text: str) -> Figure | None:
    total = sum((part.quantity.value for part in parts), Decimal(0))
    last = parts[-1]
    rest = _REST.search(text, max(last.sentence_start, last.char_start - 60), last.char_start)
    least = _FEW if rest else _MANY if len(parts) == 2 else _SOME
    for figure in reversed(before):
        if figure.quantity.value != total or not summable(parts[0], figure):
            continue
        if not same_unit(figure.unit, last.unit) and not alike(last.unit, figure.unit):
            continue
        one_section = figure.section_id == last.section_id
        beside = rest and figure.section_path.split(" > ")[:-1] == last.section_path.split(" > ")[:-1]
        if total >= (least if one_section else _MANY if beside else _TELLING):
            return figure
    return None
