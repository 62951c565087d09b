"""Which reports were due and did not come: the units that should have reported against those that did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.content import spelled
from corpus.territory import Area


def outstanding(expected: Sequence[Area], reported: Iterable[Area]) -> tuple[Area, ...]:
    """The expected units of which no report was read, in the order given: by code, else by name and parent."""
    came = list(reported)
    return tuple(area for area in expected if not any(_is(area, other) for other in came))


def _is(wanted: Area, other: Area) -> bool:
    if wanted.code and other.code:
        return wanted.code == other.code
    if spelled(wanted.name) != spelled(other.name):
        return False
    return not (wanted.parent and other.parent) or spelled(wanted.parent) == spelled(other.parent)
