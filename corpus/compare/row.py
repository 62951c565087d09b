"""A district's claims beside what its communes say of the same: whose each is, and its partner in every commune."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import regex

from corpus.compare.comparable import alike, rolls_up
from corpus.compare.joined import months
from corpus.compare.members import bare
from corpus.compare.pairing import Partner, Vocabulary, matrix, pair
from corpus.compare.partners import adds_up, of_all
from corpus.compare.record import Claimed, Record
from corpus.compare.scope import Scope, scope
from patterns.claims import Figure
from patterns.compiled import compiled

Code = Callable[[Claimed], str]
"""The code of a figure in the dictionary of indicators, "" for none."""

_BESIDES = compiled(r"(?:kể cả|tính cả|gồm cả)(?: cả)?[ ]?$")  # "82 chi đoàn (kể cả 21 chi đoàn khối trực thuộc)"
_PART = compiled(r"(?:kể cả|trong đó|bao gồm|gồm|gồm cả|riêng|tính cả|có)(?!\p{L})[^;.]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """A district's claim with the partners that it has in its communes."""

    claimed: Claimed
    scope: Scope
    partners: Mapping[str, tuple[Partner, ...]]  # by commune
    own: Claimed | None = None  # what the district did of it itself, where that is added
    stale: bool = False  # it is the figure of the year before
    instead: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)  # parts that may be taken for the whole
    silent: frozenset[str] = frozenset()  # communes that had nothing of it, as the district says

    @property
    def best(self) -> list[Partner]:
        return [found[0] for found in self.partners.values()]

    @property
    def figures(self) -> list[Figure]:
        """What is to add up to the claim."""
        return [partner.claimed.figure for partner in self.best] + ([self.own.figure] if self.own else [])

    @property
    def written(self) -> list[Figure]:
        """The same as they stand in the reports."""
        made = [figure for partner in self.best for figure in partner.claimed.made_of or (partner.claimed.figure,)]
        return made + ([self.own.figure] if self.own else [])

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


def rows(district: Record, communes: Sequence[Record], code: Code) -> list[Row]:
    """The district's claims with their partners: sums and single communes are paired apart."""
    words = Vocabulary([district, *communes])
    names = [commune.area for commune in communes]
    scopes = {
        claimed.figure.figure_id: _named(claimed, names) or scope(district, claimed)
        for claimed in district.claims
        if rolls_up(district, claimed)
    }
    ours = [claimed for claimed in district.claims if claimed.figure.figure_id in scopes]

    def sum_likeness(one: Claimed, other: Claimed) -> int:
        return words.likeness(one, other, code(one), code(other))

    def part_likeness(one: Claimed, other: Claimed) -> int:
        # "hiến 7.430 m² đất (xã Bình Sơn 3.840 m²)": the whole says of what
        whole = district.by_id.get(one.whole)
        return words.likeness(one, other, code(one) or (code(whole) if whole else ""), code(other))

    found: dict[str, dict[str, tuple[Partner, ...]]] = {}
    sums = [one for one in ours if _is_summed(scopes[one.figure.figure_id]) and adds_up(one)]
    for commune in communes:
        theirs = [claimed for claimed in commune.claims if rolls_up(commune, claimed)]
        named = [one for one in ours if scopes[one.figure.figure_id] == Scope("one", commune.area)]
        for figure_id, those in pair(named, theirs, matrix(named, theirs, part_likeness)).items():
            found[figure_id] = {commune.area: those}
    own = [one for one in ours if scopes[one.figure.figure_id] == Scope("own") and adds_up(one)]
    found |= of_all(district, sums, own, communes, sum_likeness)
    made = []
    for one in ours:
        partners = found.get(one.figure.figure_id, {})
        silent = _silent(district, one, names)
        speaking = {area: partners[area] for area in partners if area not in silent}
        if speaking:
            instead = {each.area: _parts(each, speaking[each.area][0]) for each in communes if each.area in speaking}
            made.append(Row(one, scopes[one.figure.figure_id], speaking, instead=instead, silent=silent))
    return made


def _parts(commune: Record, partner: Partner) -> tuple[Figure, ...]:
    """What the commune says of some of it: "6 tháng đầu năm 71 lượt; cả năm 162 lượt", "162 lượt (nữ 71 lượt)"."""
    whole = partner.claimed.figure
    return tuple(
        each.figure
        for each in commune.claims
        if each.figure.sentence_start == whole.sentence_start
        and (each.figure.part_of == whole.figure_id or 0 < months(each) < commune.months)
        and each.figure.unit == whole.unit
    )


def _silent(district: Record, claimed: Claimed, names: Sequence[str]) -> frozenset[str]:
    """The communes that the words behind a figure except: "100 mắt camera (Kon Brẻ chưa thực hiện)"."""
    at = district.order[claimed.figure.figure_id] + 1
    after = district.claims[at].figure.char_start if at < len(district.claims) else None
    words = claimed.behind[: after and after - claimed.figure.char_end]
    return frozenset(name for name in names if _excepts(words, bare(name).lower()))


def _excepts(words: str, name: str) -> bool:
    return bool(
        regex.search(rf"(?<!\p{{L}}){regex.escape(name)}(?: và [\p{{L}} ]+?)? (?:chưa|không)(?!\p{{L}})", words)
    )


def _named(claimed: Claimed, names: Sequence[str]) -> Scope | None:
    """Of one commune by its bare name: "An Hạnh 12 ca", the row "An Hạnh" of a table."""
    beside = claimed.figure.indicator if claimed.figure.table else claimed.before
    for name in names:
        if regex.search(rf"(?:^|(?<=[ ])){regex.escape(bare(name).lower())}(?: là| có| đạt|:)?$", beside.strip()):
            return Scope("one", name)
    return None


def _is_summed(whose: Scope) -> bool:
    return whose.kind in ("communes", "area", "both") or (whose.kind == "own" and whose.carried)


def own_part(district: Record, claimed: Claimed) -> Claimed | None:
    """The part that the district's own bodies did, as the sentence says: "304 suất quà, kể cả 64 suất của …"."""
    for other in district.claims[district.order[claimed.figure.figure_id] + 1 :]:
        if other.figure.sentence_start != claimed.figure.sentence_start:
            return None
        said = other.clause[claimed.figure.char_end - claimed.figure.sentence_start :]
        if other.figure.change or ";" in said:
            return None
        own = _BESIDES.search(said) or (_PART.search(said) and scope(district, other).kind == "own")
        if own and alike(claimed.figure, other.figure):
            return other
    return None
