"""What the user gives beside the reports: the outline, units of their own, and the units that were to report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.outline.tree import ReportOutline
    from corpus.territory import Area


@dataclass(frozen=True, slots=True)
class Given:
    """Small, since each worker gets it with each task."""

    outline: ReportOutline | None = None
    areas: tuple[Area, ...] = ()
    expected: tuple[Area, ...] | None = None


def read_given(outline: Path | None = None, areas: Path | None = None, expect: Path | None = None) -> Given:
    """Reads the three files. ValueError says (in Vietnamese) what is wrong with one."""
    from corpus.territory import read_areas

    return Given(
        read_outline_file(outline) if outline else None,
        read_areas(areas) if areas else (),
        read_areas(expect) if expect else None,
    )


def read_outline_file(path: Path) -> ReportOutline:
    """An outline from a file of any format that reports may have; ValueError where it is none."""
    from corpus.outline.tree import read_outline
    from extract.document import UnreadableError
    from extract.read import read

    try:
        outline = read_outline(read(path))
    except UnreadableError as error:
        raise ValueError(f"{path}: {error}") from error
    if not outline.items:
        raise ValueError(f"{path}: không thấy đề mục nào được đánh số nên không dùng làm đề cương được.")
    return outline
