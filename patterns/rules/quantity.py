"""Numbers that claim something: percents, money, measures, ratios, ranges, counts; in digits and in words."""

from __future__ import annotations

from decimal import Decimal

import regex

from patterns import notation
from patterns.claims import Quantity
from patterns.lexicon import HEADS, MEASURES, ahead, alternatives, rows
from patterns.notation import NUMBER, SCALE, WORDS
from patterns.rule import Habit, Reading, Rule

_GOLD = "báo cáo tổng kết công tác dân vận năm 2023 của một huyện"
_DONG = r"(?:đồng(?! (?:chí|bào|hồ|ruộng|phục|thuận|thời|lúa|cỏ|đội))|đ(?!\p{L}|/c)|vnđ|vnd)(?!\p{L})"
_TR = r"(?:trđ|tr\.? ?đ(?:ồng)?|trđồng)(?!\p{L})"
_CURRENCY = r"(?:usd|đô la(?: mỹ)?|euro|eur|nhân dân tệ|ndt|kíp lào|bạt)(?!\p{L})"
_RATE_BASE = (
    r"(?: ?/ ?(?:10{2,5} |10{0,2}\.000 )?\p{L}[\p{L}²³\d]*(?: (?:dân|đêm|công nhân|gia đình|lao động|sinh sống"
    r"|canh tác|gieo trồng))?)"
)
_MEASURE = (  # "điểm" is a score unless it is a place ("24/39 điểm nhóm", "12 điểm bán hàng")
    rf"(?!điểm(?! ?(?:[,.;:()/\n-]|$|so |và |tăng|giảm|xếp|trở|đạt|trong|trên|với|hoặc|theo|là|năm|của|cao|thấp)))"
    rf"(?:{alternatives(list(MEASURES))})(?![\p{{L}}\d])"
)
_DASH = r"(?: ?[-–—÷] ?| đến | tới | - )"
_WORDS_IN_BRACKETS = rf"(?: ?\((?:bằng chữ:? )?{WORDS}(?: (?:đồng|phần trăm)[^()\d]{{0,20}}| \p{{L}}+){{0,3}}\.?\))?"
# What may stand behind the digits, so that most rules need not be tried at most numbers.
_FIRST_WORD = regex.compile(r"\p{L}+|.")
_RANGE = frozenset({"-", "–", "—", "÷", "đến", "tới"})
_SCALED = frozenset(notation.SCALES)
_MEASURED = frozenset(match[0] for surface in MEASURES if (match := _FIRST_WORD.match(surface)))
_PERCENTS = frozenset({"%", "‰", "phần", "điểm"})
_CURRENCIES = frozenset(
    ["đồng", "đ", "vnđ", "vnd", "trđ", "tr", "trđồng", "usd", "đô", "euro", "eur", "nhân", "ndt", "kíp", "bạt"]
)
_TWO = rf"(?P<a>{NUMBER})(?: (?P<sa>{SCALE}))?{_DASH}(?P<b>{NUMBER})"


def _number(match: regex.Match[str], habit: Habit, *, whole: bool, scale: str = "") -> Quantity:
    return notation.quantity(match["a"], match[scale] or "" if scale else "", whole=whole, point=habit.decimal_point)


def _pair(match: regex.Match[str], habit: Habit, scale: str, *, whole: bool) -> Quantity | None:
    """A range: the first number takes the scale of the second where it has none. None unless it ascends."""
    first = match["sa"] or scale
    low = notation.quantity(match["a"], first, whole=whole, point=habit.decimal_point)
    high = notation.quantity(match["b"], scale, whole=whole, point=habit.decimal_point)
    if not low.value < high.value:
        return None
    return Quantity(low.value, max(low.step, high.step), value_max=high.value)


def _count(match: regex.Match[str], habit: Habit) -> Reading:
    return Reading(_number(match, habit, whole=True))


def _percent(match: regex.Match[str], habit: Habit) -> Reading:
    kind: Kind = "other" if "‰" in match[0] else "percent"
    return Reading(_number(match, habit, whole=False), kind, "‰" if kind == "other" else "%")


def _percent_range(match: regex.Match[str], habit: Habit) -> Reading | None:
    pair = _pair(match, habit, "", whole=False)
    return Reading(pair, "percent", "%") if pair else None


def _money(match: regex.Match[str], habit: Habit) -> Reading:
    scale = "triệu" if match["tr"] else match["s"] or ""
    value = notation.quantity(match["a"], scale, whole=not scale, point=habit.decimal_point)
    return Reading(value, "money", match["currency"] or "đồng")


def _money_compound(match: regex.Match[str], _habit: Habit) -> Reading:
    value, step = Decimal(0), Decimal(1)
    for number, scale in zip(match.captures("n"), match.captures("s"), strict=True):
        part = notation.quantity(number, scale, whole=False)
        value, step = value + part.value, part.step
    return Reading(Quantity(value, step), "money", "đồng")


def _scaled_range(match: regex.Match[str], habit: Habit) -> Reading | None:
    pair = _pair(match, habit, "triệu" if match["tr"] else match["s"] or "", whole=False)
    money = match["dong"] or match["tr"] or match["s"] in ("triệu", "tỷ", "tỉ")
    if pair is None:
        return None
    if currency := match.groupdict().get("currency"):
        return Reading(pair, "money", currency)
    return Reading(pair, "money" if money else "count", "đồng" if money else "")


def _scaled(match: regex.Match[str], habit: Habit) -> Reading:
    """ "80 triệu" is money unless a counted noun follows; "5,8 vạn", "3 nghìn" are counts unless nothing follows."""
    value = _number(match, habit, whole=False, scale="s")
    if match["noun"] is None and match["s"].split()[-1] not in ("vạn", "chục", "trăm"):
        return Reading(value, "money", "đồng")
    return Reading(value)


def measure_reading(value: Quantity, surface: str, rate: str) -> Reading:
    """A measured quantity; a rate is of the kind of its base for areas and lengths, else `other`."""
    unit, kind = MEASURES[" ".join(surface.split())]
    if rate:
        unit += rate.replace(" / ", "/").replace("/ ", "/").replace(" /", "/")
        kind = kind if kind in ("area", "length") else "other"
    return Reading(value, kind, unit)


def _measure(match: regex.Match[str], habit: Habit) -> Reading:
    return measure_reading(_number(match, habit, whole=False, scale="s"), match["m"], match["rate"] or "")


def _measure_range(match: regex.Match[str], habit: Habit) -> Reading | None:
    pair = _pair(match, habit, "", whole=False)
    return measure_reading(pair, match["m"], match["rate"] or "") if pair else None


def _range(match: regex.Match[str], habit: Habit) -> Reading | None:
    pair = _pair(match, habit, "", whole=True)
    return Reading(pair) if pair else None


def _ratio(match: regex.Match[str], habit: Habit) -> Reading:
    measure = match["m"]
    a = notation.quantity(match["a"], "", whole=not measure, point=habit.decimal_point)
    b = notation.quantity(match["b"], "", whole=not measure, point=habit.decimal_point)
    value = Quantity(a.value, max(a.step, b.step), of=b.value)
    return measure_reading(value, measure, "") if measure else Reading(value)


def _money_ratio(match: regex.Match[str], habit: Habit) -> Reading:
    scale = "triệu" if match["tr"] else match["s"] or ""
    a = notation.quantity(match["a"], match["sa"] or scale, whole=not scale, point=habit.decimal_point)
    b = notation.quantity(match["b"], scale, whole=not scale, point=habit.decimal_point)
    return Reading(Quantity(a.value, max(a.step, b.step), of=b.value), "money", "đồng")


def _pair_swapped(match: regex.Match[str], habit: Habit) -> Reading:
    return Reading(_number(match, habit, whole=True), "count", match["u"])


def _times(match: regex.Match[str], _habit: Habit) -> Reading:
    worth = {
        "đôi": Decimal(2),
        "rưỡi": Decimal("1.5"),
        "ba": Decimal(3),
        "bốn": Decimal(4),
        "năm": Decimal(5),
        "mười": Decimal(10),
    }
    return Reading(Quantity(worth[match["w"]], Decimal(1)), "other", "lần")


def _five(_match: regex.Match[str], _habit: Habit) -> Reading:
    return Reading(Quantity(Decimal(5), Decimal(1)))


def _half(_match: regex.Match[str], _habit: Habit) -> Reading:
    return Reading(Quantity(Decimal(1), Decimal(1), of=Decimal(2)))


def _fraction_words(match: regex.Match[str], _habit: Habit) -> Reading | None:
    a, b = notation.words(match["a"]), notation.words(match["b"])
    return Reading(Quantity(a[0], Decimal(1), of=b[0])) if a and b else None


def _words(match: regex.Match[str], _habit: Habit) -> Reading | None:
    read = notation.words(" ".join(match["w"].split()))
    if read is None or read[0] < 2:
        return None
    money = match.groupdict().get("dong")
    return Reading(Quantity(*read), "money" if money else "count", "đồng" if money else "")


def _words_digits(match: regex.Match[str], habit: Habit) -> Reading:
    return Reading(_number(match, habit, whole=True))


def _one(_match: regex.Match[str], _habit: Habit) -> Reading:
    return Reading(Quantity(Decimal(1), Decimal(1)))


_PERSONS = alternatives([head for head, cls in HEADS.items() if cls == "person"])
_STOP = ahead([row["word"] for row in rows("function_words")])
_BEFORE_WORDS = (
    r"(?:tại|với|ở|thêm|có|gồm|được|trao|tặng|cho|xây|xây dựng|thành lập|tổ chức|khởi công|hoàn thành|trồng|mở|duy trì)"
)
_PERCENT = r"(?: ?%| ?‰| phần trăm(?!\p{L})| điểm (?:%|phần trăm))"
_NOUN = ahead([head for head in HEADS if head not in ("năm", "ngày")])

RULES = (
    Rule(
        "percent_range",
        "figure",
        rf"(?P<a>{NUMBER})(?: ?%)?{_DASH}(?P<b>{NUMBER}){_PERCENT}(?P<sa>(?!))?",
        "báo cáo UBND",
        yes=(("đạt từ {5 - 7%} mỗi năm", "5..7 %"), ("từ {5% đến 7%}", "5..7 %")),
        no=(("giảm từ {8,2%} xuống 5,1%", "percent"),),
        read=_percent_range,
        follow=_RANGE | _PERCENTS,
    ),
    Rule(
        "percent",
        "figure",
        rf"(?P<a>{NUMBER}){_PERCENT}",
        _GOLD,
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
        "money_compound",
        "figure",
        rf"(?P<n>{NUMBER}) (?P<s>tỷ|tỉ)(?!\p{{L}})(?: đồng)?,? (?P<n>{NUMBER}) (?P<s>triệu|nghìn|ngàn)(?!\p{{L}})"
        rf"(?: (?P<n>{NUMBER}) (?P<s>nghìn|ngàn)(?!\p{{L}}))?(?: {_DONG})?"
        rf"|(?P<n>{NUMBER}) (?P<s>triệu)(?!\p{{L}}) (?P<n>{NUMBER}) (?P<s>nghìn|ngàn)(?!\p{{L}})(?: {_DONG})?",
        "báo cáo tài chính",
        yes=(("tổng {9 tỷ 125 triệu đồng}", "9125000000 đồng"),),
        read=_money_compound,
        follow=_SCALED | _CURRENCIES,
    ),
    Rule(
        "money_range",
        "figure",
        rf"{_TWO}(?: ?(?P<s>{SCALE}))?(?: ?(?P<dong>{_DONG})| ?(?P<tr>{_TR})| ?(?P<currency>{_CURRENCY}))"
        rf"|{_TWO} (?P<s>{SCALE})(?P<dong>(?!))?(?P<tr>(?!))?(?! {_NOUN})",
        "báo cáo Hội Nông dân",
        yes=(("vay từ {50 đến 80 triệu đồng}/hộ", "50000000..80000000 đồng"),),
        read=_scaled_range,
        follow=_RANGE | _SCALED,
    ),
    Rule(
        "money",
        "figure",
        rf"(?P<a>{NUMBER})(?:(?: ?(?P<s>{SCALE}))? ?(?:{_DONG}|(?P<currency>{_CURRENCY}))| ?(?P<tr>{_TR}))"
        rf"{_WORDS_IN_BRACKETS}",
        _GOLD,
        yes=(
            ("phạt tiền {122,188 triệu đồng}; chuyển", "122188000 đồng"),
            ("số tiền {36.378.936 đồng} (do", "36378936 đồng"),
            ("hỗ trợ {3.400 nghìn đồng}", "3400000 đồng"),
            ("trị giá {1.200.000.000đ (một tỷ hai trăm triệu đồng)}", "1200000000 đồng"),
            ("giải ngân {256,5 trđ}", "256500000 đồng"),
        ),
        no=(("có {12} đồng chí", "count"), ("hơn {5 triệu} đồng bào", "scaled")),
        read=_money,
        follow=_SCALED | _CURRENCIES,
    ),
    Rule(
        "scaled",
        "figure",
        rf"(?P<a>{NUMBER}) (?P<s>{SCALE})(?! ?{_DONG})(?=(?P<noun> (?:{_NOUN}|đồng bào))?)",
        _GOLD,
        yes=(
            ("dân số trên {5,8 vạn} người", "58000"),
            ("xây nhà trị giá {80 triệu}.", "80000000 đồng"),
            ("trồng {2 triệu} cây", "2000000"),
        ),
        read=_scaled,
        follow=_SCALED,
    ),
    Rule(
        "measure_range",
        "figure",
        rf"(?P<a>{NUMBER})(?P<sa>(?!))?(?: ?{_MEASURE})?{_DASH}"
        rf"(?P<b>{NUMBER}) ?(?P<m>{_MEASURE})(?P<rate>{_RATE_BASE})?",
        "báo cáo nông nghiệp",
        yes=(("năng suất {55 - 60 tạ/ha}", "55..60 tạ/ha"),),
        read=_measure_range,
        follow=_RANGE | _MEASURED,
    ),
    Rule(
        "fraction_measure",
        "figure",
        rf"(?P<a>{NUMBER}) ?/ ?(?P<b>{NUMBER}) ?(?P<m>{_MEASURE})(?P<rate>(?!))?",
        "báo cáo chấm điểm CCHC",
        yes=(("đạt {87/100 điểm}", "87/100 điểm"), ("gieo trồng {120,5/125 ha}", "120.5/125 ha")),
        read=_ratio,
        follow=frozenset({"/"}),
    ),
    Rule(
        "measure",
        "figure",
        rf"(?P<a>{NUMBER})(?: (?P<s>nghìn|ngàn|vạn|triệu))? ?(?P<m>{_MEASURE})(?P<rate>{_RATE_BASE})?",
        _GOLD,
        yes=(
            ("diện tích tự nhiên {66.315,44 ha}, gồm", "66315.44 ha"),
            ("hiến {11.934 m²} đất", "11934 m²"),
            ("năng suất đạt {56,3 tạ/ha}", "56.3 tạ/ha"),
            ("dài {2,5km}", "2.5 km"),
        ),
        no=(("thành lập {12} mô hình", "count"),),
        read=_measure,
        follow=_MEASURED | _SCALED,
    ),
    Rule(
        "money_ratio",
        "figure",
        rf"(?P<a>{NUMBER})(?: ?(?P<sa>{SCALE}))?(?: ?{_DONG})? ?/ ?(?P<b>{NUMBER}) ?(?:(?P<s>{SCALE}) ?{_DONG}"
        rf"|(?P<s>triệu|tỷ|tỉ)(?!\p{{L}})(?! {_NOUN})|{_DONG}|(?P<tr>{_TR}))",
        "báo cáo giải ngân vốn đầu tư",
        yes=(
            ("giải ngân {186,4/214,9 tỷ đồng}, đạt", "186400000000/214900000000 đồng"),
            ("chi {415/436 trđ}", "415000000/436000000 đồng"),
        ),
        read=_money_ratio,
        follow=_SCALED | _CURRENCIES | {"/"},
    ),
    Rule(
        "pair_swapped",
        "figure",
        rf"(?P<a>{NUMBER})(?= ?/ ?{NUMBER} (?:{_PERSONS}) (?P<u>vụ việc|vụ án|vụ|lượt|buổi|đơn)(?!\p{{L}}))",
        _GOLD,
        yes=(("môi trường {14}/24 đối tượng vụ.", "14 vụ"),),
        read=_pair_swapped,
        follow=frozenset({"/"}),
    ),
    Rule(
        "ratio",
        "figure",
        rf"(?P<a>{NUMBER}) ?/ ?(?P<b>{NUMBER})(?P<m>(?!))?(?! ?/ ?\d)",
        _GOLD,
        yes=(("{24/39} điểm nhóm", "24/39"), ("{40.008/40.008} hồ sơ", "40008/40008")),
        no=(("ngày {18/02/2022} của", "date_full"),),
        read=_ratio,
        follow=frozenset({"/"}),
    ),
    Rule(
        "range",
        "figure",
        rf"{_TWO}(?! ?/)",
        _GOLD,
        yes=(("có từ {01 - 02} mô hình", "1..2"), ("mỗi lớp từ {8 đến 12} người", "8..12")),
        no=(("giai đoạn {2021 - 2025} trên", "period_years"),),
        read=_range,
        follow=_RANGE | _SCALED,
    ),
    Rule(
        "count",
        "figure",
        rf"(?P<a>{NUMBER}){_WORDS_IN_BRACKETS}",
        _GOLD,
        yes=(
            ("cho {4.353} lượt người", "4353"),
            ("với {1295} lượt người", "1295"),
            ("thả {8,750} con giống", "8750"),
            ("có {2 340} hộ", "2340"),
            ("tặng {01 (một)} nhà", "1"),
        ),
        read=_count,
    ),
    Rule(
        "words_with_digits",
        "figure",
        rf"(?P<w>{WORDS}) ?\((?P<a>{NUMBER})\)",
        "văn bản hành chính",
        yes=(("gồm {hai (02)} phòng", "2"),),
        read=_words_digits,
    ),
    Rule(
        "fraction_words",
        "figure",
        r"(?P<a>một|hai|ba|bốn) phần (?P<b>hai|ba|bốn|tư|năm|mười)(?!\p{L})",
        "báo cáo UBND",
        yes=(("gần {một phần ba} số hộ", "1/3"),),
        read=_fraction_words,
    ),
    Rule(
        "half",
        "figure",
        r"một nửa(?!\p{L})|(?<=(?:quá|hơn|gần) )nửa(?= (?:số|dân|diện))",
        "báo cáo dân tộc, tôn giáo",
        yes=(("chiếm hơn {một nửa} dân số", "1/2"),),
        read=_half,
    ),
    Rule(
        "words_money",
        "figure",
        rf"(?P<w>{WORDS})(?<=nghìn|ngàn|triệu|tỷ|tỉ|rưỡi) (?P<dong>{_DONG})",
        "báo cáo UBND",
        yes=(("gần {hai trăm triệu đồng}", "200000000 đồng"),),
        read=_words,
    ),
    Rule(
        "words",
        "figure",
        rf"(?<!(?:thứ|lần|tháng|quý|lớp|cấp|bậc|hạng|loại|mức|đợt|vòng|tổ|khu|thôn|xóm|bản|ấp|số|cả|những|phường"
        rf"|mười|trăm|mùng|mồng|vụ|một|hai|ba|bốn|sáu|bảy|tám|chín) )"
        rf"(?P<w>(?!năm|một (?!trăm|nghìn|ngàn|vạn|triệu|tỷ|chục)|mười (?:giờ|ngày|năm|tháng)){WORDS})"
        rf"(?! (?:là|bên|mặt|chiều|bờ|tay|đầu|miền|năm|tháng|ngày|tuần|quý|mươi|cấp|sao|khi|hôm|phía|nước|nhà|vợ))"
        rf"(?=(?<=(?:trăm|nghìn|ngàn|vạn|triệu|chục) ?)\b| (?:lượt |{_NOUN})"
        rf"|(?<={_BEFORE_WORDS} \p{{L}}+) (?!{_STOP})\p{{Ll}}{{2,}})",
        "báo cáo Đoàn Thanh niên",
        yes=(
            ("xây dựng {hai} mô hình", "2"),
            ("gần {ba trăm} lượt", "300"),
            ("hơn {ba vạn} người", "30000"),
        ),
        read=_words,
    ),
    Rule(
        "one",
        "figure",
        r"(?<=(?:xóa tên|kết nạp|bóc gỡ|triệt phá|triệt xóa|thành lập|xây dựng|tặng|trao|khánh thành|khởi công"
        r"|tổ chức|phát hiện"
        r"|bắt giữ|bắt|thu giữ|còn|thêm|mới|khai trừ|cách chức|đình chỉ|hỗ trợ) )"
        rf"một(?= (?!số|phần|bộ phận|cửa|trong|cách|vài|mặt|lòng|khi|lần|chiều|nhóm lợi){_NOUN}| đường dây)",
        "báo cáo công an; báo cáo xây dựng Đảng",
        yes=(("bóc gỡ {một} đường dây đánh bạc", "1"), ("xóa tên {một} đảng viên.", "1")),
        read=_one,
    ),
    Rule(
        "times_words",
        "figure",
        r"gấp (?P<w>đôi|rưỡi|ba|bốn|năm|mười)(?!\p{L})(?: lần(?!\p{L}))?",
        "báo cáo phòng chống thiên tai",
        yes=(("thiệt hại {gấp đôi} năm 2017", "2 lần"), ("đạt 58 giải, {gấp rưỡi} năm học trước", "1.5 lần")),
        read=_times,
    ),
    Rule(
        "five",
        "figure",
        r"(?<=(?:[,;(]|\bcó|còn|với|tại|được|gồm|thành lập|xây dựng|tổ chức|thêm|trong số) )năm(?= (?:hộ|người"
        r"|đồng chí|mô hình|tổ|đội|lớp|cuộc"
        r"|buổi|vụ|xã|thôn|bản|đơn vị|cá nhân|tập thể|em|cháu|học sinh|công trình|tuyến|con|cây|ngôi|đại biểu"
        r"|đảng viên)(?!\p{L}))",
        "báo cáo giải phóng mặt bằng",
        yes=(("chưa nhận tiền, {năm} hộ phải cưỡng chế", "5"),),
        read=_five,
    ),
)
