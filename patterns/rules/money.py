"""Amounts of money: with scale words, compound, in ranges and ratios, in foreign currency, in words."""

from __future__ import annotations

from decimal import Decimal

import regex

from patterns.claims import Quantity
from patterns.rules import notation
from patterns.rules.form import (
    DONG,
    MILLIONS,
    NOUN,
    RANGE,
    SAMPLE,
    SCALED,
    TWO,
    WORDS_IN_BRACKETS,
    number,
    pair_of,
)
from patterns.rules.notation import NUMBER, NUMBER_WORDS, SCALE, WORDS
from patterns.rules.rule import Habit, Reading, Rule

_CURRENCY = r"(?:usd|đô la(?: mỹ)?|euro|eur|nhân dân tệ|ndt|kíp lào|bạt)(?!\p{L})"
_CURRENCIES = frozenset(
    ["đồng", "đ", "vnđ", "vnd", "trđ", "tr", "trđồng", "usd", "đô", "euro", "eur", "nhân", "ndt", "kíp", "bạt"]
)


def _money(match: regex.Match[str], habit: Habit) -> Reading:
    scale = "triệu" if match["tr"] else match["s"] or ""
    value = notation.quantity(match["a"], scale, whole=not scale, point=habit.decimal_point)
    return Reading(value, "money", match["currency"] or "đồng")


def _money_compound(match: regex.Match[str], _habit: Habit) -> Reading:
    value, step = Decimal(0), Decimal(1)
    for digits, scale in zip(match.captures("n"), match.captures("s"), strict=True):
        part = notation.quantity(digits, scale, whole=False)
        value, step = value + part.value, part.step
    return Reading(Quantity(value, step), "money", "đồng")


def _scaled_range(match: regex.Match[str], habit: Habit) -> Reading | None:
    pair = pair_of(match, habit, "triệu" if match["tr"] else match["s"] or "", whole=False)
    money = match["dong"] or match["tr"] or match["s"] in ("triệu", "tỷ", "tỉ")
    if pair is None:
        return None
    if currency := match.groupdict().get("currency"):
        return Reading(pair, "money", currency)
    return Reading(pair, "money" if money else "count", "đồng" if money else "")


def _scaled(match: regex.Match[str], habit: Habit) -> Reading:
    """ "80 triệu" is money unless a counted noun follows; "5,8 vạn", "3 nghìn" are counts unless nothing follows."""
    value = number(match, habit, whole=False, scale="s")
    if match["noun"] is None and match["s"].split()[-1] not in ("vạn", "chục", "trăm"):
        return Reading(value, "money", "đồng")
    return Reading(value)


def _money_ratio(match: regex.Match[str], habit: Habit) -> Reading:
    scale = "triệu" if match["tr"] else match["s"] or ""
    a = notation.quantity(match["a"], match["sa"] or scale, whole=not scale, point=habit.decimal_point)
    b = notation.quantity(match["b"], scale, whole=not scale, point=habit.decimal_point)
    return Reading(Quantity(a.value, max(a.step, b.step), of=b.value), "money", "đồng")


def _in_words(match: regex.Match[str], _habit: Habit) -> Reading | None:
    read = notation.words(" ".join(match["w"].split()))
    return Reading(Quantity(*read), "money", "đồng") if read else None


RULES = (
    Rule(
        "money_compound",
        "figure",
        rf"(?P<n>{NUMBER}) (?P<s>tỷ|tỉ)(?!\p{{L}})(?: đồng)?,? (?P<n>{NUMBER}) (?P<s>triệu|nghìn|ngàn)(?!\p{{L}})"
        rf"(?: (?P<n>{NUMBER}) (?P<s>nghìn|ngàn)(?!\p{{L}}))?(?: {DONG})?"
        rf"|(?P<n>{NUMBER}) (?P<s>triệu)(?!\p{{L}}) (?P<n>{NUMBER}) (?P<s>nghìn|ngàn)(?!\p{{L}})(?: {DONG})?",
        "báo cáo tài chính",
        yes=(("tổng {9 tỷ 125 triệu đồng}", "9125000000 đồng"),),
        read=_money_compound,
        follow=frozenset({"tỷ", "tỉ", "triệu"}),
        further=frozenset({"đồng", ",", "triệu", "nghìn", "ngàn"}),
    ),
    Rule(
        "money_range",
        "figure",
        rf"{TWO}(?: ?(?P<s>{SCALE}))?(?: ?(?P<dong>{DONG})| ?(?P<tr>{MILLIONS})| ?(?P<currency>{_CURRENCY}))"
        rf"|{TWO} (?P<s>{SCALE})(?P<dong>(?!))?(?P<tr>(?!))?(?! {NOUN})",
        "báo cáo Hội Nông dân",
        yes=(("vay từ {50 đến 80 triệu đồng}/hộ", "50000000..80000000 đồng"),),
        read=_scaled_range,
        follow=RANGE | SCALED,
        further=RANGE | SCALED | _CURRENCIES,
    ),
    Rule(
        "money",
        "figure",
        rf"(?<!\bbạc,? (?:và )?)(?P<a>{NUMBER})"  # "03 Vàng, 04 Bạc, 05 Đồng" are medals
        rf"(?:(?: ?(?P<s>{SCALE}))? ?(?:{DONG}|(?P<currency>{_CURRENCY}))| ?(?P<tr>{MILLIONS}))"
        rf"{WORDS_IN_BRACKETS}",
        SAMPLE,
        yes=(
            ("phạt tiền {122,188 triệu đồng}; chuyển", "122188000 đồng"),
            ("số tiền {36.378.936 đồng} (do", "36378936 đồng"),
            ("hỗ trợ {3.400 nghìn đồng}", "3400000 đồng"),
            ("trị giá {1.200.000.000đ (một tỷ hai trăm triệu đồng)}", "1200000000 đồng"),
            ("giải ngân {256,5 trđ}", "256500000 đồng"),
        ),
        no=(("có {12} đồng chí", "count"), ("hơn {5 triệu} đồng bào", "scaled")),
        read=_money,
        follow=SCALED | _CURRENCIES,
    ),
    Rule(
        "money_ratio",
        "figure",
        rf"(?P<a>{NUMBER})(?: ?(?P<sa>{SCALE}))?(?: ?{DONG})? ?/ ?(?P<b>{NUMBER}) ?(?:(?P<s>{SCALE}) ?{DONG}"
        rf"|(?P<s>triệu|tỷ|tỉ)(?!\p{{L}})(?! {NOUN})|{DONG}|(?P<tr>{MILLIONS}))",
        "báo cáo giải ngân vốn đầu tư",
        yes=(
            ("giải ngân {186,4/214,9 tỷ đồng}, đạt", "186400000000/214900000000 đồng"),
            ("chi {415/436 trđ}", "415000000/436000000 đồng"),
        ),
        read=_money_ratio,
        follow=SCALED | _CURRENCIES | {"/"},
        further=SCALED | _CURRENCIES | {"/"},
    ),
    Rule(
        "scaled",
        "figure",
        rf"(?P<a>{NUMBER}) (?P<s>{SCALE})(?! ?{DONG})(?=(?P<noun> (?:{NOUN}|đồng bào))?)",
        SAMPLE,
        yes=(
            ("dân số trên {5,8 vạn} người", "58000"),
            ("xây nhà trị giá {80 triệu}.", "80000000 đồng"),
            ("trồng {2 triệu} cây", "2000000"),
        ),
        read=_scaled,
        follow=SCALED,
    ),
    Rule(
        "words_money",
        "figure",
        rf"(?P<w>{WORDS})(?<=nghìn|ngàn|triệu|tỷ|tỉ|rưỡi) (?P<dong>{DONG})",
        "báo cáo UBND",
        yes=(("gần {hai trăm triệu đồng}", "200000000 đồng"),),
        read=_in_words,
        follow=NUMBER_WORDS,
    ),
)
