"""The thing counted: the head of the noun phrase at a number, from an open vocabulary.

Vietnamese counts as number + noun; the noun ends before a function word, a verb or punctuation. A head that the lexicon
knows is taken at its longest; what it does not know is still a noun phrase: its first two syllables name it, as most
Vietnamese nouns have two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from patterns.compiled import LETTERS, compiled
from patterns.lexicon import HEADS, rows

_FULL = {row["short"]: row["full"] for row in rows("abbreviations")}
_STOP = frozenset(row["word"] for row in rows("function_words"))
_WORD = re.compile(rf"[ ]{{0,6}}(đ/c|t/h|{LETTERS}(?:[&²³](?:{LETTERS})?)*(?:-{LETTERS})*)")
_COMMA = compiled(r"[ ]?,(?=[ ])|[ ]?/(?=\p{L})")
_RATE = compiled(r"[ ]?/[ ]?(?!chỉ tiêu|kế hoạch|kh\b|ct\b|tổng)(\p{L}+(?:[ ](?:đêm|dân))?)(?!\p{L})")
_BRACKET = compiled(r"[ ]?\([^()\n]{0,80}\)")
_QUOTED = compiled(r"[ ]?[“\"](\p{L}+(?:[ ]\p{L}+){0,5})[”\"]")  # "12 “Mái ấm Công đoàn”"
_PERSON = frozenset(head for head, cls in HEADS.items() if cls == "person")
_TURN = frozenset({"lượt"})  # counts people together with a noun: "lượt người"
_ONE_LETTER = frozenset("yýoôơuưaăâ")  # a word of one letter is a vowel: "ý tưởng", "ô tô"
_COUNTED = compiled(r"(?:\btổng số|\btổng|\bsố lượng|\bsố|\blà) (?=\p{L})")
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
_GRADE = compiled(r"hoàn thành(?: xuất sắc| tốt)? nhiệm vụ")  # a grade that people and bodies get
_ACTS = (
    frozenset(row["verb"] for row in rows("verbs") if row["class"] == "act") - HEADS.keys() - {"đăng ký"}
)  # "28 đăng ký" are counted themselves
_LABEL_HEADS = frozenset(
    ["hộ", "người", "xã", "thôn", "ấp", "đơn", "vụ", "cháu", "trẻ", "lớp", "con", "cây", "cuộc", "buổi", "lượt"]
)


class Unit(NamedTuple):
    """The unit in lower case as written, where its words end, and whether it is a rate ("lần/tháng")."""

    text: str
    end: int
    rate: bool = False


def _words(text: str, position: int) -> Iterator[tuple[str, str, int]]:
    """The words from the position: each one, all up to it as a unit is written, its end.

    A comma or slash between two counts to the second.
    """
    joined = glue = ""
    while match := _WORD.match(text, position):
        word, position = match[1], match.end()
        if glue:
            joined += f"{glue} {word}" if glue == "," else glue + word
        else:
            joined = f"{joined} {word}" if joined else word
        yield glue + word, joined, position
        glue, ahead = "", text[position : position + 2]
        if ("," in ahead or "/" in ahead) and (comma := _COMMA.match(text, position)):
            glue, position = comma[0].strip(), comma.end()


_STEMS = frozenset(joined for head in HEADS for _word, joined, _end in _words(head, 0))  # what heads begin with


def unit_at(text: str, position: int) -> Unit | None:
    """The unit whose words begin at the position (blanks before it allowed) of a text in lower case; None: no noun."""
    words = _words(text, position)
    first = next(words, None)
    if first is None:
        quoted = _QUOTED.match(text, position)
        return Unit(quoted[1], quoted.end()) if quoted else None
    second = next(words, None)
    known = first[1:] if first[1] in HEADS else None
    further = second
    while further and further[1] in _STEMS:
        if further[1] in HEADS:
            known = further[1:]
        further = next(words, None)
    if known:
        return _finished(text, *known)
    if (
        first[0] in _STOP
        or (first[0] == "ba" and second is None)
        or (len(first[0]) == 1 and first[0] not in _ONE_LETTER)
    ):
        return None  # "02 nhất, 05 ba": of the prizes said before
    if "-" in first[0]:  # "ki-ốt", "rô-bốt": the syllables are one word
        return _rated(text, *first[1:])
    if second and second[1] in _ACTS:  # "35 đồng chí (26 bổ nhiệm lần đầu, 09 bổ nhiệm lại)": those counted before
        return None
    if second and second[0] not in _STOP and second[0][0] not in ",/":
        return _rated(text, *second[1:])
    return _rated(text, *first[1:])


def _finished(text: str, head: str, end: int) -> Unit | None:
    if head in _TURN:  # "lượt học sinh": the people who come, where the text names them
        person = unit_at(text, end)
        if person and person.text in _PERSON and text[end : end + 1] == " ":
            return Unit(f"{head} {person.text}", person.end, person.rate)
    return _rated(text, head, end)


def _rated(text: str, head: str, end: int) -> Unit:
    head = _FULL.get(head, head)
    rate = _RATE.match(text, end) if "/" in text[end : end + 2] else None
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
    label = _GRADE.sub(lambda grade: " " * len(grade[0]), label)
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
