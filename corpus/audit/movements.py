"""Movements: the stock at the end is the stock at the beginning, with what came and without what went."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.facts import Facts
from corpus.audit.sums import adds_up
from corpus.audit.term import Term
from corpus.audit.verdict import check
from corpus.check import Check


def movement_checks(facts: Facts) -> Iterator[Check]:
    """One check a movement."""
    for link in facts.linked("movement"):
        closing = Term(facts.figure[link.whole])
        terms = [Term(facts.figure[part], times=sign) for part, sign in zip(link.parts, link.multipliers, strict=True)]
        by = adds_up(closing, terms)
        result = sum((term.value for term in terms), Decimal(0))
        formula = wording.addition(terms, result, closing)
        where = facts.place(closing.figure)
        message = (
            wording.sum_fits(where, closing, formula)
            if by
            else wording.movement_differs(where, closing, result, formula)
        )
        yield check(
            facts, "sum", "holds" if by else "mismatch", closing, terms, expected=result, formula=formula, cue=link.cue,
            holds_by=by, weight=20 if by else 75, message=message,
        )  # fmt: skip
