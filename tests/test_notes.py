"""Footnotes and the words that they explain."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from patterns.notes import anchors
from patterns.outline import outline
from plain import document, gold_files, report_of


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


@pytest.mark.parametrize(
    "gold",
    gold_files("sections"),
    ids=lambda path: path.name.split(".")[0],
)
def test_gold(gold: Path) -> None:
    data = json.loads(gold.read_text(encoding="utf-8"))
    wanted = data.get("footnotes", []) if isinstance(data, dict) else []
    made = report_of(gold)
    sections = outline(made)
    paths = {section.section_id: section.path for section in sections}
    found = {anchor.label: anchor for anchor in anchors(made, sections)}
    assert isinstance(data, list) or not data or list(found) == [str(note["label"]) for note in wanted] or not wanted
    for note in wanted:
        anchor = found[str(note["label"])]
        assert squeezed(anchor.text).startswith(squeezed(note.get("text") or note["text_first_60_chars"])[:40])
        assert squeezed(anchor.anchor).endswith(squeezed(note.get("body_context_before_mark", ""))[-14:])
        assert paths.get(anchor.section_id, "") == note.get("section", paths.get(anchor.section_id, ""))
        assert made.text.startswith(anchor.anchor, anchor.anchor_start)


@pytest.mark.parametrize(
    ("line", "anchor"),
    [
        ("Có 91 hội nghị cho 4.353 lượt người; ban hành 13 văn bản[^1] chỉ đạo.", "ban hành 13 văn bản"),
        ("Đã làm tốt công tác này. Thành lập đoàn kiểm tra công tác[^1].", "Thành lập đoàn kiểm tra công tác"),
        ("Thành lập đoàn kiểm tra công tác cải cách.[^1]", "Thành lập đoàn kiểm tra công tác cải cách"),
        (
            "Quyết định về giám sát xã hội[^2]; Quyết định về góp ý xây dựng[^1]; thực hiện",
            "Quyết định về góp ý xây dựng",
        ),
        ("Thực hiện quyết định về giám sát xã hội[^2] [^1].", "Thực hiện quyết định về giám sát xã hội"),
        ("Xử lý các vụ việc về môi trường; 97/97 vụ[^1]", "Xử lý các vụ việc về môi trường; 97/97 vụ"),
        ("đóng góp 1.250,6 triệu đồng và 8.5 ha đất ở[^1]", "đóng góp 1.250,6 triệu đồng và 8.5 ha đất ở"),
        ("Tổng số[^1]", "Tổng số"),
        ("[^1] đứng đầu", ""),
    ],
)
def test_anchors(line: str, anchor: str) -> None:
    found = anchors(document(f"I. KẾT QUẢ\n{line}\n[^1]: Ghi chú.\n[^2]: Hai."))[0]
    assert found.anchor == anchor


def test_a_note_without_mark_and_one_with_two() -> None:
    first, second = anchors(document("Một việc[^2] và một việc nữa[^2].\n[^1]: Không có dấu.\n[^2]: Hai."))
    assert (first.anchor, first.anchor_start, first.mark_start, first.section_id) == ("", None, None, "")
    assert (second.anchor, second.mark_start) == ("Một việc", 8)


def test_the_section_of_a_mark() -> None:
    made = document("I. A B[^1]\n1. Một\nviệc[^2]\nII. C D\n[^1]: Một.\n[^2]: Hai.")
    assert [anchor.section_id for anchor in anchors(made, outline(made))] == ["s1", "s2"]
