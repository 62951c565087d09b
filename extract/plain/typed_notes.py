"""Notes that someone typed, or that a converter left where the page broke: raised digits, and paragraphs of notes.

A raised number is a mark only where a note of that number follows: "m²" and "10³" stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.builder import Paragraph, Run

_CLOSED = ".;:!?…"
_OPEN = re.compile(r"[\w,\-–/]$")
_LABELLED = re.compile(
    r"(?:[-–+•*]\s|[IVXLC]+[.)]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|\(\d+\)\s|Phần |PHẦN |Chương |Điều )"
)
_PLAIN_LABEL = re.compile(r"\s*[\[(]?(\d{1,3}|\*{1,4})(?:[\])][.:]?|[.:])?\s+")
_UNIT = re.compile(r"(?<!\w)(?:µm|mm|cm|dm|m|dam|hm|km)$")
_LONG, _VERY_LONG = 80, 200  # a line that may have been cut, before small letters and before capitals
_LOOK_AHEAD = 4  # paragraphs that one note may have beyond its first

Item = Paragraph | object
Notes = list[tuple[str, list[Paragraph]]]


@dataclass(slots=True)
class _Mark:
    """What may be a mark: its run, and the place in items of the paragraph that it stands in."""

    run: Run
    item: int


def link(items: Sequence[Item], *, cuts: bool) -> tuple[list[Item], Notes]:
    """The body without its note paragraphs, and the notes (label, paragraphs) in their order.

    `items` holds paragraphs and whatever else stands between them. A run with both text and mark may be a mark: one
    that a note answers becomes a mark, the others become text. With `cuts`, paragraphs that a page cut are joined.
    """
    maybe = any(run.text and run.mark is not None for item in items if isinstance(item, Paragraph) for run in item.runs)
    if not (maybe or cuts):
        return list(items), []
    notes = _matched(items) or _tail(items)
    for item in items:
        if isinstance(item, Paragraph):
            unmarked(item)
    return _sorted(items, notes, cuts)


def unmarked(paragraph: Paragraph) -> Paragraph:
    """The paragraph with what may be a mark as text: in notes and tables, where nothing answers it."""
    for run in paragraph.runs:
        if run.text:
            run.mark = None
    return paragraph


def _matched(items: Sequence[Item]) -> dict[int, _Mark]:
    """For each note paragraph (its place in items) the mark that it answers, which is then a mark and no text."""
    waiting: list[_Mark] = []
    found: dict[int, _Mark] = {}
    for at, item in enumerate(items):
        if not isinstance(item, Paragraph) or item.empty:
            continue
        first = next(run for run in item.runs if run.mark is not None or run.text.strip()) if item.runs else None
        label = first.mark if first is not None and first.text else None
        if label is not None and first is not None and (mark := _take(items, waiting, label)) is not None:
            mark.run.text = ""
            item.runs.remove(first)
            found[at] = mark
            continue
        _keep_units(item)
        waiting += [_Mark(run, at) for run in item.runs if run.mark is not None and run.text and run is not first]
    return found


def _tail(items: Sequence[Item]) -> dict[int, _Mark]:
    """The same for notes at the very end which begin with plain numbers or stars: as many paragraphs as there are
    marks, with the same numbers from 1 in the same order, and nothing after them."""
    marks = [
        _Mark(run, at)
        for at, item in enumerate(items)
        for run in (item.runs if isinstance(item, Paragraph) else ())
        if run.mark is not None and run.text
    ]
    filled = [at for at, item in enumerate(items) if not isinstance(item, Paragraph) or not item.empty]
    last = filled[-len(marks) :] if marks else []
    if len(last) != len(marks) or not marks or last[0] <= marks[-1].item:
        return {}
    found: dict[int, _Mark] = {}
    for number, (at, mark) in enumerate(zip(last, marks, strict=True), start=1):
        item = items[at]
        label = _PLAIN_LABEL.match(item.runs[0].text) if isinstance(item, Paragraph) and item.runs else None
        if label is None or label[1] != mark.run.mark or label[1] not in (str(number), "*" * number):
            return {}
        found[at] = mark
    for at, mark in found.items():
        item = items[at]
        assert isinstance(item, Paragraph)
        item.runs[0].text = _PLAIN_LABEL.sub("", item.runs[0].text, count=1)
        mark.run.text = ""
    return found


def _keep_units(paragraph: Paragraph) -> None:
    """Makes the square of "m²" and a negative power text, and leaves the mark that may stand behind it."""
    for at in range(len(paragraph.runs) - 1, 0, -1):
        run, before = paragraph.runs[at], paragraph.runs[at - 1].text
        if run.mark is None or not run.text:
            continue
        if before.endswith(("⁻", "⁺")):
            run.mark = None
        elif run.mark[0] in "23" and _UNIT.search(before):
            rest = Run(run.text[1:], mark=run.mark[1:])
            run.text, run.mark = run.text[0], None
            if rest.text:
                paragraph.runs.insert(at + 1, rest)


def _take(items: Sequence[Item], waiting: list[_Mark], label: str) -> _Mark | None:
    """The first mark of that label that still waits for its note; it and those before it then wait no longer."""
    for n, mark in enumerate(waiting):
        if mark.run.mark == label:
            del waiting[: n + 1]
            return mark
    for n, mark in enumerate(waiting):  # "¹²" may be two marks
        run, paragraph = mark.run, items[mark.item]
        if not label.isdecimal():
            continue
        if isinstance(paragraph, Paragraph) and (run.mark or "").startswith(label) and len(run.text) > len(label):
            if len(run.text) != len(run.mark or ""):  # "[12]" is one
                continue
            rest = Run(run.text[len(label) :], mark=(run.mark or "")[len(label) :])
            run.text, run.mark = run.text[: len(label)], label
            at = next(at for at, other in enumerate(paragraph.runs) if other is run)
            paragraph.runs.insert(at + 1, rest)
            waiting[: n + 1] = [_Mark(rest, mark.item)]
            return mark
    return None


def _sorted(items: Sequence[Item], marked: dict[int, _Mark], cuts: bool) -> tuple[list[Item], Notes]:
    body: list[Item] = []
    notes: Notes = []
    open_paragraph: Paragraph | None = None  # the last one of the body, as far as it is put together
    last = -1  # the place in items where it ended
    after_note = False
    at = 0
    while at < len(items):
        item = items[at]
        if at in marked:
            assert isinstance(item, Paragraph)
            notes.append((marked[at].run.mark or "", [item]))
            after_note = True
        elif not isinstance(item, Paragraph):
            body.append(item)
            open_paragraph, last, after_note = None, at, False
        elif not item.empty:
            count = _of_the_note(items, at, marked, open_paragraph, last) if after_note else 0
            if count:
                notes[-1][1].extend(p for p in items[at : at + count] if isinstance(p, Paragraph))
                at += count
                continue
            if open_paragraph and (cuts or after_note) and _continues(open_paragraph, item, after_note):
                _join(open_paragraph, item)
            else:
                body.append(item)
                open_paragraph = item
            last, after_note = at, False
        at += 1
    return body, notes


def _of_the_note(items: Sequence[Item], at: int, marked: dict[int, _Mark], before: Paragraph | None, last: int) -> int:
    """How many items from here on belong to the note before them, though they are not marked."""
    ahead = range(at, min(len(items), at + _LOOK_AHEAD + 1))
    for to in ahead:
        if to in marked:
            # A note stands on the page of its mark: a mark from before these notes says that they are not over.
            return to - at if marked[to].item <= last else 0
        if not isinstance(items[to], Paragraph):
            break
    if before is None or not _breaks_off(before, soft=True):
        return 0
    for to in ahead:  # the sentence that breaks off before the notes goes on after them
        item = items[to]
        if not isinstance(item, Paragraph):
            break
        text = _text(item)
        if text[:1].islower():
            return to - at
        if text and (_breaks_off(item, soft=False) or _LABELLED.match(text)):
            break
    return 0


def _continues(before: Paragraph, after: Paragraph, over_notes: bool) -> bool:
    """Whether the second paragraph is the rest of the first."""
    text, rest = _text(before), _text(after)
    if not rest or not _breaks_off(before, soft=True) or _LABELLED.match(rest):
        return False
    if text.isupper() or before.heading or after.heading:
        return False
    if rest[0].islower():
        return over_notes or len(text) >= _LONG
    return _breaks_off(before, soft=False) and (over_notes or (len(text) >= _VERY_LONG and len(rest) >= _LONG / 2))


def _breaks_off(paragraph: Paragraph, *, soft: bool) -> bool:
    """Whether the paragraph ends in mid-sentence; `soft` lets a closing quote, bracket or percent sign pass."""
    text = _text(paragraph)
    return bool(_OPEN.search(text)) or (soft and text[-1:] not in _CLOSED)


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs).strip()


def _join(before: Paragraph, after: Paragraph) -> None:
    text = _text(before)
    tight = text.endswith(("-", "/")) and not text.endswith((" -", " /"))  # "15-" and "KH/HU"
    before.runs += after.runs if tight else [Run(" "), *after.runs]
