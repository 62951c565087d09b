"""What a run makes for people beside the tables: the review page, the workbook, CSV for Excel."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sokhop.messages import Say

if TYPE_CHECKING:
    from outputs.excel_csv import Separator

OFFICE = 500
"""Reports up to which the review page and the workbook are made without being asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to make; None leaves it to the size of the corpus."""

    review: bool | None = None
    page_images: bool | None = None
    xlsx: bool | None = None
    excel: Separator | None = None


def options(say: Say) -> list[click.Parameter]:
    """The options of `sokhop run` that fill a Wanted."""
    return [
        click.Option(["--review/--no-review"], default=None, help=say("help.review")),
        click.Option(["--page-images/--no-page-images"], default=None, help=say("help.page_images")),
        click.Option(["--xlsx/--no-xlsx"], default=None, help=say("help.xlsx")),
        click.Option(["--excel"], is_flag=True, help=say("help.excel")),
        click.Option(["--excel-separator"], type=click.Choice([",", ";"]), default=",", help=say("help.separator")),
    ]


def wanted_of(options: Mapping[str, Any]) -> Wanted:
    """What those options ask for."""
    separator = options["excel_separator"] if options["excel"] else None
    return Wanted(options["review"], options["page_images"], options["xlsx"], separator)


def load(wanted: Wanted) -> None:
    """Loads what making these takes, at a time when there is nothing else to do."""
    if wanted.review is not False:
        from outputs.review import load_pages

        load_pages()
    if wanted.xlsx is not False:
        import xlsxwriter  # noqa: F401

        from outputs import workbook  # noqa: F401


def write_for_people(out: Path, sources: Mapping[str, Path], wanted: Wanted) -> Path | None:
    """Makes what is wanted from the tables of `out`, takes away what an earlier run made and this one does not.

    `sources` are the files of the reports. Gives the review page's index where there is one.
    """
    small = _lines((out / "reports.csv"), OFFICE + 1) <= OFFICE
    index = None
    if _is_wanted(wanted.review, small):
        from outputs.review import Review
        from sokhop.workers import drawn_apart

        index = Review(out, sources, wanted.page_images, drawn_apart).write()
    else:
        shutil.rmtree(out / "review", ignore_errors=True)
    if _is_wanted(wanted.xlsx, small):
        from outputs.workbook import write_workbook

        write_workbook(out)
    else:
        (out / "sokhop.xlsx").unlink(missing_ok=True)
    if wanted.excel:
        from outputs.excel_csv import write_excel_csv

        write_excel_csv(out, wanted.excel)
    else:
        shutil.rmtree(out / "excel", ignore_errors=True)
    return index


def _is_wanted(asked: bool | None, small: bool) -> bool:
    return small if asked is None else asked


def _lines(path: Path, most: int) -> int:
    """Lines below the header, counted no further than `most`."""
    with path.open("rb") as file:
        file.readline()
        return sum(1 for _ in zip(range(most), file, strict=False))
