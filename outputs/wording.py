"""Values of the tables in the words and the notation of Vietnamese readers."""

from __future__ import annotations

from outputs.stored import Stored

KINDS = {
    "count": "số đếm",
    "percent": "tỷ lệ %",
    "money": "tiền",
    "area": "diện tích",
    "length": "độ dài",
    "mass": "khối lượng",
    "volume": "thể tích",
    "other": "khác",
}
CHECK_TYPES = {
    "sum": "Cộng",
    "percent": "Tỷ lệ",
    "bound": "Giới hạn",
    "equal": "Trùng nhau",
    "list": "Liệt kê",
    "rollup": "Cộng dồn các xã",
    "change": "So với kỳ trước",
}
VERDICTS = {"holds": "khớp", "mismatch": "không khớp", "remark": "nên xem"}
SIGNS = {"holds": "✓", "mismatch": "✗", "remark": "?"}
STATUSES = {"present": "có", "partial": "một phần", "missing": "thiếu"}
_APPROX = {"more_than": "trên ", "nearly": "gần ", "about": "khoảng ", "at_least": "ít nhất ", "at_most": "không quá "}
_CHANGES = {"increase": "tăng ", "decrease": "giảm "}


def number(text: str) -> str:
    """A plain decimal as it is written in Vietnamese: 19388.05 → 19.388,05."""
    if not text:
        return ""
    whole, _, decimals = text.partition(".")
    sign, digits = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    return f"{sign}{grouped}{',' + decimals if decimals else ''}"


def date(text: str) -> str:
    """An ISO date as it is written in Vietnamese: 2024-12-20 → 20/12/2024."""
    return "/".join(reversed(text.split("-"))) if text else ""


def period(start: str, end: str) -> str:
    """A period in few words: the year, where it is one."""
    if start[5:] == "01-01" and end[5:] == "12-31" and start[:4] == end[:4]:
        return f"năm {start[:4]}"
    return " – ".join(filter(None, (date(start), date(end))))


def value(figure: Stored) -> str:
    """What a figure claims, in base units, with its unit."""
    said = _CHANGES.get(figure["change"], "") + _APPROX.get(figure["approx"], "") + number(figure["value"])
    if figure["value_max"]:
        said += f" – {number(figure['value_max'])}"
    if figure["of"]:
        said += f" / {number(figure['of'])}"
    return f"{said}{'' if figure['unit'] == '%' else ' '}{figure['unit']}".strip()
