"""The period that a report's title states: "6 tháng đầu năm 2023", "quý III năm 2024", "từ ngày … đến ngày …"."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

import regex

from patterns.compiled import compiled
from patterns.structure.written_date import DAY, iso, make

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_OF_YEAR = r"(?:[ ]?/[ ]?|[ ]|,[ ])?(?:(?:đầu|cuối)[ ])?(?:(?:của[ ])?năm[ ])?(?P<year>(?:19|20)\d\d)?(?!\d)"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_FROM_TO = compiled(
    rf"(?:từ[ ]|(?<=:)[ ]*)(?:ngày[ ])?{DAY}[ ]?(?:-|–|đến|tới)[ ](?:hết[ ])?(?:\d+[hg]\d*[ ])?(?:ngày[ ])?"
    r"(?P<until>[\d/.–-]+|\d+ tháng \d+ năm \d+)",
    regex.IGNORECASE,
)
_UNTIL = compiled(
    rf"(?:tính[ ]|số liệu[ ])?(?:đến|tới)[ ](?:hết[ ])?(?:[\dhg:]+[ ])?(?:ngày[ ])?{DAY}", regex.IGNORECASE
)
_DAY = compiled(DAY)
# In order of how narrow they are: a quarter or some months of a year before the year, a year before a term.
_SPANS = compiled(
    rf"(?P<months>0?\d|1[0-2])[ ]tháng[ ]?(?P<half>đầu|cuối)?{_OF_YEAR}"
    rf"|quý[ ](?P<quarter>[IViv]+|[1-4])(?!\p{{L}}){_OF_YEAR.replace('year', 'year2')}"
    rf"|tháng[ ](?P<month>0?[1-9]|1[0-2])(?!\d){_OF_YEAR.replace('year', 'year3')}"
    rf"|(?<!học[ ]|mùa[ ]\p{{L}}+[ ]|vụ[ ])(?:năm|giai đoạn|nhiệm kỳ|thời kỳ|khóa|\()[ ]?"
    rf"(?P<first>{_YEAR})[ ]?(?:[-–]|đến(?: năm)?)[ ]?(?P<last>{_YEAR})"
    rf"|(?<!học[ ])năm[ ](?P<plain>{_YEAR})(?![ ]?[-–][ ]?\d)",
    regex.IGNORECASE,
)
# What is said of the time to come begins here.
_OUTLOOK = compiled(
    r"(?:[,;:.–-]|[ ]và)?[ ](?:phương hướng|nhiệm vụ|kế hoạch|chương trình|giải pháp|mục tiêu|dự kiến|chỉ tiêu)"
    r"(?!\p{L})[^;,]*(?:năm|tháng|quý|giai đoạn|nhiệm kỳ)",
    regex.IGNORECASE,
)
_PLAN_BEFORE = compiled(r"(?:chương trình|kế hoạch|đề án|nghị quyết|dự án|chỉ thị|kết luận)[^,;]*$", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, ISO 8601; "" where not stated."""

    start: str = ""
    end: str = ""

    def __bool__(self) -> bool:
        return bool(self.start or self.end)


def read_period(title: str, brackets: str = "") -> Period:
    """The period of a report by its title and the bracketed line below it ("(Số liệu từ ngày … đến ngày …)")."""
    both = f"{title} {brackets}"
    if exact := _from_to(both):
        return exact
    cut = next(
        (found.start() for found in _OUTLOOK.finditer(title) if _SPANS.search(title, 0, found.start())), len(title)
    )
    stated = [(found, _span(found, title)) for found in _SPANS.finditer(title, 0, cut)] or [
        (found, _span(found, title)) for found in _SPANS.finditer(title)
    ][:1]
    # "thực hiện Chương trình … giai đoạn 2021-2025 năm 2023": the term is the programme's, the year the report's.
    own = [
        span for found, span in stated if span and not (found["first"] and _PLAN_BEFORE.search(title, 0, found.start()))
    ]
    spans = own or [span for _, span in stated if span]
    if not spans:
        end = _UNTIL.search(brackets)
        return Period("", iso(end)) if end else Period()
    narrow = min(spans, key=lambda span: (int(span.end[:4]) - int(span.start[:4]), span.start))
    same_year = [span for span in spans if span.start[:4] == narrow.start[:4] and span.end[:4] == narrow.end[:4]]
    # "quý II và 6 tháng đầu năm 2024" and "tháng 6, 6 tháng đầu năm": both. A whole year beside them is no period.
    parts = [span for span in same_year if (span.start[5:], span.end[5:]) != ("01-01", "12-31")] or same_year
    start, end_day = min(span.start for span in parts), max(span.end for span in parts)
    if until := _UNTIL.search(both):
        end_day = iso(until) if iso(until)[:4] == end_day[:4] and start <= iso(until) else end_day
    return Period(start, end_day)


def cut_offs(text: str) -> Period:
    """The exact days that a sentence about the report's own data states ("số liệu tính từ ngày … đến ngày …")."""
    found = regex.search(
        r"(?i)(?:số liệu|kỳ báo cáo|thời điểm báo cáo|thời kỳ báo cáo|niên độ)[^.;\n]{0,80}?(?=từ[ ]|:[ ]*\d)"
        r"|\((?:được )?tính (?=từ[ ])",
        text,
    )
    return (_from_to(text[found.end() : found.end() + 120]) or Period()) if found else Period()


def _from_to(text: str) -> Period | None:
    for found in _FROM_TO.finditer(text):
        until = _DAY.match(text, found.start("until"))
        if until and iso(found) and iso(until) and iso(found) < iso(until):
            return Period(iso(found), iso(until))
    return None


def _span(found: regex.Match[str], title: str) -> Period | None:
    if found["first"]:
        return Period(f"{found['first']}-01-01", f"{found['last']}-12-31")
    if found["plain"]:
        return Period(f"{found['plain']}-01-01", f"{found['plain']}-12-31")
    # The year may be said once, at the end: "6 tháng đầu năm; nhiệm vụ 6 tháng cuối năm 2023".
    year = found["year"] or found["year2"] or found["year3"]
    if not year:
        later = regex.search(rf"năm[ ]({_YEAR})|/[ ]?({_YEAR})", title, pos=found.end(), flags=regex.IGNORECASE)
        year = (later[1] or later[2]) if later else None
    if not year:
        return None
    if found["months"]:
        months = int(found["months"])
        if "cuối" in found.group().lower():
            return _months(year, 13 - months, 12)
        return _months(year, 1, months) if months < 13 else None
    if found["quarter"]:
        quarter = _ROMAN.get(found["quarter"].lower())
        return _months(year, 3 * quarter - 2, 3 * quarter) if quarter else None
    return _months(year, int(found["month"]), int(found["month"]))


def _months(year: str, first: int, last: int) -> Period | None:
    if not 1 <= first <= last <= 12:
        return None
    return Period(make(year, first, 1), make(year, last, monthrange(int(year), last)[1]))
