"""DOC, RTF and ODT by LibreOffice: what must come back, and what happens when the program does not do its work."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from extract.convert import to_docx
from extract.document import UnreadableError
from extract.docx.read import read_docx
from extract.read import read

needs_office = pytest.mark.program("soffice")
RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times New Roman;}}{\revtbl{Unknown;}{A;}}"
    r"\pard Ban h\u224?nh 13 v\u259?n b\u7843?n{\super\chftn{\*\footnote\pard {\super\chftn} 02 k\u7871? ho\u7841?ch.}}"
    r" {\deleted\revauthdel1 91}{\revised\revauth1 92} h\u7897?i ngh\u7883? 14\_QC/HU\par}"
)


@needs_office
@pytest.mark.parametrize(
    "name",
    ["tam-duong-2023.doc", "tam-duong-2023.rtf", "tam-duong-2023.odt", "de-cuong-2023.doc", "bad/rtf-inside.docx"],
)
def test_samples(name: str, samples: Path) -> None:
    document = read(samples / name)
    expected = "de-cuong-2023" if name.startswith("de-cuong") else "tam-duong-2023"
    assert document.text == (samples / f"{expected}.expected.txt").read_text("utf-8")
    assert document.format == ("rtf" if "rtf" in name else name.rpartition(".")[2])
    assert [m.label for m in document.marks] == [n.label for n in document.notes]


@needs_office
def test_notes_and_tracked_changes_of_rtf() -> None:
    assert read_docx(to_docx(RTF.encode(), "rtf")).text == (
        "Ban hành 13 văn bản[^1] 92 hội nghị 14-QC/HU\n[^1]: 02 kế hoạch.\n"
    )


@needs_office
def test_what_libreoffice_refuses(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="LibreOffice không mở được") as caught:
        to_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "doc")
    assert caught.value.stage == "chuyển đổi"


@needs_office
@pytest.mark.parametrize("format", ["doc", "rtf", "odt", "xml"])
def test_what_is_something_else_is_not_read_as_plain_text(format: str) -> None:
    try:
        text = read_docx(to_docx(b"<?xml version='1.0'?><a>13 ha</a>", format)).text
    except UnreadableError:
        return
    assert text.strip() == ""


def program(folder: Path, script: str) -> None:
    """A program that is called soffice and is none."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / "child"
    program(tmp_path, f"sleep 60 & echo $! > {left}; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    start = time.monotonic()
    with pytest.raises(UnreadableError, match="trong 1 giây"):
        to_docx(b"x", "doc", timeout=1)
    assert time.monotonic() - start < 10
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and alive(int(left.read_text())):
        time.sleep(0.05)
    assert not alive(int(left.read_text()))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def test_exit_0_without_output_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(UnreadableError, match="LibreOffice không mở được tệp ODT"):
        to_docx(b"x", "odt")


def test_without_libreoffice_the_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableError, match="libreoffice-writer"):
        to_docx(b"x", "rtf")
