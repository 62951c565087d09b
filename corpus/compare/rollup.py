"""Roll-up: what a district claims against the sum of what its communes report for the same time.

A mismatch needs all communes that the district has, a partner in each by words, and no other reading that fits.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.sums import adds_up
from corpus.audit.term import Term
from corpus.check import Check
from corpus.compare.across import Verdict, across, where
from corpus.compare.causes import Cause, cause
from corpus.compare.comparable import in_one_unit
from corpus.compare.readings import enough, room
from corpus.compare.record import Record
from corpus.compare.rollup_wording import Coverage, coverage, differs, fits
from corpus.compare.row import Code, Row, own_part, rows
from patterns.links.slip import is_slip

_NEARLY_AS_GOOD = 14
_READINGS = 5_000  # so many sums of other partners are tried
# How alike the worst and the mean partner must be for a mismatch, by what arithmetic says of the difference.
_SURE_SLIP, _LONG_SLIP, _SLIP, _SMALL, _LARGE, _SURE = (8, 24), (24, 34), (30, 52), (42, 58), (60, 72), (62, 80)
_HARDLY, _RARELY, _PERHAPS = 100, 20, 2  # a slip is one by chance in one of so many totals
_ODD = 18  # so much less sure than the next, one partner may be the wrong one
_AS_A_RULE = 3  # so many claims of both levels that are the communes' sums say that a report counts the communes alone
_ABOUT = 5  # what is said to be about or more than a number is no more than a fifth away
_HUNDREDS, _TRIFLE = 100, 15
_ALL = 3  # so many times what its communes have, a district has not of its own
# What a district has, or does, beside its communes.
_SHARED = (
    "chi bộ", "đảng bộ", "đảng viên", "cán bộ", "công chức", "viên chức", "trường", "cơ quan", "doanh nghiệp",
    "hội nghị", "buổi", "cuộc", "lớp", "đợt", "văn bản", "lượt người", "tin", "bài",
)  # fmt: skip


def rollup_checks(
    district: Record,
    communes: Sequence[Record],
    code: Code = lambda claimed: "",
    stale: Container[str] = frozenset(),
) -> Iterator[Check]:
    """The checks of a district's report against the reports of its communes, in reading order.

    `stale` are the figures that are those of the report of the year before: they may have been left standing.
    """
    if not communes:
        return
    cover = coverage(district, communes)
    found = [replace(row, stale=row.claimed.figure.figure_id in stale) for row in rows(district, communes, code)]
    compared = [row for row in found if row.scope.kind != "one" and len(row.partners) == len(communes)]
    cover = replace(cover, fitting=sum(1 for row in compared if _by(row)), compared=len(compared))
    # Whether a sentence goes on about the body of the one before, or is of the whole district, its figures say.
    fitting = {_passage(row) for row in found if row.scope.carried and len(row.partners) == len(communes) and _by(row)}
    both = [row for row in found if row.scope.kind == "both" and len(row.partners) == len(communes)]
    counted = sum(1 for row in both if _by(row)) >= _AS_A_RULE
    for row in found:
        if row.scope.kind == "one":
            yield from _one(row)
        elif row.scope.kind == "own":
            yield from _sum(row, communes, cover, doubtful=_passage(row) not in fitting)
        elif row.scope.kind == "both":
            if not _by(row) and (own := own_part(district, row.claimed)):
                row = replace(row, own=own)
            yield from _sum(row, communes, cover, doubtful=not counted and row.own is None)
        else:  # "toàn huyện có 82 chi đoàn (kể cả 21 chi đoàn khối trực thuộc)"
            own = None if _by(row) else own_part(district, row.claimed)
            whole = replace(row, own=own) if own else row
            yield from _sum(whole if _by(whole) else row, communes, cover)


def _passage(row: Row) -> tuple[str, str]:
    return row.claimed.figure.section_id, row.claimed.figure.actor


def _by(row: Row) -> str:
    """By which reading its partners add up; "" when by none. "Hơn 500" are not ten times as many."""
    total, *parts = in_one_unit([row.claimed.figure, *row.figures])
    stated, result = Term(total).value, sum((Term(part).value for part in parts), Decimal(0))
    if abs(stated - result) * _ABOUT > max(stated, result):
        return ""
    return adds_up(Term(total), [Term(part) for part in parts])


def _sum(row: Row, communes: Sequence[Record], cover: Coverage, *, doubtful: bool = False) -> Iterator[Check]:
    """The communes' sum against the claim; where it is doubtful that the claim is theirs, it can only fit."""
    figure = row.claimed.figure
    if len(row.partners) < 2:
        return
    total, *parts = in_one_unit([figure, *row.figures])
    stated, terms = Term(total), [Term(part) for part in parts]
    by = _by(row)
    result = sum((term.value for term in terms), Decimal(0))
    formula = wording.addition([Term(part) for part in row.figures], result, stated)
    if by:
        if enough(row.claimed, row.mean):
            yield across(
                "rollup", "holds", row.claimed, row.written, stated=stated.value, expected=result, holds_by=by,
                weight=20,
                formula=formula, message=fits(row, formula, cover),
            )  # fmt: skip
        return
    missing = len(communes) - len(row.partners) - len(row.silent)
    if not cover.complete or _other_reading_fits(row):
        return
    slip = _slip(row, stated.value, [term.value for term in terms])
    chance = room(row.claimed) / slip.others if slip else 0
    # A commune that says nothing of it may have had the rest, but none takes away from what the others had.
    if (doubtful and chance < _HARDLY) or (missing and (stated.value > result or missing > 1 or chance < _RARELY)):
        return
    verdict = _verdict(row, stated.value, result, [term.value for term in terms], slip, chance, known=cover.known)
    if verdict:
        yield across(
            "rollup", verdict, row.claimed, row.written, stated=stated.value, expected=result, formula=formula,
            weight=85 if verdict == "mismatch" else 35,
            message=differs(row, stated, result, terms, formula, cover, slip),
        )  # fmt: skip


def _slip(row: Row, stated: Decimal, terms: Sequence[Decimal]) -> Cause | None:
    """What may have gone wrong with the total."""
    by_area = dict(zip(row.partners, terms, strict=False))
    own = terms[len(by_area)] if row.own else Decimal(0)
    instead = {
        area: [Term(in_one_unit([row.claimed.figure, part])[1]).value for part in parts]
        for area, parts in row.instead.items()
    }
    return cause(stated, by_area, own=own, instead=instead, stale=row.stale)


def _one(row: Row) -> Iterator[Check]:
    """What the district says of one commune against what that commune says."""
    (partner, *others), figure = row.partners.get(row.scope.area, ()) or (None,), row.claimed.figure
    if partner is None:
        return
    total, part = in_one_unit([figure, partner.claimed.figure])
    stated, term = Term(total), Term(part)
    area = row.scope.area
    formula = f"{wording.shown(Term(figure))} {{}} {wording.shown(Term(partner.claimed.figure))}"
    same = [
        other for other in (partner, *others) if adds_up(stated, [Term(in_one_unit([figure, other.claimed.figure])[1])])
    ]
    if same:
        partner = same[0]
        yield across(
            "rollup", "holds", row.claimed, [partner.claimed.figure], stated=stated.value, expected=stated.value,
            holds_by="exact", weight=15, formula=f"{figure.raw} = {partner.claimed.figure.raw}",
            message=f"{where(row.claimed)}: {wording.said(Term(figure))} của {area} khớp với báo cáo của {area}.",
        )  # fmt: skip
        return
    slip = is_slip(stated.value, term.value)
    least = 50 if slip else 75
    if partner.likeness >= least:
        yield across(
            "rollup", "mismatch" if slip or partner.likeness >= 80 else "remark", row.claimed, [part],
            stated=stated.value, expected=term.value, weight=75, formula=formula.format("≠"),
            message=f"{where(row.claimed)}: báo cáo ghi {wording.said(Term(figure))} cho {area}, nhưng báo cáo của "
            f"{area} ghi {wording.said(Term(partner.claimed.figure))}; đề nghị đối chiếu, làm rõ.",
        )  # fmt: skip


def _verdict(
    row: Row,
    stated: Decimal,
    result: Decimal,
    terms: Sequence[Decimal],
    slip: Cause | None,
    chance: float,
    *,
    known: bool,
) -> Verdict | None:
    """What a difference is worth: a slip of the pen or one commune left out needs less likeness than any other."""
    near = abs(stated - result) * 10 <= max(stated, result)
    long = chance >= _RARELY and len(row.partners) > 2
    if slip and chance >= _PERHAPS:
        alike = row.is_sure(*(_SLIP if not long else _LONG_SLIP if chance < _HARDLY else _SURE_SLIP))
    else:
        alike = row.is_sure(*_SMALL) if slip or near else _likely(row, *_LARGE)
    # A part that is greater than the whole is of something else.
    sure = near or (not _odd(row) and max(terms) <= stated and (row.scope.kind == "communes" or _likely(row, *_SURE)))
    # "toàn huyện có 45 chi bộ" may be more than the communes': a district has some of its own.
    more = row.scope.kind == "area" and result < stated < _ALL * result and not long
    shared = more and row.claimed.figure.unit.startswith(_SHARED)
    if alike and (known or slip) and (slip or sure) and not (shared or _lopsided(row, terms)):
        return "mismatch"
    return "remark" if row.mean >= _SMALL[1] else None


def _lopsided(row: Row, terms: Sequence[Decimal]) -> bool:
    """Whether a partner that is not surely the same is a trifle beside the others: "15" beside hundreds."""
    usual = sorted(terms)[len(terms) // 2]
    return usual >= _HUNDREDS and any(
        term * _TRIFLE < usual and partner.sureness < _LARGE[0] for term, partner in zip(terms, row.best, strict=False)
    )


def _odd(row: Row) -> bool:
    """Whether one partner is far less sure than all others: it may be something else."""
    first, second, *_ = sorted(partner.sureness for partner in row.best)
    return second - first >= _ODD


def _likely(row: Row, worst: int, mean: int) -> bool:
    return row.worst >= worst and row.mean >= mean


def _other_reading_fits(row: Row) -> bool:
    """Whether partners that are nearly as good would add up."""
    sums = {Decimal(0)}
    total, *_ = in_one_unit([row.claimed.figure, *row.figures])
    for partners in row.partners.values():
        values = set()
        for partner in partners:
            if partner.likeness < partners[0].likeness - _NEARLY_AS_GOOD:
                break
            unit = in_one_unit([row.claimed.figure, partner.claimed.figure])
            values.add(Term(unit[1]).value * (Term(total).value / Term(unit[0]).value if Term(unit[0]).value else 1))
        sums = {each + value for each in sums for value in values}
        if len(sums) > _READINGS:
            return True
    return Term(total).value in sums
