"""What a part leaves of the base that its percent has: "6.052 ha, chiếm 70% diện tích lúa, còn lại 2.593 ha"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.facts import Facts
from corpus.audit.sums import adds_up
from corpus.audit.term import Term
from corpus.audit.verdict import check
from corpus.check import Check
from patterns.compiled import compiled
from patterns.links.slip import is_slip

_REST = compiled(r"[^;.()\d]{0,40}(?<!\p{L})còn(?: lại)?[^;.,()\d]{0,25}")
_NEAR = Decimal("0.1")


def rest_checks(facts: Facts, percents: Iterable[Check]) -> Iterator[Check]:
    """For each percent that holds: part and rest are the base; of another rest than a slip nothing is said."""
    for percent in percents:
        if percent.verdict != "holds" or len(percent.part_ids) != 2:
            continue
        at = facts.order[percent.total_id]
        stated, (part, base) = facts.figures[at], (facts.figure[name] for name in percent.part_ids)
        for rest in facts.figures[at + 1 : at + 2]:
            same = rest.unit == part.unit == base.unit and rest.kind == part.kind and not rest.change
            if not same or not _REST.fullmatch(facts.text, stated.char_end, rest.char_start):
                continue
            if any(whole == base.figure_id for whole, _ in facts.wholes.get(rest.figure_id, ())):
                continue  # the words say so, and it is checked
            total, terms = Term(base), [Term(part), Term(rest)]
            result = part.quantity.value + rest.quantity.value
            by = adds_up(total, terms)
            if not (by or is_slip(result, total.value) or abs(result - total.value) <= _NEAR * total.value):
                continue
            formula, where = wording.addition(terms, result, total), facts.place(base)
            yield check(
                facts, "sum", "holds" if by else "mismatch", total, terms, expected=result, formula=formula,
                cue="còn lại", holds_by=by, weight=20 if by else 70,
                message=wording.sum_fits(where, total, formula)
                if by
                else wording.sum_differs(where, total, terms, result, formula),
            )  # fmt: skip
