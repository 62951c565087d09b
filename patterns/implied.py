"""Links that reach over clauses, sentences and tables: plans and levels then, claims stated twice."""

from __future__ import annotations

from extract.document import Document
from patterns.bases import base_links, roles
from patterns.claims import Figure, Link, Section
from patterns.same import same_links


def implied_links(document: Document, figures: tuple[Figure, ...], sections: tuple[Section, ...]) -> tuple[Link, ...]:
    """All of them, in a fixed order."""
    return (
        *base_links(document, figures, roles(document, figures)),
        *same_links(document, figures, sections),
    )
