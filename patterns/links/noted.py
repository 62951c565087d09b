"""A note that begins with the number at its mark: "… còn lại 15 vụ chuyển cấp trên[^3]", "[^3]: Trong 15 vụ có …"."""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Document
from patterns.claims import Figure, Link
from patterns.compiled import compiled
from patterns.links.units import one_unit

_HEAD = compiled(r"\s*(?P<cue>trong(?: tổng)?(?: số)?|tổng số)\s*")
_BEHIND = compiled(r"[^,;.:\d]{0,30}(?:\b(?:có|gồm|thì)\b|[:,])")


def noted_links(document: Document, text: str, figures: tuple[Figure, ...], twins: set[str]) -> Iterator[Link]:
    """Each head of a note that no figure at its mark agrees with; `twins`: figures that are known to agree with one."""
    first: dict[str, Figure] = {}
    marked: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.footnote:
            first.setdefault(figure.footnote, figure)
        for label in figure.footnote_refs:
            marked.setdefault(label, []).append(figure)
    for note in document.notes:
        head = first.get(note.label)
        cue = _HEAD.fullmatch(text, note.start, head.char_start) if head else None
        if head is None or cue is None or head.change or not _BEHIND.match(text, head.char_end):
            continue
        like = [one for one in marked.get(note.label, []) if one_unit(one, head) == "same" and not one.change]
        value = head.quantity.value
        if like and head.figure_id not in twins and all(value != one.quantity.value for one in like):
            yield Link("same", like[-1].figure_id, (head.figure_id,), cue["cue"], "stated")
