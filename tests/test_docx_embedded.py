"""Word files in other clothes: as one XML text (Flat OPC), and as a part of another Word file (altChunk)."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import pytest

from docx_fixtures import note, p, package, ref
from extract.document import UnreadableError
from extract.docx.read import read_docx
from extract.limits import Limits
from extract.read import read

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHUNK = '<w:altChunk r:id="chunk{}"/>'


def flat(data: bytes) -> bytes:
    """The package as Word saves it under "Word XML Document"."""
    parts = ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("["):
                continue
            member = archive.read(name)
            if member.startswith(b"<"):
                inner = f"<pkg:xmlData>{re.sub('<[?].*?[?]>', '', member.decode())}</pkg:xmlData>"
            else:
                inner = f"<pkg:binaryData>{base64.encodebytes(member).decode()}</pkg:binaryData>"
            parts += f'<pkg:part pkg:name="/{name}">{inner}</pkg:part>'
    space = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    head = '<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?>'
    return f"{head}<pkg:package {space}>{parts}</pkg:package>".encode()


def hosting(body: str, *embedded: bytes, footnotes: str = "") -> bytes:
    """A Word file with others embedded as `chunk0`, `chunk1` and so on."""
    relations = "".join(
        f'<Relationship Id="chunk{n}" Type="{_RELATIONS}/aFChunk" Target="/word/chunk{n}.docx"/>'
        for n in range(len(embedded))
    )
    if footnotes:
        relations += f'<Relationship Id="notes" Type="{_RELATIONS}/footnotes" Target="footnotes.xml"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    buffer = io.BytesIO(package(body, footnotes=footnotes))
    with zipfile.ZipFile(buffer) as given:
        members = {name: given.read(name) for name in given.namelist()}
    members["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{space}">{relations}</Relationships>'.encode()
    members |= {f"word/chunk{n}.docx": data for n, data in enumerate(embedded)}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


NOTED = package(p("12 xã", ref(2)), footnotes=note(2, "gồm 3 xã mới"))


@pytest.mark.parametrize("name", ["a.xml", "a.docx"])
def test_a_flat_file_reads_as_its_package(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(flat(NOTED))
    assert read(tmp_path / name).text == read_docx(NOTED).text == "12 xã[^1]\n[^1]: gồm 3 xã mới\n"


def test_a_flat_file_holds_embedded_files_and_damaged_pictures(tmp_path: Path) -> None:
    made = flat(hosting(p("a") + CHUNK.format(0), package(p("b"))))
    made = made.replace(
        b"</pkg:package>", b'<pkg:part pkg:name="/x.png"><pkg:binaryData>?=</pkg:binaryData></pkg:part></pkg:package>'
    )
    (tmp_path / "a.xml").write_bytes(made)
    assert read(tmp_path / "a.xml").text == "a\nb\n"


def test_limits_hold_for_a_flat_file(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(flat(NOTED))
    with pytest.raises(UnreadableError, match="xml_nodes"):
        read(tmp_path / "a.xml", limits=Limits(xml_nodes=5))
    with pytest.raises(UnreadableError, match="archive_members"):
        read(tmp_path / "a.xml", limits=Limits(archive_members=2))


def test_an_embedded_file_is_read_in_its_place_and_its_notes_are_numbered_on() -> None:
    body = p("a", ref(2)) + CHUNK.format(0) + p("z", ref(3))
    document = read_docx(hosting(body, NOTED, footnotes=note(2, "một") + note(3, "hai")))
    assert document.text == "a[^1]\n12 xã[^2]\nz[^3]\n[^1]: một\n[^3]: hai\n[^2]: gồm 3 xã mới\n"
    assert [(mark.label, note.label) for mark, note in document.pairs] == [("1", "1"), ("2", "2"), ("3", "3")]
    assert document.warnings == ()


@pytest.mark.parametrize(
    "data",
    [
        hosting(p("a") + CHUNK.format(9), NOTED),  # no such part
        hosting(p("a") + CHUNK.format(0), b"<html><body>12"),
        hosting(p("a") + CHUNK.format(0), NOTED[:200]),
        package(p("a") + '<w:subDoc r:id="rId9"/>'),
    ],
)
def test_what_is_embedded_and_not_read_is_said(data: bytes) -> None:
    document = read_docx(data)
    assert document.text == "a\n"
    assert "nhúng" in document.warnings[0]


def test_an_embedded_file_is_read_once_and_not_to_any_depth() -> None:
    twice = read_docx(hosting(p("a") + 2 * CHUNK.format(0), package(p("b"))))
    assert twice.text == "a\nb\n"
    assert "nhúng" in twice.warnings[0]
    data = package(p("đáy"))
    for n in range(6):
        data = hosting(p(f"tầng {n}") + CHUNK.format(0), data)
    deep = read_docx(data)
    assert deep.text == "tầng 5\ntầng 4\ntầng 3\ntầng 2\n"
    assert "nhúng" in deep.warnings[0]


def test_what_embedded_files_unpack_to_counts_to_the_file() -> None:
    large = package(p("b" * 40_000))
    assert read_docx(hosting(CHUNK.format(0), large), limits=Limits(archive_bytes=60_000)).text
    data = hosting(CHUNK.format(0) + CHUNK.format(1), large, large)
    document = read_docx(data, limits=Limits(archive_bytes=80_000))
    assert len(document.text) == 40_001
    assert "nhúng" in document.warnings[0]
