"""Which reports were due and did not come: the units that should have reported against those that did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.territory import Area, type_and_name


def outstanding(expected: Sequence[Area], reported: Iterable[Area]) -> tuple[Area, ...]:
    """The expected units of which no report was read, in the order given: by code, else by name and parent."""
    came = list(reported)
    return tuple(area for area in expected if not any(_is(area, other) for other in came))


def _is(wanted: Area, other: Area) -> bool:
    if wanted.code and other.code:
        return wanted.code == other.code
    return _same(wanted.name, other.name) and (
        not (wanted.parent and other.parent) or _same(wanted.parent, other.parent)
    )


def _same(one: str, other: str) -> bool:
    """Whether two names can be one unit's; a list may leave the type out ("Nậm Phung")."""
    (kind, name), (other_kind, other_name) = type_and_name(one), type_and_name(other)
    return name == other_name and (kind == other_kind or not (kind and other_kind))
