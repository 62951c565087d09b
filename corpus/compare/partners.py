"""The partners of a district's totals in all its communes: by their words, their neighbours and by the sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from corpus.compare.comparable import rolls_up, scale
from corpus.compare.joined import totals
from corpus.compare.pairing import LEAST, Alike, Partner, alone, beside, matrix, neighbours, pair, surely
from corpus.compare.readings import Reading, fit, settle, slipped, surely_fit
from corpus.compare.record import Claimed, Record


def of_all(
    district: Record,
    sums: Sequence[Claimed],
    own: Sequence[Claimed],
    communes: Sequence[Record],
    likeness: Callable[[Claimed, Claimed], int],
) -> dict[str, dict[str, tuple[Partner, ...]]]:
    """By figure_id and commune; first what adds up, for it is hardly so by chance, then the rest by their words.

    `own` are figures of the district's own, as it seems: only their sum can say that they are not.
    """
    adding = {
        commune.area: totals(commune, [each for each in commune.claims if rolls_up(commune, each) and adds_up(each)])
        for commune in communes
    }
    ours = [*sums, *own]
    near, nearby = neighbours(district, ours), {each.area: neighbours(each, adding[each.area]) for each in communes}
    alike = {area: _said_once(matrix(ours, theirs, likeness), sums, theirs) for area, theirs in adding.items()}
    guessed = {area: beside(each, surely(each), near, nearby[area]) for area, each in alike.items()}
    choices = _choices(ours, adding, guessed)
    speaking = {figure_id: _speaking(those) for figure_id, those in choices.items()}
    settled = settle(sums, choices, fit, speaking)
    settled |= settle(own, _choices(ours, adding, _open(guessed, settled, ours, adding)), surely_fit, speaking)
    # What stands beside a sum that fits is known better than what stands beside words that are alike.
    for area, each in alike.items():
        known = surely(guessed[area]) | _pairs(settled, area, ours, adding[area])
        guessed[area] = beside(each, known, near, nearby[area])
    for search in (fit, slipped):
        rest = [each for each in sums if each.figure.figure_id not in settled]
        settled |= settle(rest, _choices(ours, adding, _open(guessed, settled, ours, adding)), search, speaking)
    found: dict[str, dict[str, tuple[Partner, ...]]] = {
        figure_id: {area: (partner,) for area, partner in reading.items()} for figure_id, reading in settled.items()
    }
    for area, each in _open(guessed, settled, ours, adding).items():
        those = alone({both: like for both, like in each.items() if both[0] < len(sums)})
        for figure_id, partners in pair(sums, adding[area], those).items():
            found.setdefault(figure_id, {})[area] = partners
    return found


def _pairs(
    settled: Mapping[str, Reading], area: str, ours: Sequence[Claimed], theirs: Sequence[Claimed]
) -> dict[int, int]:
    """By the places of ours those of theirs that are settled to be its part."""
    places = {id(claimed): m for m, claimed in enumerate(theirs)}
    return {
        n: places[id(settled[one.figure.figure_id][area].claimed)]
        for n, one in enumerate(ours)
        if area in settled.get(one.figure.figure_id, {})
    }


def _open(
    alike: Mapping[str, Alike],
    settled: Mapping[str, Reading],
    ours: Sequence[Claimed],
    adding: Mapping[str, Sequence[Claimed]],
) -> dict[str, Alike]:
    """What is left where some are settled."""
    left: dict[str, Alike] = {}
    done = {n for n, one in enumerate(ours) if one.figure.figure_id in settled}
    for area, each in alike.items():
        gone = set(_pairs(settled, area, ours, adding[area]).values())
        left[area] = {(n, m): found for (n, m), found in each.items() if n not in done and m not in gone}
    return left


def _choices(
    ours: Sequence[Claimed], adding: Mapping[str, Sequence[Claimed]], alike: Mapping[str, Alike]
) -> dict[str, dict[str, list[Partner]]]:
    """By figure_id and commune all that each may be made of, the most alike first."""
    made: dict[str, dict[str, list[Partner]]] = {one.figure.figure_id: {area: [] for area in adding} for one in ours}
    for area, theirs in adding.items():
        best: dict[int, int] = {}
        for (_n, m), found in alike[area].items():
            best[m] = max(best.get(m, 0), found)
        for (n, m), found in alike[area].items():
            made[ours[n].figure.figure_id][area].append(Partner(theirs[m], found, found - best[m]))
    for choices in made.values():
        for partners in choices.values():
            partners.sort(key=lambda partner: -partner.standing)
    return made


def adds_up(claimed: Claimed) -> bool:
    """Whether it adds up over areas: a score that each of them has does not, unless it is a total of scores."""
    return not scale(claimed.figure) or "tổng" in claimed.before


def _speaking(choices: Mapping[str, Sequence[Partner]]) -> int:
    """How many communes say something that is like the total, and not more like another."""
    return sum(1 for partners in choices.values() if partners and partners[0].standing >= LEAST)


def _said_once(alike: Alike, ours: Sequence[Claimed], theirs: Sequence[Claimed]) -> Alike:
    """More alike are two things that either report counts only once."""
    single = _units_said_once(ours) & _units_said_once(theirs)
    return {
        (n, m): (found + 100) // 2 if n < len(ours) and {_head(ours[n]), _head(theirs[m])} <= single else found
        for (n, m), found in alike.items()
    }


def _units_said_once(claims: Sequence[Claimed]) -> set[str]:
    """Things that a report counts only once: "38.600 liều vắc xin" can be made of its one "7.120 liều" alone."""
    said = Counter(_head(claimed) for claimed in claims if claimed.figure.kind in ("count", "other"))
    return {unit for unit, times in said.items() if times == 1}


def _head(claimed: Claimed) -> str:
    return claimed.figure.unit.split(" ")[0]
