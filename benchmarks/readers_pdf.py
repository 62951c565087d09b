"""PDF readers side by side, in one run: pages a second, words kept, memory by the number of pages.

    python -m benchmarks.readers_pdf ../shared/samples/tam-duong-2023.pdf

Ratios hold from machine to machine, absolute figures do not.
"""

from __future__ import annotations

import io
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

from extract.pdf.read import read_pdf

_WORD = re.compile(r"\w+")
_ROUNDS = 5


def repeated(data: bytes, pages: int) -> bytes:
    """A PDF of so many pages: those of `data` again and again."""
    source, made = pdfium.PdfDocument(data), pdfium.PdfDocument.new()
    while len(made) < pages:
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_pdfplumber(data: bytes) -> str:
    """pdfplumber's plain text."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def with_pdfium(data: bytes) -> str:
    """pdfium's plain text, without marks, boxes or notes."""
    document = pdfium.PdfDocument(data)
    text = []
    for number in range(len(document)):
        page = document[number]
        handle = page.get_textpage()
        text.append(handle.get_text_range())
        handle.close()
        page.close()
    document.close()
    return "\n".join(text)


def with_sokhop(data: bytes) -> str:
    """This program: text with marks, notes, and the box of every line and figure; page numbers are put back."""
    document = read_pdf(data)
    return document.text + "\n" + "\n".join(piece.text for piece in document.furniture)


READERS: dict[str, Callable[[bytes], str]] = {
    "pdfplumber extract_text": with_pdfplumber,
    "pypdfium2 get_text_range": with_pdfium,
    "sokhop read_pdf": with_sokhop,
}


def seconds(data: bytes) -> dict[str, float]:
    """Median processor time of each reader; they take turns, so that a busy machine is busy for all."""
    taken: dict[str, list[float]] = {name: [] for name in READERS}
    for number in range(_ROUNDS + 1):
        for name, reader in READERS.items():
            begun = time.process_time()
            reader(data)
            if number:  # the first round warms up
                taken[name].append(time.process_time() - begun)
    return {name: statistics.median(times) for name, times in taken.items()}


def lost(data: bytes) -> Counter[str]:
    """Letters and digits that pdfplumber reads and this program does not: marks glued to words count by character."""
    theirs, ours = with_pdfplumber(data), with_sokhop(data)
    return Counter("".join(_WORD.findall(theirs))) - Counter("".join(_WORD.findall(ours)))


def peak(data: bytes, folder: Path) -> float:
    """Megabytes that a fresh process takes at most to read the file."""
    path = folder / "memory.pdf"
    path.write_bytes(data)
    code = (
        "import re, sys; from extract.pdf.read import read_pdf; data = open(sys.argv[1], 'rb').read(); "
        "top = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read()).group(1)) / 1024; "
        "before = top(); read_pdf(data); print(top() - before)"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return float(ran.stdout)


def main(source: Path) -> None:
    """Prints the table for one file."""
    import tempfile

    data = source.read_bytes()
    count = len(pdfium.PdfDocument(data))
    took = seconds(data)
    base = took["pdfplumber extract_text"]
    print("| reader | pages/s | times pdfplumber |\n|---|--:|--:|")
    for name, time_taken in took.items():
        print(f"| {name} | {count / time_taken:.0f} | {base / time_taken:.1f} |")
    print("letters and digits lost against pdfplumber:", dict(lost(data)) or "none")
    with tempfile.TemporaryDirectory() as folder:
        for pages in (count, 100, 200, 400):
            print(f"{pages} pages: {peak(repeated(data, pages), Path(folder)):.0f} MB more than before reading")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
