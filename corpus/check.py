"""A check: what arithmetic says of figures that the report's own words link."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from patterns.claims import plain


@plain
class Check:
    """One row of checks.csv. `difference` = stated − expected, in base units (percent: percentage points)."""

    check_id: str  # of the content: the same for the same claim in another format or a later run
    type: Literal["sum", "percent", "bound", "equal", "list", "rollup", "change"]
    verdict: Literal["holds", "mismatch", "remark"]
    expected: Decimal
    stated: Decimal
    difference: Decimal
    total_id: str
    part_ids: tuple[str, ...]
    message: str  # Vietnamese, one sentence that an auditor can act on
    formula: str  # "02 + 27 = 29 ≠ 30"
    cue: str  # the words that link the figures
    holds_by: str = ""  # exact, rounding, truncation, approximation
    weight: int = 0  # 0-100, how sure and how grave
    page: int | None = None
