"""The types of administrative documents: their names and the letters that stand for them in a document's number."""

from __future__ import annotations

import csv
from pathlib import Path

import regex

_ROWS = list(csv.DictReader((Path(__file__).parents[1] / "lexicon" / "document_types.csv").open(encoding="utf-8")))


def _alternation(names: list[str]) -> str:
    """Longest first, so that "Thông báo Kết luận" is not read as "Thông báo"; a blank stands for any blank."""
    return "|".join(regex.escape(name, special_only=True) for name in sorted(names, key=len, reverse=True))


NAMES: dict[str, str] = {row["type"].casefold(): row["type"] for row in _ROWS}
# Any type, to be used where case is ignored.
TYPE = _alternation(list(NAMES.values()))
# Types that are cited by a bare number ("Nghị quyết 18"). "Đề án 06" and "Chương trình 135" are names.
BARE_TYPE = _alternation([row["type"] for row in _ROWS if row["bare"]])
# "NQ" -> "Nghị quyết"; letters that stand for two types ("TTr") tell nothing.
_LETTERS = [(letters, row["type"]) for row in _ROWS for letters in row["symbols"].split()]
BY_LETTERS: dict[str, str] = {
    letters: name for letters, name in _LETTERS if sum(other == letters for other, _ in _LETTERS) == 1
}


def canonical(name: str) -> str:
    """The type as the lexicon writes it: "nghị quyết" and "NGHỊ QUYẾT" are "Nghị quyết"."""
    return NAMES.get(" ".join(name.split()).casefold(), name)
