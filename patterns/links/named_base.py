"""The base that the words behind a percent name: "18,2% tổng số trường hợp bị lập biên bản"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from patterns.claims import Figure

_NAMED = regex.compile(r"[ ]*(?:trong |của |trên |so với )?(?:tổng )?số (?P<words>\p{L}+(?: \p{L}+){0,7})")
_WORD = regex.compile(r"\p{L}+")
_EMPTY = frozenset(["đã", "được", "bị", "phải", "của", "toàn", "các", "là", "có", "trong", "và", "cả", "hiện"])
_CLAUSE = regex.compile(r"[;.\n]|,(?!\d)")
REACH = 60  # figures before a percent among which its base is sought


def named_base(percent: Figure, before: Sequence[Figure], text: str) -> Figure | None:
    """The last figure before it of the unit that is named, in whose own clause stand all the words that qualify it."""
    match = _NAMED.match(text, percent.char_end)
    if match is None:
        return None
    named = match["words"]
    for figure in reversed(before[-REACH:]):
        if (
            figure.change
            or figure.kind == "percent"
            or not figure.unit
            or not f"{named} ".startswith(f"{figure.unit} ")
        ):
            continue
        wanted = set(_WORD.findall(named.removeprefix(figure.unit))) - _EMPTY
        if wanted and wanted <= _own_words(figure, text):
            return figure
    return None


def _own_words(figure: Figure, text: str) -> set[str]:
    """The words of the clause that the figure stands in."""
    start = max((m.end() for m in _CLAUSE.finditer(text, figure.sentence_start, figure.char_start)), default=0)
    end = _CLAUSE.search(text, figure.char_end)
    return set(_WORD.findall(text[max(start, figure.sentence_start) : end.start() if end else len(text)]))
