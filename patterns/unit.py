"""The thing counted: the head of the noun phrase at a number, from an open vocabulary.

Vietnamese counts as number + noun; the noun ends before a function word, a verb or punctuation. A head that the lexicon
knows is taken at its longest; what it does not know is still a noun phrase: its first two syllables name it, as most
Vietnamese nouns have two.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from patterns.lexicon import HEADS, rows

_STOP = frozenset(row["word"] for row in rows("function_words"))
_LONGEST = max(head.count(" ") + 1 for head in HEADS)
_WORD = regex.compile(r"[ ]{0,6}(đ/c|t/h|[\p{L}][\p{L}&²³]*)")
_COMMA = regex.compile(r"[ ]?,(?=[ ])|[ ]?/(?=\p{L})")
_RATE = regex.compile(r"[ ]?/[ ]?(?!chỉ tiêu|kế hoạch|kh\b|ct\b|tổng)(\p{L}+(?:[ ](?:đêm|dân))?)(?!\p{L})")
_BRACKET = regex.compile(r"[ ]?\([^()\n]{0,80}\)")
_PERSON = frozenset(head for head, cls in HEADS.items() if cls == "person")
_TURN = frozenset({"lượt"})  # counts people together with a noun: "lượt người"
_ONE_LETTER = frozenset("yýoôơuưaăâ")  # a word of one letter is a vowel: "ý tưởng", "ô tô"
_COUNTED = regex.compile(r"(?:\btổng số|\btổng|\bsố lượng|\bsố|\blà) (?=\p{L})")
# In a label these are verbs as a rule ("tổ chức ra quân: 12"), and of the short heads only these are nouns.
_VERBS_TOO = frozenset(
    {
        "tổ chức",
        "kết luận",
        "kiến nghị",
        "phản ánh",
        "khiếu nại",
        "tố cáo",
        "báo cáo",
        "thông báo",
        "đề xuất",
        "gia đình",
        "kế hoạch",
        "nội dung",
        "chỉ tiêu",
    }
)
_LABEL_HEADS = frozenset(
    ["hộ", "người", "xã", "thôn", "ấp", "đơn", "vụ", "cháu", "trẻ", "lớp", "con", "cây", "cuộc", "buổi", "lượt"]
)


class Unit(NamedTuple):
    """The unit in lower case as written, where its words end, and whether it is a rate ("lần/tháng")."""

    text: str
    end: int
    rate: bool = False


def _words(text: str, position: int, count: int) -> list[tuple[str, int]]:
    """Up to `count` words from the position, each with its end; a comma or slash between them counts to the next."""
    found: list[tuple[str, int]] = []
    glue = ""
    while len(found) < count:
        match = _WORD.match(text, position)
        if match is None:
            break
        found.append((glue + match[1], match.end()))
        position = match.end()
        comma = _COMMA.match(text, position)
        glue = ""
        if comma:
            glue = comma[0].strip()
            position = comma.end()
    return found


def _joined(words: list[tuple[str, int]]) -> str:
    text = ""
    for word, _end in words:
        text += (
            (word[0] + ("" if word[0] == "/" else " ") + word[1:])
            if word[0] in ",/"
            else (" " + word if text else word)
        )
    return text


def unit_at(text: str, position: int) -> Unit | None:
    """The unit whose words begin at the position (blanks before it allowed) of a text in lower case; None: no noun."""
    words = _words(text, position, _LONGEST)
    if not words or words[0][0][0] in ",/":
        return None
    for length in range(len(words), 0, -1):
        head = _joined(words[:length])
        if head in HEADS:
            return _finished(text, position, head, words, length)
    first = words[0][0]
    if first in _STOP or (len(first) == 1 and first not in _ONE_LETTER):
        return None
    if len(words) > 1 and words[1][0] not in _STOP and words[1][0][0] not in ",/":
        return _rated(text, _joined(words[:2]), words[1][1])
    return _rated(text, first, words[0][1])


def _finished(text: str, position: int, head: str, words: list[tuple[str, int]], length: int) -> Unit | None:
    end = words[length - 1][1]
    if head in _TURN:  # "lượt học sinh": the people who come, where the text names them
        person = unit_at(text, end)
        if person and person.text in _PERSON and text[end : end + 1] == " ":
            return Unit(f"{head} {person.text}", person.end, person.rate)
    return _rated(text, head, end)


def _rated(text: str, head: str, end: int) -> Unit:
    rate = _RATE.match(text, end)
    if rate and f"{head}/{rate[1]}" not in HEADS:
        return Unit(f"{head}/{rate[1]}", rate.end(), True)
    return Unit(head, end)


def unit_after_bracket(text: str, position: int) -> Unit | None:
    """The unit that follows at a distance, behind a bracket: "104/126 (82,5%) khu dân cư". Known heads only."""
    bracket = _BRACKET.match(text, position)
    if bracket is None:
        return None
    unit = unit_at(text, bracket.end())
    return unit if unit and (unit.text in HEADS or unit.text.split("/")[0] in HEADS) else None


def unit_in_label(label: str) -> str:
    """The unit that a label before the number names: "tổng số hội viên", "đoàn viên mới kết nạp"; "" if none."""
    counted = list(_COUNTED.finditer(label))
    for match in reversed(counted):
        unit = unit_at(label, match.end())
        if unit and unit.text.split("/")[0] in HEADS:
            return unit.text
    if counted and (unit := unit_at(label, counted[0].end())):
        return unit.text
    position = 0
    while (word := _WORD.search(label, position)) is not None:
        unit = unit_at(label, word.start())
        # A short head is one only where the label begins: the "vụ" of "thường vụ" is none.
        short = not position and unit is not None and unit.text in _LABEL_HEADS
        if unit and unit.text in HEADS and (short or " " in unit.text) and unit.text not in _VERBS_TOO:
            return unit.text
        position = word.end()
    return ""
