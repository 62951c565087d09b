"""The same claim stated twice: both times the same number."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.audit import wording
from corpus.audit.facts import Facts
from corpus.audit.interval import READINGS
from corpus.audit.term import Term
from corpus.audit.verdict import check
from corpus.check import Check
from patterns.claims import Link


def equal_checks(facts: Facts) -> Iterator[Check]:
    """One check for each place that states a claim again."""
    for link in facts.linked("same"):
        total = Term(facts.figure[link.whole], of=link.whole_field == "of")
        for name in link.parts:
            yield _equal(facts, total, Term(facts.figure[name]), link)


def agree(a: Term, b: Term) -> str:
    """By which reading two numbers may be the same; "" when by none."""
    if a.value == b.value:
        return "exact"
    for reading in READINGS:
        if a.interval(reading).meets(b.interval(reading)):
            return "approximation" if reading == "exact" else reading
    return ""


def _equal(facts: Facts, total: Term, other: Term, link: Link) -> Check:
    by = agree(total, other)
    sure = link.exhaustive != "open"
    message = wording.equal_fits if by else wording.equal_differs if sure else wording.equal_open
    return check(
        facts, "equal", "holds" if by else "mismatch" if sure else "remark", total, [other], expected=other.value,
        cue=link.cue, holds_by=by, weight=15 if by else 65 if sure else 30,
        formula=f"{wording.shown(total)} {'=' if by else '≠'} {wording.shown(other)}",
        message=message(facts.place(total.figure), total, other, facts.place(other.figure)),
    )  # fmt: skip
