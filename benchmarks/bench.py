"""`make bench`: how long the way from file to tables takes, beside what others need for the bare text.

    python -m benchmarks.bench [file ...]

Ratios hold from machine to machine, seconds do not: all in one process on one core, in turn, processor time, the best
of several runs. Without files it makes reports of 12 and 200 pages. Peers that are not installed are left out. Start-up
is measured apart, by the clock and by the processor; growth and workers in benchmarks/scale.py, the language in
benchmarks/language.py.
"""

from __future__ import annotations

import importlib
import os
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
from benchmarks.timing import in_turn
from corpus.audit.report import audit
from extract.read import read
from outputs.csv_files import csv_lines
from outputs.tables import REPORT_TABLES
from patterns import read_claims
from sokhop.pipeline import Report, read_report


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
    yield "… read", lambda: read(path)
    yield "… claims", lambda: read_claims(document, "0" * 12)
    yield "… audit", lambda: audit(document, claims)
    yield "… rows and CSV", lambda: _tables(Report("0" * 12, path.name, "", document, claims, checks))


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
    """Prints the table of one file, in Markdown."""
    document = read(path)
    pages = document.pages or max(1, round(len(document.text) / 2600))
    jobs = {"**whole job**, file to tables": lambda: whole_job(path), **dict(stages(path)), **dict(peers(path))}
    times = in_turn(jobs, 1 if pages > 50 else 7)
    whole = next(iter(times.values()))
    print(f"\n| {path.stem.replace('-', ' ')}, {path.suffix[1:].upper()} | ms | pages/s | × the whole job |")
    print("|---|--:|--:|--:|")
    for name, taken in times.items():
        print(f"| {name} | {taken * 1000:.0f} | {pages / taken:.0f} | {taken / whole:.2f} |", flush=True)


def cold(path: Path | None) -> tuple[float, float]:
    """Seconds of a fresh `sokhop`, by the clock and of the processor, the best of five: help, or a first run.

    Bytecode is kept, as where sokhop is installed: with PYTHONDONTWRITEBYTECODE every start compiles what has changed.
    """
    clock, processor = [], []
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(5):
        with tempfile.TemporaryDirectory() as out:
            arguments = ["run", str(path), "-o", out] if path else ["--help"]
            begun, before = perf_counter(), _of_children()
            command = [sys.executable, "-m", "sokhop", *arguments]
            subprocess.run(command, capture_output=True, check=False, env=environment)
            clock.append(perf_counter() - begun)
            processor.append(_of_children() - before)
    return min(clock), min(processor)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Prints one table a document, the start-up times, the peak memory."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        names = ("12-pages.pdf", "12-pages.docx", "200-pages.pdf", "200-pages.docx")
        files = [Path(name) for name in sys.argv[1:]] or [make(folder / n, int(n.partition("-")[0])) for n in names]
        for path in files:
            compare(path)
        print("\n| from a cold start | s | s of the processor |\n|---|--:|--:|")
        for path in (None, *files[:2]):
            clock, processor = cold(path)
            print(
                f"| `sokhop {'run ' + path.name if path else '--help'}` | {clock:.2f} | {processor:.2f} |", flush=True
            )
    print(
        f"\npeak memory of this process, peers and all: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )


if __name__ == "__main__":
    main()
