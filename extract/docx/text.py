"""Paragraphs as the walk found them, made paragraphs for the builder: legacy text decoded, small digits kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.builder import Paragraph, Run
from extract.docx.drafts import Draft, Piece
from extract.docx.math import raised
from extract.legacy import convert, font_encoding, suspicious

_MARK = re.compile(r"\s*[(\[]?(\d{1,3}|\*{1,4}|[†‡§]|[ivx]{1,5}|[a-h])[)\]]?\s*")  # raised, it may be a mark
_BETWEEN = re.compile(r"([,;]\s*)")  # two marks that stand together


def decode_drafts(drafts: Iterable[Draft]) -> list[str]:
    """Decodes legacy text in place, by font and by content over the whole document; returns warnings."""
    pieces: list[Piece] = []
    for draft in drafts:
        if draft.label is not None:
            pieces.append(draft.label)
        pieces += draft.pieces
    promised = any(map(font_encoding, {piece.look.font for piece in pieces}))
    if not promised and not any(suspicious(piece.text) for piece in pieces):
        return []
    texts = [piece.text for piece in pieces]
    decoded = convert(texts, [piece.look.font for piece in pieces])
    if decoded == texts:
        return []
    for piece, text in zip(pieces, decoded, strict=True):
        piece.text = text
    return ["Văn bản dùng phông chữ hoặc bảng mã cũ (TCVN3, VNI); đã chuyển sang Unicode."]


def paragraph(draft: Draft, custom_mark: str = "") -> Paragraph:
    """The paragraph for the builder. Runs of text are joined, so that no letter is cut in two; raised numbers are
    runs that may be marks (text and mark). `custom_mark` is taken off the beginning of a note."""
    setting = draft.setting
    pieces = draft.pieces
    if len(pieces) == 1 and draft.label is None and not custom_mark:
        piece = pieces[0]
        if piece.mark is None and not (piece.look.raised or piece.look.capitals):  # most paragraphs
            return Paragraph([Run(piece.text)], draft.bold, setting.centered, setting.heading)
    runs: list[Run] = []
    for piece in pieces:
        if piece.mark is not None:
            runs.append(Run("", mark=piece.mark))
            continue
        if piece.look.raised and runs and runs[-1].mark == piece.text.strip():
            continue  # RTF brings a typed mark twice
        text = piece.text.upper() if piece.look.capitals else piece.text
        if not piece.look.raised:
            _add(runs, text)
            continue
        parts = _BETWEEN.split(text)
        for part in parts if all(map(_MARK.fullmatch, parts[::2])) else [text]:
            number = _MARK.fullmatch(part)
            _add(runs, raised(part) if _has_digit(part) else part, number[1] if number else None)
    if custom_mark:
        _take_off(runs, custom_mark)
    label = draft.label.text if draft.label is not None else ""
    if draft.label is not None and draft.label.look.capitals:
        label = label.upper()
    return Paragraph(runs, draft.bold, setting.centered, setting.heading, label)


def _take_off(runs: list[Run], mark: str) -> None:
    """Takes the custom mark off the beginning of its note, raised or not. LibreOffice writes it once more than Word;
    a number is taken off once only, as a figure may follow it."""
    number = mark.isalnum()
    for _ in range(1 if number else 2):
        if runs and runs[0].text and runs[0].mark == mark:
            del runs[0]
        elif runs and runs[0].text:
            end = r"(?![\w/%]|[.,]\d)" if number else ""
            runs[0].text = re.sub(rf"^\s*(?:{re.escape(mark)}{end})?", "", runs[0].text)


def _add(runs: list[Run], text: str, mark: str | None = None) -> None:
    """Adds text, to the run before where neither may be a mark, so that no letter is cut in two."""
    if runs and runs[-1].mark is None and mark is None:
        runs[-1].text += text
    else:
        runs.append(Run(text, mark=mark))


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
