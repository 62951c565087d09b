"""Links that reach over clauses, sentences and tables: what is measured against what, what is stated twice."""

from __future__ import annotations

from extract.document import Document
from patterns.adding import adding_links
from patterns.bases import base_links, roles
from patterns.beside import beside
from patterns.claims import Figure, Link, Section
from patterns.columns import column_links
from patterns.complements import complement_links, note_lists
from patterns.find import Prose
from patterns.listed import list_links
from patterns.outcomes import outcome_links
from patterns.regrouped import regrouped_links
from patterns.same import same_links


def implied_links(
    document: Document, figures: tuple[Figure, ...], links: tuple[Link, ...], sections: tuple[Section, ...]
) -> tuple[Link, ...]:
    """The links that come on top of those between neighbouring figures, in a fixed order."""
    named, words, text = roles(document, figures), beside(document, figures), Prose.of(document).lower
    linked = {part for link in links if link.type in ("breakdown", "subset") for part in link.parts}
    linked |= {figure.figure_id for figure in figures if figure.part_of}
    more = (
        *base_links(document, figures, named),
        *note_lists(document, figures, named, linked),
        *complement_links(document, figures, words, named, linked),
        *column_links(document, figures, links),
        *regrouped_links(document, figures, links, words),
        *list_links(document, figures),
        *same_links(document, figures, sections),
    )
    more += tuple(adding_links(document, figures, text, named, (*links, *more)))
    return (*more, *outcome_links(figures, text, named, (*links, *more)))
