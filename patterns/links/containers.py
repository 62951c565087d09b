"""Lists that cling to a number: its bracket, "gồm …", a colon, the note at its mark.

What such a list counts in the number's own unit are its parts, whatever they add up to: "57 khẩu súng (52 khẩu tự chế,
05 khẩu súng hơi)". Of other units they are where they add up or nearly do: "946 phương tiện (18 ô tô, 921 mô tô, …)".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import regex

from extract.document import Document
from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.bases import Role
from patterns.links.compatible import alike, is_denominator, same_unit, summable, unit_end, upper
from patterns.links.movements import opens_stock
from patterns.links.slip import is_exchange

_CLING = r"[^,;.:()\d\n]{0,60}"
_CLINGS = compiled(_CLING)
_BRACKET = compiled(r"[^;.:()\d\n]{0,60}(?P<cue>\()(?P<list>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_CONSISTS = compiled(
    _CLING + r",?[ ]*(?P<cue>(?:bao )?gồm(?: có)?:?|trong đó:?|:)(?P<list>[^\n]{3,600}?)(?=\n|\.(?:[ ]|$)|$)"
)
# "Đối với 175 bị cáo đã xét xử, Tòa án tuyên: …": a clause between, and the numbers must tell
_ANNOUNCED = compiled(_CLING + r",[^;.:()\d\n]{3,60}(?P<cue>:)(?P<list>[^\n]{3,600}?)(?=\n|\.(?:[ ]|$)|$)")
_EXAMPLES = compiled(r"trong đó|điển hình|tiêu biểu|như:|ví dụ|nổi bật")
_NEARBY = 150  # letters behind a number in which such a sign stands
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
        end = unit_end(whole, text)
        near = text[end : end + _NEARBY]
        for pattern in _lists_in(near):
            match = pattern.match(text, end)
            listed = _listed(whole, figures[n + 1 : n + 40], match, text, named, wholes) if match else ()
            for off, link in listed:
                if pattern is not _ANNOUNCED or (len(link.parts) > 2 and off <= _NEAR * whole.quantity.value):
                    yield link
        for mark in document.marks[bisect_left(marks, end) : bisect_left(marks, end + 60)]:
            clings = _CLINGS.fullmatch(text, end, mark.start)
            if clings and mark.label in notes and not whole.footnote:
                note = notes[mark.label]
                if not _EXAMPLES.search(text, note.start, note.end) and not opens_stock(text, note.start):
                    items = _items(in_note.get(mark.label, []), text, note.start, named)
                    yield from _link(whole, items, wholes, f"[^{mark.label}]", text[whole.char_end : mark.start])


def _lists_in(near: str) -> Iterator[regex.Pattern[str]]:
    """The lists that may stand behind a number, by the signs that each of them asks for."""
    if "(" in near:
        yield _BRACKET
    if ":" in near:
        yield _CONSISTS
        yield _ANNOUNCED
    elif "gồm" in near or "trong đó" in near:
        yield _CONSISTS


def _listed(
    whole: Figure,
    ahead: tuple[Figure, ...],
    match: regex.Match[str],
    text: str,
    named: dict[str, Role],
    wholes: dict[str, set[str]],
) -> Iterator[tuple[Decimal, Link]]:
    """The list or, where that is nearer, as much of it as stands before a semicolon; with what it misses by.

    "187 huy chương, gồm 48 vàng, …; có 07 kiện tướng".
    """
    if _EXAMPLES.search(match["list"]):
        return
    start, stop = match.span("list")
    head, first = text[whole.char_end : match.start("cue")], text.find(";", start, stop)
    lists = [[figure for figure in ahead if start <= figure.char_start < end] for end in (stop, first)]
    items = [_items(inside, text, start, named) for inside in lists]
    too_great = any(item.quantity.value > whole.quantity.value for item in items[0])
    if too_great and len(items[1]) > 1 and _total(items[1]) == whole.quantity.value:
        items = items[1:]  # it ends at the semicolon: "67.025 con, gồm trâu …, lợn 42.350 con; gia cầm 685 nghìn con"
    found = [
        (abs(_total(each) - whole.quantity.value), link)
        for each in items
        for link in _link(whole, each, wholes, match["cue"], head)
    ]
    if found:
        yield min(found, key=lambda one: one[0])


def _total(items: list[Figure]) -> Decimal:
    return sum((item.quantity.value for item in items), Decimal(0))


def _items(inside: list[Figure], text: str, start: int, named: dict[str, Role]) -> list[Figure]:
    """The numbers of a list that stand in no inner bracket and rate nothing."""
    items = []
    for figure in inside:
        before = text[start : figure.char_start]
        if before.count("(") == before.count(")") and figure.kind != "percent" and figure.figure_id not in named:
            items.append(figure)
    return items


def _link(whole: Figure, items: list[Figure], wholes: dict[str, set[str]], cue: str, head: str) -> Iterator[Link]:
    own = [item for item in items if _of_unit(item, whole, head)]
    sure = len(own) > 1 and not cue.startswith("trong đó")
    items = own if sure else items
    if len(items) < 2 or any(item.change or item.approx or not summable(item, whole) for item in items):
        return
    counted = {"count", "other"}
    if any(item.kind != whole.kind and not {item.kind, whole.kind} <= counted for item in items):
        return
    names = [item.figure_id for item in items]
    named = [wholes.get(name, set()) for name in names]
    if any(each - {whole.figure_id} for each in named) or all(named):
        return
    total, value = _total(items), whole.quantity.value
    near = value >= _SMALL and abs(total - value) <= _NEAR * value
    if sure or near or (value >= 100 and is_exchange(total, value)):
        how: Literal["open", "likely"] = "open" if cue.startswith("trong đó") else "likely"
        yield Link("breakdown", whole.figure_id, tuple(names), cue, how)


def _of_unit(item: Figure, whole: Figure, head: str) -> bool:
    """True when the item counts what the number counts, or some of it: "cá nhân" of "lượt tập thể, cá nhân" (`head`).

    A kind of the number's things is no more than they are: "gồm 03 xã: Nậm Phung, Huổi Sáy; 33 bản" lists no xã.
    """
    if not item.unit:
        return False
    if same_unit(item.unit, whole.unit) or f" {item.unit} " in f"{head.replace(',', ' ')} ":
        return True
    return alike(item.unit, whole.unit) and item.quantity.value <= upper(whole)
