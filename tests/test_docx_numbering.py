"""Automatic numbering of Word files: labels that are counted and nowhere written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docx_fixtures import item, lvl, numbering, p, package
from extract.docx.numbering import numeral
from extract.docx.read import read_docx


def text(body: str, **parts: str) -> str:
    return read_docx(package(body, **parts)).text


def test_levels_restart_and_keep_the_level_above() -> None:
    levels = numbering(lvl(0, "%1.", "upperRoman"), lvl(1, "%1.%2.", more="<w:isLgl/>"), lvl(2, "%3)", "lowerLetter"))
    body = "".join(
        item(t, n) for t, n in [("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 1), ("F", 0), ("G", 1), ("H", 2)]
    )
    document = read_docx(package(body, numbering=levels))
    assert document.text == "I. A\n1.1. B\na) C\nb) D\n1.2. E\nII. F\n2.1. G\na) H\n"
    assert [document.text[b.start : b.start + b.automatic] for b in document.blocks][:3] == ["I. ", "1.1. ", "a) "]


def test_start_override_and_lists_that_share_their_count() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    levels = numbering(lvl(0, "%1."), overrides=override, nums=3)
    body = item("a") + item("b", number=2) + item("c", number=3) + item("d", number=3) + item("e", number=1)
    assert text(body, numbering=levels) == "1. a\n2. b\n5. c\n6. d\n7. e\n"


def test_override_of_a_whole_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "Điều %1.", start=4)}</w:lvlOverride>'
    levels = numbering(lvl(0, "%1."), overrides=override, nums=2)
    assert text(item("a", number=2) + item("b", number=2), numbering=levels) == "Điều 4. a\nĐiều 5. b\n"


def test_level_that_never_restarts() -> None:
    levels = numbering(lvl(0, "%1."), lvl(1, "%2)", more='<w:lvlRestart w:val="0"/>'))
    body = item("a") + item("b", 1) + item("c") + item("d", 1)
    assert text(body, numbering=levels) == "1. a\n1) b\n2. c\n2) d\n"


def test_numbering_of_a_style_and_of_the_style_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="heading 2"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
    )
    levels = numbering(lvl(0, "%1."), lvl(1, "%1.%2.", more='<w:pStyle w:val="Muc"/>'))
    body = item("a") + p("b", style="Muc") + p("c", style="Muc") + p("d", style="MucCon")
    none = p("e", style="Muc", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    document = read_docx(package(body + none, numbering=levels, styles=styles))
    assert document.text == "1. a\n1.1. b\n1.2. c\n2. d\ne\n"
    assert [b.heading for b in document.blocks] == [0, 2, 2, 2, 2]


def test_bullets_none_and_suffix() -> None:
    levels = numbering(
        lvl(0, "\uf0b7", "bullet", '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'),
        lvl(1, "-", "bullet", '<w:suff w:val="space"/>'),
        lvl(2, "", "none"),
        lvl(3, "Phần %4", "decimalZero", '<w:suff w:val="nothing"/>'),
    )
    body = "".join(item(t, n) for n, t in enumerate(["a", "b", "c", ": d"]))
    assert text(body, numbering=levels) == "• a\n- b\nc\nPhần 01: d\n"


def test_numbering_style_link() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="DanhMuc"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="DanhMuc"/>{lvl(0, "Mục %1:")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    )
    link = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    style = f'<w:style w:type="numbering" w:styleId="DanhMuc">{link}</w:style>'
    assert text(item("a"), numbering=linked, styles=style) == "Mục 1: a\n"


@pytest.mark.parametrize(
    ("value", "format", "written"),
    [
        (1994, "upperRoman", "MCMXCIV"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (5, "decimalZero", "05"),
        (3, "vietnameseCounting", "ba"),
        (7, "001, 002, 003, ...", "007"),
        (2, "ordinalText", "2"),
        (5, "chicago", "**"),
    ],
)
def test_number_formats(value: int, format: str, written: str) -> None:
    assert numeral(value, format) == written


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(1, 3)), max_size=30), st.sampled_from(["decimal", "upperRoman"])
)
def test_numbering_counts_as_an_outline_does(steps: list[tuple[int, int]], format: str) -> None:
    """Against a model: one list (whatever w:num names it), each level restarted by any level above it.

    What a level that was passed over counts is LibreOffice's answer: 1.1.1., then 1.2."""
    levels = numbering(*(lvl(n, f"%{n + 1}|", format) for n in range(9)), nums=3)
    counts = [0] * 9
    expected = []
    for level, _ in steps:
        counts[:level] = [max(1, count) for count in counts[:level]]  # a level that was passed over has begun
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        expected.append(f"{numeral(counts[level], format)}| x")
    body = "".join(item("x", level, number) for level, number in steps)
    assert text(body, numbering=levels).split("\n")[:-1] == expected


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_numbering_survives_any_definition(data: st.DataObject) -> None:
    """Broken and strange definitions give a label or none, never an error, and no text is lost."""
    value = st.sampled_from(["0", "1", "8", "9", "-1", "", "x", "99999999999", "%1.%9", "bullet", "none", "custom"])
    names = ["start", "numFmt", "lvlText", "suff", "isLgl", "lvlRestart", "pStyle", "numStyleLink", "startOverride"]
    parts = data.draw(st.lists(st.tuples(st.sampled_from(names), value, value), max_size=12))
    levels = "".join(f'<w:lvl w:ilvl="{i}"><w:{name} w:val="{v}"/></w:lvl>' for name, v, i in parts)
    levels += "".join(f'<w:lvlOverride w:ilvl="{i}"><w:{n} w:val="{v}"/></w:lvlOverride>' for n, v, i in parts[:3])
    made = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    made += f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{levels}</w:num>'
    body = "".join(item("nội dung", level) for level in data.draw(st.lists(st.integers(0, 9), max_size=5)))
    body += p("hết", properties=f'<w:numPr><w:ilvl w:val="{data.draw(value)}"/><w:numId w:val="1"/></w:numPr>')
    document = read_docx(package(body, numbering=made))
    assert document.text.count("nội dung") == len(document.blocks) - 1
    assert document.text.endswith("hết\n")
