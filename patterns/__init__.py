"""patterns: Document → claims. Knows the language: numbers, units, dates, labels, cues; nothing of files."""

from __future__ import annotations

from extract.document import Document
from patterns.citations import citations
from patterns.claims import Claims
from patterns.find import Prose, find
from patterns.inherit import inherit_units
from patterns.letterhead import letterhead
from patterns.measure import measure
from patterns.outline import outline


def read_claims(document: Document, report_id: str) -> Claims:
    """All that a report claims: its sections, numbers, figures, citations, and how the figures hang together."""
    from patterns.relate import relate  # imports spaCy, which takes its time: only where a report is read

    sections = outline(document)
    head = letterhead(document, sections)
    mentions = find(document, sections, head)
    figures, links = relate(document, measure(document, sections, head, mentions, report_id))
    figures = inherit_units(figures, Prose.of(document).lower)
    return Claims(head, sections, mentions, figures, citations(document), links)
