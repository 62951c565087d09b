"""Properties of the ledger: every digit belongs to exactly one mention, whatever the text."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.builder import Builder, Paragraph, Run
from extract.document import Document
from extract.read import read
from patterns.claims import Letterhead
from patterns.find import Prose, find, rules_at, scan
from patterns.outline import outline
from patterns.rules.table import DIGIT_RULES, WORD_RULES

_WORDS = st.sampled_from(
    [
        "tổ",
        "chức",
        "91",
        "hội",
        "nghị",
        "cho",
        "4.353",
        "lượt",
        "người;",
        "đạt",
        "88,5%",
        "năm",
        "2023",
        "ngày",
        "18/02/2022",
        "số",
        "14-QC/HU",
        ",",
        ".",
        "(",
        ")",
        "%",
        "/",
        "-",
        "–",
        "“",
        "”",
        "01",
        "(một)",
        "từ",
        "8",
        "đến",
        "12",
        "9",
        "tỷ",
        "125",
        "triệu",
        "đồng",
        "1,250,000",
        "2",
        "340",
        "7",
        "giờ",
        "30",
        "tháng",
        "6/2024",
        "24/24",
        "khóa",
        "13",
        "thôn",
        "5",
        "Đề",
        "án",
        "06",
        "ba",
        "trăm",
        "hai",
        "mô",
        "hình",
        "0912.345.678",
        "1.2.3",
        "١٢٣",
        "5.6",
        "ha",
        "12‰",
        "104/126",
        "13",
        "vụ/31",
        "đối",
        "tượng",
        "QL4D",
        "trên",
        "10.000",
        "dân",
        "\n",
    ]
)
_TEXT = st.lists(_WORDS, max_size=40).map(" ".join) | st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=80
)


def _document(text: str) -> Document:
    builder = Builder("txt")
    for line in text.split("\n"):
        builder.paragraph(Paragraph([Run(line)]))
    return builder.document()


def _every_digit_once(text: str, spans: list[tuple[int, int]]) -> None:
    covered = [0] * len(text)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        for position in range(start, end):
            covered[position] += 1
    for position, character in enumerate(text):
        if unicodedata.category(character) == "Nd":
            assert covered[position] == 1, (
                f"{character!r} at {position} of {text!r} stands in {covered[position]} mentions"
            )
        else:
            assert covered[position] <= 1


@settings(max_examples=400, deadline=None)
@given(_TEXT)
@example("số 1.2.3/4-5")
@example("1 000 000 000")
@example("(01")
@example("năm 20233")
def test_every_digit_of_random_prose_is_in_exactly_one_mention(text: str) -> None:
    prose = Prose(unicodedata.normalize("NFC", text), [])
    _every_digit_once(prose.cased, [(m.start, m.end) for m in scan(prose, [])])


@settings(max_examples=200, deadline=None)
@given(_TEXT)
def test_every_digit_of_a_document_is_in_exactly_one_mention(text: str) -> None:
    document = _document(text)
    mentions = find(document, Prose.of(document), outline(document), Letterhead())
    _every_digit_once(document.text, [(m.start, m.end) for m in mentions])
    assert list(mentions) == sorted(mentions, key=lambda m: m.start)


@pytest.mark.parametrize(
    "text",
    ['“5 không, 3 sạch” và "3 trong 1"', "İstanbul 12 người", "ﬁ 12 ﬂ 13"],
    ids=["quotes", "growing", "ligatures"],
)
def test_offsets_survive_letters_that_change_length(text: str) -> None:
    prose = Prose(unicodedata.normalize("NFC", text), [])
    assert len(prose.lower) == len(prose.cased) == len(unicodedata.normalize("NFC", text))
    _every_digit_once(prose.cased, [(m.start, m.end) for m in scan(prose, [])])


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "corpora").rglob("*.txt")), ids=lambda path: path.stem)
def test_a_rule_that_is_not_tried_would_not_match(path: Path) -> None:
    """`lead`, `follow` and `begins` only spare time: with them or without, the same rule reads a number."""
    prose = Prose.of(read(path))
    for number in re.finditer(
        r"(?<!\d)\d|(?<!\w)(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|nửa|gấp)(?!\w)", prose.lower
    ):
        tried = rules_at(prose, number.start())
        for rule in DIGIT_RULES if number[0].isdigit() else WORD_RULES:
            if rule not in tried:
                match = rule.compiled.match(prose.cased if rule.cased else prose.lower, number.start())
                assert not match or not match[0], (rule.name, prose.cased[max(0, number.start() - 40) :][:80])
