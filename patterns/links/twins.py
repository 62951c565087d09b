"""Claims with the words that say what they claim, so that the same claim is known where it is stated again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

import regex

from extract.document import Document
from patterns.claims import Figure, Section
from patterns.find import Prose
from patterns.links.clauses import set_of, titles

_WORD = regex.compile(r"[\p{L}&]+")
_SEGMENT = regex.compile(r"[;:()\n]|[.](?!\d)")
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAME = regex.compile(r"(?<=\p{L}[ ])\p{Lu}\p{Ll}+(?:[ ]\p{Lu}\p{Ll}+)+")
_SUMMARY = regex.compile(
    r"đánh giá(?!,? (?:xếp loại|phân loại|chất lượng|mức độ|tác động|cán bộ|công chức|tổ chức|đảng viên))|ưu điểm"
    r"|kết quả đạt được|nổi bật|nhận xét|tóm lại|mặt đạt được|hạn chế|tồn tại|khó khăn|nguyên nhân"
)
_AHEAD = regex.compile(r"phương hướng|nhiệm vụ|giải pháp|kế hoạch công tác|mục tiêu(?! quốc gia)|đề xuất")
_BEHIND = regex.compile(r"kết quả|tình hình|công tác đã|tổ chức thực hiện")


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure; the pairs of words beside it and in the rest of its clause; what its section is for."""

    figure: Figure
    near: frozenset[str]
    far: frozenset[str]
    years: frozenset[str]
    names: frozenset[str]
    summary: bool  # stands where a report repeats its results
    ahead: bool  # a plan for the time to come

    @property
    def digits(self) -> int:
        """How many digits the number is told by: two in "12.000"."""
        value = self.figure.quantity.value
        return len(format(value.normalize(), "f").replace(".", "").strip("0")) or 1


def claims(document: Document, prose: Prose, figures: tuple[Figure, ...], sections: tuple[Section, ...]) -> list[Claim]:
    """The claims of all figures, in reading order."""
    above = titles(sections)
    of_title = {name: _pairs(title.rpartition(" > ")[2]) for name, title in above.items()} | {"": frozenset[str]()}
    beside = [_beside(prose.lower, figures, n) for n in range(len(figures))]
    at = {figure.figure_id: n for n, figure in enumerate(figures)}
    made = []
    for figure, (near, far) in zip(figures, beside, strict=True):
        title = above.get(figure.section_id, "")
        if figure.rate_of in at:  # "đúng hạn 46.518 hồ sơ (99,0%)": the percent is of what it is the rate of
            near = f"{near} ; {beside[at[figure.rate_of]][0]}"
        if figure.table:
            near, far = figure.indicator.lower(), ""
        clause = document.text[max(0, figure.char_start - 60) : figure.char_end + 60]
        made.append(
            Claim(
                figure,
                near=_pairs(near),
                far=_pairs(far) | of_title[figure.section_id],
                years=set_of(_YEAR.findall(near)),
                names=set_of(_NAME.findall(clause)),
                summary=sums_up(title),
                ahead=looks_ahead(title) or figure.target,
            )
        )
    return made


def frequency(stated: list[Claim]) -> Counter[str]:
    """Beside how many figures of the running text each pair of words stands."""
    return Counter(pair for claim in stated if not claim.figure.table for pair in claim.near)


def _beside(text: str, figures: tuple[Figure, ...], n: int) -> tuple[str, str]:
    """The words next to a figure, and the words of its sentence before those."""
    figure, start = figures[n], figures[n].sentence_start
    cut = max(start, figures[n - 1].char_end if n else 0)
    for mark in _SEGMENT.finditer(text, cut, figure.char_start):
        if mark[0] != ":" or text[mark.end() : figure.char_start].strip():
            cut = mark.end()
    end = figures[n + 1].char_start if n + 1 < len(figures) else len(text)
    right = _SEGMENT.split(text[figure.char_end : min(end, figure.char_end + 120)])[0]
    return f"{text[cut : figure.char_start]} ; {right}", text[max(start, cut - 140) : cut]


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring words, as most Vietnamese words have two syllables."""
    found: set[str] = set()
    for piece in text.split(";"):
        words = _WORD.findall(piece)
        found.update(map(intern, map(" ".join, pairwise(words))))  # a pair of a long report is held once
    return frozenset(found)


def sums_up(title: str) -> bool:
    """By the titles of a section: where a report repeats its results."""
    return bool(_SUMMARY.search(title))


def looks_ahead(title: str) -> bool:
    """By the innermost title that says so: "Kết quả thực hiện nhiệm vụ" looks back."""
    for one in reversed(title.split(" > ")):
        if _BEHIND.search(one):
            return False
        if _AHEAD.search(one):
            return True
    return False
