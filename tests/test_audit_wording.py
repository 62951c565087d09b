"""One wording after the other by which reports relate figures: a slip in it is found, and without the slip it holds."""

from __future__ import annotations

import pytest

from tests.plain import CORPORA
from tests.test_audit import checks_of, verdicts

# Three lines a case: the text with {right|wrong}, the formula of the check with the right number and with the wrong.
CASES = [case.splitlines() for case in (CORPORA / "wordings.lst").read_text(encoding="utf-8").strip().split("\n\n")]


def said(text: str, *, wrong: bool) -> str:
    before, _, rest = text.partition("{")
    numbers, _, after = rest.partition("}")
    return before + numbers.split("|")[wrong] + after


@pytest.mark.parametrize(("text", "right", "wrong"), CASES, ids=[case[1] for case in CASES])
def test_a_slip_is_found_and_without_it_the_relation_holds(text: str, right: str, wrong: str) -> None:
    assert right in verdicts(said(text, wrong=False), "holds")
    assert not verdicts(said(text, wrong=False))
    assert wrong in verdicts(said(text, wrong=True))


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        (
            "Toàn huyện tiếp 486 lượt.\nLãnh đạo tiếp định kỳ 97 lượt, số còn lại 389 lượt là thường xuyên.",
            "97 + 389 = 486",
        ),
        (
            "Xã giữ vững 15/19 tiêu chí. Hoàn thành thêm 02 tiêu chí, nâng tổng số tiêu chí lên 17/19 tiêu chí.",
            "15 + 02 = 17",
        ),
        (
            "Đầu năm có 1.429 hộ nghèo, cuối năm 1.043 hộ, giảm 386 hộ; thoát nghèo 447 hộ, phát sinh 61 hộ.",
            "1.043 + 386 = 1.429",
        ),
        (
            "Thu hồi 1.548,6 triệu đồng; thu thêm 286,4 triệu đồng, đưa tổng số tiền nộp lên 1.835 triệu đồng.",
            "1.548,6 triệu + 286,4 triệu = 1.835 triệu",
        ),
        ("Tỷ lệ hộ nghèo giảm 1,56%, từ 5,76% xuống còn 4,2%.", "4,2% + 1,56% = 5,76%"),
        (
            "Trong tổng số 7.731 học sinh, khối lớp 6, lớp 7 là 4.093 em, khối lớp 8, lớp 9 là 3.638 em.",
            "4.093 + 3.638 = 7.731",
        ),
    ],
)
def test_what_adds_up_is_confirmed(text: str, formula: str) -> None:
    assert formula in {check.formula for check in checks_of(text) if check.verdict == "holds"}
    assert not verdicts(text)
