"""Averages: "278 tổ với 9.099 hộ vay, bình quân 32,7 hộ/tổ" is 9.099 by 278, to its last digit.

Which numbers it is the average of, only their units say; so it is doubted where no other number comes into question,
and where a slip of the pen leads from what it would be to what is stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.facts import Facts
from corpus.audit.term import Term
from corpus.audit.verdict import check
from corpus.check import Check
from patterns.claims import Figure
from patterns.compiled import compiled
from patterns.links.compatible import alike, same_unit
from patterns.links.slip import is_slip

_MEAN = compiled(r"(?<!\p{L})(?:bình quân|trung bình)[^;.\d]{0,40}$")
_EACH = compiled(r"(?<!\p{L})mỗi (?P<one>\p{L}+)[^,;.()\d]{0,30}$")
_BY = compiled(r"[ ]?/[ ]?(?P<one>\p{L}+)")
_IN_ALL = compiled(r"(?<!\p{L})tổng(?: \p{L}+){0,3} $")
_ABOUT = 20  # by no more than one of so many an average is about what it is said to be about
_BACK, _AHEAD = 8, 2  # figures before and behind an average among which its two numbers are sought


def average_checks(facts: Facts) -> Iterator[Check]:
    """One check for each average whose two numbers stand near it."""
    for n, mean in enumerate(facts.figures):
        one = _one(facts, mean)
        if not one or mean.table or mean.change or not mean.quantity.value:
            continue
        near = [
            figure
            for figure in facts.figures[max(0, n - _BACK) : n + _AHEAD]
            if figure is not mean and not figure.change and figure.footnote == mean.footnote
            and "\n" not in facts.text[min(figure.char_start, mean.char_start) : mean.char_start]
        ]  # fmt: skip
        counts = [f for f in near if f.kind == "count" and f.quantity.value > 1 and f"{f.unit} ".startswith(f"{one} ")]
        whole = [figure for figure in near if figure not in counts and _like(figure, mean)]
        if made := _check(facts, mean, whole, counts):
            yield made


def _check(facts: Facts, mean: Figure, whole: Sequence[Figure], counts: Sequence[Figure]) -> Check | None:
    pairs = [(top, by) for by in reversed(counts) for top in reversed(whole)]
    for top, by in pairs:
        if how := _states(mean, top, by):
            return _made(facts, mean, top, by, how)
    if len(pairs) != 1:
        return None
    ((top, by),) = pairs
    beside = top.sentence_start == by.sentence_start == mean.sentence_start
    if not beside or mean.approx or top.approx:
        return None
    said = _MEAN.search(facts.text, mean.sentence_start, mean.char_start)
    if said and is_slip(round(_by(top, by), _decimals(mean)), mean.quantity.value):
        return _made(facts, mean, top, by, "")
    in_all = _IN_ALL.search(facts.text, max(top.sentence_start, top.char_start - 40), top.char_start)
    if in_all and is_slip(mean.quantity.value * by.quantity.value, top.quantity.value):
        return _made(facts, mean, top, by, "")
    return None


def _one(facts: Facts, mean: Figure) -> str:
    """What the average is of each one of; "" for a number that is none."""
    if "/" in mean.unit:
        return mean.unit.rpartition("/")[2].split(" ")[0]
    if mean.kind == "money" and (by := _BY.match(facts.text, mean.char_end)):
        return by["one"]
    each = _EACH.search(facts.text, max(mean.sentence_start, mean.char_start - 60), mean.char_start)
    return each["one"] if each and mean.kind in ("count", "money") else ""


def _like(figure: Figure, mean: Figure) -> bool:
    unit = mean.unit.partition("/")[0]
    if mean.kind == "money" or unit in ("đồng", "ha", "km", "m²", "kg", "tấn"):
        return figure.unit == unit
    return figure.kind == "count" and (same_unit(figure.unit, unit) or alike(figure.unit, unit))


def _by(top: Figure, by: Figure) -> Decimal:
    return top.quantity.value / by.quantity.value


def _states(mean: Figure, top: Figure, by: Figure) -> str:
    """By which reading the average states the two; "" by none."""
    stated, step = mean.quantity.value, mean.quantity.step
    over = _by(top, by) - stated
    if mean.approx or top.approx:
        return "approximation" if abs(over) * _ABOUT <= stated else ""
    if abs(over) <= step / 2:
        return "rounding" if over else "exact"
    return "truncation" if 0 < over < step else ""


def _decimals(figure: Figure) -> int:
    exponent = figure.quantity.step.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _made(facts: Facts, mean: Figure, top: Figure, by: Figure, how: str) -> Check:
    stated, terms = Term(mean), [Term(top), Term(by)]
    true = _by(top, by)
    worked = "" if true == stated.value else f"{wording.number(round(true, max(0, _decimals(mean)) + 2))} "
    sign = "" if true == stated.value else "≈ " if how else "≠ "
    formula = f"{wording.shown(terms[0])} / {wording.shown(terms[1])} = {worked}{sign}{wording.shown(stated)}"
    where = facts.place(mean)
    message = wording.average_fits(where, stated, formula) if how else wording.average_differs(where, stated, formula)
    return check(
        facts, "percent", "holds" if how else "mismatch", stated, terms, expected=true, formula=formula,
        cue="bình quân", holds_by=how, weight=15 if how else 65, message=message,
    )  # fmt: skip
