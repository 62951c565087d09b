"""How much speaks for it that the parts named of a whole are all of it. Points, so that each reason can be seen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter

from corpus.audit.breakdown import Breakdown, Part
from corpus.audit.facts import Facts
from corpus.audit.term import Term
from patterns.compiled import compiled
from patterns.links.categories import excluding, has_rest, overlapping
from patterns.links.slip import is_exchange, is_slip, may_stand_for

_AND_SO_ON = compiled(
    r"[^,;:()\d\n]{0,60}(?:\.\.\.|…|,? v\.?v"
    r"|[,;][ ][^,;.()\d\n]{4,60}\)"  # "(tiền mặt 210, hiện vật 85, ngày công chưa quy đổi)"
    r"|(?:,|;| và)[ ][^;.()\d\n]{0,60}(?:khác|còn lại|các khoản|các nguồn)[^;.()\d\n]{0,40}(?=[.;\n]|$))"
)

_AND = compiled(r"(?<!\p{L})và(?!\p{L})[^,;.()\d]*$")

Places = tuple[int, tuple[int, ...]]  # a whole and its parts, by their places in reading order

_WORDING = {"stated": 3, "likely": 2, "open": 1}
_TIGHT, _NEAR, _NEARISH = Decimal("0.02"), Decimal("0.05"), Decimal("0.15")
_WIDE, _FAR = Decimal("0.2"), Decimal("0.4")
_SAID_TWICE, _SEVERAL = 6, 3
_OVERLAPS = compiled(
    r"(?:một|có) \p{L}+(?: \p{L}+){0,6} nhiều (?:\p{L}+ )?(?:biện pháp|nội dung|nhóm|chỉ số|hình thức|lĩnh vực|hành vi"
    r"|lần|loại|chế độ|chính sách)|số cộng (?:cao|lớn|nhiều) hơn|trùng (?:nhau|lặp)"
    r"|cùng lúc|đồng thời (?:\p{L}+ ){0,2}nhiều"
)
_REACH, _BEFORE = 160, 120  # letters behind and before a list in which it may be said that things are counted twice
_FEW = 5  # of fewer things one is no small difference
_SHORT = 7  # words of a label in which a category is its name and not mentioned by the way


def exhaustion(facts: Facts, breakdown: Breakdown, parts: Sequence[Part], fitting: Sequence[Places]) -> int:
    """Points for it. `fitting`: the breakdowns that do add up, in reading order of their wholes."""
    total, terms = Term(breakdown.whole, breakdown.of), [part.term for part in parts]
    labels = facts.labels(term.figure for term in terms)
    group = breakdown.groups[parts[0].group]
    whole, result = total.value, sum((term.value for term in terms), Decimal(0))
    if group.exhaustive == "open" and any(term.value > whole for term in terms):
        return 0  # then that part is the finding
    if _goes_on_unsaid(facts, terms):
        return 0
    points = 4 if group.cue == "(" else 0 if group.outcomes else _WORDING[group.exhaustive]
    points -= _SAID_TWICE if _said_to_overlap(facts, terms) else 0
    excluded = excluding(labels) and all(label.count(" ") < _SHORT for label in labels)
    near = _nearness(total, terms, result, group.exhaustive == "open")
    # groups of people that overlap hardly make nearly all of them by chance
    listed = group.exhaustive == "stated" and len(terms) > _SEVERAL and near > 1
    listed = listed or bool(total.figure.change)  # reasons for which some came, and others went
    listed = listed or (group.cue.endswith("theo") and group.exhaustive != "open" and near > 1)
    points += 3 if excluded else -5 if overlapping(labels) and not listed else 0
    points += 2 if total.figure.change else 0
    points += 3 if has_rest(labels[-1:]) else 0
    points += 1 if group.exhaustive != "open" and _closed(facts, terms) else 0
    in_step = _beside_one_that_fits(facts, breakdown, parts, fitting)
    points += 3 if in_step else 0
    points += near
    gap = abs(result - whole) / whole if whole else Decimal(1)
    if result > whole:
        points += 1 if group.exhaustive == "open" else 2
    elif not (in_step or near > 1 or (near and gap <= _FAR)):  # one digit of a short number explains no wide gap
        points -= (2 if excluded else 4) if gap > _FAR else 2 if gap > _WIDE else 0
    return points


def _goes_on_unsaid(facts: Facts, terms: Sequence[Term]) -> bool:
    """ "(Huân chương 14 trường hợp, Bằng khen 874 trường hợp…)": there are others that the list leaves out."""
    last = terms[-1].figure.char_end
    return bool(_AND_SO_ON.match(facts.text, last))


def _said_to_overlap(facts: Facts, terms: Sequence[Term]) -> bool:
    """ "có quyết định áp dụng nhiều biện pháp nên số cộng cao hơn", "một người có thể thuộc nhiều nhóm"."""
    first, last = terms[0].figure, terms[-1].figure
    end = min(first.sentence_start + len(first.sentence), last.char_end + _REACH)
    start, end = first.char_start - _BEFORE, max(last.char_end, end) + 1
    said = facts.text[max(0, start) : end]
    told = "nhiều" in said or "trùng" in said or "số cộng" in said or "cùng lúc" in said
    return told and bool(_OVERLAPS.search(facts.text, start, end))


def _closed(facts: Facts, terms: Sequence[Term]) -> bool:
    """ "02 HTX, 01 tổ hợp tác và 01 tổ liên kết": with "và" the last one ends the list."""
    last, before = terms[-1].figure, terms[-2].figure if len(terms) > 2 else terms[-1].figure
    return bool(_AND.search(facts.text, before.char_end, last.char_start))


def _nearness(total: Term, terms: Sequence[Term], result: Decimal, is_open: bool) -> int:
    """Whether the difference looks like a slip: small, digits exchanged, one digit of a long number.

    One digit of a short number is little evidence, and none where the words do not claim to name all parts.
    """
    whole = total.value
    gap = abs(result - whole) / whole if whole else Decimal(1)
    if gap <= _TIGHT or (abs(result - whole) <= 1 and whole >= 10) or (whole >= 100 and is_exchange(result, whole)):
        return 3
    off = whole - result
    if not is_open and 10 * result == whole:  # "09" written "90"
        return 2
    exchanged = {term.value >= 100 for term in terms if is_exchange(term.value, term.value + off)}
    long = whole.adjusted() >= 2 and len(off.normalize().as_tuple().digits) == 1
    if gap <= _NEAR or (long and (whole.adjusted() >= 3 or is_slip(result, whole))):
        return 2
    if exchanged:
        return 2 if True in exchanged else 1
    mended = not is_open and (
        may_stand_for(result, whole) or any(may_stand_for(term.value, term.value + off) for term in terms)
    )
    by_one = len(terms) > 2 and abs(off) <= 1 and whole >= _FEW and not is_open
    return 1 if gap <= _NEARISH or by_one or is_exchange(result, whole) or mended else 0


def _beside_one_that_fits(facts: Facts, breakdown: Breakdown, parts: Sequence[Part], fitting: Sequence[Places]) -> bool:
    """ "13 vụ/19 đối tượng; 12 vụ/18 đối tượng": where the cases add up, the persons are meant to."""
    whole = facts.order[breakdown.whole.figure_id]
    mine = [facts.order[part.term.figure.figure_id] for part in parts]
    near = fitting[
        bisect_left(fitting, whole - 2, key=itemgetter(0)) : bisect_right(fitting, whole + 2, key=itemgetter(0))
    ]
    return any(
        other != whole
        and len(theirs) == len(mine)
        and len({whole - other, *(a - b for a, b in zip(mine, theirs, strict=True))}) == 1
        for other, theirs in near
    )
