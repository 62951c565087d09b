"""Nothing is lost in silence: what went in is counted against what came out, report by report and for the run."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from extract.document import Document
from outputs.atomic import Staging
from outputs.csv_files import cell_text
from outputs.rows import Row
from outputs.tables import REPORTS
from patterns.claims import Mention

_DIGITS = re.compile(r"\d+")
_SOURCE = next(column for column in REPORTS.columns if column.name == "source")


def unaccounted(document: Document, mentions: Sequence[Mention], numerals: Sequence[Row]) -> str:
    """What is wrong with the ledger of a report, "" when each digit of its text stands in one row of numerals.csv.

    The sentence is Vietnamese and goes to the summary: a difference is a fault of this program, not of the report.
    """
    text = document.text
    end, lost = 0, []
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if mention.start < end:
            return f"«{text[mention.start : mention.end]}» (vị trí {mention.start}) được đếm hai lần."
        lost += _DIGITS.findall(text, end, mention.start)
        end = mention.end
    lost += _DIGITS.findall(text, end)
    if lost:
        return f"{len(lost)} con số của văn bản không có trong numerals.csv, đầu tiên là «{lost[0]}»."
    expected = len(mentions) + sum(len(_DIGITS.findall(furniture.text)) for furniture in document.furniture)
    if len(numerals) != expected:
        return f"numerals.csv có {len(numerals)} dòng, văn bản có {expected} con số."
    for mention, row in zip(mentions, numerals, strict=False):
        if (row["char_start"], row["raw"]) != (mention.start, text[mention.start : mention.end]):
            return f"Dòng {row['numeral_id']} của numerals.csv không phải con số ở vị trí {mention.start}."
    return ""


def unledgered(made: int, stored: int) -> str:
    """What is wrong between the ledgers as reports gave them and the rows that the corpus has of them."""
    return "" if made == stored else f"numerals.csv có {stored} dòng của các báo cáo mới, đáng lẽ phải có {made}."


def unbalanced(sources: Sequence[str], staging: Staging) -> list[str]:
    """What is wrong with the tables as they were staged: each input stands in reports.csv or in errors.csv."""
    reports = _sources(staging.staged("reports.csv"))
    errors = _sources(staging.staged("errors.csv"))
    wrong = []
    named = Counter(cell_text(source, _SOURCE) for source in sources)
    for printed, times in named.items():
        if times > 1:
            wrong.append(f"{printed}: {times} tệp vào cùng mang tên này, chỉ một tệp được ghi lại.")
        if (printed in reports) == (printed in errors):
            where = "cả ở reports.csv và errors.csv" if printed in reports else "ở reports.csv lẫn errors.csv"
            wrong.append(f"{printed}: {'có' if printed in reports else 'không có'} {where}.")
    return wrong


def _sources(file: Path) -> frozenset[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["source"] for row in csv.DictReader(lines))
