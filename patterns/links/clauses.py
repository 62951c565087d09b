"""The words that say what a figure claims: those of its own item, of its sentence, its paragraph and its heading."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from sys import intern

from extract.document import Document
from patterns.claims import Figure, Section
from patterns.compiled import compiled
from patterns.find import Prose
from patterns.links.bases import Role

_WORD = compiled(r"[\p{L}&]+")
_NO_WORD = compiled(r"[^\p{L}&; ]")
_CUT = compiled(r"(?r)[;\n]|[.](?!\d)")  # from the end: the last one is asked for
_INNER = compiled(r"[:()]")
_END = compiled(r"[;:()\n,]|[.](?!\d)")
_CLAUSE_END = compiled(r"[;\n]|[.](?!\d)")
_YEAR = compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAME = compiled(r"(?<=\p{L}[ ])\p{Lu}\p{Ll}+(?:[ ]\p{Lu}\p{Ll}+)+")
_PLACE = compiled(
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


_JUDGING = compiled(
    r"(?<!\p{L})(?:tiến độ|phức tạp|tiềm ẩn|kịp thời|tiếp tục|nghiêm túc|hiệu quả|đổi mới|hạn chế|khó khăn|tích cực"
    r"|chuyển biến|nổi bật|kiềm chế|thành công|đáng kể|duy trì|chậm|tăng trưởng khá|được quan tâm|thực sự"
    r"|triệt để|thường xuyên|chưa cao|đồng đều|đầy đủ|quyết liệt|chủ động|nói trên|nêu trên|đã nêu|còn lại)(?!\p{L})"
)  # by these a summary judges what it repeats, or points back: they say nothing of what is counted


_NOTHING: frozenset[str] = frozenset()


class Around:
    """What the clauses of one report have in common: its text, and the words of its sentences, lines and headings."""

    def __init__(self, document: Document, prose: Prose, figures: tuple[Figure, ...]) -> None:
        self.cased, self.lower, self.figures = document.text, prose.lower, figures
        self.at = {figure.figure_id: n for n, figure in enumerate(figures)}
        self._sentences: dict[int, frozenset[str]] = {}
        self._lines: dict[int, frozenset[str]] = {}
        self._headings: dict[str, frozenset[str]] = {}
        self.spaced = spaced(prose.lower)

    def sentence(self, figure: Figure) -> frozenset[str]:
        """The words of the figure's sentence."""
        if figure.sentence_start not in self._sentences:
            self._sentences[figure.sentence_start] = _words(figure.sentence.lower())
        return self._sentences[figure.sentence_start]

    def line(self, at: int) -> frozenset[str]:
        """The words of the paragraph that holds the offset."""
        start = self.lower.rfind("\n", 0, at) + 1
        if start not in self._lines:
            end = self.lower.find("\n", at)
            self._lines[start] = _words(self.lower[start : end if end >= 0 else None])
        return self._lines[start]

    def heading(self, title: str) -> frozenset[str]:
        """The words of the innermost of the titles."""
        if title not in self._headings:
            self._headings[title] = _words(title.rpartition(" > ")[2])
        return self._headings[title]


@dataclass(eq=False)  # one a figure: to guard each field takes most of the time that it takes to make one
class Clause:
    """A figure with the words around it, in lower case; `names` keep their case.

    The words are looked up where they are asked for: most figures are like no other.
    """

    figure: Figure
    place: int  # in reading order
    title: str  # of its section and of those that it stands in
    role: str  # what others are measured against is no result: "plan", "then"
    around: Around
    home: int  # the sentence, by its start; a cell stands alone

    @cached_property
    def rate(self) -> Figure | None:
        """What a percent is the rate of."""
        at = self.around.at.get(self.figure.rate_of)
        return None if at is None else self.around.figures[at]

    @cached_property
    def _item(self) -> tuple[str, int, int]:
        return _own(self.around.lower, self.around.figures, self.place)

    @property
    def near(self) -> str:
        """Whatever words `own` can hold, at less cost."""
        figure, text = self.figure, self.around.lower
        return f"{text[figure.sentence_start : figure.char_end + _REACH]} {figure.unit}"

    @property
    def own(self) -> str:
        """Its own item."""
        return f"{self.figure.indicator} {self.figure.unit}".lower() if self.figure.table else self._item[0]

    @property
    def behind(self) -> str:
        """What is said behind it, over commas: "06 mô hình về an ninh, trật tự hoạt động chưa hiệu quả"."""
        return _CLAUSE_END.split(self.around.lower[self.figure.char_end : self.figure.char_end + _REACH], maxsplit=1)[0]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its own item."""
        if self.figure.table:
            return _words(f"{self.own} {self.figure.place.lower()}")
        at = self.around.at.get(self.figure.rate_of)
        rated = _NOTHING if at is None else _words(_own(self.around.lower, self.around.figures, at)[0])
        return _words(self.own) | rated

    @cached_property
    def core(self) -> frozenset[str]:
        """... behind the last comma: of "tội phạm được kiềm chế, phạm pháp hình sự giảm 13 vụ"."""
        front, _, last = self.own.rpartition(",")
        return self.words if self.figure.table or not front else self.words - (_words(front) - _words(last))

    @property
    def sentence(self) -> frozenset[str]:
        return self.words if self.figure.table else self.around.sentence(self.figure)

    @cached_property
    def paragraph(self) -> frozenset[str]:
        return self.words if self.figure.table else self.around.line(self.figure.char_start)

    @property
    def heading(self) -> frozenset[str]:
        return self.around.heading(self.title)

    @cached_property
    def years(self) -> frozenset[str]:
        return set_of(_YEAR.findall(self.own))

    @cached_property
    def names(self) -> frozenset[str]:
        """The names near it."""
        start, end = self.figure.char_start - _AROUND, self.figure.char_end + _AROUND
        return set_of(_NAME.findall(self.around.cased[max(0, start) : end]))

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names in its own item."""
        text, (_, start, end) = self.around.cased, self._item
        return _names(text[start : self.figure.char_start], text[self.figure.char_end : end])


def titles(sections: tuple[Section, ...]) -> dict[str, str]:
    """The titles of a section and of those that it stands in, in lower case, by section_id."""
    found: dict[str, str] = {}
    for section in sections:
        above = found.get(section.parent_id, "")
        found[section.section_id] = f"{above} > {section.title}".lower() if above else section.title.lower()
    return found


def clauses(around: Around, sections: tuple[Section, ...], named: dict[str, Role]) -> list[Clause]:
    """The clauses of all figures, in reading order."""
    above, made = titles(sections), []
    for n, figure in enumerate(around.figures):
        home = figure.char_start if figure.table else figure.sentence_start
        title, role = above.get(figure.section_id, ""), named.get(figure.figure_id, "")
        made.append(Clause(figure, n, title, role, around, home))
    return made


class Rarity:
    """How much a word tells, in bits: five where one sentence of 32 has it."""

    def __init__(self, stated: list[Clause]) -> None:
        sentences = {clause.home: clause for clause in stated if not clause.figure.table}
        self._count = Counter(chain.from_iterable(clause.sentence for clause in sentences.values()))
        self._sentences = max(_SHORT, len(sentences))

    def __call__(self, word: str) -> int:
        if word in _EMPTY:
            return 0
        return max(0, (self._sentences // max(1, self._count[word])).bit_length() - 1)


def _own(text: str, figures: tuple[Figure, ...], n: int) -> tuple[str, int, int]:
    """The words of a figure's own item, and where they start and end; what a bracket explains belongs to it."""
    figure, start = figures[n], figures[n].sentence_start
    last = _CUT.search(text, start, figure.char_start)
    cut = last.end() if last else start
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


def spaced(text: str) -> str:
    """The text with a blank for each sign that is no word's, but for semicolons: its words are what stands apart."""
    return _NO_WORD.sub(" ", text)


def set_of(words: list[str]) -> frozenset[str]:
    """A set of the words, each of which a long report holds once; of nothing the same one, as most figures have."""
    return frozenset(map(intern, words)) if words else _NOTHING


def _names(*texts: str) -> frozenset[str]:
    return set_of([name.lower() for text in texts for name in (*_NAME.findall(text), *_PLACE.findall(text))])


def _words(text: str) -> frozenset[str]:
    return set_of(_WORD.findall(_JUDGING.sub(" ", text)))
