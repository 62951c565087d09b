"""Documents for tests, made of expected texts: one paragraph a line, marks as `[^n]`, notes at the end."""

from __future__ import annotations

import re
from pathlib import Path

from extract.builder import Builder, Paragraph, Run
from extract.document import Document

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
GOLD = Path(__file__).parents[2] / "shared" / "gold"
CORPORA = Path(__file__).parent / "corpora"
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def document(text: str) -> Document:
    """A Document of plain text; `[^n]: …` lines are notes, lines of `| … |` are left out."""
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


def markdown(text: str) -> Document:
    """The corpora's own notation, roughly, for as long as no reader is asked: notes begin with a superscript."""
    lines = []
    for line in text.splitlines():
        line = re.sub(r"^#+ ", "", line.strip()).replace("*", "")
        if line.startswith("|"):
            continue
        line = re.sub(r"^([⁰¹²³⁴-⁹]+) ?", lambda m: f"[^{m[1].translate(_SUPER)}]: ", line)
        line = re.sub(r"(?<![mk])[⁰¹²³⁴-⁹]+", lambda m: f"[^{m[0].translate(_SUPER)}]", line)
        lines.append(line)
    return document("\n".join(sorted(lines, key=lambda line: line.startswith("[^"))))
