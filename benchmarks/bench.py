"""`make bench`: how long the way from file to tables takes, beside what others need for the bare text.

    python -m benchmarks.bench [file ...]

Ratios hold from machine to machine, seconds do not: all in one process on one core, processor time, the best of
several runs. Without files it makes reports of 12 and 200 pages. Peers that are not installed are left out. Start-up
is measured apart, by the clock; growth and workers in benchmarks/scale.py, the language in benchmarks/language.py.
"""

from __future__ import annotations

import importlib
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import docx
import pdfplumber
import pypdfium2

from benchmarks.made import make
from benchmarks.timing import best
from corpus.audit.report import audit
from extract.read import read
from outputs.csv_files import csv_lines
from outputs.tables import REPORT_TABLES
from patterns import read_claims
from sokhop.pipeline import Report, read_report

SLOW = frozenset({"pdfplumber", "docling", "unstructured", "markitdown"})  # run once or twice


def whole_job(path: Path) -> list[str]:
    """File to CSV text of every table."""
    return _tables(read_report(path))


def _tables(report: Report) -> list[str]:
    rows = report.rows.named()
    return [csv_lines(table, rows[table.name]) for table in REPORT_TABLES]


def stages(path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each stage of the whole job, on what those before it made."""
    document = read(path)
    claims = read_claims(document, "0" * 12)
    checks = audit(document, claims)
    yield "  read", lambda: read(path)
    yield "  claims", lambda: read_claims(document, "0" * 12)
    yield "  audit", lambda: audit(document, claims)
    yield "  rows and CSV", lambda: _tables(Report("0" * 12, path.name, "", document, claims, checks))


def peers(path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """The bare text of the file by others."""
    if path.suffix == ".pdf":
        yield "pdfplumber extract_text", lambda: plumber_text(path)
        yield "pypdfium2 get_text_range", lambda: pdfium_text(path)
    else:
        yield "python-docx paragraph.text", lambda: docx_text(path)
    for name, job in OPTIONAL.items():
        if find_spec(name):
            yield name, _on(job, importlib.import_module(name), path)


def _on(job: Callable[[Any, Path], object], module: object, path: Path) -> Callable[[], object]:
    return lambda: job(module, path)


def plumber_text(path: Path) -> list[str]:
    """Text by pdfplumber."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def pdfium_text(path: Path) -> list[str]:
    """Text by pypdfium2."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def docx_text(path: Path) -> list[str]:
    """Text by python-docx: without footnotes, labels, tracked insertions."""
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def _docling(module: Any, path: Path) -> object:
    converter = importlib.import_module("docling.document_converter").DocumentConverter()
    return converter.convert(str(path)).document.export_to_text()


def _unstructured(module: Any, path: Path) -> object:
    return importlib.import_module("unstructured.partition.auto").partition(str(path), strategy="fast")


OPTIONAL: dict[str, Callable[[Any, Path], object]] = {
    "docling": _docling,
    "unstructured": _unstructured,
    "markitdown": lambda module, path: module.MarkItDown().convert(str(path)).text_content,
    "kreuzberg": lambda module, path: module.extract_file_sync(str(path)),
    # finds quantities in the text that sokhop has read: the reading is not its own
    "quantulum3": lambda _, path: importlib.import_module("quantulum3.parser").parse(read(path).text),
}


def compare(path: Path) -> None:
    """Prints the table of one file."""
    document = read(path)
    pages = document.pages or max(1, round(len(document.text) / 2600))
    whole = best(lambda: whole_job(path), 15 if pages < 50 else 3)
    print(f"\n{path.name}: {pages} pages, {len(document.text)} characters")
    print(f"  {'':<28}{'ms':>9}{'pages/s':>10}{'× the whole job':>18}")
    _line("whole job, file to tables", whole, pages, whole)
    for name, job in (*stages(path), *peers(path)):
        slow = pages > 50 or name.split()[0] in SLOW
        _line(name, best(job, 2 if slow else 15), pages, whole)


def _line(name: str, taken: float, pages: int, whole: float) -> None:
    print(f"  {name:<28}{taken * 1000:>9.1f}{pages / taken:>10.0f}{taken / whole:>18.2f}")


def cold(*arguments: str) -> float:
    """Time by the clock of a fresh `sokhop`, the best of five."""
    times = []
    for _ in range(5):
        begun = perf_counter()
        subprocess.run([sys.executable, "-m", "sokhop", *arguments], capture_output=True, check=False)
        times.append(perf_counter() - begun)
    return min(times)


def main() -> None:
    """Prints one table a document, the start-up times, the peak memory."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        names = ("12-pages.pdf", "12-pages.docx", "200-pages.pdf", "200-pages.docx")
        files = [Path(name) for name in sys.argv[1:]] or [make(folder / n, int(n.partition("-")[0])) for n in names]
        for path in files:
            compare(path)
        print("\nfrom a cold start, by the clock")
        print(f"  {'sokhop --help':<28}{cold('--help') * 1000:9.1f} ms")
        for path in files[:2]:
            taken = cold("run", str(path), "-o", str(folder / "out"))
            print(f"  {'sokhop run ' + path.suffix:<28}{taken * 1000:9.1f} ms")
    print(
        f"\npeak memory of this process, peers and all: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )


if __name__ == "__main__":
    main()
