"""patterns: Document → claims. Knows the language: numbers, units, dates, labels, cues; nothing of files."""

from __future__ import annotations

from extract.document import Document
from patterns.citations import citations
from patterns.claims import Claims, Figure, Link, changed
from patterns.context import in_context
from patterns.declared import declared_units
from patterns.find import Prose, find
from patterns.inherit import inherit_units
from patterns.letterhead import letterhead
from patterns.measure import measure
from patterns.outline import outline
from patterns.tables.links import table_links
from patterns.tables.read import CellReading, read_tables


def read_claims(document: Document, report_id: str) -> Claims:
    """All that a report claims: its sections, numbers, figures, citations, and how the figures hang together."""
    from patterns.relate import relate  # imports spaCy, which takes its time: only where a report is read

    prose = Prose.of(document)
    sections = outline(document)
    head = letterhead(document, sections)
    mentions, cells = read_tables(document, prose, find(document, prose, sections, head))
    figures = measure(document, prose, sections, mentions, report_id)
    figures = tuple(_of_cell(figure, cells.get(figure.char_start)) for figure in figures)
    figures = declared_units(document, figures)
    figures, links = relate(document, prose, figures)
    figures, links = _with_tables(document, figures, links, cells)
    figures = inherit_units(figures, prose.lower)
    figures = in_context(document, prose, sections, head, mentions, figures)
    return Claims(head, sections, mentions, figures, citations(document), links)


def _of_cell(figure: Figure, cell: CellReading | None) -> Figure:
    """The figure with what its table says of it, which goes before what the words beside it say."""
    if cell is None:
        return figure
    return changed(
        figure,
        unit=cell.unit or figure.unit,
        kind=cell.kind,
        change=cell.change,
        baseline=cell.baseline,
        target=cell.target,
    )


def _with_tables(
    document: Document, figures: tuple[Figure, ...], links: tuple[Link, ...], cells: dict[int, CellReading]
) -> tuple[tuple[Figure, ...], tuple[Link, ...]]:
    if not cells:
        return figures, links
    part_of, more = table_links(document, figures, cells)
    rates = {link.whole: link.parts[0] for link in more if link.type == "rate"}
    linked = tuple(
        changed(
            figure,
            part_of=part_of.get(figure.figure_id, figure.part_of),
            rate_of=rates.get(figure.figure_id, figure.rate_of),
        )
        for figure in figures
    )
    return linked, (*links, *more)
