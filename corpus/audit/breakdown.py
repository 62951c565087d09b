"""A whole and the parts that the report names of it, group by group as the wording has them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal

from corpus.audit.facts import Facts
from corpus.audit.term import Term
from patterns.claims import Figure, Link, plain

_NEAR = Decimal("0.05")


@plain
class Part:
    """A part of a whole, and the number of the group (bracket, "trong đó", note) that names it."""

    term: Term
    group: int


@plain
class Group:
    """How one wording breaks a whole down."""

    cue: str
    exhaustive: Literal["stated", "likely", "open"]
    outcomes: bool = False  # "đã giải quyết 68 …, đang giải quyết 25": each by a verb of its own


@plain
class Breakdown:
    """All parts of one whole in reading order. `of` is true where the whole is its figure's denominator."""

    whole: Figure
    parts: tuple[Part, ...]
    groups: tuple[Group, ...]
    of: bool = False


def breakdowns(facts: Facts) -> list[Breakdown]:
    """The breakdowns of a report, by the links and by `part_of` where no link says more."""
    links: dict[tuple[str, str], list[Link]] = {}
    linked: set[tuple[str, str]] = set()
    for kind in ("breakdown", "subset"):
        for link in facts.linked(kind):
            links.setdefault((link.whole, link.whole_field), []).append(link)
            linked |= {(link.whole, part) for part in link.parts}
    for figure in facts.figures:
        if figure.part_of in facts.figure and (figure.part_of, figure.figure_id) not in linked:
            loose = Link("subset", figure.part_of, (figure.figure_id,), "")
            links.setdefault((figure.part_of, "value"), []).append(loose)
    made = [_breakdown(facts, whole, field == "of", found) for (whole, field), found in links.items()]
    return sorted((one for one in made if one.parts), key=lambda one: (facts.order[one.whole.figure_id], one.of))


def _breakdown(facts: Facts, whole: str, of: bool, links: list[Link]) -> Breakdown:
    listed = {part for link in links if link.exhaustive == "stated" and len(link.parts) > 1 for part in link.parts}
    links = [link for link in links if len(link.parts) > 1 or link.exhaustive != "open" or link.parts[0] not in listed]
    links = _without_pieces(facts, whole, links)
    parts: dict[str, Part] = {}
    groups: list[Group] = []
    last = -1  # where the sentence of the link before starts
    for link in sorted(links, key=lambda link: (link.type == "subset", facts.order[link.parts[0]])):
        number = len(groups)
        sentence = facts.figure[link.parts[0]].sentence_start
        if link.type == "subset" and groups and groups[-1].outcomes and sentence == last:
            number -= 1  # outcomes of one sentence stand together
        else:
            groups.append(Group(link.cue, link.exhaustive, link.type == "subset"))
        last = sentence
        times = link.multipliers or (1,) * len(link.parts)
        for part, factor in zip(link.parts, times, strict=True):
            parts.setdefault(part, Part(Term(facts.figure[part], times=factor), number))
    # A plan, the level then or the total named is what others are measured against, and no part of what precedes it.
    parts = {name: part for name, part in parts.items() if name not in facts.roles}
    ordered = sorted(parts.values(), key=lambda part: facts.order[part.term.figure.figure_id])
    return Breakdown(facts.figure[whole], tuple(ordered), tuple(groups), of)


def _without_pieces(facts: Facts, whole: str, links: list[Link]) -> list[Link]:
    """The lists without the stated ones that are the beginning of another, which nearly adds up and is stated, too.

    "2.614 hồ sơ, gồm chứng thực 1.923; hộ tịch 418; đất đai 96; lĩnh vực khác 168".
    """
    wholes = facts.figure[whole].quantity.value
    for link in links:
        total = sum((facts.figure[part].quantity.value for part in link.parts), Decimal(0))
        if link.type != "breakdown" or abs(total - wholes) > _NEAR * wholes:
            continue
        for piece in links:
            told = sum((facts.figure[part].quantity.value for part in piece.parts), Decimal(0))
            if abs(told - wholes) <= _NEAR * wholes:
                continue  # it is the list, and the other one goes on with something else
            if piece.exhaustive == "stated" and piece.type == "breakdown" and set(piece.parts) < set(link.parts):
                stated = replace(link, cue=piece.cue, exhaustive="stated")
                return [stated if one is link else one for one in links if one is not piece]
    return links
