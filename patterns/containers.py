"""Lists that cling to a number - bracket, "gồm …", colon, the note at its mark - and name other things than it does.

"946 phương tiện (18 ô tô, 921 mô tô, 07 phương tiện khác)": the units do not say that these are parts, but the numbers
add up, or miss by a slip.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import regex

from extract.document import Document
from patterns.bases import Role
from patterns.claims import Figure, Link
from patterns.compatible import alike, is_denominator, same_unit, summable
from patterns.slip import is_exchange

_CLING = r"[^,;.:()\d\n]{0,60}"
_CLINGS = regex.compile(_CLING)
_BRACKET = regex.compile(_CLING + r"(?P<cue>\()(?P<list>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_CONSISTS = regex.compile(
    _CLING + r",?[ ]*(?P<cue>(?:bao )?gồm(?: có)?:?|trong đó:?|:)(?P<list>[^;:\n]{3,400}?)(?=[;\n]|\.(?!\d)|$)"
)
_EXAMPLES = regex.compile(r"trong đó|điển hình|tiêu biểu|như:|ví dụ|nổi bật")
_NEAR = Decimal("0.05")
_SMALL = Decimal(20)


def container_links(
    document: Document, figures: tuple[Figure, ...], text: str, named: dict[str, Role], links: tuple[Link, ...]
) -> Iterator[Link]:
    """The lists whose figures no link names as parts of the number that they cling to."""
    wholes: dict[str, set[str]] = {}  # of each part that is named
    for link in links:
        if link.type in ("breakdown", "subset"):
            for part in link.parts:
                wholes.setdefault(part, set()).add(link.whole)
    notes = {note.label: note for note in document.notes}
    in_note: dict[str, list[Figure]] = {}
    for figure in figures:
        in_note.setdefault(figure.footnote, []).append(figure)
    marks = [mark.start for mark in document.marks]
    for n, whole in enumerate(figures):
        if whole.table or whole.change or whole.approx or named.get(whole.figure_id, "total") != "total":
            continue
        if is_denominator(figures, n, text):
            continue
        for match in (_BRACKET.match(text, whole.char_end), _CONSISTS.match(text, whole.char_end)):
            if match:
                start, end = match.span("list")
                inside = [figure for figure in figures[n + 1 : n + 30] if start <= figure.char_start < end]
                yield from _link(whole, _items(inside, text, start, named), wholes, match["cue"])
        for mark in document.marks[bisect_left(marks, whole.char_end) : bisect_left(marks, whole.char_end + 60)]:
            clings = _CLINGS.fullmatch(text, whole.char_end, mark.start)
            if clings and mark.label in notes and not whole.footnote:
                items = _items(in_note.get(mark.label, []), text, notes[mark.label].start, named)
                noted = not _EXAMPLES.search(text, notes[mark.label].start, notes[mark.label].end)
                yield from _link(whole, items, wholes, f"[^{mark.label}]", noted=noted)


def _items(inside: list[Figure], text: str, start: int, named: dict[str, Role]) -> list[Figure]:
    """The numbers of a list that stand in no inner bracket and rate nothing."""
    items = []
    for figure in inside:
        before = text[start : figure.char_start]
        if before.count("(") == before.count(")") and figure.kind != "percent" and figure.figure_id not in named:
            items.append(figure)
    return items


def _link(
    whole: Figure, items: list[Figure], wholes: dict[str, set[str]], cue: str, *, noted: bool = False
) -> Iterator[Link]:
    """`noted`: the list is all that a note at the number's own mark says, so that it need not nearly add up."""
    counted = {"count", "other"}
    if len(items) < 2 or any(item.change or item.approx for item in items):
        return
    if any(item.kind != whole.kind and not {item.kind, whole.kind} <= counted for item in items):
        return
    if not all(summable(item, whole) for item in items):
        return
    names = [item.figure_id for item in items]
    named = [wholes.get(name, set()) for name in names]
    if any(each - {whole.figure_id} for each in named) or all(named):
        return
    total = sum((item.quantity.value for item in items), Decimal(0))
    value = whole.quantity.value
    kin = cue != "trong đó" and any(item.quantity.value > value for item in items)
    kin = kin and all(same_unit(item.unit, whole.unit) or alike(item.unit, whole.unit) for item in items)
    same = noted and len({item.unit for item in (*items, whole)}) == 1
    near = value >= _SMALL and abs(total - value) <= _NEAR * value
    if kin or same or near or (value >= 100 and is_exchange(total, value)):
        how: Literal["open", "likely"] = "open" if cue.startswith("trong đó") else "likely"
        yield Link("breakdown", whole.figure_id, tuple(names), cue, how)
