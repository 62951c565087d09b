"""Small multiples as SVG: trends of an indicator by area, and the communes' shares of a district's total.

SVG attributes only and no style, so that the page's content policy may forbid inline styles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape

from outputs.series import Line, Point, Series
from outputs.wording import number

_MOST = 12  # plots of a sort: people look at a page, not at a book
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 280, 130, 10, 14, 24, 22
_BAR, _NAME, _AMOUNT = 18, 118, 62  # height of a bar, room for the names and for the amounts
_MILLION = 1_000_000


def trend_plots(series: Series) -> list[str]:
    """One plot for each indicator and area of which at least two years are known."""
    return list(_first(_trends(series)))


def share_plots(series: Series) -> list[str]:
    """One plot for each indicator that a district and at least two communes state for one year."""
    return list(_first(_shares(series)))


def _first(plots: Iterator[str]) -> Iterator[str]:
    for _, plot in zip(range(_MOST), plots, strict=False):
        yield plot


def _trends(series: Series) -> Iterator[str]:
    for line in series.shared():
        by_area: dict[str, dict[str, Point]] = {}
        for point in line.points:
            by_area.setdefault(point.area, {}).setdefault(point.year, point)
        for area, by_year in by_area.items():
            if len(by_year) > 1:
                yield _trend(line, area, [by_year[year] for year in sorted(by_year)])


def _trend(line: Line, area: str, points: Sequence[Point]) -> str:
    values = [float(point.value) for point in points]
    low, high = min(0.0, *values), max(0.0, *values) or 1.0
    first, last = int(points[0].year), int(points[-1].year)
    spots = [
        (
            _LEFT + 30 + (int(point.year) - first) / max(1, last - first) * (_WIDTH - _LEFT - _RIGHT - 60),
            _HEIGHT - _BOTTOM - (value - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM - 14),
        )
        for point, value in zip(points, values, strict=True)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    ground = _HEIGHT - _BOTTOM
    parts = [f'<line x1="{_LEFT}" y1="{ground}" x2="{_WIDTH - _RIGHT}" y2="{ground}" class="axis"/>']
    parts.append(f'<polyline points="{path}" class="trend"/>')
    for (x, y), point in zip(spots, points, strict=True):
        parts.append(
            f'<a href="{_link(point)}"><circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="spot"/>'
            f'<text x="{x:.1f}" y="{y - 8:.1f}" class="value">{_amount(point)}</text></a>'
            f'<text x="{x:.1f}" y="{_HEIGHT - 6}" class="year">{escape(point.year)}</text>'
        )
    said = ", ".join(f"{point.year}: {_amount(point)}" for point in points)
    return _figure(_caption(line), area, _svg(_HEIGHT, parts, f"{line.name}, {area}: {said} {_unit(line)}"))


def _shares(series: Series) -> Iterator[str]:
    for line in series.shared():
        if line.kind == "percent":
            continue
        for whole in (point for point in line.points if point.level == "huyện"):
            parts = [point for point in line.points if point.level == "xã" and point.year == whole.year]
            if len(parts) > 1 and float(whole.value) > 0:
                yield _share(line, whole, parts)


def _share(line: Line, whole: Point, parts: Sequence[Point]) -> str:
    scale = (_WIDTH - _NAME - _AMOUNT) / max(float(whole.value), *(float(part.value) for part in parts))
    bars = []
    for at, point in enumerate((whole, *parts)):
        y = 8 + at * (_BAR + 6)
        width = max(1.0, float(point.value) * scale)
        bars.append(
            f'<text x="{_NAME - 6}" y="{y + 13}" class="name">{escape(_brief(point.area))}</text>'
            f'<a href="{_link(point)}"><rect x="{_NAME}" y="{y}" width="{width:.1f}" height="{_BAR}" '
            f'class="{"whole" if at == 0 else "part"}"/>'
            f'<text x="{_NAME + 4 + width:.1f}" y="{y + 13}" class="amount">{_amount(point)}</text></a>'
        )
    said = ", ".join(f"{point.area}: {_amount(point)}" for point in (whole, *parts))
    height = 12 + (len(parts) + 1) * (_BAR + 6)
    return _figure(_caption(line), f"năm {whole.year}", _svg(height, bars, f"{line.name}, {said} {_unit(line)}"))


def _brief(area: str) -> str:
    return area if len(area) <= 19 else area[:18] + "…"


def _amount(point: Point) -> str:
    """Money in millions, as reports write it."""
    return number(f"{Decimal(point.value) / _MILLION:f}" if point.unit == "đồng" else point.value)


def _unit(line: Line) -> str:
    return "triệu đồng" if line.unit == "đồng" else line.unit


def _caption(line: Line) -> str:
    return line.name if line.unit in line.name else f"{line.name} ({_unit(line)})"


def _link(point: Point) -> str:
    return f"{escape(point.report_id)}.html#f{escape(point.figure_id.rpartition('-')[2])}"


def _svg(height: float, parts: Sequence[str], said: str) -> str:
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="group" aria-label="{escape(said)}">{"".join(parts)}</svg>'


def _figure(title: str, below: str, svg: str) -> str:
    return f"<figure><figcaption>{escape(title)}<small>{escape(below)}</small></figcaption>{svg}</figure>"
