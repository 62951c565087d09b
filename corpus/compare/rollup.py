"""Roll-up: what a district claims against the sum of what its communes report for the same time.

A mismatch needs all communes that the district has, a partner in each by words, and no other reading that fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from corpus.audit import wording
from corpus.audit.sums import adds_up
from corpus.audit.term import Term
from corpus.check import Check
from corpus.compare.across import Verdict, across, counted, where
from corpus.compare.comparable import alike, in_one_unit, rolls_up, scale
from corpus.compare.pairing import Partner, Vocabulary, pair
from corpus.compare.record import Claimed, Record
from corpus.compare.scope import Scope, scope
from patterns.claims import Figure
from patterns.links.slip import is_slip

Code = Callable[[Claimed], str]

_FITTING = 30  # mean likeness from which a sum that fits is no chance
_NEARLY_AS_GOOD = 14
_READINGS = 5_000  # so many sums of other partners are tried
# How alike the worst and the mean partner must be for a mismatch, by what arithmetic says of the difference.
_LONG_SLIP, _SLIP, _SMALL, _LARGE, _SURE = (24, 34), (38, 52), (46, 58), (60, 72), (62, 80)
_PART = regex.compile(r"(?:kể cả|trong đó|bao gồm|gồm|gồm cả|riêng|tính cả|có)(?!\p{L})[^;.]*$")
# What a district has, or does, beside its communes.
_SHARED = (
    "chi bộ", "đảng bộ", "đảng viên", "cán bộ", "công chức", "viên chức", "trường", "cơ quan", "doanh nghiệp",
    "hội nghị", "buổi", "cuộc", "lớp", "đợt", "văn bản", "lượt người", "tin", "bài",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A district's claim with the partners that it has in its communes."""

    claimed: Claimed
    scope: Scope
    partners: Mapping[str, tuple[Partner, ...]]  # by commune
    own: Claimed | None = None  # what the district did of it itself, where that is added

    @property
    def best(self) -> list[Partner]:
        return [found[0] for found in self.partners.values()]

    @property
    def figures(self) -> list[Figure]:
        """What is to add up to the claim."""
        return [partner.claimed.figure for partner in self.best] + ([self.own.figure] if self.own else [])

    @property
    def worst(self) -> int:
        return min(partner.likeness for partner in self.best)

    @property
    def mean(self) -> int:
        return sum(partner.likeness for partner in self.best) // len(self.partners)

    def is_sure(self, worst: int, mean: int) -> bool:
        """Whether its partners are so surely the same, the worst of them and all together."""
        sure = [partner.sureness for partner in self.best]
        return min(sure) >= worst and sum(sure) >= mean * len(sure)


def rollup_checks(district: Record, communes: Sequence[Record], code: Code = lambda claimed: "") -> Iterator[Check]:
    """The checks of a district's report against the reports of its communes, in reading order."""
    if not communes:
        return
    words = Vocabulary([district, *communes])
    missing = _missing(district, communes)
    rows = _rows(district, communes, words, code)
    # Whether a sentence goes on about the body of the one before, or is of the whole district, its figures say.
    fitting = {_passage(row) for row in rows if row.scope.carried and len(row.partners) == len(communes) and _by(row)}
    for row in rows:
        if row.scope.kind == "one":
            yield from _one(row)
        elif row.scope.kind == "own":
            doubtful = _passage(row) not in fitting
            yield from (check for check in _sum(row, communes, missing) if check.verdict == "holds" or not doubtful)
        elif row.scope.kind == "both":
            yield from _both(district, row, communes, missing)
        else:
            yield from _sum(row, communes, missing)


def _missing(district: Record, communes: Sequence[Record]) -> tuple[int, int, tuple[str, ...]] | None:
    """How many communes reported, of how many, and which are missing; None where the district does not say."""
    members = district.members
    if not members.count:
        return None
    present = {commune.area for commune in communes}
    absent = tuple(name for name in members.names if name not in present)
    return len(communes), max(members.count, len(communes)), absent


def _rows(district: Record, communes: Sequence[Record], words: Vocabulary, code: Code) -> list[Row]:
    """The district's claims with their partners: sums and single communes are paired apart."""
    scopes = {
        claimed.figure.figure_id: scope(district, claimed) for claimed in district.claims if rolls_up(district, claimed)
    }
    ours = [claimed for claimed in district.claims if claimed.figure.figure_id in scopes]

    def sum_likeness(one: Claimed, other: Claimed) -> int:
        return words.likeness(one, other, code(one), code(other))

    def part_likeness(one: Claimed, other: Claimed) -> int:
        # "hiến 7.430 m² đất (xã Bình Sơn 3.840 m²)": the whole says of what
        whole = district.by_id.get(one.whole)
        return words.likeness(one, other, code(one) or (code(whole) if whole else ""), code(other))

    found: dict[str, dict[str, tuple[Partner, ...]]] = {}
    for commune in communes:
        theirs = [claimed for claimed in commune.claims if rolls_up(commune, claimed)]
        sums = [one for one in ours if _is_summed(scopes[one.figure.figure_id]) and _adds_up(one)]
        adding = [other for other in theirs if _adds_up(other)]
        named = [one for one in ours if scopes[one.figure.figure_id] == Scope("one", commune.area)]
        alone = _units_said_once(sums) & _units_said_once(adding)
        for group, those, likeness in ((sums, adding, sum_likeness), (named, theirs, part_likeness)):
            for figure_id, (best, *others) in pair(group, those, likeness).items():
                if group is sums and {_head(best.claimed), _head(district.by_id[figure_id])} <= alone:
                    best = replace(best, likeness=(best.likeness + 100) // 2)
                found.setdefault(figure_id, {})[commune.area] = (best, *others)
    return [
        Row(one, scopes[one.figure.figure_id], found[one.figure.figure_id])
        for one in ours
        if one.figure.figure_id in found
    ]


def _is_summed(whose: Scope) -> bool:
    return whose.kind in ("communes", "area", "both") or (whose.kind == "own" and whose.carried)


def _passage(row: Row) -> tuple[str, str]:
    return row.claimed.figure.section_id, row.claimed.figure.actor


def _by(row: Row) -> str:
    """By which reading its partners add up; "" when by none."""
    total, *parts = in_one_unit([row.claimed.figure, *row.figures])
    return adds_up(Term(total), [Term(part) for part in parts])


def _both(
    district: Record, row: Row, communes: Sequence[Record], missing: tuple[int, int, tuple[str, ...]] | None
) -> Iterator[Check]:
    """What both levels did: with what the district says that it did itself, the communes' sum may fit."""
    if not _by(row) and (own := _own_part(district, row.claimed)):
        row = replace(row, own=own)
    yield from (check for check in _sum(row, communes, missing) if check.verdict == "holds")


def _own_part(district: Record, claimed: Claimed) -> Claimed | None:
    """The part that the district's own bodies did, as the sentence says: "304 suất quà, kể cả 64 suất của …"."""
    for other in district.claims[district.order[claimed.figure.figure_id] + 1 :]:
        if other.figure.sentence_start != claimed.figure.sentence_start:
            return None
        said = other.clause[claimed.figure.char_end - claimed.figure.sentence_start :]
        if other.figure.change or ";" in said:
            return None
        if alike(claimed.figure, other.figure) and _PART.search(said) and scope(district, other).kind == "own":
            return other
    return None


def _adds_up(claimed: Claimed) -> bool:
    """Whether it adds up over areas: a score that each of them has does not, unless it is a total of scores."""
    return not scale(claimed.figure) or "tổng" in claimed.before


def _units_said_once(claims: Sequence[Claimed]) -> set[str]:
    """Things that a report counts only once: "38.600 liều vắc xin" can be made of its one "7.120 liều" alone."""
    said = Counter(_head(claimed) for claimed in claims if claimed.figure.kind in ("count", "other"))
    return {unit for unit, times in said.items() if times == 1}


def _head(claimed: Claimed) -> str:
    return claimed.figure.unit.split(" ")[0]


def _sum(row: Row, communes: Sequence[Record], missing: tuple[int, int, tuple[str, ...]] | None) -> Iterator[Check]:
    figure = row.claimed.figure
    if len(row.partners) < 2:
        return
    total, *parts = in_one_unit([figure, *row.figures])
    stated, terms = Term(total), [Term(part) for part in parts]
    by = adds_up(stated, terms)
    result = sum((term.value for term in terms), Decimal(0))
    formula = wording.addition([Term(part) for part in row.figures], result, stated)
    if by:
        if row.mean >= _FITTING:
            yield across(
                "rollup", "holds", row.claimed, parts, stated=stated.value, expected=result, holds_by=by, weight=20,
                formula=formula, message=_fits(row, formula, missing),
            )  # fmt: skip
        return
    if len(row.partners) < len(communes) or (missing and missing[0] < missing[1]) or _other_reading_fits(row):
        return
    verdict = _verdict(row, stated.value, result, [term.value for term in terms], known=missing is not None)
    if verdict:
        yield across(
            "rollup", verdict, row.claimed, parts, stated=stated.value, expected=result, formula=formula,
            weight=85 if verdict == "mismatch" else 35, message=_differs(row, stated, result, terms, formula, missing),
        )  # fmt: skip


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


def _verdict(row: Row, stated: Decimal, result: Decimal, terms: Sequence[Decimal], *, known: bool) -> Verdict | None:
    """What a difference is worth: a slip of the pen or one commune left out needs less likeness than any other."""
    told = _is_told(stated, result, terms)
    near = abs(stated - result) * 10 <= max(stated, result)
    # Four digits of which one is wrong are hardly so by chance.
    written = row.claimed.figure.quantity
    long = told and len(row.partners) > 2 and written.value >= 1000 * written.step
    alike = row.is_sure(*(_LONG_SLIP if long else _SLIP if told else _SMALL)) if told or near else _likely(row, *_LARGE)
    sure = told or near or row.scope.kind == "communes" or _likely(row, *_SURE)
    # "toàn huyện có 45 chi bộ" may be more than the communes': a district has some of its own.
    shared = row.scope.kind == "area" and stated > result and row.claimed.figure.unit.startswith(_SHARED)
    if alike and (known or told) and sure and not shared:
        return "mismatch"
    return "remark" if row.mean >= _SMALL[1] else None


def _likely(row: Row, worst: int, mean: int) -> bool:
    return row.worst >= worst and row.mean >= mean


def _is_told(stated: Decimal, result: Decimal, terms: Sequence[Decimal]) -> bool:
    return is_slip(stated, result) or _moved(stated, result) or any(term == abs(stated - result) != 0 for term in terms)


def _moved(stated: Decimal, result: Decimal) -> bool:
    """Whether only the decimal comma or some noughts are wrong."""
    one, other = stated.normalize().as_tuple(), result.normalize().as_tuple()
    return one.digits == other.digits and one.exponent != other.exponent and stated != result


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


def _coverage(row: Row, missing: tuple[int, int, tuple[str, ...]] | None) -> str:
    if missing is None:
        return f"{len(row.partners)} xã có số liệu này"
    have, of, absent = missing
    return f"{have} trên {of} xã đã nộp" + (f"; thiếu {', '.join(absent)}" if absent else "")


def _fits(row: Row, formula: str, missing: tuple[int, int, tuple[str, ...]] | None) -> str:
    said = wording.said(Term(row.claimed.figure))
    return f"{where(row.claimed)}: {said} khớp với tổng báo cáo của các xã ({formula}; {_coverage(row, missing)})."


def _differs(
    row: Row,
    stated: Term,
    result: Decimal,
    terms: Sequence[Term],
    formula: str,
    missing: tuple[int, int, tuple[str, ...]] | None,
) -> str:
    figure = row.claimed.figure
    gap = stated.value - result
    more = "thừa" if gap > 0 else "thiếu"
    each = ", ".join(
        f"{area} {wording.said(Term(partners[0].claimed.figure))}" for area, partners in row.partners.items()
    )
    return (
        f"{where(row.claimed)}: huyện ghi {wording.said(Term(figure))}, nhưng cộng báo cáo của {len(row.partners)} xã "
        f"được {counted(result, stated.figure)} ({formula}), {more} {counted(abs(gap), stated.figure)}; {each}; "
        f"{_coverage(row, missing)}{_cause(row, stated.value, result, terms)}; đề nghị rà soát, làm rõ."
    )


def _cause(row: Row, stated: Decimal, result: Decimal, terms: Sequence[Term]) -> str:
    """Which commune would explain the difference."""
    areas = list(row.partners)
    gap = stated - result
    for area, term in zip(areas, terms, strict=True):
        if term.value and -gap == term.value:
            return f"; đúng bằng tổng khi bỏ sót {area}"
        if term.value and gap == term.value:
            return f"; đúng bằng tổng khi tính {area} hai lần"
    if is_slip(stated, result) or _moved(stated, result):
        return "; hai số chỉ lệch nhau như lỗi gõ chữ số"
    moved = [area for area, term in zip(areas, terms, strict=True) if is_slip(term.value, term.value + gap)]
    return f"; chênh lệch có thể nằm ở số của {' hoặc '.join(moved)}" if moved else ""
