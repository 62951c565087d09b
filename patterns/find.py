"""Document → mentions: every number of the text, in exactly one class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from extract.document import Document
from patterns.claims import Letterhead, Mention, Section
from patterns.compiled import LETTERS, compiled
from patterns.rules import notation
from patterns.rules.rule import Around, Habit, Reading, Rule
from patterns.rules.table import DIGIT_RULES, RULES, WORD_RULES

# Where a number can begin: a digit, or a number word, if no letter stands beside it. `re` runs this twice as fast.
_CANDIDATE = re.compile(r"\d|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|nửa|gấp")
_BEFORE = compiled(r"(?r)(\p{L}+|[^ ])[ ]*")  # read backwards

_BEHIND = re.compile(rf"([\d.,]+|{LETTERS}) *({LETTERS}|[^ ])?")  # a number, the word or sign behind it
_FURTHER = re.compile(rf" *(?:\d[\d.,]* *)?({LETTERS}|[^ ])")  # ... and behind that, or behind the next number
_QUOTES = compiled(r'"([^"\n]*)"')


class Prose:
    """The text as the rules see it: the same offsets, footnote marks blanked out, straight quotes made curly."""

    def __init__(self, text: str, spans: list[tuple[int, int]]) -> None:
        parts, at = [], 0
        for start, end in spans:
            parts += [text[at:start], " " * (end - start)]
            at = end
        parts.append(text[at:])
        self.cased = _QUOTES.sub("“\\1”", "".join(parts)).replace("\t", " ")
        self.lower = self.cased.lower()
        if len(self.lower) != len(self.cased):  # a few letters of other languages grow when lowered
            self.lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.cased)

    @classmethod
    def of(cls, document: Document) -> Prose:
        """The prose of a document: its marks and the labels of its notes blanked out."""
        spans = [(mark.start, mark.end) for mark in document.marks]
        spans += [(note.label_start, note.start) for note in document.notes]
        return cls(document.text, sorted(spans))

    @cached_property
    def habit(self) -> Habit:
        """How this text writes its numbers."""
        return Habit(decimal_point=notation.decimal_point_habit(self.lower))


_LONGEST_WORD = 20  # letters
_LONG = 7  # digits, dots and commas
_QUOTED = 61  # letters from where a quote opens to a number in it
_OTHER = "\0"  # stands for any word or sign that no rule asks for
_LEADS = frozenset[str]().union(*(rule.lead for rule in RULES))
_FOLLOWS = frozenset[str]().union(*(rule.follow for rule in RULES))
_FURTHERS = frozenset[str]().union(*(rule.further for rule in RULES))
_BEGINS = frozenset[str]().union(*(rule.begins for rule in RULES))


@lru_cache(maxsize=8192)
def _tried(*around: Any) -> tuple[Rule, ...]:
    """The rules that can read a number that stands so."""
    here = Around(*around)
    return tuple(rule for rule in (DIGIT_RULES if here.first[0].isdigit() else WORD_RULES) if rule.tried(here))


def _before(prose: Prose, position: int) -> tuple[str, bool]:
    """The word or sign before the position, and whether it has a capital."""
    lower, far = prose.lower, max(0, position - _LONGEST_WORD)
    end = max(0, position - 1)
    start = lower.rfind(" ", far, end) + 1
    if not (start and lower[end] == " " and lower[start:end].isalpha()):  # not, as mostly, a word between two blanks
        left = _BEFORE.match(lower, far, position)
        if left is None:
            return "\n", False
        start, end = left.span(1)
    word = lower[start:end]
    return word, prose.cased[start:end] != word or lower[start - 1 : start] == "'"  # "Ea H'leo 3"


def rules_at(prose: Prose, position: int) -> tuple[Rule, ...]:
    """The rules to be tried at the position, where a number begins."""
    lower = prose.lower
    before, capital = _before(prose, position)
    right = _BEHIND.match(lower, position)
    number, behind = right.groups("") if right else (_OTHER, "")
    further = ""
    if right and behind in _FOLLOWS:
        more = _FURTHER.match(lower, right.end())
        further = "" if more is None or more[1].isdigit() else more[1] if more[1] in _FURTHERS else _OTHER
    elif behind:
        behind = "" if behind.isdigit() and number[0].isdigit() else _OTHER
    return _tried(
        number if number in _BEGINS else number[:2] if number[:2] in _BEGINS else number[0],
        before if before in _LEADS else _OTHER,
        behind,
        further,
        capital and (lower[position - 1] != " " or not number[1:2].isdigit()),
        len(number) >= _LONG,
        lower.rfind("“", max(0, position - _QUOTED), position) >= 0,
    )


def read_at(prose: Prose, position: int) -> tuple[Rule, int, Reading | None] | None:
    """The first rule that reads a number at the position, the end of its match, and what it reads."""
    for rule in rules_at(prose, position):
        match = rule.compiled.match(prose.cased if rule.cased else prose.lower, position)
        if match is None or match.end() == position:
            continue
        if rule.read is None:
            return rule, match.end(), None
        reading = rule.read(match, prose.habit)
        if reading is not None:
            return rule, match.end(), reading
    return None


def scan(prose: Prose, owned: list[tuple[int, int, str, str]]) -> Iterator[Mention]:
    """Mentions in reading order. `owned`: (start, end, class, rule) of what the document's structure tells already."""
    lower = prose.lower
    at, taken = 0, iter([*owned, (len(lower) + 1, len(lower) + 1, "", "")])
    next_owned = next(taken)
    for candidate in _CANDIDATE.finditer(lower):
        position = candidate.start()
        while next_owned[1] <= position:
            if next_owned[0] >= at:
                yield _owned(next_owned)
                at = max(at, next_owned[1])
            next_owned = next(taken)
        if position < at or next_owned[0] <= position:
            continue
        word, behind = not candidate[0].isdigit(), candidate.end()
        if word and (lower[position - 1 : position].isalpha() or lower[behind : behind + 1].isalpha()):
            continue
        found = read_at(prose, position)
        if found is None:
            if word:
                continue
            raise AssertionError(f"no rule reads the digit at {position}: {prose.cased[position : position + 20]!r}")
        rule, end, reading = found
        end = min(end, next_owned[0])
        while lower[end - 1] == " ":
            end -= 1
        if reading is None:
            yield Mention(position, end, rule.cls, rule.name)
        else:
            yield Mention(position, end, rule.cls, rule.name, reading.quantity, reading.unit, reading.kind, end)
        at = end
    while next_owned[0] < len(lower):
        if next_owned[0] >= at:
            yield _owned(next_owned)
        next_owned = next(taken)


def _owned(span: tuple[int, int, str, str]) -> Mention:
    start, end, cls, rule = span
    return Mention(start, end, cls, rule)  # type: ignore[arg-type]  # `owned` is made by `structure` only


def structure(
    document: Document, sections: tuple[Section, ...], letterhead: Letterhead
) -> list[tuple[int, int, str, str]]:
    """What the document's own structure says of numbers: section labels, footnote marks, its own number."""
    spans = [(mark.start, mark.end, "footnote_mark", "mark") for mark in document.marks]
    spans += [(note.label_start, note.start - 2, "footnote_mark", "note_label") for note in document.notes]
    spans += [(s.char_start, s.label_end, "section_label", "section_label") for s in sections]
    start, end = letterhead.number_span
    if end > start:
        spans.append((start, end, "citation", "own_number"))
    for block in document.blocks:
        if block.automatic:
            spans.append((block.start, block.start + block.automatic, "section_label", "automatic_label"))
    spans.sort()
    kept, at = [], 0
    for span in spans:
        if span[0] >= at:
            kept.append(span)
            at = span[1]
    return kept


def find(
    document: Document, prose: Prose, sections: tuple[Section, ...], letterhead: Letterhead
) -> tuple[Mention, ...]:
    """Every number of the document, each digit in exactly one mention, in reading order."""
    return tuple(scan(prose, structure(document, sections, letterhead)))
