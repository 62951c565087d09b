"""The words that link figures, matched by spaCy; to them every figure is one token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from patterns.claims import Figure
from patterns.compiled import LETTERS
from patterns.lexicon import HEADS
from patterns.matching import Doc, PhraseMatcher, Vocab

_TOKEN = re.compile(rf"{LETTERS}|\S")
_MARK = re.compile(r"[():,;.!?…]")
_WORD_BEGINS = re.compile(r"\S")
_FIGURE = "<figure>"  # the word of a figure's token, as no other token has it

# Cue -> wordings, each a line of words.
_WORDINGS: dict[str, tuple[str, ...]] = {
    # what follows is some or all of what stands before
    "includes": (
        "trong đó",
        "trong số đó",
        "trong số này",
        "trong số trên",
        "trong tổng số có",
        "trong số có",
        "cụ thể",
        "chia ra",
        "phân ra",
        "riêng",
    ),
    # what follows is all of what stands before
    "consists": ("gồm", "bao gồm", "gồm có", "trong đó gồm", "trong đó có"),
    # the same, by a dimension that it names: "chia theo nguồn: …"
    "sorted": (
        "chia theo",
        "phân theo",
        "phân loại theo",
        "tính theo",
        "nếu chia theo",
        "nếu phân theo",
        "nếu phân loại theo",
        "nếu tính theo",
        "xét theo",
        "theo",
    ),
    # a percent that states the rate of the figure before it
    "rate": (
        "đạt",
        "chiếm",
        "bằng",
        "đạt tỷ lệ",
        "tỷ lệ",
        "tỉ lệ",
        "tương đương",
        "tương ứng",
        "=",
        "chiếm tỷ lệ",
        "đạt tỉ lệ",
    ),
    # what follows has come of what stands before
    "resolved": (
        "giải quyết",
        "xử lý",
        "hòa giải thành",
        "hoà giải thành",
        "thành công",
        "chưa",
        "đang",
        "còn",
        "không thành",
        "đình chỉ",
        "tạm đình chỉ",
        "trễ hạn",
        "khỏi bệnh",
        "đã chi",
        "đã sử dụng",
        "đã cấp",
        "đã thu hồi",
        "đã nộp",
        "đã giải ngân",
        "còn lại",
        "tồn",
        "quá hạn",
        "đúng hạn",
        "được kết nạp",
        "được công nhận",
        "kích hoạt",
        "trả lời",
    ),
}


class Cue(NamedTuple):
    """A cue in the text: its kind, its words, its first and its last token."""

    kind: str
    words: str
    first: int
    last: int


@dataclass(slots=True)
class Tokens:
    """The tokens of a stretch: their words in lower case, and which of them are figures and marks."""

    text: str
    end: int
    words: list[str] = field(default_factory=list)
    figures: dict[int, int] = field(default_factory=dict)  # token -> number of the figure
    marks: dict[int, int] = field(default_factory=dict)  # token -> offset

    def add(self, start: int, end: int) -> None:
        """Adds the tokens of `text[start:end]`, where no figure stands."""
        for mark in _MARK.finditer(self.text, start, end):
            self.words += _TOKEN.findall(self.text, start, mark.start())
            self.marks[len(self.words)] = mark.start()
            self.words.append(mark[0])
            start = mark.end()
        self.words += _TOKEN.findall(self.text, start, end)


@cache
def _matcher() -> tuple[Vocab, PhraseMatcher]:
    vocab = Vocab()
    matcher = PhraseMatcher(vocab, attr="ORTH")
    for kind, wordings in _WORDINGS.items():
        matcher.add(kind, [Doc(vocab, words=wording.split()) for wording in wordings])
    return vocab, matcher


_CUE_WORDS = frozenset(word for wordings in _WORDINGS.values() for wording in wordings for word in wording.split())
_ANY = "_"  # stands for the words between runs of such
# What things are sorted by: "Theo đối tượng, khối trường học 1.327 đoàn viên, …", but not "Theo quy định, …".
_DIMENSIONS = tuple(
    """đối tượng|lĩnh vực|cấp|loại|khối|địa bàn|hình thức|nội dung|nguồn|giới tính|độ tuổi|thành phần|cơ cấu|trình độ
    |tuyến|ngành|khu vực|nhóm|tính chất|mức độ|dân tộc|tôn giáo""".replace("\n    ", "").split("|")
)


def tokens_of(text: str, start: int, end: int, figures: list[tuple[int, Figure]]) -> Tokens:
    """The tokens of `text[start:end]` (lower case); `figures` of this stretch with their numbers, in order."""
    tokens = Tokens(text, end)
    for number, figure in figures:
        tokens.add(start, figure.char_start)
        tokens.figures[len(tokens.words)] = number
        tokens.words.append(_FIGURE)
        start = figure.char_end
    tokens.add(start, end)
    return tokens


def cues(words: list[str]) -> dict[int, Cue]:
    """The cues of a stretch by their first token; of overlapping ones the longest."""
    at: list[int] = []  # the tokens that spaCy is shown: the runs of cue words, -1 before each
    for n in [n for n, word in enumerate(words) if word in _CUE_WORDS]:
        at += (n,) if at and at[-1] == n - 1 else (-1, n)
    if not at:
        return {}
    vocab, matcher = _matcher()
    doc = Doc(vocab, words=[_ANY if n < 0 else words[n] for n in at])
    found: dict[int, Cue] = {}
    for key, first, last in matcher(doc):
        first, last = at[first], at[last - 1]
        if first not in found or found[first].last < last:
            found[first] = Cue(vocab.strings[key], " ".join(words[first : last + 1]), first, last)
    return found


def dimension_end(words: list[str], cue: Cue) -> int:
    """The last token of the dimension that the cue names; 0 where it names none.

    "chia theo nguồn:", "nếu chia theo tuyến thì", "xét theo chủ thể,", at the start of a sentence "Theo lĩnh vực:".
    """
    bare = cue.words == "theo"  # "Theo lĩnh vực: …", but not "theo quy định, …"
    if bare and cue.first and words[cue.first - 1] not in ".;":
        return 0
    named = not bare or " ".join(words[cue.last + 1 : cue.last + 3]).startswith(_DIMENSIONS)
    for at in range(cue.last + 2, min(cue.last + 8, len(words) - 1)):
        word = words[at]
        if word == ":" or (word in ("thì", ",") and named):
            return at
        if word == _FIGURE or word in ",;.()":
            return 0
    return 0


def names_dimension(words: list[str], at: int) -> bool:
    """Whether a dimension stands right before the bracket: "chia theo thị trường (…)"."""
    for word in reversed(words[max(0, at - 6) : at]):
        if word == "theo":
            return True
        if word == _FIGURE or word in ",;:.()":
            return False
    return False


def names_work(words: list[str], cue: Cue) -> bool:
    """ "giải quyết việc làm" has resolved nothing."""
    return cue.words == "giải quyết" and words[cue.last + 1 : cue.last + 3] == ["việc", "làm"]


def ends_phrase(tokens: Tokens, at: int, figures: Sequence[Figure]) -> bool:
    """True when the colon ends the noun phrase of a figure: no comma or other figure between."""
    for back in range(at - 1, max(-1, at - 14), -1):
        if back in tokens.figures:
            return figures[tokens.figures[back]].kind != "percent"
        if tokens.words[back] in ",;:.()":
            return tokens.words[back] == "," and _joins_names(tokens.words, back)
    return False


def _joins_names(words: list[str], comma: int) -> bool:
    """Whether the comma joins two names of what is counted: "4.418 đoàn viên, hội viên: …"."""
    behind = words[comma + 1 : comma + 6]
    colon = behind.index(":") if ":" in behind else 0
    return " ".join(behind[:colon]) in HEADS and words[comma - 1] != _FIGURE


def sentence_ends(tokens: Tokens, at: int, cased: str) -> bool:
    """Whether the mark there ends a sentence: a capital, a number or an opening sign follows."""
    here = tokens.marks[at]
    following = _WORD_BEGINS.search(tokens.text, here + 1, tokens.end)
    if following is None:
        return True
    after = following.start()
    return after > here + 1 and (at + 1 in tokens.figures or cased[after].isupper() or cased[after] in "“-+(")
