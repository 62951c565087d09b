"""`make bench`: how long the way from file to tables takes, beside what others need for the bare text.

Ratios hold from machine to machine, seconds do not. Medians of warm runs in one process; start-up is measured apart.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import docx
import pdfplumber
import pypdfium2

from corpus.audit import audit
from extract.document import Document
from extract.read import read
from outputs.csv_files import csv_lines
from outputs.tables import REPORT_TABLES
from patterns import read_claims
from sokhop.pipeline import read_report

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
RUNS = 7


def documents() -> Iterator[Path]:
    """The sample report where it is, else the examples."""
    for suffix in (".pdf", ".docx"):
        sample = SAMPLES / f"tam-duong-2023{suffix}"
        yield sample if sample.exists() else next((ROOT / "examples" / "reports").glob(f"*{suffix}"))


def seconds(job: Callable[[], object], runs: int = RUNS) -> float:
    """Median time of the job, after one run that does not count."""
    job()
    times = []
    for _ in range(runs):
        begun = perf_counter()
        job()
        times.append(perf_counter() - begun)
    return median(times)


def whole_job(path: Path) -> list[str]:
    """File to CSV text of every table."""
    rows = read_report(path).rows.named()
    return [csv_lines(table, rows[table.name]) for table in REPORT_TABLES]


def stages(path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """The whole job and each of its stages, then the bare text by others."""
    document = read(path)
    claims = read_claims(document, "0" * 12)
    yield "whole job, file to tables", lambda: whole_job(path)
    yield "  read", lambda: read(path)
    yield "  claims", lambda: read_claims(document, "0" * 12)
    yield "  audit", lambda: audit(document, claims)
    if path.suffix == ".pdf":
        yield "pdfplumber extract_text", lambda: plumber_text(path)
        yield "pypdfium2 get_text_range", lambda: pdfium_text(path)
    else:
        yield "python-docx paragraph.text", lambda: docx_text(path)


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


def size(document: Document) -> str:
    """How long the document is."""
    pages = f"{document.pages} pages, " if document.pages else ""
    return f"{pages}{len(document.text)} characters"


def cold(*arguments: str) -> float:
    """Time of a fresh `sokhop`, the best of three."""
    times = []
    for _ in range(3):
        begun = perf_counter()
        subprocess.run([sys.executable, "-m", "sokhop", *arguments], capture_output=True, check=False)
        times.append(perf_counter() - begun)
    return min(times)


def main() -> None:
    """Prints one table a document, and the start-up times."""
    for path in documents():
        print(f"\n{path.name}: {size(read(path))}")
        whole = 0.0
        for name, job in stages(path):
            taken = seconds(job, 3 if "pdfplumber" in name else RUNS)
            whole = whole or taken
            print(f"  {name:<28}{taken * 1000:9.1f} ms{taken / whole:9.2f} × the whole job")
    with tempfile.TemporaryDirectory() as out:
        print("\nfrom a cold start")
        print(f"  {'sokhop --help':<28}{cold('--help') * 1000:9.1f} ms")
        for path in documents():
            print(f"  {'sokhop run ' + path.suffix:<28}{cold('run', str(path), '-o', out) * 1000:9.1f} ms")


if __name__ == "__main__":
    main()
