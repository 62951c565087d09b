"""Categories that parts are named by: "cấp huyện" and "cấp xã" exclude each other, "nữ" and "đảng viên" do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import regex

from patterns.compiled import compiled
from patterns.lexicon import rows

_NAMED: list[tuple[str, str, str]] = sorted(
    ((row["dimension"], row["value"], words) for row in rows("categories") for words in row["words"].split("|")),
    key=lambda named: -len(named[2]),
)
_BY_WORDS: dict[str, list[tuple[str, str]]] = {}
for _dimension, _value, _words in _NAMED:
    _BY_WORDS.setdefault(_words, []).append((_dimension, _value))
_ANY = compiled(rf"(?<!\p{{L}})(?:{'|'.join(map(regex.escape, _BY_WORDS))})(?!\p{{L}})")


@lru_cache(maxsize=4096)  # the same label is asked for by every list that it could belong to
def categories(label: str) -> Mapping[str, str]:
    """Dimension → value of the categories that the label names, the longest words first.

    >>> categories("hội nghị cấp huyện"), categories("không hoàn thành nhiệm vụ")
    ({'level': 'huyện'}, {'grade': 'không'})
    >>> categories("an sinh xã hội")  # a word of two syllables that are none of the category's
    {}
    """
    found: dict[str, str] = {}
    for match in _ANY.finditer(label):
        for dimension, value in _BY_WORDS[match[0]]:
            if dimension:
                found.setdefault(dimension, value)
    return found


def excluding(labels: Sequence[str]) -> bool:
    """True when the labels name different values of one dimension, or all but the last do and the last is "khác".

    >>> excluding(["cấp huyện", "cấp xã"]), excluding(["nữ", "đảng viên"]), excluding(["đất đai", "lĩnh vực khác"])
    (True, False, False)
    """
    named = [categories(label) for label in labels]
    if len(named) < 2:
        return False
    for dimension in named[0]:
        if dimension.startswith("attribute") or dimension == "rest":
            continue
        values = [each.get(dimension) for each in named]
        if None not in values and len(set(values)) == len(values):
            return True
    return False


def overlapping(labels: Sequence[str]) -> bool:
    """True when one thing may be counted under several of the labels: "nữ 8, đảng viên 11, dân tộc thiểu số 6".

    >>> overlapping(["nữ", "đoàn viên", "dân tộc thiểu số"]), overlapping(["nam", "nữ"]), overlapping(["nữ", ""])
    (True, False, True)
    """
    named = [categories(label) for label in labels]
    if any("attribute-flow" in each for each in named):  # who came and who went are no parts of who is there
        return True
    genders = {each["gender"] for each in named if "gender" in each}
    if len(genders) == 1:
        return True
    kinds = [{d for d in each if d.startswith("attribute") or d == "gender"} for each in named]
    return len(set().union(*kinds)) >= 2 if kinds else False


def has_rest(labels: Sequence[str]) -> bool:
    """True when one of the labels is what is left: "lĩnh vực khác", "các xã còn lại", "còn 02 vụ"."""
    return any("rest" in categories(label) or label.startswith("còn ") for label in labels)
