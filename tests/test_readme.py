"""What the documentation says is run: commands, Python, links, names of files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from outputs.tables import TABLES
from outputs.wording import CHECK_TYPES, VERDICTS
from sokhop.cli import commands
from sokhop.messages import speaker
from tests.real_rows import real_rows, run_examples

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "README.vi.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FINDINGS = 1  # exit code of sokhop: no fault of the command


def blocks(page: Path, language: str) -> list[str]:
    return [body for name, body in _BLOCK.findall(page.read_text(encoding="utf-8")) if name == language]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like the repository to a command, and may be written to."""
    for name in ("examples", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_run(page: Path, place: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for line in "\n".join(blocks(page, "bash")).splitlines():
        if not line.strip():
            continue
        if line.startswith("make "):
            assert line.split()[1] in targets, line
            continue
        done = subprocess.run(line, shell=True, cwd=place, capture_output=True, text=True)
        assert done.returncode in (0, _FINDINGS) and "Traceback" not in done.stderr, f"{line}\n{done.stderr}"
        assert done.stdout, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_runs(page: Path, place: Path) -> None:
    names: dict[str, Any] = {}
    for body in blocks(page, "python"):
        exec(compile(body, str(page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_shown_output_is_the_real_one(page: Path, place: Path) -> None:
    """```console blocks: `$ command`, then what it prints."""
    for body in blocks(page, "console"):
        command, _, shown = body.partition("\n")
        done = subprocess.run(command.removeprefix("$ "), shell=True, cwd=place, capture_output=True, text=True)
        assert done.stdout.rstrip() == shown.rstrip()


def test_the_rows_are_real(tmp_path: Path) -> None:
    """`make docs` writes them anew."""
    run_examples(tmp_path / "out")
    (shown,) = blocks(ROOT / "README.md", "rows")
    assert shown.rstrip("\n") == real_rows(tmp_path / "out")


def test_every_table_and_every_sort_of_check_is_explained() -> None:
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in (*(f"{table.name}.csv" for table in TABLES), *CHECK_TYPES, *VERDICTS):
        assert f"`{name}`" in said, name


def test_what_is_promised_has_its_section() -> None:
    headings = set(re.findall(r"(?m)^## (.+)$", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"How to read the findings", "How accurate it is", "What it does not do", "How fast it is"} <= headings


def test_the_windows_steps_are_those_of_the_makefile() -> None:
    """They cannot run here, so they may differ from the commands that do in nothing but the slashes."""
    (steps,) = blocks(ROOT / "README.vi.md", "bat")
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert made.count(" -m venv ") == steps.count(" -m venv ") == 1
    pip = [line.partition("pip ")[2] for line in steps.splitlines() if "pip install" in line]
    for line, there in zip(pip, re.findall(r"-m pip (install .*)", made), strict=True):
        kept = [word for word in there.split() if word not in ("--quiet", "--disable-pip-version-check", "--editable")]
        assert line.split() == kept
    called = [line for line in steps.splitlines() if "Scripts\\sokhop" in line]
    assert called and all(line.split()[1] in commands(speaker("vi")).commands for line in called)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_point_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
