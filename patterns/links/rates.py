"""Percents → the figure that they state the rate of."""

from __future__ import annotations

from decimal import Decimal

from patterns.claims import Figure
from patterns.compiled import compiled
from patterns.links.compatible import alike

_WORDS = (
    r"(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tương đương|tương ứng|=|trên|hơn|gần|khoảng|ước|là|được|với"
    r"|hay|tức|chỉ|mới|và|cả|năm|:)"
)
_CUE = compiled(r"đạt tỷ lệ|đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tỷ trọng|tương đương|tương ứng|=|\(")
_LEAD = compiled(rf"(?:\s|{_WORDS}(?!\p{{L}}))*")
_TAIL = compiled(
    rf"(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tương đương|tương ứng|=)(?:\s|{_WORDS}(?!\p{{L}}))*$"
)
_NOUN = compiled(r"\s*(?:với |đạt |chiếm )?(?:tỷ|tỉ) lệ [\p{L} ]{2,40}$")
_AGAIN = compiled(r"[\p{L}\d ]{0,60}?(?:,|\bvà)[ ]*(?:đạt|bằng|chiếm|tương đương|=)[ ]*")
_LISTED = compiled(r"[\p{L}\d ]{0,60}?,[ ]*")
_OF_PLAN = compiled(r"[ ](?:dự toán|kế hoạch|chỉ tiêu|kh|so với|nghị quyết)\b")
_AGAINST = compiled(r"[ ](?:(?:so|cùng|dự toán|kế hoạch|chỉ tiêu|kh|nghị quyết)\b|năm (?:19|20)\d\d|năm trước)")
_COMPARED = compiled(r"\bso (?:với )?[^;,.()]{2,40}\([^()\d]{0,12}$")
_BARE = compiled(r"[^,;.()\d]*,[ ]*")
_ITEM_ENDS = compiled(r"[ ]*(?:[,;.)\n]|$)")
_BRACKET = compiled(r"\([^()]*\)")
_IN_TURN = compiled(r"[^;.\d]{0,60}(?P<cue>lần lượt)(?: \p{L}+){0,3} $")
_OF_PAIR = compiled(r"[ ](?:về|số) (?P<what>việc|vụ việc|vụ|tiền|bị can|bị cáo|đối tượng)(?!\p{L})")
_PAIRS = 6  # figures before a percent among which its number is sought
_NEXT = compiled(r"[ ]*(?:[;,]|,? và)[ ]*")
_FULFILS = compiled(r"[ ](?:đạt|đủ)(?: cả| đủ)? $")
_UNIT_NAMED = compiled(r"[ ]*(?:trong |của )?(?:tổng )?số (?P<words>\p{L}+(?: \p{L}+){0,3})")
_SHARE = compiled(r"(?:chiếm|tỷ lệ|tỉ lệ)[^,;:()]{0,25}$")
_PARTED = compiled(r"[,;:(]| và ")
_BEHIND = compiled(
    r"[\p{L} ]{0,24}(?:\(\s*|(?<=[ ])(?:là|tương ứng(?: với)?|tương đương(?: với)?|tức|hay|bằng)\s+)(?:là "
    r"|tương ứng |khoảng |hơn |gần |trên |với |tương đương )*"
)


def rate_of(percent: Figure, bases: list[Figure], following: Figure | None, text: str) -> tuple[Figure, str] | None:
    """The figure that the percent states the rate of, and the words that say so; None where they name none.

    `bases`: the figures of the segment before it; `following`: the next figure of the sentence; `text`: lower case.
    """
    if _COMPARED.search(text, percent.sentence_start, percent.char_start):
        return None  # "đạt 85,7%, vượt 5,7% so với chỉ tiêu (80%)"
    base = _numerator(percent, bases, following, text)
    if base is not None and (cue := _before(percent, bases[-1], text)) is not None:
        return base, cue
    if following and following.kind != "percent" and not following.change:
        between = text[percent.char_end : following.char_start]
        if _AGAINST.match(between):  # "bằng 108% so với cùng kỳ (43 tỷ đồng)": the base, and not what it rates
            return None
        if _BEHIND.fullmatch(between):
            return following, between.strip(" (") or "("
    return None


def in_turn(figures: tuple[Figure, ...], percent: int, text: str) -> tuple[Figure, str] | None:
    """ "96 cơ sở khá, 57 cơ sở yếu, chiếm lần lượt 60,4%; 35,8%": as many numbers as percents, each its own."""
    first = percent
    while (
        first
        and figures[first - 1].kind == "percent"
        and _NEXT.fullmatch(text, figures[first - 1].char_end, figures[first].char_start)
    ):
        first -= 1
    start, end = figures[first - 1].char_end if first else 0, figures[first].char_start
    lead = _IN_TURN.search(text, start, end) if "lần lượt" in text[start:end] else None
    if lead is None:
        return None
    last = percent
    while (
        last + 1 < len(figures)
        and figures[last + 1].kind == "percent"
        and _NEXT.fullmatch(text, figures[last].char_end, figures[last + 1].char_start)
    ):
        last += 1
    count = last - first + 1
    rated = [f for f in figures[max(0, first - count) : first] if f.sentence_start == figures[first].sentence_start]
    same = len({f.unit for f in rated}) == 1 and not any(f.change or f.kind == "percent" for f in rated)
    return (rated[percent - first], lead["cue"]) if len(rated) == count > 1 and same else None


def in_pair(figures: tuple[Figure, ...], percent: int, text: str) -> tuple[Figure, str] | None:
    """ "xong 21 việc/8.917 triệu đồng, đạt 23,6% về việc, 12% về tiền": the last number of what the words name."""
    named = _OF_PAIR.match(text, figures[percent].char_end)
    if named is None:
        return None
    for figure in reversed(figures[max(0, percent - _PAIRS) : percent]):
        if figure.sentence_start != figures[percent].sentence_start:
            return None
        money = named["what"] == "tiền" and figure.kind == "money"
        if (money or f"{figure.unit} ".startswith(f"{named['what']} ")) and not figure.change:
            return figure, named[0].strip()
    return None


def again(first: Figure, second: Figure, text: str) -> bool:
    """True when the second percent rates the same figure: "bằng 102% so với cùng kỳ và đạt 98% kế hoạch"."""
    between = text[first.char_end : second.char_start]
    return bool(_AGAIN.fullmatch(between)) or bool(_LISTED.fullmatch(between) and _OF_PLAN.match(text, second.char_end))


def _numerator(percent: Figure, bases: list[Figure], plan: Figure | None, text: str) -> Figure | None:
    """Of the figures before it the one whose ratio it is; else the last."""
    bases = [base for base in bases if base.kind != "percent" and base.sentence_start == percent.sentence_start]
    if not bases:
        return None
    if _SHARE.search(text[bases[-1].char_end : percent.char_start]):  # "1.084 hộ nghèo, giảm 202 hộ, tỷ lệ 18,4%"
        bases = [base for base in bases if not base.change] or bases
    if named := _UNIT_NAMED.match(text, percent.char_end):  # "28 vụ/34 bị can, chiếm 68,3% số vụ của nhóm"
        bases = [base for base in bases if f"{named['words']} ".startswith(f"{base.unit} ") and base.unit] or bases
    for base in reversed(bases):
        if base.quantity.of and states(percent, base.quantity.value, base.quantity.of):
            return base
        if plan and base.kind == plan.kind and states(percent, base.quantity.value, plan.quantity.value):
            return base
    if len(bases) > 1:
        first, second = bases[-2], bases[-1]
        between = text[first.char_end : second.char_start]
        if between.endswith(("/", "/ ")):  # "86.412 đoàn viên/91.305 lao động"
            ratio = first.quantity.of == second.quantity.value or alike(first.unit, second.unit)
            if ratio or (first.quantity.of is None and states(percent, first.quantity.value, second.quantity.value)):
                return first
        elif (first.quantity.of or _FULFILS.search(between)) and not second.quantity.of and not _PARTED.search(between):
            return first  # "10.236/11.580 hộ đạt 8 tiêu chí", "131.548 hội viên đạt cả 8 tiêu chí"
    return bases[-1]


def states(percent: Figure, a: Decimal, b: Decimal) -> bool:
    """True when a of b is the percent, to its last digit."""
    return bool(b) and abs(a * 100 / b - percent.quantity.value) <= percent.quantity.step


def _before(percent: Figure, base: Figure, text: str) -> str | None:
    if _BARE.fullmatch(text, base.char_end, percent.char_start) and _ITEM_ENDS.match(text, percent.char_end):
        return ","  # "Hội Nông dân: 153.918 triệu đồng, 31,9%, 88 tổ"
    between = _BRACKET.sub(" ", text[base.char_end : percent.char_start])
    if ";" in between:
        return None
    cut = max(between.rfind(mark) for mark in ",:(–")
    last = between[cut + 1 :]
    if cut >= 0:  # a segment of its own: nothing in it but the cue, or "tỷ lệ hộ nghèo"
        bare = _LEAD.fullmatch(last) and (last.strip() or between[cut] == "(")
        if not bare and not _NOUN.match(last):
            return None
    elif not _TAIL.search(last):
        return None
    found = _CUE.findall(between)
    return found[-1] if found else ""
