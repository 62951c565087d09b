"""Document → mentions: every number of the text, in exactly one class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

from extract.document import Document
from patterns.claims import Letterhead, Mention, Section
from patterns.compiled import compiled
from patterns.rules import notation
from patterns.rules.rule import Habit, Reading, Rule
from patterns.rules.table import DIGIT_RULES, WORD_RULES

# Where a number can begin: a digit, or a number word, if no letter stands beside it. `re` runs this twice as fast.
_CANDIDATE = re.compile(r"\d|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|nửa|gấp")
_BEFORE = compiled(r"(?r)(\p{L}+|[^ ])[ ]*")  # read backwards
_BEHIND = compiled(r"[\d.,]+[ ]*(\p{L}+|[^ ])")
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
_SHORT = 5  # digits, signs and blanks of a number that no rule for long ones need be tried at
_ENDS = frozenset("%;:\n")  # behind one of these no number goes on
_OTHER = "\0"  # stands for any word or sign that no rule asks for
_LEADS = frozenset[str]().union(*(rule.lead for rule in DIGIT_RULES))
_FOLLOWS = frozenset[str]().union(*(rule.follow for rule in DIGIT_RULES))


@cache
def _tried(first: str, before: str, behind: str, capital: bool, short: bool) -> tuple[Rule, ...]:
    """The rules that can read digits between these words or signs, the first of them this one."""
    return tuple(rule for rule in DIGIT_RULES if rule.tried(first, before, behind, capital=capital, short=short))


@cache
def _begun_by(word: str) -> tuple[Rule, ...]:
    """The rules that can read a number that begins with this word."""
    return tuple(rule for rule in WORD_RULES if not rule.begins or word in rule.begins)


def rules_at(prose: Prose, position: int) -> tuple[Rule, ...]:
    """The rules to be tried at the position, where a number begins."""
    lower = prose.lower
    if not lower[position].isdigit():
        word = _CANDIDATE.match(lower, position)
        return _begun_by(word[0]) if word else WORD_RULES
    before, capital = "\n", False
    if left := _BEFORE.match(lower, max(0, position - _LONGEST_WORD), position):
        start, end = left.span(1)
        before = left[1]
        capital = prose.cased[start:end] != before or lower[start - 1 : start] == "'"  # "Ea H'leo 3"
    behind, short = "", False
    if right := _BEHIND.match(lower, position):
        behind = right[1]
        ends = (behind[0].isalpha() and behind != "và") or behind in _ENDS
        short = ends and right.start(1) <= position + _SHORT
        behind = "" if behind[0].isdigit() else behind if behind in _FOLLOWS else _OTHER
    return _tried(lower[position], before if before in _LEADS else _OTHER, behind, capital, short)


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
