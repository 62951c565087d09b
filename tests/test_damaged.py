"""Files as they come from anywhere: what producers really write, what was damaged on the way, what is made to harm."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from docx_fixtures import p, package
from extract.document import UnreadableError
from extract.docx.read import read_docx
from extract.pdf.read import read_pdf
from extract.read import read
from fuzz.mutate_pdf import unpacked, written
from outputs.page_images import image_in
from pdf_fixtures.drawn import Sheet, draw, has_fonts
from sokhop.workers import draw_apart

SAID = "UBND xã Nậm Phung tổ chức 30 hội nghị"
needs_fonts = pytest.mark.skipif(not has_fonts(), reason="no font with Vietnamese letters")


def repacked(data: bytes, change: dict[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The package with some members replaced, added, or (None) left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", method) as new:
        members = {name: old.read(name) for name in old.namelist()}
        for name, content in (members | change).items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


WORD = package(p(SAID))
with zipfile.ZipFile(io.BytesIO(WORD)) as _archive:
    DOCUMENT = _archive.read("word/document.xml")
    RELATIONS = _archive.read("_rels/.rels")
    TYPES = _archive.read("[Content_Types].xml")


def streamed() -> bytes:
    """As programs write that do not know sizes beforehand: they follow the data."""

    class Unseekable(io.RawIOBase):
        def __init__(self) -> None:
            self.made = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.made += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    out = Unseekable()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return bytes(out.made)


def zip64() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as member:
                member.write(old.read(name))
    return buffer.getvalue()


VARIANTS = {
    "sizes behind the data": streamed(),
    "zip64": zip64(),
    "stored": repacked(WORD, {}, zipfile.ZIP_STORED),
    "UTF-16": repacked(WORD, {"word/document.xml": DOCUMENT.decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
    "byte order mark": repacked(WORD, {"word/document.xml": b"\xef\xbb\xbf" + DOCUMENT}),
    "absolute target": repacked(WORD, {"_rels/.rels": RELATIONS.replace(b'"word/document', b'"/word/document')}),
    "macros": repacked(WORD, {"[Content_Types].xml": TYPES.replace(b"officedocument.wordprocessingml.document.main",
                              b"ms-word.document.macroEnabled.main"), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 99}),
    "no content types": repacked(WORD, {"[Content_Types].xml": None}),
    "wrong content types": repacked(WORD, {"[Content_Types].xml": TYPES.replace(b"document.main", b"nothing")}),
    "no relations": repacked(WORD, {"_rels/.rels": None, "word/_rels/document.xml.rels": None}),
    "missing part": repacked(WORD, {"word/_rels/document.xml.rels": RELATIONS.replace(b"word/document", b"gone")}),
    "remote template": repacked(WORD, {"word/_rels/document.xml.rels": RELATIONS.replace(
        b'Target="word/document.xml"', b'Target="http://example.invalid/a.dotm" TargetMode="External"')}),
    "bytes before": b"\r\n" + WORD,
    "bytes behind": WORD + b"\0" * 500,
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_word_files_as_producers_write_them(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(VARIANTS[name])
    assert read(tmp_path / "a.docx").text == SAID + "\n"


def test_another_name_for_the_main_part() -> None:
    data = repacked(WORD, {"word/document.xml": None, "word/document2.xml": DOCUMENT,
                           "_rels/.rels": RELATIONS.replace(b"document.xml", b"document2.xml")})  # fmt: skip
    assert read_docx(data).text == SAID + "\n"


@pytest.mark.parametrize("suffix", ["docx", "pdf", "doc"])
@pytest.mark.parametrize(
    "data", [base64.encodebytes(WORD), b'{"doc_id": "12"}', b"P", b"%PDF", WORD[100:], b"\xff" * 5000, b"504 Gateway"]
)
def test_what_was_damaged_on_the_way_is_no_report(suffix: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(data)
    with pytest.raises(UnreadableError, match="hỏng khi gửi; hãy xin gửi lại tệp gốc"):
        read(tmp_path / f"a.{suffix}")


def test_text_goes_by_its_content_under_any_name(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text(SAID, encoding="utf-8")
    assert read(tmp_path / "a.docx").text == SAID + "\n"
    (tmp_path / "a.txt").write_bytes(base64.encodebytes(WORD * 2))
    with pytest.raises(UnreadableError, match="không thuộc ngôn ngữ nào"):
        read(tmp_path / "a.txt")


def test_a_shortcut_is_no_text_of_an_old_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(200))
    with pytest.raises(UnreadableError, match="dữ liệu nhị phân"):
        read(tmp_path / "a.txt")


def test_a_paragraph_of_ten_megabytes_is_no_damaged_file() -> None:
    with pytest.raises(UnreadableError, match="dài hơn 10 triệu byte"):
        read_docx(package(p("xã có 30 hộ, " * 800_000)))


def test_a_bomb_in_an_odt_never_reaches_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"<a>" + bytes(b"0" * 210_000_000) + b"</a>")
    (tmp_path / "a.odt").write_bytes(buffer.getvalue())
    with pytest.raises(UnreadableError, match=r"member_bytes|compression_ratio"):
        read(tmp_path / "a.odt")


# -- PDF


def page(sheet: Sheet) -> None:
    sheet.line("BÁO CÁO")
    sheet.line(SAID)


@needs_fonts
def test_an_empty_password_is_no_password() -> None:
    plain = draw(page)
    made = io.BytesIO()
    canvas = Canvas(made, encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    Sheet(canvas).line(SAID)
    canvas.save()
    assert SAID in read_pdf(made.getvalue()).text
    assert SAID in read_pdf(plain).text


@needs_fonts
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
        (b"/Type /Catalog", b"/Type /Catalog /AcroForm << /XFA 4 0 R /Fields [] >>"),
        (b"/Type /Catalog", b"/Type /Catalog /Names << /EmbeddedFiles << /Names [(a.exe) 1 0 R] >> >>"),
        (b"/Type /Catalog", b"/Type /Catalog /Outlines 1 0 R /StructTreeRoot 1 0 R /MarkInfo << /Marked true >>"),
        (b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /Launch /F (/bin/sh) >>"),
        (b"/Count 1", b"/Count 2147483647"), (b"/Count 1", b"/Count -1"), (b"/Count 1", b"/Count 0"),
        (b"/BaseFont", b"/NoFont"), (b"/FontFile2", b"/FontGone"), (b"/ToUnicode", b"/ToNothing"),
        (b"/Rotate 0", b"/Rotate 45"), (b"/MediaBox", b"/NoBox"), (b"/Kids [", b"/Kids [ 1 0 R 2 0 R 3 0 R 4 0 R "),
    ],
)  # fmt: skip
def test_pdf_with_more_or_less_than_it_needs(old: bytes, new: bytes, tmp_path: Path) -> None:
    data = draw(page)
    root = next(number for number, body in unpacked(data).items() if b"/Catalog" in body)
    made = written({number: body.replace(old, new) for number, body in unpacked(data).items()}, root)
    read_or_refused(made, tmp_path)


@needs_fonts
@pytest.mark.program("tesseract")
def test_a_picture_that_cannot_be_drawn_is_said() -> None:
    """Its page would be missing without a word."""
    objects = unpacked(draw(page, page))
    root = next(number for number, body in objects.items() if b"/Catalog" in body)
    first = min(n for n, body in objects.items() if re.search(rb"/Type\s*/Page\b", body))
    kids = next(number for number, body in objects.items() if b"/Kids" in body)
    picture = (
        b"<</Subtype/Image/Width 900/Height 900/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length 9>>"
    )
    objects |= {
        first: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents 98 0 R"
        b"/Resources<</XObject<</I 99 0 R>>>>>>" % kids,
        98: b"<</Length 30>>stream\nq 500 0 0 800 0 0 cm /I Do Q  \nendstream",
        99: picture + b"stream\n\xff\xd8\xff\xe0damag\nendstream",
    }
    document = read_pdf(written(objects, root))
    assert SAID in document.text
    assert [warning for warning in document.warnings if "Trang 1 là hình" in warning]


@needs_fonts
@pytest.mark.parametrize("beyond", [b"99999999999999999999", b"4294967296", b"0"])
def test_cross_references_beyond_the_end(beyond: bytes, tmp_path: Path) -> None:
    read_or_refused(re.sub(rb"startxref\s+\d+", b"startxref\n" + beyond, draw(page)), tmp_path)


@needs_fonts
@pytest.mark.parametrize("prev", [b"/Prev 0", b"/Prev 99999999", b"/Prev -5"])
def test_rings_and_lies_of_the_cross_references(prev: bytes, tmp_path: Path) -> None:
    data = draw(page)
    start = data.rindex(b"xref", 0, data.rindex(b"startxref"))
    ring = data.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % start)
    for made in (ring, data.replace(b"trailer\n<<", b"trailer\n<< " + prev), data[: start + 30], data[:-200]):
        read_or_refused(made, tmp_path)


def read_or_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    try:
        document = read(tmp_path / "a.pdf")
    except UnreadableError as error:
        assert "chương trình (" not in str(error)
        assert str(error).endswith(".")
    else:
        assert SAID in document.text or document.warnings


@needs_fonts
def test_pages_are_drawn_as_far_as_they_go(tmp_path: Path) -> None:
    """A damaged page is left out, one as large as a house is drawn small."""
    objects = unpacked(draw(page, page, page))
    root = next(number for number, body in objects.items() if b"/Catalog" in body)
    _first, second, third = (n for n, body in objects.items() if re.search(rb"/Type\s*/Page\b", body))
    objects[second] = b"null"
    objects[third] = objects[third].replace(b"/MediaBox", b"/MediaBox [0 0 14000 14000] /Old")
    (tmp_path / "a.pdf").write_bytes(written(objects, root))
    assert list(draw_apart(tmp_path / "a.pdf", tmp_path, "0" * 64)) == [1, 3]
    images = [image_in(tmp_path, "0" * 64, page) for page in (1, 2, 3)]
    assert [image and image.width for image in images] == [595.3, None, 14000]
    assert all(path.stat().st_size < 1_000_000 for path in tmp_path.glob("*.png"))
    assert list(draw_apart(tmp_path / "a.pdf", tmp_path, "1" * 64, longest=2)) == []
