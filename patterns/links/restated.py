"""Where a report sums up - evaluation, limitations, what is left to do - and which figure of its body it repeats there.

A figure is known again by its words: those beside it are sought in the sentences of the body, rare ones first. Points
are bits: a word in one of 32 sentences tells 5; two numbers of four digits that agree, or agree but for two digits
exchanged, are hardly so by chance. Words of the repeating figure that the other lacks speak against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.lexicon import HEADS
from patterns.links.categories import categories
from patterns.links.clauses import Clause, Rarity
from patterns.links.slip import is_exchange, is_slip
from patterns.links.twins import looks_ahead, sums_up
from patterns.links.units import apart, beside, one_unit

_AGREE, _SURE, _OPEN = 8, 10, 8  # bits from which two figures state the same: that agree; that differ; that may
_KEYS, _NEIGHBOURS = 4, 40  # rare words by which the sentences are found, and of how many sentences
_EXCHANGED, _SLIPPED = {1: 0, 2: 4, 3: 8, 4: 11}, {1: 0, 2: 2, 3: 4, 4: 7}  # bits, by the digits of a number
_FAR = -4  # ... of numbers that differ by more than a quarter
_OF_PERCENTS = 2  # bits of two percents, of which one is worked out from numbers beside it
_ABOUT = Decimal("0.05")  # by so much a rounded number is off, or wrong
_NAMED_ELSE = 4  # bits of the numbers beside two with digits exchanged, whatever they are said to count
_OLD = 10  # a smaller number may be the right one again
_THEN = compiled(r"cùng kỳ|(?:năm|kỳ) (?:trước|ngoái)|so với", regex.IGNORECASE)
_LONG = 4  # digits of a number that is known again whatever it counts
_RATIO = 20  # two ratios out of one number from there on are of one thing
_MARGIN = 3  # bits by which one is likelier than another
_STRONG = 8  # bits of a number that make up for words that differ
_MOST, _LEAST = 10, 6  # bits of words that differ, then and where the numbers agree
_COMPLEMENT, _HINT = 10, 3  # bits of words from which a number is what another leaves; and where it is so exactly
_POINTS_BACK = compiled(r"nói trên|nêu trên|đã nêu")
_BACK = compiled(rf"{_POINTS_BACK.pattern}|còn lại|chưa")
_STOCK = compiled(r"(?:nâng|đưa) (?:tổng )?số [^,;]{0,60}lên|đến nay(?: \p{L}+){0,3} có|hiện(?: nay)? có")
_TOTAL = compiled(r"(?<!\p{L})tổng số(?!\p{L})")
_SUMMED = compiled(r"lũy kế|cộng dồn")
_WORDS = compiled(r"\p{L}+")
_NOT = compiled(r"(?<!\p{L})(?:chưa|không)(?!\p{L})")
_REST = compiled(r"(?<!\p{L})(?:chưa|không|còn|thiếu|quá hạn|chậm|tồn|yếu)(?!\p{L})")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two figures that may state the same, and the points for it."""

    first: Clause
    words: int  # that they share, less those that the later one has alone
    points: int


def restated_links(stated: list[Clause], twins: set[str]) -> Iterator[Link]:
    """For each figure of a summary the one that it repeats; `twins`: figures known to agree with another one."""
    again = [clause for clause in stated if clause.figure.figure_id not in twins and _repeats(clause)]
    return _Restated(stated).links(again) if again else iter(())


class _Restated:
    """The figures of a report by the rare words of their sentences."""

    def __init__(self, stated: list[Clause]) -> None:
        self._stated = stated
        self._worth = Rarity(stated)
        self._homes: dict[int, list[Clause]] = defaultdict(list)
        self._with: dict[str, list[int]] = defaultdict(list)
        self._told: dict[tuple[str, str], list[int]] = defaultdict(list)
        for clause in stated:
            if clause.home not in self._homes:
                for word in clause.sentence:
                    self._with[word].append(clause.home)
            self._homes[clause.home].append(clause)
            self._told[_digits(clause.figure)].append(clause.home)

    def links(self, again: list[Clause]) -> Iterator[Link]:
        """For each of the figures the one that it repeats."""
        for clause in again:
            found = self._alike(clause)
            if stale := self._stale(clause):
                yield Link("same", stale.figure.figure_id, (clause.figure.figure_id,), "cùng kỳ", "stated")
            elif found:
                yield from self._link(clause, found)

    def _stale(self, clause: Clause) -> Clause | None:
        """The level now beside which stands, as the level then, what a summary repeats: "1.042 máu (trước 936)"."""
        value = clause.figure.quantity.value
        if value < _OLD or not sums_up(clause.title) or clause.role == "then" or _THEN.search(clause.figure.sentence):
            return None
        for first in self._near(clause):
            if first.role == "then" and first.figure.quantity.value == value and one_unit(first.figure, clause.figure):
                levels = [
                    one
                    for one in self._homes[first.home]
                    if one.place < first.place and not one.role and not one.figure.change and not one.figure.part_of
                    and one_unit(one.figure, clause.figure) == "same"
                ]  # fmt: skip
                now = levels[-1] if levels else None
                if now and now.figure.quantity.value != value and self._words(now, clause) >= _LEAST:
                    return now
        return None

    def _link(self, clause: Clause, found: list[Likeness]) -> Iterator[Link]:
        best, figure = found[0], clause.figure
        cue = self._cue(best.first, clause)
        first = best.first.figure
        value = figure.quantity.value
        if value == first.quantity.value or _about(first, figure):
            if best.points >= _AGREE:
                yield Link("same", first.figure_id, (figure.figure_id,), cue, "stated")
            return
        for other in found:
            if self._left_over(other, clause):
                rest = (other.first.figure.figure_id, figure.figure_id)
                yield Link("breakdown", rest[0], rest, cue, "stated", whole_field="of")
                return
        if _STOCK.search(clause.own) and any(
            abs(value - first.quantity.value) == one.figure.quantity.value for one in self._homes[clause.home]
        ):
            return  # "15 tiêu chí; … hoàn thành thêm 02 tiêu chí, nâng tổng số lên 17 tiêu chí"
        told = told_by_numbers(first.quantity.value, value)
        known_again = is_exchange(first.quantity.value, value) and self._beside(best.first, clause) > 0
        general = one_unit(first, figure) == "general" and told < _STRONG and not known_again
        if best.points < _OPEN or told <= _FAR or value in _explained(self._homes[best.first.home], first, clause):
            return
        if any(other.first.figure.quantity.value == value and other.words > 0 for other in found):
            return
        sure = best.points >= _SURE and not general and not self._rival(found, value)
        yield Link("same", first.figure_id, (figure.figure_id,), cue, "stated" if sure else "open")

    def _rival(self, found: list[Likeness], value: Decimal) -> bool:
        """True when a figure of another sentence is as likely, and says something else."""
        best = found[0]
        if told_by_numbers(best.first.figure.quantity.value, value) >= _STRONG:
            return False
        near = [one for one in found[1:] if one.points > best.points - _MARGIN and one.first.home != best.first.home]
        return any(one.first.figure.quantity.value != best.first.figure.quantity.value for one in near)

    def _left_over(self, other: Likeness, clause: Clause) -> bool:
        quantity = other.first.figure.quantity
        exact = quantity.of is not None and quantity.of - quantity.value == clause.figure.quantity.value
        return _is_left_over(other.first, clause) and other.words >= (_HINT if exact else _COMPLEMENT)

    def _alike(self, clause: Clause) -> list[Likeness]:
        """What the figure may repeat, the likeliest first."""
        found = []
        for first in self._near(clause):
            if first.figure.kind == clause.figure.kind and not _refused(first, clause, self._beside(first, clause)):
                words = self._words(first, clause)
                found.append(Likeness(first, words, self._points(first, clause, words)))
        return sorted(found, key=lambda one: (-one.points, one.first.place))

    def _near(self, clause: Clause) -> Iterator[Clause]:
        """The figures before it, in notes and in tables, whose sentences have one of its rare words or its digits."""
        keys = sorted(clause.words, key=lambda word: (len(self._with.get(word, ())), word))
        keys = [word for word in keys if self._worth(word) and {*self._with.get(word, ())} - {clause.home}][:_KEYS]
        homes = {home for word in keys for home in self._with.get(word, [])[:_NEIGHBOURS]}
        for figure in (clause.figure, self._next(clause, 1), self._next(clause, -1)):
            homes |= set(self._told.get(_digits(figure), [])[:_NEIGHBOURS]) if figure else set()
        for home in sorted(homes):
            for first in self._homes[home]:
                earlier = first.place < clause.place or first.figure.table or first.figure.footnote
                if earlier and not sums_up(first.title) and not looks_ahead(first.title):
                    yield first

    def _words(self, first: Clause, clause: Clause) -> int:
        near = clause.words & first.words
        across = (clause.words & first.sentence) - near
        titled = (clause.words & first.heading) - near - across
        unknown = clause.core - near - across - titled
        before = unknown & first.paragraph
        weighed = ((near, 6), (across, 4), (titled, 2), (before, -3), (unknown - before, -6))
        return sum(weight * self._worth(word) for words, weight in weighed for word in words) // 6

    def _points(self, first: Clause, clause: Clause, words: int) -> int:
        a, b = first.figure, clause.figure
        told = told_by_numbers(a.quantity.value, b.quantity.value)
        told += 2 * self._beside(first, clause)
        known = sum(map(self._worth, clause.words & first.sentence))
        if a.quantity.value == b.quantity.value:
            words = max(words, known - _LEAST)
        elif told >= _STRONG:
            words = max(words, known - _MOST)
        points = words + told + _of_what(a, b) + _sides(first.own, clause.own) + _lead(first.own, clause.own)
        points += 3 if sums_up(clause.title) else 0
        points += _stock(first.own, clause.own)
        points += 6 if _POINTS_BACK.search(clause.own) else 0
        points -= 3 if one_unit(a, b) == "general" else 0
        rates = {one.quantity.value for one in (first.rate, clause.rate) if one}
        return points - (6 if len(rates) == 2 else 0)

    def _next(self, clause: Clause, way: int) -> Figure | None:
        n = clause.place + way
        there = 0 <= n < len(self._stated) and self._stated[n].home == clause.home
        return self._stated[n].figure if there else None

    def _beside(self, first: Clause, clause: Clause) -> int:
        """Bits for it that a number next to the one is said next to the other, or else in its sentence."""
        points = max(beside(self._next(first, way), self._next(clause, way)) for way in (1, -1))
        for other in (self._next(clause, 1), self._next(clause, -1)):
            if other and any(beside(one.figure, other) for one in self._homes[first.home]):
                points = max(points, _NAMED_ELSE if len(_digits(other)[1]) >= _LONG else 2)
        return points

    def _cue(self, first: Clause, clause: Clause) -> str:
        common = sorted(clause.words & first.sentence, key=lambda word: (-self._worth(word), clause.own.find(word)))
        return " ".join(sorted(common[:4], key=clause.own.find)) or clause.figure.unit


def told_by_numbers(a: Decimal, b: Decimal) -> int:
    """Bits for it that two numbers are meant to be one.

    >>> told_by_numbers(Decimal(1419), Decimal(1149)), told_by_numbers(Decimal(17), Decimal(15))
    (11, 2)
    >>> told_by_numbers(Decimal(62), Decimal(62)), told_by_numbers(Decimal(62), Decimal(377))
    (4, -4)
    """
    digits = min(4, max(1, min(len(value.normalize().as_tuple().digits) for value in (a, b))))
    near = abs(a - b) * 4 <= max(a, b)
    if a == b or is_exchange(a, b):
        return _EXCHANGED[digits]
    if is_slip(a, b):
        return _SLIPPED[digits] if near or digits > 2 else -1
    return 1 if near else _FAR


def _digits(figure: Figure) -> tuple[str, str]:
    """The same for numbers of one unit, long ones of any, that are equal, or are so but for digits exchanged."""
    digits = figure.quantity.value.normalize().as_tuple().digits
    return figure.unit.partition(" ")[0] if len(digits) < _LONG else "", "".join(map(str, sorted(digits)))


def _repeats(clause: Clause) -> bool:
    """True for a figure of a summary, for one of a plan that says that it looks back, and for a stock as it is now."""
    figure = clause.figure
    if not figure.unit or figure.table or not figure.quantity.value:
        return False
    if looks_ahead(clause.title) or figure.target:
        return bool(_BACK.search(clause.own))
    if sums_up(clause.title):
        return True
    near = clause.near  # one of these words is in all that `_STOCK` finds
    stocked = "hiện" in near or "nay" in near or "nâng" in near or "đưa" in near
    return stocked and bool(_STOCK.search(clause.own))


def _refused(first: Clause, clause: Clause, beside_both: int) -> bool:
    """True when the words say that the two are about different things, bodies, places or years."""
    a, b = first.figure, clause.figure
    if not apart(a, b) or not _countable_alike(a, b, beside_both):
        return True
    told = told_by_numbers(a.quantity.value, b.quantity.value)
    if a.place != b.place and (told < _STRONG or "cấp " not in (a.place[:4], b.place[:4])):
        return True  # "Nhân dân các xã đã hiến 27.460 m² đất", "Nhân dân đã hiến 27.640 m² đất"
    if a.kind == "percent" and bool(a.rate_of) != bool(b.rate_of) and told < _OF_PERCENTS:
        return True  # "tỷ lệ truy tố đúng tội đạt 100%", "giải quyết 105/108 vụ, đạt 97,2%"
    if a.period_start < b.period_start and not looks_ahead(clause.title):
        return True
    if (
        bool(a.change) != bool(b.change)
        or (a.approx != b.approx and not _rounds(a, b))
        or {first.role, clause.role} & {"plan", "then"}
    ):
        return True
    years = first.years | {a.period_start[:4], a.period_end[:4]}
    if (clause.years and not years & clause.years) or (first.names and clause.names and not first.names & clause.names):
        return True
    known = f"{a.sentence} {a.place}".lower()
    if any(name not in known for name in clause.own_names):
        return True
    if _is_left_over(first, clause):
        return False
    one, other = categories(first.own), categories(clause.own)
    return any(one.get(dimension, value) != value for dimension, value in other.items() if dimension != "rest")


def _countable_alike(a: Figure, b: Figure, beside_both: int) -> bool:
    """Whether both may count the same; a long number that is the other with two digits exchanged tells more."""
    if one_unit(a, b):
        return True
    if is_exchange(a.quantity.value, b.quantity.value) and beside_both >= _NAMED_ELSE:
        return True  # "486 căn nhà, kinh phí 19,2 tỷ đồng", "468 “Mái ấm Công đoàn” với 19,2 tỷ đồng"
    told = told_by_numbers(a.quantity.value, b.quantity.value) >= _STRONG and a.quantity.value != b.quantity.value
    heads = HEADS.get(a.unit), HEADS.get(b.unit)
    return told and (a.unit.split(" ")[:1] == b.unit.split(" ")[:1] != [""] or heads == ("person", "person"))


def _about(a: Figure, b: Figure) -> bool:
    """Whether the later one states the first one but for its last digits: "3.126 người", "trên 3.100 người"."""
    over = a.quantity.value - b.quantity.value
    most = min(_ABOUT * a.quantity.value, b.quantity.value.scaleb(-1))
    return not a.approx and 0 < (over if b.approx == "more_than" else -over if b.approx == "nearly" else 0) <= most


def _rounds(a: Figure, b: Figure) -> bool:
    """Whether the later one may say about how much the first one is: "239,05 tỷ đồng", "trên 240 tỷ đồng"."""
    return not a.approx and abs(a.quantity.value - b.quantity.value) <= _ABOUT * a.quantity.value


def _is_left_over(first: Clause, clause: Clause) -> bool:
    """ "59/61 tàu đã lắp …", "03 tàu chưa lắp …": the one may be what the other leaves."""
    quantity = first.figure.quantity
    if quantity.of is None or quantity.value >= quantity.of or clause.figure.quantity.of is not None:
        return False
    return bool(_NOT.search(clause.own)) and not _REST.search(first.own)


def _lead(one: str, other: str) -> int:
    """Bits for the same two words right before the number: "đã thi hành xong 702 việc"."""
    words = [_WORDS.findall(own.partition("  ")[0])[-2:] for own in (one, other)]
    return 3 if len(words[0]) == 2 and words[0] == words[1] else 0


def _of_what(a: Figure, b: Figure) -> int:
    """What the denominators of two figures say."""
    one, other = a.quantity.of, b.quantity.of
    if other is None:
        return 0
    if one is None:
        return 0 if b.quantity.value == a.quantity.value or other == a.quantity.value else -4
    return (6 if other >= _RATIO else 3) if one == other else -4


def _sides(one: str, other: str) -> int:
    """ "đã di dời" and "chưa di dời" are the two sides of a whole; "còn 15 hộ" and "17 hộ chưa …" are on one."""
    rest = bool(_REST.search(one)) and bool(_REST.search(other))
    if bool(_NOT.search(one)) != bool(_NOT.search(other)) and not rest:
        return -4
    return 2 if rest else 0


def _stock(one: str, other: str) -> int:
    """ "đưa tổng số hội viên lên 12.760" takes up "tổng số hội viên: 12.760"; what is summed up is not of one year."""
    points = -4 if bool(_SUMMED.search(one)) != bool(_SUMMED.search(other)) else 0
    if _STOCK.search(other):
        points += 9 if _TOTAL.search(one) and _TOTAL.search(other) else 3
    return points


def _explained(sentence: list[Clause], first: Figure, clause: Clause) -> set[Decimal]:
    """What a sentence says of a unit, and what it makes of the figure without writing it; "còn": what it leaves."""
    said = [one.figure for one in sentence if one_unit(one.figure, first) == "same" and not one.figure.change]
    values = {value for one in said for value in (one.quantity.value, one.quantity.of) if value is not None}
    level = first.quantity.value
    added = {level + one.quantity.value for one in said if one.part_of != first.figure_id}
    rest = _REST.search(clause.own) or _REST.search(clause.behind)
    left = {abs(one - other) for one in values for other in values} if rest else set()
    return values | added | left
