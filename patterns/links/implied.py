"""Links that reach over clauses, sentences and tables: what is measured against what, what is stated twice."""

from __future__ import annotations

from extract.document import Document
from patterns.claims import Figure, Link, Section
from patterns.find import Prose
from patterns.links.adding import adding_links
from patterns.links.bases import Role, base_links, near_rates
from patterns.links.beside import Beside
from patterns.links.columns import column_links
from patterns.links.complements import complement_links, note_lists
from patterns.links.containers import container_links
from patterns.links.differing import differing_links
from patterns.links.hundred import hundred_links
from patterns.links.left_over import left_over_links
from patterns.links.listed import list_links
from patterns.links.movements import movement_links
from patterns.links.outcomes import concluded_links, outcome_links
from patterns.links.paired import of_one_whole, pair_lists, paired_links
from patterns.links.parallel import parallel_links
from patterns.links.reasons import reason_links
from patterns.links.regrouped import regrouped_links
from patterns.links.resumed import raised_links, resumed_links
from patterns.links.same import same_links
from patterns.links.sorted_apart import sorted_links


def implied_links(
    document: Document,
    prose: Prose,
    figures: tuple[Figure, ...],
    links: tuple[Link, ...],
    sections: tuple[Section, ...],
    named: dict[str, Role],
    words: dict[str, Beside],
) -> tuple[Link, ...]:
    """The links that come on top of those between neighbouring figures, in a fixed order."""
    text = prose.lower
    linked = {figure.figure_id: figure.part_of for figure in figures if figure.part_of}
    linked |= {part: link.whole for link in links if link.type == "subset" for part in link.parts}
    linked |= {part: "" for link in links if link.type == "breakdown" for part in link.parts}
    more = (
        *base_links(prose, figures, named),
        *note_lists(document, figures, named, linked),
        *complement_links(document, figures, words, named, linked),
        *container_links(document, figures, text, named, links),
        *column_links(document, figures, links),
        *regrouped_links(document, prose, figures, links, words),
        *list_links(prose, figures),
        *same_links(document, prose, figures, sections, named),
    )
    more += tuple(reason_links(figures, text, (*links, *more)))
    more += tuple(parallel_links(figures, text, (*links, *more)))
    more += tuple(differing_links(figures, text, (*links, *more)))
    more += tuple(near_rates(figures, text, (*links, *more)))
    more += tuple(adding_links(document, figures, text, named, (*links, *more)))
    more += tuple(sorted_links(figures, text, named, (*links, *more)))
    more += tuple(left_over_links(figures, text, (*links, *more)))
    more += tuple(movement_links(figures, text))
    more += tuple(hundred_links(figures, (*links, *more)))
    more += tuple(concluded_links(figures, text, named, (*links, *more)))
    more += tuple(raised_links(figures, text))
    more += tuple(resumed_links(figures, named, text, (*links, *more)))
    more += tuple(paired_links(figures, text, (*links, *more)))
    more += tuple(pair_lists(figures, text, (*links, *more)))
    more += tuple(of_one_whole(figures, (*links, *more)))
    return (*more, *outcome_links(figures, text, named, (*links, *more), words))
