"""What the audit of one report looks at: its figures by name and in order, their links, the words beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extract.document import Document
from patterns.beside import Beside, beside
from patterns.claims import Figure, Link


@dataclass(frozen=True)
class Facts:
    """One report, as the audit sees it."""

    document: Document
    figures: tuple[Figure, ...]
    links: tuple[Link, ...]

    @cached_property
    def figure(self) -> dict[str, Figure]:
        """By figure_id."""
        return {figure.figure_id: figure for figure in self.figures}

    @cached_property
    def order(self) -> dict[str, int]:
        """Place in reading order by figure_id."""
        return {figure.figure_id: n for n, figure in enumerate(self.figures)}

    @cached_property
    def words(self) -> dict[str, Beside]:
        """The words beside each figure, by figure_id."""
        return beside(self.document, self.figures)

    def labels(self, figures: Iterable[Figure]) -> list[str]:
        """What each figure counts, in the words of its own item."""
        return [self.words[figure.figure_id].label for figure in figures]

    def linked(self, type: str) -> Iterable[Link]:
        """The links of one type whose figures are all known, in reading order of their wholes."""
        known = self.figure
        found = [link for link in self.links if link.type == type and {link.whole, *link.parts} <= known.keys()]
        return sorted(found, key=lambda link: (self.order[link.whole], [self.order[part] for part in link.parts]))
