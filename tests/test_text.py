"""Plain text and Markdown: marks, notes among the pages, cuts, tables, encodings."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, UnreadableError
from extract.plain.read import read_text


def read(text: str, format: str = "txt") -> Document:
    return read_text(text.encode(), format)


@pytest.mark.parametrize("name", ["tam-duong-2023", "de-cuong-2023"])
def test_samples(name: str, samples: Path) -> None:
    document = read_text((samples / f"{name}.txt").read_bytes(), "txt")
    assert document.text == (samples / f"{name}.expected.txt").read_text("utf-8")
    assert [m.label for m in document.marks] == [n.label for n in document.notes]


@pytest.mark.parametrize("name", ["tam-duong-2023", "de-cuong-2023"])
def test_what_sokhop_text_prints_is_read_as_it_is(name: str, samples: Path) -> None:
    text = (samples / f"{name}.expected.txt").read_text("utf-8")
    assert read(text).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_of_unicode(encoding: str, samples: Path) -> None:
    seed = (samples / "tam-duong-2023.txt").read_text("utf-8")
    expected = (samples / "tam-duong-2023.expected.txt").read_text("utf-8")
    assert read_text(seed.encode(encoding), "txt").text == expected
    assert read_text(unicodedata.normalize("NFD", seed).encode(), "txt").text == expected


LONG = "Tiếp tục thực hiện tốt quy định về trách nhiệm của người đứng đầu cấp ủy trong việc tiếp dân, đối thoại"


def test_notes_between_two_halves_of_a_sentence() -> None:
    document = read(f"{LONG}¹ với\n\n¹ 02 lượt.\n\nNhân dân có 1,5 m² và 30².\n\n² 28 hộ.\n")
    assert document.text == f"{LONG}[^1] với Nhân dân có 1,5 m² và 30[^2].\n[^1]: 02 lượt.\n[^2]: 28 hộ.\n"


def test_second_paragraph_of_a_note_is_told_from_the_rest_of_the_sentence() -> None:
    page = f"{LONG}¹ trong tình hình\n\n¹ Cấp huyện: 56 lượt.\n\nCấp xã: 88 ý kiến.\n\nmới. Hết.\n"
    assert read(page).text == f"{LONG}[^1] trong tình hình mới. Hết.\n[^1]: Cấp huyện: 56 lượt. Cấp xã: 88 ý kiến.\n"
    between = f"{LONG}¹, tổng hợp²\n\n¹ một.\n\nMTTQ tiếp.\n\n² hai.\n\n27 ý kiến.\n"
    assert read(between).text == f"{LONG}[^1], tổng hợp[^2] 27 ý kiến.\n[^1]: một. MTTQ tiếp.\n[^2]: hai.\n"


def test_numbers_that_begin_again_on_each_page() -> None:
    document = read("Có 13 xã¹.\n\n¹ a.\n\nCó 35 hộ¹.\n\n¹ b.\n")
    assert document.text == "Có 13 xã[^1].\nCó 35 hộ[^1].\n[^1]: a.\n[^1]: b.\n"


def test_marks_without_notes_stay_text() -> None:
    assert read("Năm 2023⁷ có 10³ hộ, 5 m², 10⁻² ha.\n").text == "Năm 2023⁷ có 10³ hộ, 5 m², 10⁻² ha.\n"
    assert read("¹ không có dấu nào\n").text == "¹ không có dấu nào\n"


def test_raised_digits_in_notes_are_no_marks() -> None:
    for source in ("a[^1]\n[^1]: 4.350 m², b², c[1]\n", "a¹\n\n¹ 4.350 m², b¹, c²\n"):
        document = read(source)
        assert [m.label for m in document.marks] == ["1"]
        assert "[^1]: 4.350 m², b" in document.text


def test_several_marks_together_and_bracketed_marks() -> None:
    assert read("5 vụ¹² xong.\n\n¹ a\n\n² b\n").text == "5 vụ[^1][^2] xong.\n[^1]: a\n[^2]: b\n"
    assert read("13 văn bản[1] đó; [2] là mục.\n\n[1] 02 kế hoạch.\n").text == (
        "13 văn bản[^1] đó; [2] là mục.\n[^1]: 02 kế hoạch.\n"
    )


def test_headings_and_labels_are_never_joined() -> None:
    text = f"{LONG} và\n1. Thuận lợi\n- việc một\nBÁO CÁO\ntổng kết công tác năm 2023,\nnhiệm vụ năm 2024\n"
    assert read(text).text == text


def test_lines_wrapped_at_a_margin_and_page_numbers() -> None:
    words = " ".join(f"từ{n:03}" for n in range(300)).split()
    lines = [" ".join(words[n : n + 12]) for n in range(0, 300, 12)]
    wrapped = "\n".join([*lines[:12], "- 1 -", *lines[12:], "- 2 -"])
    document = read(wrapped)
    assert document.text == " ".join(words) + "\n"
    assert [f.text for f in document.furniture] == ["- 1 -", "- 2 -"]
    column = "STT\n1\n2\n3\n"
    assert read(column).text == column  # numbers that stand close are no page numbers


def test_emphasis_is_no_text() -> None:
    document = read("**I. KẾT QUẢ**\n\nCó 73 đơn (*giảm 39 đơn*), 5 * 3 = 15, ghi chú*.\n\n**T/M BAN\nPHÓ BÍ THƯ**\n")
    assert document.text == "I. KẾT QUẢ\nCó 73 đơn (giảm 39 đơn), 5 * 3 = 15, ghi chú*.\nT/M BAN\nPHÓ BÍ THƯ\n"
    assert [b.bold for b in document.blocks] == [True, False, True, True]


def test_markdown() -> None:
    source = (
        "# BÁO CÁO\n\n## I. KẾT QUẢ\n\n"
        "> Có __12__ xã[^a] và 5 m<sup>2</sup> &amp; [xem](http://x/y_(z)) \\*.\n\n---\n\n"
        "Bảng 1: Hộ nghèo\n\n"
        "| Xã | *Số* hộ |\n|---|--:|\n| Bản Bo | 1.204 |\n| A \\| B<br>C | |\n\n"
        "[^a]: ghi chú\n    đoạn hai\n"
    )
    document = read(source, "md")
    assert document.text == (
        "BÁO CÁO\nI. KẾT QUẢ\nCó 12 xã[^a] và 5 m² & xem *.\nBảng 1: Hộ nghèo\n"
        "Xã\nSố hộ\nBản Bo\n1.204\nA | B\nC\n[^a]: ghi chú đoạn hai\n"
    )
    (table,) = document.tables
    assert table.caption == "Bảng 1: Hộ nghèo"
    assert [(c.row, c.column, document.text[c.start : c.end]) for c in table.cells] == [
        (1, 1, "Xã"), (1, 2, "Số hộ"), (2, 1, "Bản Bo"), (2, 2, "1.204"), (3, 1, "A | B\nC"), (3, 2, ""),
    ]  # fmt: skip
    assert [b.heading for b in document.blocks[:3]] == [1, 2, 0]


def test_binary_and_unknown_bytes_are_refused() -> None:
    with pytest.raises(UnreadableError, match="nhị phân"):
        read_text(b"abc\x00\x01\x02def", "txt")
    with pytest.raises(UnreadableError, match="bảng mã"):
        read_text("Отчёт о работе за год".encode("cp1251") * 5, "txt")


def test_a_few_damaged_bytes_do_not_lose_the_file() -> None:
    data = ("Đảng bộ huyện có 51 tổ chức cơ sở đảng. " * 100).encode()
    document = read_text(data[:2000] + b"\xff" + data[2000:], "txt")
    assert "1 ký tự hỏng" in document.warnings[0]


PARTS = [
    "a",
    " b",
    "¹",
    "²³",
    "12",
    "m²",
    "\n",
    "\n\n",
    "¹ ghi chú",
    "[^1]",
    "[^1]: x",
    "| a | b |",
    "|--|--|",
    "*",
    "**",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*PARTS, "�", ".", "# ", "- ", "đ.", "Đ", "[1]", "\f", "2\n"]), max_size=40))
def test_no_figure_is_lost_or_changed(parts: list[str]) -> None:
    """Whatever stands where, the digits of the text come through: in text, in marks, or as page numbers."""
    source = "".join(parts)
    for format in ("txt", "md"):
        document = read(source, format)
        assert all(document.text[m.start : m.end] == f"[^{m.label}]" for m in document.marks)
        assert {m.label for m in document.marks} <= {n.label for n in document.notes}
        given_digits = sorted(c for c in unicodedata.normalize("NFKC", source) if c.isdecimal())
        kept = document.text + "".join(f.text for f in document.furniture)
        assert given_digits == sorted(c for c in unicodedata.normalize("NFKC", kept) if c.isdecimal())
