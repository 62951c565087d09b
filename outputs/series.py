"""Indicators that several reports state, side by side: for the summary sheet and the plots. Nothing is computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outputs.stored import Stored

_LEVELS = ("trung ương", "tỉnh", "huyện", "xã", "")
_WORDS = 8  # a longer indicator is a clause, and no name that another report would use, too


@dataclass(frozen=True, slots=True)
class Point:
    """What one report states of an indicator for its own period."""

    area: str
    level: str
    year: str
    value: str
    unit: str
    figure_id: str
    report_id: str


@dataclass(slots=True)
class Line:
    """One indicator in one unit, with its points in the order of the reports."""

    name: str
    unit: str
    kind: str
    points: list[Point]


class Series:
    """Collects the figures of the reports by indicator and unit."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], Line] = {}
        self.columns: dict[tuple[str, str], str] = {}  # (area, year) → level

    def add(self, report: Stored, figures: Sequence[Stored]) -> None:
        """The levels that a report states of itself and its own period; the first mention of an indicator counts."""
        year = report["period_end"][:4]
        if not report["area"] or not year:
            return
        self.columns.setdefault((report["area"], year), report["level"])
        seen: set[tuple[str, str]] = set()
        for figure in figures:
            key = figure["indicator_code"] or figure["indicator"].casefold(), figure["unit"]
            if key in seen or not _is_level(figure, report):
                continue
            seen.add(key)
            line = self._lines.setdefault(key, Line(figure["indicator"], figure["unit"], figure["kind"], []))
            line.points.append(
                Point(
                    report["area"],
                    report["level"],
                    year,
                    figure["value"],
                    figure["unit"],
                    figure["figure_id"],
                    report["report_id"],
                )
            )

    def shared(self) -> Iterator[Line]:
        """The indicators that at least two reports state, those that most reports state first."""
        lines = [line for line in self._lines.values() if len(line.points) > 1]
        yield from sorted(lines, key=lambda line: -len(line.points))

    def sorted_columns(self) -> list[tuple[str, str]]:
        """(area, year), from the highest level down."""
        return sorted(self.columns, key=lambda column: (_LEVELS.index(self.columns[column]), column))


def _is_level(figure: Stored, report: Stored) -> bool:
    """Whether the figure says how much there was, in the report's own period, of something that has a short name."""
    return (
        bool(figure["indicator"])
        and len(figure["indicator"].split()) <= _WORDS
        and not (figure["change"] or figure["value_max"] or figure["table"] or figure["footnote"])
        and figure["target"] != "true"
        and figure["period_end"] == report["period_end"]
    )
