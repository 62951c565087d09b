"""The dictionary: one code for one thing, whatever its wording; none where it is not in it."""

from __future__ import annotations

import pytest

import many
import plain
from corpus.compare.record import Record, record
from corpus.indicators import canonical_key, dictionary
from patterns import read_claims


def read(text: str) -> Record:
    """The record of a text."""
    document = plain.document(text)
    return record("r", document, read_claims(document, "r"))


def codes(text: str) -> list[str]:
    """The codes of the figures of a text, in reading order."""
    made = read(text)
    found = dictionary().codes(made)
    return [found.get(claimed.figure.figure_id, "") for claimed in made.claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trong năm đã tổ chức 91 hội nghị tuyên truyền.", ["tuyen_truyen.hoi_nghi"]),
        ("Có 91 hội nghị tuyên truyền đã được tổ chức.", ["tuyen_truyen.hoi_nghi"]),
        ("UBND xã tiếp 34 lượt công dân với 37 người.", ["tiep_dan.luot", "tiep_dan.nguoi"]),
        ("Các tổ đã thụ lý 24 vụ việc hòa giải, hòa giải thành 21 vụ.", ["hoa_giai.vu", "hoa_giai.vu_thanh"]),
        ("MTTQ xã vận động Quỹ “Vì người nghèo” được 38,4 triệu đồng.", ["mttq.quy_nguoi_ngheo"]),
        ("Nhân dân đóng góp 1.860 ngày công lao động.", ["ntm.ngay_cong"]),
        ("Bà con góp 1425 ngày công.", ["ntm.ngay_cong"]),
        ("Kết nạp 14 đảng viên mới.", ["dang.ket_nap"]),
        ("Kết nạp được 10 quần chúng ưu tú vào Đảng.", ["dang.ket_nap"]),
        ("Đảng bộ có 15 chi bộ trực thuộc với 286 đảng viên.", ["dang.chi_bo", "dang.dang_vien"]),
        ("Cuối năm còn 262 hộ nghèo, 95 hộ cận nghèo.", ["xa_hoi.ho_ngheo", "xa_hoi.ho_can_ngheo"]),
        ("Trồng mới 42,5 ha quế.", ["nong_nghiep.que"]),
        ("Đã mua 34 bể bơi.", [""]),
        ("Tỷ lệ hộ nghèo 22,88%.", [""]),
    ],
)
def test_one_code_for_one_thing(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_part_that_breaks_a_total_down_is_not_counted_again() -> None:
    found = codes("Đã tổ chức 30 hội nghị tuyên truyền, trong đó: cấp huyện 03 hội nghị, cấp xã 27 hội nghị.")
    assert found == ["tuyen_truyen.hoi_nghi", "", ""]


def test_every_entry_is_whole() -> None:
    entries = dictionary().entries
    assert len(entries) > 110
    assert len({entry.code for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.name
        assert entry.unit
        assert entry.words
        assert not entry.of or entry.of in dictionary().by_code


def test_communes_and_their_district_have_the_same_codes() -> None:
    records = many.records(many.ROOT / "examples" / "reports")
    found = {name: set(dictionary().codes(each).values()) for name, each in records.items()}
    district = found.pop("huyen-muong-phieng-2024.docx")
    found.pop("huyen-muong-phieng-2023.pdf")
    everywhere = set.intersection(*found.values())
    assert len(everywhere) >= 35
    assert everywhere - {"tiep_dan.nguoi"} <= district | {"ntm.tieu_chi"}


def test_figures_without_a_code_share_a_key() -> None:
    first, other = (
        read(text).claims[0].figure
        for text in ("Xây dựng được 12 tủ sách cộng đồng.", "Có 12 tủ sách cộng đồng xây dựng.")
    )
    assert canonical_key(first.indicator, first.unit)
    assert canonical_key(first.indicator, first.unit) == canonical_key(other.indicator, other.unit)
