"""Totals that a commune's report states in their parts only: the halves of its year, men and women."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.compare.record import Claimed, Record
from patterns.compiled import compiled

_PART = compiled(
    r"(?<!\p{L})(?:(?P<months>\d{1,2}|sáu|ba|chín) tháng (?:đầu|cuối)(?: năm)?|(?P<quarter>quý (?:iv|i{1,3}|[1-4]))"
    r"|(?P<month>(?:riêng|trong) tháng \d{1,2}))(?!\p{L})"
)
_WHOLE = compiled(r"(?<!\p{L})(?:cả|trong|toàn) (?:năm|kỳ)(?!\p{L})|12 tháng")
_TOTAL = compiled(r"(?<!\p{L})(?:tổng|cộng)(?: (?:số|cộng|là))*[ ]?$")
_WORDS = {"ba": 3, "sáu": 6, "chín": 9}


def months(claimed: Claimed) -> int:
    """How many months its clause says that it is for; 0 where it says none, or the whole time."""
    words = claimed.clause.rsplit(";", 1)[-1]
    said = list(_PART.finditer(words))
    if not said or _WHOLE.search(words, said[-1].end()):
        return 0
    if said[-1]["month"]:
        return 1
    if said[-1]["quarter"]:
        return 3
    number = said[-1]["months"]
    return _WORDS.get(number) or int(number)


def totals(record: Record, claims: Sequence[Claimed]) -> list[Claimed]:
    """The claims for the whole time of the report; parts that make a whole are made one."""
    parts = {claimed.figure.figure_id: said for claimed in claims if 0 < (said := months(claimed)) < record.months}
    summed = _summed(claims)
    whole = [each for each in claims if each.figure.figure_id not in parts and each.figure.figure_id not in summed]
    return [*whole, *_of_the_time(record, claims, parts), *_of_people(whole)]


def _summed(claims: Sequence[Claimed]) -> set[str]:
    """ "Bí thư tổ chức 02 hội nghị, Chủ tịch tổ chức 01 hội nghị, tổng số 03 hội nghị": the last one is the total."""
    found: set[str] = set()
    for at, claimed in enumerate(claims):
        run: list[Claimed] = []
        for before in reversed(claims[:at]) if _TOTAL.search(claimed.before) else ():
            same = before.figure.sentence_start == claimed.figure.sentence_start
            if not same or before.figure.unit != claimed.figure.unit:
                break
            run.append(before)
            if sum(each.figure.quantity.value for each in run) == claimed.figure.quantity.value and len(run) > 1:
                found.update(each.figure.figure_id for each in run)
    return found


def _of_the_time(record: Record, claims: Sequence[Claimed], parts: Mapping[str, int]) -> Iterator[Claimed]:
    """ "6 tháng đầu năm 480 ngày công, 6 tháng cuối năm 640 ngày công" are 1.120 of the year."""
    run: list[Claimed] = []
    for claimed in claims:
        figure = claimed.figure
        if figure.figure_id not in parts:
            continue
        if run and (run[-1].figure.sentence_start, run[-1].figure.kind) != (figure.sentence_start, figure.kind):
            run = []
        run.append(claimed)
        if sum(parts[each.figure.figure_id] for each in run) == record.months:
            yield _together(run, run[0].figure.unit)
            run = []


def _of_people(claims: Sequence[Claimed]) -> Iterator[Claimed]:
    """ "thành viên tổ gồm 41 nam và 30 nữ" are 71 people."""
    for one, other in pairwise(claims):
        first, second = one.figure, other.figure
        together = first.sentence_start == second.sentence_start and not (first.part_of or second.part_of)
        if together and {first.unit, second.unit} == {"nam", "nữ"}:
            yield _together([one, other], "người")


def _together(claims: Sequence[Claimed], unit: str) -> Claimed:
    """One claim that is the sum of several, in the words of the first."""
    first = claims[0].figure
    quantities = [claimed.figure.quantity for claimed in claims]
    total = replace(
        quantities[0],
        value=sum((each.value for each in quantities[1:]), quantities[0].value),
        step=min(each.step for each in quantities),
        of=None,
    )
    raw = " + ".join(claimed.figure.raw for claimed in claims)
    return replace(
        claims[0],
        figure=replace(first, quantity=total, raw=raw, unit=unit),
        made_of=tuple(claimed.figure for claimed in claims),
    )
