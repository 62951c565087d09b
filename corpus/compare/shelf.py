"""A record as text that can be put away and read back: the store keeps one for every report."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from typing import Any

from corpus.compare.members import Members
from corpus.compare.passages import Passage
from corpus.compare.record import Claimed, Record
from patterns.claims import Figure, Quantity

_FIGURE = tuple(field.name for field in fields(Figure) if field.name != "quantity")
# `made_of` is found anew by every judgement
_CLAIMED = tuple(field.name for field in fields(Claimed) if field.name not in ("figure", "made_of"))
_PLAIN = tuple(field.name for field in fields(Record) if field.name not in ("members", "claims", "passages"))


def packed(record: Record) -> str:
    """The record as JSON."""
    return json.dumps(
        {
            "head": [getattr(record, name) for name in _PLAIN],
            "members": [record.members.names, record.members.count],
            "claims": [_claimed(claimed) for claimed in record.claims],
            "passages": [[each.form, each.dates, each.opening, each.start] for each in record.passages],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def unpacked(text: str) -> Record:
    """The record that was packed."""
    said = json.loads(text)
    names, count = said["members"]
    return Record(
        **dict(zip(_PLAIN, said["head"], strict=True)),
        members=Members(tuple(names), count),
        claims=tuple(_unclaimed(each) for each in said["claims"]),
        passages=tuple(Passage(*each) for each in said["passages"]),
    )


def _claimed(claimed: Claimed) -> list[Any]:
    figure, quantity = claimed.figure, claimed.figure.quantity
    numbers = [
        None if number is None else str(number)
        for number in (quantity.value, quantity.step, quantity.value_max, quantity.of)
    ]
    return [numbers, [getattr(figure, name) for name in _FIGURE], [getattr(claimed, name) for name in _CLAIMED]]


def _unclaimed(said: list[Any]) -> Claimed:
    numbers, of_figure, of_claim = said
    value, step, value_max, of = (None if number is None else Decimal(number) for number in numbers)
    assert value is not None
    assert step is not None
    given = dict(zip(_FIGURE, of_figure, strict=True))
    given["footnote_refs"] = tuple(given["footnote_refs"])
    figure = Figure(quantity=Quantity(value, step, value_max, of), **given)
    return Claimed(figure, **dict(zip(_CLAIMED, of_claim, strict=True)))
