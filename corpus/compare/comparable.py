"""Which figures of two reports may state the same thing at all: what they count, in which measure, of which time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from corpus.compare.joined import months
from corpus.compare.record import Claimed, Record
from corpus.compare.words import plain
from patterns.claims import Figure, Quantity
from patterns.compiled import compiled
from patterns.lexicon import HEADS

_FACTORS: Mapping[str, Decimal] = {
    "m²": Decimal(1), "ha": Decimal(10_000), "km²": Decimal(1_000_000),
    "m": Decimal(1), "km": Decimal(1000),
    "kg": Decimal(1), "yến": Decimal(10), "tạ": Decimal(100), "tấn": Decimal(1000),
}  # fmt: skip
_NOW = compiled(r"(?<!\p{L})(?:hiện|đến nay)(?!\p{L})")
_SINCE = compiled(r"(?<!\p{L})l[uũ][yỹ] kế (?:từ|cả|đến nay|nhiệm kỳ)(?!\p{L})")
_ASIDE = compiled(r"(?<!\p{L})(?:không|chưa) (?:tính|gộp|cộng)(?: chung)? (?:vào|trong)(?!\p{L})")
_ENDS = compiled(r"[;.](?!\d)")
_EACH = compiled(r"[\p{L} ]{0,20}/[ ]?(?!kế hoạch|chỉ tiêu|kh(?!\p{L})|tổng)\p{L}")  # "300 nghìn đồng/suất"
_OTHER = compiled(r"[,;.(](?!\d)")  # what comes behind it is of something else
_CLASSIFIER = compiled(r"^(?:khẩu|chiếc|cái|cuốn|quyển|tấm|ngôi|căn|bức|quả)[ ](?=\p{L})")
_SCALES = frozenset({"tiêu chí", "sao", "tuổi", "tháng tuổi"})
# Nouns that two offices may count the same things by: those for people, and a line a family.
_FAMILIES = (
    frozenset(head for head, cls in HEADS.items() if cls == "person"),
    *(
        frozenset(line.split("|"))
        for line in (Path(__file__).parents[1] / "lexicon" / "unit_families.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    ),
)


def rolls_up(record: Record, claimed: Claimed) -> bool:
    """Whether it is a level of the report's own time that adds up over areas: no rate, change or average."""
    figure = claimed.figure
    if figure.kind == "percent" or figure.change or not figure.unit or figure.quantity.value_max or claimed.task:
        return False
    if figure.figure_id in record.earlier:
        return False
    # "thành lập năm 1987, hiện có 1.205 hộ": the year is not of the households
    known = bool(figure.period_end and record.period_end) and not _NOW.search(claimed.before) and not _later(claimed)
    # "Triển khai Chương trình giai đoạn 2021 - 2030, toàn huyện ban hành 131 văn bản": the time is the programme's
    known = known and not (figure.period_start <= record.period_start and record.period_end < figure.period_end)
    if known and not record.period_start <= figure.period_end <= record.period_end and not months(claimed):
        return False
    if (known and _cumulative(record, figure)) or _SINCE.search(claimed.clause.rsplit(";", 1)[-1]):
        return False
    if _ASIDE.search(_ENDS.split(claimed.behind)[0]):
        return False
    near = f"{claimed.before[-40:]} {claimed.after[:25]}"
    return not (any(word in near for word in ("bình quân", "trung bình", "mỗi ")) or _EACH.match(claimed.after))


def _later(claimed: Claimed) -> bool:
    """Whether its year is said of what comes behind it only: "1.430 m, lũy kế từ năm 2020 đến nay 4.860 m"."""
    year = claimed.figure.period_end[:4]
    return year not in claimed.clause and year in claimed.behind and year not in _OTHER.split(claimed.behind)[0]


def _cumulative(record: Record, figure: Figure) -> bool:
    """Whether it is of a time that began long before the report's: "cả nhiệm kỳ 2017 - 2022"."""
    if not (figure.period_start and record.period_start):
        return False
    months = 12 * (int(record.period_start[:4]) - int(figure.period_start[:4]))
    return months + int(record.period_start[5:7]) - int(figure.period_start[5:7]) > 1


def scale(figure: Figure) -> bool:
    """Whether it says how far something comes, how old or how good it is: "hộ đạt 8 tiêu chí" are not 8 of anything."""
    return figure.unit in _SCALES


def alike(one: Figure, other: Figure) -> bool:
    """Whether both are of one measure: money and money, area and area, things of one family."""
    if one.kind != other.kind and {one.kind, other.kind} != {"count", "other"}:
        return False
    if one.kind in ("money", "volume"):
        return True
    if one.kind in ("area", "length", "mass"):
        return one.unit == other.unit or (one.unit in _FACTORS and other.unit in _FACTORS)
    if _same_things(one.unit, other.unit):
        return True
    # "mô hình tập thể" is said "08 tập thể", too; but "lượt người tham gia hội nghị" are no "hội nghị"
    return _says(one, other.unit) or _says(other, one.unit)


@lru_cache(maxsize=50_000)
def _same_things(unit: str, other_unit: str) -> bool:
    first, second = plain(unit).strip(), plain(other_unit).strip()
    if first == second or _begins(first, second) or _begins(second, first):
        return True
    # "khẩu súng" are "súng"
    if _CLASSIFIER.sub("", first) == _CLASSIFIER.sub("", second):
        return True
    return bool(_families(first) & _families(second))


def planned(figure: Figure) -> bool:
    """Whether it is a plan, a target or a quota and no result."""
    return figure.target or figure.indicator.startswith(("kế hoạch", "dự toán", "chỉ tiêu", "năm kế hoạch"))


def in_a_hamlet(figure: Figure) -> bool:
    """Whether it is of one hamlet and not of the whole commune."""
    return figure.place.startswith(("bản ", "thôn ", "ấp ", "tổ dân phố ", "khu phố ", "buôn "))


def in_one_unit(figures: list[Figure]) -> list[Figure]:
    """The figures in one unit, where they are measured in several: that of the first."""
    if len({figure.unit for figure in figures}) < 2 or figures[0].kind not in ("area", "length", "mass"):
        return figures
    unit, factor = figures[0].unit, _FACTORS[figures[0].unit]
    return [
        replace(figure, unit=unit, quantity=_times(figure.quantity, _FACTORS[figure.unit] / factor))
        for figure in figures
    ]


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A value in another unit of the same measure; None where there is no such way."""
    if unit == wanted:
        return value
    if unit in _FACTORS and wanted in _FACTORS:
        return value * _FACTORS[unit] / _FACTORS[wanted]
    return None


def _times(quantity: Quantity, factor: Decimal) -> Quantity:
    of = None if quantity.of is None else quantity.of * factor
    return Quantity(quantity.value * factor, quantity.step * factor, None, of)


def _begins(whole: str, start: str) -> bool:
    return bool(start) and whole.startswith((f"{start} ", f"{start},"))


@lru_cache(maxsize=20_000)
def _families(unit: str) -> frozenset[int]:
    """The families that a unit is of, by their place."""
    words = unit.replace(",", " ,").split(" ")
    starts = {" ".join(words[:end]).replace(" ,", ",") for end in range(1, len(words) + 1) if words[end - 1] != ","}
    return frozenset(n for n, family in enumerate(_FAMILIES) if starts & family)


def _says(figure: Figure, unit: str) -> bool:
    return bool(unit) and f"{figure.indicator} ".replace(",", " ").startswith(f"{figure.unit} {unit} ")
