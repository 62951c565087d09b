"""Figures → links: which figure is part of which, which percent states the rate of which, by the words that say so.

A walk over the tokens keeps a stack of scopes. A bracket, a cue ("trong đó", "gồm") or a colon behind a figure opens a
scope whose figures break down the figures of the segment before it; a sentence end, a closing bracket or, for a cue
without colon, a semicolon closes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

import regex

from extract.document import Document, Mark, Note
from patterns.claims import Figure, Link
from patterns.cues import FIGURE, Atom, Cue, atoms, cues
from patterns.find import Prose
from patterns.lexicon import HEADS
from patterns.measure import Lines

_CLASSES = ("person", "document", "organization")  # within these, one unit may name a kind of another
_GENERAL = frozenset({"trường hợp", "đối tượng", "người", "lượt người", "lượt", "cái", "loại"})
_RATE_WORDS = r"(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tương đương|tương ứng|=|trên|hơn|gần|khoảng|ước|là|được|với|hay|tức|chỉ|mới|và|cả|năm|:)"
_RATE_CUE = regex.compile(r"đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tương đương|tương ứng|=|\(")
_RATE_LEAD = regex.compile(rf"(?:\s|{_RATE_WORDS}(?!\p{{L}}))*")
_RATE_TAIL = regex.compile(rf"(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tương đương|tương ứng|=)(?:\s|{_RATE_WORDS}(?!\p{{L}}))*$")
_RATE_NOUN = regex.compile(r"\s*(?:với |đạt |chiếm )?(?:tỷ|tỉ) lệ [\p{L} ]{2,40}$")
_RESOLVED_AFTER = regex.compile(
    r"[^,;.(]{0,60}?\b(?:(?:đã )?được (?:kết nạp|công nhận|giải quyết|xử lý|khen|biểu dương|hỗ trợ|cấp|phê duyệt)|đúng hạn|quá hạn|trước hạn|không thành|thành công)"
)
_GROUP_LABEL = regex.compile(r"(?:^|(?<=[.;:] ))(?P<label>\p{Lu}[^.:;\d\n]{1,60}):")
_NEAR = regex.compile(r"[^,;.:()\d]{0,60}$")


@dataclass(slots=True)
class _Scope:
    kind: str  # bracket, cue, colon, note
    cue: str
    wholes: list[int]
    through: bool = False  # goes on over semicolons
    parts: dict[int, list[int]] = field(default_factory=dict)  # whole -> its parts


@dataclass(slots=True)
class _Level:
    """A bracket level: the figures of its current segment and the scopes opened on it."""

    segment: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    scopes: list[_Scope] = field(default_factory=list)


class _Walk:
    def __init__(self, document: Document, figures: tuple[Figure, ...]) -> None:
        self.document = document
        self.figures = figures
        self.prose = Prose.of(document)
        self.lines = Lines(document, self.prose)
        self.part_of: dict[int, int] = {}
        self.rate_of: dict[int, int] = {}
        self.cue_of: dict[int, str] = {}
        self.groups: list[_Scope] = []

    # -- one block ---------------------------------------------------------------------------------------------------

    def block(self, start: int, end: int, numbers: list[int]) -> None:
        tokens = atoms(self.prose.lower, start, end, [(n, self.figures[n]) for n in numbers])
        found = cues(tokens)
        levels = [_Level()]
        skip_to = -1
        resolved = ""
        for at, token in enumerate(tokens):
            level = levels[-1]
            if token.figure >= 0:
                self._figure(token.figure, levels, resolved)
                resolved = ""
                continue
            cue = found.get(at)
            if cue and at > skip_to:
                skip_to = cue.last
                if cue.kind in ("includes", "consists"):
                    self._open_cue(cue, tokens, level)
                elif cue.kind == "resolved":
                    resolved = cue.words
            word = token.word
            if word == "(":
                levels.append(_Level(scopes=[_Scope("bracket", "(", list(level.segment), through=True)] if level.segment else []))
            elif word == ")" and len(levels) > 1:
                self.groups += levels.pop().scopes
            elif word == ":" and level.segment and not (cue or skip_to == at - 1) and self._colon_after_figure(tokens, at):
                level.scopes.append(_Scope("colon", ":", list(level.segment), through=True))
                level.segment = []
            elif word == ";":
                level.segment = []
                while level.scopes and not level.scopes[-1].through:
                    self.groups.append(level.scopes.pop())
            elif word in ".!?…" and self._sentence_end(tokens, at):
                for closed in levels[1:]:
                    self.groups += closed.scopes
                self.groups += level.scopes if len(levels) == 1 else levels[0].scopes
                levels = [_Level(segment=levels[0].segment, sentence=[])]
                levels[0].scopes = []
        for level in levels:
            self.groups += level.scopes

    def _sentence_end(self, tokens: list[Atom], at: int) -> bool:
        if at + 1 == len(tokens):
            return True
        here, after = tokens[at].start, tokens[at + 1].start
        return after > here + 1 and (tokens[at + 1].figure >= 0 or self.prose.cased[after].isupper() or self.prose.cased[after] in "“\"-+(")

    def _colon_after_figure(self, tokens: list[Atom], at: int) -> bool:
        """True when the colon ends the noun phrase of a figure: no comma or other figure between."""
        for back in range(at - 1, max(-1, at - 14), -1):
            if tokens[back].figure >= 0:
                return self.figures[tokens[back].figure].kind != "percent"
            if tokens[back].word in ",;:.()":
                return False
        return False

    def _open_cue(self, cue: Cue, tokens: list[Atom], level: _Level) -> None:
        following = tokens[cue.last + 1].word if cue.last + 1 < len(tokens) else ""
        wholes = list(level.segment) or list(level.sentence)
        if not wholes:
            return
        if cue.words == "riêng" or (cue.words == "cụ thể" and following != ":"):
            return
        scope = _Scope("cue", cue.words, wholes, through=following == ":")
        if level.scopes and level.scopes[-1].kind == "cue" and not level.segment:
            self.groups.append(level.scopes.pop())
        level.scopes.append(scope)
        level.segment = []

    def _figure(self, number: int, levels: list[_Level], resolved: str) -> None:
        level = levels[-1]
        figure = self.figures[number]
        if figure.kind == "percent" or figure.change:
            if not figure.change:
                self._rate(number, levels)
            return
        if not resolved and (after := _RESOLVED_AFTER.match(self.prose.lower, figure.char_end)):
            resolved = after[0].rsplit(" ", 2)[-1]
        for scope in reversed(level.scopes):
            whole = self._whole(number, scope)
            if whole is not None:
                self._attach(number, whole, scope)
                break
        else:
            if number not in self.part_of:
                self._subset(number, level, resolved)
        level.segment.append(number)
        level.sentence.append(number)

    # -- which whole ---------------------------------------------------------------------------------------------------

    def _whole(self, number: int, scope: _Scope) -> int | None:
        part = self.figures[number]
        fitting = [w for w in scope.wholes if w != number and self._fits(part, self.figures[w], scope)]
        if not fitting:
            return None
        same = [w for w in fitting if _same_unit(self.figures[w].unit, part.unit)] or fitting
        outer = [w for w in same if self.part_of.get(w) not in scope.wholes]
        return (outer or same)[-1]

    def _fits(self, part: Figure, whole: Figure, scope: _Scope) -> bool:
        if whole.kind == "percent" or (whole.change and not part.change):
            return False
        if (part.kind == "money") != (whole.kind == "money") or (part.kind == "area") != (whole.kind == "area"):
            return False
        if part.kind not in ("count", "other") and part.unit != whole.unit:
            return False
        if not part.unit or _same_unit(part.unit, whole.unit):
            return True
        if part.quantity.value > _upper(whole):
            return False
        return scope.kind in ("bracket", "cue", "colon") and _alike(part.unit, whole.unit)

    def _attach(self, part: int, whole: int, scope: _Scope) -> None:
        self.part_of[part] = whole
        self.cue_of[part] = scope.cue
        scope.parts.setdefault(whole, []).append(part)

    def _subset(self, number: int, level: _Level, resolved: str) -> None:
        """ "tiếp nhận 93 đơn …; đã giải quyết 68 đơn": of the last count of the unit that is itself no part."""
        figure = self.figures[number]
        if not resolved or not figure.unit:
            return
        for other in reversed(level.sentence):
            whole = self.figures[other]
            if _same_unit(whole.unit, figure.unit) and whole.kind == figure.kind and not whole.change:
                if self.part_of.get(other) in level.sentence:
                    continue
                scope = _Scope("resolved", resolved, [other])
                self._attach(number, other, scope)
                self.groups.append(scope)
                return

    # -- percents ------------------------------------------------------------------------------------------------------

    def _rate(self, number: int, levels: list[_Level]) -> None:
        percent = self.figures[number]
        text = self.prose.lower
        candidates = levels[-1].segment or (levels[-2].segment if len(levels) > 1 else [])
        if not candidates:
            return
        base = self.figures[candidates[-1]]
        if base.sentence_start != percent.sentence_start or base.kind == "percent":
            return
        between = regex.sub(r"\([^()]*\)", " ", text[base.char_end : percent.char_start])
        if ";" in between:
            return
        cut = max(between.rfind(mark) for mark in ",:(–")
        last = between[cut + 1 :]
        if cut >= 0:  # a segment of its own: nothing in it but the cue, or "tỷ lệ hộ nghèo"
            bare = _RATE_LEAD.fullmatch(last) and (last.strip() or between[cut] == "(")
            if not bare and not _RATE_NOUN.match(last):
                return
        elif not _RATE_TAIL.search(last):
            return
        skipped = between
        self.rate_of[number] = candidates[-1]
        cue = _RATE_CUE.findall(skipped)
        self.cue_of[number] = cue[-1] if cue else ""


    # -- what the walk found ---------------------------------------------------------------------------------------------

    def links(self) -> Iterator[Link]:
        """The breakdowns, subsets and rates, with the words that say so."""
        name = [figure.figure_id for figure in self.figures]
        for scope in self.groups:
            for whole, parts in scope.parts.items():
                ids = tuple(name[part] for part in parts)
                if scope.kind == "resolved":
                    yield Link("subset", name[whole], ids, scope.cue)
                    continue
                multipliers = tuple(self._multiplier(part) for part in parts)
                yield Link("breakdown", name[whole], ids, scope.cue, _EXHAUSTIVE[scope.kind](scope), multipliers=multipliers)
        for percent, numerator in self.rate_of.items():
            base = self.part_of.get(numerator)
            whole = () if self.figures[numerator].quantity.of is not None or base is None else (name[base],)
            yield Link("rate", name[percent], (name[numerator], *whole), self.cue_of.get(percent, ""))

    def _multiplier(self, part: int) -> int:
        """ "Huyện đoàn, Hội Nông dân, Hội CCB mỗi đoàn thể 01 cuộc" counts three times."""
        figure = self.figures[part]
        before = self.prose.lower[figure.sentence_start : figure.char_start]
        segment = regex.split(r"[;:(]|\d", before)[-1]
        names, each, _ = segment.partition("mỗi ")
        return max(1, len([name for name in regex.split(r",| và ", names) if name.strip()])) if each else 1

    # -- notes ---------------------------------------------------------------------------------------------------------

    def note(self, mark: Mark, note: Note, numbers: list[int], before: list[int]) -> None:
        """Links a note's figures to the figure of the body that its mark stands at, where the note breaks it down."""
        top = [n for n in numbers if n not in self.part_of and not self.figures[n].change and self.figures[n].kind != "percent"]
        if not top:
            return
        if self._labelled(note, top, before):
            return
        for whole in reversed(before):
            figure = self.figures[whole]
            near = bool(_NEAR.fullmatch(self.prose.lower, figure.char_end, mark.start))
            same = [n for n in top if not self.figures[n].unit or _same_unit(self.figures[n].unit, figure.unit)]
            alike = [n for n in top if n in same or _alike(self.figures[n].unit, figure.unit)]
            for parts in (same, alike):
                if len(parts) < 2 or any(self.figures[n].kind != figure.kind for n in parts):
                    continue
                total = sum(self.figures[n].quantity.value for n in parts)
                fits = total in (figure.quantity.value, figure.quantity.of)
                if fits or (near and len(parts) == len(top) and all(self.figures[n].quantity.value <= _upper(figure) for n in parts)):
                    scope = _Scope("note", f"[^{mark.label}]", [whole])
                    for n in parts:
                        self._attach(n, whole, scope)
                    self.groups.append(scope)
                    return

    def _labelled(self, note: Note, top: list[int], before: list[int]) -> bool:
        """ "Tập thể theo lĩnh vực: … Cá nhân theo lĩnh vực: …": each label names the whole that it breaks down."""
        labels = list(_GROUP_LABEL.finditer(self.prose.cased, note.start, note.end))
        found = False
        for at, match in enumerate(labels):
            label = match["label"].lower()
            end = labels[at + 1].start() if at + 1 < len(labels) else note.end
            whole = next((w for w in reversed(before) if self.figures[w].unit and label.startswith(self.figures[w].unit)), None)
            parts = [n for n in top if match.end() <= self.figures[n].char_start < end]
            units = {self.figures[n].unit for n in parts}
            if whole is None or len(parts) < 2 or len(units) != 1:
                continue
            scope = _Scope("note", f"[^{note.label}] {match['label']}", [whole])
            for n in parts:
                self._attach(n, whole, scope)
            self.groups.append(scope)
            found = True
        return found


_EXHAUSTIVE: dict[str, Callable[[_Scope], Literal["stated", "likely", "open"]]] = {
    "note": lambda scope: "stated",
    "colon": lambda scope: "stated",
    "bracket": lambda scope: "likely",
    "cue": lambda scope: "stated" if "gồm" in scope.cue else "likely" if scope.through else "open",
}


def _same_unit(a: str, b: str) -> bool:
    """True for one unit, or one that begins the other ("đơn" of "đơn khiếu nại")."""
    if not a or not b:
        return False
    if a == b or a.startswith(b + " ") or b.startswith(a + " "):
        return True
    return a.split(",")[0] == b.split(",")[0]


def _alike(part: str, whole: str) -> bool:
    """True when things of the one kind may be things of the other: both people, both documents …"""
    if whole in _GENERAL or part in _GENERAL:
        return HEADS.get(part) in (HEADS.get(whole), None)
    return HEADS.get(part) in _CLASSES and HEADS.get(part) == HEADS.get(whole)


def _upper(figure: Figure) -> Decimal:
    return max(figure.quantity.value, figure.quantity.value_max or figure.quantity.value, figure.quantity.of or figure.quantity.value)


def relate(document: Document, figures: tuple[Figure, ...]) -> tuple[tuple[Figure, ...], tuple[Link, ...]]:
    """The figures with `part_of` and `rate_of`, and the links with the words that say so."""
    walk = _Walk(document, figures)
    by_block: dict[int, list[int]] = {}
    for number, figure in enumerate(figures):
        if not figure.table:
            by_block.setdefault(walk.lines.block(figure.char_start), []).append(number)
    for index, numbers in by_block.items():
        block = document.blocks[index]
        walk.block(block.start, block.end, numbers)
    notes = {note.label: note for note in document.notes}
    for mark in document.marks:
        if mark.label not in notes:
            continue
        note = notes[mark.label]
        start, _ = walk.lines.sentence(mark.start)
        start = max(start, walk.prose.lower.rfind(";", start, mark.start))
        block = by_block.get(walk.lines.block(mark.start), [])
        before = [n for n in block if start <= figures[n].char_start < mark.start and figures[n].kind != "percent" and not figures[n].change]
        walk.note(mark, note, by_block.get(walk.lines.block(note.start), []), before)
    linked = tuple(
        replace(
            figure,
            part_of=figures[walk.part_of[n]].figure_id if n in walk.part_of else figure.part_of,
            rate_of=figures[walk.rate_of[n]].figure_id if n in walk.rate_of else figure.rate_of,
        )
        for n, figure in enumerate(figures)
    )
    return linked, tuple(walk.links())
