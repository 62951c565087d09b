"""Which indicator of the dictionary a figure states, whatever its wording; else a key that its like share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from corpus.compare.likeness import actor
from corpus.compare.record import Claimed, Record
from corpus.compare.words import plain
from patterns.compiled import compiled

_FILE = Path(__file__).parent / "indicators.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C, where it was built so: a tenth of the time
_MEASURES = {"đồng": "money", "ha": "area", "m²": "area", "km": "length", "m": "length", "tấn": "mass"}
_SAYS_NOTHING = frozenset({"được", "là", "của", "và", "có", "đã"})
_PLURAL = compiled(r"^(?:tổng số |số |các )")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the dictionary. `words`: wordings, each of groups that must all be said, each of alternatives.

    Alternatives have a blank on either side, as whole words have in a plain text, and stand the longest first.
    """

    code: str
    name: str
    unit: str
    units: tuple[str, ...]
    words: tuple[tuple[tuple[str, ...], ...], ...]
    ruled_out: tuple[tuple[tuple[str, ...], ...], ...]
    of: str = ""

    def counts(self, kind: str, unit: str) -> bool:
        """Whether a figure of this kind and unit is counted or measured as this indicator is."""
        measured = _MEASURES.get(self.unit)
        if measured:
            return kind == measured
        return kind in ("count", "other") and any(
            unit == own or unit.startswith((f"{own} ", f"{own},")) for own in self.units
        )

    def said_at_all(self, text: str) -> bool:
        """Whether any wording is said in the text: if not, then in no part of it."""
        return _is_said(self.words, text)

    def said(self, text: str) -> int:
        """How many letters of the longest wording are said in the text; 0 where none is, or what rules it out is."""
        longest = _longest(self.words, text)
        return 0 if longest and _is_said(self.ruled_out, text) else longest


class Dictionary:
    """The indicators, and the code of each figure of a record."""

    def __init__(self, entries: tuple[Indicator, ...]) -> None:
        self.entries = entries
        self.by_code: Mapping[str, Indicator] = {entry.code: entry for entry in entries}
        self._counting: dict[tuple[str, str], tuple[Indicator, ...]] = {}

    def codes(self, record: Record) -> dict[str, str]:
        """The code of every figure that has one, by figure_id. Parts that only break a total down have none."""
        found: dict[str, str] = {}
        for claimed in record.claims:
            code = self._code(claimed, record, found)
            if code:
                found[claimed.figure.figure_id] = code
        return found

    def counting(self, kind: str, unit: str) -> tuple[Indicator, ...]:
        """The indicators that a figure of this kind and unit may state."""
        if (kind, unit) not in self._counting:
            self._counting[kind, unit] = tuple(entry for entry in self.entries if entry.counts(kind, unit))
        return self._counting[kind, unit]

    def _code(self, claimed: Claimed, record: Record, found: Mapping[str, str]) -> str:
        figure = claimed.figure
        entries = self.counting(figure.kind, figure.unit)
        if figure.kind == "percent" or not entries:
            return ""
        whole = record.by_id.get(figure.part_of)
        above = found.get(figure.part_of, "")
        earlier = record.by_id.get(claimed.follows)
        own = plain(f"{figure.indicator} . {figure.unit}")
        near = plain(f"{own} . {claimed.before} {claimed.after} . {actor(record, claimed)}")
        # What a clause says of its first figure goes for the next too: "tổ chức 02 hội nghị đối thoại, có 38 ý kiến".
        leaning = plain(
            f"{near} . {whole.figure.indicator if whole else ''} . {earlier.figure.indicator if earlier else ''}"
        )
        best, length = "", 0
        for entry in entries:
            if (entry.of and entry.of != above) or not entry.said_at_all(leaning):
                continue
            said = 3 * entry.said(own) or 2 * entry.said(near) or entry.said(leaning)
            # "5.160 hộ đạt …" are no households as such: a bare unit says nothing where what is near rules it out.
            if said and own.split() == 2 * plain(figure.unit).split() and not entry.said(near):
                continue
            if said > length:
                best, length = entry.code, said
        if best and best == above:
            return ""
        return best


def _is_said(wordings: tuple[tuple[tuple[str, ...], ...], ...], text: str) -> bool:
    """Whether any wording is said in the text, with a word of each of its groups."""
    for wording in wordings:
        for group in wording:
            for word in group:
                if word in text:
                    break
            else:
                break  # nothing of this group: the wording is not said
        else:
            return True
    return False


def _longest(wordings: tuple[tuple[tuple[str, ...], ...], ...], text: str) -> int:
    """Letters of the longest wording that is said in the text, with a word of each of its groups; 0 where none is."""
    longest = 0
    for wording in wordings:
        total = 0
        for group in wording:
            for word in group:
                if word in text:
                    total += len(word) - 2
                    break
            else:
                break  # nothing of this group: the wording is not said
        else:
            longest = max(longest, total)
    return longest


def canonical_key(indicator: str, unit: str) -> str:
    """What figures without a code aggregate by: measure and words, in one order, whatever their wording's."""
    words = sorted(set(plain(_PLURAL.sub("", indicator)).split()) - _SAYS_NOTHING)
    return f"{unit}: {' '.join(words)}" if words else ""


@cache
def dictionary() -> Dictionary:
    """The indicators of corpus/indicators.yaml."""
    rows = yaml.load(_FILE.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - a safe loader
    return Dictionary(tuple(_entry(row) for row in rows))


def _entry(row: dict[str, object]) -> Indicator:
    unit = str(row["unit"])
    return Indicator(
        str(row["code"]),
        str(row["name"]),
        unit,
        tuple(_strings(row.get("units"))) or (unit,),
        tuple(_wording(said) for said in _strings(row["words"])),
        tuple(_wording(said) for said in _strings(row.get("not"))),
        str(row.get("of", "")),
    )


def _strings(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _wording(said: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(sorted((f" {plain(word).strip()} " for word in group.split("|")), key=len, reverse=True))
        for group in said.split("+")
    )
