"""The sample report claims the same in every format: figures, checks, sections and notes, but for page and box."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sokhop.pipeline import Report, read_report

_CONVERTED = pytest.mark.program("soffice")
_FORMATS = [
    "txt",
    "docx",
    "pdf",
    pytest.param("doc", marks=_CONVERTED),
    pytest.param("odt", marks=_CONVERTED),
    pytest.param("rtf", marks=_CONVERTED),
]


def _claims(report: Report) -> tuple[object, ...]:
    """What must not depend on the format. Offsets are the same because the text is."""
    checks = [replace(check, page=None, message="") for check in report.checks]
    return report.text, report.figures, report.sections, report.citations, checks


@pytest.fixture(scope="module")
def expected(samples: Path) -> Report:
    return read_report(samples / "tam-duong-2023.expected.txt")


@pytest.mark.parametrize("suffix", _FORMATS)
def test_formats_agree(samples: Path, expected: Report, suffix: str) -> None:
    report = read_report(samples / f"tam-duong-2023.{suffix}")
    assert report.report_id == expected.report_id
    assert _claims(report) == _claims(expected)


@pytest.mark.parametrize("name", ["tcvn3", "vni", "nfd"])
def test_legacy_fonts_agree(samples: Path, expected: Report, name: str) -> None:
    assert _claims(read_report(samples / f"tam-duong-2023-{name}.docx")) == _claims(expected)


def test_every_figure_of_a_pdf_has_page_and_box(samples: Path) -> None:
    report = read_report(samples / "tam-duong-2023.pdf")
    for figure in report.figures:
        found = report.document.locate(figure.char_start, figure.char_end)
        assert found is not None
        page, (x0, top, x1, bottom) = found
        assert 1 <= page <= 12
        assert 0 <= x0 < x1 <= 596
        assert 0 <= top < bottom <= 843


def test_raw_is_a_slice_of_the_text(expected: Report) -> None:
    text = expected.text
    for figure in expected.figures:
        assert text[figure.char_start : figure.char_end] == figure.raw
    for citation in expected.citations:
        assert text[citation.char_start : citation.char_end] == citation.raw
