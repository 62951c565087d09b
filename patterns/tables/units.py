"""Units of table cells: what a header, a unit column, a row's label or the line above the table says of them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from extract.document import Document, Table
from patterns.claims import Kind, Quantity
from patterns.compiled import compiled
from patterns.lexicon import HEADS, MEASURES
from patterns.rules.notation import SCALES
from patterns.unit import unit_at

_ONE = Decimal(1)
_UNIT_LINE = compiled(
    r"\(?\b(?:đơn vị(?: tính)?|đvt|đv tính|đ\.v\.t|dvt)[ ]?:[ ]?(?P<unit>[^()\n]+)\)?", regex.IGNORECASE
)
_MONEY = compiled(
    r"(?:(?P<number>1(?:[.,]?0{3}){1,3}|10{2,9})[ ]?)?(?P<scale>(?:(?:nghìn|ngàn|trăm|triệu|tỷ|tỉ)[ ]?)*)"
    r"(?:đồng|đ|vnđ|vnd)"
    r"|(?P<short>tr\.?[ ]?(?:đ|đồng)|trđ|trđồng|triệu|tỷ|tỉ|nghìn tỷ)"
)
_CURRENCY = compiled(
    r"(?:(?P<number>1(?:[.,]?0{3}){1,3})[ ]?)?(?P<scale>(?:(?:nghìn|ngàn|triệu)[ ])*)(?P<unit>usd|eur|euro)"
)
_SCALED = compiled(r"(?:(?P<number>1(?:[.,]?0{3}){1,2})|(?P<scale>nghìn|ngàn|vạn|triệu))[ ](?P<unit>\p{L}.*)")
_PERCENT = compiled(r"[(,]?[ ]?(?P<sign>%|‰)|\b(?:phần trăm|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|cơ cấu)\b")
_BRACKET = compiled(r"\((?:đvt:?|đơn vị(?: tính)?:?|tính bằng)?[ ]?(?P<unit>[^()]{1,30})\)")
_AFTER_COMMA = compiled(r"[,:;][ ](?P<unit>[^,:;()]{1,20})$")
_COUNTED = compiled(r"\b(?:tổng số|số lượng|số)[ ](?=\p{L})")
_AMOUNT = compiled(r"^(?:tổng |số )?(?:số tiền|kinh phí|thành tiền|giá trị|dự toán|doanh thu|trị giá|vốn)\b")
_NAMED = compiled(r"[ ](?:\d|\p{Lu})")  # "Lớp 1", "Xã Nà Pheo": a name counts nothing
_NO_COUNT = frozenset(("lượng", "tiền", "liệu", "thứ", "kế", "dư", "còn", "đã", "được", "tt", "vốn", "kinh"))
_SCORE = compiled(r"(?:tổng |số )*điểm(?! (?:trường|nhóm|bán|du lịch|dân cư|bưu|sinh hoạt))\b")
_NO_NOUN = frozenset({"kế hoạch", "lần", "điểm", "năm", "ngày", "tháng", "tổng", "thu", "chi", "công", "kỳ"})


@dataclass(frozen=True, slots=True)
class CellUnit:
    """The unit of a cell: its name in the output, its kind, and what one of it is worth in base units."""

    unit: str
    kind: Kind
    scale: Decimal = _ONE
    sure: bool = True  # stated as a unit; else taken from a noun

    @property
    def whole(self) -> bool:
        """Whether only whole numbers of it can be."""
        return self.kind == "count" and self.scale == 1


PERCENT = CellUnit("%", "percent")


@lru_cache(4096)
def stated_unit(text: str) -> CellUnit | None:
    """The unit that a text is: "triệu đồng", "1.000 con", "tạ/ha", "%"; None for what is no unit that is known."""
    lower = " ".join(text.lower().split()).strip(" .:;*'\"()")
    if lower in ("%", "‰", "phần trăm"):
        return CellUnit("‰", "percent") if lower == "‰" else PERCENT
    base, slash, rate = lower.partition("/")
    if match := _MONEY.fullmatch(base.strip()):
        scale = match["scale"] or {"t": "triệu", "n": "nghìn tỷ"}.get((match["short"] or "")[:1], "")
        if match["short"] in ("tỷ", "tỉ"):
            scale = "tỷ"
        return CellUnit("đồng", "money", _worth(match["number"], scale))
    if currency := _CURRENCY.fullmatch(base.strip()):
        return CellUnit(currency["unit"], "money", _worth(currency["number"], currency["scale"]))
    if lower in HEADS and lower not in MEASURES:
        return CellUnit(lower, "count")
    scale_of = _ONE
    if scaled := _SCALED.fullmatch(base.strip()):
        scale_of, base = _worth(scaled["number"], scaled["scale"]), scaled["unit"]
    base = base.strip()
    if base in MEASURES:
        unit, kind = MEASURES[base]
        if slash:
            return CellUnit(f"{unit}/{rate.strip()}", kind if kind in ("area", "length") else "other", scale_of)
        return CellUnit(unit, kind, scale_of)
    noun = unit_at(base, 0)
    if noun and noun.text in HEADS and noun.end == len(base):
        return CellUnit(f"{base}/{rate.strip()}", "other", scale_of) if slash else CellUnit(base, "count", scale_of)
    return None


def _worth(number: str | None, scale: str | None) -> Decimal:
    worth = Decimal(regex.sub(r"[.,]", "", number)) if number else _ONE
    for word in (scale or "").split():
        worth *= SCALES[word]
    return worth


def cell_of_unit_column(text: str) -> CellUnit | None:
    """The unit that a cell of the unit column names: any words, for the list of units is open."""
    lower = " ".join(text.lower().split())
    known = stated_unit(lower)
    if known or not regex.search(r"\p{L}", lower):
        return known
    return CellUnit(lower, "other" if "/" in lower else "count")


@lru_cache(4096)
def unit_in_words(text: str) -> CellUnit | None:
    """The unit that a header or a label states: "Diện tích (ha)", "Tỷ lệ (%)", "Sản lượng, tấn"."""
    lower = " ".join(text.lower().split())
    for match in _BRACKET.finditer(lower):
        if unit := stated_unit(match["unit"]):
            return unit
    if after := _AFTER_COMMA.search(lower):
        unit = stated_unit(after["unit"])
        if unit and unit.kind != "count":
            return unit
    if (known := stated_unit(lower)) and known.kind != "count":  # "Ha", "Triệu đồng", "%" as a header of its own
        return known
    if percent := _PERCENT.search(lower):
        return CellUnit("‰", "percent") if percent["sign"] == "‰" else PERCENT
    return None


@lru_cache(4096)
def noun_in_words(text: str, *, counted: bool) -> CellUnit | None:
    """The thing that a header or a label counts: "Tổng số hộ", "Số người chết"; without `counted` also "Hộ nghèo"."""
    cased = " ".join(text.split())
    lower = cased.lower()
    places = [match.end() for match in _COUNTED.finditer(lower)]
    if not counted:
        lead = regex.match(r"(?:[-+•*]|\(?(?:\d+(?:\.\d+)*|\p{L})[.):])?[ ]*", lower)
        places.append(lead.end() if lead else 0)
    for place in places:
        noun = unit_at(lower, place)
        if noun and noun.text in HEADS and noun.text not in _NO_NOUN and not _NAMED.match(cased, noun.end):
            return CellUnit(noun.text, "count", sure=False)
    return None


def score(text: str) -> CellUnit | None:
    """Points, where a header says so: "Điểm tối đa", "Tổng điểm"."""
    return CellUnit("điểm", "other") if _SCORE.match(text.lower()) else None


@lru_cache(4096)
def open_noun(text: str) -> CellUnit | None:
    """What "Số tháng", "Số bể bơi" counts, though no list knows it."""
    lower = " ".join(text.lower().split())
    counted = _COUNTED.search(lower)
    noun = unit_at(lower, counted.end()) if counted else None
    return CellUnit(noun.text, "count") if noun and noun.text.split()[0] not in _NO_COUNT else None


def is_amount(text: str) -> bool:
    """Whether a header says that the column holds money: "Kinh phí", "Thành tiền"."""
    return _AMOUNT.match(" ".join(text.lower().split())) is not None


def lines_above(document: Document, table: Table, count: int = 3) -> list[tuple[int, int]]:
    """The paragraphs right above a table, nearest first: its caption and the line that gives the unit."""
    first = min((cell.start for cell in table.cells), default=0)
    at = bisect_left(document.blocks, first, key=lambda block: block.start)
    above: list[tuple[int, int]] = []
    for block in document.blocks[max(0, at - count) : at][::-1]:
        if block.kind != "paragraph":
            break
        above.append((block.start, block.end))
    return above


def unit_line(text: str) -> regex.Match[str] | None:
    """The words that give the unit of a whole table or paragraph: "ĐVT: triệu đồng"."""
    return _UNIT_LINE.search(text)


def table_units(document: Document, table: Table, head_texts: list[str]) -> list[CellUnit]:
    """The units that the table gives for all its cells: in its caption, the lines above, or its head."""
    texts = [document.text[start:end] for start, end in lines_above(document, table)]
    for text in [table.caption, *texts, *head_texts]:
        if match := _UNIT_LINE.search(text):
            named = [cell_of_unit_column(unit.strip(" .*")) for unit in regex.split(r"[,;]| và ", match["unit"])]
            return [unit for unit in named if unit]
    bracket = _BRACKET.search(table.caption.lower())
    unit = stated_unit(bracket["unit"]) if bracket else None
    return [unit] if unit else []


def in_base_units(value: Decimal, step: Decimal, unit: CellUnit) -> Quantity:
    """The number of a cell in base units."""
    return Quantity(value * unit.scale, step * unit.scale)
