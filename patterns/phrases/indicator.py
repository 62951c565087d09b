"""A figure's indicator: one short phrase for one claim, whatever its wording; counted noun, modifiers, verb."""

from __future__ import annotations

import re

from patterns.claims import Figure
from patterns.lexicon import HEADS
from patterns.phrases.amount import amount
from patterns.phrases.claim_words import WORDS, Claim, tidy
from patterns.phrases.clause import role
from patterns.phrases.phrase import Left, Right, is_plan, is_plan_label

# These name no thing of their own: the label before them, or the whole that they are part of, does.
_EMPTY_UNITS = role("empty unit") | {""}
_CLASSIFIERS = role("classifier")
_GATHERINGS = role("gathering")
_PEOPLE = frozenset(head for head, cls in HEADS.items() if cls == "person")
_ATTENDED = re.compile(r"^(?:tham gia|tham dự|dự|có mặt)(?!\w)")


def indicate(claims: list[Claim]) -> None:
    """Fills the indicators, in reading order: what a claim leaves out stands in one before it."""
    by_id: dict[str, Claim] = {}
    for n, claim in enumerate(claims):
        before = [other for other in claims[max(0, n - 6) : n] if other.sentence == claim.sentence]
        after = claims[n + 1] if n + 1 < len(claims) and claims[n + 1].sentence == claim.sentence else None
        whole = by_id.get(claim.figure.part_of)
        claim.indicator = _phrase(claim, before, after, whole, by_id.get(claim.figure.rate_of)) or _last_resort(
            claim, before
        )
        by_id[claim.figure.figure_id] = claim


def _phrase(claim: Claim, before: list[Claim], after: Claim | None, whole: Claim | None, rated: Claim | None) -> str:
    figure = claim.figure
    if is_plan_label(claim.left.label) and figure.kind != "percent" and not claim.left.verb:
        levels = [other for other in before if other.figure.kind != "percent"]
        if levels:
            return tidy(["kế hoạch", *levels[-1].indicator.split()])
    if claim.bare and before and before[-1].figure.kind == "percent" and is_plan(before[-1].right):
        rated_plan = before[-1].indicator.removeprefix("tỷ lệ ").split(" so với ")[0]
        return tidy(["kế hoạch", *rated_plan.split()])  # "đạt 105% dự toán (7.800 triệu đồng)"
    if figure.change and (level := _level(claim, before)):
        return level.indicator
    if figure.kind == "percent":
        return _rate(claim, before, rated)
    if figure.kind == "count":
        return _count(claim, before, after, whole)
    return amount(claim, before, whole)


def _last_resort(claim: Claim, before: list[Claim]) -> str:
    """Of a number that stands alone: its list's head, else what was claimed last."""
    return tidy(claim.topic) or (before[-1].indicator if before else claim.figure.unit) or "số liệu"


def _level(claim: Claim, before: list[Claim]) -> Claim | None:
    """The figure that a change is the change of: the nearest of its unit; for growth in percent the nearest at all."""
    figure = claim.figure
    levels = [other for other in before if not other.figure.change]
    same = [other for other in levels if _same_unit(other.figure, figure)]
    if same:
        return same[-1]
    if claim.left.label or claim.left.rate or (figure.kind != "percent" and claim.right.words):
        return None
    return levels[-1] if levels and (figure.kind == "percent" or claim.left.chained) else None


def _same_unit(one: Figure, other: Figure) -> bool:
    return one.kind == other.kind and bool(
        one.unit.startswith(other.unit) or (one.unit and other.unit.startswith(one.unit))
    )


def _rate(claim: Claim, before: list[Claim], rated: Claim | None) -> str:
    left, right = claim.left, claim.right
    plan = ["so", "với", *right.words[:2]] if is_plan(right) else []
    named = [*left.label, *left.verb, *left.object] if left.label or left.rate or left.object else []
    if rated and not left.rate:
        base = rated.indicator.split()
    elif named:
        base = named
    elif right.words and not plan:
        base = right.words
    elif before:
        base = before[-1].indicator.split()
    else:
        base = [*left.verb, *right.words]
    if base[:2] == ["tỷ", "lệ"]:
        base = base[2:]
    room = WORDS - 2 - len(" ".join(plan).split())
    return tidy(["tỷ lệ", *" ".join(base).split()[:room], *plan])


def _count(claim: Claim, before: list[Claim], after: Claim | None, whole: Claim | None) -> str:
    figure, left, right = claim.figure, claim.left, claim.right
    unit = figure.unit
    last = before[-1] if before else None
    gathering = next((other for other in reversed(before) if _is_gathering(other.figure.unit)), None)
    people = unit.startswith("lượt") or unit in _PEOPLE
    attending = bool(right.words) and bool(_ATTENDED.match(right.words[0]))
    if gathering and last and not left.label and not left.verb and left.chained:
        if people and (attending or not right.words) and not (last.figure.unit == unit and not attending):
            return tidy([unit if unit != "lượt" else "lượt người", "tham gia", *_event(gathering)])
        if claim.bare and not people and gathering is not last:
            return tidy([unit, "tại", *_event(gathering)])
    if unit in _CLASSIFIERS and left.label and not left.verb and left.label[0].startswith(("đàn", "tổng đàn")):
        return tidy(left.label)
    subject = left.links and (left.links[-1] == "có" or left.links[0] in ("với", "cho", "có", "tới"))
    label = [] if subject and unit not in ("",) and (not left.colon) and not left.verb else left.label
    if claim.bare or (not label and not left.verb and not right.words):
        return _bare(claim, last, after, whole)
    claim.lent = [*left.verb, *left.object] or label
    words = _counted(claim, label, whole)
    return tidy([*words, *claim.topic] if " ".join(words) == unit else words)


def _counted(claim: Claim, label: list[str], whole: Claim | None) -> list[str]:
    """Noun, modifiers, label or verb; a label that holds the noun stands for it."""
    left, right = claim.left, claim.right
    unit = claim.figure.unit or (whole.figure.unit if whole else "")
    mods = list(right.words)
    if unit in _CLASSIFIERS and mods and right.tags[0] in ("N", ""):
        unit, mods = mods[0], mods[1:]  # "15 con bò giống" are bò giống
    if unit == "lượt" and mods and mods[0] in ("tham gia", "tham dự", "dự"):
        unit = "lượt người"
    if label and not left.verb:
        text = " ".join(label)
        if unit and (text == unit or text.startswith(unit + " ")):
            return [*label, *mods]
        if unit in _EMPTY_UNITS:
            if left.head in ("N", "M") or len(label) > 1 or not unit:
                return [*label, *mods]
            noun = whole.figure.unit if whole and whole.figure.unit not in _EMPTY_UNITS else ""
            return [noun or unit, *label, *mods]
        return [unit, *mods, *label]
    if left.verb:
        said = " ".join(mods)
        if not unit or (label and label[0] not in (unit,) and unit in _EMPTY_UNITS and left.head == "N"):
            return [*label, *mods, *left.verb, *left.object]
        if left.verb[-1] in said.replace(",", ""):
            return [unit, *mods]
        if not mods and label and " ".join(label).startswith(unit + " "):
            return [*label, *left.verb, *left.object]
        return [unit, *_near(mods, right.tags, unit, left), *left.verb, *left.object]
    return [unit, *mods]


def _near(mods: list[str], tags: list[str], unit: str, left: Left) -> list[str]:
    """The modifiers up to a clause of their own ("huy động 242 lượt dân quân | giúp dân"): the verb needs room."""
    tags = tags[len(tags) - len(mods) :]
    end = next((n for n, tag in enumerate(tags) if tag == "J" or (n and tag == "V" and tags[n - 1] != "V")), len(tags))
    if tags[:1] == ["&"]:
        end = 0
    room = WORDS - len(f"{unit} {' '.join(left.verb)} {' '.join(left.object)}".split())
    while end and len(" ".join(mods[:end]).split()) > room:
        end -= 1
    return mods[:end]


def _bare(claim: Claim, last: Claim | None, after: Claim | None, whole: Claim | None) -> str:
    """A count without words of its own: from its whole, from the verb of its list, from what follows the list."""
    unit = claim.figure.unit
    if last and claim.left.chained and last.lent and not last.figure.change:
        claim.lent = last.lent
        return tidy([unit, *last.lent])
    if whole and whole.indicator:
        if whole.figure.unit == unit or not unit or unit in _EMPTY_UNITS or whole.figure.unit.startswith(unit):
            return whole.indicator
        rest = whole.indicator.removeprefix(whole.figure.unit).split()
        return tidy([unit, *rest]) if len(rest) < len(whole.indicator.split()) else unit
    if after and after.left.chained and after.right.words:
        shared = _shared(after.right)
        if shared:
            return tidy([unit, *shared])
    if last and last.figure.unit == unit and not claim.left.chained:
        return last.indicator
    return tidy([unit, *claim.topic])


def _shared(right: Right) -> list[str]:
    """The clause that ends a list and goes with all of it: "169 tập thể, 118 cá nhân đăng ký mô hình"."""
    at = next((n for n, tag in enumerate(right.tags) if tag in ("V", "J")), None)
    return [] if at is None else right.words[at:]


def _is_gathering(unit: str) -> bool:
    return unit in _GATHERINGS or (
        unit.split(" ")[0] in ("buổi", "cuộc", "lớp", "đợt", "phiên", "hội") and unit in HEADS
    )


def _event(gathering: Claim) -> list[str]:
    said = gathering.indicator.split(" về ")[0].split()
    return said[:8]
