"""DOCX: this reader against python-docx's plain `paragraph.text` over the same file, in one run.

    python benchmarks/readers_docx.py [FILE.docx ...]

Prints documents a second and two ratios: to `paragraph.text`, which leaves tables and notes out, and to the same with
the text of the table cells. Exits 1 when the reader, with notes, numbering and tables, is slower than the first, or in
a file with data tables than the second. Files in legacy encodings, which are decoded besides, are not judged.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx

from extract.docx.read import read_docx

_SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
_EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
_ROUNDS, _EACH = 15, 5


def plain(data: bytes) -> str:
    """What python-docx gives: paragraphs of the body, without notes, labels, tables."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def tabled(data: bytes) -> str:
    """The same with the text of the cells of tables."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def seconds(read: Callable[[bytes], object], data: bytes) -> float:
    """One round: seconds a document."""
    start = time.process_time()
    for _ in range(_EACH):
        read(data)
    return (time.process_time() - start) / _EACH


def main(names: list[str]) -> int:
    paths = [Path(name) for name in names] or [*sorted(_SAMPLES.glob("*.docx")), *sorted(_EXAMPLES.glob("*.docx"))]
    slower = 0
    for path in paths:
        data = path.read_bytes()
        times: dict[Callable[[bytes], object], list[float]] = {read_docx: [], plain: [], tabled: []}
        for _ in range(_ROUNDS):  # in turns, so that a busy machine is busy for all
            for read, taken in times.items():
                taken.append(seconds(read, data))
        ours, theirs, cells = (statistics.median(taken) for taken in times.values())
        document = read_docx(data)
        judged = not any("TCVN3" in warning for warning in document.warnings)
        print(
            f"{path.name:32} {1 / ours:6.0f}/s   python-docx paragraphs {1 / theirs:6.0f}/s, ratio {theirs / ours:.2f}"
            f"   with cells {1 / cells:6.0f}/s, ratio {cells / ours:.2f}{'' if judged else '   (not judged)'}"
        )
        slower += judged and ours > (cells if document.tables else theirs)
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
