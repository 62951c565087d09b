"""Who, what, where and when of every figure: from its clause, its list's head, its section's title, the report.

One walk over the words of each paragraph that has figures. It remembers who was the last subject, which place and
which time the clause is in; `patterns.phrases.indicator` then says what is claimed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import Document, Mark
from patterns.claims import Figure, Letterhead, Mention, Section, changed
from patterns.find import Prose
from patterns.phrases.claim_words import Claim
from patterns.phrases.clause import Word, tagged
from patterns.phrases.indicator import indicate
from patterns.phrases.period import Span, shifted
from patterns.phrases.phrase import left_of, right_of, topic_of
from patterns.phrases.scope import Said, Scope, area, level_of, span_at, subject, time
from patterns.tables.context import in_tables

_CLAUSE_END = frozenset({";", ".", "(", ")"})
# The rest of the last figure's clause: what follows it says nothing of figures. In quotes, marks end no clause.
_REST = re.compile(r"[^;.()“\d]*[;.()]")


@dataclass
class _Report:
    """What holds for the whole report, and the titles already read."""

    document: Document
    prose: Prose
    letterhead: Letterhead
    sections: dict[str, Section]
    mentions: Sequence[Mention]
    starts: list[int]  # of the mentions
    period: Span
    titles: dict[str, tuple[str, Span | None]] = field(default_factory=dict)

    def title(self, section_id: str) -> tuple[str, Span | None]:
        """Actor and period that the section's title, or else a title above it, names."""
        if section_id not in self.sections:
            return "", None
        if section_id not in self.titles:
            section = self.sections[section_id]
            words = self.words(section.title_start, section.title_end)
            body = next(
                (word for n, word in enumerate(words) if word.tag == "B" and (n == 0 or words[n - 1].tag == "O")), None
            )
            actor = self.document.text[body.start : body.end] if body else ""
            if actor.isupper():
                actor = actor.lower()
            spans = [
                span for n, word in enumerate(words) if word.tag == "T" and (span := span_at(words, n, self.period)[0])
            ]
            above = self.title(section.parent_id)
            self.titles[section_id] = actor or above[0], spans[0] if spans else above[1]
        return self.titles[section_id]

    def words(self, start: int, end: int, unit_ends: dict[int, int] | None = None) -> list[Word]:
        """The tagged words of the text from start to end."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        ends = unit_ends or {}
        numbers = [(mention, ends.get(mention.start, mention.end)) for mention in self.mentions[low:high]]
        return tagged(
            self.prose.lower, self.prose.cased, start, end, [pair for pair in numbers if pair[0].cls != "footnote_mark"]
        )


def in_context(
    document: Document,
    prose: Prose,
    sections: tuple[Section, ...],
    letterhead: Letterhead,
    mentions: Sequence[Mention],
    figures: tuple[Figure, ...],
) -> tuple[Figure, ...]:
    """The same figures with indicator, actor, place and period; better where part_of and rate_of are known already."""
    report = _Report(
        document,
        prose,
        letterhead,
        {section.section_id: section for section in sections},
        mentions,
        [mention.start for mention in mentions],
        Span(letterhead.period_start, letterhead.period_end),
    )
    claims: list[Claim] = []
    said: list[Said] = []
    marks = {mark.label: mark for mark in reversed(document.marks)}  # the first of each label
    block_starts = [block.start for block in document.blocks]
    at = 0
    while at < len(figures):
        block = document.blocks[max(0, bisect_right(block_starts, figures[at].char_start) - 1)]
        stop = at
        while stop < len(figures) and figures[stop].char_start < block.end:
            stop += 1
        stop = max(stop, at + 1)
        scope = Scope()
        if figures[at].footnote:
            scope.actor = _at_mark(document, figures, said, marks.get(figures[at].footnote))
        _walk(report, block.start, block.end, figures[at:stop], scope, claims, said)
        at = stop
    indicate(claims)
    filled = tuple(_filled(report, claim, words) for claim, words in zip(claims, said, strict=True))
    return in_tables(document, filled, report.period)


def _filled(report: _Report, claim: Claim, said: Said) -> Figure:
    figure, letterhead = claim.figure, report.letterhead
    actor, title_period = report.title(figure.section_id)
    period = said.period or title_period or report.period
    return changed(
        figure,
        indicator=claim.indicator,
        actor=said.actor or actor or letterhead.issuer,
        place=said.place or letterhead.area,
        period_start=period.start,
        period_end=period.end,
    )


def _at_mark(document: Document, figures: tuple[Figure, ...], said: list[Said], mark: Mark | None) -> str:
    """The subject of the clause that a note belongs to: that of the last figure before its mark, in its paragraph."""
    if mark is None:
        return ""
    n = bisect_right(figures, mark.start, key=lambda figure: figure.char_start) - 1
    if not 0 <= n < len(said) or figures[n].footnote or "\n" in document.text[figures[n].char_end : mark.start]:
        return ""
    return said[n].actor


def _unit_end(lower: str, figure: Figure) -> int:
    """Where the words of the figure's unit end, if they stand directly behind the number."""
    end = figure.char_end
    if figure.kind in ("count", "other") and figure.unit:
        at = end
        while lower[at : at + 1] in (" ", "\xa0"):
            at += 1
        if lower.startswith(figure.unit, at):
            return at + len(figure.unit)
        words = figure.unit.split()
        if lower.startswith(words[0], at):  # blanks or marks between its words
            for word in words:
                at = lower.find(word, at, at + len(word) + 8)
                if at < 0:
                    return end
                at += len(word)
            return at
    return end


def _walk(
    report: _Report,
    start: int,
    end: int,
    figures: Sequence[Figure],
    scope: Scope,
    claims: list[Claim],
    said: list[Said],
) -> None:
    ends = {figure.char_start: _unit_end(report.prose.lower, figure) for figure in figures}
    if rest := _REST.match(report.prose.lower, ends[figures[-1].char_start], end):
        end = rest.end()
    words = report.words(start, end, ends)
    by_start = {figure.char_start: figure for figure in figures}
    stack: list[Scope] = []
    low, sentence, last = 0, claims[-1].sentence + 1 if claims else 0, -1
    for n, word in enumerate(words):
        tag = word.tag
        if not tag:
            continue
        if tag == "F":
            figure = by_start.get(word.start)
            if figure is None:
                continue
            left, right = left_of(words, low, n), right_of(words, n)
            if figure.kind == "money" and [after.tag for after in words[n + 1 : n + 3]] in (["/", "N"], ["/", ""]):
                left.each = True  # "44 triệu đồng/hộ"
            claims.append(Claim(figure, left, right, ends[figure.char_start] > figure.char_end, scope.topic, sentence))
            said.append(_who(report, scope, right.actor, right.level, words, low, n))
            low, last = right.stop, len(said) - 1
        elif tag in ("B", "L"):
            subject(report.prose.cased, words, n, scope)
        elif tag == "Z":
            area(report.prose.cased, words, n, scope, said, last)
        elif tag == "T":
            time(report.period, words, n, scope, said, last)
        elif tag == ":":
            if n + 1 < len(words) and words[n + 1].tag != "F":
                scope.topic = topic_of(words[low if words[low].tag == "" else low + 1 : n]) if n > low else []
        elif tag in _CLAUSE_END:
            scope = _next_clause(tag, scope, stack)
            sentence += tag == "."
            low, last = max(low, n), -1


def _next_clause(tag: str, scope: Scope, stack: list[Scope]) -> Scope:
    """What is remembered behind a semicolon, a full stop or a bracket."""
    if tag == "(":
        stack.append(replace(scope))
        return scope
    if tag == ")" and stack:
        return stack.pop()
    scope.place, scope.clause_period = "", None
    if tag == ".":
        scope.sentence_period, scope.topic = None, []
        if scope.actor.lower().startswith("nhân dân"):  # object of the next sentence rather than its subject
            scope.actor = ""
    return scope


def _who(
    report: _Report, scope: Scope, agent: Word | None, level: Word | None, words: list[Word], low: int, n: int
) -> Said:
    cased = report.prose.cased
    actor = cased[agent.start : agent.end] if agent else scope.actor
    place = (
        (level_of(level.text) if level else "")
        or (level_of(agent.text) if agent else "")
        or scope.place
        or scope.head_place
    )
    period = scope.clause_period or scope.sentence_period
    before = [word.text for word in words[max(low, n - 6) : n]]
    if "cùng" in before and "so" not in before and "kỳ" in before[before.index("cùng") :] and report.period.end:
        tail = words[max(low, n - 6) : n]
        if not any(word.tag == "T" for word in tail) and "so với" not in before:
            period = shifted(report.period, -1)
    elif ("trước" in before or "ngoái" in before) and "năm" in before and "so với" not in before and report.period.end:
        at = before.index("năm")
        if before[at + 1 : at + 2] in (["trước"], ["ngoái"]):
            period = shifted(report.period, -1)
    return Said(actor, place, period)
