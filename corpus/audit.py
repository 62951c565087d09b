"""Does a report add up? Every relation that its words imply is computed; a verdict asks that they name all it takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from corpus.audit_changes import change_checks
from corpus.audit_equals import equal_checks
from corpus.audit_percents import percent_checks
from corpus.audit_sums import sum_checks
from corpus.check import Check
from corpus.facts import Facts
from extract.document import Document
from patterns.claims import Claims, Figure, Link, Section
from patterns.implied import implied_links
from patterns.outline import outline


def audit(document: Document, claims: Claims) -> tuple[Check, ...]:
    """The checks of one report, the weightiest first."""
    return audit_figures(document, claims.figures, claims.links, claims.sections)


def audit_figures(
    document: Document,
    figures: tuple[Figure, ...],
    links: tuple[Link, ...],
    sections: tuple[Section, ...] | None = None,
) -> tuple[Check, ...]:
    """The checks of figures and of the links between them, the weightiest first; equal ones in reading order."""
    sections = outline(document) if sections is None else sections
    facts = Facts(document, figures, (*links, *implied_links(document, figures, links, sections)))
    found = [*sum_checks(facts), *percent_checks(facts), *change_checks(facts), *equal_checks(facts)]
    found.sort(key=lambda check: (-check.weight, facts.order[check.total_id], check.type, check.part_ids))
    return _named_apart(found)


def _named_apart(checks: list[Check]) -> tuple[Check, ...]:
    """Where the same words stand twice in a report, their checks are numbered from the second on."""
    seen: Counter[str] = Counter()
    named = []
    for check in checks:
        seen[check.check_id] += 1
        count = seen[check.check_id]
        named.append(check if count == 1 else replace(check, check_id=f"{check.check_id}-{count}"))
    return tuple(named)
