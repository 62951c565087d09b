"""Who, what, where and when of every figure: from its clause, its list's head, its section's title, the report.

One walk over the words of each paragraph that has figures. It remembers who was the last subject, which place and
which time the clause is in; `patterns.indicator` then says what is claimed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.document import Document
from patterns.claims import Figure, Letterhead, Mention, Section
from patterns.clause import Word, role, tagged
from patterns.find import Prose
from patterns.indicator import Claim, indicate
from patterns.period import Span, meant, shifted
from patterns.phrase import left_of, right_of, topic_of
from patterns.table_context import in_tables

_SUBJECT_AFTER = frozenset({",", ";", ".", ":", "(", "/", "+", "C", "T", "&", "G"})
_SUBJECT_WORDS = frozenset({"năm", "kỳ", "nay", "qua", "quý", "tháng"})
_CLAUSE_END = frozenset({";", ".", "(", ")"})
_TIME_CUES = role("time")
_PLAN_WORDS = role("plan")
_LEVELS = (
    (
        "cấp xã",
        ("các xã", "cấp xã", "cấp cơ sở", "cấp phường", "khối xã", "tuyến xã", "các phường", "ubnd xã, thị trấn"),
    ),
    ("cấp huyện", ("cấp huyện", "khối huyện", "tuyến huyện", "các huyện")),
    ("cấp tỉnh", ("cấp tỉnh",)),
)


@dataclass(slots=True)
class _Scope:
    """What the walk remembers; a bracket opens a copy, its end drops it."""

    actor: str = ""
    place: str = ""  # of the clause
    head_place: str = ""  # of the list: "Cấp xã: …"
    clause_period: Span | None = None
    sentence_period: Span | None = None
    topic: list[str] = field(default_factory=list)  # of the list: "Lúa Đông Xuân: …"


@dataclass(slots=True)
class _Said:
    """Of one figure, while its paragraph is walked."""

    actor: str
    place: str
    period: Span | None


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
                span for n, word in enumerate(words) if word.tag == "T" and (span := _span(words, n, self.period)[0])
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
    said: list[_Said] = []
    block_starts = [block.start for block in document.blocks]
    at = 0
    while at < len(figures):
        block = document.blocks[max(0, bisect_right(block_starts, figures[at].char_start) - 1)]
        stop = at
        while stop < len(figures) and figures[stop].char_start < block.end:
            stop += 1
        stop = max(stop, at + 1)
        scope = _Scope()
        if figures[at].footnote:
            scope.actor = _at_mark(document, figures, said, figures[at].footnote)
        _walk(report, block.start, block.end, figures[at:stop], scope, claims, said)
        at = stop
    indicate(claims)
    return in_tables(document, tuple(_filled(report, claim, words) for claim, words in zip(claims, said, strict=True)))


def _filled(report: _Report, claim: Claim, said: _Said) -> Figure:
    figure, letterhead = claim.figure, report.letterhead
    actor, title_period = report.title(figure.section_id)
    period = said.period or title_period or report.period
    return replace(
        figure,
        indicator=claim.indicator,
        actor=said.actor or actor or letterhead.issuer,
        place=said.place or letterhead.area,
        period_start=period.start,
        period_end=period.end,
    )


def _at_mark(document: Document, figures: tuple[Figure, ...], said: list[_Said], label: str) -> str:
    """The subject of the clause that a note belongs to: that of the last figure before its mark, in its paragraph."""
    mark = next((mark for mark in document.marks if mark.label == label), None)
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
    scope: _Scope,
    claims: list[Claim],
    said: list[_Said],
) -> None:
    ends = {figure.char_start: _unit_end(report.prose.lower, figure) for figure in figures}
    words = report.words(start, end, ends)
    by_start = {figure.char_start: figure for figure in figures}
    stack: list[_Scope] = []
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
            claims.append(Claim(figure, left, right, ends[figure.char_start] > figure.char_end, scope.topic, sentence))
            said.append(_who(report, scope, right.actor, right.level, words, low, n))
            low, last = right.stop, len(said) - 1
        elif tag in ("B", "L"):
            _subject(report.prose.cased, words, n, scope)
        elif tag == "Z":
            _area(report.prose.cased, words, n, scope, said, last)
        elif tag == "T":
            _time(report.period, words, n, scope, said, last)
        elif tag == ":":
            if n + 1 < len(words) and words[n + 1].tag != "F":
                scope.topic = topic_of(words[low if words[low].tag == "" else low + 1 : n]) if n > low else []
        elif tag in _CLAUSE_END:
            last = -1
            if tag == "(":
                stack.append(replace(scope))
            elif tag == ")" and stack:
                scope = stack.pop()
            else:
                scope.place, scope.clause_period = "", None
            if tag == ".":
                scope.sentence_period, scope.topic = None, []
                if scope.actor.lower().startswith("nhân dân"):  # object of the next sentence rather than its subject
                    scope.actor = ""
                sentence += 1
            low = max(low, n)


def _who(
    report: _Report, scope: _Scope, agent: Word | None, level: Word | None, words: list[Word], low: int, n: int
) -> _Said:
    cased = report.prose.cased
    actor = cased[agent.start : agent.end] if agent else scope.actor
    place = (
        (_level(level.text) if level else "")
        or (_level(agent.text) if agent else "")
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
    return _Said(actor, place, period)


def _is_subject(words: list[Word], n: int) -> bool:
    if n == 0:
        return True
    before = words[n - 1]
    return before.tag in _SUBJECT_AFTER or before.text in _SUBJECT_WORDS


def _subject(cased: str, words: list[Word], n: int, scope: _Scope) -> None:
    word = words[n]
    following = words[n + 1].tag if n + 1 < len(words) else "."
    if not _is_subject(words, n) or (
        word.tag == "L" and following not in (":", "F", "V", "G", "J", "E", "A", "D", "K", "Q")
    ):
        return
    if word.text in (
        "toàn huyện",
        "toàn xã",
        "toàn tỉnh",
        "từ huyện đến cơ sở",
        "ở cơ sở",
        "cơ sở",
        "các cấp",
        "hai cấp",
    ):
        return
    scope.actor = cased[word.start : word.end]
    scope.place = _level(word.text)
    if following == ":":
        scope.head_place = scope.place


def _level(text: str) -> str:
    """The level that a body or a modifier names: "UBND các xã" is "cấp xã"; "" where it names none or several."""
    if "đến" in text:
        return ""
    found = [level for level, names in _LEVELS if any(name in text for name in names)]
    if not found and text in ("xã, thị trấn", "các xã, thị trấn", "các bản", "các thôn"):
        return "cấp xã"
    return found[0] if len(found) == 1 else ""


def _area(cased: str, words: list[Word], n: int, scope: _Scope, said: list[_Said], last: int) -> None:
    """ "tại xã Nà Tăm", "xã Nậm Mạ hiến …": where the clause is."""
    before = words[n - 1] if n else None
    name = cased[words[n].start : words[n].end]
    name = name[0].lower() + name[1:]
    if before and before.text in ("tại", "ở", "trên địa bàn", "bản", "thôn", "cho", "xã", "với"):
        scope.place = name
        if last >= 0 and before.tag == "P":
            said[last].place = name
    elif before is None or before.tag in (",", ";", ".", ":", "(", "+"):
        scope.place = name


def _time(report: Span, words: list[Word], n: int, scope: _Scope, said: list[_Said], last: int) -> None:
    """A time leads the clause or the sentence ("Năm 2022, …"), or follows its figure ("nhập ngũ năm 2022")."""
    span, first = _span(words, n, report)
    if span is None:
        return
    before = words[first - 1] if first else None
    if any(word.tag == "X" for word in words[max(0, first - 3) : first]):
        return  # "Quy định số 11-QĐi/TW, ngày 18/02/2019"
    if before and (before.text in ("so", "so với", "với") or before.text in _PLAN_WORDS):
        return
    if before is None or before.tag == ".":
        scope.sentence_period = span
    elif before.tag in (";", ":", "(", "+", ",") or last < 0:
        scope.clause_period = span
    elif not any(word.tag == "C" or word.text in _PLAN_WORDS for word in words[max(0, n - 8) : n]):
        said[last].period = span


def _span(words: list[Word], n: int, report: Span) -> tuple[Span | None, int]:
    """The days that the n-th word means with the time words before it, and the first of these."""
    first = n
    while first and words[first - 1].text in _TIME_CUES:
        first -= 1
    before = tuple(part for word in words[first:n] for part in word.text.split())
    return meant(words[n].text, before, report), first
