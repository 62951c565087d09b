"""Claims with the words that say what they claim, so that the same claim is known where it is stated again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from sys import intern

from patterns.claims import Figure, Section
from patterns.compiled import compiled
from patterns.links.clauses import Around, set_of, spaced, titles

_SEGMENT = compiled(r"[;:()\n]|[.](?!\d)")
_BACK = compiled(f"(?r){_SEGMENT.pattern}")  # from the end
_YEAR = compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAME = compiled(r"(?<=\p{L}[ ])\p{Lu}\p{Ll}+(?:[ ]\p{Lu}\p{Ll}+)+")
_AROUND = 60  # letters on both sides in which the names of bodies and places stand
_SUMMARY = compiled(
    r"đánh giá(?!,? (?:xếp loại|phân loại|chất lượng|mức độ|tác động|cán bộ|công chức|tổ chức|đảng viên))|ưu điểm"
    r"|kết quả đạt được|nổi bật|nhận xét|tóm lại|mặt đạt được|hạn chế|tồn tại|khó khăn|nguyên nhân"
)
_AHEAD = compiled(r"phương hướng|nhiệm vụ|giải pháp|kế hoạch công tác|mục tiêu(?! quốc gia)|đề xuất")
_BEHIND = compiled(r"kết quả|tình hình|công tác đã|tổ chức thực hiện")

_FAR = 140  # letters before the words beside a figure that its clause may hold
_BEHIND_IT = 120  # ... and behind the figure, of those beside it


@dataclass(eq=False)  # one a figure: to guard each field takes most of the time that it takes to make one
class Claim:
    """A figure; the words beside it are looked up where they are asked for, as most are asked for few of them."""

    figure: Figure
    place: int  # in reading order
    title: str  # of its section and of those that it stands in
    around: Around

    @cached_property
    def near(self) -> frozenset[str]:
        """The pairs of words beside it."""
        if self.figure.table:
            return _pairs(*spaced(self.figure.indicator.lower()).split(";"))
        return _pairs(*[self.around.spaced[start:end] for start, end in self._spans])

    @cached_property
    def far(self) -> frozenset[str]:
        """The pairs of words in the rest of its clause and in the heading."""
        heading = spaced(self.title.rpartition(" > ")[2])
        if self.figure.table:
            return _pairs(*heading.split(";"))
        start = self._spans[0][0]
        clause = self.around.spaced[max(self.figure.sentence_start, start - _FAR) : start]
        return _pairs(*clause.split(";"), *heading.split(";"))

    @cached_property
    def years(self) -> frozenset[str]:
        if self.figure.table:
            return set_of(_YEAR.findall(self.figure.indicator.lower()))
        return set_of([year for start, end in self._spans for year in _YEAR.findall(self.around.lower[start:end])])

    @property
    def _spans(self) -> list[tuple[int, int]]:
        """Where the words next to it stand, left and right."""
        spans = _beside(self.around, self.place)
        base = self.around.at.get(self.figure.rate_of)
        if base is not None:  # "đúng hạn 46.518 hồ sơ (99,0%)": the percent is of what it is the rate of
            spans += _beside(self.around, base)
        return spans

    @cached_property
    def names(self) -> frozenset[str]:
        start, end = self.figure.char_start - _AROUND, self.figure.char_end + _AROUND
        return set_of(_NAME.findall(self.around.cased[max(0, start) : end]))

    @property
    def summary(self) -> bool:
        """True where a report repeats its results."""
        return sums_up(self.title)

    @property
    def ahead(self) -> bool:
        """True for a plan for the time to come."""
        return looks_ahead(self.title) or self.figure.target

    @cached_property
    def digits(self) -> int:
        """How many digits the number is told by: two in "12.000"."""
        value = self.figure.quantity.value
        return len(format(value.normalize(), "f").replace(".", "").strip("0")) or 1


def claims(around: Around, sections: tuple[Section, ...]) -> list[Claim]:
    """The claims of all figures, in reading order."""
    above = titles(sections)
    return [Claim(figure, n, above.get(figure.section_id, ""), around) for n, figure in enumerate(around.figures)]


def frequency(stated: list[Claim]) -> Counter[str]:
    """Beside how many figures of the running text each pair of words stands."""
    return Counter(chain.from_iterable(claim.near for claim in stated if not claim.figure.table))


def _beside(around: Around, n: int) -> list[tuple[int, int]]:
    """Where the words next to a figure stand, those before it and those behind."""
    text, figures = around.lower, around.figures
    figure, start = figures[n], figures[n].sentence_start
    cut = max(start, figures[n - 1].char_end if n else 0)
    at = figure.char_start
    while mark := _BACK.search(text, cut, at):
        at = mark.start()
        if mark[0] != ":" or text[mark.end() : figure.char_start].strip():
            cut = mark.end()
            break
    end = figures[n + 1].char_start if n + 1 < len(figures) else len(text)
    end = min(end, figure.char_end + _BEHIND_IT)
    segment = _SEGMENT.search(text, figure.char_end, end)
    return [(cut, figure.char_start), (figure.char_end, segment.start() if segment else end)]


def _pairs(*pieces: str) -> frozenset[str]:
    """The pairs of neighbouring words, as most Vietnamese words have two syllables."""
    found: set[str] = set()
    for piece in pieces:
        found.update(map(intern, map(" ".join, pairwise(piece.split()))))  # a pair of a long report is held once
    return frozenset(found)


@lru_cache(maxsize=1024)  # asked for every figure of a section
def sums_up(title: str) -> bool:
    """By the titles of a section: where a report repeats its results."""
    return bool(_SUMMARY.search(title))


@lru_cache(maxsize=1024)
def looks_ahead(title: str) -> bool:
    """By the innermost title that says so: "Kết quả thực hiện nhiệm vụ" looks back."""
    for one in reversed(title.split(" > ")):
        if _BEHIND.search(one):
            return False
        if _AHEAD.search(one):
            return True
    return False
