"""What an audit says: numbers, formulas and places in Vietnamese, in sentences that fit into a letter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from corpus.audit.term import Term
from patterns.claims import Figure
from patterns.compiled import compiled

_UNIT_IN_RAW = compiled(r"\s*(?:đồng|đ)$", regex.IGNORECASE)
_UNIT_ENDS = ("đ", "g", "Đ", "G")
_SLASH = compiled(r"\s*/\s*")
_ASK = "đề nghị đơn vị rà soát, làm rõ"


def number(value: Decimal) -> str:
    """As Vietnamese writes it: dots group, a comma starts the decimals.

    >>> number(Decimal("1234567.50")), number(Decimal("0.0677")), number(Decimal(-12)), number(Decimal("1E+3"))
    ('1.234.567,5', '0,0677', '-12', '1.000')
    """
    whole, _, decimals = f"{abs(value):,f}".partition(".")
    decimals = decimals.rstrip("0")
    sign = "-" if value < 0 else ""
    return sign + whole.replace(",", ".") + ("," + decimals if decimals else "")


def percent(value: Decimal) -> str:
    """Two decimals are enough to see why a percent is wrong.

    >>> percent(Decimal("86.36363636")), percent(Decimal(100))
    ('86,36%', '100%')
    """
    return number(round(value, 2)) + "%"


def amount(value: Decimal, figure: Figure) -> str:
    """A number with the unit of the figure that it is compared with."""
    if figure.kind == "percent":
        return percent(value)
    return f"{number(value)} {figure.unit}".strip()


def shown(term: Term) -> str:
    """The number as printed, of "36/38" the side that counts; times its factor."""
    raw, of = term.figure.raw.strip(), term.figure.quantity.of
    if raw.endswith(_UNIT_ENDS):
        raw = _UNIT_IN_RAW.sub("", raw)
    if of is not None:
        sides = _SLASH.split(raw)
        raw = (sides[term.of] if len(sides) == 2 else number(of) if term.of else raw).strip()
    return f"{term.times} × {raw}" if term.times > 1 else raw


def said(term: Term) -> str:
    """The number as printed with its unit."""
    figure, text = term.figure, shown(term)
    unit = "" if figure.kind == "percent" or text.lower().endswith(figure.unit) else figure.unit
    return f"{text} {unit}".strip()


def addition(terms: Sequence[Term], result: Decimal, total: Term) -> str:
    """ "02 + 27 = 29 ≠ 30" """
    left = "".join(f"{' - ' if term.times < 0 else ' + '}{shown(term)}" for term in terms).removeprefix(" + ")
    if result == total.value:
        return f"{left} = {shown(total)}"
    sign = "≈" if total.figure.approx else "≠"
    return f"{left} = {number(result)} {sign} {shown(total)}"


def place(figure: Figure, page: int | None) -> str:
    """Where a figure stands, for the beginning of a sentence."""
    parts = []
    if figure.table:
        parts.append(f"Bảng {figure.table}")
    if figure.footnote:
        parts.append(f"{'chú' if parts else 'Chú'} thích {figure.footnote}")
    if figure.section_path:
        labels = figure.section_path.split(" > ")  # "2.1" says "2" itself
        path = ".".join(a for a, b in zip(labels, [*labels[1:], ""], strict=True) if not b.startswith(f"{a}."))
        parts.append(f"{'mục' if parts else 'Mục'} {path}")
    if page:
        parts.append(f"{'trang' if parts else 'Trang'} {page}")
    return ", ".join(parts) or "Trong báo cáo"


def sum_differs(where: str, total: Term, terms: Sequence[Term], result: Decimal, formula: str) -> str:
    gap = total.value - result
    more = "thừa" if gap > 0 else "thiếu"
    return (
        f"{where}: báo cáo ghi {said(total)}, nhưng cộng {len(terms)} số thành phần được "
        f"{amount(result, total.figure)} ({formula}), số tổng {more} {amount(abs(gap), total.figure)}; {_ASK}."
    )


def sum_open(where: str, total: Term, terms: Sequence[Term], result: Decimal, formula: str) -> str:
    return (
        f"{where}: {len(terms)} số được nêu dưới {said(total)} cộng lại là {amount(result, total.figure)} ({formula}); "
        "câu chữ không nói rõ đây là toàn bộ các thành phần, cần xem lại nếu đúng là toàn bộ."
    )


def sum_fits(where: str, total: Term, formula: str) -> str:
    return f"{where}: {said(total)} khớp với các số thành phần ({formula})."


def movement_differs(where: str, closing: Term, result: Decimal, formula: str) -> str:
    return (
        f"{where}: báo cáo ghi {said(closing)}, nhưng tính từ số đầu kỳ và biến động trong kỳ được "
        f"{amount(result, closing.figure)} ({formula}); {_ASK}."
    )


def percent_differs(where: str, stated: Figure, formula: str, expected: Decimal) -> str:
    return f"{where}: báo cáo ghi {stated.raw.strip()}, nhưng tính lại được {percent(expected)} ({formula}); {_ASK}."


def percent_fits(where: str, stated: Figure, formula: str, by: str) -> str:
    how = {"rounding": " khi làm tròn", "truncation": " khi cắt bớt chữ số lẻ"}.get(by, "")
    return f"{where}: tỷ lệ {stated.raw.strip()} đúng{how} ({formula})."


def average_fits(where: str, stated: Term, formula: str) -> str:
    return f"{where}: số bình quân {said(stated)} đúng với hai số được nêu ({formula})."


def average_differs(where: str, stated: Term, formula: str) -> str:
    return f"{where}: số bình quân {said(stated)} không khớp với hai số được nêu ({formula}); {_ASK}."


def change_differs(where: str, change: Figure, formula: str) -> str:
    way = "tăng" if change.change == "increase" else "giảm"
    return f"{where}: mức {way} {said(Term(change))} không khớp với hai mức được nêu ({formula}); {_ASK}."


def change_fits(where: str, change: Figure, formula: str) -> str:
    way = "tăng" if change.change == "increase" else "giảm"
    return f"{where}: mức {way} {said(Term(change))} khớp với hai mức được nêu ({formula})."


def bound_differs(where: str, whole: Term, part: Term) -> str:
    return (
        f"{where}: {said(part)} được nêu là một phần của {said(whole)} nhưng lại lớn hơn, "
        f"vượt {amount(part.value - whole.value, whole.figure)}; {_ASK}."
    )


def bound_fits(where: str, whole: Term, part: Term) -> str:
    return f"{where}: {said(part)} không vượt quá {said(whole)}."


def equal_differs(where: str, first: Term, other: Term, elsewhere: str) -> str:
    elsewhere = elsewhere[:1].lower() + elsewhere[1:]
    return f"{where}: báo cáo ghi {said(first)}, nhưng tại {elsewhere} cùng số liệu này lại ghi {said(other)}; {_ASK}."


def equal_open(where: str, first: Term, other: Term, elsewhere: str) -> str:
    elsewhere = elsewhere[:1].lower() + elsewhere[1:]
    return (
        f"{where}: báo cáo ghi {said(first)}, tại {elsewhere} ghi {said(other)}; "
        "câu chữ gần giống nhau, cần xem lại nếu là cùng một số liệu."
    )


def equal_fits(where: str, first: Term, other: Term, elsewhere: str) -> str:
    elsewhere = elsewhere[:1].lower() + elsewhere[1:]
    return f"{where}: {said(first)} khớp với {said(other)} được nêu tại {elsewhere}."


def with_fault(message: str, figure: Figure, should_be: Decimal) -> str:
    """The message, with the figure that is likely to be wrong before its request."""
    hint = f"nhiều khả năng số sai là {said(Term(figure))}, sửa thành {amount(should_be, figure)} thì khớp"
    return message.replace(f"; {_ASK}.", f"; {hint}; {_ASK}.")


def list_differs(where: str, total: Term, named: int) -> str:
    return f"{where}: báo cáo ghi {said(total)} nhưng chỉ kê ra {named}; {_ASK}."


def list_fits(where: str, total: Term) -> str:
    return f"{where}: {said(total)} được kê đủ."
