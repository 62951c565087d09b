"""Which days a time expression of the text means, by the report's own period: "cùng kỳ", "đến 30/10/2023"."""

from __future__ import annotations

from calendar import monthrange
from functools import lru_cache
from typing import NamedTuple

from patterns.compiled import compiled
from patterns.structure.written_date import DAY, iso, make


class Span(NamedTuple):
    """First and last day, ISO 8601; "" where not known."""

    start: str
    end: str


_DAY = compiled(DAY)
_YEAR = compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS = compiled(r"(?P<first>(?:19|20)\d\d)[ ]?(?:[-–—÷]|đến)[ ]?(?:năm[ ])?(?P<last>(?:19|20)\d\d|\d\d)(?!\d)")
_MONTHS = compiled(r"(?P<months>\d{1,2})[ ]tháng(?P<late>[ ]cuối)?")
_MONTH_YEAR = compiled(r"(?P<month>\d{1,2})[ ]?/[ ]?(?P<year>(?:19|20)\d\d)$")
_DAY_MONTH = compiled(r"(?P<day>\d{1,2})(?:[ ]?/[ ]?|[ ]tháng[ ])(?P<month>\d{1,2})$")
_NUMBER = compiled(r"\d{1,2}")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def shifted(span: Span, years: int) -> Span:
    """The same days so many years later; 29 February becomes the 28th."""
    return Span(_shifted(span.start, years), _shifted(span.end, years))


def _shifted(day: str, years: int) -> str:
    if not day:
        return ""
    year, month, number = day.split("-")
    moved = str(int(year) + years)
    return make(moved, month, number) or make(moved, month, 28)


def whole_year(year: str, report: Span) -> Span:
    """A year named alone; the report's own year means the report's own days, with its cut-off."""
    if report.end[:4] == year and report.start[:4] in ("", year):
        return report
    return Span(f"{year}-01-01", f"{year}-12-31")


def months_of(year: str, first: int, last: int) -> Span | None:
    """From the first day of one month to the last day of another; None where there are no such months."""
    if not (year and 1 <= first <= last <= 12):
        return None
    return Span(make(year, first, 1), make(year, last, monthrange(int(year), last)[1]))


@lru_cache(maxsize=4096)
def meant(raw: str, before: tuple[str, ...], report: Span) -> Span | None:
    """The days that a date or period means: `raw` its words, `before` the time words before it, nearest last.

    None where it says none: a duration ("10 năm thực hiện"), a day that the calendar does not have.
    """
    own = report.end[:4]
    last = before[-1] if before else ""
    if day := _day(raw, own):
        return _until(day, before, report)
    if years := _YEARS.search(raw):
        end = years["last"] if len(years["last"]) == 4 else years["first"][:2] + years["last"]
        return Span(f"{years['first']}-01-01", f"{end}-12-31") if years["first"] < end else None
    if month := _MONTH_YEAR.search(raw):
        return _until_span(months_of(month["year"], int(month["month"]), int(month["month"])), before, report)
    year = found[0] if (found := _YEAR.search(raw)) else own
    if months := _MONTHS.match(raw):
        count = int(months["months"])
        if "đầu" not in raw and not months["late"] and not found:
            return None  # "hằng quý, 6 tháng giao ban"
        return months_of(year, 13 - count, 12) if months["late"] else months_of(year, 1, count)
    if last in ("tháng", "quý") and (numbers := _NUMBER.findall(_YEAR.sub("", raw))):
        first, final = int(numbers[0]), int(numbers[-1])
        if last == "tháng":
            return _until_span(months_of(year, first, final), before, report)
        return months_of(year, 3 * first - 2, 3 * final)
    if not found:
        return None
    if "kỳ" in before and "cùng" in before:
        return shifted(report, int(year) - int(own)) if own else whole_year(year, report)
    quarter = next((_QUARTERS[word] for word in before if word in _QUARTERS), 0)
    if quarter and "quý" in before:
        return months_of(year, 3 * quarter - 2, 3 * quarter)
    if last in ("năm", "") or year == raw.strip():
        return whole_year(year, report)
    return None


def _day(raw: str, own: str) -> str:
    if found := _DAY.search(raw):
        return iso(found)
    if found := _DAY_MONTH.match(raw):
        return make(own, found["month"], found["day"]) if own else ""
    return ""


def _until(day: str, before: tuple[str, ...], report: Span) -> Span | None:
    """ "tính đến 30/10/2023", "từ đầu năm đến …": until the day; a day alone says when one thing happened."""
    if "đến" not in before and "tới" not in before:
        return Span(day, day)
    start = f"{day[:4]}-01-01" if "đầu" in before or not report.start or report.start > day else report.start
    return Span(start, day)


def _until_span(span: Span | None, before: tuple[str, ...], report: Span) -> Span | None:
    return _until(span.end, before, report) if span and ("đến" in before or "tới" in before) else span
