"""Which item of the outline each passage answers: by its section, or by a heading that was typed without a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio

from corpus.outline.answered import Answers
from corpus.outline.content import folded
from corpus.outline.passages import Passage
from corpus.outline.requests import BRACKET
from corpus.outline.tree import Item, ReportOutline
from patterns.compiled import compiled

_SLIP = 90  # of 100: a title written with a slip of the pen
_BEFORE = compiled(r"(?:[-–+*•][ ]?|về )+")
_CLOSING = " .:;,–-"


def items_of(outline: ReportOutline, matched: Answers, given: Sequence[Passage]) -> Iterator[Item | None]:
    """For each passage in reading order; None for what answers no item, and for a heading itself."""
    unmatched = [
        (item, title)
        for item in outline.items
        if item.item_id not in matched.section_of
        and not outline.children(item.item_id)
        and (title := _plain(BRACKET.sub("", item.title)))
    ]
    current: Item | None = None  # of the last heading without a number
    section_id = ""
    for passage in given:
        if passage.section_id != section_id:
            current, section_id = None, passage.section_id
        said = _plain(" ".join(passage.sentences))
        begun = next(((item, title) for item, title in unmatched if _begins(said, title)), None)
        if begun is None:
            yield current or matched.item_of.get(section_id)
        elif len(said) <= len(begun[1]):
            current = begun[0]
            yield None
        else:  # "Ưu điểm: …", "Về ưu điểm, …"
            yield begun[0]


def _plain(text: str) -> str:
    return _BEFORE.sub("", folded(text), count=1).strip(_CLOSING)


def _begins(said: str, title: str) -> bool:
    """Whether a passage begins with a title, and the title ends where a heading may end."""
    behind = said[len(title) : len(title) + 1]
    return behind in ("", *_CLOSING[1:]) and round(ratio(title, said[: len(title)])) >= _SLIP
