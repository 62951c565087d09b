"""Word files of random make against models: what stands, what is gone, how marks and labels are counted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from docx_fixtures import field, item, lvl, note, numbering, p, package, r, ref, tbl, tc
from extract.docx.numbering import numeral
from extract.docx.read import read_docx

GONE = "<w:rPr><w:del w:id='1'/></w:rPr>"
# How a stretch of text may stand in a paragraph, and whether a reader sees it.
WAYS = {
    "run": (lambda inner: inner, True),
    "ins": (lambda inner: f"<w:ins>{inner}</w:ins>", True),
    "moveTo": (lambda inner: f"<w:moveTo>{inner}</w:moveTo>", True),
    "link": (lambda inner: f"<w:hyperlink>{inner}</w:hyperlink>", True),
    "control": (lambda inner: f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>", True),
    "field": (lambda inner: field("REF x", inner), True),
    "del": (lambda inner: f"<w:del>{inner}</w:del>", False),
    "moveFrom": (lambda inner: f"<w:moveFrom>{inner}</w:moveFrom>", False),
    "deleted insertion": (lambda inner: f"<w:ins><w:del>{inner}</w:del></w:ins>", False),
}
WORDS = st.sampled_from(["12 hộ", "xã", "4.353 lượt", "đạt 88,5%", "số 15-KH/HU", "và"])
PIECES = st.tuples(st.sampled_from(list(WAYS)), WORDS, st.booleans())  # way, words, is there a note behind them
Piece = tuple[str, str, bool]
PARAGRAPHS = st.tuples(st.lists(PIECES, max_size=4), st.booleans())  # pieces, is its mark deleted


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(PARAGRAPHS, max_size=4), min_size=1, max_size=4), st.sampled_from(["decimal", "lowerRoman"]))
def test_notes_and_changes_as_a_model_reads_them(stories: list[list[tuple[list[Piece], bool]]], form: str) -> None:
    """Body and cells: what is deleted is gone with its notes, marks count on, cells never run together."""
    number = 0
    notes = ""
    lines: list[str] = []
    labels: list[str] = []
    bodies: list[str] = []
    for story in stories:
        made, carried = "", ""
        for pieces, deleted in story:
            runs = ""
            for way, words, noted in pieces:
                wrap, seen = WAYS[way]
                number += noted
                runs += wrap(r(f"{words} ") + (ref(number + 1) if noted else ""))
                notes += note(number + 1, f"nội dung {number}") if noted else ""
                if seen:
                    carried += f"{words} "
                    if noted:
                        labels.append(numeral(len(labels) + 1, form))
                        carried = f"{carried.rstrip()}[^{labels[-1]}]"  # it clings to the word before it
            made += p(runs, properties=GONE if deleted else "") if runs else p(properties=GONE if deleted else "")
            if not deleted:
                lines.append(carried)
                carried = ""
        lines.append(carried)
        bodies.append(made + ("<w:p/>" if not story else ""))
    body = bodies[0] + (tbl(*[[tc(cell), "x"] for cell in bodies[1:]]) if bodies[1:] else "")
    document = read_docx(
        package(body, footnotes=notes, settings=f'<w:footnotePr><w:numFmt w:val="{form}"/></w:footnotePr>')
    )
    said = [document.text[block.start : block.end] for block in document.blocks if block.kind != "note"]
    assert [line for line in said if line != "x"] == [line.strip() for line in lines if line.strip()]
    assert [mark.label for mark in document.marks] == labels
    assert [block.label for block in document.notes] == labels


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 2)), min_size=1, max_size=25),
    st.lists(st.integers(0, 5), min_size=4, max_size=4),
    st.sampled_from([None, 0, 1, 2]),
    st.sampled_from([None, *range(4)]),
    st.integers(1, 9),
)
def test_numbering_with_starts_restarts_and_overrides(
    steps: list[tuple[int, int]], starts: list[int], restart: int | None, overridden: int | None, start: int
) -> None:
    """Against a model: the third level restarts as `w:lvlRestart` says, list 2 begins one level anew at first use."""
    more = "" if restart is None else f'<w:lvlRestart w:val="{restart}"/>'
    levels = [lvl(n, f"%{n + 1}|", more=more if n == 2 else "", start=starts[n]) for n in range(4)]
    override = f'<w:lvlOverride w:ilvl="{overridden}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
    made = numbering(*levels, overrides="" if overridden is None else override, nums=2)
    counts: list[int | None] = [None] * 4
    begun = False
    expected = []
    for level, number in steps:
        counts[:level] = [starts[n] if count is None else count for n, count in enumerate(counts[:level])]
        here = counts[level]
        counts[level] = starts[level] if here is None else here + 1
        if number == 2 and level == overridden and not begun:
            begun, counts[level] = True, start
        for lower in range(level + 1, 4):
            if lower != 2 or restart is None or (restart and level < restart):
                counts[lower] = None
        expected.append(f"{counts[level]}| x")
    body = "".join(item("x", level, number) for level, number in steps)
    assert read_docx(package(body, numbering=made)).text.split("\n")[:-1] == expected
