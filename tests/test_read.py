"""The front of the readers: what a file is, by its content, and one sentence for what cannot be read."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from docx_fixtures import p, package
from extract.document import UnreadableError
from extract.limits import Limits
from extract.read import read, sniff


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
WORD = OLE + b"\xec\xa5" + bytes(510) + "WordDocument".encode("utf-16-le")
LOCKED = OLE + b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(500) + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"), (b"\xef\xbb\xbf \n", "empty"), (b"junk\n%PDF-1.7", "pdf"), (b"\n{\\rtf1", "rtf"), (WORD, "doc"),
        (LOCKED, "encrypted"), (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"), (OLE, "ole"),
        (OLE + "Workbook".encode("utf-16-le"), "xlsx"), (package(p("a")), "docx"), (package(p("a"))[:300], "docx"),
        (zipped(a="1"), "zip"), (zipped(xl__workbook="1"), "xlsx"), (zipped(ppt__x="1"), "pptx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text", content="x"), "odt"),
        (b"<!DOCTYPE html><p>", "html"), (b"<html lang=vi>", "html"),
        (b'<?xml version="1.0"?><w:x xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">', "wordml"),
        (b'<?xml version="1.0"?><p:x xmlns:p="http://schemas.microsoft.com/office/2006/xmlPackage">', "flat"),
        (b"<?xml version='1.0'?><a/>", "xml"), (b"\x89PNG\r\n", "image"), (b"Rar!\x1a", "archive"),
        ("Báo cáo".encode(), "txt"),
    ],
)  # fmt: skip
def test_sniff(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("truncated.docx", "hỏng hoặc chưa tải về đủ"),
        ("zip-not-docx.docx", "không phải văn bản Word"),
        ("empty.pdf", "rỗng"),
        ("billion-laughs.docx", "DTD"),
        ("zip-bomb.docx", "member_bytes"),
    ],
)
def test_bad_samples(name: str, says: str, samples: Path) -> None:
    with pytest.raises(UnreadableError, match=says) as caught:
        read(samples / "bad" / name)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message


def test_names_that_lead_out_of_the_archive_are_no_paths(samples: Path) -> None:
    document = read(samples / "bad" / "path-traversal.docx")
    assert "206 chi bộ trực thuộc" in document.text
    assert not list(Path("/tmp").glob("sokhop-traversal-*"))


def test_formulas_are_plain_text(samples: Path) -> None:
    text = read(samples / "bad" / "formula.docx").text
    assert "\n=1+1\n" in text
    assert "91 hội nghị" in text
    assert "4.353 lượt người" in text


def test_the_name_says_nothing_but_markdown(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(package(p("Báo cáo")))
    (tmp_path / "b.md").write_text("# Báo cáo\n", "utf-8")
    (tmp_path / "b.docx").write_text("# Báo cáo\n", "utf-8")
    found = {path.name: read(path) for path in tmp_path.iterdir()}
    assert {name: (document.format, document.text) for name, document in found.items()} == {
        "a.pdf": ("docx", "Báo cáo\n"), "b.md": ("md", "Báo cáo\n"), "b.docx": ("txt", "# Báo cáo\n"),
    }  # fmt: skip


def test_files_that_cannot_be_opened_or_are_too_large(tmp_path: Path) -> None:
    for path in (tmp_path / "none.docx", tmp_path, tmp_path / ("x" * 300)):
        with pytest.raises(UnreadableError, match="Không mở được tệp"):
            read(path)
    (tmp_path / "a.txt").write_text("x" * 50)
    with pytest.raises(UnreadableError, match="file_bytes"):
        read(tmp_path / "a.txt", limits=Limits(file_bytes=20))


def test_a_document_without_words_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(package(p("")))
    with pytest.raises(UnreadableError, match="không có chữ"):
        read(tmp_path / "a.docx")


def test_mutated_word_files_are_read_or_refused(tmp_path: Path) -> None:
    """Bytes changed, cut and doubled, in the archive and in its parts: a document or one sentence, never a fault."""
    whole = package(p("Báo cáo ", "có 12 hộ") * 5, footnotes="<w:footnote w:id='1'/>", settings="<w:x/>")
    chance = random.Random(5)
    path = tmp_path / "a.docx"
    faults = []
    for _ in range(300):
        data = mutated(whole, chance) if chance.random() < 0.5 else repacked(whole, chance)
        path.write_bytes(data)
        try:
            read(path)
        except UnreadableError as error:
            if "lỗi của chương trình" in str(error):
                faults.append(error)
    assert not faults, [repr(error.__cause__) for error in faults]


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed))
        kind = chance.randrange(4)
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1:
            del changed[at : at + chance.randint(1, 40)]
        elif kind == 2:
            changed[at:at] = changed[at : at + chance.randint(1, 40)]
        else:
            changed[at : at + 2] = b"\xff\xff"
    return bytes(changed)


def repacked(data: bytes, chance: random.Random) -> bytes:
    """The same archive with one of its parts mutated before it is packed again, so that sums agree."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        names = source.namelist()
        chosen = chance.choice(names)
        for name in names:
            content = source.read(name)
            target.writestr(name, mutated(content, chance) if name == chosen else content)
    return buffer.getvalue()
