"""Which figures can be part of which: by what they count and by how much."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from patterns.claims import Figure
from patterns.lexicon import HEADS, rows
from patterns.links.slip import may_stand_for

_CLASSES = ("person", "document", "organization")  # within these, one unit may name a kind of another
_FULL = {row["written"]: row["said"] for row in rows("synonyms") if " " not in row["written"]}
_ONE = Decimal(1)
_GENERAL = frozenset({"trường hợp", "đối tượng", "người", "lượt người", "lượt", "cái", "loại"})


def same_unit(a: str, b: str) -> bool:
    """True for one unit, or one that begins the other: "đơn" of "đơn khiếu nại", but not "đoàn" of "đoàn viên"."""
    if not a or not b:
        return False
    if a == b:
        return True
    a, b = _said(a), _said(b)
    if a == b or a.split(",")[0] == b.split(",")[0]:
        return True
    if not (a.startswith(b + " ") or b.startswith(a + " ")):
        return False
    return {HEADS.get(a), HEADS.get(b)} != {"person", "organization"}


@lru_cache(maxsize=4096)
def _said(unit: str) -> str:
    """The unit with its abbreviations said in full: "dvc" is "dịch vụ công"."""
    return " ".join(_FULL.get(word, word) for word in unit.split(" "))


def alike(part: str, whole: str) -> bool:
    """True when things of the one kind may be things of the other: both people, both documents …"""
    if whole in _GENERAL or part in _GENERAL:
        return HEADS.get(part) in (HEADS.get(whole), None)
    return HEADS.get(part) in _CLASSES and HEADS.get(part) == HEADS.get(whole)


def upper(figure: Figure) -> Decimal:
    """The most that a part of the figure can be."""
    quantity = figure.quantity
    return max(quantity.value, quantity.value_max or quantity.value, quantity.of or quantity.value)


def summable(part: Figure, whole: Figure) -> bool:
    """True when the two measure the same sort of thing, so that one can be part of the other at all."""
    if whole.kind == "percent" or part.kind == "percent" or (whole.change and not part.change):
        return False
    if (part.kind == "money") != (whole.kind == "money") or (part.kind == "area") != (whole.kind == "area"):
        return False
    if "/" in part.unit or "/" in whole.unit or (whole.unit == "điểm" and whole.quantity.of is None):
        return False  # rates and marks are averaged and never added: "61,5 tạ/ha", "6,25 điểm"; "87/100 điểm" may be
    if "count" in (part.kind, whole.kind) and (part.quantity.step < _ONE or whole.quantity.step < _ONE):
        return False  # "7,2 bác sĩ", "14,67 tiêu chí" are averages: things are counted whole
    return part.kind in ("count", "other") or part.unit == whole.unit


def is_denominator(figures: tuple[Figure, ...], number: int, lower: str) -> bool:
    """ "1.245 ha/1.200 ha": the second is what the first is measured against."""
    figure, before = figures[number], figures[number - 1] if number else None
    slash = "/" in lower[max(0, figure.char_start - 2) : figure.char_start]
    return bool(slash and before and before.quantity.of == figure.quantity.value)


def adds_up(parts: list[Figure], whole: Figure) -> bool:
    """True when the parts sum to the whole exactly (or to its denominator)."""
    total = sum((part.quantity.value for part in parts), Decimal(0))
    return len(parts) > 1 and total in (whole.quantity.value, whole.quantity.of)


def nearly_adds_up(parts: list[Figure], whole: Figure) -> bool:
    """True when the parts miss the whole by no more than a slip: by a twentieth, or by one or two of few."""
    total = sum((part.quantity.value for part in parts), Decimal(0))
    return len(parts) > 1 and abs(total - whole.quantity.value) <= max(Decimal(2), whole.quantity.value / 20) < total


def adds_up_but_for_a_slip(parts: list[Figure], whole: Figure) -> bool:
    """True when the parts nearly add up, or one slip of the pen in one of the numbers keeps them from it."""
    values = [part.quantity.value for part in parts]
    of, total = whole.quantity.value, sum(values, Decimal(0))
    off = of - total
    return nearly_adds_up(parts, whole) or may_stand_for(total, of) or any(may_stand_for(v, v + off) for v in values)


def unit_end(figure: Figure, lower: str) -> int:
    """Where the words of its unit end: they may hold a comma, as "công trình, phần việc" do."""
    end = figure.char_end + 1 + len(figure.unit)
    return end if figure.unit and lower[figure.char_end : end].lstrip() == figure.unit else figure.char_end
