"""What an auditor has decided of findings: `decisions.csv` beside the outputs, kept by every later run.

A finding is known by its check_id, which is made of what the report says; so a decision outlives a new run and another
format of the same report. Columns: check_id, verdict of the auditor (any word), note; a blank verdict is still open.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.check import Check

FILE = "decisions.csv"
_COLUMNS = ("check_id", "verdict", "note")


class DecisionsError(ValueError):
    """A decisions file that is none. The message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an auditor says of one finding."""

    check_id: str
    verdict: str
    note: str = ""


def read_decisions(path: Path) -> dict[str, Decision]:
    """The decisions by check_id; none where there is no file. Raises DecisionsError where it cannot be understood."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not rows.fieldnames or not {"check_id", "verdict"} <= set(rows.fieldnames):
            raise DecisionsError(f"{path} không có cột check_id và verdict; hãy sửa dòng tiêu đề hoặc đổi tên tệp.")
        found = {}
        for row in rows:
            key = (row["check_id"] or "").strip()
            if key:
                found[key] = Decision(key, (row["verdict"] or "").strip(), (row.get("note") or "").strip())
    return found


def undecided(checks: Iterable[Check], decisions: Mapping[str, Decision]) -> list[Check]:
    """The mismatches and remarks on which nothing is decided: what is new."""
    return [
        check
        for check in checks
        if check.verdict != "holds" and not (check.check_id in decisions and decisions[check.check_id].verdict)
    ]


def keep_decisions(path: Path, checks: Iterable[Check]) -> int:
    """Writes the decisions again with a blank line for each new finding; says how many are new. Nothing is dropped."""
    decisions = read_decisions(path)
    fresh = [check for check in undecided(checks, decisions) if check.check_id not in decisions]
    rows = [*decisions.values(), *(Decision(check.check_id, "", check.message) for check in fresh)]
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows((row.check_id, row.verdict, row.note) for row in rows)
    partial.replace(path)
    return len(fresh)
