"""The inline marks of Markdown, which say how text is set and are not text."""

from __future__ import annotations

import html
import re

from extract.docx.math import raised

BOLD_ON, BOLD_OFF = "\ue000", "\ue001"  # where bold begins and ends, while a text is cut into lines
_INNER = r"(?=[^\s*])((?:(?!\n\s*\n).)+?)(?<=[^\s*])"
_BOTH = re.compile(rf"(?<!\*)\*\*\*{_INNER}\*\*\*(?!\*)", re.DOTALL)
_BOLD = re.compile(rf"(?<!\*)\*\*{_INNER}\*\*(?!\*)", re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_LOW_BOLD = re.compile(r"(?<![\w_])__(?=[^\s_])([^\n]+?)(?<=[^\s_])__(?![\w_])")
_LOW_ITALIC = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?![\w_])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~<&])")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)")
_RAISED = re.compile(r"<sup>\s*(\d+)\s*</sup>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAGS = re.compile(r"</?(?:b|i|u|em|strong|span|center|font|p|div|a|sub|sup)(?:\s[^<>]*)?>", re.IGNORECASE)


def without_emphasis(text: str) -> str:
    """A whole text with `*` and `**` off, which a plain text has too; bold lies between BOLD_ON and BOLD_OFF."""
    bold = f"{BOLD_ON}\\1{BOLD_OFF}"
    return _ITALIC.sub(r"\1", _BOLD.sub(bold, _BOTH.sub(bold, text)))


def without_markup(text: str) -> str:
    """A whole Markdown text without what plain text has not: underscores, links, tags. Entities and escapes stay."""
    text = _LOW_ITALIC.sub(r"\1", _LOW_BOLD.sub(f"{BOLD_ON}\\1{BOLD_OFF}", text))
    text = _RAISED.sub(lambda found: raised(found[1]), _LINK.sub(r"\1", text))
    return _TAGS.sub("", text)


def unescaped(text: str) -> str:
    """A piece of Markdown text with entities and escapes as the characters that they stand for."""
    return html.unescape(_ESCAPE.sub(r"\1", text))


def lines_of_cell(text: str) -> list[str]:
    """A table cell at its `<br>`."""
    return _BREAK.split(text)
