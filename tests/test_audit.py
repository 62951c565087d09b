"""The audit on whole reports and on single sentences: what is wrong is found, what is right is left alone."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.audit.coverage import audit_coverage
from corpus.audit.report import audit, audit_figures
from corpus.check import Check
from extract.document import Document
from extract.read import read
from patterns import read_claims
from tests.plain import CORPORA, SAMPLES, document

SAMPLE = SAMPLES / "tam-duong-2023.docx"
needs_samples = pytest.mark.skipif(not SAMPLE.exists(), reason="needs the shared samples")

SURE = {
    "02 + 27 = 29 ≠ 30",
    "3.072 + 49 = 3.121 ≠ 3.120",
    "01 + 02 = 3 ≠ 02",
    "5 + 04 = 9 ≠ 19",
    "02 + 20 + 4 × 01 = 26 ≠ 27",
    "118 + 90 + 10 + 11 = 229 ≠ 169",
    "58 > 54",
}


def checks_of(text: str) -> tuple[Check, ...]:
    made = document(text)
    return audit(made, read_claims(made, "r"))


def verdicts(text: str, verdict: str = "mismatch") -> set[str]:
    return {check.formula for check in checks_of(text) if check.verdict == verdict}


@needs_samples
def test_the_sample_report_holds_seven_inconsistencies() -> None:
    made = read(SAMPLE)
    checks = audit(made, read_claims(made, "r"))
    assert {check.formula for check in checks if check.verdict == "mismatch"} == SURE
    assert "68 + 29 + 01 = 98 ≠ 97" in {check.formula for check in checks if check.verdict == "remark"}
    assert {
        "16 + 35 = 51",
        "01 + 02 + 14 + 13 = 30",
        "14 + 13 = 27",
        "68 / 93 = 73,12% ≈ 73%",
        "23.078 / 18.379 = 125,57% ≈ 125,5%",
    } <= {check.formula for check in checks if check.verdict == "holds"}


@needs_samples
@pytest.mark.parametrize("end", [".txt", ".pdf", "-tcvn3.docx", ".odt"])
def test_a_check_has_one_id_in_every_format(end: str) -> None:
    def ids(made: Document) -> set[str]:
        return {check.check_id for check in audit(made, read_claims(made, end))}

    assert ids(read(SAMPLE)) == ids(read(SAMPLE.with_name(f"tam-duong-2023{end}")))


def reports() -> list[Path]:
    """All but those that are held out for measuring."""
    files = (path for path in CORPORA.rglob("*") if path.suffix in (".txt", ".md") and path.name != "README.md")
    return sorted(path for path in files if not path.parent.name.startswith("heldout"))


@pytest.mark.parametrize("file", reports(), ids=lambda file: file.stem)
def test_reports_without_errors_raise_no_alarm(file: Path) -> None:
    gold = file.with_name(f"{file.stem}.relations.jsonl")
    relations = gold.read_text(encoding="utf-8").splitlines() if gold.exists() else []
    if not all(json.loads(line)["holds"] for line in relations if line.strip()):
        pytest.skip("holds errors on purpose")
    made = read(file)
    assert not [c.message for c in audit(made, read_claims(made, "r")) if c.verdict == "mismatch"]


def test_checks_come_the_weightiest_first_and_the_same_every_time() -> None:
    made = read(CORPORA / "cong-an.txt")
    claims = read_claims(made, "r")
    first = audit(made, claims)
    assert first == audit(made, claims) == audit_figures(made, claims.figures, claims.links)
    assert [check.weight for check in first] == sorted((check.weight for check in first), reverse=True)
    assert len({check.check_id for check in first}) == len(first)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("Ban hành 48 văn bản (12 kế hoạch, 09 quyết định, 26 công văn).", "12 + 09 + 26 = 47 ≠ 48"),
        ("Thi hành kỷ luật 05 đảng viên (khiển trách 03, cảnh cáo 01).", "03 + 01 = 4 ≠ 05"),
        ("Có 93 đơn, trong đó: đã giải quyết 68 đơn, đang giải quyết 26 đơn.", "68 + 26 = 94 ≠ 93"),
        ("Kết nạp 612/600 hội viên, đạt 120% chỉ tiêu.", "612 / 600 = 102% ≠ 120%"),
        ("Thu 486.730 triệu đồng, bằng 75,6% dự toán (845.000 triệu đồng).", None),
        ("Phát hiện 34 vụ, tăng 08 vụ so với cùng kỳ năm 2015 (25 vụ).", "25 + 08 = 33 ≠ 34"),
        ("Hoàn thành 36/38 nhiệm vụ, đạt 94,7%; còn 03 nhiệm vụ chuyển sang năm sau.", "36 + 03 = 39 ≠ 38"),
        ("Ban hành 47 văn bản (12 kế hoạch, 09 quyết định, 62 công văn).", "12 + 09 + 62 = 83 ≠ 47"),
        ("Xảy ra 90 vụ việc, gồm 03 vụ trộm cắp, 02 vụ gây rối, 04 vụ khác.", "03 + 02 + 04 = 9 ≠ 90"),
        ("Giành 190 huy chương, gồm 48 HCV, 56 HCB, 83 HCĐ; có 07 vận động viên dự giải.", "48 + 56 + 83 = 187 ≠ 190"),
        ("10.236/11.580 hộ đạt 8 tiêu chí, đạt 86,4%.", "10.236 / 11.580 = 88,39% ≠ 86,4%"),
        ("Có 86.412 đoàn viên/91.305 công nhân lao động, đạt 84,6%.", "86.412 / 91.305 = 94,64% ≠ 84,6%"),
        (
            (
                "Lập biên bản 6.215 trường hợp, phạt 5.972 trường hợp. Nồng độ cồn 1.087 trường hợp, chiếm 18,2% tổng "
                "số trường hợp bị lập biên bản."
            ),
            "1.087 / 6.215 = 17,49% ≠ 18,2%",
        ),
        (
            "Thụ lý 118 vụ/169 bị cáo. Đã xét xử 105 vụ/148 bị cáo; trả hồ sơ 02 vụ/04 bị cáo; còn 11 vụ/19 bị cáo.",
            "148 + 04 + 19 = 171 ≠ 169",
        ),
        ("Số chi hội từ 2.306 còn 1.842 chi hội, giảm 446 chi hội.", "1.842 + 446 = 2.288 ≠ 2.306"),
        (
            "Có trâu 746 con, lợn 2.985 con, dê 675 con; đàn trâu giảm 38 con so với năm 2016 (794 con).",
            "746 + 38 = 784 ≠ 794",
        ),
        ("Đạt 87 giải: 33 giải nhất, 54 giải nhì; tăng 14 giải so với năm học trước (75 giải).", "75 + 14 = 89 ≠ 87"),
        ("Có 341 cán bộ, công chức cấp xã (cán bộ 618 người, công chức 173 người).", "618 + 173 = 791 ≠ 341"),
        ("Tạm giữ 946 phương tiện (18 ô tô, 921 mô tô, 70 phương tiện khác).", "18 + 921 + 70 = 1.009 ≠ 946"),
        ("Cử 08 đồng chí đi học (06 trung cấp lý luận chính trị, 07 đại học).", "06 + 07 = 13 ≠ 08"),
        ("Ban hành 01 văn bản (02 nghị quyết của HĐND, 06 quyết định của UBND).", "02 + 06 = 8 ≠ 01"),
        (
            (
                "Tổng vốn 6 tháng đầu năm là 87.450 triệu đồng, chia theo nguồn: ngân sách tỉnh 52.350 triệu đồng, "
                "ngân sách huyện 24.750 triệu đồng, nhân dân đóng góp 9.850 triệu đồng."
            ),
            "52.350 triệu + 24.750 triệu + 9.850 triệu = 86.950.000.000 ≠ 87.450 triệu",
        ),
        (
            (
                "Toàn ngành có 6.842 người. Nếu chia theo tuyến thì tuyến tỉnh 3.106 người, tuyến huyện 2.358 người, "
                "tuyến xã 1.387 người."
            ),
            "3.106 + 2.358 + 1.387 = 6.851 ≠ 6.842",
        ),
        (
            "Đối với 175 bị cáo đã xét xử, Tòa tuyên: phạt tù 128 bị cáo, án treo 37 bị cáo, phạt tiền 09 bị cáo.",
            "128 + 37 + 09 = 174 ≠ 175",
        ),
        (
            "Tiếp nhận 9.486 hồ sơ. Đã giải quyết 9.215 hồ sơ. Số hồ sơ còn lại đang giải quyết 217 hồ sơ.",
            "9.215 + 217 = 9.432 ≠ 9.486",
        ),
        (
            "Chi thường xuyên 80.974 triệu đồng. Chi giáo dục 52.310 triệu đồng, chiếm 65,6% chi thường xuyên.",
            "52.310 triệu / 80.974 triệu = 64,6% ≠ 65,6%",
        ),
        (
            "Kinh phí được giao 15 tỷ 600 triệu đồng, đã chi 14,2 tỷ đồng, bằng 92% kinh phí giao.",
            "14,2 tỷ / 15 tỷ 600 triệu = 91,03% ≠ 92%",
        ),
        (
            "Đầu năm có 186 hộ nghèo. Trong năm thoát nghèo 71 hộ, phát sinh 04 hộ. Cuối năm còn 191 hộ nghèo.",
            "186 - 71 + 04 = 119 ≠ 191",
        ),
        (
            "Gieo trồng lúa 8.645 ha. Lúa chất lượng cao 6.052 ha, chiếm 70% diện tích lúa, còn lại 2.539 ha.",
            "6.052 ha + 2.539 ha = 8.591 ≠ 8.645 ha",
        ),
        ("Làm mới 4,7 km, sửa chữa 18,5 km, tổng cộng 32,2 km đường.", "4,7 km + 18,5 km = 23,2 ≠ 32,2 km"),
        (
            "Dạy nghề 05 lớp/164 chị. Nấu ăn 02 lớp/62 chị; may 01 lớp/31 chị; thú y 02 lớp/65 chị.",
            "62 + 31 + 65 = 158 ≠ 164",
        ),
        (
            (
                "Triển khai 156 công trình[^1].\n"
                "[^1]: Giao thông 38, môi trường 12, sân chơi 15, lĩnh vực khác 41 công trình."
            ),
            "38 + 12 + 15 + 41 = 106 ≠ 156",
        ),
        ("Có 412 ca mắc (giảm 188 ca, tương đương 13,3%; cùng kỳ năm 2020: 600 ca).", "188 / 600 = 31,33% ≠ 13,3%"),
        (  # of the number that opens the sentence, although 1.840 would fit
            "Xử phạt 1.840 hộ. Trong tổng số 2.150 hộ vi phạm có 395 hộ lấn chiếm vỉa hè, chiếm 21,5%.",
            "395 / 2.150 = 18,37% ≠ 21,5%",
        ),
        (  # a level right behind its change leaves nothing open, though 84 would fit
            "Có 63 ca sởi, giảm 21 ca so với cùng kỳ (84 ca); cúm 118 ca, tăng 34 ca so với năm 2023 (82 ca).",
            "82 + 34 = 116 ≠ 118",
        ),
        (  # a year of an earlier date makes no later year of the one compared with
            "Thực hiện Quyết định 217 ngày 12/12/2013, đã giám sát 68 cuộc, tăng 9 cuộc so với năm 2023 (57 cuộc).",
            "57 + 9 = 66 ≠ 68",
        ),
        (  # the plan is no level that was reached
            "Kết nạp 152 hội viên, đạt 101,3% kế hoạch (150 hội viên), tăng 26 hội viên so với năm 2021 (124 người).",
            "124 + 26 = 150 ≠ 152",
        ),
        (
            "Có 2.915 hộ gia đình nông dân, trong đó 81 hộ nghèo (2,8%); 1.108 hộ khá, chiếm 31,3% số hộ nông dân.",
            "1.108 / 2.915 = 38,01% ≠ 31,3%",
        ),
        (
            (
                "Xảy ra 32 vụ, chết 14 người, bị thương 25 người. So với cùng kỳ giảm 05 vụ, giảm 04 người, tăng 02 "
                "người (6 tháng năm 2020 xảy ra 37 vụ, chết 16 người, bị thương 23 người)."
            ),
            "14 + 04 = 18 ≠ 16",
        ),
    ],
)
def test_what_is_wrong_is_found(text: str, formula: str | None) -> None:
    found = verdicts(text)
    assert found if formula is None else formula in found


@pytest.mark.parametrize(
    "text",
    [
        "Tổng số đảng viên là 412 đồng chí, trong đó: nữ 148 đồng chí, dân tộc thiểu số 187 đồng chí.",
        "Kết nạp 14 đảng viên (nữ 08 đồng chí, đoàn viên 11 đồng chí, dân tộc thiểu số 06 đồng chí).",
        "Kết nạp 4.120 lao động, đạt 103% kế hoạch năm (4.000 lao động), trong đó xuất khẩu lao động 1.186 người.",
        "Trao 12 giải thưởng, trong đó 01 giải nhất, 02 giải nhì.",
        "Tổ chức 27 lớp dạy nghề (18 lớp nông nghiệp).",
        "Hội có 487 hội viên (kết nạp 16 hội viên, từ trần 09 hội viên, chuyển đi 02 hội viên).",
        "Thu hút gần 250 lượt vận động viên: bóng đá 96 vận động viên, đẩy gậy 88 vận động viên.",
        "Tổng diện tích 238,6 ha (đất lúa 151,2 ha, đất ở 9,8 ha, đất khác 77,6 ha).",
        "Huyện gồm 03 xã: Nậm Phung, Huổi Sáy, Chiềng Lượt; 33 bản, 3.318 hộ.",
        "Cán bộ có 231 người: đại học 219 người, cao đẳng 12 người; lý luận cao cấp 41 người, trung cấp 168 người.",
        "Vững mạnh 24 (51,1%); hoàn thành tốt nhiệm vụ 18 (38,3%); hoàn thành nhiệm vụ 04 (8,5%); yếu 01 (2,1%).",
        "Công lập 42 trường; chia theo cấp: mầm non 17 trường, tiểu học 16 trường, THCS 11 trường, liên cấp 02 trường.",
        "Khởi tố 112 vụ/148 bị can; so với cùng kỳ (104 vụ/151 bị can) tăng 08 vụ (7,7%), giảm 03 bị can (2,0%).",
        "Điểm bình quân 6,25 điểm (Toán 6,12 điểm, Ngữ văn 6,58 điểm, Tiếng Anh 6,05 điểm).",
        "Vận động 836 hộ xử lý rác tại nhà, 902 hộ có nhà tiêu hợp vệ sinh, 771 hộ có chuồng trại xa nhà.",
        "Thụ lý 186 tin. Đã giải quyết 171 tin, gồm: khởi tố 104 tin, không khởi tố 67 tin; đang giải quyết 15 tin.",
        "Còn 1.084 hộ nghèo, giảm 202 hộ so với cùng kỳ năm 2022, tỷ lệ 18,4%.",
        "Số người tham gia BHYT là 161.842 người, chiếm 88,7% dân số (182.460 người).",
        "Tiêu hủy: Hải Lộc 1.246 con; Hải Thịnh 1.038 con; Minh Tân 874 con; 10 xã còn lại 1.267 con.",
        "Trả trước hạn 7.648 hồ sơ, đúng hạn 1.459 hồ sơ; tính chung trước hạn và đúng hạn là 9.107 hồ sơ.",
        "Còn 147 vụ/229 bị can. Đã giải quyết 121 vụ/184 bị can, đạt 82,3% (tính theo số vụ).",
        "Kiểm tra 45 cuộc, trong đó huyện 08 cuộc, cơ sở 37 cuộc; chủ trì giám sát 03 cuộc.",
        "Năm 2022 có 26 tuyến, loại 02 tuyến trùng còn 24 tuyến; năm 2023 có 28 tuyến, tăng 04 tuyến.",
        "Có 19 cán bộ, trong đó đại học 17 người[^1].\n[^1]: Hoàn thành tốt 16 người, hoàn thành nhiệm vụ 03 người.",
        "Chủ trì 06 cuộc giám sát: MTTQ 02 cuộc, Hội Nông dân, Hội LHPN, Hội CCB, Huyện đoàn mỗi đoàn thể 01 cuộc.",
        "Có 07 vụ, tăng 01 vụ so với cùng kỳ (06 vụ). Về nguyên nhân: do chập điện 05 vụ, chiếm 71,4%; đốt rác 01 vụ.",
        "Có 595/6.920 trẻ thấp còi, tỷ lệ 8,6%, giảm 0,4% so với cùng kỳ năm 2023 (9,0%).",
        "Kiểm tra 37 tổ chức. Phân theo quý: quý I 18 tổ chức, quý II 19 tổ chức. Phân theo cấp: huyện 12, xã 25.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert not verdicts(text)


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            "Xảy ra 24 vụ.\nPhân theo tuyến: quốc lộ 11 vụ, chiếm 45,8%; tỉnh lộ 09 vụ; đường xã 04 vụ.",
            "11 + 09 + 04 = 24",
        ),
        ("Đăng ký mới 948 xe, gồm 126 ô tô và 822 mô tô, nâng tổng số xe lên 31.204 xe.", "126 + 822 = 948"),
        ("Xử lý 23 trường hợp[^1].\n[^1]: Xử phạt 09 tổ chức, thu 112 triệu đồng; 14 cá nhân.", "09 + 14 = 23"),
        ("Tuyến đường dài 14,5 km đã thảm nhựa 8,9 km, còn lại 5,6 km.", "8,9 + 5,6 = 14,5"),
        (
            "Chỉ tiêu Huyện ủy giao năm 2021 là 15 đảng viên; đã kết nạp 18 đảng viên, đạt 120% chỉ tiêu.",
            "18 / 15 = 120%",
        ),
        (
            "Có 3.864 hội viên; hội viên là người dân tộc thiểu số 523 người, chiếm 13,5%.",
            "523 / 3.864 = 13,54% ≈ 13,5%",
        ),
    ],
)
def test_what_is_right_is_confirmed(text: str, formula: str) -> None:
    assert not verdicts(text)
    assert any(
        formula.replace(",", "") in found.replace(",", "").replace(" km", "") for found in verdicts(text, "holds")
    )


@pytest.mark.parametrize("text", (CORPORA / "traps.txt").read_text(encoding="utf-8").splitlines())
def test_what_looks_wrong_and_is_not(text: str) -> None:
    assert not verdicts(text)


def test_a_claim_stated_twice() -> None:
    text = (
        "I. KẾT QUẢ THỰC HIỆN\nĐoàn viên thanh niên đã huy động 6.412 ngày công làm đường.\n"
        "II. ĐÁNH GIÁ CHUNG\n1. Ưu điểm\nPhong trào sôi nổi, huy động 6.214 ngày công làm đường."
    )
    assert verdicts(text) == {"6.412 ≠ 6.214"}
    assert "6.412 = 6.412" in verdicts(text.replace("6.214", "6.412"), "holds")


BODY = (
    "I. KẾT QUẢ THỰC HIỆN\n1. Dân cư\nHộ nằm trong vùng nguy cơ sạt lở: 41 hộ, đã di dời 26 hộ, còn 15 hộ bố trí năm "
    "sau.\nĐội tàu của xã có 147 tàu; trong đó 61 tàu có chiều dài từ 15 m trở lên. Đã lắp thiết bị giám sát hành "
    "trình cho 59/61 tàu, đạt 96,7%.\n2. Bảo hiểm\nSố tiền chậm đóng 4.612 triệu đồng của 37 đơn vị. Tiếp nhận 915 hồ "
    "sơ, trong đó quá hạn 62 hồ sơ.\n3. Kiểm tra\nThi hành kỷ luật 38 đảng viên, khen thưởng 12 chi bộ.\n"
    "II. TỒN TẠI, HẠN CHẾ\n"
)


@pytest.mark.parametrize(
    ("said", "formula"),
    [
        ("Còn 17 hộ vùng nguy cơ sạt lở chưa di dời.", "15 ≠ 17"),
        ("Chậm đóng còn cao (4.162 triệu đồng/37 đơn vị).", "4.612 triệu ≠ 4.162 triệu"),
        ("Số đảng viên bị kỷ luật còn nhiều (36 đảng viên).", "38 ≠ 36"),
        ("Còn 03 tàu từ 15 m trở lên chưa lắp thiết bị giám sát hành trình.", "59 + 03 = 62 ≠ 61"),
        ("III. NHIỆM VỤ NĂM SAU\nDi dời 17 hộ vùng nguy cơ sạt lở còn lại.", "15 ≠ 17"),
    ],
)
def test_a_summary_that_repeats_a_claim_wrongly_is_found(said: str, formula: str) -> None:
    assert formula in verdicts(BODY + said)


@pytest.mark.parametrize(
    ("said", "formula"),
    [
        ("Còn 15 hộ vùng nguy cơ sạt lở chưa di dời.", "15 = 15"),
        ("Còn 62 hồ sơ quá hạn.", "62 = 62"),
        ("Số đảng viên bị kỷ luật còn nhiều (38 đảng viên).", "38 = 38"),
        ("Còn 02 tàu từ 15 m trở lên chưa lắp thiết bị giám sát hành trình.", "59 + 02 = 61"),
        ("III. NHIỆM VỤ NĂM SAU\nDi dời 15 hộ vùng nguy cơ sạt lở còn lại.", "15 = 15"),
    ],
)
def test_a_summary_that_repeats_a_claim_confirms_it(said: str, formula: str) -> None:
    assert not verdicts(BODY + said)
    assert formula in verdicts(BODY + said, "holds")


@pytest.mark.parametrize(
    "said",
    [
        "Còn 14 hộ nghèo chưa có nhà ở.",
        "Năm 2019 đã di dời 31 hộ vùng nguy cơ sạt lở; năm 2018 di dời 27 hộ.",
        "Số đảng viên bị kỷ luật ở xã Hòa Bắc còn nhiều (33 đảng viên).",
        "Chậm đóng giảm 412 triệu đồng.",
        "Phấn đấu quý IV di dời 10 hộ vùng nguy cơ sạt lở.",
    ],
)
def test_a_summary_that_tells_something_else_is_left_alone(said: str) -> None:
    assert not verdicts(BODY + said)


def test_a_note_begins_with_the_number_at_its_mark() -> None:
    text = "Hòa giải thành 81 vụ; còn lại 15 vụ chuyển cấp trên[^1].\n[^1]: Trong {} vụ có 09 vụ đất đai, 06 vụ khác."
    assert "15 ≠ 16" in verdicts(text.format(16))
    assert not verdicts(text.format(15))


def test_a_total_that_is_taken_up_again() -> None:
    text = "I. TỔ CHỨC HỘI\nTổng số hội viên: 12.760. Tổ phụ nữ: 246.\nII. PHÁT TRIỂN HỘI\nKết nạp mới 486 hội viên; "
    assert "12.760 ≠ 12.460" in verdicts(text + "đưa tổng số hội viên lên 12.460.")
    assert not verdicts(text + "lũy kế cả nhiệm kỳ đã kết nạp 12.460 hội viên.")


def test_a_list_names_as_many_as_it_counts() -> None:
    assert "03 = 3" in verdicts("Giải quyết 07 ý kiến thuộc 03 lĩnh vực (nông nghiệp, xây dựng, đất đai).", "holds")
    assert "03 ≠ 2" in verdicts("Ra mắt 03 mô hình: “Móc khóa an ninh”, “Camera an ninh”.")


def test_decimals_only_and_the_difference_is_stated_less_expected() -> None:
    for check in checks_of("Ban hành 48 văn bản (12 kế hoạch, 09 quyết định, 26 công văn)."):
        assert isinstance(check.expected, Decimal)
        assert check.difference == check.stated - check.expected


def test_a_message_is_one_sentence_with_a_place() -> None:
    (check,) = [
        check
        for check in checks_of("II. KẾT QUẢ\nBan hành 48 văn bản (12 kế hoạch, 09 quyết định, 26 công văn).")
        if check.verdict == "mismatch"
    ]
    assert check.message.startswith("Mục II: báo cáo ghi 48 văn bản")
    assert check.message.endswith("đề nghị đơn vị rà soát, làm rõ.")


def test_coverage_counts_what_is_there_and_what_was_checked() -> None:
    made = document("Tổng số đơn là 93 đơn, đã giải quyết 68 đơn, đạt 73,1%. Tỷ lệ che phủ rừng đạt 52,8%.")
    claims = read_claims(made, "r")
    coverage = audit_coverage(made, claims.figures, claims.links, audit(made, claims))
    assert (coverage.percents, coverage.percents_checked) == (2, 1)
    assert coverage.totals == coverage.totals_checked == 1
