"""Calendar days as they are written in documents, made ISO 8601."""

from __future__ import annotations

from datetime import date

import regex

_MONTHS = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
    "chạp": 12,
}
_MONTH_WORDS = "|".join(sorted(_MONTHS, key=len, reverse=True))

# "18/02/2022", "18-2-2022", "18.2.2022", "15 tháng 12 năm 2020", "03 tháng tư năm 2018". The groups are numbered by
# name so that a pattern may hold the day once; `iso` reads them.
DAY = (
    r"(?P<day>\d{1,2})(?:\s?[/.\-–]\s?(?P<month>\d{1,2})\s?[/.\-–]\s?(?P<year>\d{4})(?!\d)"
    rf"|\s+tháng\s+(?P<month_word>\d{{1,2}}|{_MONTH_WORDS})\s+năm\s+(?P<year_word>\d{{4}})(?!\d))"
)


def iso(match: regex.Match[str]) -> str:
    """The day of a match of `DAY` as ISO 8601; "" where there is no such day ("31/02/2023")."""
    if match["day"] is None:
        return ""
    month = match["month"] or match["month_word"].casefold()
    number = int(month) if month.isdigit() else _MONTHS[month]
    return make(match["year"] or match["year_word"], number, match["day"])


def make(year: str | int, month: str | int, day: str | int) -> str:
    """ISO 8601 of the day, "" where the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
