"""What a run makes for people beside the tables: the review page, the workbook, CSV for Excel."""

from __future__ import annotations

import shutil
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outputs.atomic import spool_of
from outputs.page_images import LONGEST
from sokhop.identity import file_sha256
from sokhop.messages import Say

if TYPE_CHECKING:
    from outputs.excel_csv import Separator

OFFICE = 500
"""Reports up to which the review page and the workbook are made without being asked for."""

_HEAD = 1024  # bytes in which a PDF says that it is one


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


class ForPeople:
    """What is made for people from the tables of `out`; `sources` are the files of the reports of this run."""

    def __init__(self, out: Path, sources: Mapping[str, Path], wanted: Wanted) -> None:
        self._out = out
        self._sources = sources
        self._wanted = wanted
        self._pages: Iterator[int] | None = None  # of the only report, while they are being drawn
        self.index: Path | None = None
        """The review page's index, where one was made."""

    @property
    def draws(self) -> int:
        """PDFs of up to so many pages are drawn while the run reads them."""
        many = max(len(self._sources), _lines(self._out / "reports.csv", OFFICE + 1)) > OFFICE
        if self._wanted.page_images is False or not _is_wanted(self._wanted.review, small=not many):
            return 0
        return sys.maxsize if self._wanted.page_images else LONGEST

    def load(self) -> None:
        """Begins what can be done while the only report is being read."""
        if self.draws and len(self._sources) == 1:
            self._draw_only(*self._sources.values())
        if self._wanted.review is not False:
            from outputs.review import load_pages

            load_pages()
        if self._wanted.xlsx is not False:
            import xlsxwriter  # noqa: F401

            from outputs import workbook  # noqa: F401

    def _draw_only(self, path: Path) -> None:
        from sokhop.workers import draw_apart

        with suppress(OSError), path.open("rb") as file:  # who reads it will say what is wrong with it
            if b"%PDF-" in file.read(_HEAD):
                self._pages = draw_apart(path, spool_of(self._out), file_sha256(path), self.draws)

    def write(self) -> None:
        """Makes what is wanted, takes away what an earlier run made and this one does not."""
        deque(self._pages or (), maxlen=0)
        small = _lines(self._out / "reports.csv", OFFICE + 1) <= OFFICE
        review = _is_wanted(self._wanted.review, small=small)
        if _is_wanted(self._wanted.xlsx, small=small):
            from outputs.workbook import write_workbook
            from sokhop.workers import beside

            with beside(write_workbook, self._out, review):
                self._write_review(wanted=review)
        else:
            (self._out / "sokhop.xlsx").unlink(missing_ok=True)
            self._write_review(wanted=review)
        if self._wanted.excel:
            from outputs.excel_csv import write_excel_csv

            write_excel_csv(self._out, self._wanted.excel)
        else:
            shutil.rmtree(self._out / "excel", ignore_errors=True)

    def _write_review(self, *, wanted: bool) -> None:
        if wanted:
            from outputs.review import Review
            from sokhop.workers import draw_apart

            spool = spool_of(self._out)
            self.index = Review(self._out, self._sources, self._wanted.page_images, spool, draw_apart).write()
        else:
            shutil.rmtree(self._out / "review", ignore_errors=True)


def _is_wanted(asked: bool | None, *, small: bool) -> bool:
    return small if asked is None else asked


def _lines(path: Path, most: int) -> int:
    """Lines below the header, counted no further than `most`; none of a file that is not there."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.readline()
        return sum(1 for _ in zip(range(most), file, strict=False))
