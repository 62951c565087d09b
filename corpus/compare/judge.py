"""The checks over many reports: districts against their communes, and every office against its own earlier reports."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.check import Check
from corpus.compare.across import named_apart
from corpus.compare.change import change_checks, copied_checks
from corpus.compare.levels import left_standing
from corpus.compare.record import Claimed, Record
from corpus.compare.rollup import rollup_checks
from corpus.compare.row import Code
from corpus.compare.words import plain
from corpus.indicators import dictionary
from corpus.territory import REFORM

YEARS_BACK = 5
"""A stated change may be against an earlier year than the last; so many years are looked back."""

_COMMUNES = ("xã ", "phường ", "thị trấn ", "đặc khu ")

_OF_ITS_OWN = frozenset(["đoàn", "phụ", "lhpn", "nông", "cựu", "ccb", "mặt", "mttq", "thập"])
"""Words of bodies that report on their own work only, under whatever title; plain as `plain` leaves them."""

_GENERAL = frozenset((Path(__file__).parents[1] / "lexicon" / "title_words.txt").read_text(encoding="utf-8").split())
"""Words that titles of every subject have."""


def judge(records: Iterable[Record], about: Container[str] | None = None) -> Mapping[str, tuple[Check, ...]]:
    """The checks that take several reports, by the report_id of the report that they are about; of all, or of some.

    Reports come and go in any order; the checks are the same. Only reports that can meet are compared.
    """
    kept = adopted(sorted({each.report_id: each for each in records}.values(), key=lambda each: each.report_id))
    codes = {key: code for each in kept for key, code in dictionary().codes(each).items()}

    def code(claimed: Claimed) -> str:
        return codes.get(claimed.figure.figure_id, "")

    found = {}
    for each in kept:
        if about is None or each.report_id in about:
            checks = named_apart([*_rollup(each, kept, code), *_changes(each, kept, code)])
            if checks:
                found[each.report_id] = checks
    return found


def group(record: Record) -> str:
    """What reports must share to be compared at all: the district; of a commune that names none the commune itself."""
    return {"xã": record.parent_area or record.area, "huyện": record.area}.get(record.level, record.area)


def is_stray(group: str) -> bool:
    """Whether a group is that of a commune which names no district: the heads of UBND xã seldom do."""
    return group.startswith(_COMMUNES)


def adopted(records: Sequence[Record]) -> list[Record]:
    """The records; communes that name no district are of the only one whose reports are here."""
    groups = {group(each) for each in records} - {""}
    districts = [name for name in groups if not is_stray(name)]
    if len(districts) != 1:
        return list(records)
    return [
        replace(each, parent_area=districts[0]) if each.level == "xã" and not each.parent_area else each
        for each in records
    ]


def same_time(one: Record, other: Record) -> bool:
    """Whether both are about the same year or part of a year."""
    return (
        one.year > 0
        and one.year == other.year
        and one.months == other.months
        and (one.months == 12 or one.period_end[5:7] == other.period_end[5:7])
    )


def same_subject(one: Record, other: Record) -> bool:
    """Whether the titles are about the same matter, as far as they say."""
    first, second = subject(one.title), subject(other.title)
    shared = first & second | _initials(first, other.title) | _initials(second, one.title)
    if not (first and second) or 2 * len(shared) >= min(len(first), len(second)):
        return True
    return bool(shared) and bool(_OF_ITS_OWN & _office(one) & _office(other))


def _initials(words: Iterable[str], title: str) -> set[str]:
    """The words that are the first letters of neighbouring words of the title: "CCHC" of "cải cách hành chính"."""
    letters = "".join(word[0] for word in plain(title).split())
    return {word for word in words if len(word) > 2 and word in letters}


def _office(record: Record) -> set[str]:
    return set(plain(record.issuer).split())


def subject(title: str) -> frozenset[str]:
    """The telling words of a title."""
    return frozenset(word for word in plain(title).split() if word not in _GENERAL)


def same_unit(name: str, code: str, other_name: str, other_code: str) -> bool:
    """Whether two names are of one unit: "huyện Châu Thành" there are many, and their codes tell them apart."""
    return bool(name) and name == other_name and (not (code and other_code) or code == other_code)


def _is_below(each: Record, wider: Record) -> bool:
    """Whether it is the report of a commune of the district, or since the reform of the province."""
    if each.level != "xã" or not each.area or (wider.level == "tỉnh" and each.period_end < REFORM):
        return False
    return wider.level in ("huyện", "tỉnh") and same_unit(
        each.parent_area, each.parent_code, wider.area, wider.area_code
    )


def _rollup(district: Record, records: Sequence[Record], code: Code) -> Iterable[Check]:
    communes: dict[str, Record] = {}
    for each in records:
        if _is_below(each, district) and same_time(district, each) and same_subject(district, each):
            best = communes.get(each.area)
            if best is None or _nearer(district, each) > _nearer(district, best):
                communes[each.area] = each
    if not communes:
        return ()
    before = _earlier(district, records).get(district.year - 1)
    stale = left_standing(district, before, code) if before else frozenset[str]()
    return rollup_checks(district, [communes[area] for area in sorted(communes)], code, stale)


def _nearer(district: Record, commune: Record) -> tuple[int, int, str, str]:
    """Of several reports of one commune the one that its district's is made of: by title, office, then date."""
    titles = subject(district.title) & subject(commune.title)
    offices = set(plain(district.issuer).split()) & set(plain(commune.issuer).split())
    return len(titles), len(offices), commune.date, commune.report_id


def _earlier(later: Record, records: Sequence[Record]) -> Mapping[int, Record]:
    """The same unit's reports on the same part of the years before, one a year."""
    earlier: dict[int, Record] = {}
    for each in records:
        if each.level != later.level or not same_unit(each.area, each.area_code, later.area, later.area_code):
            continue
        if not 0 < later.year - each.year <= YEARS_BACK:
            continue
        if each.months != later.months or not same_subject(later, each):
            continue
        if later.months != 12 and each.period_end[5:7] != later.period_end[5:7]:
            continue
        best = earlier.get(each.year)
        if best is None or _nearer(later, each) > _nearer(later, best):
            earlier[each.year] = each
    return earlier


def _changes(later: Record, records: Sequence[Record], code: Code) -> Iterable[Check]:
    earlier = _earlier(later, records)
    for year in sorted(earlier, reverse=True):
        yield from change_checks(later, earlier[year], code, next_year=year == later.year - 1)
    if later.year - 1 in earlier:
        yield from copied_checks(later, earlier[later.year - 1])
