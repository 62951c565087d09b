"""Builds the Check of a relation: its id, its page, and its words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from corpus.audit.facts import Facts
from corpus.audit.term import Term
from corpus.check import Check
from patterns.claims import Figure
from patterns.compiled import compiled

Verdict = Literal["holds", "mismatch", "remark"]

_MARK = compiled(r"\[\^[^\]]*\]")
_NOT_WORD = compiled(r"[^\p{L}\p{N}]+")
ROUNDED = Decimal("0.0001")


@lru_cache(maxsize=1024)  # a sentence is asked for by every check of its figures
def _letters(text: str) -> str:
    return _NOT_WORD.sub("", _MARK.sub("", text)).lower()


def check_id(type: str, figures: Sequence[Figure]) -> str:
    """Of what the figures say and the words around them: the same in another format and in a later run."""
    said = [type]
    for figure in figures:
        said += [_letters(figure.raw), _letters(figure.sentence)]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:12]


def check(
    facts: Facts,
    type: Literal["sum", "percent", "bound", "equal", "list"],
    verdict: Verdict,
    total: Term,
    parts: Sequence[Term],
    *,
    expected: Decimal,
    message: str,
    formula: str,
    cue: str,
    weight: int,
    holds_by: str = "",
) -> Check:
    """A check of `parts` against `total`."""
    stated = total.value
    rounded = expected.quantize(ROUNDED)
    expected = expected if expected == rounded else rounded.normalize()
    ids = dict.fromkeys(term.figure.figure_id for term in parts)
    return Check(
        check_id=check_id(type, [total.figure, *(term.figure for term in parts)]),
        type=type,
        verdict=verdict,
        expected=_plain(expected),
        stated=_plain(stated),
        difference=_plain(stated - expected),
        total_id=total.figure.figure_id,
        part_ids=tuple(ids),
        message=message,
        formula=formula,
        cue=cue,
        holds_by=holds_by if verdict == "holds" else "",
        weight=max(0, min(100, weight)),
        page=facts.document.page_at(total.figure.char_start),
    )


def _plain(value: Decimal) -> Decimal:
    """Without an exponent and without zeros at the end: 1E+3 is 1000."""
    return Decimal(format(value.normalize(), "f"))
