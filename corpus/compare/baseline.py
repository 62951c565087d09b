"""Levels of an earlier time that a report states beside its own: "so với năm 2020 (190 buổi)", "(cùng kỳ: 98 lượt)"."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from patterns.compiled import compiled

_WHEN = (
    r"(?<!tháng[ ]\d{1,2}[ ]|tháng[ ]\d{1,2}/)(?:(?P<same>cùng kỳ|cùng thời điểm|\d{1,2} tháng(?: đầu| cuối)?)"
    r"(?: (?:của )?(?:năm )?(?P<of>(?:19|20)\d\d|trước|ngoái))?|năm (?P<year>(?:19|20)\d\d|trước|ngoái)"
    r"|(?P<start>đầu năm))"
)
_SAYS = r"(?:[ ]?:|[ ](?:là|đạt|có|chỉ có|chỉ|được|toàn huyện có))?[ ]?"
# The words right before the number: "so với năm 2020 (", "(năm 2020: ", "(cùng kỳ có ", ", cùng kỳ năm trước là "
_BEFORE = compiled(rf"(?:{_WHEN}[ ]?\({_SAYS}|\((?:so với[ ])?{_WHEN}{_SAYS}|{_WHEN}(?:[ ]?:|[ ]là)[ ])$")
# Those right behind it: "so với 34 vụ của năm 2020", "từ 30 vụ năm 2020 lên 34 vụ"
_BEHIND = compiled(rf"[ ]?(?:[\p{{L}}²]+[ ]){{0,4}}?\(?(?:của[ ]|trong[ ]|ở[ ])?{_WHEN}")
_RISING = compiled(
    r"[ ]?(?:[\p{L}²/]+[ ]?){0,5}(?:\([^()]*\)[ ]?|,?[ ]?năm[ ]\d{4}[ ]?)?(?:tăng[ ]|giảm[ ])?"
    r"(?:lên|xuống|còn)(?!\p{L})"
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The year that the level is of; `comparable` says that it is of the same part of that year."""

    year: int
    comparable: bool = True


def earlier(before: str, behind: str, year: int, months: int) -> Earlier | None:
    """Of which earlier time the number between the words is, in a report about so many months of a year.

    >>> earlier("tăng 24 buổi so với năm 2020 (", " buổi)", 2021, 12)
    Earlier(year=2020, comparable=True)
    >>> earlier("hòa giải thành 25 vụ (cùng kỳ: ", " vụ)", 2021, 6)
    Earlier(year=2020, comparable=True)
    >>> earlier("thu từ ", " ha lên 34 ha", 2021, 12)
    Earlier(year=2020, comparable=True)
    >>> earlier("giảm so với ", " vụ của cùng kỳ năm 2019", 2021, 6).year, earlier("tặng ", " suất quà", 2021, 12)
    (2019, None)
    """
    found = _BEFORE.search(before)
    if found is None and before.endswith(("so với ", "so với mức ", "bằng ")):
        found = _BEHIND.match(behind)
    if found is None and before.endswith((" từ ", "(từ ")) and (rising := _RISING.match(behind)):
        named = regex.search(r"(?:19|20)\d\d", rising[0])
        return _at(int(named[0]) if named else year - 1, year, comparable=True)
    if found is None:
        return None
    if any(found.captures("start")):
        return Earlier(year - 1, comparable=False)
    said = next(iter(found.captures("of") + found.captures("year")), "")
    same = bool(found.captures("same"))
    return _at(int(said) if said.isdigit() else year - 1, year, comparable=same or months == 12)


def _at(named: int, year: int, *, comparable: bool) -> Earlier | None:
    return Earlier(named, comparable) if 0 < named < year else None
