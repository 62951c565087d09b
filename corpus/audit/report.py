"""Does a report add up? Every relation that its words imply is computed; a verdict asks that they name all it takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from corpus.audit import wording
from corpus.audit.averages import average_checks
from corpus.audit.changes import change_checks
from corpus.audit.equals import equal_checks
from corpus.audit.facts import Facts
from corpus.audit.fault import Fault, faults
from corpus.audit.lists import list_checks
from corpus.audit.movements import movement_checks
from corpus.audit.percents import percent_checks
from corpus.audit.rests import rest_checks
from corpus.audit.sums import sum_checks
from corpus.check import Check
from extract.document import Document
from patterns.claims import Claims, Figure, Link, Section
from patterns.find import Prose
from patterns.links.bases import roles
from patterns.links.beside import beside
from patterns.links.implied import implied_links
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
    prose = Prose.of(document)
    named, words = roles(prose, figures), beside(prose, figures)
    implied = implied_links(document, prose, figures, links, sections, named, words)
    facts = Facts(document, figures, (*links, *implied), prose.lower, words, named)
    percents = list(percent_checks(facts))
    found = [
        *sum_checks(facts),
        *percents,
        *rest_checks(facts, percents),
        *average_checks(facts),
        *change_checks(facts),
        *movement_checks(facts),
        *equal_checks(facts),
        *list_checks(facts),
    ]
    found = _located(facts, _named_apart(facts, found))
    return tuple(sorted(found, key=lambda check: (-check.weight, *_place(facts, check))))


def _place(facts: Facts, check: Check) -> tuple[int, str, tuple[str, ...]]:
    return facts.order[check.total_id], check.type, check.part_ids


def _named_apart(facts: Facts, checks: list[Check]) -> list[Check]:
    """Where the same words stand twice in a report, their checks are numbered from the second on."""
    seen: Counter[str] = Counter()
    named = []
    for check in sorted(checks, key=lambda check: _place(facts, check)):
        seen[check.check_id] += 1
        count = seen[check.check_id]
        named.append(check if count == 1 else replace(check, check_id=f"{check.check_id}-{count}"))
    return named


def _located(facts: Facts, checks: list[Check]) -> list[Check]:
    """The checks; where one figure explains several mismatches, each of those names it."""
    told: dict[str, Fault] = {
        key: fault for fault in faults(facts.figures, checks) if fault.sure for key in fault.repairs
    }
    return [
        replace(check, message=_telling(facts, check, told[check.check_id]), weight=min(100, check.weight + 10))
        if check.check_id in told
        else check
        for check in checks
    ]


def _telling(facts: Facts, check: Check, fault: Fault) -> str:
    return wording.with_fault(check.message, facts.figure[fault.figure_id], fault.should_be)
