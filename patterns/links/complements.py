"""Lists whose labels leave nothing out, though no word says so: "tốt 65, khá 06, trung bình 02".

The whole is the last number of the unit before the list that the list could be meant to add up to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import takewhile
from typing import Literal

import regex

from extract.document import Document
from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.bases import Role
from patterns.links.beside import Beside
from patterns.links.categories import categories
from patterns.links.compatible import alike
from patterns.links.movements import opens_stock
from patterns.links.slip import is_slip

_NEAR, _FEW = Decimal("0.15"), Decimal(1)
_LONGEST = 16  # figures from the first of a list to its last
_BACK = 25  # figures before a list among which its whole is sought
_REACH = 400  # letters before a mark among which the whole of its note is sought
_ITEM = compiled(r"[^,;.:()\d]{0,40},[^,;.:()\d]{1,40}")
_RIGHT_BEHIND = compiled(r"[^,;.:()\d\n]{0,25}")  # "tu bổ 06 di tích[^1] với 21,34 tỷ đồng"
_OPEN = compiled(r"\s*(?:trong đó|trong số)", regex.IGNORECASE)


def complement_links(
    document: Document,
    figures: tuple[Figure, ...],
    words: dict[str, Beside],
    named: dict[str, Role],
    linked: dict[str, str],
) -> Iterator[Link]:
    """Lists of one dimension, no value twice; `linked`: parts that links name, with their wholes if in no list."""
    marked: dict[str, int] = {}
    for mark in document.marks:
        marked.setdefault(mark.label, mark.start)
    starts = [figure.char_start for figure in figures]
    of_section: dict[str, list[int]] = {}
    for place, figure in enumerate(figures):
        of_section.setdefault(figure.section_id, []).append(place)
    heads = [_head(figure) for figure in figures]
    n = 0
    while n < len(figures):
        parts, dimension = _list(figures, n, heads, words, named)
        if len(parts) < 2:
            n += 1
            continue
        n, at_end = n + 1, n + len(parts)
        if all(part.figure_id in linked for part in parts):
            wholes = {linked[part.figure_id] for part in parts}
            if len(wholes) == 1 and "" not in wholes and dimension:  # outcomes, linked one by one, are one list
                yield Link("breakdown", wholes.pop(), tuple(p.figure_id for p in parts), dimension, "likely")
                n = at_end
            continue
        at = bisect_left(starts, parts[0].char_start)
        start = marked.get(parts[0].footnote, parts[0].char_start)
        places = of_section[parts[0].section_id]
        until = bisect_left(places, bisect_left(starts, start))
        before = [figures[place] for place in places[max(0, until - _BACK) : until]]
        whole = _whole(figures, before, at, parts, named)
        if whole and dimension != "level" and dimension in categories(words[whole.figure_id].label):
            continue  # "vững mạnh 24; hoàn thành tốt 18; …": the first of them, and not what they are parts of
        goes_on = at_end < len(figures) and _goes_on(figures[at_end - 1], figures[at_end], document.text)
        if whole and goes_on and whole.quantity.value != _total(parts):
            continue  # "mầm non 17, tiểu học 16, trung học 11, liên cấp 02": not all of the list
        if whole and dimension == "level" and not _close(whole, parts):
            continue  # "cấp huyện", "cấp xã" are said of many things
        n = at_end  # of a list that is no breakdown its end is none either
        if whole and dimension:
            yield Link("breakdown", whole.figure_id, tuple(p.figure_id for p in parts), dimension, "likely")
            n = at + len(parts)


def _goes_on(last: Figure, following: Figure, text: str) -> bool:
    """True when the list of the one goes on with the other, which no category names."""
    between = text[last.char_end : following.char_start]
    alike = last.unit == following.unit and not following.change and last.sentence_start == following.sentence_start
    return alike and bool(_ITEM.fullmatch(between))


def note_lists(
    document: Document, figures: tuple[Figure, ...], named: dict[str, Role], linked: dict[str, str]
) -> Iterator[Link]:
    """Lists of one unit in a note, at a number of that unit that they may be meant to add up to.

    That is so where they nearly do, or where a list of another unit in the same note does: "01 tập thể, 02 cá nhân; …".
    """
    lists: dict[str, dict[str, list[Figure]]] = {}
    for figure in figures:
        if figure.footnote and not figure.change and figure.kind != "percent":
            lists.setdefault(figure.footnote, {}).setdefault(_head(figure), []).append(figure)
    starts = [figure.char_start for figure in figures]
    notes = {note.label: note for note in reversed(document.notes)}
    for mark in document.marks:
        at = bisect_left(starts, mark.start)
        near = figures[bisect_right(starts, mark.start - _REACH) : at]
        behind = [f for f in figures[at : at + 1] if _RIGHT_BEHIND.fullmatch(document.text, mark.end, f.char_start)]
        before = [f for f in (*near, *behind) if not f.footnote]
        before = [f for f in before if not f.change and f.figure_id not in named and f.quantity.value]
        moved = mark.label in notes and opens_stock(document.text, notes[mark.label].start)
        mine = [parts for parts in lists.get(mark.label, {}).values() if len(parts) > 1 and not moved]
        told = [parts for parts in mine if any(_total(parts) == figure.quantity.value for figure in before)]
        for parts in mine:
            if any(part.figure_id in linked for part in parts):
                continue
            of_unit = [figure for figure in before if _head(figure) == _head(parts[0]) and _one_kind(figure, parts[0])]
            wholes = [figure for figure in of_unit if _may_be_whole(figure, parts, named)]
            beside = any(other is not parts for other in told)
            if beside and len(of_unit) == 1:
                wholes = of_unit
            if wholes and wholes[-1].quantity.value != _total(parts):
                wholes = [
                    f for f in before if alike(parts[0].unit, f.unit) and f.quantity.value == _total(parts)
                ] or wholes
            if wholes:
                how: Literal["open", "likely"] = "likely"
                if _OPEN.match(document.text, notes[mark.label].start):
                    how = "open"
                names = tuple(part.figure_id for part in parts)
                yield Link("breakdown", wholes[-1].figure_id, names, f"[^{mark.label}]", how)


def _list(
    figures: tuple[Figure, ...], n: int, heads: list[str], words: dict[str, Beside], named: dict[str, Role]
) -> tuple[list[Figure], str]:
    """The longest list from figure n: one sentence, one unit, labels of one dimension that differ; and which it is."""
    first = figures[n]
    parts: list[Figure] = []
    said: list[Mapping[str, str]] = []
    dimension = ""
    for at in range(n, min(n + _LONGEST, len(figures)) if first.kind != "percent" else n):
        figure = figures[at]
        if figure.sentence_start != first.sentence_start:
            break
        if heads[at] != heads[n] or figure.kind != first.kind or figure.change or figure.figure_id in named:
            continue
        said.append(categories(words[figure.figure_id].label))
        found = _dimension(said)
        if not found:
            break
        parts.append(figure)
        dimension = found
    return parts, dimension


def _dimension(said: list[Mapping[str, str]]) -> str:
    """The dimension that all labels name with values of their own; `said`: the categories of each."""
    for dimension in said[0]:
        if dimension.startswith("attribute") or dimension in ("holder", "rest"):
            continue  # these are said of many things that are no parts of one whole
        values = {each.get(dimension) for each in said}
        if None not in values and len(values) == len(said):
            return dimension
    return ""


def _whole(
    figures: tuple[Figure, ...], before: list[Figure], at: int, parts: list[Figure], named: dict[str, Role]
) -> Figure | None:
    """The last number before the list that it adds up to; else the last one that it nearly does.

    It is one of `before`, the section's, or one of the same note before the list, which is at `at`.
    """
    total = _total(parts)
    here = parts[0]
    if here.footnote:
        inside = takewhile(lambda figure: figure.footnote == here.footnote, reversed(figures[:at]))
        before = [*before, *reversed([*inside])]
    near = before[-_BACK:][::-1]
    fitting = [figure for figure in near if _may_be_whole(figure, parts, named)]
    exact = [figure for figure in fitting if figure.quantity.value == total]
    if not exact and fitting:  # "19 cán bộ, công chức, trong đó đại học 17 người": people by whatever name
        like = (figure for figure in near if alike(here.unit, figure.unit) and figure.quantity.value == total)
        exact = [figure for figure in like if not figure.change and not figure.approx][:1]
    return next(iter(exact or fitting), None)


def _may_be_whole(figure: Figure, parts: list[Figure], named: dict[str, Role]) -> bool:
    if (
        figure.change
        or figure.approx
        or named.get(figure.figure_id, "total") != "total"
        or not _one_kind(figure, parts[0])
    ):
        return False
    if _head(figure) != _head(parts[0]) or not figure.quantity.value:
        return False
    total, value = _total(parts), figure.quantity.value
    return abs(total - value) <= max(_NEAR * value, _FEW) or is_slip(total, value)


def _close(whole: Figure, parts: list[Figure]) -> bool:
    """In one sentence, and nearly adding up."""
    off = abs(_total(parts) - whole.quantity.value)
    return whole.sentence_start == parts[0].sentence_start and off * 20 <= whole.quantity.value


def _one_kind(a: Figure, b: Figure) -> bool:
    return a.kind == b.kind or {a.kind, b.kind} <= {"count", "other"}


def _total(parts: list[Figure]) -> Decimal:
    return sum((part.quantity.value for part in parts), Decimal(0))


def _head(figure: Figure) -> str:
    return figure.unit.split(",")[0].split(" ")[0]
