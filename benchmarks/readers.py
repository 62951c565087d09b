"""The readers beside those of others, in one run: times theirs, letters kept, memory by the number of pages.

    python -m benchmarks.readers [FILE.pdf FILE.docx ...]

Ratios hold from machine to machine, absolute figures do not. Without files: the example reports, and reports of 12
pages made on the spot. python-docx's `paragraph.text` leaves tables and notes out: the second ratio is to the same with
the text of the cells.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import docx
import pdfplumber
import pypdfium2 as pdfium

from benchmarks.made import make
from benchmarks.timing import in_turn
from extract.docx.read import read_docx
from extract.pdf.read import read_pdf

_WORD = re.compile(r"\w+")
_ROUNDS = 9
_PAGES = (10, 100, 1000)
_EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"


def with_pdfplumber(data: bytes) -> str:
    """pdfplumber's plain text."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def with_pdfium(data: bytes) -> str:
    """pdfium's plain text, without marks, boxes or notes."""
    with pdfium.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def paragraphs(data: bytes) -> str:
    """What python-docx gives: paragraphs of the body, without notes, labels, tables."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def with_cells(data: bytes) -> str:
    """The same with the text of the cells of tables."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def lost(data: bytes) -> Counter[str]:
    """Letters and digits that pdfplumber reads and this program does not: marks glued to words count by character."""
    document = read_pdf(data)  # page numbers are put back
    ours = document.text + "\n" + "\n".join(piece.text for piece in document.furniture)
    return Counter("".join(_WORD.findall(with_pdfplumber(data)))) - Counter("".join(_WORD.findall(ours)))


def compare(path: Path) -> str:
    """A row of the table."""
    data = path.read_bytes()
    is_pdf = path.suffix == ".pdf"
    readers: dict[str, Callable[[bytes], object]] = (
        {"sokhop": read_pdf, "plain": with_pdfplumber, "other": with_pdfium}
        if is_pdf
        else {"sokhop": read_docx, "plain": paragraphs, "other": with_cells}
    )
    times = in_turn({name: partial(job, data) for name, job in readers.items()}, _ROUNDS)
    ours, plain, other = times["sokhop"], times["plain"], times["other"]
    kept = ("; lost: " + repr(dict(lost(data)) or "none")) if is_pdf else ""
    names = ("pdfplumber extract_text", "pypdfium2 text") if is_pdf else ("paragraph.text", "with the text of cells")
    return f"{ours * 1000:8.1f} ms   {plain / ours:6.2f} × {names[0]}   {other / ours:5.2f} × {names[1]}{kept}"


def growth(folder: Path) -> Iterator[str]:
    """Milliseconds a page, and megabytes that a fresh process takes more than before reading: for ever more pages."""
    code = (
        "import re, sys, time; from extract.pdf.read import read_pdf; "
        "data, warm = (open(name, 'rb').read() for name in sys.argv[1:]); read_pdf(warm); "
        "top = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read()).group(1)) / 1024; "
        "before, begun = top(), time.process_time(); pages = read_pdf(data).pages; "
        "print(pages, (time.process_time() - begun) * 1000 / pages, top() - before)"
    )
    warm = make(folder / "warm.pdf", 2)
    for pages in _PAGES:
        path = make(folder / f"{pages}.pdf", pages)
        command = [sys.executable, "-c", code, str(path), str(warm)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        count, each, memory = ran.stdout.split()
        yield f"{count:>6} pages   {float(each):5.2f} ms a page   {float(memory):5.0f} MB more"


def main(names: list[str]) -> None:
    """Prints a row a file, and how a PDF's cost grows."""
    with tempfile.TemporaryDirectory() as folder:
        made = [make(Path(folder) / f"12-pages{suffix}", 12) for suffix in (".pdf", ".docx")]
        for path in [Path(name) for name in names] or [*sorted(_EXAMPLES.iterdir()), *made]:
            print(f"{path.name:32}{compare(path)}", flush=True)
        for row in growth(Path(folder)):
            print(row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
