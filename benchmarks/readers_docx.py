"""DOCX: this reader against python-docx's plain `paragraph.text` over the same file, in one run.

    python benchmarks/readers_docx.py [FILE.docx ...]

Prints documents a second, the ratio, and how much of our text python-docx gives at all. Exits 1 when the reader, with
notes, numbering and tables, is the slower one. Shown and not judged: files in legacy encodings, which are decoded
besides, and files of which python-docx gives less than 60 % because they are mostly tables.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx

from extract.docx import read_docx

_SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
_EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
_ROUNDS, _EACH = 15, 5


def plain(data: bytes) -> str:
    """What python-docx gives: paragraphs of the body, without notes, labels, tables."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


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
        ours, theirs = [], []
        seconds(read_docx, data), seconds(plain, data)  # warm
        for _ in range(_ROUNDS):  # in turns, so that a busy machine is busy for both
            ours.append(seconds(read_docx, data))
            theirs.append(seconds(plain, data))
        a, b = statistics.median(ours), statistics.median(theirs)
        read = read_docx(data)
        share = len(plain(data)) / len(read.text)
        judged = share >= 0.6 and not any("TCVN3" in warning for warning in read.warnings)
        print(
            f"{path.name:32} sokhop {1 / a:6.0f}/s  python-docx paragraph.text {1 / b:6.0f}/s  ratio {b / a:.2f}"
            f"  its text {share:.0%}{'' if judged else '  (not judged)'}"
        )
        slower += judged and a > b
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
