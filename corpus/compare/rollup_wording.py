"""What a roll-up check says: who reported, whose figure is how great, and what may have gone wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.term import Term
from corpus.compare.across import counted, where
from corpus.compare.causes import Cause
from corpus.compare.members import bare
from corpus.compare.record import Record
from corpus.compare.row import Row
from patterns.links.slip import is_slip

_SOME, _MANY = 3, 3  # totals that fit, and of how many one does


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the communes reported, and which are missing as far as the district names them."""

    level: str  # of whose report they are part
    have: int
    of: int = 0  # 0 where the district does not say how many it has
    absent: tuple[str, ...] = ()
    fitting: int = 0  # so many of its totals are the sums of those that reported,
    compared: int = 0  # ... of so many that all of them speak of

    @property
    def known(self) -> bool:
        return self.of > 0

    @property
    def complete(self) -> bool:
        """Whether all have reported; where the district does not say how many it has, its other totals do."""
        if self.known:
            return self.have >= self.of
        return self.fitting >= _SOME and _MANY * self.fitting >= self.compared

    def said(self, row: Row) -> str:
        if not self.known:
            return f"{len(row.partners)} xã có số liệu này"
        return f"{self.have} trên {self.of} xã đã nộp" + (f"; thiếu {', '.join(self.absent)}" if self.absent else "")


def coverage(district: Record, communes: Sequence[Record]) -> Coverage:
    """Which of the communes that the district's report counts or names have reported."""
    members = district.members
    if not members.count:
        return Coverage(district.level, len(communes))
    present = {bare(commune.area) for commune in communes}
    absent = tuple(name for name in members.names if bare(name) not in present)
    return Coverage(district.level, len(communes), max(members.count, len(communes)), absent)


def fits(row: Row, formula: str, cover: Coverage) -> str:
    said = wording.said(Term(row.claimed.figure))
    return f"{where(row.claimed)}: {said} khớp với tổng báo cáo của các xã ({formula}; {cover.said(row)})."


def differs(
    row: Row,
    stated: Term,
    result: Decimal,
    terms: Sequence[Term],
    formula: str,
    cover: Coverage,
    slip: Cause | None,
) -> str:
    figure = row.claimed.figure
    gap = stated.value - result
    more = "thừa" if gap > 0 else "thiếu"
    each = ", ".join(
        f"{area} {wording.said(Term(partners[0].claimed.figure))}" for area, partners in row.partners.items()
    )
    said, sum_said = wording.said(Term(figure)), counted(result, stated.figure)
    return (
        f"{where(row.claimed)}: {cover.level} ghi {said}, nhưng cộng báo cáo của {len(row.partners)} xã "
        f"được {sum_said} ({formula}), {more} {counted(abs(gap), stated.figure)}; {each}; "
        f"{cover.said(row)}{_said(slip, list(row.partners), terms, gap)}; đề nghị rà soát, làm rõ."
    )


def _said(slip: Cause | None, areas: Sequence[str], terms: Sequence[Term], gap: Decimal) -> str:
    """What would explain the difference."""
    match slip:
        case None:
            moved = [area for area, term in zip(areas, terms, strict=False) if is_slip(term.value, term.value + gap)]
            return f"; chênh lệch có thể nằm ở số của {' hoặc '.join(moved)}" if moved else ""
        case Cause("left out"):
            return f"; đúng bằng tổng khi bỏ sót {slip.area}"
        case Cause("twice"):
            return f"; đúng bằng tổng khi tính {slip.area} hai lần"
        case Cause("unit"):
            return f"; đúng bằng tổng khi số của {slip.area} bị nhầm đơn vị tính hoặc dấu phân cách"
        case Cause("instead"):
            return f"; đúng bằng tổng khi lấy số chưa đủ kỳ của {slip.area}"
        case Cause("stale"):
            return "; số này trùng với báo cáo kỳ trước, có thể chưa được cập nhật"
        case Cause("comma"):
            return "; hai số chỉ lệch nhau ở dấu phân cách hoặc đơn vị tính"
        case _:
            return "; hai số chỉ lệch nhau như lỗi gõ chữ số"
