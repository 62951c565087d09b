"""Limits: each is counted while reading, named where it is passed, and can be set."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from docx_fixtures import p, package, tbl
from extract.document import UnreadableError
from extract.docx.read import read_docx
from extract.limits import Limits
from extract.pdf.read import read_pdf
from extract.read import read
from fuzz.mutate_pdf import written
from pdf_fixtures.drawn import Sheet, draw, has_fonts

needs_fonts = pytest.mark.skipif(not has_fonts(), reason="no font with Vietnamese letters")


def refused(limit: str, data: bytes, tmp_path: Path, **limits: int) -> None:
    """The file is refused by the limit, which is named; and it is read when the limit is raised."""
    path = tmp_path / "a"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=f"`{limit}`") as caught:
        read(path, limits=Limits(**limits))
    assert str(caught.value).endswith(".")
    raised = dict.fromkeys(limits, 10**9)
    assert read(path, limits=Limits(**raised)).text


WORD = package(p("Báo cáo có 12 hộ") * 40 + tbl(["a", "1"], ["b", "2"]))


@pytest.mark.parametrize(
    ("limit", "most"),
    [
        ("file_bytes", 100), ("archive_members", 2), ("member_bytes", 1_000), ("archive_bytes", 1_500),
        ("xml_depth", 3), ("xml_nodes", 20), ("table_cells", 3), ("characters", 100),
    ],
)  # fmt: skip
def test_limits_of_word_files(limit: str, most: int, tmp_path: Path) -> None:
    refused(limit, WORD, tmp_path, **{limit: most})


def test_compression_is_counted_and_not_believed(tmp_path: Path) -> None:
    body = p("0" * 3_000_000 + " hộ")
    refused("compression_ratio", package(body), tmp_path, compression_ratio=50)


def test_declared_sizes_are_not_believed() -> None:
    whole = package(p("Báo cáo ") * 4_000)
    lying = bytearray(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    for at in range(len(lying) - 4):
        if lying[at : at + 4] == size.to_bytes(4, "little"):
            lying[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableError, match="member_bytes"):
        read_docx(bytes(lying), limits=Limits(member_bytes=50_000))


def test_text_of_any_format_is_limited(tmp_path: Path) -> None:
    refused("characters", ("Báo cáo có 12 hộ\n" * 100).encode(), tmp_path, characters=500)


def page(sheet: Sheet) -> None:
    for n in range(20):
        sheet.line(f"Tổ chức {n} hội nghị, đạt 88,5% kế hoạch của xã năm 2023")


@needs_fonts
@pytest.mark.parametrize(("limit", "most"), [("pages", 2), ("page_characters", 400), ("file_bytes", 100)])
def test_limits_of_pdf(limit: str, most: int, tmp_path: Path) -> None:
    refused(limit, draw(page, page, page), tmp_path, **{limit: most})


@needs_fonts
def test_a_huge_page_is_refused(tmp_path: Path) -> None:
    refused("page_points", draw(page, size=(20_000, 900)), tmp_path, page_points=14_400)


def test_pages_that_are_counted_but_not_there() -> None:
    """A page tree that says it has two thousand million pages is no reason to look for them."""
    data = written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 2147483647/Kids[3 0 R]>>",
                    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"}, 1)  # fmt: skip
    with pytest.raises(UnreadableError):
        read_pdf(data)


def test_every_limit_has_a_name_and_an_option() -> None:
    assert all(Limits.names().values())
    for name in Limits.names():
        with pytest.raises(UnreadableError, match=f"`{name}`"):
            Limits().check(name, 10**12)


BAD = {
    "billion-laughs.docx": "DTD", "empty.pdf": "rỗng", "garbage-1mb.pdf": "không thấy báo cáo", "truncated.pdf": "hỏng",
    "password.pdf": "--password-file", "truncated.docx": "hỏng", "zip-bomb.docx": "member_bytes",
    "zip-not-docx.docx": "không phải văn bản Word", "formula.docx": "", "path-traversal.docx": "",
}  # fmt: skip
MEASURED = """
import resource, sys
from pathlib import Path
from sokhop.inputs import find_inputs
from sokhop.run import Options, run
summary = run(find_inputs([Path(sys.argv[1])]), Path(sys.argv[2]), Options(1, 60))
print(summary.errors[0]["error"] if summary.errors else "")
own = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]  # ru_maxrss is pytest's, too
print(max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1000)
"""


@pytest.mark.parametrize("name", BAD)
def test_bad_samples_in_bounded_time_and_memory(name: str, samples: Path, tmp_path: Path) -> None:
    """Ten seconds of the processor and 500 MB, the program's start included."""
    before = os.times()
    command = [sys.executable, "-c", MEASURED, str(samples / "bad" / name), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    after = os.times()
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    said, megabytes = done.stdout.splitlines()
    assert BAD[name] in said
    assert bool(said) == bool(BAD[name])
    assert int(megabytes) < 500
    assert sum(after[2:4]) - sum(before[2:4]) < 10
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
