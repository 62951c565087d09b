"""The partners of a district's totals in all its communes: by their words, their neighbours and by the sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from corpus.compare.comparable import rolls_up, scale
from corpus.compare.pairing import Alike, Partner, beside, matrix, pair
from corpus.compare.parts_of_time import of_the_whole_time
from corpus.compare.readings import fit, settle, slipped, without
from corpus.compare.record import Claimed, Record

_NEXT = 2  # so many figures away is still beside


def of_all(
    district: Record,
    sums: Sequence[Claimed],
    communes: Sequence[Record],
    likeness: Callable[[Claimed, Claimed], int],
) -> dict[str, dict[str, tuple[Partner, ...]]]:
    """By figure_id and commune; first what adds up, for it is hardly so by chance, then the rest by their words."""
    order = _neighbours(district, sums)
    adding = {
        commune.area: of_the_whole_time(
            commune, [each for each in commune.claims if rolls_up(commune, each) and adds_up(each)]
        )
        for commune in communes
    }
    alike: dict[str, Alike] = {}
    for commune in communes:
        theirs = adding[commune.area]
        alone = _units_said_once(sums) & _units_said_once(theirs)
        alike[commune.area] = beside(
            {
                (n, m): (found + 100) // 2 if {_head(sums[n]), _head(theirs[m])} <= alone else found
                for (n, m), found in matrix(sums, theirs, likeness).items()
            },
            order,
            _neighbours(commune, theirs),
        )
    choices = _choices(sums, adding, alike)
    settled = settle(sums, choices, fit)
    gone = {partner.claimed.figure.figure_id for reading in settled.values() for partner in reading.values()}
    rest = [one for one in sums if one.figure.figure_id not in settled]
    settled |= settle(rest, {figure_id: without(each, gone) for figure_id, each in choices.items()}, slipped)
    found: dict[str, dict[str, tuple[Partner, ...]]] = {}
    for area, theirs in adding.items():
        partners = {figure_id: reading[area] for figure_id, reading in settled.items() if area in reading}
        gone = {partner.claimed.figure.figure_id for partner in partners.values()}
        for figure_id, partner in partners.items():
            found.setdefault(figure_id, {})[area] = (partner,)
        left = {
            (n, m): likeness
            for (n, m), likeness in alike[area].items()
            if sums[n].figure.figure_id not in settled and theirs[m].figure.figure_id not in gone
        }
        for figure_id, those in pair(sums, theirs, left).items():
            found.setdefault(figure_id, {})[area] = those
    return found


def _choices(
    sums: Sequence[Claimed], adding: Mapping[str, Sequence[Claimed]], alike: Mapping[str, Alike]
) -> dict[str, dict[str, list[Partner]]]:
    """By figure_id and commune all that each may be made of, the most alike first."""
    made: dict[str, dict[str, list[Partner]]] = {one.figure.figure_id: {area: [] for area in adding} for one in sums}
    for area, theirs in adding.items():
        for (n, m), found in sorted(alike[area].items(), key=lambda item: (-item[1], item[0])):
            made[sums[n].figure.figure_id][area].append(Partner(theirs[m], found))
    return made


def _neighbours(record: Record, claims: Sequence[Claimed]) -> list[tuple[int, int, int]]:
    """By their places: the figures of one sentence that stand beside one another, and how far apart."""
    places = {claimed.figure.figure_id: n for n, claimed in enumerate(claims)}
    levels = [each for each in record.claims if not each.figure.change and each.figure.kind != "percent"]
    near = []
    for at, one in enumerate(levels):
        for away in range(1, _NEXT + 1):
            other = levels[at + away] if at + away < len(levels) else None
            if other is None or other.figure.sentence_start != one.figure.sentence_start:
                break
            n, m = places.get(one.figure.figure_id), places.get(other.figure.figure_id)
            if n is not None and m is not None:
                near += [(n, m, away), (m, n, -away)]
    return near


def adds_up(claimed: Claimed) -> bool:
    """Whether it adds up over areas: a score that each of them has does not, unless it is a total of scores."""
    return not scale(claimed.figure) or "tổng" in claimed.before


def _units_said_once(claims: Sequence[Claimed]) -> set[str]:
    """Things that a report counts only once: "38.600 liều vắc xin" can be made of its one "7.120 liều" alone."""
    said = Counter(_head(claimed) for claimed in claims if claimed.figure.kind in ("count", "other"))
    return {unit for unit, times in said.items() if times == 1}


def _head(claimed: Claimed) -> str:
    return claimed.figure.unit.split(" ")[0]
