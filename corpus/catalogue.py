"""Which indicators a corpus holds: how often, in which wordings, and what the dictionary has no entry for yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from corpus.indicators import canonical_key, dictionary


@dataclass(slots=True)
class Listed:
    """An indicator with what was found of it. `code` "" where the dictionary has none."""

    code: str
    name: str
    unit: str
    figures: int = 0
    reports: set[str] = field(default_factory=set)
    wordings: Counter[str] = field(default_factory=Counter)


def catalogue(rows: Iterable[Mapping[str, str]]) -> list[Listed]:
    """All indicators of the figures that state levels, the most widespread first."""
    found: dict[str, Listed] = {}
    for row in rows:
        key = row["indicator_code"] or canonical_key(row["indicator"], row["unit"])
        if not key or (row["part_of"] and not row["indicator_code"]):
            continue
        if key not in found:
            entry = dictionary().by_code.get(key)
            found[key] = Listed(entry.code, entry.name, entry.unit) if entry else Listed("", "", row["unit"])
        listed = found[key]
        listed.figures += 1
        listed.reports.add(row["report_id"])
        listed.wordings[row["indicator"]] += 1
    for listed in found.values():
        listed.name = listed.name or _usual(listed)
    return sorted(found.values(), key=lambda each: (-len(each.reports), not each.code, each.code, each.name))


def proposals(listed: Iterable[Listed]) -> list[str]:
    """Entries for indicators.yaml: what several reports carry and the dictionary does not know."""
    made = []
    for each in listed:
        if not each.code and len(each.reports) > 1 and each.unit not in ("", "%"):
            words = each.name.removeprefix(each.unit).strip() or each.name
            made.append(f'- {{code: "", name: "{each.name}", unit: "{each.unit}", words: ["{words}"]}}')
    return made


def _usual(listed: Listed) -> str:
    return min(listed.wordings, key=lambda words: (-listed.wordings[words], words))
