"""Numbers in digits that claim something: percents, measures, ratios, ranges, counts."""

from __future__ import annotations

import regex

from patterns.claims import Kind, Quantity
from patterns.compiled import compiled
from patterns.lexicon import HEADS, MEASURES, alternatives
from patterns.rules import notation
from patterns.rules.form import DASH, RANGE, SAMPLE, SCALED, TWO, WORDS_IN_BRACKETS, number, pair_of
from patterns.rules.notation import NUMBER
from patterns.rules.rule import Habit, Reading, Rule

_RATE_BASE = (
    r"(?: ?/ ?(?:10{2,5} |10{0,2}\.000 )?\p{L}[\p{L}²³\d]*(?: (?:dân|đêm|công nhân|gia đình|lao động|sinh sống"
    r"|canh tác|gieo trồng))?)"
)
_MEASURE = (  # "điểm" is a score unless it is a place ("24/39 điểm nhóm", "12 điểm bán hàng")
    rf"(?!điểm(?! ?(?:[,.;:()/\n-]|$|so |và |tăng|giảm|xếp|trở|đạt|trong|trên|với|hoặc|theo|là|năm|của|cao|thấp)))"
    rf"(?:{alternatives(list(MEASURES))})(?![\p{{L}}\d])"
)
_PIECE = compiled(r"\p{L}+|[^ ]")
_MEASURED = frozenset(_PIECE.findall(surface)[0] for surface in MEASURES)
_PERCENT = r"(?: ?%| ?‰| phần trăm(?!\p{L})| điểm (?:%|phần trăm))"
_PERCENTS = frozenset({"%", "‰", "phần", "điểm"})
_PERSONS = [head for head, cls in HEADS.items() if cls == "person"]


def _count(match: regex.Match[str], habit: Habit) -> Reading:
    return Reading(number(match, habit, whole=True))


def _percent(match: regex.Match[str], habit: Habit) -> Reading:
    kind: Kind = "other" if "‰" in match[0] else "percent"
    return Reading(number(match, habit, whole=False), kind, "‰" if kind == "other" else "%")


def _percent_range(match: regex.Match[str], habit: Habit) -> Reading | None:
    pair = pair_of(match, habit, "", whole=False)
    return Reading(pair, "percent", "%") if pair else None


def _measured_as(value: Quantity, surface: str, rate: str) -> Reading:
    """A measured quantity; a rate is of the kind of its base for areas and lengths, else `other`."""
    unit, kind = MEASURES[" ".join(surface.split())]
    if rate:
        unit += rate.replace(" / ", "/").replace("/ ", "/").replace(" /", "/")
        kind = kind if kind in ("area", "length") else "other"
    return Reading(value, kind, unit)


def _measure(match: regex.Match[str], habit: Habit) -> Reading:
    return _measured_as(number(match, habit, whole=False, scale="s"), match["m"], match["rate"] or "")


def _measure_range(match: regex.Match[str], habit: Habit) -> Reading | None:
    pair = pair_of(match, habit, "", whole=False)
    return _measured_as(pair, match["m"], match["rate"] or "") if pair else None


def _range(match: regex.Match[str], habit: Habit) -> Reading | None:
    pair = pair_of(match, habit, "", whole=True)
    return Reading(pair) if pair else None


def _ratio(match: regex.Match[str], habit: Habit) -> Reading:
    measure = match["m"]
    a = notation.quantity(match["a"], "", whole=not measure, point=habit.decimal_point)
    b = notation.quantity(match["b"], "", whole=not measure, point=habit.decimal_point)
    value = Quantity(a.value, max(a.step, b.step), of=b.value)
    return _measured_as(value, measure, "") if measure else Reading(value)


def _pair_swapped(match: regex.Match[str], habit: Habit) -> Reading:
    return Reading(number(match, habit, whole=True), "count", match["u"])


RULES = (
    Rule(
        "percent_range",
        "figure",
        rf"(?P<a>{NUMBER})(?: ?%)?{DASH}(?P<b>{NUMBER}){_PERCENT}(?P<sa>(?!))?",
        "báo cáo UBND",
        yes=(("đạt từ {5 - 7%} mỗi năm", "5..7 %"), ("từ {5% đến 7%}", "5..7 %")),
        no=(("giảm từ {8,2%} xuống 5,1%", "percent"),),
        read=_percent_range,
        follow=RANGE | _PERCENTS,
        further=RANGE | _PERCENTS,
    ),
    Rule(
        "percent",
        "figure",
        rf"(?P<a>{NUMBER}){_PERCENT}",
        SAMPLE,
        yes=(
            ("chiếm {37,5%}; dân tộc", "37.5 %"),
            ("đạt {100 %}; Chủ tịch", "100 %"),
            ("tăng {0,5 điểm phần trăm}", "0.5 %"),
            ("tỷ suất {12,5‰}", "12.5 ‰"),
        ),
        read=_percent,
        follow=_PERCENTS,
    ),
    Rule(
        "measure_range",
        "figure",
        rf"(?P<a>{NUMBER})(?P<sa>(?!))?(?: ?{_MEASURE})?{DASH}"
        rf"(?P<b>{NUMBER}) ?(?P<m>{_MEASURE})(?P<rate>{_RATE_BASE})?",
        "báo cáo nông nghiệp",
        yes=(("năng suất {55 - 60 tạ/ha}", "55..60 tạ/ha"),),
        read=_measure_range,
        follow=RANGE | _MEASURED,
        further=RANGE | frozenset(_PIECE.findall(" ".join(MEASURES))),
    ),
    Rule(
        "fraction_measure",
        "figure",
        rf"(?P<a>{NUMBER}) ?/ ?(?P<b>{NUMBER}) ?(?P<m>{_MEASURE})(?P<rate>(?!))?",
        "báo cáo chấm điểm CCHC",
        yes=(("đạt {87/100 điểm}", "87/100 điểm"), ("gieo trồng {120,5/125 ha}", "120.5/125 ha")),
        read=_ratio,
        follow=frozenset({"/"}),
        further=_MEASURED,
    ),
    Rule(
        "measure",
        "figure",
        rf"(?P<a>{NUMBER})(?: (?P<s>nghìn|ngàn|vạn|triệu))? ?(?P<m>{_MEASURE})(?P<rate>{_RATE_BASE})?",
        SAMPLE,
        yes=(
            ("diện tích tự nhiên {66.315,44 ha}, gồm", "66315.44 ha"),
            ("hiến {11.934 m²} đất", "11934 m²"),
            ("năng suất đạt {56,3 tạ/ha}", "56.3 tạ/ha"),
            ("dài {2,5km}", "2.5 km"),
        ),
        no=(("thành lập {12} mô hình", "count"),),
        read=_measure,
        follow=_MEASURED | SCALED,
    ),
    Rule(
        "pair_swapped",
        "figure",
        rf"(?P<a>{NUMBER})(?= ?/ ?{NUMBER} (?:{alternatives(_PERSONS)})"
        r" (?P<u>vụ việc|vụ án|vụ|lượt|buổi|đơn)(?!\p{L}))",
        SAMPLE,
        yes=(("môi trường {14}/24 đối tượng vụ.", "14 vụ"),),
        read=_pair_swapped,
        follow=frozenset({"/"}),
        further=frozenset(person.split()[0] for person in _PERSONS),
    ),
    Rule(
        "ratio",
        "figure",
        rf"(?P<a>{NUMBER}) ?/ ?(?P<b>{NUMBER})(?P<m>(?!))?(?! ?/ ?\d)",
        SAMPLE,
        yes=(("{24/39} điểm nhóm", "24/39"), ("{40.008/40.008} hồ sơ", "40008/40008")),
        no=(("ngày {18/02/2022} của", "date_full"),),
        read=_ratio,
        follow=frozenset({"/"}),
    ),
    Rule(
        "range",
        "figure",
        rf"{TWO}(?! ?/)",
        SAMPLE,
        yes=(("có từ {01 - 02} mô hình", "1..2"), ("mỗi lớp từ {8 đến 12} người", "8..12")),
        no=(("giai đoạn {2021 - 2025} trên", "period_years"),),
        read=_range,
        follow=RANGE | SCALED,
    ),
    Rule(
        "count",
        "figure",
        rf"(?P<a>{NUMBER}){WORDS_IN_BRACKETS}",
        SAMPLE,
        yes=(
            ("cho {4.353} lượt người", "4353"),
            ("với {1295} lượt người", "1295"),
            ("thả {8,750} con giống", "8750"),
            ("có {2 340} hộ", "2340"),
            ("tặng {01 (một)} nhà", "1"),
        ),
        read=_count,
    ),
)
