"""Word lists of the language: data files, written once, each line with its source."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import regex

from patterns.claims import Kind


class Measure(NamedTuple):
    """A unit of measurement: as it is normalized, and what it measures."""

    unit: str
    kind: Kind


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The lines of `lexicon/<name>.csv`."""
    text = (files("patterns") / "lexicon" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def alternatives(words: list[str]) -> str:
    """A pattern for any of the words, the longest first; a blank stands for one or more."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(regex.escape(word, literal_spaces=True) for word in ordered)


def ahead(words: list[str]) -> str:
    """A pattern that finds out whether one of the words begins here, whichever; quicker than `alternatives`."""
    known = set(words)
    shortest = {word for word in known if not any(word[:at] in known for at, c in enumerate(word) if c == " ")}
    return f"(?:{alternatives(sorted(shortest))})(?!\\p{{L}})"


HEADS: dict[str, str] = {row["head"]: row["class"] for row in rows("units")}  # head of a counted noun phrase -> class
MEASURES: dict[str, Measure] = {
    row["surface"]: Measure(row["unit"], row["kind"])  # type: ignore[arg-type]  # the file holds kinds only
    for row in rows("measures")
}
UNIT_AHEAD = ahead(list(HEADS) + list(MEASURES))
