"""Lists whose labels leave nothing out, though no word says so: "tốt 65, khá 06, trung bình 02".

The whole is the last number of the unit before the list that the list could be meant to add up to.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extract.document import Document
from patterns.bases import Role
from patterns.beside import Beside
from patterns.categories import categories
from patterns.claims import Figure, Link
from patterns.slip import is_slip

_NEAR = Decimal("0.15")
_BACK = 25  # figures before a list among which its whole is sought
_REACH = 400  # letters before a mark among which the whole of its note is sought
_OPEN = regex.compile(r"\s*(?:trong đó|trong số)", regex.IGNORECASE)


def complement_links(
    document: Document,
    figures: tuple[Figure, ...],
    words: dict[str, Beside],
    named: dict[str, Role],
    linked: set[str],
) -> Iterator[Link]:
    """Lists of one dimension, no value twice; `linked` are figures that are parts already."""
    n = 0
    while n < len(figures):
        found = _list(figures, n, words, named)
        if len(found) < 2:
            n += 1
            continue
        parts, dimension = found, _dimension([words[f.figure_id].label for f in found])
        n += 1
        if all(part.figure_id in linked for part in parts):
            continue
        at = next(k for k, figure in enumerate(figures) if figure is parts[0])
        start = next((mark.start for mark in document.marks if mark.label == parts[0].footnote), parts[0].char_start)
        whole = _whole(figures, start, parts, named)
        if whole and dimension:
            yield Link("breakdown", whole.figure_id, tuple(p.figure_id for p in parts), dimension, "open")
            n = at + len(parts)


def note_lists(
    document: Document, figures: tuple[Figure, ...], named: dict[str, Role], linked: set[str]
) -> Iterator[Link]:
    """Lists of one unit in a note, at a number of that unit that they may add up to."""
    lists: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        if figure.footnote and not figure.change and figure.kind != "percent":
            lists.setdefault((figure.footnote, _head(figure)), []).append(figure)
    for mark in document.marks:
        for (label, _), parts in lists.items():
            if label != mark.label or len(parts) < 2 or any(part.figure_id in linked for part in parts):
                continue
            before = [figure for figure in figures if mark.start - _REACH < figure.char_start < mark.start]
            before = [figure for figure in before if not figure.footnote and _may_be_whole(figure, parts, named)]
            if before:
                note = next(note for note in document.notes if note.label == mark.label)
                how = _OPEN.match(document.text, note.start)
                names = tuple(part.figure_id for part in parts)
                yield Link("breakdown", before[-1].figure_id, names, f"[^{label}]", "open" if how else "likely")


def _list(figures: tuple[Figure, ...], n: int, words: dict[str, Beside], named: dict[str, Role]) -> list[Figure]:
    """The longest list from figure n: one sentence, one unit, labels of one dimension that differ."""
    first = figures[n]
    parts: list[Figure] = []
    for figure in figures[n : n + 16]:
        if figure.sentence_start != first.sentence_start:
            break
        if figure.kind == "percent" or figure.change or figure.kind != first.kind:
            continue
        if _head(figure) != _head(first) or figure.figure_id in named:
            continue
        if _dimension([words[p.figure_id].label for p in (*parts, figure)]) is None:
            break
        parts.append(figure)
    return parts


def _dimension(labels: list[str]) -> str | None:
    """The dimension that all labels name with values of their own."""
    found = [categories(label) for label in labels]
    for dimension in found[0]:
        values = [each.get(dimension) for each in found]
        if dimension.startswith("attribute") or dimension in ("level", "holder", "rest"):
            continue  # these are said of many things that are no parts of one whole
        if None not in values and len(set(values)) == len(values):
            return dimension
    return None


def _whole(figures: tuple[Figure, ...], start: int, parts: list[Figure], named: dict[str, Role]) -> Figure | None:
    """The last number before the list that it adds up to; else the last one that it nearly does."""
    total = sum((part.quantity.value for part in parts), Decimal(0))
    here = parts[0]
    before = [figure for figure in figures if figure.char_start < start and figure.section_id == here.section_id]
    if here.footnote:
        before += [f for f in figures if f.footnote == here.footnote and f.char_start < here.char_start]
    fitting = [figure for figure in reversed(before[-_BACK:]) if _may_be_whole(figure, parts, named)]
    exact = [figure for figure in fitting if figure.quantity.value == total]
    return next(iter(exact or fitting), None)


def _may_be_whole(figure: Figure, parts: list[Figure], named: dict[str, Role]) -> bool:
    counted = {figure.kind, parts[0].kind} <= {"count", "other"}
    if figure.change or figure.approx or figure.figure_id in named or not (counted or figure.kind == parts[0].kind):
        return False
    if _head(figure) != _head(parts[0]) or not figure.quantity.value:
        return False
    total = sum((part.quantity.value for part in parts), Decimal(0))
    value = figure.quantity.value
    return total == value or abs(total - value) <= _NEAR * value or is_slip(total, value)


def _head(figure: Figure) -> str:
    return figure.unit.split(",")[0].split(" ")[0]
