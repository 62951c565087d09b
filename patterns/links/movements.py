"""What a stock has become: "đầu năm 186 hộ, thoát nghèo 71 hộ, phát sinh 04 hộ, cuối năm còn 119 hộ"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from patterns.claims import Figure, Link
from patterns.links.compatible import same_unit
from patterns.links.slip import is_slip

_CLAUSE = r"(?!\p{L})[^;.\d]{0,45}$"
_OPENING = regex.compile(
    rf"(?<!\p{{L}})(?:(?<!tháng )đầu (?:năm|kỳ|nhiệm kỳ|quý|tháng)"
    rf"|(?:năm|kỳ) trước chuyển sang|khi (?:đại hội|thành lập|chia tách|sáp nhập)){_CLAUSE}"
)
_CLOSING = regex.compile(
    rf"(?<!\p{{L}})(?:cuối (?:năm|kỳ|nhiệm kỳ|quý|tháng)|hiện(?: nay)?(?: còn| có)|đến nay(?: còn| có)?|còn lại|còn"
    rf"|(?:nâng|đưa) tổng số){_CLAUSE}"
)
_GONE = regex.compile(
    rf"(?<!\p{{L}})(?:thoát|giảm|chuyển đi|chuyển sinh hoạt đi|xóa tên|khai trừ|ra khỏi|từ trần|qua đời|chết|thôi"
    rf"|rút|nghỉ|xin ra|giải thể|sáp nhập|bị xóa){_CLAUSE}"
)
_COME = regex.compile(
    rf"(?<!\p{{L}})(?:phát sinh|tái nghèo|kết nạp|chuyển đến|chuyển sinh hoạt đến|tăng|thành lập mới|bổ sung|tiếp nhận"
    rf"|tuyển dụng|mới){_CLAUSE}"
)
_FLOWS = regex.compile(r"chuyển|từ trần|qua đời|xóa tên|thoát|tái nghèo|phát sinh|tăng|giảm|nghỉ|thôi|bổ sung")
_MOST = 10  # figures from the stock at the beginning to that at the end
_NEAR = Decimal("0.05")


def movement_links(figures: Sequence[Figure], text: str) -> Iterator[Link]:
    """Each stock at the end of a time with the stock at its beginning and all that came and went between them.

    One that does not fit is linked where it nearly does, or but for a slip of the pen.
    """
    for n, opening in enumerate(figures):
        if opening.kind == "percent" or not opening.unit or opening.table or not _said(_OPENING, figures, n, text):
            continue
        parts, signs = [opening], [1]
        for at in range(n + 1, min(n + _MOST, len(figures))):
            figure = figures[at]
            if figure.section_id != opening.section_id or figure.footnote != opening.footnote:
                break
            if figure.kind != opening.kind or not same_unit(figure.unit, opening.unit):
                continue
            if _said(_CLOSING, figures, at, text):
                closing = _sum(parts, signs)
                off = closing != figure.quantity.value
                if (
                    len(parts) > 1
                    and _meant(closing, figure.quantity.value)
                    and not (off and _explained(figures, at, text))
                ):
                    names = tuple(part.figure_id for part in parts)
                    yield Link(
                        "movement", figure.figure_id, names, "đầu kỳ, cuối kỳ", "likely", multipliers=tuple(signs)
                    )
                break
            sign = -1 if _said(_GONE, figures, at, text) else 1 if _said(_COME, figures, at, text) else 0
            if not sign:
                break
            parts.append(figure)
            signs.append(sign)


def _explained(figures: Sequence[Figure], at: int, text: str) -> bool:
    """ "cuối năm có 338 hội viên (07 hội viên chuyển đi, từ trần)": others that went are said behind."""
    closing = figures[at]
    for figure in figures[at + 1 : at + 4]:
        if figure.sentence_start != closing.sentence_start:
            return False
        if same_unit(figure.unit, closing.unit) and figure.kind == closing.kind:
            around = text[max(closing.char_end, figure.char_start - 30) : figure.char_end + 40]
            if _FLOWS.search(around):
                return True
    return False


def _said(pattern: regex.Pattern[str], figures: Sequence[Figure], n: int, text: str) -> bool:
    """Whether the words between the figure and the one before it say so."""
    figure, before = figures[n], figures[n - 1].char_end if n else 0
    return bool(pattern.search(text, max(before, figure.sentence_start, figure.char_start - 80), figure.char_start))


def _sum(parts: Sequence[Figure], signs: Sequence[int]) -> Decimal:
    return sum((sign * part.quantity.value for sign, part in zip(signs, parts, strict=True)), Decimal(0))


def _meant(made: Decimal, stated: Decimal) -> bool:
    return abs(made - stated) <= max(_NEAR * stated, Decimal(2)) or is_slip(made, stated)
