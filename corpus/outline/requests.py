"""What a request of an outline lists, piece by piece, in the words that a report must hold."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.outline.content import asks_for_number, content, is_general
from patterns.compiled import compiled
from patterns.structure.document_types import TYPE

BRACKET = compiled(r"[ ]?\((?P<inside>[^()]*)\)")
_SPLIT = compiled(r"[;.]\s+|:\s+")
# "theo Quyết định số 217-QĐ/TW, ngày 12/12/2013 của Bộ Chính trị": the paper in which it is asked for, not the matter.
_PAPER = compiled(
    rf"(?:theo (?:tinh thần )?)?(?i:{TYPE}) số \d[\p{{L}}\d/-]*(?:,? ngày [\d/]+)?"
    r"(?: và (?=\p{Lu}))?(?: của \p{Lu}.*?(?= về |[;,.“]|$))?"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a request lists."""

    text: str
    words: frozenset[str]
    detailed: frozenset[str]  # with the words in brackets: "hòa giải (số vụ việc tiếp nhận, …)"
    number: bool = False  # whether a figure is asked for
    general: bool = False  # whether any text on the matter answers it


def pieces(request: str) -> tuple[Piece, ...]:
    """What a request lists: between semicolons and full stops; numbers ("diện tích, số bản, số hộ") one by one."""
    made = []
    for part in _SPLIT.split(_PAPER.sub("", request)):
        inside = " ".join(found["inside"] for found in BRACKET.finditer(part))
        plain = BRACKET.sub("", part)
        listed = plain.split(", ")
        numbers = [asks_for_number(each) for each in listed]
        for text, number in zip(listed, numbers, strict=True) if sum(numbers) > 1 else [(plain, numbers[0])]:
            words, wanted = content(text), number or asks_for_number(inside)
            if words:
                made.append(Piece(text, words, content(f"{text} {inside}"), wanted, is_general(text)))
    return tuple(made)


def heading_pieces(title: str) -> tuple[Piece, ...]:
    """The whole of a heading, then its parts between commas."""
    plain = BRACKET.sub("", title)
    parts = [(plain, title), *((part, part) for part in plain.split(", "))]
    return tuple(Piece(text, content(text), content(detailed)) for text, detailed in parts)
