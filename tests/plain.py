"""Documents for tests, made of expected texts: one paragraph a line, marks as `[^n]`, notes at the end."""

from __future__ import annotations

import re
from pathlib import Path

from extract.builder import Builder, Paragraph, Run
from extract.document import Document
from extract.read import read

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
GOLD = Path(__file__).parents[2] / "shared" / "gold"
CORPORA = Path(__file__).parent / "corpora"


def document(text: str) -> Document:
    """A Document of plain text; `[^n]: …` lines are notes."""
    builder = Builder("txt")
    for line in text.splitlines():
        note = re.match(r"\[\^(\w+)\]: (.*)", line)
        runs = [
            Run("", mark=piece[2:-1]) if re.fullmatch(r"\[\^\w+\]", piece) else Run(piece)
            for piece in re.split(r"(\[\^\w+\])", note[2] if note else line)
            if piece
        ]
        if note:
            builder.note(note[1], [Paragraph(runs)])
        else:
            builder.paragraph(Paragraph(runs))
    return builder.document()


def report_of(gold: Path) -> Document:
    """The report that a gold file beside it (or in ../shared/gold) is about, read as any report is."""
    name = gold.name.split(".")[0]
    folder = SAMPLES if gold.parent == GOLD else gold.parent
    path = next(path for form in ("txt", "md") if (path := folder / f"{name}.{form}").exists())
    return read(path)


def gold_files(kind: str) -> list[Path]:
    """The gold files of the development corpora and of the sample. What is held out is scored and not asserted."""
    ours = [path for path in CORPORA.rglob(f"*.{kind}.json") if not path.parent.name.startswith("heldout")]
    return sorted([*ours, *GOLD.glob(f"*.{kind}.json")])
