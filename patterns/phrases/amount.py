"""What money, areas, lengths and masses are claimed of: "quỹ vì người nghèo", "đất hiến", "quế trồng mới"."""

from __future__ import annotations

from patterns.phrases.claim_words import Claim, tidy
from patterns.phrases.clause import role
from patterns.phrases.phrase import Left, is_plan

_DIMENSIONS = role("dimension")
_WEAK_MONEY = role("weak money")
_GENERAL_FIRST = ("tổng ", "số ")


def amount(claim: Claim, before: list[Claim], whole: Claim | None) -> str:
    """Money, area, length, mass: the thing that they measure."""
    left, right, money = claim.left, claim.right, claim.figure.kind == "money"
    last = before[-1] if before else None
    if right.words and right.tags[0] in ("N", "", "M") and not is_plan(right):
        lead = [claim.figure.unit.split("/")[0]] if claim.figure.kind == "other" else []
        return tidy([*lead, *right.words, *left.verb])
    named = _without_area(left.label)
    if money and left.object_head == "M" and " ".join(left.object) not in _WEAK_MONEY:
        return tidy(_plain_total(left.object))
    if money and left.each and last:
        return tidy(["mức", *last.indicator.split()])
    worth = _weak_link(left) and (last is not None or not named)
    if money and (worth or " ".join(named) in _WEAK_MONEY):
        noun = "trị giá" if worth else " ".join(named).removeprefix("tổng ")
        return tidy([noun, *([*left.verb, *left.object] or (last.indicator.split() if last else claim.topic))])
    if named == ["diện", "tích"] and last and last.right.tags[:1] == ["V"]:
        return tidy([*last.right.words[1:], last.right.words[0]])  # "58 hộ hiến đất với diện tích 5.680 m²"
    if named and " ".join(named) in _DIMENSIONS:
        return tidy([*named, *claim.topic, *left.verb])
    if named:
        lead = whole.indicator.split() if money and left.head != "M" and whole and whole.figure.kind == "money" else []
        return tidy([*lead, *_plain_total(named), *left.verb, *left.object])
    if left.object and left.verb:
        return tidy(left.object if money else [*_thing(whole), *left.verb, *left.object])
    if left.verb:
        lead = [] if not money or "tiền" in left.verb[-1] else ["tiền"]
        return tidy([*(lead or _thing(whole)), *left.verb])
    return _bare_amount(claim, last, whole)


def _bare_amount(claim: Claim, last: Claim | None, whole: Claim | None) -> str:
    money = claim.figure.kind == "money"
    if claim.figure.kind == "other" and claim.figure.unit and not claim.topic:
        return tidy([claim.figure.unit.split("/")[0], *claim.right.words])
    if whole and whole.indicator:
        return whole.indicator
    if last and claim.left.chained and last.left.verb:
        return tidy(["tiền", *last.left.verb]) if money else tidy([*_thing(last), *last.left.verb])
    if last:
        return tidy(["tiền", *last.indicator.split()]) if money and last.figure.kind != "money" else last.indicator
    return tidy(claim.topic or ["tiền" if money else claim.figure.unit])


def _without_area(label: list[str]) -> list[str]:
    """ "diện tích quế trồng mới" is "quế trồng mới" as in "trồng mới 55 ha quế"; "diện tích tự nhiên" stays."""
    words = " ".join(label).split()
    plain = words[:2] == ["diện", "tích"] and len(words) > 2 and words[2] not in ("tự", "đất", "gieo", "tưới", "canh")
    return words[2:] if plain else label


def _thing(whole: Claim | None) -> list[str]:
    return whole.indicator.split()[:1] if whole and whole.indicator else []


def _weak_link(left: Left) -> bool:
    return any(link in ("trị giá", "tổng trị giá", "tương đương") for link in left.links)


def _plain_total(words: list[str]) -> list[str]:
    first = words[0]
    for general in _GENERAL_FIRST:
        if first.startswith(general):
            return [first.removeprefix(general), *words[1:]]
    return words
