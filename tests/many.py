"""Sets of reports of many offices, with the slips that are planted in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from corpus.check import Check
from corpus.compare.record import Record
from sokhop.pipeline import read_report

ROOT = Path(__file__).parents[1]
CORPORA = ROOT / "tests" / "corpora"


@dataclass(frozen=True)
class Slip:
    """A planted slip: in which file, of which type, what is said and what is right."""

    source: str
    type: str
    stated: Decimal
    expected: Decimal


@cache
def read(path: Path) -> Record:
    """The record of a report."""
    return read_report(path).record


def records(folder: Path) -> dict[str, Record]:
    """The reports of a folder by file name."""
    return {path.name: read(path) for path in sorted(folder.iterdir()) if path.suffix not in (".csv", ".json")}


def planted(path: Path) -> set[Slip]:
    """The slips over several reports of a list."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        Slip(row["source"], row.get("type") or row["kind"], Decimal(row["stated"]), Decimal(row["expected"]))
        for row in rows
        if (row.get("type") or row["kind"]) in ("rollup", "change")
    }


def found(name: str, checks: Iterable[Check]) -> set[Slip]:
    """The mismatches as slips."""
    return {Slip(name, check.type, check.stated, check.expected) for check in checks if check.verdict == "mismatch"}
