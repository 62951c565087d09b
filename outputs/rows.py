"""One report as rows of the tables. What patterns and corpus found is laid out here; nothing is found here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from corpus.check import Check
from corpus.outline.answered import UNASKED, Answers, Coverage
from corpus.territory import NOWHERE, Area
from extract.document import Document
from outputs.cells import headed_cells
from outputs.whereabouts import Whereabouts
from patterns.claims import Claims
from patterns.notes import anchors

Value = str | int | Decimal | bool | None
Row = Mapping[str, Value]

_DIGITS = re.compile(r"\d+")


def check_row(report_id: str, check: Check, raw_of: Mapping[str, str]) -> Row:
    """A check as a row; `raw_of` gives the figures that it compares as they are printed."""
    compared = [check.total_id, *(part for part in check.part_ids if part != check.total_id)]
    return {
        "report_id": report_id,
        "check_id": check.check_id,
        "type": check.type,
        "verdict": check.verdict,
        "expected": check.expected,
        "stated": check.stated,
        "difference": check.difference,
        "total_id": check.total_id,
        "part_ids": ";".join(check.part_ids),
        "message": check.message,
        "page": check.page,
        "formula": check.formula,
        "cue": check.cue,
        "holds_by": check.holds_by,
        "weight": check.weight,
        "quotes": " | ".join(raw_of[key] for key in compared if key in raw_of),
    }


@dataclass(frozen=True)
class ReportRows:
    """The rows of one report, table by table; `named()` gives them under the names of outputs.tables."""

    report_id: str
    source: str
    sha256: str
    document: Document
    claims: Claims
    checks: Sequence[Check]
    area: Area = NOWHERE
    answers: Answers = UNASKED
    coverage: Sequence[Coverage] = ()
    codes: Mapping[str, str] = field(default_factory=dict)  # of the dictionary of indicators, by figure_id

    def named(self) -> dict[str, Iterator[Row]]:
        return {
            "reports": self.reports(),
            "sections": self.sections(),
            "footnotes": self.footnotes(),
            "numerals": self.numerals(),
            "figures": self.figures(),
            "citations": self.citations(),
            "cells": self.cells(),
            "checks": self.check_rows(),
            "coverage": self.coverage_rows(),
        }

    def reports(self) -> Iterator[Row]:
        head = self.claims.letterhead
        yield {
            "report_id": self.report_id,
            "source": self.source,
            "sha256": self.sha256,
            "format": self.document.format,
            "pages": self.document.pages,
            "issuer": head.issuer,
            "level": head.level,
            "area": head.area,
            "area_code": self.area.code,
            "parent_area": self.area.parent or head.parent_area,
            "number_symbol": head.number_symbol,
            "place": head.place,
            "date": head.date,
            "title": head.title,
            "period_start": head.period_start,
            "period_end": head.period_end,
            "signatory": head.signatory,
            "signer_role": head.signer_role,
            "ocr": self.document.ocr,
            "warnings": " ".join(self.document.warnings),
        }

    def sections(self) -> Iterator[Row]:
        for section in self.claims.sections:
            yield {
                "report_id": self.report_id,
                "section_id": self._key(section.section_id),
                "parent_id": self._key(section.parent_id),
                "level": section.level,
                "label": section.label,
                "title": section.title,
                "path": section.path,
                "outline_item": item.name if (item := self.answers.item_of.get(section.section_id)) else None,
                "page": self.document.page_at(section.char_start),
                "char_start": section.char_start,
                "char_end": section.char_end,
            }

    def footnotes(self) -> Iterator[Row]:
        for note, anchor in zip(self.document.notes, anchors(self.document, self.claims.sections), strict=True):
            yield {
                "report_id": self.report_id,
                "label": note.label,
                "text": anchor.text,
                "section_id": self._key(anchor.section_id),
                "anchor": anchor.anchor,
                "anchor_start": anchor.anchor_start,
                "page": self.document.page_at(note.start),
            }

    def numerals(self) -> Iterator[Row]:
        where, number = self._where, 0
        for mention in self.claims.mentions:
            number += 1
            figures = where.figures_in(mention.start, mention.end) if mention.cls == "figure" else ()
            yield {
                "report_id": self.report_id,
                "numeral_id": f"{self.report_id}-n{number:04d}",
                "raw": self.document.text[mention.start : mention.end],
                "class": mention.cls,
                "figure_id": figures[0].figure_id if figures else None,
                "section_id": self._key(where.section(mention.start)),
                "footnote": where.note(mention.start),
                "table": where.table(mention.start),
                "page": self.document.page_at(mention.start),
                "char_start": mention.start,
                "char_end": mention.end,
                "rule": mention.rule,
            }
        for furniture in self.document.furniture:  # printed on the page, but no part of the text: no offsets
            for digits in _DIGITS.findall(furniture.text):
                number += 1
                yield {
                    "report_id": self.report_id,
                    "numeral_id": f"{self.report_id}-n{number:04d}",
                    "raw": digits,
                    "class": "page_number" if furniture.is_page_number else "other",
                    "figure_id": None,
                    "section_id": None,
                    "footnote": None,
                    "table": None,
                    "page": furniture.page,
                    "char_start": None,
                    "char_end": None,
                    "rule": "page_number" if furniture.is_page_number else "running_head",
                }

    def figures(self) -> Iterator[Row]:
        for figure in self.claims.figures:
            place = self.document.locate(figure.char_start, figure.char_end)
            yield {
                "report_id": self.report_id,
                "figure_id": figure.figure_id,
                "section_id": self._key(figure.section_id),
                "section_path": figure.section_path,
                "footnote": figure.footnote,
                "table": figure.table or None,
                "footnote_refs": ";".join(figure.footnote_refs),
                "kind": figure.kind,
                "value": figure.quantity.value,
                "value_max": figure.quantity.value_max,
                "of": figure.quantity.of,
                "unit": figure.unit,
                "approx": figure.approx,
                "change": figure.change,
                "baseline": figure.baseline,
                "indicator": figure.indicator,
                "indicator_code": self.codes.get(figure.figure_id),
                "actor": figure.actor,
                "place": figure.place,
                "period_start": figure.period_start,
                "period_end": figure.period_end,
                "part_of": figure.part_of,
                "rate_of": figure.rate_of,
                "raw": figure.raw,
                "sentence": figure.sentence,
                "page": place[0] if place else self.document.page_at(figure.char_start),
                "bbox": " ".join(f"{edge:.1f}" for edge in place[1]) if place else None,
                "char_start": figure.char_start,
                "char_end": figure.char_end,
                "rule": figure.rule,
                "target": figure.target,
            }

    def citations(self) -> Iterator[Row]:
        where = self._where
        for citation in self.claims.citations:
            yield {
                "report_id": self.report_id,
                "section_id": self._key(where.section(citation.char_start)),
                "footnote": where.note(citation.char_start),
                "type": citation.type,
                "number_symbol": citation.number_symbol,
                "date": citation.date,
                "issuer": citation.issuer,
                "title": citation.title,
                "raw": citation.raw,
                "page": self.document.page_at(citation.char_start),
                "char_start": citation.char_start,
                "char_end": citation.char_end,
            }

    def cells(self) -> Iterator[Row]:
        for table in self.document.tables:
            for headed in headed_cells(self.document, table, self._where):
                cell = headed.cell
                yield {
                    "report_id": self.report_id,
                    "table": table.number,
                    "caption": table.caption,
                    "row": cell.row,
                    "column": cell.column,
                    "row_header": headed.row_header,
                    "column_header": headed.column_header,
                    "text": headed.text,
                    "figure_id": headed.figure.figure_id if headed.figure else None,
                    "page": self.document.page_at(cell.start) if headed.text else None,
                }

    def check_rows(self) -> Iterator[Row]:
        raw_of = {figure.figure_id: figure.raw for figure in self.claims.figures}
        for check in self.checks:
            yield check_row(self.report_id, check, raw_of)

    def coverage_rows(self) -> Iterator[Row]:
        for answer in self.coverage:
            yield {
                "outline_item": answer.outline_item,
                "item_path": answer.item_path,
                "requirement": answer.requirement,
                "report_id": self.report_id,
                "status": answer.status,
                "section_id": self._key(answer.section_id),
                "evidence": answer.evidence,
                "figure_ids": ";".join(answer.figure_ids),
            }

    def _key(self, section_id: str) -> str | None:
        """Sections are numbered within their report; in the tables a key must do without it."""
        return f"{self.report_id}-{section_id}" if section_id else None

    @cached_property
    def _where(self) -> Whereabouts:
        return Whereabouts(self.document, self.claims)
