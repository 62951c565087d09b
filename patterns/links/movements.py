"""What a stock has become: "đầu năm 186 hộ, thoát nghèo 71 hộ, phát sinh 04 hộ, cuối năm còn 119 hộ"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.comparison import for_comparison
from patterns.links.compatible import same_unit
from patterns.links.slip import is_slip

_CLAUSE = r"(?!\p{L})[^;.\d]{0,60}$"
_OPENING = compiled(
    rf"(?<!\p{{L}})(?:(?<!tháng )đầu (?:năm|kỳ|nhiệm kỳ|quý|tháng)"
    rf"|(?:(?:năm|kỳ) trước|năm (?:19|20)\d\d) chuyển sang|khi (?:đại hội|thành lập|chia tách|sáp nhập)){_CLAUSE}"
)
_CLOSING = compiled(
    rf"(?<!\p{{L}})(?:cuối (?:năm|kỳ|nhiệm kỳ|quý|tháng)|hiện(?: nay)?(?: còn| có)|đến nay(?: còn| có)?|còn lại|còn"
    rf"|(?:nâng|đưa) tổng số|tổng \p{{L}}+ hiện(?: nay)?|số dư|tồn quỹ){_CLAUSE}"
)
_GONE = compiled(
    rf"(?<!\p{{L}})(?:thoát|giảm|chuyển đi|chuyển sinh hoạt đi|xóa tên|khai trừ|ra khỏi|từ trần|qua đời|chết|thôi"
    rf"|rút|nghỉ|xin ra|giải thể|sáp nhập|bị xóa|chi(?! (?:hội|đoàn|bộ|nhánh|cục|trả))){_CLAUSE}"
)
_COME = compiled(
    rf"(?<!\p{{L}})(?:phát sinh|tái nghèo|kết nạp|chuyển đến|chuyển sinh hoạt đến|tăng|thành lập mới|bổ sung|tiếp nhận"
    rf"|tuyển dụng|mới|thêm|sinh sản|thu){_CLAUSE}"
)
_STOCK = compiled(r"\s*(?:đầu (?:năm|kỳ|nhiệm kỳ|quý)|năm trước chuyển sang)(?!\p{L})", regex.IGNORECASE)
_FLOWS = compiled(r"chuyển|từ trần|qua đời|xóa tên|thoát|tái nghèo|phát sinh|tăng|giảm|nghỉ|thôi|bổ sung")
_BEFORE = 80  # letters before a figure in which it is said that it came or went
_MOST = 16  # figures from the stock at the beginning to that at the end
_NEAR = Decimal("0.05")


def movement_links(figures: Sequence[Figure], text: str) -> Iterator[Link]:
    """Each stock at the end of a time with the stock at its beginning and all that came and went between them.

    One that does not fit is linked where it nearly does, or but for a slip of the pen.
    """
    yield from _in_notes(figures, text)
    for n, opening in enumerate(figures):
        if opening.kind == "percent" or not opening.unit or opening.table:
            continue
        words = text[max(opening.sentence_start, opening.char_start - _BEFORE) : opening.char_start]
        told = "đầu" in words or "chuyển sang" in words or "khi" in words
        if not told or not _said(_OPENING, figures, n, text):
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
            if figure.part_of in {part.figure_id for part in parts} or for_comparison(figures, at, text):
                continue  # "thu 3.148 triệu đồng, đạt 126% kế hoạch (2.500 triệu đồng), trong đó huyện 1.862 triệu"
            sign = -1 if _said(_GONE, figures, at, text) else 1 if _said(_COME, figures, at, text) else 0
            if not sign:
                break
            parts.append(figure)
            signs.append(sign)


def opens_stock(text: str, start: int) -> bool:
    """Whether a note begins with what there was: "Đầu năm có 2.862 hội viên; kết nạp 132 …; giảm 47 …"."""
    return _STOCK.match(text, start) is not None


def _in_notes(figures: Sequence[Figure], text: str) -> Iterator[Link]:
    """Notes that say how the number at their mark has come about; what a bracket says of a part is left out."""
    notes: dict[str, list[Figure]] = {}
    marked: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.footnote:
            notes.setdefault(figure.footnote, []).append(figure)
        for label in figure.footnote_refs if not figure.footnote else ():
            marked.setdefault(label, []).append(figure)
    order = {figure.figure_id: n for n, figure in enumerate(figures)}
    for label, inside in notes.items():
        opening = inside[0]
        if not opens_stock(text, opening.sentence_start):
            continue
        parts, signs = [opening], [1]
        for figure in inside[1:]:
            before = text[opening.char_start : figure.char_start]
            if before.count("(") != before.count(")") or not same_unit(figure.unit, opening.unit):
                continue
            sign = -1 if figure.change == "decrease" or _said(_GONE, figures, order[figure.figure_id], text) else 1
            parts.append(figure)
            signs.append(sign)
        for whole in marked.get(label, [])[::-1]:
            made = _sum(parts, signs)
            alike = same_unit(whole.unit, opening.unit) and not whole.change
            if len(parts) > 2 and alike and _meant(made, whole.quantity.value):
                names = tuple(part.figure_id for part in parts)
                yield Link("movement", whole.figure_id, names, f"[^{label}]", "likely", multipliers=tuple(signs))
                break


def has_gone(figure: Figure, text: str) -> bool:
    """Whether the words right before the number say that so many went: no part of what is there now."""
    return bool(_GONE.search(text, max(figure.sentence_start, figure.char_start - 50), figure.char_start))


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
    start = max(before, figure.sentence_start, figure.char_start - _BEFORE)
    return bool(pattern.search(text, start, figure.char_start))


def _sum(parts: Sequence[Figure], signs: Sequence[int]) -> Decimal:
    return sum((sign * part.quantity.value for sign, part in zip(signs, parts, strict=True)), Decimal(0))


def _meant(made: Decimal, stated: Decimal) -> bool:
    return abs(made - stated) <= max(_NEAR * stated, Decimal(2)) or is_slip(made, stated)
