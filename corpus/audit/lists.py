"""Lists: a count names as many things as the list behind it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus.audit import wording
from corpus.audit.facts import Facts
from corpus.audit.term import Term
from corpus.audit.verdict import Verdict, check
from corpus.check import Check


def list_checks(facts: Facts) -> Iterator[Check]:
    """One check a list; where a name may hold a comma, a remark and no mismatch."""
    for link in facts.linked("list"):
        total, named = Term(facts.figure[link.whole]), Decimal(link.named)
        fits = total.value == named
        verdict: Verdict = "holds" if fits else "mismatch" if link.exhaustive == "stated" else "remark"
        where = facts.place(total.figure)
        yield check(
            facts, "list", verdict, total, [], expected=named, cue=link.cue, holds_by="exact",
            weight={"holds": 10, "mismatch": 50, "remark": 20}[verdict],
            formula=f"{wording.shown(total)} {'=' if fits else '≠'} {link.named}",
            message=wording.list_fits(where, total) if fits else wording.list_differs(where, total, link.named),
        )  # fmt: skip
