"""Quantities in words: "hai mô hình", "gần ba trăm lượt", "một phần ba", "gấp đôi"."""

from __future__ import annotations

from decimal import Decimal

import regex

from patterns.claims import Quantity
from patterns.lexicon import ahead, rows
from patterns.rules import notation
from patterns.rules.form import NOUN, number
from patterns.rules.notation import NUMBER, NUMBER_WORDS, WORDS
from patterns.rules.rule import Habit, Reading, Rule, last_words

_STOP = ahead([row["word"] for row in rows("function_words")])
_BEFORE_WORDS = (
    r"(?:tại|với|ở|thêm|có|gồm|được|trao|tặng|cho|xây|xây dựng|thành lập|tổ chức|khởi công|hoàn thành|trồng|mở|duy trì)"
)

# Behind these words "một" and "năm" are numbers, and no article and no year.
_ONE_MORE = (
    "xóa tên|kết nạp|bóc gỡ|triệt phá|triệt xóa|thành lập|xây dựng|tặng|trao|khánh thành|khởi công|tổ chức|phát hiện"
    "|bắt giữ|bắt|thu giữ|còn|thêm|mới|khai trừ|cách chức|đình chỉ|hỗ trợ"
)
_FIVE_OF = "có|còn|với|tại|được|gồm|thành lập|xây dựng|tổ chức|thêm|trong số"


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
    return Reading(Quantity(*read))


def _words_digits(match: regex.Match[str], habit: Habit) -> Reading:
    return Reading(number(match, habit, whole=True))


def _one(_match: regex.Match[str], _habit: Habit) -> Reading:
    return Reading(Quantity(Decimal(1), Decimal(1)))


RULES = (
    Rule(
        "words_with_digits",
        "figure",
        rf"(?P<w>{WORDS}) ?\((?P<a>{NUMBER})\)",
        "văn bản hành chính",
        yes=(("gồm {hai (02)} phòng", "2"),),
        read=_words_digits,
        follow=NUMBER_WORDS | {"("},
    ),
    Rule(
        "fraction_words",
        "figure",
        r"(?P<a>một|hai|ba|bốn) phần (?P<b>hai|ba|bốn|tư|năm|mười)(?!\p{L})",
        "báo cáo UBND",
        yes=(("gần {một phần ba} số hộ", "1/3"),),
        read=_fraction_words,
        follow=frozenset({"phần"}),
    ),
    Rule(
        "half",
        "figure",
        r"một nửa(?!\p{L})|(?<=(?:quá|hơn|gần) )nửa(?= (?:số|dân|diện))",
        "báo cáo dân tộc, tôn giáo",
        yes=(("chiếm hơn {một nửa} dân số", "1/2"),),
        read=_half,
        follow=frozenset({"nửa", "số", "dân", "diện"}),
    ),
    Rule(
        "words",
        "figure",
        rf"(?<!(?:thứ|lần|tháng|quý|lớp|cấp|bậc|hạng|loại|mức|đợt|vòng|tổ|khu|thôn|xóm|bản|ấp|số|cả|những|phường"
        rf"|mười|trăm|mùng|mồng|vụ|một|hai|ba|bốn|sáu|bảy|tám|chín) )"
        rf"(?P<w>(?!năm|một (?!trăm|nghìn|ngàn|vạn|triệu|tỷ|chục)|mười (?:giờ|ngày|năm|tháng)){WORDS})"
        rf"(?! (?:là|bên|mặt|chiều|bờ|tay|đầu|miền|năm|tháng|ngày|tuần|quý|mươi|cấp|sao|khi|hôm|phía|nước|nhà|vợ))"
        rf"(?=(?<=(?:trăm|nghìn|ngàn|vạn|triệu|chục) ?)\b| (?:lượt |nam\b|nữ\b|{NOUN})"
        rf"|(?<={_BEFORE_WORDS} \p{{L}}+) (?!{_STOP})\p{{Ll}}{{2,}})",
        "báo cáo Đoàn Thanh niên",
        yes=(
            ("xây dựng {hai} mô hình", "2"),
            ("gần {ba trăm} lượt", "300"),
            ("hơn {ba vạn} người", "30000"),
        ),
        read=_words,
        begins=NUMBER_WORDS - {"năm"},
    ),
    Rule(
        "one",
        "figure",
        rf"(?<=(?:{_ONE_MORE}) )"
        rf"một(?= (?!số|phần|bộ phận|cửa|trong|cách|vài|mặt|lòng|khi|lần|chiều|nhóm lợi){NOUN}| đường dây)",
        "báo cáo công an; báo cáo xây dựng Đảng",
        yes=(("bóc gỡ {một} đường dây đánh bạc", "1"), ("xóa tên {một} đảng viên.", "1")),
        read=_one,
        lead=last_words(_ONE_MORE),
        begins=frozenset({"một"}),
    ),
    Rule(
        "times_words",
        "figure",
        r"gấp (?P<w>đôi|rưỡi|ba|bốn|năm|mười)(?!\p{L})(?: lần(?!\p{L}))?",
        "báo cáo phòng chống thiên tai",
        yes=(("thiệt hại {gấp đôi} năm 2017", "2 lần"), ("đạt 58 giải, {gấp rưỡi} năm học trước", "1.5 lần")),
        read=_times,
        begins=frozenset({"gấp"}),
    ),
    Rule(
        "five",
        "figure",
        rf"(?<=(?:[,;(]|\b{_FIVE_OF}) )năm(?= (?:hộ|người|đồng chí|mô hình|tổ|đội|lớp|cuộc"
        r"|buổi|vụ|xã|thôn|bản|đơn vị|cá nhân|tập thể|em|cháu|học sinh|công trình|tuyến|con|cây|ngôi|đại biểu"
        r"|đảng viên)(?!\p{L}))",
        "báo cáo giải phóng mặt bằng",
        yes=(("chưa nhận tiền, {năm} hộ phải cưỡng chế", "5"),),
        read=_five,
        lead=last_words(_FIVE_OF) | {",", ";", "("},
        begins=frozenset({"năm"}),
    ),
)
