"""Numbers that say when: dates, periods, years, clock times, ages. None of them is a claimed quantity."""

from __future__ import annotations

import regex

from patterns.claims import Quantity
from patterns.lexicon import UNIT_AHEAD
from patterns.rules.notation import NUMBER, quantity
from patterns.rules.rule import Habit, Reading, Rule

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_CENTURIES = frozenset({"19", "20"})
_DM = rf"{_DAY} ?/ ?{_MONTH}"
_DASHES = frozenset({"-", "–", "—", "÷", "đến", "tới"})
_HOLIDAYS = (
    "3/2|03/2|03/02|8/3|08/3|08/03|26/3|26/03|30/4|30/04|1/5|01/5|01/05|19/5|19/05|1/6|01/6|01/06|28/6|28/06|27/7|27/07"
    "|19/8|19/08|2/9|02/9|02/09|10/10|14/10|15/10|20/10|18/11|20/11|22/12"
    "|31/3|31/03|30/6|30/06|30/9|30/09|31/10|30/11|31/12"  # the days that reports count to
)
_SPAN = r"(?:tháng|năm(?! (?:19|20)\d\d)|quý|tuần(?! (?:tra|lễ|hoàn))|ngày|nhiệm kỳ|thập kỷ|thế kỷ|mùa vụ|năm học)"
_NO_SPAN = r"(?! (?:công|hội|lễ|lao động|thứ bảy|chủ nhật|sách|đêm hội|lương|bảo hiểm|phép|người))"


def _duration(match: regex.Match[str], habit: Habit) -> Reading:
    low = quantity(match["a"], "", whole=True, point=habit.decimal_point)
    if not match["b"]:
        return Reading(low, "other")
    high = quantity(match["b"], "", whole=True, point=habit.decimal_point)
    return Reading(Quantity(low.value, low.step, value_max=high.value), "other")


RULES = (
    Rule(
        "date_words",
        "date",
        rf"(?<=ngày (?:mùng )?){_DAY} tháng {_MONTH}(?: năm {_YEAR})?(?!\d)|{_DAY} tháng {_MONTH} năm {_YEAR}(?!\d)",
        "Nghị định 30/2020/NĐ-CP, Phụ lục I",
        yes=(
            ("Tam Đường, ngày {15 tháng 12 năm 2023}", ""),
            ("từ ngày {01 tháng 6} đến nay", ""),
        ),
        no=(("Kết quả {6 tháng đầu năm 2023}", "period_span"),),
        lead=frozenset({"ngày", "mùng"}),
        follow=frozenset({"tháng"}),
    ),
    Rule(
        "date_full",
        "date",
        rf"{_DAY} ?/ ?{_MONTH} ?/ ?(?:{_YEAR}|\d\d)(?![\d/])|{_DAY}[.-]{_MONTH}[.-]{_YEAR}(?!\d)"
        rf"|{_DAY} - {_MONTH} - {_YEAR}(?!\d)"
        rf"|{_DAY}(?: ?[-–] ?| và ){_DAY} ?/ ?{_MONTH} ?/ ?{_YEAR}(?!\d)",
        "Quy chế số 14-QC/HU, ngày 18/02/2022",
        yes=(
            ("số 14-QC/HU, ngày {18/02/2022} của Ban", ""),
            ("tính đến {30/10/2023} đã", ""),
            ("ngày {15.12.2023}, huyện", ""),
            ("trong các ngày {20-22/11/2023}", ""),
        ),
        no=(("đạt {104/126} khu dân cư", "ratio"),),
        follow=frozenset({"/", "-", "–", "và"}),
        long=True,
    ),
    Rule(
        "clock_time",
        "other",
        rf"24 ?/ ?(?:24|7)(?!\d)(?: ?(?:giờ|h)(?!\p{{L}})|(?! ?(?:{UNIT_AHEAD})))"
        rf"|\d{{1,2}} ?giờ ?[0-5]\d(?!\d)(?! ?(?:{UNIT_AHEAD})(?<!ngày))"
        r"|\d{1,2}h\d\d(?!\d)|\d{1,2} ?(?:giờ|h|g)(?: ?\d{1,2}(?: ?(?:phút|’|')|(?![\d/.,%\p{L}])(?! \p{L})"
        r"|(?= ?,)))?(?!\p{L})(?! công)"
        r"|\d{1,3} phút(?!\p{L})|[01]?\d:[0-5]\d(?!\d)",
        "báo cáo Đoàn Thanh niên",
        yes=(
            ("bắt đầu lúc {7 giờ 30}", ""),
            ("từ {15h30} cùng ngày", ""),
            ("trực {24/24 giờ}", ""),
            ("khai mạc {08:00}", ""),
        ),
        no=(("giúp dân {120} giờ công", "count"),),
        follow=frozenset({"/", ":", "giờ", "h", "g", "phút"}),
    ),
    Rule(
        "age",
        "other",
        r"\d{1,3}(?:,\d)?(?:(?: ?[-–] ?| đến | tới |, | và | hoặc )(?:dưới |đủ "
        r"|hết )?\d{1,3})*(?: tháng)? tuổi(?! đảng)(?!\p{L})(?: \d{1,2} tháng)?"
        r"|\d{1,3}(?= tuổi)|(?<=tuổi(?: đời)? (?:dưới|trên|từ|đủ) )\d\d(?!\d| ?%|[.,]\d)"
        r"|(?<=tuổi(?: đời| đảng)? (?:bình quân|trung bình)(?: là)? )"
        r"\d\d(?:[.,]\d+)?(?!\d)",
        "báo cáo Đoàn Thanh niên",
        yes=(
            ("thanh niên từ {18 đến 35 tuổi}", ""),
            ("trẻ em dưới {16 tuổi}", ""),
        ),
        no=(("tiêm chủng trẻ dưới 1 tuổi trên {95%}", "percent"),),
        lead=frozenset({"dưới", "trên", "từ", "đủ", "quân", "bình", "là"}),
        follow=_DASHES | {"và", "hoặc", "dưới", "đủ", "hết", "tháng", "tuổi"},
    ),
    Rule(
        "date_day_month",
        "date",
        rf"(?<=(?:ngày|hôm|dịp|sáng|chiều|tối|đêm|lễ|tết|mừng|kỷ niệm) [(“]?|(?<!\p{{L}})(?:trước|hết|sau)(?: ngày)? )"
        rf"{_DAY}(?: ?[-–] ?{_DAY})? ?/ ?{_MONTH}(?![\d/%])"
        rf"|(?<=ngày ){_DAY}(?= ?(?:[-–,]|đến|và|tới) ?(?:ngày )?{_DAY} ?/ ?{_MONTH})"
        rf"|(?<=(?:đến|từ|tới|đến hết|tính đến|và|đến ngày|-|–) ){_DM}(?![\d/%])(?! (?:{UNIT_AHEAD}))(?! ?đạt)"
        rf"|(?<=ngày (?:pháp luật|thành lập|truyền thống|quốc tế|toàn dân|vì)(?: \p{{L}}+){{0,4}} ){_DM}(?![\d/%])"
        rf"(?! (?:{UNIT_AHEAD}))"
        rf"|(?<=ngày (?:{_DM}(?:, ?| và | ?[-–] ?))+){_DM}(?![\d/%])"
        rf"|(?<!(?:tăng|giảm) \d[^;.()]{{0,60}}\()(?:{_HOLIDAYS})(?![\d/%])(?! (?:{UNIT_AHEAD}|số|tổng|diện|dân))"
        rf"|(?<=ngày ){_DAY}-{_MONTH}(?![\d/%-])",
        "Nghị định 145/2013/NĐ-CP (ngày kỷ niệm)",
        yes=(
            ("Ngày hội Đại đoàn kết {18/11}", ""),
            ("Tổ chức Ngày Pháp luật {09/11}; tỷ lệ", ""),
            ("tính đến {15/6}đến nay", ""),
            ("trước ngày {20/9}", ""),
            ("từ ngày {20} đến 24/3/2024", ""),
        ),
        no=(
            ("đến nay có {09/13} xã", "ratio"),
            ("đến {5/10} hộ", "ratio"),
            ("tăng 02 người chết ({11/9})", "ratio"),
            ("so với năm trước ({12/9} vụ)", "ratio"),
            ("tăng 01 vụ ({3/2})", "ratio"),
        ),
        follow=_DASHES | {"/", "và", "ngày"},
    ),
    Rule(
        "period_month_year",
        "period",
        rf"{_MONTH} ?/ ?{_YEAR}(?!\d)|(?<=tháng ){_MONTH} ?[-–] ?{_YEAR}(?!\d)"
        rf"|(?<=tháng ){_MONTH}(?= ?(?:[-–]|đến|và|,) ?(?:tháng )?{_MONTH} ?/ ?{_YEAR})",
        "báo cáo UBND",
        yes=(("từ tháng {12/2022} đến nay", ""), ("đến {10/2023}", ""), ("từ tháng {5} - 10/2023 mở", "")),
        follow=_DASHES | {"/", "và", "tháng"},
    ),
    Rule(
        "period_years",
        "period",
        rf"{_YEAR} ?(?:[-–—÷]|đến) ?(?:năm )?(?:{_YEAR}|\d\d)(?![\d.,/]\d|\d)",
        "Kế hoạch số 15-KH/HU",
        yes=(
            ("giai đoạn {2021-2025} tới", ""),
            ("giai đoạn {2021 - 2025} trên", ""),
            ("năm học {2022 – 2023}", ""),
        ),
        follow=_DASHES,
    ),
    Rule(
        "period_year",
        "period",
        rf"(?<=\bnăm(?: học| tài chính| ngân sách| kế hoạch)? ){_YEAR}(?![\d%]|[.,]\d|/)"
        rf"|(?<=\bnăm {_YEAR}(?: ?[,;] ?| và | hoặc )(?:{_YEAR}(?: ?[,;] ?| và ))*){_YEAR}(?![\d%]|[.,]\d)",
        "Báo cáo tổng kết công tác dân vận năm 2023",
        yes=(("so với năm {2022})", ""), ("các năm 2021, {2022}", "")),
        no=(("với {1295} lượt người", "count"),),
        lead=frozenset({"năm", "học", "chính", "sách", "hoạch", ",", ";", "và", "hoặc"}),
        begins=_CENTURIES,
    ),
    Rule(
        "duration",
        "figure",
        rf"(?<=(?:rút ngắn|chậm|trễ|kéo dài|giảm|chỉ còn|còn|sớm|không quá|tối đa|ít nhất|tối thiểu|trong vòng"
        rf"|chậm nhất(?: là)? sau|mỗi \p{{L}}+|quá hạn"
        rf"|trung bình|bình quân|thời gian [^,;.\d\n]{{0,24}})"
        rf"(?: được| thêm| khoảng| từ| là| xuống| hơn| mỗi lớp| bình quân)* )(?P<a>{NUMBER})(?:(?: ?[-–] ?"
        rf"| đến )(?P<b>{NUMBER}))?"
        r"(?= (?:ngày|giờ|tuần|tháng|phút)(?: làm việc)?(?!\p{L}))(?! (?:tháng|tuần) (?:đầu|cuối))"
        rf"|(?<=từ )(?P<a>{NUMBER}) đến (?P<b>{NUMBER})(?= (?:ngày|giờ|tuần|tháng|phút|năm)(?!\p{{L}}| (?:19|20)\d\d))",
        "báo cáo cải cách hành chính",
        yes=(
            ("rút ngắn {05} ngày làm việc", "5"),
            ("thời gian mỗi lớp {02} ngày.", "2"),
            ("chậm từ {15 đến 20} ngày.", "15..20"),
            ("nợ đóng từ {03 đến 14} tháng", "3..14"),
        ),
        no=(("tổng kết {10 năm} thực hiện", "period_span"),),
        read=_duration,
        follow=_DASHES | {"ngày", "giờ", "tuần", "tháng", "phút"},
    ),
    Rule(
        "period_span",
        "period",
        rf"\d{{1,3}}(?: ?[-–] ?\d{{1,3}}| đến \d{{1,3}})? {_SPAN}(?!\p{{L}}){_NO_SPAN}"
        rf"(?: (?:đầu|cuối|giữa))?(?: năm)?(?: {_YEAR}(?!\d))?",
        "Báo cáo tổng kết 10 năm thực hiện Quyết định 218-QĐ/TW",
        yes=(
            ("tổng kết {10 năm} thực hiện", ""),
            ("hằng quý, {6 tháng} giao ban", ""),
            ("Báo cáo {6 tháng đầu năm 2023}", ""),
            ("trong thời hạn {05 ngày}", ""),
        ),
        no=(("ủng hộ {390} ngày công", "count"), ("tổ chức {13} ngày hội", "count")),
        follow=_DASHES | {"tháng", "năm", "quý", "tuần", "ngày", "nhiệm", "thập", "thế", "mùa"},
    ),
    Rule(
        "period_index",
        "period",
        rf"(?<=(?:tháng|quý|tuần)(?: thứ)? )\d{{1,2}}(?:(?: ?[-–,] ?| và | đến )\d{{1,2}})*(?! ?[/%]|\d"
        rf"|[.,]\d)(?! ?(?:{UNIT_AHEAD}|[-–] ?\d))"
        rf"(?:(?: năm| /|/) ?{_YEAR}(?!\d))?",
        "báo cáo UBND",
        yes=(("trong tháng {6}, huyện", ""), ("quý {1 và 2}", "")),
        no=(("từ tháng {12/2022} đến", "period_month_year"),),
        lead=frozenset({"tháng", "quý", "tuần", "thứ"}),
    ),
    Rule(
        "period_bare_year",
        "period",
        rf"{_YEAR}(?![\d%]|[.,]\d| ?/ ?\d)(?! ?(?:{UNIT_AHEAD}))(?! (?:triệu|tỷ|tỉ|nghìn|ngàn|đồng)\b)",
        "kế hoạch công tác dân vận 2023",
        yes=(("kế hoạch công tác dân vận {2023}, quy chế", ""), ("(giảm so với {2022})", "")),
        no=(("có {2023} hộ", "count"),),
        begins=_CENTURIES,
    ),
)
