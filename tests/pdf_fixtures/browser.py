"""The report printed by Chromium, from HTML."""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from pathlib import Path

from .content import CAPTION, LEFT, MARK, RIGHT, SIGN_LEFT, SIGN_RIGHT, TABLE, Report

_STYLE = """@page { size: A4; margin: 2cm 1.5cm 2cm 3cm }
body { font: 14pt/1.3 'Liberation Serif'; margin: 0 }
p { margin: 0 0 6pt; text-align: justify; text-indent: 1.27cm }
.c { text-align: center; text-indent: 0; font-weight: bold }
.side { display: flex; break-inside: avoid; margin-bottom: 12pt } .side div { width: 50% } .side p { text-align: center; text-indent: 0; margin: 0 }
.note { font-size: 10pt; text-indent: 0; margin: 0 }
table.d { border-collapse: collapse; margin-bottom: 12pt } table.d td { border: 1px solid black; padding: 2pt 8pt }
"""


def _marked(text: str) -> str:
    return "".join(escape(part) if n % 2 == 0 else f"<sup>{part}</sup>" for n, part in enumerate(MARK.split(text)))


def _sides(left: list[str], right: list[str]) -> str:
    cells = ("".join(f"<p>{escape(line)}</p>" for line in side) for side in (left, right))
    return '<div class="side">' + "".join(f"<div>{cell}</div>" for cell in cells) + "</div>"


def print_browser(report: Report, folder: Path) -> bytes:
    """The PDF that Chromium prints of the report; the notes stand after the body, as a web page has them."""
    parts = [_sides(LEFT, RIGHT)] if report.letterhead else []
    parts += [f'<p class="c">{escape(text)}</p>' for text in report.title]
    parts += [f"<p>{_marked(text)}</p>" for text in report.body]
    if report.table:
        rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in TABLE)
        parts += [f'<p class="c">{CAPTION}</p>', f'<table class="d">{rows}</table>']
    if report.signature:
        parts.append(_sides(SIGN_LEFT, SIGN_RIGHT))
    parts += [f'<p class="note"><sup>{label}</sup> {escape(text)}</p>' for label, text in report.notes.items()]
    page = folder / "report.html"
    page.write_text(f'<meta charset="utf-8"><style>{_STYLE}</style>' + "\n".join(parts), "utf-8")
    made = folder / "report.pdf"
    subprocess.run(
        [
            _program() or "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/chromium",
            "--no-pdf-header-footer",
            f"--print-to-pdf={made}",
            str(page),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return made.read_bytes()


def _program() -> str | None:
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def has_browser() -> bool:
    """Chromium is installed."""
    return _program() is not None
