"""Files that come from anywhere: what producers really write, what harms, and that nothing leaves the output folder."""

from __future__ import annotations

import base64
import csv
import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import outputs.page_images
import sokhop.work
from corpus.store import Store
from docx_fixtures import p, package
from extract.document import UnreadableError
from extract.docx.read import read_docx
from extract.pdf.read import read_pdf
from extract.read import read
from fuzz.mutate_pdf import unpacked, written
from outputs.atomic import BusyError
from pdf_fixtures.drawn import Sheet, draw, has_fonts
from sokhop.accounting import unaccounted
from sokhop.confine import cut_off
from sokhop.identity import file_sha256
from sokhop.inputs import find_inputs
from sokhop.pipeline import read_text
from sokhop.run import Options, run
from sokhop.workers import apart, drawn_apart

ROOT = Path(__file__).parents[1]
SAID = "UBND xã Nậm Phung tổ chức 30 hội nghị"
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the filter of system calls is Linux's")
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


# -- what is not the run is read and drawn apart, too


@needs_fonts
def test_pages_are_drawn_as_far_as_they_go(tmp_path: Path) -> None:
    """A damaged page is left out, one as large as a house is drawn small."""
    objects = unpacked(draw(page, page, page))
    root = next(number for number, body in objects.items() if b"/Catalog" in body)
    _first, second, third = (n for n, body in objects.items() if re.search(rb"/Type\s*/Page\b", body))
    objects[second] = b"null"
    objects[third] = objects[third].replace(b"/MediaBox", b"/MediaBox [0 0 14000 14000] /Old")
    (tmp_path / "a.pdf").write_bytes(written(objects, root))
    images = list(drawn_apart(tmp_path / "a.pdf"))
    assert [(image.page, image.width) for image in images] == [(1, 595.3), (3, 14000)]
    assert all(len(image.png) < 1_000_000 for image in images)


@needs_linux
def test_drawing_and_auditing_die_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(outputs.page_images, "page_images", dies)
    assert list(drawn_apart(tmp_path / "a.pdf")) == []
    with pytest.raises(UnreadableError, match="chết giữa chừng"):
        apart(dies)
    with pytest.raises(UnreadableError, match="quá 0 giây"):
        apart(time.sleep, 600, timeout=0.1)
    with pytest.raises(UnreadableError, match="rỗng") as caught:
        apart(read, Path(os.devnull))
    assert caught.value.stage == "mở tệp"


def test_nobody_gets_in_while_pages_are_made(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    seen = []

    def finish() -> None:
        seen.append((tmp_path / "out" / "figures.csv").exists())
        with pytest.raises(BusyError):
            run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60))

    run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60), finish=finish)
    assert seen == [True]


# -- nothing leaves


@needs_linux
def test_workers_have_no_network() -> None:
    """Asked in a process that is cut off, and in a program that it starts."""
    script = (
        "import socket, subprocess, sys; from sokhop.confine import cut_off; assert cut_off()\n"
        "for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK):\n"
        "    try: socket.socket(family, socket.SOCK_DGRAM); sys.exit('open')\n"
        "    except PermissionError: pass\n"
        "socket.socketpair()\n"
        "code = 'import socket; socket.create_connection((\"127.0.0.1\", 9))'\n"
        "assert b'PermissionError' in subprocess.run([sys.executable, '-c', code], capture_output=True).stderr\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert callable(cut_off)


@needs_linux
@pytest.mark.program("soffice")
def test_libreoffice_asks_nobody(tmp_path: Path) -> None:
    """A document with a remote picture and a remote template: a server on this machine that must not be called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        text = rf'{{\rtf1 {{\field{{\*\fldinst INCLUDEPICTURE "{url}" \\d}}}}{{\*\template {url}}} 30 h\u7897?\par}}'
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.rtf").write_text(text)
        summary = run(find_inputs([tmp_path / "in"]), tmp_path / "out", Options(1, 120))
        assert summary.inputs == summary.reports + len(summary.errors) == 1
        with pytest.raises(TimeoutError):
            server.accept()


NAMES = ["CON.txt", "aux.md", "..txt", "...", "=1+1.txt", "@SUM(1).txt", "-x.txt", "a\nb.txt", "a\x1b[2J.txt", " .txt"]
NAMES += [
    "'; DROP TABLE.txt",
    "<script>.txt",
    "a\u202etxt.exe",
    "ộ" * 80 + ".txt",
    "x" * 251 + ".txt",
    "%2e%2e%2fx.txt",
]


def test_names_of_inputs_lead_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n, name in enumerate(NAMES):
        (folder / name).write_text(f"{SAID} lần {n + 1}", encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    summary = run(find_inputs([folder]), tmp_path / "out", Options(2, 60))
    assert (summary.inputs, summary.reports, summary.faults) == (len(NAMES), len(NAMES), [])
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert all(len(path.name) < 40 and path.name.isascii() for path in (tmp_path / "out").rglob("*"))
    for path in (tmp_path / "out").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                guarded = {name: cell for name, cell in row.items() if name not in ("raw", "quotes")}
                assert not [cell for cell in guarded.values() if cell[:1] in ("=", "@", "\t", "\r")]


def test_files_that_are_shown_alike_are_two_reports(tmp_path: Path) -> None:
    """One would be taken for the other, and a report would be lost without a word."""
    for folder, name in (("in", "a\nb.txt"), ("in", r"a\nb.txt"), ("p", "a.txt"), ("q", "a.txt"), ("r/p", "a.txt")):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / name).write_text(f"{SAID} ở {folder} {len(name)}", encoding="utf-8")
    found = find_inputs([tmp_path / "in", *(Path(os.path.relpath(tmp_path / folder)) for folder in "pqr")])
    assert len({entry.source for entry in found}) == len(found) == 5
    assert found == find_inputs([*(Path(os.path.relpath(tmp_path / folder)) for folder in "rqp"), tmp_path / "in"])
    run(found, tmp_path / "out", Options(2, 60))
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8") as file:
        told = {row["source"]: row["sha256"] for row in csv.DictReader(file)}
    assert told == {entry.source: file_sha256(entry.path) for entry in found}


def test_nothing_is_written_beside_the_output(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    monkeypatch.chdir(elsewhere)
    run(find_inputs([samples / "bad" / "path-traversal.docx", samples / "bad" / "rtf-inside.docx"]),
        tmp_path / "out", Options(2, 120))  # fmt: skip
    assert list(elsewhere.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"tmp", "out"}


def test_the_password_is_never_told(tmp_path: Path, samples: Path) -> None:
    run(find_inputs([samples / "bad" / "password.pdf"]), tmp_path / "out", Options(1, 60, password="secret-wrong"))
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file() and b"secret" in path.read_bytes()]


# -- the books


def test_a_number_without_a_row_is_a_fault_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    monkeypatch.setattr(sokhop.work, "unaccounted", lambda document, mentions, rows: unaccounted(document, (), rows))
    summary = run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60))
    assert summary.reports == 1
    assert not summary.clean
    assert "«30»" in summary.faults[0]


def test_rows_that_get_lost_behind_the_reader_are_a_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the way from the spool into the store, whatever loses them."""
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    monkeypatch.setattr(Store, "count", lambda self, table, reports: 0)
    summary = run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60))
    assert summary.faults == ["numerals.csv có 0 dòng của các báo cáo mới, đáng lẽ phải có 1."]


def test_two_files_of_one_source_are_a_fault_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    found = find_inputs([tmp_path / "a.txt"])
    assert "2 tệp" in run([*found, *found], tmp_path / "out", Options(1, 60)).faults[0]


def test_a_row_that_is_not_the_number_of_the_text_is_a_fault_of_ours() -> None:
    report = read_text(SAID)
    (row,) = report.rows.named()["numerals"]
    assert unaccounted(report.document, report.claims.mentions, [row]) == ""
    assert "không phải con số" in unaccounted(report.document, report.claims.mentions, [row | {"raw": "31"}])


def test_a_file_that_changes_is_known_by_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60))
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8") as file:
        assert next(csv.DictReader(file))["sha256"] == file_sha256(tmp_path / "a.txt")


def test_every_dependency_is_pinned_with_its_hashes() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = [n for n, line in enumerate(lines) if line[:1].isalnum()]
    assert pinned
    for n in pinned:
        assert "==" in lines[n]
        assert "--hash=sha256:" in lines[n + 1]
