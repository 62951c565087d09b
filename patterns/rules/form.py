"""What the rules of quantities are made of: the pieces of their patterns, and how a number and a range are read."""

from __future__ import annotations

import regex

from patterns.claims import Quantity
from patterns.lexicon import HEADS, ahead
from patterns.rules import notation
from patterns.rules.notation import NUMBER, SCALE, WORDS
from patterns.rules.rule import Habit

SAMPLE = "báo cáo tổng kết công tác dân vận năm 2023 của một huyện"
DONG = r"(?:đồng(?! (?:chí|bào|hồ|ruộng|phục|thuận|thời|lúa|cỏ|đội))|đ(?!\p{L}|/c)|vnđ|vnd)(?!\p{L})"
MILLIONS = r"(?:trđ|tr\.? ?đ(?:ồng)?|trđồng)(?!\p{L})"
DASH = r"(?: ?[-–—÷] ?| đến | tới | - )"
WORDS_IN_BRACKETS = rf"(?: ?\((?:bằng chữ:? )?{WORDS}(?: (?:đồng|phần trăm)[^()\d]{{0,20}}| \p{{L}}+){{0,3}}\.?\))?"
TWO = rf"(?P<a>{NUMBER})(?: (?P<sa>{SCALE}))?{DASH}(?P<b>{NUMBER})"
NOUN = ahead([head for head in HEADS if head not in ("năm", "ngày")])
# What may stand behind the digits, so that most rules need not be tried at most numbers.
RANGE = frozenset({"-", "–", "—", "÷", "đến", "tới"})
SCALED = frozenset(notation.SCALES)


def number(match: regex.Match[str], habit: Habit, *, whole: bool, scale: str = "") -> Quantity:
    return notation.quantity(match["a"], match[scale] or "" if scale else "", whole=whole, point=habit.decimal_point)


def pair_of(match: regex.Match[str], habit: Habit, scale: str, *, whole: bool) -> Quantity | None:
    """A range: the first number takes the scale of the second where it has none. None unless it ascends."""
    first = match["sa"] or scale
    low = notation.quantity(match["a"], first, whole=whole, point=habit.decimal_point)
    high = notation.quantity(match["b"], scale, whole=whole, point=habit.decimal_point)
    if not low.value < high.value:
        return None
    return Quantity(low.value, max(low.step, high.step), value_max=high.value)
