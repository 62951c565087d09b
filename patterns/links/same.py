"""The same claim stated twice: in body and note, in a section and in the summary, in the text and in a table.

Two figures state the same when they count the same and the words around them are the same: the longer the number, the
fewer words it takes. Figures that differ are linked only where the words, the figures beside them and the kind of the
difference leave little doubt; each reason has its points.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from extract.document import Document
from patterns.claims import Figure, Link, Section
from patterns.find import Prose
from patterns.links.bases import Role
from patterns.links.categories import categories
from patterns.links.clauses import Around, clauses
from patterns.links.noted import noted_links
from patterns.links.restated import restated_links
from patterns.links.slip import any_order, is_exchange
from patterns.links.twins import Claim, claims, frequency
from patterns.links.units import apart, beside, one_unit

_ENOUGH = {1: 7, 2: 5, 3: 2}  # points of common words that a number of so many digits needs
_REACH = 60  # figures of one unit or value, among which one is known again: a long report takes no longer by the page
_ACROSS = 3  # the most points of words that are not beside both
_SURE = 7  # points from which figures that differ are the same claim


def same_links(
    document: Document,
    prose: Prose,
    figures: tuple[Figure, ...],
    sections: tuple[Section, ...],
    named: dict[str, Role],
) -> tuple[Link, ...]:
    """The claims stated several times: first those that agree, then those that ought to."""
    around = Around(document, prose, figures)
    found = _Twins(claims(around, sections), named)
    agreeing = tuple(found.agreeing())
    twins = {name for link in agreeing for name in (link.whole, *link.parts) if link.whole_field == "value"}
    repeated = tuple(restated_links(clauses(around, sections, named), twins))
    twins |= {link.parts[-1] for link in repeated}
    noted = tuple(noted_links(document, prose.lower, figures, twins))
    return (*agreeing, *found.denominators(), *found.contradicted(), *repeated, *noted, *found.differing(twins))


class _Twins:
    def __init__(self, stated: list[Claim], named: dict[str, Role]) -> None:
        self.stated = stated
        self._then = {name for name, role in named.items() if role == "then"}
        self.at = {claim.figure.figure_id: n for n, claim in enumerate(stated)}

    @cached_property
    def often(self) -> Counter[str]:
        return frequency(self.stated)

    # -- that agree ----------------------------------------------------------------------------------------------------

    def agreeing(self) -> Iterator[Link]:
        by_value: dict[tuple[object, str], list[Claim]] = defaultdict(list)
        for claim in self.stated:
            figure = claim.figure
            if figure.unit and not claim.ahead and not figure.approx and figure.quantity.value:
                by_value[(figure.quantity.value, figure.kind)].append(claim)
        taken: set[str] = set()
        for group in by_value.values():
            for n, claim in enumerate(group[:-1]):
                if claim.figure.figure_id in taken:
                    continue
                free = [other for other in group[n + 1 : n + 1 + _REACH] if other.figure.figure_id not in taken]
                twins = [other for other in free if self._agree(claim, other)]
                if twins:
                    taken |= {other.figure.figure_id for other in twins}
                    names = tuple(other.figure.figure_id for other in twins)
                    yield Link("same", claim.figure.figure_id, names, self._cue(claim, twins[0]), "stated")

    def _agree(self, a: Claim, b: Claim) -> bool:
        if not apart(a.figure, b.figure) or bool(a.figure.change) != bool(b.figure.change):
            return False
        unit = one_unit(a.figure, b.figure)
        if not unit or _elsewhere(a, b):
            return False
        if b.summary and a.figure.figure_id in self._then and b.figure.figure_id not in self._then:
            return False  # the level then, written where the level now is meant
        if (
            b.figure.footnote in a.figure.footnote_refs and b.figure.footnote
        ):  # the note takes up the number at its mark
            return True
        enough = _ENOUGH.get(a.digits, 0) + (2 if unit == "general" else 0)
        enough += 1 if unit == "general" and a.digits == 1 else 0
        points = self._near(a, b)
        points += 2 * self._in_step(a, b) if points < enough else 0
        return points >= enough or (points + _ACROSS >= enough and points + self._across(a, b) >= enough)

    def _in_step(self, a: Claim, b: Claim) -> int:
        """How many figures before and behind go in step: "01 cuộc kiểm tra với 02 đơn vị; 01 cuộc giám sát với 03"."""
        count = 0
        for way in (1, -1):
            x, y = self.at[a.figure.figure_id], self.at[b.figure.figure_id]
            for _ in range(3):
                x, y = x + way, y + way
                if not (0 <= x < len(self.stated) and 0 <= y < len(self.stated)):
                    break
                one, other = self.stated[x].figure, self.stated[y].figure
                beside = (
                    one.sentence_start == a.figure.sentence_start and other.sentence_start == b.figure.sentence_start
                )
                if not beside or one.quantity.value != other.quantity.value or not one_unit(one, other):
                    break
                count += 1
        return count

    def denominators(self) -> Iterator[Link]:
        """ "38 nhiệm vụ … hoàn thành 36/38 nhiệm vụ": such numbers of the section, or the last one before it."""
        by_value: dict[Decimal, list[int]] = defaultdict(list)
        for n, claim in enumerate(self.stated):
            by_value[claim.figure.quantity.value].append(n)
        for n, claim in enumerate(self.stated):
            figure = claim.figure
            if figure.quantity.of is None or figure.table:
                continue
            before = by_value.get(figure.quantity.of, [])
            before = before[max(0, bisect_left(before, n) - _REACH) : bisect_left(before, n)]
            found = [other for k in reversed(before) if _base(other := self.stated[k].figure, figure)]
            near = [other for other in found if other.section_id == figure.section_id][:3]
            for other in near or found[:1]:
                yield Link("same", figure.figure_id, (other.figure_id,), figure.raw, "stated", whole_field="of")

    def contradicted(self) -> Iterator[Link]:
        """ "Tổng số chi hội: 130" where two ratios and more are out of 128: the last such total that is near."""
        out_of: dict[tuple[Decimal, str], list[Claim]] = defaultdict(list)
        for claim in self.stated:
            if claim.figure.quantity.of is not None and not claim.figure.table and claim.figure.unit:
                out_of[(claim.figure.quantity.of, claim.figure.unit)].append(claim)
        by_unit: dict[str, list[Figure]] = defaultdict(list)
        for figure in (claim.figure for claim in self.stated):
            if figure.quantity.of is None and not (figure.change or figure.approx or figure.part_of or figure.table):
                by_unit[figure.unit].append(figure)
        for (of, unit), ratios in out_of.items():
            counts = by_unit.get(unit, [])
            if len(ratios) < 2 or any(figure.quantity.value == of for figure in counts):
                continue
            near = [figure for figure in counts if abs(figure.quantity.value - of) * 20 <= of]
            if len(near) == 1:
                first = ratios[0].figure
                yield Link("same", first.figure_id, (near[0].figure_id,), first.raw, "stated", whole_field="of")

    # -- that ought to -------------------------------------------------------------------------------------------------

    def differing(self, twins: set[str]) -> Iterator[Link]:
        """Two long numbers with digits exchanged, beside the same words."""
        count: Counter[tuple[str, str]] = Counter()  # how many figures of a unit there have been
        alike: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)  # of one unit and the same digits
        best: dict[int, tuple[int, int]] = {}
        for m, b in enumerate(self.stated):
            figure = b.figure
            told = figure.unit and not b.ahead and not figure.approx and not figure.change
            if not told or b.digits < 4 or b.summary:
                continue
            unit = figure.kind, figure.unit.split()[0]
            at = count[unit]
            count[unit] += 1
            before = alike[*unit, any_order(figure.quantity.value)]
            for place, n in before[-_REACH:] if figure.figure_id not in twins else ():
                a = self.stated[n]
                if at - place > _REACH or not is_exchange(a.figure.quantity.value, figure.quantity.value):
                    continue
                points = self._doubt(a, b)
                if points >= _SURE and points > best.get(m, (0, 0))[0]:
                    best[m] = (points, n)
            before.append((at, m))
        for m, (_, n) in sorted(best.items()):
            a, b = self.stated[n], self.stated[m]
            yield Link("same", a.figure.figure_id, (b.figure.figure_id,), self._cue(a, b), "stated")

    def _doubt(self, a: Claim, b: Claim) -> int:
        """Points for it that two figures with digits exchanged were to state the same."""
        one, other = a.figure.quantity, b.figure.quantity
        if not apart(a.figure, b.figure) or one_unit(a.figure, b.figure) != "same" or _conflict(a, b):
            return 0
        points = 3 + min(6, self._near(a, b) + self._across(a, b)) + self._beside(a, b)
        return points + (3 if one.of is not None and one.of == other.of else 0)

    def _beside(self, a: Claim, b: Claim) -> int:
        """ "33 vụ/46 đối tượng", "32 vụ/46 đối tượng": the figure beside each is the same."""
        return max(beside(self._next(a, way), self._next(b, way)) for way in (1, -1))

    def _next(self, claim: Claim, way: int) -> Figure | None:
        n = self.at[claim.figure.figure_id] + way
        if 0 <= n < len(self.stated):
            figure = self.stated[n].figure
            if figure.sentence_start == claim.figure.sentence_start and figure.kind != "percent":
                return figure
        return None

    # -- words ---------------------------------------------------------------------------------------------------------

    def _near(self, a: Claim, b: Claim) -> int:
        """Points for the words that stand beside both figures: rare ones count more."""
        return sum(map(self._worth, a.near & b.near))

    def _across(self, a: Claim, b: Claim) -> int:
        """Points for the other words that two claims have in common."""
        across = ((a.near & b.far) | (a.far & b.near) | (a.far & b.far)) - (a.near & b.near)
        return min(_ACROSS, sum(min(1, self._worth(pair)) for pair in across))

    def _worth(self, pair: str) -> int:
        count = self.often[pair]
        return 3 if count <= 3 else 2 if count <= 6 else 1 if count <= 12 else 0

    def _cue(self, a: Claim, b: Claim) -> str:
        common = sorted(a.near & b.near, key=lambda pair: (-self._worth(pair), pair))
        return ", ".join(common[:3]) or a.figure.unit


def _base(figure: Figure, ratio: Figure) -> bool:
    """True when the figure may be what the ratio is out of."""
    if figure.quantity.value != ratio.quantity.of or figure.change or figure.kind != ratio.kind:
        return False
    return bool(one_unit(figure, ratio)) or figure.quantity.value >= 100


def _elsewhere(a: Claim, b: Claim) -> bool:
    """True when the words say that two figures are about different years or places."""
    years, names = bool(a.years and b.years), bool(a.names and b.names)
    return (years and not a.years & b.years) or (names and not a.names & b.names)


def _conflict(a: Claim, b: Claim) -> bool:
    """True when the words say that two figures are about different years, places or categories."""
    if _elsewhere(a, b):
        return True
    one, other = categories(" ; ".join(sorted(a.near))), categories(" ; ".join(sorted(b.near)))
    return any(other.get(dimension, value) != value for dimension, value in one.items() if dimension != "rest")
