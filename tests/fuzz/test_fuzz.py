"""The short form of `make fuzz`: what a reader once failed on, and some files that nobody has seen before."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.document import UnreadableError
from extract.docx.read import read_docx
from extract.pdf.read import read_pdf
from fuzz import structures
from fuzz.__main__ import KEPT, made
from fuzz.reading import faults

STORIES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def test_what_a_reader_failed_on_is_read_or_refused(tmp_path: Path) -> None:
    kept = [(path.name, path.read_bytes()) for path in sorted(KEPT.iterdir())]
    assert kept
    assert [(fault.name, fault.why) for fault in faults(kept, tmp_path)] == []


@pytest.mark.parametrize(("kind", "number"), [("docx", 60), ("pdf", 60)])
def test_mutated_files_are_read_or_refused(kind: str, number: int, tmp_path: Path) -> None:
    assert [(fault.name, fault.why) for fault in faults(made(kind, number, seed=7), tmp_path)] == []


@STORIES
@given(structures.word())
def test_any_structure_of_word(body: bytes) -> None:
    read_or_refused(read_docx, body)


@STORIES
@given(structures.pdf())
def test_any_structure_of_pdf(data: bytes) -> None:
    read_or_refused(read_pdf, data)


@STORIES
@given(structures.prose())
def test_any_prose_is_accounted_for(text: str) -> None:
    from sokhop.accounting import unaccounted
    from sokhop.pipeline import read_text

    report = read_text(text)
    assert unaccounted(report.document, report.claims.mentions, list(report.rows.named()["numerals"])) == ""


@STORIES
@given(st.binary(max_size=300), st.sampled_from(["word/document.xml", "[Content_Types].xml", "_rels/.rels"]))
def test_any_bytes_as_a_part(data: bytes, name: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, data)
    read_or_refused(read_docx, buffer.getvalue())


def read_or_refused(reader: object, data: bytes) -> None:
    try:
        reader(data)  # type: ignore[operator]
    except UnreadableError as error:
        assert str(error).endswith((".", "…"))
