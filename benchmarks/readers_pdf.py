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

from extract.pdf import read_pdf

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


def seconds(reader: Callable[[bytes], str], data: bytes, rounds: int) -> float:
    """Median of the time that a warm reader takes."""
    reader(data)
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        reader(data)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def lost(data: bytes) -> Counter[str]:
    """Letters and digits that pdfplumber reads and this program does not: marks glued to words count by character."""
    theirs, ours = with_pdfplumber(data), with_sokhop(data)
    return Counter("".join(_WORD.findall(theirs))) - Counter("".join(_WORD.findall(ours)))


def peak(data: bytes, folder: Path) -> float:
    """Megabytes that a fresh process takes at most to read the file."""
    path = folder / "memory.pdf"
    path.write_bytes(data)
    code = (
        "import resource, sys; from extract.pdf import read_pdf; "
        "base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; read_pdf(open(sys.argv[1], 'rb').read()); "
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1024)"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    path.unlink()
    return float(ran.stdout)


def main(source: Path) -> None:
    """Prints the table for one file."""
    import tempfile

    data = source.read_bytes()
    count = len(pdfium.PdfDocument(data))
    base = seconds(with_pdfplumber, data, 3)
    print("| reader | pages/s | times pdfplumber |\n|---|--:|--:|")
    for name, reader in READERS.items():
        took = base if reader is with_pdfplumber else seconds(reader, data, _ROUNDS)
        print(f"| {name} | {count / took:.0f} | {base / took:.1f} |")
    print("letters and digits lost against pdfplumber:", dict(lost(data)) or "none")
    with tempfile.TemporaryDirectory() as folder:
        for pages in (count, 100, 200, 400):
            print(f"{pages} pages: {peak(repeated(data, pages), Path(folder)):.0f} MB more than before reading")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
