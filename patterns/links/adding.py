"""Numbers of one unit that add up exactly, though no word introduces them: "248 đơn …; huyện 139 đơn, xã 109 đơn".

Such a run only ever confirms: where it does not add up, nothing is linked. What is left of a ratio ("36/38 nhiệm vụ …;
còn 02 nhiệm vụ") is meant to complete it, whether or not it does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from extract.document import Document
from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.bases import Role
from patterns.links.compatible import adds_up_but_for_a_slip, alike, same_unit, summable
from patterns.links.movements import has_gone

_AHEAD = 40  # figures behind a number among which its parts are sought
_LATE = 3  # figures of the unit that may stand between a number and its parts
_SMALL = Decimal(20)
_LABEL = compiled(r"\s*(?:[-+•*–]|\(?\p{L}\)|\(?\d{1,2}[.)])\s")
_REST = compiled(r"(?<!\p{L})(?:còn lại|còn thiếu|còn|thiếu|khuyết|vắng)[ ]*(?:có[ ]*)?$")
_LACKING = compiled(r"(?:thiếu|khuyết|vắng)[ ]*$")
_REST_BEHIND = compiled(r"^[ ]*\p{L}+(?: \p{L}+){0,3} (?:còn lại|chưa)\b")
_JOINED = compiled(r"[ ]?\p{L}+(?: \p{L}+)?[ ]?/[ ]?")
_IN_ALL = compiled(r"(?:tổng cộng|tổng số|tổng|cộng)[^,;.\d]{0,25}$")


def adding_links(
    document: Document, figures: tuple[Figure, ...], text: str, named: dict[str, Role], links: tuple[Link, ...]
) -> Iterator[Link]:
    """Remainders of ratios, then runs of parts behind and before their whole."""
    known = {(link.whole, part) for link in links if link.type in ("breakdown", "subset") for part in link.parts}
    full = _full_lists(figures, links)
    countable = [f for f in figures if not f.table and not f.change and not f.approx and f.kind != "percent"]
    countable = [f for f in countable if f.figure_id not in named and f.unit]
    totals = _totals(countable, text)
    yield from _remainders(countable, text)
    sentences = _marked_sentences(document, countable)
    starts, ends = [block.start for block in document.blocks], _list_ends(document)
    in_note: dict[str, list[Figure]] = {}
    for figure in countable:
        in_note.setdefault(figure.footnote, []).append(figure)
    said_total = [n for n, figure in enumerate(countable) if figure.figure_id in totals]
    for n, whole in enumerate(countable):
        end = ends[max(0, bisect_right(starts, whole.char_start) - 1)]
        runs = [*_behind(countable, n, end), *_in_notes(in_note, whole, sentences)]
        before = _before(countable, n, text) if whole.figure_id in totals else []
        runs += [before, _subtotals(countable, n, said_total)]
        for parts in runs:
            if len(parts) < 2:
                continue
            names = tuple(part.figure_id for part in parts)
            if any(one != set(names) for name in names for one in full.get(name, ())):
                continue  # some of a list that adds up to another number
            if not any((whole.figure_id, part.figure_id) in known for part in parts):
                known |= {(whole.figure_id, name) for name in names}
                how: Literal["stated", "open"] = "stated" if parts is before else "open"
                yield Link("breakdown", whole.figure_id, names, _between(text, whole, parts[0]), how)


def _full_lists(figures: tuple[Figure, ...], links: tuple[Link, ...]) -> dict[str, list[set[str]]]:
    """By each of their parts: the lists of three parts and more that add up to what they are said to be all of."""
    value = {figure.figure_id: figure.quantity.value for figure in figures}
    lists = [link for link in links if link.type == "breakdown" and len(link.parts) > 2]
    found: dict[str, list[set[str]]] = {}
    for link in lists:
        if sum(value[part] for part in link.parts) == value[link.whole]:
            for part in link.parts:
                found.setdefault(part, []).append(set(link.parts))
    return found


def _remainders(countable: list[Figure], text: str) -> Iterator[Link]:
    """ "36/38 nhiệm vụ, đạt 94,7%; còn 02 nhiệm vụ": the ratio's own number and the rest are its denominator."""
    for n, ratio in enumerate(countable):
        of = ratio.quantity.of
        if of is None or ratio.quantity.value >= of:
            continue
        for at, rest in enumerate(countable[n + 1 : n + 3]):
            if at and rest.sentence_start != ratio.sentence_start:
                break  # "112/118 trẻ. 845 trẻ uống Vitamin A. Còn 61 trẻ suy dinh dưỡng": of others
            between = text[ratio.char_end : rest.char_start]
            before = _REST.search(between)
            cued = before or _REST_BEHIND.search(text[rest.char_end : rest.char_end + 40])
            if cued and same_unit(rest.unit, ratio.unit) and "\n" not in between and rest.quantity.of is None:
                how: Literal["stated", "open"] = "stated" if before else "open"
                if _LACKING.search(between) and ratio.quantity.value + rest.quantity.value != of:
                    continue  # "còn 64" are left; "còn thiếu 64" may be so many less than the norm
                names = (ratio.figure_id, rest.figure_id)
                yield Link("breakdown", ratio.figure_id, names, cued[0].strip(), how, whole_field="of")
                break


def _behind(countable: list[Figure], n: int, end: int) -> list[list[Figure]]:
    """Runs of its unit that stand behind the number, in its paragraph or in the list below, and add up."""
    whole = countable[n]
    like: list[Figure] = []
    for figure in countable[n + 1 : n + 1 + _AHEAD]:
        if figure.char_start >= end or figure.footnote != whole.footnote:
            break
        if _fits(figure, whole) and not any(figure.part_of == other.figure_id for other in like):
            like.append(figure)
    return _runs(whole, like, _LATE)


def _in_notes(
    in_note: dict[str, list[Figure]], whole: Figure, sentences: dict[int, list[str]]
) -> Iterator[list[Figure]]:
    """The same in the notes of the number's sentence; a list of three and more may count by another unit."""
    if whole.footnote:
        return
    for label in sentences.get(whole.sentence_start, ()):
        inside = in_note.get(label, [])
        like = [figure for figure in inside if _fits(figure, whole)]
        like = [figure for figure in like if not any(figure.part_of == other.figure_id for other in like)]
        found = _runs(whole, like, len(like))
        yield from found
        units = {figure.unit for figure in inside}
        if not found and len(inside) > 2 and len(units) == 1 and _total(inside) == whole.quantity.value:
            yield inside


def _before(countable: list[Figure], n: int, text: str) -> list[Figure]:
    """ "làm mới 4,7 km, sửa chữa 18,5 km, tổng cộng 23,2 km" """
    whole = countable[n]
    parts: list[Figure] = []
    for figure in reversed(countable[max(0, n - 8) : n]):
        of_one = not parts or figure.unit == parts[0].unit  # "07 nhà và 05 nhà, tổng cộng 12 mái ấm"
        if figure.sentence_start != whole.sentence_start or not (
            _fits(figure, whole) or (of_one and _adds(figure, whole))
        ):
            break
        parts.insert(0, figure)
        if len(parts) > 1 and _total(parts) == whole.quantity.value:
            return parts
    own = all(_fits(part, whole) for part in parts) and not any(has_gone(part, text) for part in parts)
    return parts if own and len(parts) > 1 and adds_up_but_for_a_slip(parts, whole) else []


def _adds(figure: Figure, whole: Figure) -> bool:
    """Whether the number, of whatever things, may be some of the total behind it."""
    return figure.kind == whole.kind == "count" and figure.quantity.value <= whole.quantity.value


def _subtotals(countable: list[Figure], n: int, totals: list[int]) -> list[Figure]:
    """ "toàn huyện tiếp 186 lượt … a) … Tổng số 121 lượt … b) … Tổng số 65 lượt": the totals of what follows."""
    whole = countable[n]
    behind = [countable[at] for at in totals[bisect_right(totals, n) : bisect_right(totals, n + _AHEAD)]]
    like = [figure for figure in behind if _fits(figure, whole) and figure.sentence_start != whole.sentence_start]
    return next(iter(_runs(whole, like, 1)), [])


def _totals(countable: list[Figure], text: str) -> set[str]:
    """Figures said to be totals, and those joined to one: "Tổng số 121 lượt/136 người/112 vụ việc"."""
    found: set[str] = set()
    before: Figure | None = None
    for figure in countable:
        joined = before and before.figure_id in found and _JOINED.fullmatch(text, before.char_end, figure.char_start)
        if joined or _IN_ALL.search(text[max(0, figure.char_start - 40) : figure.char_start]):
            found.add(figure.figure_id)
        before = figure
    return found


def _runs(whole: Figure, like: list[Figure], late: int) -> list[list[Figure]]:
    """Neighbouring figures that add up to the whole, none of them twice; the first one begins early."""
    value, first = whole.quantity.value, 0
    found: list[list[Figure]] = []
    while first + 1 < len(like):
        total, last = Decimal(0), first
        while last < len(like) and total < value:
            total += like[last].quantity.value
            last += 1
        size = last - first
        if total == value and size > 1 and (value >= _SMALL or (first == 0 and size > 2 and value >= 10)):
            found.append(like[first:last])
            first = last
        elif not found and first + 1 >= late:
            break
        else:
            first += 1
    return found


def _fits(figure: Figure, whole: Figure) -> bool:
    return (
        figure.quantity.value <= whole.quantity.value
        and summable(figure, whole)
        and (same_unit(figure.unit, whole.unit) or alike(figure.unit, whole.unit))
    )


def _marked_sentences(document: Document, countable: list[Figure]) -> dict[int, list[str]]:
    """The labels of the notes whose marks stand in a sentence, by where the sentence starts."""
    found: dict[int, list[str]] = {}
    spans = {figure.sentence_start: figure.sentence_start + len(figure.sentence) for figure in countable}
    starts = [mark.start for mark in document.marks]
    for start, end in spans.items():
        marks = document.marks[bisect_left(starts, start) : bisect_right(starts, end + 8)]
        labels = [mark.label for mark in marks]
        if labels:
            found[start] = labels
    return found


def _list_ends(document: Document) -> list[int]:
    """Of each block its end, or that of the list of items that follows it."""
    ends: list[int] = []
    end, item = 0, False  # of the block behind
    for block in reversed(document.blocks):
        end = end if item else block.end
        ends.append(end)
        item = block.kind == "paragraph" and bool(_LABEL.match(document.text, block.start))
    return ends[::-1]


def _total(parts: list[Figure]) -> Decimal:
    return sum((part.quantity.value for part in parts), Decimal(0))


def _between(text: str, whole: Figure, part: Figure) -> str:
    first, second = sorted((whole, part), key=lambda figure: figure.char_start)
    return " ".join(text[first.char_end : second.char_start][-60:].split())
