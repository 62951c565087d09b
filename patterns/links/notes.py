"""Footnotes → the figures of the body that they break down, across the mark."""

from __future__ import annotations

from extract.document import Mark, Note
from patterns.claims import Figure
from patterns.compiled import compiled
from patterns.links.compatible import adds_up, alike, nearly_adds_up, same_unit, summable, unit_end, upper
from patterns.links.movements import opens_stock

_LABEL = compiled(r"(?:^|(?<=[.;:] ))(?P<label>\p{Lu}[^.:;\d\n]{1,60}):")
_OPENS = compiled(r"(?:trong|trên)(?: tổng)?(?: số)? ")
_REST = compiled(r"(?<!\p{L})(?:khác|còn lại)[ ]*:?[ ]*$")
_FEW = 10  # of fewer things, others are the sum by chance
_NEAR = compiled(r"[^,;.:()\d]{0,60}+")


def breakdowns(
    mark: Mark, note: Note, parts: list[Figure], wholes: list[Figure], lower: str, cased: str
) -> list[tuple[Figure, list[Figure], str]]:
    """(whole, parts, cue) of what the note breaks down: `wholes` stand before the mark in its sentence, `parts` in it.

    A note says nothing of the figure at its mark unless its figures add up to it, miss it by a slip, or the mark clings
    to the figure and the note lists nothing else.
    """
    if opens_stock(lower, note.start):
        return []
    wholes = [whole for whole in wholes if whole.quantity.value_max is None]
    if parts and _OPENS.fullmatch(lower, note.start, parts[0].char_start):  # it says itself what it breaks down
        said = parts[0].quantity.value
        parts, wholes = parts[1:], [whole for whole in wholes if whole.quantity.value == said]
    labelled = _labelled(note, parts, wholes, cased)
    if labelled:
        return labelled
    found, left, open_wholes = [], list(parts), list(wholes)
    segment = lower.rfind(";", wholes[0].char_start if wholes else 0, mark.start)
    for exactly in (True, False):
        for whole in reversed(list(open_wholes)):
            if not exactly and whole.char_start < segment:
                continue  # a semicolon between: only the numbers themselves can tell
            near = bool(_NEAR.fullmatch(lower, unit_end(whole, lower), mark.start))
            chosen = _parts(whole, left, near, exactly)
            if near and not chosen and not exactly and _leaves_nothing_out(left, lower):
                chosen = [figure for figure in left if summable(figure, whole)]
            if chosen:
                found.append((whole, chosen, f"[^{mark.label}]"))
                left = [figure for figure in left if figure not in chosen]
                open_wholes.remove(whole)
    return found


def _leaves_nothing_out(figures: list[Figure], lower: str) -> bool:
    """ "giao thông 38, môi trường 62, sân chơi 15, lĩnh vực khác 20 công trình": the last item is all the rest."""
    return len(figures) > 2 and bool(_REST.search(lower, figures[-2].char_end, figures[-1].char_start))


def _parts(whole: Figure, figures: list[Figure], near: bool, exactly: bool) -> list[Figure]:
    first = figures[0] if figures else whole
    if first.quantity.value == whole.quantity.value and same_unit(first.unit, whole.unit):
        figures = figures[1:]  # "15 vụ[^1]" and the note says "Trong 15 vụ có 09 vụ …"
    fitting = [figure for figure in figures if summable(figure, whole)]
    same = [figure for figure in fitting if not figure.unit or same_unit(figure.unit, whole.unit)]
    kin = [figure for figure in fitting if figure in same or alike(figure.unit, whole.unit)]
    # "23 trường hợp[^4]", and the note counts "09 tổ chức" and "14 cá nhân"
    of_any_unit = [fitting] if near and whole.quantity.value >= _FEW else []
    for group in (same, kin, *_by_sentence(same), *of_any_unit):
        if adds_up(group, whole):
            return group
    if exactly:
        return []
    for group in (same, *_by_sentence(same)):
        if len(group) > 2 and nearly_adds_up(group, whole):
            return group
    of_one_unit = len({figure.unit for figure in figures}) == 1
    for group in (same, kin):
        listed = (
            len(group) > 1
            and len(group) == len(figures)
            and (of_one_unit or all(figure.quantity.value <= upper(whole) for figure in group))
        )
        if near and listed:
            return group
    if near and of_one_unit and len(fitting) == len(figures) > 2:
        return fitting  # "22 Huy hiệu Đảng[^4]", and the note counts those who got them
    return []


def _by_sentence(figures: list[Figure]) -> list[list[Figure]]:
    sentences: dict[int, list[Figure]] = {}
    for figure in figures:
        sentences.setdefault(figure.sentence_start, []).append(figure)
    return list(sentences.values()) if len(sentences) > 1 else []


def _labelled(
    note: Note, parts: list[Figure], wholes: list[Figure], cased: str
) -> list[tuple[Figure, list[Figure], str]]:
    """ "Tập thể theo lĩnh vực: … Cá nhân theo lĩnh vực: …": each label names the whole that it breaks down."""
    labels = list(_LABEL.finditer(cased[note.start : note.end]))
    found = []
    for at, match in enumerate(labels):
        label = match["label"].lower()
        end = note.start + labels[at + 1].start() if at + 1 < len(labels) else note.end
        whole = next((w for w in reversed(wholes) if w.unit and label.startswith(w.unit)), None)
        chosen = [figure for figure in parts if note.start + match.end() <= figure.char_start < end]
        if whole and len(chosen) > 1 and len({figure.unit for figure in chosen}) == 1:
            found.append((whole, chosen, f"[^{note.label}] {match['label']}"))
    return found
