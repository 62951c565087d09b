"""The pages in a real browser: findings light their figures, filters filter, decisions are kept, nothing is called."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus.decisions import FILE, read_decisions
from outputs.csv_files import csv_header, csv_lines
from outputs.review import Review
from outputs.stored import Shelf, Stored
from outputs.tables import TABLES
from sokhop.desk import Desk, _listener
from tests.test_review import HOSTILE

pytestmark = pytest.mark.program("chromium")
ROOT = Path(__file__).parents[1]
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
GRAVE = {"serious", "critical"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield made
        made.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh page; at its end nothing may be on its console, and no other host may have been asked."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert said == []
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))]


@pytest.fixture
def review(example_output: Path) -> str:
    return (example_output / "review").as_uri()


@pytest.fixture
def finding(example_output: Path) -> Stored:
    checks = Shelf(example_output).rows("checks")
    return next(check for check in checks if check["formula"] == "04 + 03 + 01 = 8 ≠ 09")


def lit(tab: Page) -> list[str]:
    return [str(name) for name in tab.eval_on_selector_all(".f.lit", "all => all.map(each => each.id)")]


def anchor(figure_id: str) -> str:
    return "f" + figure_id.rpartition("-")[2]


def run_on_hostile(folder: Path) -> None:
    """Reads the report that tries everything; the results are in `folder / "out"`."""
    (folder / "a.txt").write_text(HOSTILE, encoding="utf-8")
    command = [sys.executable, "-m", "sokhop", "run", str(folder / "a.txt"), "-o", str(folder / "out"), "-q"]
    assert subprocess.run(command, check=False).returncode == 1


def test_a_finding_lights_its_figures(tab: Page, review: str, finding: Stored) -> None:
    tab.goto(f"{review}/{finding['report_id']}.html")
    tab.click(f"#c{finding['check_id']} .light")
    compared = [finding["total_id"], *finding["part_ids"].split(";")]
    assert sorted(lit(tab)) == sorted(map(anchor, compared))
    expect(tab.locator(".f.lit.total")).to_have_id(anchor(finding["total_id"]))
    expect(tab.locator("#sum .formula")).to_have_text(finding["formula"])
    expect(tab.locator(".f.lit.total")).to_be_in_viewport()
    expect(tab.locator("#sum .chips a")).to_have_count(len(compared))
    tab.keyboard.press("Escape")
    assert lit(tab) == []
    expect(tab.locator("#sum")).to_be_hidden()


def test_the_index_leads_to_the_finding(tab: Page, review: str, finding: Stored) -> None:
    tab.goto(f"{review}/index.html")
    tab.click(f"a[href$='#c{finding['check_id']}']")
    expect(tab.locator("#sum .formula")).to_have_text(finding["formula"])
    expect(tab.locator(".f.lit.total")).to_be_in_viewport()


def test_keys_go_from_finding_to_finding(tab: Page, review: str, finding: Stored) -> None:
    tab.goto(f"{review}/{finding['report_id']}.html")
    tab.click("details:has(.check) summary")  # those that hold, too
    seen = []
    for _ in range(3):
        tab.keyboard.press("j")
        seen.append(tab.locator(".check.on").get_attribute("id"))
    assert len(set(seen)) == 3
    tab.keyboard.press("k")
    assert tab.locator(".check.on").get_attribute("id") == seen[1]


def test_a_figure_says_what_it_is(tab: Page, review: str, example_output: Path, finding: Stored) -> None:
    figures = {row["figure_id"]: row for row in Shelf(example_output).of_report("figures", finding["report_id"])}
    figure = figures[finding["total_id"]]
    tab.goto(f"{review}/{finding['report_id']}.html")
    name = f"#{anchor(finding['total_id'])}"
    tab.focus(name)
    card = tab.locator("#card")
    for words in ("9 cuộc", figure["indicator"], figure["actor"], "năm 2024", figure["rule"], "1 cần xem"):
        expect(card).to_contain_text(words)
    tab.keyboard.press("Enter")
    assert name[1:] in lit(tab)
    tab.keyboard.press("Escape")
    expect(card).to_be_hidden()
    tab.hover(name)
    expect(card).to_be_visible()


def test_search_filter_and_sort(tab: Page, review: str, example_output: Path) -> None:
    checks = Shelf(example_output).rows("checks")
    wrong = {check["report_id"] for check in checks if check["verdict"] == "mismatch"}
    tab.goto(f"{review}/index.html")
    shown = tab.locator("#reports tbody tr:visible")
    expect(shown).to_have_count(5)
    tab.fill("#search", "nam phung")  # without its marks
    expect(shown).to_have_count(1)
    expect(tab.locator("#shown")).to_have_text("1 / 5 báo cáo")
    tab.fill("#search", "")
    tab.select_option("#status", "mismatch")
    expect(shown).to_have_count(len(wrong))
    tab.select_option("#status", "")
    head = tab.locator("#reports th", has_text="Số liệu")
    for order, least in (("ascending", True), ("descending", False)):
        head.locator("button").click()
        expect(head).to_have_attribute("aria-sort", order)
        numbers = [int(text) for text in tab.locator("#reports tbody td:nth-child(5)").all_text_contents()]
        assert numbers == sorted(numbers, reverse=not least)


def test_decisions_saved_on_the_page_are_read_by_the_next_run(tab: Page, browser: Browser, tmp_path: Path) -> None:
    out, note = tmp_path / "out", 'đã hỏi xã, "06" là gõ nhầm; =1+1'
    run_on_hostile(tmp_path)
    finding = next(check for check in Shelf(out).rows("checks") if check["verdict"] == "mismatch")
    page = (out / "review" / f"{finding['report_id']}.html").as_uri()
    tab.goto(page)
    item = tab.locator(f"#c{finding['check_id']}")
    item.get_by_label("đúng").check()
    item.locator(".noted").fill(note)
    item.locator(".noted").blur()
    tab.reload()
    expect(item.get_by_label("đúng")).to_be_checked()
    tab.click("text=Lưu quyết định")
    expect(tab.locator("#decided")).to_have_text("1")
    with tab.expect_download() as download:
        tab.click("#save")
    assert download.value.suggested_filename == FILE
    download.value.save_as(out / FILE)
    (decision,) = read_decisions(out / FILE).values()
    assert (decision.check_id, decision.verdict, decision.note) == (finding["check_id"], "đúng", note)
    run_on_hostile(tmp_path)
    fresh = browser.new_context()  # another browser, which has kept nothing
    elsewhere = fresh.new_page()
    elsewhere.goto(page)
    expect(elsewhere.locator(f"#c{finding['check_id']}").get_by_label("đúng")).to_be_checked()
    expect(elsewhere.locator(f"#c{finding['check_id']} .noted")).to_have_value(note)
    elsewhere.goto((out / "review" / "index.html").as_uri())
    expect(elsewhere.locator("#decided")).to_have_text("1")
    fresh.close()


def test_the_tree_is_there_on_a_narrow_screen(tab: Page, review: str, finding: Stored) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(f"{review}/{finding['report_id']}.html")
    link = tab.locator(".tree a").last
    expect(link).to_be_hidden()
    tab.click(".side summary")
    link.click()
    expect(tab.locator(f"[id='{tab.url.partition('#')[2]}']")).to_be_in_viewport()


def test_the_printed_page_shows_the_ink(tab: Page, review: str, example_output: Path) -> None:
    report = next(row for row in Shelf(example_output).rows("reports") if row["format"] == "pdf")
    tab.goto(f"{review}/{report['report_id']}.html")
    tab.click("#paper")
    expect(tab.locator(".sheet img").first).to_be_visible()
    tab.click("details:has(.check) summary")
    tab.click("details .check .light >> nth=0")
    boxes = tab.eval_on_selector_all("rect.lit", "all => all.map(each => 'f' + each.dataset.f)")
    assert sorted(boxes) == sorted(lit(tab)) and boxes
    expect(tab.locator("rect.lit.total")).to_be_in_viewport()
    tab.locator("rect[data-f]").nth(3).click()
    expect(tab.locator("#card")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_no_serious_fault_of_accessibility(tab: Page, review: str, finding: Stored, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    for name in ("index.html", f"{finding['report_id']}.html#c{finding['check_id']}"):
        tab.goto(f"{review}/{name}")
        found = Axe().run(tab).response["violations"]
        assert [each["id"] for each in found if each["impact"] in GRAVE] == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        if tab.locator(".side").count():  # all that can be unfolded, too
            tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert [each["id"] for each in Axe().run(tab).response["violations"]] == []


def test_print_shows_text_and_findings_alone(tab: Page, review: str, finding: Stored) -> None:
    tab.goto(f"{review}/{finding['report_id']}.html#c{finding['check_id']}")
    tab.emulate_media(media="print")
    for hidden in (".side", ".tools", "#sum", ".decision >> nth=0"):
        expect(tab.locator(hidden)).to_be_hidden()
    expect(tab.locator("article")).to_be_visible()
    expect(tab.locator(f"#c{finding['check_id']} .formula")).to_be_visible()


def test_hostile_text_stays_text(tab: Page, tmp_path: Path) -> None:
    run_on_hostile(tmp_path)
    tab.on("dialog", lambda dialog: pytest.fail(dialog.message))
    tab.goto((tmp_path / "out" / "review" / "index.html").as_uri())
    tab.click("#reports a")
    expect(tab.locator("article")).to_contain_text('<script>alert("đây")</script>')
    tab.keyboard.press("j")
    expect(tab.locator("#sum")).to_be_visible()


def write_long_report(out: Path) -> None:
    """The tables of a report of some 300 pages with a hundred figures a page."""
    text = (
        "Trong năm đã tổ chức 29 hội nghị, gồm 02 hội nghị cấp huyện và 27 hội nghị cấp xã, đạt 104/126 bản.\n" * 7500
    )
    figures = [
        {
            "report_id": "long",
            "figure_id": f"long-{at:05d}",
            "kind": "count",
            "value": 1,
            "unit": "bản",
            "raw": found[0],
        }
        | {"char_start": found.start(), "char_end": found.end()}
        for at, found in enumerate(re.finditer(r"\d+(?:/\d+)?", text))
    ]
    rows = {"reports": [{"report_id": "long", "source": "long.txt"}], "figures": figures}
    for table in TABLES:
        filled = [dict.fromkeys(table.header) | row for row in rows.get(table.name, [])]
        (out / f"{table.name}.csv").write_text(csv_header(table) + csv_lines(table, filled), encoding="utf-8")
    (out / "texts").mkdir()
    (out / "texts" / "long.txt").write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_a_long_report_stays_smooth(tab: Page, tmp_path: Path) -> None:
    write_long_report(tmp_path)
    begun = time.perf_counter()
    tab.goto(Review(tmp_path).write().with_name("long.html").as_uri())
    assert time.perf_counter() - begun < 15
    assert tab.locator("article .f").count() == 30_000
    slowest = tab.evaluate(
        """async () => {
            let worst = 0, last = performance.now();
            for (let at = 0; at < 60; at++) {
                scrollBy(0, 2000);
                await new Promise(requestAnimationFrame);
                worst = Math.max(worst, performance.now() - last);
                last = performance.now();
            }
            return worst;
        }"""
    )
    assert slowest < 1000, f"a frame took {slowest:.0f} ms"


def test_serve_takes_files_and_shows_the_review(tab: Page, tmp_path: Path) -> None:
    desk = Desk(tmp_path, "token")
    listener = _listener(0)
    server = uvicorn.Server(uvicorn.Config(desk.app(), log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        tab.goto(f"http://127.0.0.1:{listener.getsockname()[1]}/?k=token")
        assert "token" not in tab.url
        found = Axe().run(tab).response["violations"]
        assert [each["id"] for each in found if each["impact"] in GRAVE] == []
        reports = ROOT / "examples" / "reports"
        tab.set_input_files("#files", [reports / "xa-huoi-say-2024.pdf", reports / "xa-nam-phung-2024.docx"])
        expect(tab.locator("#results li")).to_contain_text("2 báo cáo", timeout=60_000)
        with tab.expect_download() as download:
            tab.click("text=Sổ tính Excel")
        assert download.value.suggested_filename == "sokhop.xlsx"
        tab.click("text=Trang xem")
        expect(tab.locator("#reports tbody tr")).to_have_count(2)
        tab.click("#reports a >> nth=0")
        expect(tab.locator("article .f").first).to_be_visible()
    finally:
        server.should_exit = True
        thread.join(10)
        desk.close()
