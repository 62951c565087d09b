"""The words that link figures, matched by spaCy over a Doc in which every figure is one token."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from patterns.claims import Figure
from patterns.compiled import compiled
from patterns.lexicon import HEADS
from patterns.matching import Doc, PhraseMatcher, Vocab

_TOKEN = compiled(r"\p{L}+|[^\s\p{L}]")
FIGURE = "\u2317"  # the word of a figure's token; what it counts stands in `Atom.figure`

# Cue -> wordings, each a line of words; FIGURE stands for any figure.
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


class Atom(NamedTuple):
    """A token: its text in lower case, its offset, and the figure that it stands for (or -1)."""

    word: str
    start: int
    figure: int


@cache
def _matcher() -> tuple[Vocab, PhraseMatcher]:
    vocab = Vocab()
    matcher = PhraseMatcher(vocab, attr="ORTH")
    for kind, wordings in _WORDINGS.items():
        matcher.add(kind, [Doc(vocab, words=wording.split()) for wording in wordings])
    return vocab, matcher


_CUE_WORDS = frozenset(word for wordings in _WORDINGS.values() for wording in wordings for word in wording.split())
_ANY = "_"  # stands for the words of no cue, so that the vocabulary does not grow with every report
# What things are sorted by: "Theo đối tượng, khối trường học 1.327 đoàn viên, …", but not "Theo quy định, …".
_DIMENSIONS = tuple(
    """đối tượng|lĩnh vực|cấp|loại|khối|địa bàn|hình thức|nội dung|nguồn|giới tính|độ tuổi|thành phần|cơ cấu|trình độ
    |tuyến|ngành|khu vực|nhóm|tính chất|mức độ|dân tộc|tôn giáo""".replace("\n    ", "").split("|")
)
_new = tuple.__new__  # quicker than Atom(…), and there are many


def atoms(text: str, start: int, end: int, figures: list[tuple[int, Figure]]) -> list[Atom]:
    """The tokens of `text[start:end]` (lower case); `figures` of this stretch with their numbers, in order."""
    found: list[Atom] = []
    for number, figure in figures:
        found += [_new(Atom, (m[0], m.start(), -1)) for m in _TOKEN.finditer(text, start, figure.char_start)]
        found.append(Atom(FIGURE, figure.char_start, number))
        start = figure.char_end
    found += [_new(Atom, (m[0], m.start(), -1)) for m in _TOKEN.finditer(text, start, end)]
    return found


def cues(tokens: list[Atom]) -> dict[int, Cue]:
    """The cues of a stretch by their first token; of overlapping ones the longest."""
    vocab, matcher = _matcher()
    doc = Doc(vocab, words=[token.word if token.word in _CUE_WORDS else _ANY for token in tokens])
    found: dict[int, Cue] = {}
    for key, first, last in matcher(doc):
        kind = vocab.strings[key]
        if first not in found or found[first].last < last - 1:
            found[first] = Cue(kind, " ".join(token.word for token in tokens[first:last]), first, last - 1)
    return found


def dimension_end(tokens: list[Atom], cue: Cue) -> int:
    """The last token of the dimension that the cue names; 0 where it names none.

    "chia theo nguồn:", "nếu chia theo tuyến thì", "xét theo chủ thể,", at the start of a sentence "Theo lĩnh vực:".
    """
    bare = cue.words == "theo"  # "Theo lĩnh vực: …", but not "theo quy định, …"
    if bare and cue.first and tokens[cue.first - 1].word not in ".;":
        return 0
    for at in range(cue.last + 2, min(cue.last + 8, len(tokens) - 1)):
        word = tokens[at].word
        named = not bare or " ".join(token.word for token in tokens[cue.last + 1 : cue.last + 3]).startswith(
            _DIMENSIONS
        )
        if word == ":" or (word in ("thì", ",") and named):
            return at
        if tokens[at].figure >= 0 or word in ",;.()":
            return 0
    return 0


def names_dimension(tokens: list[Atom], at: int) -> bool:
    """Whether a dimension stands right before the bracket: "chia theo thị trường (…)"."""
    for token in reversed(tokens[max(0, at - 6) : at]):
        if token.word == "theo":
            return True
        if token.figure >= 0 or token.word in ",;:.()":
            return False
    return False


def names_work(tokens: list[Atom], cue: Cue) -> bool:
    """ "giải quyết việc làm" has resolved nothing."""
    return cue.words == "giải quyết" and [token.word for token in tokens[cue.last + 1 : cue.last + 3]] == [
        "việc",
        "làm",
    ]


def ends_phrase(tokens: list[Atom], at: int, figures: Sequence[Figure]) -> bool:
    """True when the colon ends the noun phrase of a figure: no comma or other figure between."""
    for back in range(at - 1, max(-1, at - 14), -1):
        if tokens[back].figure >= 0:
            return figures[tokens[back].figure].kind != "percent"
        if tokens[back].word in ",;:.()":
            return False if tokens[back].word != "," else _joins_names(tokens, back)
    return False


def _joins_names(tokens: list[Atom], comma: int) -> bool:
    """Whether the comma joins two names of what is counted: "4.418 đoàn viên, hội viên: …"."""
    words = [token.word for token in tokens[comma + 1 : comma + 6]]
    colon = words.index(":") if ":" in words else 0
    return " ".join(words[:colon]) in HEADS and tokens[comma - 1].figure < 0


def sentence_ends(tokens: list[Atom], at: int, cased: str) -> bool:
    """Whether the mark there ends a sentence: a capital, a number or an opening sign follows."""
    if at + 1 == len(tokens):
        return True
    here, after = tokens[at].start, tokens[at + 1].start
    return after > here + 1 and (tokens[at + 1].figure >= 0 or cased[after].isupper() or cased[after] in "“-+(")
