"""The layout holds: imports run from the ink to the people and never back, and a file fits on three screens."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("extract", "patterns", "corpus", "outputs", "sokhop")
LINES = 400
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_run_left_to_right(path: Path) -> None:
    own = ROOMS.index(path.relative_to(ROOT).parts[0])
    for name in imported(path):
        room = name.split(".")[0]
        if room in ROOMS:
            assert ROOMS.index(room) <= own, f"{path.name} imports {name}"
        assert room != "tests"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_fits_and_says_what_it_is(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LINES
    assert ast.get_docstring(ast.parse(source)), f"{path} has no docstring"


def test_no_room_for_everything() -> None:
    vague = {"utils", "helpers", "manager", "managers", "base", "common", "misc"}
    assert not [path for path in MODULES if path.stem in vague]


def test_extract_and_patterns_do_not_load_what_only_outputs_need() -> None:
    """pandas and the writers are slow to import; a worker must not pay for them."""
    late = {"pandas", "rich", "xlsxwriter", "duckdb", "jinja2", "pdfplumber", "pebble"}
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        at_import = {
            name.split(".")[0]
            for node in tree.body
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
        }
        if path.relative_to(ROOT).as_posix() != "outputs/frames.py":  # imported by Report.frames() alone
            assert not at_import & late, f"{path} imports {at_import & late} at its top"
