"""The words that say what a figure claims: those of its own item, of its sentence, its paragraph and its heading."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from sys import intern

import regex

from extract.document import Document
from patterns.claims import Figure, Section
from patterns.find import Prose
from patterns.links.bases import Role

_WORD = regex.compile(r"[\p{L}&]+")
_CUT = regex.compile(r"[;\n]|[.](?!\d)")
_INNER = regex.compile(r"[:()]")
_END = regex.compile(r"[;:()\n,]|[.](?!\d)")
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAME = regex.compile(r"(?<=\p{L}[ ])\p{Lu}\p{Ll}+(?:[ ]\p{Lu}\p{Ll}+)+")
_PLACE = regex.compile(
    r"(?:thôn|bản|ấp|khóm|buôn|làng|tổ|khu phố|khu|xã|phường|thị trấn|huyện|tỉnh|thành phố|trường|chi bộ|đội|quý|tháng)"
    r"[ ](?:số[ ])?(?:\p{Lu}\p{L}*|\d+)(?:[ ](?:\p{Lu}\p{L}*|\d+))*",
)  # "thôn Hạ 9", "ấp 3", "quý IV"
_REACH = 120  # letters behind a figure that its item may hold
_AROUND = 60  # letters on both sides in which the names of bodies and places stand
_SHORT = 64  # sentences of a report in which a word tells no less: what it could be confused with is less, too
_EMPTY = frozenset(
    _WORD.findall(
        """và của với trong tại ở cho để đã được có là các những một số theo về đến từ trên này đó đạt năm ra vào khi
        như cũng lên so nhất vẫn nhiều tổng qua cùng do bị bằng gồm tỷ lệ chiếm cụ thể hiện nay kết quả thực toàn mới
        cao thấp tốt hơn cơ bản còn tuy nhiên nâng đưa"""
    )
)  # words that stand beside figures of every kind


_JUDGING = regex.compile(
    r"(?<!\p{L})(?:tiến độ|phức tạp|tiềm ẩn|kịp thời|tiếp tục|nghiêm túc|hiệu quả|đổi mới|hạn chế|khó khăn|tích cực"
    r"|chuyển biến|nổi bật|kiềm chế|thành công|đáng kể|duy trì|chậm|tăng trưởng khá|được quan tâm|thực sự"
    r"|triệt để|thường xuyên|chưa cao|đồng đều|đầy đủ|quyết liệt|chủ động|nói trên|nêu trên|đã nêu|còn lại)(?!\p{L})"
)  # by these a summary judges what it repeats, or points back: they say nothing of what is counted


_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clause:
    """A figure with the words around it, in lower case; `names` keep their case."""

    figure: Figure
    place: int  # in reading order
    own: str
    words: frozenset[str]  # of its own item
    core: frozenset[str]  # ... behind the last comma: of "tội phạm được kiềm chế, phạm pháp hình sự giảm 13 vụ"
    sentence: frozenset[str]
    paragraph: frozenset[str]
    heading: frozenset[str]
    title: str  # of its section and of those that it stands in
    years: frozenset[str]
    names: frozenset[str]  # near it
    own_names: frozenset[str]  # in its own item
    role: str  # what others are measured against is no result: "plan", "then"
    rate: Figure | None  # what a percent is the rate of

    @property
    def home(self) -> int:
        """The sentence, by its start; a cell stands alone."""
        return self.figure.char_start if self.figure.table else self.figure.sentence_start


def titles(sections: tuple[Section, ...]) -> dict[str, str]:
    """The titles of a section and of those that it stands in, in lower case, by section_id."""
    found: dict[str, str] = {}
    for section in sections:
        above = found.get(section.parent_id, "")
        found[section.section_id] = f"{above} > {section.title}".lower() if above else section.title.lower()
    return found


def clauses(
    document: Document,
    prose: Prose,
    figures: tuple[Figure, ...],
    sections: tuple[Section, ...],
    named: dict[str, Role],
) -> list[Clause]:
    """The clauses of all figures, in reading order."""
    above = titles(sections)
    by_name = {figure.figure_id: figure for figure in figures}
    spans = {figure.figure_id: _own(prose.lower, figures, n) for n, figure in enumerate(figures)}
    lines: dict[int, frozenset[str]] = {}
    sentences: dict[int, frozenset[str]] = {}
    headings: dict[str, frozenset[str]] = {}
    made = []
    for n, figure in enumerate(figures):
        own, start, end = spans[figure.figure_id]
        rate = by_name.get(figure.rate_of)
        words = _words(own) | (_words(spans[rate.figure_id][0]) if rate else frozenset())
        front, _, last = own.rpartition(",")
        core = words - (_words(front) - _words(last)) if front else words
        at = figure.char_start
        if figure.table:
            own = f"{figure.indicator} {figure.unit}".lower()
            words = core = sentence = paragraph = _words(f"{own} {figure.place.lower()}")
        else:
            line = prose.lower.rfind("\n", 0, at) + 1
            if line not in lines:
                end_of_line = prose.lower.find("\n", at)
                lines[line] = _words(prose.lower[line : end_of_line if end_of_line >= 0 else None])
            if figure.sentence_start not in sentences:
                sentences[figure.sentence_start] = _words(figure.sentence.lower())
            sentence, paragraph = sentences[figure.sentence_start], lines[line]
        title = above.get(figure.section_id, "")
        if figure.section_id not in headings:
            headings[figure.section_id] = _words(title.rpartition(" > ")[2])
        made.append(
            Clause(
                figure,
                n,
                own,
                words,
                core,
                sentence,
                paragraph,
                headings[figure.section_id],
                title,
                years=set_of(_YEAR.findall(own)),
                names=set_of(_NAME.findall(document.text[max(0, at - _AROUND) : figure.char_end + _AROUND])),
                own_names=_names(document.text[start:at], document.text[figure.char_end : end]),
                role=named.get(figure.figure_id, ""),
                rate=rate,
            )
        )
    return made


class Rarity:
    """How much a word tells, in bits: five where one sentence of 32 has it."""

    def __init__(self, stated: list[Clause]) -> None:
        sentences = {clause.home: clause.sentence for clause in stated if not clause.figure.table}
        self._count = Counter(word for words in sentences.values() for word in words)
        self._sentences = max(_SHORT, len(sentences))

    def __call__(self, word: str) -> int:
        if word in _EMPTY:
            return 0
        return max(0, (self._sentences // max(1, self._count[word])).bit_length() - 1)


def _own(text: str, figures: tuple[Figure, ...], n: int) -> tuple[str, int, int]:
    """The words of a figure's own item, and where they start and end; what a bracket explains belongs to it."""
    figure, start = figures[n], figures[n].sentence_start
    cut = max((m.end() for m in _CUT.finditer(text, start, figure.char_start)), default=start)
    before = figures[n - 1] if n else None
    if before and before.char_end > cut:
        cut = before.char_end
        cut += len(before.unit) + 1 if before.unit and text.startswith(before.unit, cut + 1) else 0
        comma = text.rfind(",", cut, figure.char_start)
        cut = comma + 1 if comma >= 0 and text[comma + 1 : figure.char_start].strip() else cut
    left = text[cut : figure.char_start]
    pieces = _INNER.split(left)
    if len(pieces) > 1:
        mark = left[-len(pieces[-1]) - 1]
        kept = 2 if mark == "(" or not _WORD.search(pieces[-1]) else 1
        left = " ".join(pieces[-kept:])
    right = text[figure.char_end : figure.char_end + _REACH].lstrip()
    right = right.removeprefix(figure.unit) if figure.unit else right
    right = _END.split(right, maxsplit=1)[0]
    return (
        f"{left} {figure.unit} {right}",
        figure.char_start - len(left),
        figure.char_end + len(figure.unit) + len(right),
    )


def set_of(words: list[str]) -> frozenset[str]:
    """A set of the words, each of which a long report holds once; of nothing the same one, as most figures have."""
    return frozenset(map(intern, words)) if words else _NOTHING


def _names(*texts: str) -> frozenset[str]:
    return set_of([name.lower() for text in texts for name in (*_NAME.findall(text), *_PLACE.findall(text))])


def _words(text: str) -> frozenset[str]:
    return set_of(_WORD.findall(_JUDGING.sub(" ", text)))
