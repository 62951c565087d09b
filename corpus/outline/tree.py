"""The outline ("đề cương") that reports must follow, as a tree: items with their headings, and what each one asks for.

What an outline asks for stands in the forms in which offices write it: dashes ("- Số văn bản …"), numbers that run in
a sentence ("trọng tâm là: (1) …; (2) …"), plain paragraphs, and footnotes, where each target has a figure of its own.
Attested in the outline of Công văn số 1029-CV/BDVTU, ngày 25/5/2023.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extract.document import Document
from patterns.claims import Letterhead, Section
from patterns.compiled import compiled
from patterns.letterhead import letterhead
from patterns.outline import outline as sections_of

Form = Literal["bullet", "inline", "paragraph", "note"]

_MARK = compiled(r"\[\^(?P<label>[^\]\n]*)\]")
_BULLET = compiled(r"(?P<sign>[-–—+*•●▪])[ ]*(?=[\p{L}\d“\"(])")
_INLINE = compiled(r"(?<!\S)\((?P<number>\d{1,2})\)[ ]")
# "Mẫu 1: Dành cho các quận ủy, huyện ủy" says who uses the outline, and asks for nothing.
_NO_REQUIREMENT = compiled(r"(?i)mẫu(?: số)? \d+\b|biểu mẫu|nơi nhận|\P{L}*$")
_OPTIONAL = compiled(r"(?i)\(nếu có\)")
_DEPTH = {"+": 2, "*": 3, "•": 3, "●": 3, "▪": 3}  # below a dash


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that an item asks for, as printed, without its dash or number and its footnote mark."""

    requirement_id: str  # "i4.r3": the third of item i4, in reading order
    text: str
    form: Form
    lead: str = ""  # the words before "(1) …; (2) …" that introduce them
    within: str = ""  # the requirement that its note or its dash belongs to


@dataclass(frozen=True, slots=True)
class Item:
    """A heading of the outline."""

    item_id: str  # "i1", "i2" … in reading order
    parent_id: str
    level: int  # 1 = outermost
    label: str
    path: str  # labels, joined by " > "
    title: str  # the whole heading as printed, with what it says in brackets, without its final full stop
    name: str  # the title; where two items have the same one, with the path before it
    optional: bool  # "(nếu có)"
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportOutline:
    """An outline, in reading order."""

    title: str
    items: tuple[Item, ...]
    period_start: str = ""
    period_end: str = ""

    def asks(self, head: Letterhead) -> bool:
        """Whether a report is due under the outline: not where both state a period and the two have no common day."""
        if not (self.period_end and head.period_end):
            return True
        begins, mine = head.period_start or head.period_end, self.period_start or self.period_end
        return begins <= self.period_end and mine <= head.period_end

    def children(self, item_id: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.parent_id == item_id)


def read_outline(document: Document) -> ReportOutline:
    """The tree of an outline; without numbered headings it has no items."""
    sections = sections_of(document)
    notes = {note.label: document.text[note.start : note.end] for note in document.notes}
    items = []
    for number, section in enumerate(sections, 1):
        following = sections[number].char_start if number < len(sections) else len(document.text)
        items.append(_item(document, section, following, notes))
    said = Counter(item.title for item in items)
    named = (item if item.title and said[item.title] == 1 else replace(item, name=_long_name(item)) for item in items)
    head = letterhead(document, sections)
    return ReportOutline(head.title, tuple(named), head.period_start, head.period_end)


def _long_name(item: Item) -> str:
    return f"{item.path}. {item.title}".rstrip(". ")


def _item(document: Document, section: Section, following: int, notes: dict[str, str]) -> Item:
    """The item of a section; what it asks for stands between its heading and the next one."""
    starts = [block.start for block in document.blocks]
    first = bisect_right(starts, section.label_end) - 1
    last = max(first, bisect_right(starts, section.title_end) - 1)
    # The whole paragraph is the heading here, also where a report's would run on into text ("… các ban chỉ đạo: …").
    heading = document.text[section.label_end : max(document.blocks[last].end, section.label_end)].replace("\n", " ")
    item_id = f"i{section.section_id[1:]}"
    title = _tidy(_MARK.sub("", heading).lstrip(" .:)–-"))
    asked: list[Requirement] = []
    for label in _MARK.findall(heading):
        _add(asked, item_id, _of_note(notes.get(label, "")), "note")
    for block in document.blocks[last + 1 :]:
        if block.kind != "paragraph" or block.start >= min(following, section.char_end):
            break
        _read_block(asked, item_id, document.text[block.start : block.end], notes)
    parent = f"i{section.parent_id[1:]}" if section.parent_id else ""
    optional = _OPTIONAL.search(title) is not None
    return Item(item_id, parent, section.level, section.label, section.path, title, title, optional, tuple(asked))


def _read_block(asked: list[Requirement], item_id: str, line: str, notes: dict[str, str]) -> None:
    """What one paragraph below a heading asks for, and its notes behind it."""
    if _NO_REQUIREMENT.match(line):
        return
    labels = _MARK.findall(line)
    plain = _MARK.sub("", line)
    bullet = _BULLET.match(plain)
    numbered = list(_INLINE.finditer(plain))
    above = _above(asked, bullet["sign"]) if bullet else ""
    if len(numbered) > 1:
        ends = [found.start() for found in numbered[1:]] + [len(plain)]
        lead = _tidy(plain[bullet.end() if bullet else 0 : numbered[0].start()].rstrip(" :"))
        pieces = [plain[found.end() : end] for found, end in zip(numbered, ends, strict=True)]
        _add(asked, item_id, pieces, "inline", lead=lead, within=above)
    elif bullet:
        _add(asked, item_id, [plain[bullet.end() :]], "bullet", within=above)
    else:
        _add(asked, item_id, [plain], "paragraph")
    holder = asked[-1].requirement_id
    for label in labels:
        _add(asked, item_id, _of_note(notes.get(label, "")), "note", within=holder)


def _above(asked: list[Requirement], sign: str) -> str:
    """What a deeper dash ("+ …") belongs to: the last requirement that is no such dash itself."""
    if sign not in _DEPTH:
        return ""
    return next((each.requirement_id for each in reversed(asked) if not each.within), "")


def _add(
    asked: list[Requirement], item_id: str, texts: list[str], form: Form, lead: str = "", within: str = ""
) -> None:
    for text in map(_tidy, texts):
        if text:
            asked.append(Requirement(f"{item_id}.r{len(asked) + 1}", text, form, lead, within))


def _of_note(text: str) -> list[str]:
    """A note's targets: pieces between semicolons; one without a figure goes on with what the one before lists."""
    pieces: list[str] = []
    for piece in text.split("; "):
        if pieces and not any(map(str.isdigit, piece)) and ":" in pieces[-1]:
            pieces[-1] += f"; {piece}"
        else:
            pieces.append(piece)
    return pieces


def _tidy(text: str) -> str:
    """Blanks made one, without what closes a line; three dots stay, since they say that the list is open."""
    plain = " ".join(text.split()).rstrip(" ;,")
    return plain if plain.endswith(("..", "…")) else plain.rstrip(" .:;")


def outline_lines(outline: ReportOutline) -> Iterator[str]:
    """The tree as indented lines: "II. …" an item, "- …" what it asks for, "[^] …" what a note asks for."""
    signs = {"bullet": "-", "paragraph": "-", "note": "[^]"}
    if outline.title:
        yield outline.title
    for item in outline.items:
        indent = "  " * item.level
        dot = "" if item.label.endswith(")") else "."
        yield f"{indent}{item.label}{dot} {item.title}".rstrip()
        lead, number = "", 0
        for asked in item.requirements:
            deeper = indent + ("    " if asked.within else "  ")
            if asked.form != "inline":
                yield f"{deeper}{signs[asked.form]} {asked.text}"
                continue
            if asked.lead != lead or not number:
                lead, number = asked.lead, 0
                yield f"{deeper}{lead}:"
            number += 1
            yield f"{deeper}  ({number}) {asked.text}"
