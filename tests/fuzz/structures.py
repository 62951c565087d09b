"""Hypothesis strategies: Word and PDF structure that follows no rule, and Vietnamese prose full of numbers."""

from __future__ import annotations

from hypothesis import strategies as st

from docx_fixtures import package
from fuzz.mutate_pdf import written

_TAGS = (
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "sdt",
    "sdtContent",
    "ins",
    "del",
    "hyperlink",
    "fldSimple",
    "fldChar",
    "sym",
)
_TAGS += (
    "instrText",
    "footnoteReference",
    "pPr",
    "rPr",
    "tcPr",
    "gridSpan",
    "vMerge",
    "numPr",
    "numId",
    "ilvl",
    "pict",
)
_TAGS += ("txbxContent", "tab", "br", "drawing", "object", "smartTag", "moveFrom", "moveTo", "pStyle", "outlineLvl")
_VALUES = st.sampled_from(
    ["", "0", "1", "-1", "restart", "begin", "end", "separate", "99999999999", "on", "PAGE", "TOC"]
)
_WORDS = (
    "tổ chức",
    "hội nghị",
    "đạt",
    "giảm",
    "so với",
    "năm",
    "trong đó",
    "gồm",
    "khoảng",
    "trên",
    "hộ",
    "triệu đồng",
)
_WORDS += (
    "xã",
    "Kế hoạch số",
    "ngày",
    "tháng",
    "tỷ lệ",
    "cấp huyện",
    "ha",
    "m²",
    "lượt người",
    "quý I",
    "[^1]",
    "bằng",
)
_NUMBERS = (
    "30",
    "02",
    "1.250",
    "88,5%",
    "97/97",
    "2023",
    "15-KH/HU",
    "122,188",
    "01/01/2024",
    "2 340",
    "10-15",
    "½",
    "I.",
)
_NUMBERS += ("0", "1.2.3", "100,00%", "(27)", "١٢", "１２", "3,", "4.", "-5", "+6", "7x8", "10^9", "№9", "²", "1e9")
_NAMES = (
    "/Type",
    "/Pages",
    "/Page",
    "/Kids",
    "/Count",
    "/Parent",
    "/MediaBox",
    "/Contents",
    "/Resources",
    "/Font",
    "/Length",
)
_NAMES += ("/Catalog", "/Outlines", "/StructTreeRoot", "/MarkInfo", "/Marked", "/K", "/S", "/P", "/Rotate", "/Annots")


def prose() -> st.SearchStrategy[str]:
    """Lines of words and numbers in any order and with any sign between them."""
    piece = st.sampled_from(_WORDS) | st.sampled_from(_NUMBERS) | st.decimals(0, 10**9, places=2).map(str)
    sign = st.sampled_from([" ", ", ", "; ", ": ", " (", ") ", ".\n", "\n- ", "\n1. ", "", "\u00a0", "/", " - ", "\t"])
    return st.lists(st.tuples(piece, sign), max_size=40).map(lambda found: "".join(a + b for a, b in found))


def word() -> st.SearchStrategy[bytes]:
    """A package whose body is any tree of the elements of Word."""

    def element(tag: str, value: str, inner: list[str]) -> str:
        said = f' w:val="{value}" w:id="{value}" w:instr="{value}" w:fldCharType="{value}"' if value else ""
        return f"<w:{tag}{said}>{''.join(inner)}</w:{tag}>"

    text = prose().map(lambda words: words.replace("&", "").replace("<", "")[:60])
    tree = st.recursive(
        text,
        lambda inner: st.builds(element, st.sampled_from(_TAGS), _VALUES, st.lists(inner, max_size=4)),
        max_leaves=30,
    )
    return st.lists(tree, max_size=5).map(lambda found: package("".join(found), footnotes=found[0] if found else ""))


def pdf() -> st.SearchStrategy[bytes]:
    """A file of any objects that refer to each other in any way, rings included."""
    reference = st.integers(0, 9).map(lambda number: f"{number} 0 R")
    leaf = (
        reference | st.sampled_from(_NAMES) | st.integers(-1, 2**40).map(str) | st.sampled_from(["true", "null", "(a)"])
    )
    value = st.recursive(
        leaf,
        lambda inner: (
            st.lists(inner, max_size=4).map(lambda found: f"[{' '.join(found)}]")
            | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=5).map(
                lambda found: f"<<{' '.join(f'{name} {said}' for name, said in found.items())}>>"
            )
        ),
        max_leaves=12,
    )
    objects = st.dictionaries(st.integers(3, 9), value.map(lambda said: said.encode("latin-1", "replace")), max_size=7)
    root = {1: b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R/MarkInfo<</Marked true>>>>"}
    pages = st.lists(reference, max_size=4).map(lambda kids: f"<</Type/Pages/Count 4/Kids[{' '.join(kids)}]>>".encode())
    return st.builds(lambda found, tree: written({**root, 2: tree, **found}, 1), objects, pages)
