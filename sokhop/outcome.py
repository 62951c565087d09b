"""How one input went, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from corpus.territory import Area
from outputs.summary import Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one input went. Small, because it goes through a pipe and is kept; the rows are in the spool."""

    source: str
    sha256: str = ""
    report_id: str = ""
    stage: str = ""  # where it failed, "" for a report that was read
    error: str = ""
    again: bool = False  # it may go better alone in a fresh process
    numbers: int = 0
    numerals: int = 0  # rows of the ledger: the numbers, and those printed around the text
    figures: int = 0
    not_understood: int = 0  # figures of which it is not known what they count
    checks: int = 0
    mismatches: int = 0
    findings: tuple[Finding, ...] = ()
    area: Area | None = None
    due: bool = False  # whether the outline asks for it
    gaps: tuple[str, ...] = ()  # items of the outline that it does not answer
    unchanged: bool = False  # known from an earlier run by its bytes, and not read again
    fault: str = ""  # what is wrong with our own books of it
    unwritable: int = 0  # the system's error number, where its rows could not be spooled

    def packed(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def unpacked(cls, said: Mapping[str, Any]) -> Outcome:
        """The outcome that was packed, by way of JSON."""
        area = Area(**said["area"]) if said["area"] else None
        findings = tuple(Finding(**finding) for finding in said["findings"])
        return cls(**{**said, "area": area, "findings": findings, "gaps": tuple(said["gaps"])})
