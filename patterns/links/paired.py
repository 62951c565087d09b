"""Counts said in pairs: "118 vụ/169 bị cáo: 105 vụ/148 bị cáo, 02 vụ/04 bị cáo, 11 vụ/19 bị cáo".

Where the first ones break a whole down, the second ones do as well, whether or not they add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.comparison import for_comparison

_LIST = 12  # pairs behind a pair that may be its parts
_APART = 50  # letters that `_BETWEEN` matches at the most
_JOINTS = ("/", ",", " với", "/ ", ", ", " với ")  # what `_BETWEEN` ends with
_BETWEEN = compiled(r"[ ]?(?:[^,;.:()/\d\n]{1,40})?(?:/|,| với)[ ]?")


def paired_links(figures: Sequence[Figure], text: str, links: Sequence[Link]) -> Iterator[Link]:
    """A breakdown of the partners for each breakdown whose numbers all have one, counted alike."""
    order = {figure.figure_id: n for n, figure in enumerate(figures)}
    broken = {(link.whole, part) for link in links if link.type in ("breakdown", "subset") for part in link.parts}
    listed = {part for link in links if link.type == "breakdown" for part in link.parts}
    full = [*_full(figures, order, links)]
    for link in links:
        if link.type != "breakdown" or len(link.parts) < 2 or link.whole_field == "of":
            continue
        for partner in (_behind, _before):
            whole, *parts = (partner(figures, order[name], text) for name in (link.whole, *link.parts))
            if whole is None or any(part is None or part.unit != whole.unit for part in parts):
                continue
            if partner is _before and len(parts) < 3:
                continue  # "105 vụ/148 bị cáo": two numbers of persons add up by chance, and say nothing of the cases
            names = tuple(part.figure_id for part in parts if part)
            if not link.cue and not listed.isdisjoint(names):
                continue  # the link is by chance: "104 vụ/171 bị can … truy tố 103 vụ/169 bị can, đình chỉ 01 vụ"
            if link.exhaustive == "open" and any(one > set(names) for one in full):
                continue  # some of a list that adds up to another number
            if not any((whole.figure_id, name) in broken for name in names):
                broken |= {(whole.figure_id, name) for name in names}
                yield Link("breakdown", whole.figure_id, names, link.cue, "likely")


def _full(figures: Sequence[Figure], order: dict[str, int], links: Sequence[Link]) -> Iterator[set[str]]:
    """The parts of each list that adds up to what it is said to be all of."""
    for link in links:
        if link.type == "breakdown" and len(link.parts) > 2:
            values = [figures[order[name]].quantity.value for name in (link.whole, *link.parts)]
            if values[0] == sum(values[1:]):
                yield set(link.parts)


def pair_lists(figures: Sequence[Figure], text: str, links: Sequence[Link]) -> Iterator[Link]:
    """ "05 lớp/158 chị. Nấu ăn 02 lớp/62 chị; may 01 lớp/31 chị; thú y 02 lớp/65 chị": pairs behind a pair.

    Where one of the two counts adds up, the other is meant to.
    """
    broken = {link.whole for link in links if link.type == "breakdown"}
    pairs = [(n, second) for n in range(len(figures)) if (second := _behind(figures, n, text))]
    for at, (n, whole) in enumerate(pairs):
        first = figures[n]
        like = [
            (figures[m], other)
            for m, other in pairs[at + 1 : at + 1 + _LIST]
            if (figures[m].unit, other.unit) == (first.unit, whole.unit) and figures[m].section_id == first.section_id
            and figures[m].footnote == first.footnote
        ]  # fmt: skip
        if first.change or for_comparison(figures, n, text) or {first.figure_id, whole.figure_id} & broken:
            continue
        for size in range(len(like), 2, -1):
            columns = [[pair[side] for pair in like[:size]] for side in (0, 1)]
            sums = [sum((figure.quantity.value for figure in column), Decimal(0)) for column in columns]
            if sums[0] == first.quantity.value or sums[1] == whole.quantity.value:
                for figure, column in zip((first, whole), columns, strict=True):
                    yield Link("breakdown", figure.figure_id, tuple(part.figure_id for part in column), "/", "likely")
                break


def of_one_whole(figures: Sequence[Figure], links: Sequence[Link]) -> Iterator[Link]:
    """ "11/17 cơ sở hoàn thành xuất sắc, 05/17 cơ sở hoàn thành tốt, 01/17 cơ sở hoàn thành": all of the 17."""
    known = {part for link in links if link.type == "breakdown" for part in link.parts}
    ratios = [f for f in figures if f.quantity.of is not None and not f.table and f.figure_id not in known]
    for _, said in groupby(ratios, key=lambda figure: (figure.sentence_start, figure.quantity.of, figure.unit)):
        parts = list(said)
        if len(parts) > 1 and sum(part.quantity.value for part in parts) == parts[0].quantity.of:
            names = tuple(part.figure_id for part in parts)
            yield Link("breakdown", parts[0].figure_id, names, "/", "open", whole_field="of")


def partners(figures: Sequence[Figure], n: int, text: str) -> Iterator[Figure]:
    """The numbers that are said together with this one: the persons of the cases."""
    for partner in (_behind(figures, n, text), _before(figures, n, text)):
        if partner:
            yield partner


def _behind(figures: Sequence[Figure], n: int, text: str) -> Figure | None:
    """The number of another unit that is said together with this one, behind it."""
    if n + 1 == len(figures):
        return None
    first, second = figures[n], figures[n + 1]
    between = text[first.char_end : second.char_start]
    if len(between) > _APART or not between.endswith(_JOINTS) or not second.unit or second.unit == first.unit:
        return None
    counts = second.kind == first.kind == "count" and not second.change and second.table == first.table
    return second if counts and _BETWEEN.fullmatch(between) else None


def _before(figures: Sequence[Figure], n: int, text: str) -> Figure | None:
    """The same before it."""
    return figures[n - 1] if n and not figures[n - 1].change and _behind(figures, n - 1, text) is figures[n] else None
