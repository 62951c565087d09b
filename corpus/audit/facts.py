"""What the audit of one report looks at: its figures by name and in order, their links, the words beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.audit import wording
from extract.document import Document
from patterns.claims import Figure, Link
from patterns.links.bases import Role
from patterns.links.beside import Beside


@dataclass(frozen=True)
class Facts:
    """One report, as the audit sees it."""

    document: Document
    figures: tuple[Figure, ...]
    links: tuple[Link, ...]
    text: str  # in lower case, without footnote marks; offsets are the document's
    words: dict[str, Beside]  # the words beside each figure, by figure_id
    roles: dict[str, Role]  # what a figure is to others - plan, level then, named total - by figure_id

    @cached_property
    def figure(self) -> dict[str, Figure]:
        """By figure_id."""
        return {figure.figure_id: figure for figure in self.figures}

    @cached_property
    def order(self) -> dict[str, int]:
        """Place in reading order by figure_id."""
        return {figure.figure_id: n for n, figure in enumerate(self.figures)}

    @cached_property
    def wholes(self) -> dict[str, list[tuple[str, bool]]]:
        """What a figure is part of, by figure_id; true where a list of parts says so."""
        found: dict[str, list[tuple[str, bool]]] = {}
        for kind in ("breakdown", "subset"):
            for link in self.linked(kind):
                listed = kind == "breakdown" and link.cue != ""
                for part in link.parts:
                    if part != link.whole and part not in self.roles:
                        found.setdefault(part, []).append((link.whole, listed))
        for figure in self.figures:
            if figure.part_of in self.figure and not found.get(figure.figure_id):
                found[figure.figure_id] = [(figure.part_of, False)]
        return found

    def place(self, figure: Figure) -> str:
        """Where a figure stands, in words."""
        return wording.place(figure, self.document.page_at(figure.char_start))

    def labels(self, figures: Iterable[Figure]) -> list[str]:
        """What each figure counts, in the words of its own item."""
        return [self.words[figure.figure_id].label for figure in figures]

    def linked(self, type: str) -> Sequence[Link]:
        """The links of one type whose figures are all known, in reading order of their wholes."""
        return self._linked.get(type, ())

    @cached_property
    def _linked(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for link in self.links:
            if {link.whole, *link.parts} <= self.figure.keys():
                found.setdefault(link.type, []).append(link)
        for links in found.values():
            links.sort(key=lambda link: (self.order[link.whole], [self.order[part] for part in link.parts]))
        return found
