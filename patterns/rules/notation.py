"""Vietnamese notation of numbers: digits and words to exact decimals, with the worth of the last digit."""

from __future__ import annotations

from decimal import Decimal

from patterns.claims import Quantity
from patterns.compiled import compiled

# Grouped by dots ("36.378.936", "66.315,44"), by commas (two groups or more, or with a point: "1,234,567"),
# by blanks ("2 340"), or plain ("1295", "88,5", "5.6").
NUMBER = (
    r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)(?!\.\d{3}(?!\d))|\d{1,3}(?:,\d{3})+\.\d+(?!\d)|\d{1,3}(?:,\d{3}){2,}(?!\d)"
    r"|[1-9]\d{0,2}(?:[\x20]\d{3})+(?:,\d+)?(?!\d|/(?!\d{1,3}[\x20]\d{3}))(?![.,]\d)|\d+(?:[.,]\d+)?(?!\d))"
)
SCALES = {
    "chục": Decimal(10),
    "trăm": Decimal(100),
    "nghìn": Decimal(1000),
    "ngàn": Decimal(1000),
    "vạn": Decimal(10_000),
    "triệu": Decimal(1_000_000),
    "tr": Decimal(1_000_000),
    "tỷ": Decimal(1_000_000_000),
    "tỉ": Decimal(1_000_000_000),
}
SCALE = r"(?:(?:nghìn|ngàn|trăm|chục|vạn)(?: (?:nghìn|ngàn|triệu|tỷ|tỉ))?|triệu|tỷ|tỉ)(?![\p{L}\d])"
ONE = Decimal(1)

_DIGITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_SIMPLE = "một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_TAIL = r"mốt|tư|lăm|nhăm|rưỡi|linh|lẻ|không|mươi|chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ"
NUMBER_WORDS = frozenset(f"{_SIMPLE}|{_TAIL}".split("|"))
# A number in words: "ba trăm", "mười hai", "một tỷ hai trăm triệu", "hai mươi lăm".
WORDS = rf"(?:{_SIMPLE})(?: (?:{_SIMPLE}|{_TAIL})(?!\p{{L}}))*(?!\p{{L}})"


def scale(words: str) -> Decimal:
    """The worth of scale words: "nghìn tỷ" is 10^12. "" is 1."""
    worth = ONE
    for word in words.split():
        worth *= SCALES[word]
    return worth


def digits(raw: str, *, whole: bool, point: bool = False) -> tuple[Decimal, Decimal]:
    """Value and step of a number in digits.

    `whole`: the thing counted comes in whole numbers only, so that one group of three after a comma ("8,750 con")
    can only group. `point`: the document writes decimals with a dot.
    """
    if raw.isdecimal():
        return Decimal(raw), ONE
    compact = raw.replace(" ", "")
    dots, commas = compact.count("."), compact.count(",")
    if dots and commas:
        decimal = "," if compact.rindex(",") > compact.rindex(".") else "."
    elif dots + commas > 1:
        decimal = ""
    elif dots:
        head, tail = compact.split(".")
        groups = len(tail) == 3 and head[0] != "0" and len(head) <= 3
        decimal = "" if groups and (whole or not point) else "."
    elif commas:
        head, tail = compact.split(",")
        groups = len(tail) == 3 and head[0] != "0" and len(head) <= 3
        decimal = "" if groups and (whole or point) else ","
    else:
        decimal = ""
    if not decimal:
        return Decimal(compact.replace(".", "").replace(",", "")), ONE
    integer, fraction = compact.rsplit(decimal, 1)
    integer = integer.replace(".", "").replace(",", "")
    return Decimal(f"{integer}.{fraction}"), Decimal(1).scaleb(-len(fraction))


def words(raw: str) -> tuple[Decimal, Decimal] | None:
    """Value and step of a number in words; None where the words make no number ("năm tư").

    The step is the last scale word's worth: "ba trăm" is stated to the hundred.
    """
    total = part = Decimal(0)  # part: below the last of nghìn, triệu, tỷ
    digit: Decimal | None = None
    step = last_scale = ONE
    for word in raw.split():
        if word in ("linh", "lẻ"):
            step = ONE
        elif word in _DIGITS:
            if digit is not None:
                return None
            digit, step = Decimal(_DIGITS[word]), ONE
        elif word == "mười":
            if digit is not None:
                return None
            part, step = part + 10, ONE
        elif word in ("mươi", "chục", "trăm"):
            worth = SCALES["trăm" if word == "trăm" else "chục"]
            part += (ONE if digit is None else digit) * worth
            digit, step = None, worth
        elif word == "rưỡi":
            part, step = part + last_scale / 2 if not total else part, last_scale / 2
            if total:
                total += last_scale / 2
        else:
            worth = SCALES[word]
            part += digit or 0
            total += (part or ONE) * worth
            part, digit, step = Decimal(0), None, worth
        if word in SCALES:
            last_scale = SCALES[word]
    return total + part + (digit or 0), step


def quantity(raw: str, scale_words: str, *, whole: bool, point: bool = False) -> Quantity:
    """A number in digits with its scale words, in base units."""
    if not scale_words:
        return Quantity(*digits(raw, whole=whole, point=point))
    worth = scale(scale_words)
    value, step = digits(raw, whole=whole and worth == 1, point=point)
    return Quantity(value * worth, step * worth)


_DECIMALS = compiled(r"(?<![\d.,/])\d+([.,])\d{1,2}(?= ?(?:%|ha\b|km\b|tấn\b|tạ\b|m2\b|m²|triệu\b|tỷ\b))")
_GROUPS = r"(?<![\d.,/])\d{{1,3}}(?:{}\d{{3}})+(?![\d.,/])"

_GROUPED = tuple(compiled(_GROUPS.format(mark)) for mark in (r"\.", ","))


def decimal_point_habit(text: str) -> bool:
    """True when the document starts decimals with a dot and does not group thousands with it as well."""
    marks: list[str] = _DECIMALS.findall(text)
    if marks.count(".") <= marks.count(","):
        return False
    dots, commas = (len(pattern.findall(text)) for pattern in _GROUPED)
    return dots <= commas
