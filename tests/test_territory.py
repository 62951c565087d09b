"""Territorial units: codes, levels, parents, days, what became of them."""

from __future__ import annotations

import csv
import doctest
from collections import Counter
from pathlib import Path

import pytest

from corpus import submission, territory
from corpus.territory import REFORM, Area, communes, locate, predecessors, read_areas, successors, unchanged
from patterns.claims import Letterhead


def head(area: str, parent: str = "", date: str = "2023-12-20", level: str = "xã") -> Letterhead:
    return Letterhead(area=area, level=level, parent_area=parent, date=date)


def test_how_many_units_there_are() -> None:
    """Nghị quyết 202/2025/QH15: 34 provinces; Quyết định 19/2025/QĐ-TTg: 3,321 communes; before 63, 696, 10,035."""
    units = territory._areas()
    assert Counter(area.level for area in units if area.exists("2025-06-30")) == {"tỉnh": 63, "huyện": 696, "xã": 10035}
    assert Counter(area.level for area in units if area.exists(REFORM)) == {"tỉnh": 34, "xã": 3321}


@pytest.mark.parametrize(
    ("letterhead", "code", "parent"),
    [
        (head("huyện Tam Đường", level="huyện"), "106", "tỉnh Lai Châu"),
        (head("xã Bình Lư", "huyện Tam Đường"), "03412", "huyện Tam Đường"),
        (head("xã Bình Lư", "tỉnh Lai Châu", "2025-12-20"), "03390", "tỉnh Lai Châu"),  # no district since 01/07/2025
        (head("thị trấn Tam Đường", "huyện Tam Đường"), "03390", "huyện Tam Đường"),
        (head("xã Tân Lập"), "", ""),  # there are many
        (head("phường An Thới Đông", date="2025-12-20"), "", ""),  # there is but a commune of this name somewhere
        (head("xã Tam Đường", "huyện Tam Đường"), "03390", "huyện Tam Đường"),  # it is a town
        (head("xã Tân Lập", "huyện Đan Phượng"), "09820", "huyện Đan Phượng"),
        (head("xã Tân Lập", "thành phố Hà Nội"), "09820", "huyện Đan Phượng"),  # only the province is named
        (head("quận 1", "thành phố Hồ Chí Minh", level="huyện"), "760", "thành phố Hồ Chí Minh"),
        (head("thành phố Lai Châu", level="huyện"), "105", "tỉnh Lai Châu"),
        (head("tỉnh Hà Tây", level="tỉnh", date="2006-12-20"), "28", ""),
        (head("tỉnh Hà Tây", level="tỉnh", date="2023-12-20"), "28", ""),  # found by its name on any day
        (head("tỉnh Thừa Thiên Huế", level="tỉnh"), "46", ""),
        (head("đặc khu Phú Quốc", date="2025-12-20"), "31078", "tỉnh An Giang"),
        (head("xã Hoà Bình", "huyện Chi Lăng"), "06508", "huyện Chi Lăng"),  # "hoà" as "hòa"
        (head("huyện Mường Phiêng", "tỉnh Tây Lĩnh", level="huyện"), "", "tỉnh Tây Lĩnh"),  # no such place
        (head("xã Bình Lư", "huyện Mường Phiêng"), "", "huyện Mường Phiêng"),  # not the one of Tam Đường
        (head(""), "", ""),
    ],
)
def test_locate(letterhead: Letterhead, code: str, parent: str) -> None:
    found = locate(letterhead)
    assert (found.code, found.parent) == (code, parent)
    if not code:
        assert found.name == letterhead.area


def test_every_unit_is_found_by_its_name_and_parent_and_never_taken_for_another() -> None:
    wrong, unfound = [], []
    for area in territory._areas():
        day = "2025-06-30" if area.valid_to == "2025-06-30" else area.valid_to or "2026-01-01"
        for parent in (area.parent, ""):
            found = locate(head(area.name, parent, day, area.level))
            if found.code and found.code != area.code:
                wrong.append((area, found))
            if not found.code and parent:
                unfound.append(area)
    assert not wrong
    # Two districts of one name, each with a commune of one name: "xã Tân Phú, huyện Châu Thành".
    namesakes = Counter((area.name, area.parent, area.valid_to) for area in territory._areas())
    assert not [area for area in unfound if namesakes[area.name, area.parent, area.valid_to] == 1]
    assert len(unfound) < 20


def test_communes_of_a_district_and_of_a_province() -> None:
    assert len(communes("106", "2023-12-31")) == 13  # "gồm 13 xã, thị trấn": the sample report of 2023
    assert "xã Khun Há" in [area.name for area in communes("106", "2023-12-31")]
    assert communes("106", REFORM) == ()
    assert len(communes("12", "2025-06-30")) == 106 and len(communes("12", REFORM)) == 38


def test_what_became_of_a_commune() -> None:
    [after] = successors("03390")
    assert (after.area.name, after.area.valid_from, after.whole) == ("xã Bình Lư", REFORM, True)
    assert [each.area.name for each in predecessors("03390")] == ["thị trấn Tam Đường", "xã Bình Lư", "xã Sơn Bình"]
    assert unchanged("03390") is None  # three became one


def test_divided_and_unchanged_units() -> None:
    divided = successors("00073")  # phường Cửa Nam, Hà Nội
    assert len(divided) > 1 and not any(each.whole for each in divided)
    assert unchanged("00073") is None
    same = unchanged("12")
    assert same is not None and same.name == "tỉnh Lai Châu"
    assert unchanged("08") is None  # Tuyên Quang took Hà Giang in
    kept = [area for area in territory._areas() if area.exists("2025-06-30") and unchanged(area.code)]
    assert Counter(area.level for area in kept) == {"xã": 132, "tỉnh": 11, "huyện": 5}  # islands


def test_every_old_commune_has_a_successor_and_every_new_one_a_predecessor() -> None:
    for area in territory._areas():
        if area.level != "huyện" and area.exists("2025-06-30"):
            assert successors(area.code), area
        if area.exists(REFORM):
            assert predecessors(area.code), area


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_the_users_units_add_and_correct(tmp_path: Path) -> None:
    extra = read_areas(
        write(
            tmp_path / "areas.csv",
            "name,code,parent,parent_code",
            "huyện Mường Phiêng,901,tỉnh Tây Lĩnh,99",
            "xã Bình Lư,X1,huyện Tam Đường,106",
        )
    )
    mine = locate(head("huyện Mường Phiêng", "tỉnh Tây Lĩnh", level="huyện"), extra=extra)
    assert (mine.code, mine.level, mine.parent_code) == ("901", "huyện", "99")
    assert locate(head("xã Bình Lư", "huyện Tam Đường"), extra=extra).code == "X1"
    assert locate(head("xã Khun Há", "huyện Tam Đường"), extra=extra).code == "03430"  # the built-in ones stay


def test_a_file_of_units_may_come_from_a_spreadsheet(tmp_path: Path) -> None:
    semicolons = write(tmp_path / "a.csv", "Đơn vị;Mã", "Xã Khun Há;03430", ";")
    assert read_areas(semicolons) == (Area("Xã Khun Há", "xã", "03430"),)
    with pytest.raises(ValueError, match="không có đơn vị nào"):
        read_areas(write(tmp_path / "b.csv", "ten", "xã Khun Há"))
    (tmp_path / "c.csv").write_bytes("tên\nxã Khun Há".encode("utf-16"))
    with pytest.raises(ValueError, match="UTF-8"):
        read_areas(tmp_path / "c.csv")


def test_who_did_not_report() -> None:
    expected = (Area("xã A", "xã", "1"), Area("Xã Hoà Bình", "xã"), Area("xã B", "xã", "", "huyện C"))
    came = [Area("xã Á", "xã", "1"), Area("xã Hòa Bình", "xã", "7", "huyện D"), Area("xã B", "xã", "", "huyện E")]
    assert submission.outstanding(expected, came) == expected[2:]
    assert submission.outstanding((Area("Hòa Bình", ""), Area("phường Hòa Bình", "xã")), came) == (
        Area("phường Hòa Bình", "xã"),
    )


def test_doctests() -> None:
    assert doctest.testmod(territory).failed == 0


def test_reports_have_their_codes(tmp_path: Path) -> None:
    from sokhop.inputs import find_inputs
    from sokhop.run import Options, run

    (tmp_path / "a.txt").write_text(
        "ĐẢNG BỘ HUYỆN TAM ĐƯỜNG\nĐẢNG ỦY XÃ KHUN HÁ\nSố 12-BC/ĐU\nKhun Há, ngày 12 tháng 12 năm 2023\nBÁO CÁO\n"
        "Kết quả công tác dân vận năm 2023\nI. KẾT QUẢ\nTổ chức 02 hội nghị.\n",
        encoding="utf-8",
    )
    run(find_inputs([tmp_path / "a.txt"]), tmp_path / "out", Options(1, 60))
    with (tmp_path / "out" / "reports.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["area"], row["area_code"], row["parent_area"]) == ("xã Khun Há", "03430", "huyện Tam Đường")
