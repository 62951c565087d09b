"""Numbers that are said for comparison and are parts of nothing: a plan, an earlier level, an average, a base."""

from __future__ import annotations

from collections.abc import Sequence

from patterns.claims import Figure
from patterns.compiled import compiled

_REFERENCE = compiled(
    r"\b(?:(?:kế hoạch|kh|chỉ tiêu|dự toán|cùng kỳ|cùng thời điểm|(?<!tháng )đầu năm|đầu kỳ"
    r"|đầu nhiệm kỳ|định mức|quy chuẩn|bình quân|trung bình"
    r"|năm trước(?! chuyển)|(?<!có )mục tiêu(?! quốc gia)|lũy kế|luỹ kế|lũy tích|từ đầu"
    r"|(?<=\p{L} )(?<!bàn |vốn |vốn được )giao(?! (?:quân|lưu|thông|dịch|nộp|ban|khoán|đất|rừng|nhiệm|đoạn)\b))"
    r"(?!\p{L})[ ]*:?[^;.,:()\d]{0,30}(?:năm \d{4})?[ ]*(?:\((?:\p{L}+[ ]*){0,2})?:?[ ]*"
    r"|so(?: với)? (?:[^;,()]{3,40}\([ ]*)?"
    r"|tổng(?: số)? \p{L}+(?: \p{L}+){0,3} \([ ]*|mỗi \p{L}+(?: \p{L}+)?(?: trị giá)?[ ]*"
    r"|(?<!trị )giá(?: \p{L}+){0,3}[ ]*\(?[ ]*"
    r"|(?:mức|cao nhất|thấp nhất|nhiều nhất"
    r"|trong tổng số|trên tổng số)[ ]*:?[ ]*)$"
)
_PAIRED = compiled(r"[ ]?\p{L}+(?: \p{L}+){0,3}[ ]?/[ ]?")
_ADJUSTED = compiled(r",[^;.()\d]{0,20}(?:điều chỉnh|bổ sung)[^;.()\d]{0,30}")  # "(dự toán 10 tỷ, điều chỉnh còn 9 tỷ)"
_BRACKET_LABEL = compiled(r"\([^();:.\d]*\p{L}{2}[^();:.\d]*$")
_GRADES = compiled(r"(?<!\p{L})(?:khá|yếu|kém|giỏi|xuất sắc)(?!\p{L})")
_PLAN_LABEL = compiled(r"kế hoạch|chỉ tiêu|dự toán|giao|cùng|năm|kỳ|tháng|quý|là ?$|đạt ?$|tổng|mức|\(kh")
_NEXT_LABEL = compiled(r"[^();:.\d]{0,25},[^();:.\d]*\p{L}{2}[^();:.\d]*")
_EACH = compiled(r"[ ]?/[ ]?\p{L}")  # "300.000đ/suất": the worth of one
_EARLIER = compiled(r"[ ]+(?:so với |cùng )?(?:năm|kỳ|quý|tháng)\b")
_NAMED_BASE = compiled(r"[ ]+\p{L}[^,;.:()]*\([ ]*")


def for_comparison(figures: Sequence[Figure], number: int, lower: str) -> bool:
    """Whether the figure of that number is. `lower`: the text in lower case."""
    figure, before = figures[number], figures[number - 1] if number else None
    if figure.kind == "money" and _EACH.match(lower, figure.char_end):
        return True
    start = max(figure.sentence_start, figure.char_start - 70)
    for mark in ",;":  # none of them stands in a reference
        start = max(start, lower.rfind(mark, start, figure.char_start) + 1)
    reference = _REFERENCE.search(lower, start, figure.char_start)
    if reference and not (reference[0].startswith("trung bình") and _among_grades(figure, lower)):
        return not begins_list(figures, number, lower)
    if _is_base(figures, number, lower):
        return True
    if before is None or before.change:
        return False
    if lower.startswith(",", before.char_end):
        said = _ADJUSTED.fullmatch(lower, before.char_end, figure.char_start)
    else:
        said = _PAIRED.fullmatch(lower, before.char_end, figure.char_start)
    return bool(said) and for_comparison(figures, number - 1, lower)  # "(104 vụ/151 bị can)"


def _among_grades(figure: Figure, lower: str) -> bool:
    """ "tốt 11, khá 05, trung bình 02": a grade and no mean."""
    around = lower[max(figure.sentence_start, figure.char_start - 60) : figure.char_end + 40]
    return "/" not in figure.unit and _GRADES.search(around) is not None


def begins_list(figures: Sequence[Figure], number: int, lower: str) -> bool:
    """ "62 thanh niên, đạt 100% chỉ tiêu (quân sự 45, công an 17)": a list of parts in a bracket, and no plan."""
    figure = figures[number]
    label = _BRACKET_LABEL.search(lower, max(figure.sentence_start, figure.char_start - 30), figure.char_start)
    if not label or _PLAN_LABEL.search(label[0]) or number + 1 == len(figures):
        return False
    return bool(_NEXT_LABEL.fullmatch(lower, figure.char_end, figures[number + 1].char_start))


def _is_base(figures: Sequence[Figure], number: int, lower: str) -> bool:
    """ "161.842 người, chiếm 88,7% dân số (182.460 người)": the number in brackets is what all are counted in."""
    if number < 2:
        return False
    part, rate, figure = figures[number - 2 : number + 1]
    return (
        rate.kind == "percent"
        and part.sentence_start == figure.sentence_start
        and (figure.quantity.value > part.quantity.value or bool(_EARLIER.match(lower, rate.char_end)))
        and bool(_NAMED_BASE.fullmatch(lower, rate.char_end, figure.char_start))
    )
