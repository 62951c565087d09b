"""What the corpus keeps of a report when its document is gone: who says it, of when, the words around each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.compare.baseline import Earlier, earlier
from corpus.compare.members import Members, members
from corpus.compare.passages import Passage, passages
from extract.document import Document
from patterns.claims import Claims, Figure, Section, plain
from patterns.compiled import compiled
from patterns.find import Prose
from patterns.links.beside import beside
from patterns.structure.areas import areas

_ENDS = compiled(r"[;.()]|(?<!\p{L})(?:lên|xuống|còn|nay)(?!\p{L})")  # what ends a list of earlier levels
_TASKS = compiled(
    r"(?:một số )?(?:phương hướng|mục tiêu(?! quốc gia)|kế hoạch(?! hóa| hoá)|chương trình công tác|dự kiến|giải pháp"
    r"|công tác trọng tâm|trọng tâm công tác|chỉ tiêu phấn đấu"
    r"|(?:các )?nhiệm vụ(?: trọng tâm| chủ yếu| công tác| chính)?"
    r"(?=$|[,.:;]| và| giải pháp| cụ thể| năm| quý| tháng| cuối| đến| \d| trong| thời gian))(?!\p{L})"
    r"|(?!kết quả).*(?<!\p{L})(?:thời gian|năm|quý|tháng|kỳ|giai đoạn) (?:tới|tiếp theo|sắp tới|còn lại)(?!\p{L})"
)


@plain
class Claimed:
    """A figure as reports are compared by: with the words of its item, of its clause, and of its section."""

    figure: Figure
    before: str  # lower case, from the figure before or the last mark of punctuation
    after: str
    clause: str  # lower case, from the beginning of the sentence to the figure
    section: str  # title of its section, lower case
    follows: str = ""  # figure_id of the figure before it in the sentence
    whole: str = ""  # figure_id of what it is part of, or of what its note speaks of
    page: int | None = None
    task: bool = False  # it stands among the tasks of the time to come
    made_of: tuple[Figure, ...] = ()  # the figures that it is the sum of, where the report itself does not say the sum

    @property
    def behind(self) -> str:
        """What the sentence says behind the figure, lower case."""
        return self.figure.sentence[self.figure.char_end - self.figure.sentence_start :].lower()


@dataclass(frozen=True)
class Record:
    """One report, without its document."""

    report_id: str
    issuer: str
    level: str
    area: str
    parent_area: str
    number_symbol: str
    date: str
    title: str
    period_start: str
    period_end: str
    members: Members
    claims: tuple[Claimed, ...]
    passages: tuple[Passage, ...] = ()
    area_code: str = ""  # the official codes, where the units are known
    parent_code: str = ""

    @cached_property
    def by_id(self) -> dict[str, Claimed]:
        """The claims by figure_id."""
        return {claimed.figure.figure_id: claimed for claimed in self.claims}

    @cached_property
    def order(self) -> dict[str, int]:
        """Where each claim stands in `claims`, by figure_id."""
        return {claimed.figure.figure_id: n for n, claimed in enumerate(self.claims)}

    @cached_property
    def earlier(self) -> dict[str, Earlier]:
        """The figures that state a level of an earlier time, by figure_id: "(năm 2020: 34 vụ, 12 người)"."""
        found: dict[str, Earlier] = {}
        for claimed in self.claims:
            figure = claimed.figure
            if not figure.change and figure.kind != "percent" and claimed.clause:
                said = earlier(claimed.clause, claimed.behind, self.year, self.months)
                before = self.by_id.get(claimed.follows)
                if said is None and before is not None and claimed.follows in found:
                    between = claimed.clause[before.figure.char_end - figure.sentence_start :]
                    said = None if _ENDS.search(between) else found[claimed.follows]
                if said is not None:
                    found[figure.figure_id] = said
        return found

    @cached_property
    def compared_to(self) -> dict[str, str]:
        """What each stated change is against, by figure_id; one baseline goes for all of "giảm 03 vụ, 02 người"."""
        found: dict[str, str] = {}
        for claimed in self.claims:
            figure, before = claimed.figure, self.by_id.get(claimed.follows)
            said = figure.baseline
            if figure.change and not said and before is not None and claimed.follows in found:
                between = claimed.clause[before.figure.char_end - figure.sentence_start :]
                said = "" if ";" in between else found[claimed.follows]
            if figure.change and said:
                found[figure.figure_id] = said
        return found

    @property
    def year(self) -> int:
        """The year that the report is about; 0 where it does not say."""
        return int(self.period_end[:4]) if self.period_end else 0

    @property
    def months(self) -> int:
        """How many months the report is about: 12 for a year, whether it counts from 1/1 or from 15/12."""
        if not (self.period_start and self.period_end):
            return 0
        first, last = self.period_start, self.period_end
        whole = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:7]) - int(first[5:7])
        return whole + (int(last[8:]) - int(first[8:]) + 16) // 30


def record(report_id: str, document: Document, claims: Claims, *, area_code: str = "", parent_code: str = "") -> Record:
    """The record of a report that has just been read."""
    head = claims.letterhead
    text = Prose.of(document)
    titles = {section.section_id: section.title.lower() for section in claims.sections}
    tasks = _tasks(claims.sections)
    words = beside(text, claims.figures)
    made = []
    explained: dict[str, list[Figure]] = {}  # by the label of the note that says more of them
    for figure in claims.figures:
        for label in figure.footnote_refs if not figure.change else ():
            explained.setdefault(label, []).append(figure)
    previous: Figure | None = None
    for figure in claims.figures:
        near = words[figure.figure_id]
        together = previous is not None and previous.sentence_start == figure.sentence_start
        made.append(
            Claimed(
                figure,
                near.before,
                near.after,
                text.lower[figure.sentence_start : figure.char_start],
                titles.get(figure.section_id, ""),
                previous.figure_id if previous and together else "",
                figure.part_of or _noted(figure, explained.get(figure.footnote, [])),
                document.page_at(figure.char_start),
                figure.section_id in tasks,
            )
        )
        previous = figure
    return Record(
        report_id=report_id,
        issuer=head.issuer,
        level=head.level,
        area=head.area,
        parent_area=head.parent_area or _parent(text.cased, head.level),
        number_symbol=head.number_symbol,
        date=head.date,
        title=head.title,
        period_start=head.period_start,
        period_end=head.period_end,
        members=members(text.cased) if head.level in ("huyện", "tỉnh") else Members(),
        claims=tuple(made),
        passages=passages(document, text),
        area_code=area_code,
        parent_code=parent_code,
    )


def _tasks(sections: Sequence[Section]) -> set[str]:
    """The sections on what is to be done, with all below them."""
    found: set[str] = set()
    for section in sections:
        if section.parent_id in found or _TASKS.match(section.title.lower()):
            found.add(section.section_id)
    return found


def _noted(figure: Figure, explained: list[Figure]) -> str:
    """The last figure of the same things whose clause a note is attached to: the note says more of it."""
    if not figure.footnote or not figure.unit:
        return ""
    head = figure.unit.split(" ")[0]
    return next((each.figure_id for each in reversed(explained) if each.unit.split(" ")[0] == head), "")


def _parent(text: str, level: str) -> str:
    """The first wider unit that the report names, for a letterhead that names none."""
    wider = {"xã": "huyện", "huyện": "tỉnh"}.get(level, "")
    return next((area.name for area in areas(text[:4000]) if area.level == wider), "")
