"""`OUT/review/`: static, self-contained pages for people, made from the tables of OUT and from nothing else."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from textwrap import shorten
from typing import Any

from corpus.decisions import FILE, Decision, read_decisions
from outputs import wording
from outputs.page_images import LONGEST, PageImage, draw, image_in, image_name
from outputs.pages import as_json, environment
from outputs.plots import share_plots, trend_plots
from outputs.review_text import ReportText, short
from outputs.series import Series
from outputs.stored import Shelf, Stored

_TOP = 30  # findings that the index names
_HEADING = 100  # characters of a heading in the tree
_LABELS = ("Chỉ tiêu", "Chủ thể", "Nơi", "Kỳ", "So với", "Mục", "Chú thích kèm theo", "Quy tắc đọc")


@dataclass(slots=True)
class _Entry:
    """A report in the index."""

    row: Stored
    figures: int
    checks: int
    verdicts: Counter[str]
    gaps: list[Stored]
    findings: list[Stored] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.row["title"] or self.row["source"]

    @property
    def status(self) -> str:
        return next((verdict for verdict in ("mismatch", "remark") if self.verdicts[verdict]), "holds")


def load_pages() -> None:
    """Compiles the templates, which takes longer than to fill them in for one report."""
    for name in ("report.html", "index.html"):
        environment().get_template(name)


class Review:
    """Writes the pages of one output folder."""

    def __init__(
        self,
        out: Path,
        sources: Mapping[str, Path] | None = None,
        images: bool | None = None,
        drawn: Path | None = None,
        draw: Callable[[Path, Path, str], Iterator[int]] = draw,
    ) -> None:
        """`sources` gives the files of the reports for page images; `images` None: of short PDFs only.

        `drawn` is a folder with pages that the run has drawn on its way; `draw` draws those that are still missing: a
        run does not draw what other people sent in its own process.
        """
        self._shelf = Shelf(out)
        self._folder = out / "review"
        self._sources = sources or {}
        self._images = images
        self._drawn = drawn
        self._draw = draw
        self._decisions = read_decisions(out / FILE)
        self._environment = environment()
        self._written: set[str] = set()

    def write(self) -> Path:
        """Writes every page and takes away the pages of reports that are gone. Gives the index."""
        self._folder.mkdir(exist_ok=True)
        series = Series()
        entries = [self._report(row, series) for row in self._shelf.rows("reports")]
        index = self._index(entries, series)
        for path in self._folder.iterdir():
            if path.is_file() and path.name not in self._written:
                path.unlink()
        return index

    def _report(self, row: Stored, series: Series) -> _Entry:
        key = row["report_id"]
        figures = self._shelf.of_report("figures", key)
        sections = self._shelf.of_report("sections", key)
        checks = sorted(self._shelf.of_report("checks", key), key=lambda check: -int(check["weight"] or 0))
        coverage = self._shelf.of_report("coverage", key)
        plain = self._shelf.text(key)
        text = ReportText(plain, figures, sections, self._shelf.of_report("cells", key))
        series.add(row, figures)
        verdicts = Counter(check["verdict"] for check in checks)
        gaps = [answer for answer in coverage if answer["status"] != "present"]
        entry = _Entry(row, len(figures), len(checks), verdicts, gaps)
        entry.findings = [check for check in checks if check["verdict"] != "holds"]
        data = {
            "report": key,
            "labels": _LABELS,
            "figures": {short(figure["figure_id"]): _card(figure) for figure in figures},
        }
        page = self._environment.get_template("report.html").render(
            entry=entry,
            report=row,
            sections=[(section, _heading(section, plain)) for section in sections],
            body=text.html(),
            findings=entry.findings,
            holding=[check for check in checks if check["verdict"] == "holds"],
            coverage=coverage,
            decisions=self._decisions,
            pages=self._page_images(row, figures),
            data=as_json(data),
        )
        self._put(f"{key}.html", page.encode("utf-8"))
        return entry

    def _page_images(self, row: Stored, figures: Sequence[Stored]) -> list[dict[str, Any]]:
        """The pages of a PDF with the boxes of their figures."""
        count = int(row["pages"] or 0)
        if row["format"] != "pdf" or self._images is False or not (self._images or count <= LONGEST):
            return []
        boxes: dict[str, list[tuple[str, list[float]]]] = {}
        for figure in figures:
            if figure["bbox"]:
                edges = [float(edge) for edge in figure["bbox"].split()]
                boxes.setdefault(figure["page"], []).append((short(figure["figure_id"]), edges))
        images = self._drawn_images(row, count)
        path = self._sources.get(row["source"])
        if len(images) < count and path:
            deque(self._draw(path, self._folder, row["sha256"]), maxlen=0)
            images = self._drawn_images(row, count)
        self._written.update(image.name for image in images)
        return [{**asdict(image), "boxes": boxes.get(str(image.page), [])} for image in images]

    def _drawn_images(self, row: Stored, count: int) -> list[PageImage]:
        """The pages of a PDF that this run or an earlier one has drawn."""
        for name in (image_name(row["sha256"], page) for page in range(1, count + 1)):
            if self._drawn and (self._drawn / name).exists():
                (self._drawn / name).replace(self._folder / name)
        found = (image_in(self._folder, row["sha256"], page) for page in range(1, count + 1))
        return [image for image in found if image]

    def _index(self, entries: Sequence[_Entry], series: Series) -> Path:
        findings = sorted(
            ((check, entry) for entry in entries for check in entry.findings),
            key=lambda pair: -int(pair[0]["weight"] or 0),
        )
        late = [row for row in self._shelf.rows("coverage") if not row["report_id"]]
        decided = [decision for decision in self._decisions.values() if decision.verdict or decision.note]
        page = self._environment.get_template("index.html").render(
            entries=entries,
            figures=sum(entry.figures for entry in entries),
            checks=sum(entry.checks for entry in entries),
            mismatches=sum(entry.verdicts["mismatch"] for entry in entries),
            remarks=sum(entry.verdicts["remark"] for entry in entries),
            findings=findings[:_TOP],
            more=max(0, len(findings) - _TOP),
            errors=list(self._shelf.rows("errors")),
            late=late,
            outlined=any(row["report_id"] for row in self._shelf.rows("coverage")),
            trends=trend_plots(series),
            shares=share_plots(series),
            data=as_json({"decisions": [_decided(decision) for decision in decided]}),
        )
        return self._put("index.html", page.encode("utf-8"))

    def _put(self, name: str, content: bytes) -> Path:
        """Each page appears whole or not at all."""
        path = self._folder / name
        partial = self._folder / f".{name}.partial"
        partial.write_bytes(content)
        self._written.add(name)
        return partial.replace(path)


def _heading(section: Stored, text: str) -> str:
    """Label and title; where the section has no title, its first words."""
    if section["title"]:
        return shorten(f"{section['label']}. {section['title']}", _HEADING, placeholder=" …")
    start = int(section["char_start"])
    return shorten(text[start : start + 2 * _HEADING].partition("\n")[0], _HEADING // 2, placeholder=" …")


def _card(figure: Stored) -> dict[str, Any]:
    """What the page says of a figure: the value, words by the number of their label, figures that it is linked to."""
    said = (
        figure["indicator"],
        figure["actor"],
        figure["place"],
        wording.period(figure["period_start"], figure["period_end"]),
        figure["baseline"],
        figure["section_path"],
        figure["footnote_refs"].replace(";", ", "),
        figure["rule"],
    )
    card: dict[str, Any] = {
        "k": wording.KINDS[figure["kind"]] + (", mục tiêu" if figure["target"] == "true" else ""),
        "v": wording.value(figure),
        "d": [[at, text] for at, text in enumerate(said) if text],
    }
    for name, column in (("of", "part_of"), ("rate", "rate_of")):
        if figure[column]:
            card[name] = short(figure[column])
    return card


def _decided(decision: Decision) -> list[str]:
    return [decision.check_id, decision.verdict, decision.note]
