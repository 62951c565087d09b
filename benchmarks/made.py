"""Documents made on the spot, of any length: the bodies of the example reports over and over, each with other numbers.

The writing is that of the examples, so that everything is in it that costs time: sections, footnotes, sums, percents.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "examples"))  # a folder of programs, and no package

from markup import Block, Report, parse
from to_docx import write_docx
from to_pdf import write_pdf

_SOURCES = Path(__file__).resolve().parents[1] / "examples" / "source"
_NAMES = ("huyen-muong-phieng-2024", "huyen-muong-phieng-2023", "xa-nam-phung-2024", "xa-chieng-luot-2024")
_SYLLABLES = "Mường Nậm Chiềng Bản Pa Tà Hua Khun Sin Phong Tam Sơn Lâm Thanh Bình An Hòa Phú Vĩnh Long"  # of names
_PAGE = 2600  # characters of a printed page
_CHANGED = 0.8  # of the counts; the rest agree with what is said of them elsewhere
_MARK = re.compile(r"\[\^(\d+)\]")
_COUNT = re.compile(r"(?<![\d.,/])(?!(?:19|20)\d\d)\d{2,3}(?= (?!tháng|năm|ngày)[a-zà-ỹđ])")


def make(path: Path, pages: int, seed: int = 0) -> Path:
    """A report of about so many printed pages, as DOCX, PDF or text by its suffix; another seed, other numbers."""
    report = _report(pages, seed)
    if path.suffix == ".docx":
        write_docx(report, path)
    elif path.suffix == ".pdf":
        write_pdf(report, path)
    else:
        lines = [block.text for block in report.blocks]
        lines += [f"[^{label}]: {text}" for label, text in report.notes.items()]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _report(pages: int, seed: int) -> Report:
    chance = random.Random(seed)
    sources = [parse((_SOURCES / f"{name}.txt").read_text("utf-8")) for name in _NAMES]
    first = sources[0]
    made = Report(meta=dict(first.meta), to=first.to, sign=first.sign)
    names = _SYLLABLES.split()
    made.meta["number"] = f"Số {seed + 1}-BC/HU"
    made.meta["office"] = f"HUYỆN ỦY {names[seed % 20]} {names[seed // 20 % 20]} {names[seed // 400 % 20]}".upper()
    made.blocks += [block for block in first.blocks if block.kind in ("title", "aside")]
    room, turn = pages * _PAGE, 0
    while room > 0:
        source = sources[turn % len(sources)]
        turn += 1
        for block in source.blocks:
            if block.kind in ("part", "head", "item", "para") and room > 0:
                text = _with_notes(_changed(block.text, chance), source, made, chance)
                made.blocks.append(Block(block.kind, text))
                room -= len(text) + 1
    return made


def _with_notes(text: str, source: Report, made: Report, chance: random.Random) -> str:
    """The text with its notes taken over, numbered on."""

    def renumbered(mark: re.Match[str]) -> str:
        label = str(len(made.notes) + 1)
        made.notes[label] = _changed(source.notes[mark[1]], chance)
        return f"[^{label}]"

    return _MARK.sub(renumbered, text)


def _changed(text: str, chance: random.Random) -> str:
    return _COUNT.sub(lambda count: str(chance.randint(2, 999)) if chance.random() < _CHANGED else count[0], text)
