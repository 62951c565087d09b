"""One breakdown told twice, coarse and fine.

"30 hội nghị (02 cấp huyện, 27 cấp xã)", and elsewhere "Cấp huyện: … 01 hội nghị …, … 02 hội nghị. Cấp xã: …".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from extract.document import Document
from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.find import Prose
from patterns.links.beside import Beside
from patterns.links.categories import categories

_LABEL = compiled(r"(?:^|(?<=[.;] ))(?P<label>\p{Lu}[^.:;,\d\n]{1,40}):")
_DIMENSIONS = ("level",)

_Group = tuple[str, str, str]  # dimension, value, head of the unit


def regrouped_links(
    document: Document,
    prose: Prose,
    figures: tuple[Figure, ...],
    links: tuple[Link, ...],
    words: dict[str, Beside],
) -> Iterator[Link]:
    """The fine figures as parts of the coarse ones, where the fine ones of one label do add up."""
    by_name = {figure.figure_id: figure for figure in figures}
    fine: dict[_Group, list[dict[_Group, list[Figure]]]] = defaultdict(list)
    for groups in _labelled(document, prose, figures):
        for name in groups:
            fine[name].append(groups)
    for link in links:
        if link.type != "breakdown" or len(link.parts) < 2:
            continue
        coarse = _by_category([by_name[part] for part in link.parts], words)
        for dimension, values in coarse.items():
            names = {value: (dimension, value, _head(part)) for value, part in values.items()}
            rarest = min((fine.get(name, []) for name in names.values()), key=len)
            for groups in rarest:
                chosen = {value: groups.get(name) for value, name in names.items()}
                if link.whole in by_name and _fit(values, chosen):
                    yield from _links(link, values, chosen)


def _fit(values: dict[str, Figure], chosen: dict[str, list[Figure] | None]) -> bool:
    """Every label has its figures, none is the coarse figure itself, and one label adds up."""
    sums = []
    for value, part in values.items():
        figures = chosen[value]
        if not figures or len(figures) < 2 or any(f.sentence_start == part.sentence_start for f in figures):
            return False
        sums.append(sum(figure.quantity.value for figure in figures) == part.quantity.value)
    return any(sums)


def _links(link: Link, values: dict[str, Figure], chosen: dict[str, list[Figure] | None]) -> Iterator[Link]:
    everything: list[str] = []
    for value, part in values.items():
        names = tuple(figure.figure_id for figure in chosen[value] or ())
        everything += names
        yield Link("breakdown", part.figure_id, names, value, "stated")
    if len(values) == len(link.parts):
        yield Link("breakdown", link.whole, tuple(everything), link.cue, "likely")


def _by_category(parts: list[Figure], words: dict[str, Beside]) -> dict[str, dict[str, Figure]]:
    """Dimension → value → part, where every part has a value of its own."""
    found: dict[str, dict[str, Figure]] = {}
    for dimension in _DIMENSIONS:
        values = [categories(words[part.figure_id].label).get(dimension, "") for part in parts]
        if "" not in values and len(set(values)) == len(values):
            found[dimension] = dict(zip(values, parts, strict=True))
    return found


def _labelled(document: Document, prose: Prose, figures: tuple[Figure, ...]) -> Iterator[dict[_Group, list[Figure]]]:
    """For each paragraph with labels: the figures outside brackets under each, by dimension, value and unit."""
    starts = [figure.char_start for figure in figures]
    for block in document.blocks:
        text = prose.cased[block.start : block.end]
        labels = list(_LABEL.finditer(text)) if text.count(":") > 1 else []
        if len(labels) < 2:
            continue
        groups: dict[_Group, list[Figure]] = defaultdict(list)
        for n, label in enumerate(labels):
            start = block.start + label.end()
            end = block.start + labels[n + 1].start() if n + 1 < len(labels) else block.end
            named = categories(label["label"].lower())
            for figure in figures[bisect_left(starts, start) : bisect_left(starts, end)]:
                if not figure.change and figure.kind == "count":
                    before = prose.cased[start : figure.char_start]
                    if before.count("(") == before.count(")"):
                        for dimension in _DIMENSIONS:
                            if dimension in named:
                                groups[(dimension, named[dimension], _head(figure))].append(figure)
        yield groups


def _head(figure: Figure) -> str:
    return " ".join(figure.unit.split(" ")[:2])
