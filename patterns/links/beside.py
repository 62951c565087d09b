"""The words beside a figure: the label of its own item in the list or clause that it stands in."""

from __future__ import annotations

from patterns.claims import Figure, plain
from patterns.compiled import compiled
from patterns.find import Prose

_CUT = compiled(r"[;:()\[\]\n]|[.,](?!\d)|(?<!\p{L})[-+•](?!\p{L})")
_LAST_CUT = compiled(f"(?r){_CUT.pattern}")  # from the end
_CUES = ("trong", "bao gồm", "gồm", "cụ thể")  # what `_CUE` begins with
_CUE = compiled(r"^(?:trong đó|bao gồm|gồm|cụ thể|trong số đó)(?: có)?(?!\p{L})[ ]*")
_WORD = compiled(r"[\p{L}&]+")


@plain
class Beside:
    """Lower case. `before` and `after` reach to the next figure or mark of punctuation."""

    before: str
    after: str

    @property
    def label(self) -> str:
        """The words of the item, those before the figure first: "cấp xã 13 hội nghị" is "cấp xã hội nghị"."""
        return f"{self.before} {self.after}".strip()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.label))


def beside(prose: Prose, figures: tuple[Figure, ...]) -> dict[str, Beside]:
    """The words beside each figure, by figure_id."""
    text = prose.lower
    made: dict[str, Beside] = {}
    for n, figure in enumerate(figures):
        start = figures[n - 1].char_end if n else 0
        end = figures[n + 1].char_start if n + 1 < len(figures) else len(text)
        before = text[max(start, figure.char_start - 160) : figure.char_start]
        after = text[figure.char_end : min(end, figure.char_end + 160)]
        cut = _CUT.search(after)
        made[figure.figure_id] = Beside(_last(before), (after[: cut.start()] if cut else after).strip())
    return made


def _last(before: str) -> str:
    """The last piece that holds a word: "khiếu nại: 02" has its label before the colon."""
    cut = _LAST_CUT.search(before)
    last = _without_cue((before[cut.end() :] if cut else before).strip())
    if not last and cut and before.rstrip().endswith(":"):
        return _without_cue(_CUT.split(before)[-2].strip())
    return last


def _without_cue(piece: str) -> str:
    return _CUE.sub("", piece) if piece.startswith(_CUES) else piece
