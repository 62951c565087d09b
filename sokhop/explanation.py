"""What each number of a text was taken for, by which rule, and how the figures are linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.check import Check
from outputs.csv_files import decimal_text
from patterns.claims import Figure, Link
from sokhop.pipeline import read_text


@dataclass(frozen=True, slots=True)
class Explanation:
    """One number expression: `text[start:end] == raw`."""

    raw: str
    start: int
    end: int
    cls: str
    rule: str
    figure: Figure | None
    links: tuple[Link, ...]  # in which the figure is the whole
    checks: tuple[Check, ...]  # of the figure as a total, as a percent, or as one of two that say the same


def explain(text: str) -> list[Explanation]:
    """Every number of the text, in reading order. Offsets are those of the text with runs of blanks made one."""
    report = read_text(text)
    figures = {figure.char_start: figure for figure in report.figures}
    made = []
    for mention in report.claims.mentions:
        figure = figures.get(mention.start) if mention.cls == "figure" else None
        links = tuple(link for link in report.claims.links if figure and link.whole == figure.figure_id)
        checks = tuple(check for check in report.checks if figure and check.total_id == figure.figure_id)
        raw = report.text[mention.start : mention.end]
        made.append(Explanation(raw, mention.start, mention.end, mention.cls, mention.rule, figure, links, checks))
    return made


def explained_lines(explanations: Sequence[Explanation]) -> Iterator[str]:
    """The explanations as lines for a terminal; field names are the columns' of figures.csv."""
    raw_of = {each.figure.figure_id: f"«{each.figure.raw}»" for each in explanations if each.figure}
    for each in explanations:
        yield f"«{each.raw}»  {each.cls}  [{each.start}:{each.end}]  rule={each.rule}"
        if each.figure:
            yield "    " + "  ".join(f"{name}={value}" for name, value in _fields(each.figure, raw_of) if value)
        for link in each.links:
            parts = ", ".join(raw_of.get(part, part) for part in link.parts)
            yield f"    {link.type}({link.exhaustive}): {parts}  cue=«{link.cue}»"
        for check in each.checks:
            yield f"    {check.type}: {check.verdict}  {check.formula}"


def _fields(figure: Figure, raw_of: dict[str, str]) -> Iterator[tuple[str, str]]:
    quantity = figure.quantity
    yield "value", decimal_text(quantity.value)
    yield "value_max", decimal_text(quantity.value_max) if quantity.value_max is not None else ""
    yield "of", decimal_text(quantity.of) if quantity.of is not None else ""
    yield "step", decimal_text(quantity.step)
    yield "unit", figure.unit
    yield "kind", figure.kind
    yield "approx", figure.approx
    yield "change", figure.change
    yield "baseline", figure.baseline
    yield "indicator", figure.indicator
    yield "actor", figure.actor
    yield "place", figure.place
    yield "part_of", raw_of.get(figure.part_of, "")
    yield "rate_of", raw_of.get(figure.rate_of, "")
