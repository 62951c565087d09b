"""Whether a report answers its outline: each item and each thing asked for is present, partial or missing.

An item is present where a heading of the report answers it. What an item asks for is looked for by its content words
below that heading, paragraph by paragraph; what stands elsewhere, or answers only some of it, is partial. A request
for a number ("số …", "tỷ lệ …") is answered only where figures stand. The evidence is the sentence that answers best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.outline.answered import Answers, Coverage, Status
from corpus.outline.answers import answers
from corpus.outline.content import Weights, content
from corpus.outline.passages import Passage, passages
from corpus.outline.requests import Piece, heading_pieces, pieces
from corpus.outline.tree import Item, ReportOutline, Requirement
from corpus.outline.unnumbered import items_of
from extract.document import Document
from patterns.claims import Claims, Figure

_FOUND = 45  # of 100: so much of a request must a paragraph below the right heading say
_TOUCHED = 30  # so much of it is a part of an answer
_AWAY = 75  # the same for one sentence elsewhere in the report, which is never more than a part of an answer
_MOST = 75  # of 100: so many pieces of a request must be found, else it is answered in part
_QUOTED = 240  # characters of evidence


@dataclass(frozen=True, slots=True)
class _Found:
    """The best answer: how much of a piece is said, and the sentence that says most of it."""

    share: int
    section_id: str = ""
    sentence: str = ""
    figures: tuple[Figure, ...] = ()


def coverage(outline: ReportOutline, document: Document, claims: Claims) -> tuple[Answers, tuple[Coverage, ...]]:
    """The items that the sections answer, and a row for each item and each requirement, in the outline's order."""
    matched = answers(outline, claims.sections)
    report = _Report(outline, matched, passages(document, claims))
    rows: list[Coverage] = []
    for item in outline.items:
        asked = [report.requirement(item, each) for each in item.requirements]
        rows += [report.item(item, asked), *asked]
    return matched, tuple(rows)


class _Report:
    """The passages of one report, by the item that they answer."""

    def __init__(self, outline: ReportOutline, matched: Answers, given: Sequence[Passage]) -> None:
        self._outline, self._matched, self._given = outline, matched, given
        self._weights = Weights(passage.words for passage in given)
        self._item_of = list(items_of(outline, matched, given))

    def item(self, item: Item, asked: Sequence[Coverage]) -> Coverage:
        """Whether a heading answers the item; where none does, whether what stands below the headings around does."""
        children = self._outline.children(item.item_id)
        answered = [
            child for child in children if child.item_id in self._matched.section_of or self._below(child.item_id)
        ]
        section = self._matched.section_of.get(item.item_id)
        if section is not None:
            if not (answered or self._below(item.item_id)):
                return _row(item, "", "partial", section.section_id, f"Chỉ có đề mục «{section.title}».")
            thin = asked and all(each.status == "missing" for each in asked)
            return _row(item, "", "partial" if thin else "present", section.section_id, f"«{section.title}»")
        if children:
            status: Status = "present" if len(answered) == len(children) else "partial" if answered else "missing"
            return _row(item, "", status, "", "Không có đề mục riêng.")
        headed = self._below(item.item_id)
        if headed:
            first = headed[0]
            found = _Found(100, first.section_id, first.sentences[0])
            if self._matched.item_of.get(first.section_id) is item:  # a section that answers only some of it
                return _row(item, "", "partial", *_quoted(found, "Không có đề mục riêng."))
            return _row(item, "", "present", *_quoted(found))
        # What stands below the heading above, but below none of its sub-headings, may speak of the item.
        around = self._below(item.parent_id)
        whole, *parts = [self._best(piece, around) for piece in heading_pieces(item.title)]
        if whole.share >= _FOUND:
            return _row(item, "", "present", *_quoted(whole))
        some = max([whole, *parts], key=lambda each: each.share)
        if some.share >= _FOUND or whole.share:
            return _row(item, "", "partial", *_quoted(some, "Không có đề mục riêng."))
        return _row(item, "", "missing", "", "Không có đề mục nào trả lời mục này.")

    def requirement(self, item: Item, asked: Requirement) -> Coverage:
        """Which pieces of a request are answered: below the item's heading, else in a sentence elsewhere."""
        listed = pieces(asked.text)
        here = self._below(item.item_id)
        found = [self._best(piece, here) for piece in listed]
        full = [each.share >= _FOUND for each in found]
        found = [
            each if each.share >= _TOUCHED else self._away(piece, item)
            for piece, each in zip(listed, found, strict=True)
        ]
        best = max(found, key=lambda each: each.share, default=_Found(0))
        if not best.share:
            return _row(item, asked.text, "missing", "", "Không thấy trong báo cáo.")
        if 100 * sum(full) >= _MOST * len(listed):
            return _row(item, asked.text, "present", *_quoted(best))
        lacking = [piece.text for piece, each in zip(listed, found, strict=True) if not each.share]
        lead = f"Chưa thấy: {'; '.join(lacking)}." if lacking else ""
        return _row(item, asked.text, "partial", *_quoted(best, lead))

    def _below(self, item_id: str) -> list[Passage]:
        return [
            passage
            for passage, answered in zip(self._given, self._item_of, strict=True)
            if answered is not None and answered.item_id == item_id
        ]

    def _best(self, piece: Piece, given: Sequence[Passage]) -> _Found:
        """The best of some passages; nothing where it says too little."""
        best = _Found(0)
        for passage in given:
            held = any(passage.figures)
            share = 100 if piece.general else self._share(piece, passage.words)
            if share > best.share and share >= _TOUCHED and (held or not piece.number):
                best = self._sentence(piece, passage, share)
        return best

    def _share(self, piece: Piece, words: frozenset[str]) -> int:
        return max(self._weights.share(piece.words, words), self._weights.share(piece.detailed, words))

    def _sentence(self, piece: Piece, passage: Passage, share: int) -> _Found:
        """The sentence of a passage that says most of it, one with figures where a number is asked for."""
        ranks = [
            (bool(figures) or not piece.number, self._share(piece, content(sentence)), -at)
            for at, (sentence, figures) in enumerate(zip(passage.sentences, passage.figures, strict=True))
        ]
        at = -max(ranks)[2]
        return _Found(share, passage.section_id, passage.sentences[at], passage.figures[at])

    def _away(self, piece: Piece, item: Item) -> _Found:
        """The best single sentence elsewhere in the report; plans ("Phần thứ hai") answer no request for results."""
        best = _Found(0)
        part = item.path.split(" > ")[0]
        for passage, answered in zip(self._given, self._item_of, strict=True):
            other_part = answered is not None and answered.path.split(" > ")[0] != part
            if piece.general or (other_part and part.lower().startswith("phần")):
                continue
            if self._weights.share(piece.words, passage.words) < _AWAY:
                continue
            for sentence, figures in zip(passage.sentences, passage.figures, strict=True):
                share = self._weights.share(piece.words, content(sentence))
                if share >= _AWAY and share > best.share and (figures or not piece.number):
                    best = _Found(share, passage.section_id, sentence, figures)
        return best


def _row(
    item: Item, requirement: str, status: Status, section_id: str, evidence: str, figure_ids: tuple[str, ...] = ()
) -> Coverage:
    return Coverage(item.name, item.path, requirement, status, section_id, evidence, figure_ids)


def _quoted(found: _Found, lead: str = "") -> tuple[str, str, tuple[str, ...]]:
    """Section, quotation and figures of an answer."""
    said = found.sentence if len(found.sentence) <= _QUOTED else f"{found.sentence[:_QUOTED].rsplit(' ', 1)[0]} …"
    quote = f"«{said}»" if said else ""
    return found.section_id, " ".join(filter(None, (lead, quote))), tuple(each.figure_id for each in found.figures)
