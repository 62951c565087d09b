"""Text from before Unicode: the tables against glibc, and recognition by font and by content."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docx_fixtures import p, package, r
from extract.docx.read import read_docx
from extract.legacy import convert, decode, evidence, font_encoding, is_syllable
from extract.plain.read import read_text

LOWER = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
VNI = {
    "Đảng": "Ñaûng", "ủy": "uûy", "đường": "ñöôøng", "thị": "thò", "xã": "xaõ", "hiện": "hieän", "kỷ": "kyû",
    "việc": "vieäc", "tỉnh": "tænh", "nghĩa": "nghóa", "lũy": "luõy", "đặc": "ñaëc", "ƯỚC": "ÖÔÙC", "Mỵ": "Mî",
}  # fmt: skip


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
@pytest.mark.parametrize(("encoding", "name", "first"), [("tcvn3", "TCVN5712-1", 0xA1), ("viscii", "VISCII", 0x80)])
def test_tables_are_those_of_glibc(encoding: str, name: str, first: int) -> None:
    for byte in range(first, 0x100):
        made = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=bytes([byte]), capture_output=True).stdout
        letter = made.decode()
        if not unicodedata.combining(letter):
            assert decode(chr(byte), encoding) == letter


def tcvn3(text: str) -> str:
    """The text as one types it in a .Vn font: every toned letter is a small one."""
    code = {decode(chr(byte), "tcvn3"): chr(byte) for byte in range(0xA1, 0x100)}
    small = {letter: code[letter] for letter in LOWER}
    return "".join(small.get(c) or code.get(c if c in "ĂÂÊÔƠƯĐ" else "") or small.get(c.lower(), c) for c in text)


@given(st.text(alphabet=LOWER + " abcghikmnptxyz0123456789.,%"))
def test_tcvn3_there_and_back(text: str) -> None:
    assert decode(tcvn3(text), "tcvn3") == text


@pytest.mark.parametrize("word", VNI)
def test_vni_words(word: str) -> None:
    assert decode(VNI[word], "vni") == word


def test_what_is_not_legacy_stays() -> None:
    assert decode("25 m² ở 30° “a”", "tcvn3") == "25 m² ở 30° “a”"
    assert decode("\uf0b8", "tcvn3") == "á"  # a symbol font's byte
    assert decode("§ÆC §IÓM 5", "tcvn3") == "ĐẶC ĐIỂM 5"
    assert decode("b¸o c¸o", "tcvn3h") == "BÁO CÁO"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", "tcvn3"), (".VnTimeH", "tcvn3h"), (".vnArial", "tcvn3"), ("VnTime", "tcvn3"), ("VNI-Times", "vni"),
     ("VNI Helve", "vni"), ("Times New Roman", ""), ("Vinh", ""), ("", "")],
)  # fmt: skip
def test_fonts(font: str, encoding: str) -> None:
    assert font_encoding(font) == encoding


def test_syllables() -> None:
    assert all(map(is_syllable, ["nghiêng", "Quyết", "ƯỚC", "khuỷu", "giữa", "thuở", "ủy", "uỷ", "HĐND", "xoong"]))
    assert not any(map(is_syllable, ["tæng", "kÕt", "c«ng", "café", "Ñaûng", "ngöôøi", "ếố", "bcd"]))


def test_font_names_lie() -> None:
    # Unicode text in a legacy font, legacy text in a Unicode font
    assert convert(["Báo cáo của Đảng ủy", "tæng kÕt c«ng t¸c"], [".VnTime", "Times New Roman"]) == [
        "Báo cáo của Đảng ủy", "tổng kết công tác",
    ]  # fmt: skip
    assert convert(["có và là", "Phòng à"], [".VnTime", ""]) == ["có và là", "Phòng à"]


def test_short_runs_follow_their_neighbours() -> None:
    texts = ["tæng kÕt c«ng t¸c d©n vËn, ", "x·", " 25 m²", " Đảng"]
    assert convert(texts, [""] * 4) == ["tổng kết công tác dân vận, ", "xã", " 25 m²", " Đảng"]
    assert convert(["m²", "±5", "café"], [""] * 3) == ["m²", "±5", "café"]


def test_runs_of_a_word_file_and_its_labels() -> None:
    legacy = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    body = p(r("D©n vËn 25 m", legacy), r("²", '<w:rFonts w:hAnsi="Arial"/>'), r(" ë b¶n", legacy))
    document = read_docx(package(body))
    assert document.text == "Dân vận 25 m² ở bản\n"
    assert "TCVN3" in document.warnings[0]
    word = f"<w:r><w:rPr>{legacy}</w:rPr><w:t>ng</w:t><w:softHyphen/><w:t>êi d©n</w:t></w:r>"  # LibreOffice
    assert read_docx(package(p(word))).text == "người dân\n"
    assert (
        read_docx(
            package(p(r("a", '<w:rFonts w:hAnsi="VNI-Times"/>'), r("ù", '<w:b/><w:rFonts w:hAnsi="VNI-Times"/>')))
        ).text
        == "á\n"
    )


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "cp1258"])
def test_text_files(encoding: str, samples: Path) -> None:
    text = (samples / "tam-duong-2023.expected.txt").read_text("utf-8")
    text = text.translate(str.maketrans({"“": '"', "”": '"', "²": "2"}))
    document = read_text(encoded(text, encoding), "txt")
    assert document.text == text
    assert len(document.warnings) == 1


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "tcvn3":
        return tcvn3(text).encode("cp1252")
    if encoding == "viscii":
        low = {2: "Ẳ", 5: "Ẵ", 6: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
        codes = {decode(chr(n), "viscii"): n for n in [*range(0x80, 0x100), *low]}
        return bytes(codes.get(c) or ord(c) for c in text)
    if encoding == "vni":
        marks = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
        words = {}
        for letter in {c for c in text if ord(c) > 127}:
            found = next(w for w in candidates(letter.lower(), marks) if decode(w, "vni") == letter.lower())
            words[letter] = found if letter.islower() else found.upper()
        return "".join(words.get(c, c) for c in text).encode("cp1252")
    out = bytearray()
    for c in text:
        for form in (c, *splits(c)):
            try:
                out += form.encode("cp1258")
                break
            except UnicodeEncodeError:
                continue
        else:
            raise AssertionError(c)
    return bytes(out)


def candidates(letter: str, marks: dict[str, str]) -> list[str]:
    """All one- and two-character words that VNI could have for a letter."""
    second = [*marks.values(), *"âáàåãäêéèúüë", ""]
    return [first + mark for first in "aeouyôöñíìæóòîd" for mark in second]


def splits(letter: str) -> list[str]:
    """The letter with its tone behind it, as Windows-1258 has it."""
    apart = unicodedata.normalize("NFD", letter)
    return [
        unicodedata.normalize("NFC", apart.replace(tone, "")) + tone
        for tone in "\u0300\u0301\u0303\u0309\u0323"
        if tone in apart
    ]


def test_viqr() -> None:
    text = "D-u+o+`ng lo^'i cu?a DDa?ng: ta(ng 12,5% so vo+'i na(m 2022\\. Nghi. quye^'t so^' 08-NQ/TU\\. " * 5
    made = read_text(text.encode(), "txt").text
    assert made.startswith("Đường lối của Đảng: tăng 12,5% so với năm 2022. Nghị quyết số 08-NQ/TU.")
    plain = "Ban hanh 13 van ban (a) va 5^2, co? khong. " * 20
    assert read_text(plain.encode(), "txt").text.startswith("Ban hanh 13 van ban (a) va 5^2, co? khong.")


def test_evidence_counts_words() -> None:
    assert evidence("tæng kÕt 12 ABC", "tcvn3") == (2, 2)
    assert evidence("tổng", "") == (0, 0) or evidence("tổng", "")[1] <= 2
