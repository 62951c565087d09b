"""The review page: everything of the tables is on it, nothing on it is anything but text, and it calls nobody."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from outputs.page_images import draw
from outputs.plots import share_plots, trend_plots
from outputs.review import Review
from outputs.review_text import ReportText
from outputs.series import Series
from outputs.stored import Shelf, Stored
from sokhop.inputs import find_inputs
from sokhop.people import ForPeople, Wanted
from sokhop.run import Options, run

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"

HOSTILE = """BÁO CÁO
<script>alert("đây")</script> kết quả năm 2023
I. KẾT QUẢ <img src=x onerror=alert(1)>
=HYPERLINK("http://example.invalid/";"bấm") có 12 hội nghị, gồm 05 hội nghị cấp huyện và 06 hội nghị cấp xã.
</script><b>Có</b> 104/126 bản đạt chuẩn, đạt 88,5% & "hơn".
"""


def sokhop(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sokhop", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8"
    )


def page(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(path.read_text(encoding="utf-8"))


def rows(out: Path, table: str) -> list[Stored]:
    return list(Shelf(out).rows(table))


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """The output for a report that tries everything."""
    (tmp_path / "=1+1 <b>.txt").write_text(HOSTILE, encoding="utf-8")
    done = sokhop("run", tmp_path / "=1+1 <b>.txt", "-o", tmp_path / "out")
    assert done.returncode == 1, done.stderr
    return tmp_path / "out"


def test_every_figure_stands_on_its_page_where_it_stands_in_the_text(example_output: Path) -> None:
    for report in rows(example_output, "reports"):
        seen = page(example_output / "review" / f"{report['report_id']}.html")
        marked = {element.get("id"): element.text_content() for element in seen.cssselect("article .f")}
        stated = Shelf(example_output).of_report("figures", report["report_id"])
        assert marked == {"f" + figure["figure_id"].rpartition("-")[2]: figure["raw"] for figure in stated}
        for mark in seen.cssselect("article sup"):
            mark.drop_tree()
        plain = Shelf(example_output).text(report["report_id"])
        text = re.sub(r"^\[\^\w+\]: ?|\[\^\w+\]", "", plain, flags=re.MULTILINE)
        shown = seen.cssselect("article")[0].text_content()
        assert Counter("".join(shown.split())) == Counter("".join(text.split()))


def test_the_whole_text_is_shown() -> None:
    text = "BÁO CÁO\nI. A\nmột [^1] hai [^2]\nba 5 bốn [^9]\n[^1]: chú & thích 7\n[^2]: nữa\n[^x]: không dấu\n"
    figure = dict.fromkeys(("change", "approx", "value_max", "of", "unit", "kind"), "")
    figures = [
        figure | {"figure_id": "r-0001", "char_start": str(text.index("7")), "char_end": str(text.index("7") + 1)}
    ]
    seen = lxml.html.fragment_fromstring(ReportText(text, figures, [], []).html(), create_parent=True)
    assert [note.text_content() for note in seen.cssselect(".note")] == ["1 chú & thích 7", "2 nữa", "x không dấu"]
    beside = [row for row in seen.cssselect(".row") if row.cssselect(".notes")]
    assert len(beside) == 1 and len(beside[0].cssselect(".notes .note")) == 2
    assert seen.cssselect(".note .f")[0].text_content() == "7"
    assert [link.get("href") for link in seen.cssselect("sup a")] == ["#n0", "#n1"]
    assert "ba 5 bốn 9" in seen.text_content()


def test_a_repeated_label_points_to_its_own_note() -> None:
    text = "một[^1]\nhai[^1]\n[^1]: đầu\n[^1]: sau\n"
    seen = lxml.html.fragment_fromstring(ReportText(text, [], [], []).html(), create_parent=True)
    assert [row.text_content() for row in seen.cssselect(".row")] == ["một11 đầu", "hai11 sau"]


def test_a_check_names_its_figures_and_its_arithmetic(example_output: Path) -> None:
    checks = [check for check in rows(example_output, "checks") if check["verdict"] != "holds"]
    assert checks
    for check in checks:
        seen = page(example_output / "review" / f"{check['report_id']}.html")
        item = seen.get_element_by_id("c" + check["check_id"])
        assert item.get("data-total") == check["total_id"] and item.get("data-parts") == check["part_ids"]
        assert check["formula"] in item.text_content() and check["message"] in item.text_content()
    index = page(example_output / "review" / "index.html")
    for link in index.cssselect(".top a"):
        name, _, anchor = link.get("href").partition("#")
        page(example_output / "review" / name).get_element_by_id(anchor)


def test_pages_call_nobody_and_run_nothing_but_their_own(example_output: Path) -> None:
    for path in sorted((example_output / "review").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        seen = page(path)
        policy = seen.cssselect("meta[http-equiv=Content-Security-Policy]")[0].get("content")
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        for element in seen.cssselect("style, script:not([type])"):
            digest = hashlib.sha256(element.text.encode()).digest()
            assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
        assert not re.search(r"https?://|//[a-z]+\.", text)
        assert not seen.cssselect("[style], [onclick], link[rel=stylesheet], script[src], iframe, object, embed")
        for link in seen.cssselect("a[href]"):
            target = link.get("href").partition("#")[0]
            assert not target or (path.parent / target).exists()


def test_hostile_text_is_text(hostile: Path) -> None:
    (report,) = rows(hostile, "reports")
    seen = page(hostile / "review" / f"{report['report_id']}.html")
    article = seen.cssselect("article")[0]
    assert '<script>alert("đây")</script>' in article.text_content()
    assert '=HYPERLINK("http://example.invalid/";"bấm")' in article.text_content()
    assert not article.cssselect("script, img")
    assert len(seen.cssselect("script")) == 2
    assert not [link for link in seen.cssselect("a") if "example.invalid" in link.get("href", "")]
    index = page(hostile / "review" / "index.html")
    assert "=1+1 <b>.txt" in index.cssselect("#reports")[0].text_content()
    assert len(index.cssselect("script")) == 2


def test_the_same_tables_give_the_same_bytes(example_output: Path, tmp_path: Path) -> None:
    again = tmp_path / "out"
    shutil.copytree(example_output, again, ignore=shutil.ignore_patterns("review"))
    Review(again).write()
    for made in sorted((again / "review").iterdir()):
        old = (example_output / "review" / made.name).read_text(encoding="utf-8")
        if 'class="paper"' not in old:  # the files of the PDFs are not given here
            assert made.read_text(encoding="utf-8") == old


def test_printed_pages_have_their_boxes(example_output: Path) -> None:
    report = next(row for row in rows(example_output, "reports") if row["format"] == "pdf")
    folder = example_output / "review"
    assert len(list(folder.glob(f"{report['sha256'][:16]}-*.png"))) == int(report["pages"])
    seen = page(folder / f"{report['report_id']}.html")
    placed = [figure for figure in Shelf(example_output).of_report("figures", report["report_id"]) if figure["bbox"]]
    assert len(seen.cssselect("rect[data-f]")) == len(placed) > 50
    for image in seen.cssselect(".sheet img"):
        assert (folder / image.get("src")).read_bytes().startswith(b"\x89PNG")


def test_pages_are_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several PDFs while they are read, a lone one beside its reading; a later run takes what is there."""
    apart: list[str] = []

    def draws(path: Path, *given: Any) -> Iterator[int]:
        apart.append(path.name)
        return draw(path, *given)

    monkeypatch.setattr("sokhop.workers.draw_apart", draws)

    def run_on(*names: str) -> None:
        files = {name: EXAMPLES / name for name in names}
        made = ForPeople(tmp_path, files, Wanted(xlsx=False))
        found = find_inputs(list(files.values()), tmp_path)
        run(found, tmp_path, Options(2, 60, draws=made.draws), finish=made.write, load=made.load)

    first, second = sorted(path.name for path in EXAMPLES.glob("*.pdf"))
    run_on(first, "xa-nam-phung-2024.docx")
    assert not apart
    run_on(second)
    assert apart == [second]
    run_on(first, second)
    assert apart == [second]
    for report in rows(tmp_path, "reports"):
        count = int(report["pages"]) if report["format"] == "pdf" else 0
        names = {f"{report['sha256'][:16]}-{number}.png" for number in range(1, count + 1)}
        seen = page(tmp_path / "review" / f"{report['report_id']}.html")
        assert {image.get("src") for image in seen.cssselect(".sheet img")} == names
    next(path for path in (tmp_path / "review").glob("*.png")).write_bytes(b"broken")
    run_on(first, second)
    assert len(apart) == 2


def test_decisions_are_read_again(hostile: Path, tmp_path: Path) -> None:
    check = next(check for check in rows(hostile, "checks") if check["verdict"] == "mismatch")
    with (hostile / "decisions.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["check_id", "verdict", "note"], [check["check_id"], "sai", 'xã "A" <i>']])
    assert sokhop("run", tmp_path / "=1+1 <b>.txt", "-o", hostile, "--quiet").returncode == 1
    item = page(hostile / "review" / f"{check['report_id']}.html").get_element_by_id("c" + check["check_id"])
    (chosen,) = item.cssselect("[checked]")
    assert chosen.get("value") == "sai"
    assert item.cssselect(".noted")[0].get("value") == 'xã "A" <i>'
    data = json.loads(page(hostile / "review" / "index.html").get_element_by_id("data").text)
    assert data["decisions"] == [[check["check_id"], "sai", 'xã "A" <i>']]
    assert (hostile / "decisions.csv").exists()


def test_a_wrong_decisions_file_is_named_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "decisions.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    done = sokhop("run", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert done.returncode == 2 and "check_id" in done.stderr
    assert not (tmp_path / "out" / "figures.csv").exists()


def test_pages_that_are_not_wanted_do_not_grow_old(hostile: Path, tmp_path: Path) -> None:
    (hostile / "review" / "old.html").write_text("x")
    sokhop("run", tmp_path / "=1+1 <b>.txt", "-o", hostile, "--excel")
    assert not (hostile / "review" / "old.html").exists() and (hostile / "excel" / "checks.csv").exists()
    sokhop("run", tmp_path / "=1+1 <b>.txt", "-o", hostile, "--no-review", "--no-xlsx")
    assert not [name for name in ("review", "sokhop.xlsx", "excel") if (hostile / name).exists()]


def test_plots_show_what_the_reports_state(example_output: Path) -> None:
    series, shelf = Series(), Shelf(example_output)
    for report in shelf.rows("reports"):
        series.add(report, shelf.of_report("figures", report["report_id"]))
    shares, trends = share_plots(series), trend_plots(series)
    assert shares and trends
    members = next(plot for plot in shares if "đảng viên" in plot)
    assert all(number in members for number in (">835<", ">318<", ">231<", ">286<"))
    for plot in (*shares, *trends):
        lxml.html.fragment_fromstring(plot)
        assert "style=" not in plot


@pytest.mark.slow
def test_a_report_of_300_pages_is_made_in_seconds(tmp_path: Path) -> None:
    line = "Trong năm đã tổ chức 29 hội nghị, gồm 02 hội nghị cấp huyện và 27 hội nghị cấp xã, đạt 104/126 bản.\n"
    text = line * 7500
    spots = [match.span() for match in re.finditer(r"\d+(?:/\d+)?", text)]
    empty = dict.fromkeys(("change", "approx", "value_max", "of", "unit"), "")
    figures = [
        empty | {"figure_id": f"r-{at:05d}", "kind": "count", "char_start": str(start), "char_end": str(end)}
        for at, (start, end) in enumerate(spots)
    ]
    begun = time.perf_counter()
    html = ReportText(text, figures, [], []).html()
    assert time.perf_counter() - begun < 5
    assert html.count('class="f count"') == len(spots) == 30_000
